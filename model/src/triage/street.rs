//! Where somebody lives: streets with the number of a house, and postal codes that words announce.

use std::ops::Range;

use super::matches::Match;
use super::rules::{List, Rules};
use super::text::{self, Sign, Text};

/// How many words of a street's name may stand between it and the number.
const NAME_WORDS: usize = 4;

/// How many characters that is where there are no spaces.
const NAME_CHARS: usize = 8;

/// The most characters of a word that is looked at: however long one is, the time grows with the text.
const WORD_CHARS: usize = 60;

/// How many bytes behind a street or "postcode" a postal code is looked for.
const POSTCODE_NEAR: usize = 24;

/// Tells each address and postal code, as places in the text.
pub(super) fn find(text: &Text, beside: &[Match], rules: &Rules, tell: &mut dyn FnMut(Range<usize>)) {
    for hit in beside {
        let street = match hit.phrase.list {
            List::STREET_NUMBER => number_behind(text, hit).map(|to| hit.from..to),
            List::NUMBER_STREET => {
                number_before(text, hit.from, 0, 0).map(|from| from..name_end(text, hit.to))
            }
            List::NAME_STREET => number_before(text, hit.from, 1, 3).map(|from| from..hit.to),
            List::POSTCODE => {
                postcode(text, hit.to, tell);
                None
            }
            _ => None,
        };
        if let Some(street) = street
            && !rules.owns(&text.bare(street.clone()))
        {
            postcode(text, street.end, tell);
            tell(street);
        }
    }
    // Japan's sign for it.
    for at in (0..text.len()).filter(|at| text.at(*at) == '〒') {
        postcode(text, at + 1, tell);
    }
}

/// A house's number: up to five digits, and perhaps a letter.
fn house_number(text: &Text, word: Range<usize>) -> bool {
    let digits = word.clone().take_while(|at| text.at(*at).is_ascii_digit()).count();
    (1..=5).contains(&digits) && word.len() <= digits + 1
}

/// The next word of the same line from here on: all up to a space.
fn word(text: &Text, mut at: usize) -> Range<usize> {
    while text.at(at) == ' ' {
        at += 1;
    }
    let from = at;
    while !matches!(text.at(at), ' ' | '\r' | text::BREAK) && at - from < WORD_CHARS {
        at += 1;
    }
    from..at
}

/// The same without signs around it.
#[inline(never)]
fn bare(text: &Text, mut word: Range<usize>) -> Range<usize> {
    while !word.is_empty() && !text::is_word(text.at(word.start)) {
        word.start += 1;
    }
    while !word.is_empty() && !text::is_word(text.at(word.end - 1)) {
        word.end -= 1;
    }
    word
}

/// The end of the number behind a street's name.
fn number_behind(text: &Text, hit: &Match) -> Option<usize> {
    if text::is_unspaced(text.at(hit.from)) {
        return unspaced(text, hit.to);
    }
    let mut most = if hit.phrase.ending { 1 } else { NAME_WORDS + 1 };
    let mut at = hit.to;
    while most > 0 {
        let word = word(text, at);
        if word.is_empty() {
            break;
        }
        at = word.end;
        let bare = bare(text, word.clone());
        if bare.is_empty() {
            continue;
        }
        most -= 1;
        if house_number(text, bare.clone()) {
            return Some(bare.end);
        }
        if word.len() > 4 && matches!(text.at(at - 1), '.' | '!' | '?' | ';' | ':' | '؟' | '؛') {
            break;
        }
    }
    None
}

/// How far an address goes on behind a road, ward or town of China or Japan.
fn unspaced(text: &Text, from: usize) -> Option<usize> {
    let (mut digits, mut hyphens) = (0, 0);
    for at in from.. {
        let c = text.at(at);
        if c.is_ascii_digit()
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
        {
            digits += 1;
        } else if digits > 0 && matches!(c, '-' | '‐' | '−' | '–' | 'ー') {
            hyphens += 1;
        } else if digits > 0 {
            let told = matches!(c, '号' | '號' | '番' | '弄') || c == '丁' && text.at(at + 1) == '目';
            return (told || hyphens > 0).then_some(at + usize::from(told));
        } else if at - from >= NAME_CHARS || !text::is_unspaced(c) {
            break;
        }
        if digits + hyphens > 12 {
            break;
        }
    }
    None
}

/// Where a number begins that stands before a street, with so many words between them.
fn number_before(text: &Text, phrase: usize, least: usize, most: usize) -> Option<usize> {
    if text::is_unspaced(text.at(phrase)) {
        let mut from = phrase;
        while from > 0 && text.at(from - 1).is_ascii_digit() && phrase - from < WORD_CHARS {
            from -= 1;
        }
        return (from < phrase).then_some(from);
    }
    let mut end = phrase;
    for count in 0..=most + 1 {
        let mut to = end;
        while to > 0 && matches!(text.at(to - 1), ' ' | ',') {
            to -= 1;
        }
        let mut from = to;
        while from > 0 && !matches!(text.at(from - 1), ' ' | '\r' | text::BREAK) && to - from < WORD_CHARS {
            from -= 1;
        }
        let number = bare(text, from..to);
        if count >= least && house_number(text, number.clone()) {
            return Some(number.start);
        }
        let is = |word: &str| word.chars().eq(number.clone().map(|at| text.at(at)));
        let repeats = count == 0 && (is("bis") || is("ter") || is("quater"));
        // Names are capital; of "12 elm street" only the one.
        let name = count < most && (count == 0 || text.has(from, Sign::CAPITAL));
        if from == to || to + 3 < end || !(repeats || name) {
            break;
        }
        end = from;
    }
    None
}

/// Where the name that begins here ends: little words, and others with a capital letter.
fn name_end(text: &Text, from: usize) -> usize {
    let mut end = from;
    for _ in 0..NAME_WORDS {
        let word = word(text, end);
        let bare = bare(text, word.clone());
        if bare.is_empty() {
            break;
        }
        let letters = word.start..bare.end;
        let capital = letters.clone().any(|at| text.has(at, Sign::CAPITAL));
        if letters.len() > 3 && !capital && end > from {
            break;
        }
        end = letters.end;
        // "12 rue lepic": one that is not.
        if letters.len() > 3 && !capital || letters.len() < word.len() {
            break;
        }
    }
    end
}

/// Tells the postal code that stands soon behind this place: 4 to 8 letters and digits in one or two groups.
fn postcode(text: &Text, from: usize, tell: &mut dyn FnMut(Range<usize>)) {
    let has_digit = |index: usize| text.count_digits(text.group(index)) > 0;
    let first = text.group_from(from);
    let Some(first) = (first..first + 3).find(|index| has_digit(*index)) else { return };
    let (start, end) = (text.group(first).start, text.group(first).end);
    if text.from(start) - text.from(from) > POSTCODE_NEAR {
        return;
    }
    let length = end - start;
    let second = text.group(first + 1);
    let both = length + second.len();
    // "10115-120", "150-0041", "SW1A 1AA", "1011 AB".
    let more = matches!(text.at(end), ' ' | '-')
        && text.joined(first + 1, 1)
        && match second.len() {
            3 | 4 => has_digit(first + 1) && both <= 8,
            2 => {
                length == 4
                    && text.digits(first).is_some()
                    && second.clone().all(|at| text.at(at).is_ascii_alphabetic())
            }
            _ => false,
        };
    if more && both >= 5 {
        tell(start..second.end);
    } else if !more && (4..=8).contains(&length) && text.digits(first).is_some() {
        tell(start..end);
    }
}
