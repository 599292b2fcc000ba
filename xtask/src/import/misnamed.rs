//! Files of a site's folder that nobody would read, for their names are not quite those that are read.

use std::fs;
use std::path::Path;

use super::mistake::Mistake;
use super::read::SITE_FILE;

/// What is read of a folder.
const KNOWN: [&str; 8] = [
    SITE_FILE,
    "articles.jsonl",
    "guides",
    "options",
    "orders.jsonl",
    "products.jsonl",
    "synonyms.toml",
    "threads.jsonl",
];

/// What else the files of a shop end in.
const ENDINGS: [&str; 4] = [".csv", ".tsv", ".xlsx", ".txt"];

/// The folders in it of which every `.toml` is read.
const FOLDERS: [&str; 2] = ["guides", "options"];

/// What was probably meant to be read. Other files may lie there: pictures, notes, an editor's copies.
pub(super) fn misnamed(dir: &Path) -> Vec<Mistake> {
    let near = |name: &String| {
        let small = name.to_lowercase();
        // Some editors add an ending, which Windows then hides; some tables are saved as what they are.
        let stem =
            |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let other = |known: &str| {
            ENDINGS
                .iter()
                .any(|ending| small == [known, ending].concat() || small == [&*stem(known), ending].concat())
        };
        KNOWN.into_iter().find(|known| strsim::damerau_levenshtein(&small, known) < 2 || other(known))
    };
    let mut found = Vec::new();
    for name in names(dir).into_iter().filter(|name| !KNOWN.contains(&name.as_str())) {
        if let Some(known) = near(&name).filter(|_| !name.starts_with('.') && !name.ends_with('~')) {
            found.push(mistake(name, known));
        }
    }
    for folder in FOLDERS {
        for name in names(&dir.join(folder)) {
            if let Some(known) = name.to_lowercase().strip_suffix(".toml.txt") {
                found.push(mistake(format!("{folder}/{name}"), &format!("{folder}/{known}.toml")));
            }
            let extension = Path::new(&name).extension().unwrap_or_default();
            if extension.eq_ignore_ascii_case("toml") && extension != "toml" {
                let known = format!("{folder}/{}", name.to_lowercase());
                found.push(mistake(format!("{folder}/{name}"), &known));
            }
        }
    }
    found
}

fn mistake(name: String, known: &str) -> Mistake {
    let sentence = format!("this name is not read; did you mean `{known}`? Then write it so");
    Mistake { file: name.into(), line: None, sentence }
}

/// What lies in a folder, by name.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_meant_to_be_read_is_told() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["guide", "guides", "photos", "options"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        for file in [
            "Articles.jsonl",
            "articles.jsonl",
            "articles.jsonl~",
            "notes.txt",
            "orders-2025.jsonl",
            "orders.csv",
            "product.jsonl",
            "site.toml",
            "synonyms.toml.txt",
            "guides/PC.TOML",
            "guides/pc.toml.txt",
            "guides/readme.md",
            "options/pc.toml",
        ] {
            fs::write(dir.path().join(file), "").unwrap();
        }
        let found: Vec<_> = misnamed(dir.path()).into_iter().map(|mistake| mistake.file).collect();
        assert_eq!(
            found,
            [
                "Articles.jsonl",
                "guide",
                "orders.csv",
                "product.jsonl",
                "synonyms.toml.txt",
                "guides/PC.TOML",
                "guides/pc.toml.txt"
            ]
        );
    }
}
