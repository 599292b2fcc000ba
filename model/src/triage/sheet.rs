//! What a browser goes by, as one text: the rules of a language and of the site, and the words in which what looks private
//! is asked about. The edge writes it, the browser reads it.
//!
//! ```text
//! en /assets/check.js /assets/check_bg.wasm
//! This seems to hold something private: {value}. Send it to our staff alone?
//! Everybody would read this: {value}. Leave it out, or say that they may.
//! an order number
//! …
//! ,
//! [common]
//! …
//! [site]
//! …
//! ```
//!
//! After the language and where the code is: what is asked of a question and of an answer, the names of
//! [`Kind::PRIVATE`], what stands between two of them, the language's lists, and the site's own lines.

use super::{Kind, Rules, doubts, lines, words};
use crate::data::Question;
use crate::lang::Lang;
use crate::places::fill;
use crate::site::Site;

/// Lines before the lists.
const BEFORE: usize = 4 + Kind::PRIVATE.len();

/// Ends the language's lists.
const SITE: &str = "\n[site]\n";

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

/// Writes the sheet of a site in a language; `code` are the addresses of the script and the WASM that read it.
pub fn write(site: &Site, lang: Lang, code: [&str; 2], said: &Said) -> String {
    let Said { question, answer, kinds, between } = said;
    let mut all = vec![[lang.code(), " ", code[0], " ", code[1]].concat()];
    all.extend([question, answer].into_iter().chain(kinds).chain([between]).cloned());
    all.push([words::of(lang), SITE, &lines(site)].concat());
    all.join("\n")
}

/// What is to be asked before a question, or an answer, is sent; empty where nothing is.
pub fn doubt(sheet: &str, question: &Question, answer: bool) -> String {
    let mut parts = sheet.splitn(BEFORE + 1, '\n');
    let mut next = || parts.next().unwrap_or_default();
    let lang = next().split(' ').next().unwrap_or_default().parse().unwrap_or_default();
    let asked = [next(), next()][usize::from(answer)];
    let names = [(); Kind::PRIVATE.len()].map(|()| next());
    let between = next();
    let (words, site) = next().split_once(SITE).unwrap_or_default();
    let mut rules = Rules::new(lang);
    rules.read(Some(lang), words);
    rules.read(None, site);
    let mut found = String::new();
    for kind in doubts(question, &rules, answer) {
        let name = Kind::PRIVATE.iter().zip(names).find(|(known, _)| **known == kind);
        if !found.is_empty() {
            found.push_str(between);
        }
        found.push_str(name.map_or("", |(_, name)| name));
    }
    if found.is_empty() { found } else { fill(asked, "value", &found) }
}
