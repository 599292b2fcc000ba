//! Deskbell's pages: the same Yew markup rendered on the edge (feature `ssr`) and taken over in the
//! browser (feature `hydrate`).
//!
//! [`app::App`] holds the state of the page; everything below it is a plain function from data to
//! [`yew::Html`]: no component tree, no context, and so less for the shopper to download.

#[cfg(all(target_arch = "wasm32", feature = "ssr", feature = "hydrate"))]
compile_error!("build widget and edge in separate cargo commands: Yew is either rendered or hydrated");

pub mod app;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
pub mod catalogue;
#[cfg(feature = "hydrate")]
mod decode;
pub mod desk;
mod icons;
pub mod intl;
mod layout;
mod pages;
mod status;
pub mod texts;
mod typed;
pub mod verdict;

pub use pages::ENTRIES;
