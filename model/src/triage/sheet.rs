//! What a browser goes by to tell who writes that something looks private: the words in which it is asked about, and the rules
//! of a language and of the site.
//!
//! ```text
//! This seems to hold something private: {value}. Send it to our staff alone?
//! Everybody would read this: {value}. Leave it out, or say that they may.
//! an order number
//! …
//! ,
//! …
//! ```
//!
//! What is asked of a question and of an answer, the names of [`Kind::PRIVATE`], what stands between two of them, and
//! [the rules](Rules::pack).

use super::{Kind, Rules, lines, words};
use crate::lang::Lang;
use crate::site::Site;

/// What is said of what looks private.
pub struct Said {
    /// Of a question, with a place for `{value}`.
    pub question: String,
    /// Of an answer.
    pub answer: String,
    /// The names of [`Kind::PRIVATE`].
    pub kinds: [String; Kind::PRIVATE.len()],
    /// What stands between two names.
    pub between: String,
}

/// Writes the sheet of a site in a language.
pub fn write(site: &Site, lang: Lang, said: &Said) -> String {
    let Said { question, answer, kinds, between } = said;
    let packed = rules(site, lang).pack();
    let head = [question, answer].into_iter().chain(kinds).chain([between]);
    head.map(String::as_str).chain([packed.as_str()]).collect::<Vec<_>>().join("\n")
}

/// The lists of the page's language, and what is the site's.
fn rules(site: &Site, lang: Lang) -> Rules {
    let mut rules = Rules::new(lang);
    rules.read(Some(lang), words::of(lang));
    rules.read(None, &lines(site));
    rules
}
