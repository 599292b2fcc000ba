//! One file a route.

pub(crate) mod articles;
pub(crate) mod ask;
pub(crate) mod contact;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod hooks;
pub(crate) mod orders;
pub(crate) mod products;
