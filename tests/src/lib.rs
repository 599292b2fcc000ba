//! Deskbell from the outside: what the tests of the Worker are written with.
//!
//! `cargo xtask test` starts the Worker on workerd, loads the sites of `www/demo/site` and
//! `tests/sites`, and tells where they are by the variables that [`deployment`] reads.

pub mod ask;
pub mod cache;
pub mod crowd;
pub mod database;
pub mod deployment;
pub mod mails;
pub mod owner;
pub mod page;
pub mod policy;
pub mod raw;
pub mod socket;
pub mod upstreams;
