//! Stamps: what a step last worked on, so that it is skipped while nothing has changed.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file that holds the key of the last work done.
pub(crate) struct Stamp(PathBuf);

impl Stamp {
    pub(crate) fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Does `work` unless it was the last work done and `outcome` is still there.
    pub(crate) fn unless_done(
        &self,
        key: &str,
        outcome: &Path,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        if outcome.exists() && fs::read_to_string(&self.0).is_ok_and(|last| last == key) {
            return Ok(());
        }
        // Work that fails half-way is not to pass for the old one.
        let _ = fs::remove_file(&self.0);
        work()?;
        write(&self.0, key.as_bytes())
    }
}

/// A short name for some bytes, as it stands in asset names: 64 bits of SHA-256.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Key::default().bytes(bytes).finish()
}

/// Adds up all that a step depends on.
#[derive(Default)]
pub(crate) struct Key(Sha256);

impl Key {
    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// A file's content, or a folder's names and contents. What is missing counts as such.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        for file in files(path) {
            let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            self = self.bytes(file.as_os_str().as_encoded_bytes()).bytes(&content);
        }
        Ok(self)
    }

    pub(crate) fn finish(self) -> String {
        use std::fmt::Write;
        self.0.finalize().iter().take(8).fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
    }
}

/// The files below a path in a stable order, without what builds leave there.
pub(crate) fn files(path: &Path) -> impl Iterator<Item = PathBuf> {
    WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some("build" | "node_modules"))
        })
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
}

/// Writes a file, and the folder it is in.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_once_for_a_key_and_again_after_failing() {
        let folder = crate::paths::work().join("stamp-test");
        let _ = fs::remove_dir_all(&folder);
        let stamp = Stamp::new(folder.join("stamp"));
        let outcome = crate::paths::root();
        let mut runs = 0;
        for key in ["a", "a", "b"] {
            stamp
                .unless_done(key, &outcome, || {
                    runs += 1;
                    Ok(())
                })
                .unwrap();
        }
        assert_eq!(runs, 2);
        assert!(stamp.unless_done("c", &outcome, || anyhow::bail!("no")).is_err());
        stamp
            .unless_done("b", &outcome, || {
                runs += 1;
                Ok(())
            })
            .unwrap();
        assert_eq!(runs, 3);
        fs::remove_dir_all(folder).unwrap();
    }
}
