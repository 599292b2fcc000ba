//! The WASM target, and tools from crates.io in the kept folder.

use crate::{paths, process, say};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::Instant;

const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library for WASM.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    // Cargo says where it runs from, which is beside its libraries: quicker than asking rustc.
    let cargo = std::env::var_os("CARGO").map(PathBuf::from);
    if cargo.is_some_and(|cargo| cargo.ancestors().nth(2).is_some_and(has_target)) {
        return Ok(());
    }
    let sysroot = process::output(
        process::command("rustc").args(["--print", "sysroot"]),
        "rustc could not be asked where it lives; install Rust from https://rustup.rs and run this again",
    )?;
    if has_target(Path::new(sysroot.trim())) {
        return Ok(());
    }
    say::step("Installing", &format!("Rust's {TARGET} target"));
    process::run(
        process::command("rustup").args(["target", "add", TARGET]),
        &format!(
            "Rust's {TARGET} target could not be added; with Rust from https://rustup.rs and a connection, \
             `rustup target add {TARGET}` does it"
        ),
    )
}

/// Whether the standard library's source is there, or can be had. Without it the widget and the Worker are built with the
/// ready-made library: they work, and are larger.
pub(crate) fn ensure_std_source() -> bool {
    let sysroot =
        process::output(process::command("rustc").args(["--print", "sysroot"]), "rustc does not run");
    let there = |sysroot: &str| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std").is_dir();
    if sysroot.as_deref().is_ok_and(there) {
        return true;
    }
    say::step("Installing", "the source of Rust's standard library");
    let added =
        process::run(process::command("rustup").args(["component", "add", "rust-src"]), "rustup could not");
    if added.is_err() {
        eprintln!(
            "  The source cannot be had (`rustup component add rust-src`): the widget will be a sixth larger, and the Worker a little."
        );
    }
    added.is_ok()
}

fn has_target(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir()
}

/// A binary of exactly this version of a package, compiled once for all checkouts.
pub(crate) fn ensure_tool(package: &str, binary: &str, version: &str) -> Result<PathBuf> {
    let cache = paths::cache();
    let folder = cache.join(format!("{package}-{version}"));
    let path = folder.join("bin").join(binary);
    if path.exists() {
        return Ok(path);
    }
    let start = Instant::now();
    say::step("Installing", &format!("{package} {version}: some minutes, and only once on this machine"));
    // Not --locked: a package's own lock may name versions that were withdrawn since.
    process::run(
        process::command("cargo")
            .args(["install", package, "--version", version, "--bins", "--root"])
            .arg(&folder)
            .arg("--target-dir")
            .arg(cache.join("target"))
            // Flags for what we build are not meant for the tools.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET"),
        &format!(
            "{package} {version} could not be installed; it needs a connection, a C compiler and OpenSSL's \
             headers (on Debian: apt install build-essential pkg-config libssl-dev)"
        ),
    )?;
    say::done(&format!("{package} {version}"), start);
    Ok(path)
}
