//! Tools from PyPI, in a virtual environment in the kept folder.

use super::apt;
use crate::stamp::{self, Stamp};
use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The folder of Schemathesis and of a validator of OpenAPI.
pub(crate) fn schemathesis() -> Result<PathBuf> {
    ensure("schemathesis", &paths::root().join("tests/api/requirements.txt"))
}

/// The folder of the programs that a file of requirements names, installed where missing. Another list, another
/// environment.
fn ensure(name: &str, requirements: &Path) -> Result<PathBuf> {
    let list =
        fs::read(requirements).with_context(|| format!("{} cannot be read", requirements.display()))?;
    let key = stamp::hash(&list);
    let folder = paths::cache().join(format!("{name}-{key}"));
    let programs = folder.join("bin");
    Stamp::new(folder.join("installed")).unless_done(&key, &programs, || {
        let start = Instant::now();
        say::step("Installing", &format!("{name} from PyPI"));
        let how = "a virtual environment of Python cannot be made: install Python 3.10 or newer with its `venv` \
                   (apt install python3-venv)";
        if make(&folder).is_err() {
            apt::install(&["python3-venv"]).and_then(|()| make(&folder)).context(how)?;
        }
        process::run(
            process::command(programs.join("pip"))
                .args(["install", "--quiet", "--disable-pip-version-check", "--requirement"])
                .arg(requirements),
            &format!("{name} could not be installed; that needs a connection to PyPI and Python 3.10 or newer"),
        )?;
        say::done(name, start);
        Ok(())
    })?;
    Ok(programs)
}

/// An empty environment, whatever was there. What Python says of a missing `venv` is for nobody's eyes.
fn make(folder: &Path) -> Result<()> {
    let mut python = process::command("python3");
    python.args(["-m", "venv", "--clear"]).arg(folder);
    process::output(&mut python, "python3 -m venv").map(drop)
}
