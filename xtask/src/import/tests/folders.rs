//! The folders of this checkout: those that are right, and those that are broken on purpose.

use std::fs;
use std::path::{Path, PathBuf};

use super::read_text;
use crate::import::read::read;

fn top() -> PathBuf {
    crate::paths::root()
}

#[test]
fn the_sites_of_this_checkout_are_accepted() {
    for folder in ["www/demo/site", "tests/sites/paperie", "tests/sites/bare"].map(|site| top().join(site)) {
        if let Err(mistakes) = read(&folder, None) {
            panic!("{mistakes}");
        }
    }
}

/// Each `tests/sites/broken/*.toml` says in its first line which mistake it holds: `# expect: LINE: TEXT`.
#[test]
fn broken_files_are_refused_as_they_expect() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(top().join("tests/sites/broken")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    assert!(!files.is_empty());
    files.sort();
    let wrong: Vec<String> = files.iter().filter_map(|file| expectation(file).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn expectation(file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).unwrap();
    let first = text.lines().next().unwrap_or_default();
    let expect =
        first.strip_prefix("# expect: ").ok_or_else(|| format!("{}:1: no `# expect: `", file.display()))?;
    match read_text(&text) {
        Ok(_) => Err(format!("{}: accepted, though it expects\n{expect}", file.display())),
        Err(told) if told.iter().any(|told| matches(told, expect)) => Ok(()),
        Err(told) => Err(format!("{}: expects\n{expect}\nand was told\n{}", file.display(), told.join("\n"))),
    }
}

/// Whether a mistake, `:LINE: SENTENCE`, is the expected `LINE: TEXT`.
fn matches(told: &str, expect: &str) -> bool {
    let (Some((line, sentence)), Some((at, text))) = (told[1..].split_once(": "), expect.split_once(": "))
    else {
        return false;
    };
    line == at && sentence.contains(text.trim())
}
