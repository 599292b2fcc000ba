//! Debian's packages.

use crate::process;
use anyhow::{Result, bail};
use std::path::Path;

/// Installs packages. Only for root, as in a container: nobody is to be asked for a password here.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    if !nix::unistd::geteuid().is_root() || !Path::new("/usr/bin/apt-get").exists() {
        bail!("not root on a Debian");
    }
    let apt = || {
        let mut apt = process::command("apt-get");
        apt.args(["-qq", "-y"]).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    process::run(apt().arg("update"), "apt-get could not update its lists")?;
    process::run(apt().arg("install").args(packages), "apt-get could not install the packages")
}
