//! Which phrases of the lists a text has.

use super::rules::{List, Phrase, Rules, THRESHOLD};
use super::text::{Sign, Text, is_arabic, is_break, is_unspaced, is_word};
use crate::lang::Lang;

/// A phrase of [`Rules`] in a text.
pub(super) struct Match<'a> {
    pub(super) phrase: &'a Phrase,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// How many words may stand between "not" and what it turns into its opposite, and how many characters that
/// may be where there are no spaces.
const NOT_WORDS: usize = 2;
/// See [`NOT_WORDS`].
const NOT_CHARS: usize = 24;
/// See [`NOT_WORDS`].
const NOT_UNSPACED: usize = 1;

/// Beginnings that Arabic writes together with the word: and, so, with, for, as, the; and none.
const PREFIXES: [&str; 15] =
    ["", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "لل", "ول", "وب", "وبال", "ولل"];

/// Every phrase in the text, in the languages that it is written in. Each phrase is looked for at the beginnings
/// of words alone, among those that begin with the same two characters: the time grows with the text.
pub(super) fn find<'a>(text: &Text, rules: &'a Rules) -> Vec<Match<'a>> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        if !text.begins(at) {
            continue;
        }
        let end = text.word_end(at);
        for prefix in PREFIXES {
            let Some(from) = behind(text, at, end, prefix) else { continue };
            for phrase in rules.candidates(text, from) {
                let Some(to) = text.phrase_end(from, rules.letters(phrase)) else { continue };
                if phrase.stem || text.parted(to) || accusative(text, to) {
                    let to = if phrase.stem { text.word_end(to - 1) } else { to };
                    found.push(Match { phrase, from: at, to });
                }
            }
            if !is_arabic(text.at(at)) {
                break;
            }
        }
        for phrase in rules.endings() {
            let letters = rules.letters(phrase);
            let from = end.wrapping_sub(letters.len());
            if from > at && from < end && text.phrase_end(from, letters).is_some() {
                found.push(Match { phrase, from: at, to: end });
            }
        }
    }
    found
}

/// The place behind a prefix of the word, unless that is all but all of it.
fn behind(text: &Text, mut at: usize, end: usize, prefix: &str) -> Option<usize> {
    for c in prefix.chars() {
        if text.at(at) != c {
            return None;
        }
        at += 1;
    }
    (prefix.is_empty() || at + 3 <= end).then_some(at)
}

/// Whether an Arabic word ends here but for the letter that carries the ending of the accusative.
fn accusative(text: &Text, to: usize) -> bool {
    text.at(to) == 'ا' && text.parted(to + 1) && is_arabic(text.at(to - 1))
}

/// In how long a text of Latin letters the little words of its language must be seen.
const SHOWS_LANGUAGE: usize = 12;

/// The languages of a text, as bits: by its script, and among those in Latin letters by their little words. A phrase of
/// another language means another thing: `Brand` is German for a fire.
pub(super) fn languages(text: &Text, rules: &Rules, found: &[Match]) -> u32 {
    let of = |lang: Lang| {
        found.iter().filter(move |hit| hit.phrase.list == List::COMMON && hit.phrase.lang == Some(lang))
    };
    let count = |lang: Lang| if lang.is_told_by_script() { 0 } else { of(lang).count() };
    let most = rules.languages.iter().map(|lang| count(*lang)).max().unwrap_or_default();
    let short =
        || (0..text.len()).filter(|at| text.begins(*at)).take(SHOWS_LANGUAGE).count() < SHOWS_LANGUAGE;
    let mut bits = 0;
    for lang in &rules.languages {
        let speaks = match most {
            _ if lang.is_told_by_script() => true,
            0 => *lang == rules.lang && short(),
            _ => count(*lang) == most,
        };
        bits |= u32::from(speaks) << (*lang as u32);
    }
    bits
}

impl Match<'_> {
    /// Whether the phrase is of one of these languages, or the same in all of them.
    pub(super) fn is_of(&self, languages: u32) -> bool {
        let Phrase { list, weight, lang, .. } = self.phrase;
        // "Phone" and "Straße" are what they are, whatever the rest is written in; and so is what is spam by itself, which is
        // often written without the little words that would show its language.
        list.is_beside()
            || *list == List::SPAM && *weight >= THRESHOLD
            || lang.is_none_or(|lang| languages & 1 << (lang as u32) != 0)
    }

    /// Notes in the text what becomes by this phrase of others around it.
    pub(super) fn sign(&self, text: &mut Text) {
        match self.phrase.list {
            // Phrases overlap each other at most as often as they have words.
            List::EXCEPT => text.sign(self.from..self.to, Sign::EXCEPTED),
            List::NOT => text.sign(self.to..self.to + 1, Sign::NOT),
            List::NOT_AFTER => text.sign(self.from..self.from + 1, Sign::NOT_AFTER),
            _ => {}
        }
    }

    /// Whether it means what its list says.
    pub(super) fn counts(&self, text: &Text) -> bool {
        if (self.from..self.to).any(|at| text.has(at, Sign::EXCEPTED)) {
            return false;
        }
        match self.phrase.list {
            List::LEGAL | List::ANGER | List::LEAVING if text.has(self.from, Sign::QUOTED) => false,
            List::SAFETY | List::LEGAL | List::ANGER | List::LEAVING => {
                !reaches(text, self.from, false) && !reaches(text, self.to, true)
            }
            _ => true,
        }
    }
}

/// Whether a "not" reaches this place: one before it, or `after` it one that comes after.
fn reaches(text: &Text, mut at: usize, after: bool) -> bool {
    let (mut words, mut unspaced) = (0, 0);
    for _ in 0..NOT_CHARS {
        if text.has(at, if after { Sign::NOT_AFTER } else { Sign::NOT }) {
            return true;
        }
        // What is stepped over next, and what was before.
        let (next, last) = if after { (at, at.wrapping_sub(1)) } else { (at.wrapping_sub(1), at) };
        let c = text.at(next);
        if is_break(c) {
            return false;
        }
        words += usize::from(!is_word(c) && is_word(text.at(last)));
        unspaced += usize::from(is_unspaced(c));
        if words > NOT_WORDS + 1 || unspaced > NOT_UNSPACED {
            return false;
        }
        at = if after { at + 1 } else { next };
    }
    false
}
