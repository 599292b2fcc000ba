//! `synonyms.toml`: what customers say = what the shop says.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::super::mistake::{Mistake, line};

const FILE: &str = "synonyms.toml";

/// The most characters of a word or phrase.
const MOST_CHARS: usize = 60;

/// What customers say, with what the shop says for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Synonyms {
    pairs: Vec<(String, Vec<String>)>,
    /// The file's bytes; none where there is no such file.
    pub(super) bytes: Vec<u8>,
}

impl Synonyms {
    /// What customers say for words of this text, separated by spaces.
    pub(super) fn of(&self, text: &str) -> String {
        let text = spaced(text);
        let said = |written: &String| {
            let written = spaced(written);
            // Chinese and Japanese words stand without spaces; others may go on: "case" is in "cases".
            let written = if written.is_ascii() { written.trim_end() } else { written.trim() };
            text.contains(written)
        };
        let found = self.pairs.iter().filter(|(_, shop)| shop.iter().any(said));
        found.map(|(customers, _)| customers.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Small letters, one space before, between and behind words.
fn spaced(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    [" ", &words.join(" ").to_lowercase(), " "].concat()
}

/// Reads the file of a site's folder, if it is there.
pub(super) fn read(dir: &Path, mistakes: &mut Vec<Mistake>) -> Synonyms {
    let bytes = match fs::read(dir.join(FILE)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Synonyms::default(),
        Err(error) => {
            let sentence =
                format!("cannot be read ({error}); write a file of lines such as tower = \"case\"");
            mistakes.push(Mistake { file: FILE.into(), line: None, sentence });
            return Synonyms::default();
        }
    };
    let mut wrong = |at: Option<usize>, sentence: String| {
        mistakes.push(Mistake { file: FILE.into(), line: at.map(|at| line(&bytes, at)), sentence });
    };
    let text = match str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => {
            wrong(
                Some(error.valid_up_to()),
                "this line is not UTF-8; save the file in UTF-8 and write it again".to_owned(),
            );
            return Synonyms::default();
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let sentence =
            format!("this is not TOML ({}); write lines such as \"big tower\" = \"case\"", error.message());
        wrong(error.span().map(|span| span.start), sentence);
    }
    let mut pairs = Vec::new();
    for (customers, shop) in table.get_ref() {
        let said: &str = customers.get_ref();
        let listed = match shop.get_ref() {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(list) => list
                .iter()
                .map(|entry| entry.get_ref().as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let Some(listed) = listed.filter(|listed| !listed.is_empty()) else {
            let sentence = format!(
                "`{said}` has no words of the shop; write \"{said}\" = \"case\" or [\"case\", \"chassis\"]"
            );
            wrong(Some(shop.span().start), sentence);
            continue;
        };
        for text in std::iter::once(&said.to_owned()).chain(&listed) {
            if spaced(text).trim().is_empty() || text.chars().count() > MOST_CHARS {
                let sentence = format!("`{text}` is no word or phrase; write 1 to {MOST_CHARS} characters");
                wrong(Some(customers.span().start), sentence);
            }
        }
        pairs.push((said.to_owned(), listed));
    }
    Synonyms { pairs, bytes }
}
