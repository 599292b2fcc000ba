//! `cargo xtask lint`: the form that CI asks of the code.

use crate::{process, say, setup};
use anyhow::{Result, bail};

/// One run for each way a package is built: features of Yew exclude one another.
const CLIPPY: [&[&str]; 5] = [
    &["--package=model", "--package=xtask", "--package=tests", "--all-targets"],
    &["--package=widget", "--features=ssr", "--all-targets"],
    &["--package=widget", "--features=hydrate", "--lib", "--target=wasm32-unknown-unknown"],
    &["--package=edge", "--all-targets"],
    &["--package=edge", "--lib", "--target=wasm32-unknown-unknown"],
];

/// Runs all, to report all.
pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    let mut failed = Vec::new();
    say::step("Checking", "formatting");
    if process::run(process::command("cargo").args(["fmt", "--all", "--check"]), "rustfmt").is_err() {
        failed.push("formatting (`cargo fmt` mends it)".to_owned());
    }
    for arguments in CLIPPY {
        say::step("Checking", &arguments.join(" "));
        let mut clippy = process::command("cargo");
        clippy.arg("clippy").args(arguments).args(["--", "--deny=warnings"]);
        if process::run(&mut clippy, "clippy").is_err() {
            failed.push(format!("clippy {}", arguments.join(" ")));
        }
    }
    if !failed.is_empty() {
        bail!("not in form: {}", failed.join("; "));
    }
    Ok(())
}
