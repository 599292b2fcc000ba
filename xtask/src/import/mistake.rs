//! What is wrong in a site's folder, in sentences that say what to write instead.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mistake {
    /// The file of the site's folder.
    pub(super) file: Cow<'static, str>,
    /// Its line, from 1; none when it is about the file as a whole.
    pub(super) line: Option<usize>,
    /// What is wrong and what to write instead.
    pub(super) sentence: String,
}

/// All mistakes of a site's folder, by file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistakes {
    /// The folder, as the caller reaches it.
    pub(super) dir: PathBuf,
    /// At least one.
    pub(super) found: Vec<Mistake>,
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Mistake { file, line, sentence }) in self.found.iter().enumerate() {
            let file = self.dir.join(&**file);
            let file = file.display();
            let start = if index == 0 { "" } else { "\n" };
            match line {
                Some(line) => write!(f, "{start}{file}:{line}: {sentence}")?,
                None => write!(f, "{start}{file}: {sentence}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// The line, from 1, of the byte at `offset`.
pub(super) fn line(text: &[u8], offset: usize) -> usize {
    1 + text.iter().take(offset).filter(|byte| **byte == b'\n').count()
}

/// How alike two names must be for one to pass as a slip of the other (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

/// The name that was probably meant.
pub(super) fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(&written.to_lowercase(), &name.to_lowercase());
    let nearest = known.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|name| likeness(name) >= ALIKE)
}

/// The end of a sentence about a name that is not among `known`: the one that was probably meant,
/// else all of them.
pub(super) fn suggest<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    meant_or(written, known.clone(), || one_of(known))
}

/// The same where all of them are too many to be named: else what to write instead.
pub(super) fn meant_or<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
    instead: impl FnOnce() -> String,
) -> String {
    meant(written, known).map_or_else(instead, |name| format!("did you mean `{name}`?"))
}

fn one_of<'a>(known: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
    let one_of = if names.len() == 1 { "" } else { "one of " };
    format!("write {one_of}{}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_was_meant() {
        let known = ["street", "city", "postcode"];
        for (written, expect) in [
            ("stret", "did you mean `street`?"),
            ("Street", "did you mean `street`?"),
            ("post_code", "did you mean `postcode`?"),
            ("zip", "write one of `street`, `city`, `postcode`"),
        ] {
            assert_eq!(suggest(written, known), expect);
        }
        assert_eq!(suggest("zip", ["street"]), "write `street`");
        assert_eq!(meant("zip", []), None);
    }

    #[test]
    fn lines_count_from_one() {
        for (offset, expect) in [(0, 1), (1, 1), (2, 2), (3, 3), (9, 3)] {
            assert_eq!(line(b"a\n\nb", offset), expect, "at {offset}");
        }
    }
}
