//! wasm-opt, for what is deployed.

use crate::{paths, process};
use anyhow::Result;
use std::path::Path;

/// What rustc emits for wasm32-unknown-unknown by default, and wasm-bindgen for calls that may throw;
/// wasm-opt refuses what it is not told of.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-exception-handling",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What is done for each of thousands of products stays a function of its own. Within the one that draws all pages, which
/// alone calls it, the browser would compile it well only with all of that.
const APART: &str = "--no-inline=*Ranker*";

/// What is of one module stands together: it is alike, and compresses better, the Worker by a percent and a half.
const ALIKE: &str = "--reorder-functions-by-name";

/// Makes a WASM file as small as can be, in its place. The names of its functions go too: a seventh of
/// the Worker, whose panics tell their file and line by themselves.
pub(super) fn shrink(wasm: &Path) -> Result<()> {
    process::run(
        process::command(paths::npm_bin("wasm-opt"))
            .args(FEATURES)
            .args([APART, "-Oz", ALIKE, "--strip-producers", "--strip-target-features"])
            .arg(wasm)
            .arg("-o")
            .arg(wasm),
        "wasm-opt failed",
    )
}
