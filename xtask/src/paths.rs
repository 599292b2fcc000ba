//! Where things are: the checkout, what is built in it, and the folder that outlives it.

use std::path::{Path, PathBuf};

/// The top of the checkout. Cargo says where the package it runs lives.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Stamps, logs and states that xtask keeps between two runs.
pub(crate) fn work() -> PathBuf {
    root().join("target/xtask")
}

/// A tool that npm installed.
pub(crate) fn npm_bin(name: &str) -> PathBuf {
    root().join("node_modules/.bin").join(name)
}

/// Tools that take minutes to compile are kept here, for every checkout of this user.
pub(crate) fn cache() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("DESKBELL_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|dir| dir.join("deskbell")))
        .or_else(|| variable("HOME").map(|dir| dir.join(".cache/deskbell")))
        .unwrap_or_else(|| root().join("target/cache"))
}
