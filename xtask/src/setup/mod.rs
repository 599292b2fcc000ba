//! What a fresh machine lacks, got when a command first needs it. A step that has nothing to do takes
//! milliseconds and says nothing.

mod apt;
pub(crate) mod chromium;
mod lock;
mod npm;
pub(crate) mod python;
mod rust;
pub(crate) mod servers;

pub(crate) use npm::{ensure as npm_tools, ensure_folder as npm_folder};
pub(crate) use rust::ensure_wasm_target as wasm_target;

use crate::say;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Instant;

/// The tools that builds call by path.
pub(crate) struct Tools {
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) worker_build: PathBuf,
    /// Whether the standard library can be compiled for size.
    pub(crate) std_source: bool,
}

/// All that building and serving needs.
pub(crate) fn tools() -> Result<Tools> {
    rust::ensure_wasm_target()?;
    npm::ensure()?;
    let wasm_bindgen =
        rust::ensure_tool("wasm-bindgen-cli", "wasm-bindgen", &lock::version("wasm-bindgen")?)?;
    // worker-build is released together with the `worker` crate, under the same version.
    let worker_build = rust::ensure_tool("worker-build", "worker-build", &lock::version("worker")?)?;
    Ok(Tools { wasm_bindgen, worker_build, std_source: rust::ensure_std_source() })
}

/// `cargo xtask setup`
pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    let tools = tools()?;
    say::step("Ready", &tools.wasm_bindgen.display().to_string());
    say::step("Ready", &tools.worker_build.display().to_string());
    say::step("Ready", &chromium::ensure()?.display().to_string());
    say::step("Ready", &python::schemathesis()?.display().to_string());
    say::done("set-up", start);
    Ok(())
}
