//! Settings of single panels: tables of `site.toml`.

mod cart;
mod community;
mod desk;

pub use cart::Cart;
pub use community::Community;
pub use desk::{Clerk, Desk};
