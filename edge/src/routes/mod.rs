//! One file a route.

pub(crate) mod contact;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod home;
