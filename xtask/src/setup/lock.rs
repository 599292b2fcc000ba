//! Which version of a crate Cargo.lock holds.

use crate::{paths, process};
use anyhow::{Context, Result};
use std::fs;

/// The version of `name` in Cargo.lock, which is made first where it is missing.
pub(crate) fn version(name: &str) -> Result<String> {
    let path = paths::root().join("Cargo.lock");
    if !path.exists() {
        let what = "Cargo.lock could not be made";
        process::run(process::command("cargo").arg("generate-lockfile"), what)?;
    }
    let lock = fs::read_to_string(&path).context("Cargo.lock cannot be read")?;
    locked(&lock, name)
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock holds no `{name}`: is it still a dependency of widget or edge?"))
}

/// Packages stand as `name = "…"`, then `version = "…"` on the next line.
fn locked<'lock>(lock: &'lock str, name: &str) -> Option<&'lock str> {
    let name = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn finds_the_version_of_the_very_name() {
        let lock = "[[package]]\nname = \"worker-sys\"\nversion = \"0.8.6\"\n\n\
                    [[package]]\nname = \"worker\"\nversion = \"0.8.7\"\n";
        for (name, expect) in [("worker", Some("0.8.7")), ("worker-sys", Some("0.8.6")), ("work", None)] {
            assert_eq!(locked(lock, name), expect);
        }
    }
}
