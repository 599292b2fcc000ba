//! Which phrases of the lists a text has.

use super::fold::{BREAK, Folded, is_arabic, is_unspaced};
use super::rules::{List, Rules, THRESHOLD, prefixes};
use crate::lang::Lang;

/// A phrase of [`Rules`] in a folded text.
#[derive(Clone, Copy)]
pub(super) struct Match {
    pub(super) phrase: u16,
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

/// Every phrase in the text, in the languages that it is written in. Each phrase is looked for at the beginnings
/// of words alone, among those that begin with the same two characters: the time grows with the text.
pub(super) fn find(text: &Folded, rules: &Rules) -> Vec<Match> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        if text.begins(at) {
            let end = text.word_end(at);
            for skipped in prefixes(text.chars.get(at..end).unwrap_or_default()) {
                let rest = text.chars.get(at + skipped..).unwrap_or_default();
                found.extend(rules.candidates(rest).filter_map(|place| {
                    let phrase = rules.phrases.get(usize::from(*place))?;
                    let to = at + skipped + phrase.chars.len();
                    let fits = rest.starts_with(&phrase.chars)
                        && (phrase.stem || text.ends(to) || accusative(text, to));
                    fits.then_some(Match {
                        phrase: *place,
                        from: at,
                        to: if phrase.stem { text.word_end(to - 1) } else { to },
                    })
                }));
            }
            found.extend(ending(text, rules, at, end));
        }
        at += 1;
    }
    let languages = languages(text, rules, &found);
    found.retain(|hit| {
        rules.phrases.get(usize::from(hit.phrase)).is_some_and(|phrase| {
            // "Phone" and "Straße" are what they are, whatever the rest is written in; and so is what is spam by itself, which is
            // often written without the little words that would show its language.
            phrase.list.is_beside()
                || phrase.list == List::Spam && phrase.weight >= THRESHOLD
                || phrase.lang.is_none_or(|lang| languages.contains(&lang))
        })
    });
    found
}

/// Whether an Arabic word ends here but for the letter that carries the ending of the accusative.
fn accusative(text: &Folded, to: usize) -> bool {
    text.chars.get(to) == Some(&'ا')
        && text.ends(to + 1)
        && text.chars.get(to - 1).copied().is_some_and(is_arabic)
}

/// The phrase that is the end of this word.
fn ending(text: &Folded, rules: &Rules, from: usize, to: usize) -> Option<Match> {
    let word = text.chars.get(from..to)?;
    let fits = |place: &&u16| {
        rules
            .phrases
            .get(usize::from(**place))
            .is_some_and(|phrase| word.len() > phrase.chars.len() && word.ends_with(&phrase.chars))
    };
    rules.endings.iter().find(fits).map(|phrase| Match { phrase: *phrase, from, to })
}

/// In how long a text of Latin letters the little words of its language must be seen.
const SHOWS_LANGUAGE: usize = 12;

/// The languages of a text: by its script, and among those in Latin letters by their little words. A phrase of
/// another language means another thing: `Brand` is German for a fire.
fn languages(text: &Folded, rules: &Rules, found: &[Match]) -> Vec<Lang> {
    let count = |lang: Lang| {
        let common = |hit: &&Match| {
            rules
                .phrases
                .get(usize::from(hit.phrase))
                .is_some_and(|phrase| phrase.list == List::Common && phrase.lang == Some(lang))
        };
        found.iter().filter(common).count()
    };
    let by_script = |lang: Lang| matches!(lang, Lang::ZhCn | Lang::Ja | Lang::Ar);
    let counts: Vec<(Lang, usize)> =
        rules.languages.iter().filter(|lang| !by_script(**lang)).map(|lang| (*lang, count(*lang))).collect();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let words = (0..text.chars.len()).filter(|at| text.begins(*at)).take(SHOWS_LANGUAGE).count();
    let latin = counts.into_iter().filter(|(lang, count)| match most {
        0 => *lang == rules.lang && words < SHOWS_LANGUAGE,
        _ => *count == most,
    });
    rules
        .languages
        .iter()
        .copied()
        .filter(|lang| by_script(*lang))
        .chain(latin.map(|(lang, _)| lang))
        .collect()
}

/// What becomes of a place in the text, by the matches around it.
pub(super) struct Context {
    /// Whether each character belongs to a phrase in which words mean something else.
    excepted: Vec<bool>,
    /// Whether "not" ends before each character.
    not: Vec<bool>,
    /// Whether a "not" that comes after begins at each character.
    not_after: Vec<bool>,
}

impl Context {
    pub(super) fn new(text: &Folded, rules: &Rules, found: &[Match]) -> Self {
        let none = || vec![false; text.chars.len() + 1];
        let mut context = Self { excepted: none(), not: none(), not_after: none() };
        let set = |flags: &mut Vec<bool>, at: usize| {
            if let Some(flag) = flags.get_mut(at) {
                *flag = true;
            }
        };
        for hit in found {
            match rules.phrases.get(usize::from(hit.phrase)).map(|phrase| phrase.list) {
                Some(List::Except) => {
                    // Phrases overlap each other at most as often as they have words.
                    (hit.from..hit.to).for_each(|at| set(&mut context.excepted, at));
                }
                Some(List::Not) => set(&mut context.not, hit.to),
                Some(List::NotAfter) => set(&mut context.not_after, hit.from),
                _ => {}
            }
        }
        context
    }

    /// Whether the match means what its list says.
    pub(super) fn counts(&self, text: &Folded, hit: &Match, list: List) -> bool {
        let excepted = self.excepted.get(hit.from..hit.to).is_some_and(|flags| flags.contains(&true));
        if excepted {
            return false;
        }
        let quoted = text.quoted.get(hit.from).copied().unwrap_or_default();
        match list {
            List::Safety => !self.negated(text, hit),
            List::Legal | List::Anger | List::Leaving => !quoted && !self.negated(text, hit),
            _ => true,
        }
    }

    fn negated(&self, text: &Folded, hit: &Match) -> bool {
        let before = (0..=hit.from).rev().map(|at| (at, at.checked_sub(1)));
        let after = (hit.to..text.chars.len()).map(|at| (at, Some(at)));
        reaches(text, before, &self.not) || reaches(text, after, &self.not_after)
    }
}

/// Whether one of the flags is set within reach. Places come with that of the character stepped over next.
fn reaches(text: &Folded, places: impl Iterator<Item = (usize, Option<usize>)>, flags: &[bool]) -> bool {
    let (mut words, mut unspaced) = (0, 0);
    for (at, next) in places.take(NOT_CHARS) {
        if flags.get(at).copied().unwrap_or_default() {
            return true;
        }
        match next.and_then(|next| text.chars.get(next)) {
            None | Some(&BREAK) => return false,
            Some(' ') => words += 1,
            Some(c) if is_unspaced(*c) => unspaced += 1,
            Some(_) => {}
        }
        if words > NOT_WORDS + 1 || unspaced > NOT_UNSPACED {
            return false;
        }
    }
    false
}

/// Whether a word is written in letters of several alphabets that look alike, as to deceive.
pub(super) fn is_mixed(word: &[char]) -> bool {
    let latin = word.iter().any(char::is_ascii_alphabetic);
    // Greek letters are also signs: µF, kΩ.
    let alike = word.iter().filter(|c| matches!(c, '\u{370}'..='\u{52f}')).count();
    latin && alike > 0 && word.len() > 3 && !word.iter().any(|c| is_arabic(*c))
}
