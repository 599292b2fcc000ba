//! Where the Worker under test is.

use std::env;
use std::path::PathBuf;

/// Origin of the Worker, such as `http://localhost:8787`.
pub fn url() -> String {
    told("DESKBELL_URL").trim_end_matches('/').to_owned()
}

/// Origin of the storefront that may embed every site that may be embedded at all.
pub fn storefront() -> String {
    told("DESKBELL_STOREFRONT")
}

/// The folder of the Worker's database.
pub fn state() -> PathBuf {
    told("DESKBELL_STATE").into()
}

/// The address at which the upstreams are told how to behave.
pub fn upstreams() -> String {
    told("DESKBELL_UPSTREAMS")
}

/// The file that takes what the Worker prints.
pub fn log() -> PathBuf {
    told("DESKBELL_LOG").into()
}

/// The checkout's top folder.
pub fn repository() -> PathBuf {
    // Cargo runs tests in the folder of their package.
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    package.join("..")
}

fn told(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} does not say where the Worker under test is: run `cargo xtask test`, which starts one")
    })
}
