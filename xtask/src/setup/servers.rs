//! What `bench edge` measures with and beside: wrk and nginx.

use super::apt;
use crate::say;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where servers are that an ordinary user's PATH does not name.
const BESIDE_PATH: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

/// The path of a program, which is installed where missing. Its package has its name.
pub(crate) fn ensure(name: &str) -> Result<PathBuf> {
    if let Some(found) = find(name) {
        return Ok(found);
    }
    let start = Instant::now();
    say::step("Installing", &format!("{name} by apt-get"));
    let installed = apt::install(&[name]);
    let how = || format!("{name} is not there: install it (apt install {name}, brew install {name})");
    installed.with_context(how)?;
    let found = find(name).with_context(how)?;
    say::done(name, start);
    Ok(found)
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside = BESIDE_PATH.iter().map(PathBuf::from);
    std::env::split_paths(&path)
        .chain(beside)
        .map(|folder| folder.join(name))
        .find(|file| Path::is_file(file))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_programs_and_no_others() {
        assert!(find("sh").is_some_and(|path| path.ends_with("sh")));
        assert_eq!(find("deskbell-has-no-such-program"), None);
    }
}
