//! What the shop's own systems are asked, and what their answers mean.
//!
//! Nothing here does I/O. An operation is a function of the answers so far: it returns either the
//! next [`Ask`] or the result ([`Step`]). The edge answers asks by its one outbound path and its
//! database, `cargo xtask check-sources` by an ordinary HTTP client, and tests by recorded replies.

pub mod ask;
pub mod asking;
mod builtin;
mod clean;
mod discourse;
pub mod error;
pub mod forum;
pub mod html;
mod json;
pub mod library;
mod lower;
pub mod passage;
pub mod query;
pub mod secrets;
mod slip;
pub mod store;
pub mod time;
pub mod webhook;
pub mod words;

pub use ask::{Ask, HttpAsk, HttpReply, Reply, Statement, Step};
pub use error::Error;
pub use secrets::Secrets;
