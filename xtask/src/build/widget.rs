//! What browsers run, the app and the check of what is written: Rust -> WASM and its glue -> both small.

use super::Profile;
use super::own_std;
use super::shrink::shrink;
use crate::setup::Tools;
use crate::stamp::{Key, Stamp};
use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A panic is one instruction and carries no text: with the library's own size that saves the shopper a sixth of the
/// WASM. Nobody reads a panic's message in a shopper's browser, and
/// the page below it goes on as a plain one.
const OWN_STD_FLAGS: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// Half of the stack that is usual: so what is below it and the data above lie within the first MiB, where an address is
/// three bytes instead of four wherever the WASM names one.
const STACK: &str = "-Clink-arg=-zstack-size=524288";

/// A WASM of its own, with its glue.
#[derive(Clone, Copy)]
pub(super) struct Module {
    /// What its files are called.
    pub(super) name: &'static str,
    package: &'static str,
    features: &'static str,
}

/// The widget.
pub(super) const APP: Module = Module { name: "app", package: "widget", features: "hydrate" };

/// What looks private is told before it is sent. The app loads it when somebody writes.
pub(super) const CHECK: Module = Module { name: "check", package: "check", features: "" };

impl Module {
    /// Where [`build`] leaves the glue.
    pub(super) fn glue(self, profile: Profile) -> PathBuf {
        profile.work().join("widget").join(format!("{}.js", self.name))
    }

    /// Where [`build`] leaves the WASM, under the name by which the glue asks for it.
    pub(super) fn wasm(self, profile: Profile) -> PathBuf {
        profile.work().join("widget").join(format!("{}_bg.wasm", self.name))
    }
}

pub(super) fn build(profile: Profile, tools: &Tools, module: Module) -> Result<()> {
    let compiled = compile(profile, tools, module)?;
    let bytes = fs::read(&compiled)
        .with_context(|| format!("cargo left no {}: run this again", compiled.display()))?;
    // The tools' versions are in the lock files.
    let key = Key::default()
        .bytes(&bytes)
        .path(&paths::root().join("package-lock.json"))?
        .bytes(tools.wasm_bindgen.as_os_str().as_encoded_bytes())
        .finish();
    Stamp::new(profile.work().join(format!("{}.stamp", module.name))).unless_done(
        &key,
        &module.wasm(profile),
        || bind(profile, tools, module, &compiled),
    )
}

/// Compiles a module, and says where the WASM is.
fn compile(profile: Profile, tools: &Tools, module: Module) -> Result<PathBuf> {
    let mut command = process::command("cargo");
    command
        // Not `cargo build`: the widget is also an `rlib`, for the edge, and with both cargo leaves out LTO.
        .args([
            "rustc",
            "--lib",
            "--crate-type=cdylib",
            "--package",
            module.package,
            "--features",
            module.features,
        ])
        .args(["--target=wasm32-unknown-unknown", "--profile", profile.name()]);
    let target = own_std::enable(&mut command, profile, tools, &OWN_STD_FLAGS);
    command.args(["--", STACK]);
    process::run(&mut command, &format!("the {} does not compile", module.package))?;
    Ok(target.join("wasm32-unknown-unknown").join(profile.name()).join(format!("{}.wasm", module.package)))
}

fn bind(profile: Profile, tools: &Tools, module: Module, compiled: &Path) -> Result<()> {
    say::step("Shrinking", &format!("the {}", module.package));
    let glue = module.glue(profile);
    let folder = glue.parent().context("a file has a folder")?;
    process::run(
        process::command(&tools.wasm_bindgen)
            .args(["--target=web", "--no-typescript", "--out-name", module.name, "--out-dir"])
            .arg(folder)
            .arg(compiled),
        "wasm-bindgen failed",
    )?;
    if profile == Profile::Release {
        shrink(&module.wasm(profile))?;
    }
    let glue = glue.as_os_str();
    process::run(
        process::command(paths::npm_bin("esbuild"))
            .args(["--bundle", "--minify", "--format=esm", "--log-level=warning", "--allow-overwrite"])
            .arg(glue)
            .arg(format!("--outfile={}", glue.display())),
        "esbuild could not minify what is between a WASM and its page",
    )
}
