//! Where somebody lives: streets with the number of a house, and postal codes that words announce.

use std::ops::Range;

use super::fold;
use super::personal::{Characters, Placed};
use super::rules::{List, Rules, bare};

/// How many words of a street's name may stand between it and the number.
const NAME_WORDS: usize = 4;

/// How many characters that is where there are no spaces.
const NAME_CHARS: usize = 8;

/// How many bytes behind a street or "postcode" a postal code is looked for.
const POSTCODE_NEAR: usize = 24;

pub(super) fn find(text: &str, chars: &Characters, placed: &[Placed], rules: &Rules) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for phrase in placed {
        let street = match phrase.list {
            List::StreetNumber => number_behind(text, phrase),
            List::NumberStreet => {
                number_before(text, phrase, 0..=0).map(|from| from..name_end(text, phrase.to))
            }
            List::NameStreet => number_before(text, phrase, 1..=3).map(|from| from..phrase.to),
            List::Postcode => {
                found.extend(postcode(chars, phrase.to));
                None
            }
            _ => None,
        };
        if let Some(street) = street
            && !rules.own.contains(&bare(text.get(street.clone()).unwrap_or_default()))
        {
            found.extend(postcode(chars, street.end));
            found.push(street);
        }
    }
    // Japan's sign for it.
    found.extend(text.match_indices('〒').filter_map(|(at, sign)| postcode(chars, at + sign.len())));
    found
}

/// A house's number: up to five digits, and perhaps a letter.
fn house_number(word: &str) -> bool {
    let digits = word.chars().map(fold::fold).take_while(char::is_ascii_digit).count();
    (1..=5).contains(&digits) && word.chars().count() <= digits + 1
}

fn is_unspaced(phrase: &Placed, text: &str) -> bool {
    text.get(phrase.from..).and_then(|rest| rest.chars().next()).is_some_and(fold::is_unspaced)
}

/// The street and the number behind its name.
fn number_behind(text: &str, phrase: &Placed) -> Option<Range<usize>> {
    let rest = text.get(phrase.to..)?;
    if is_unspaced(phrase, text) {
        return unspaced(rest).map(|to| phrase.from..phrase.to + to);
    }
    let most = if phrase.ending { 1 } else { NAME_WORDS + 1 };
    let from = phrase.from;
    for word in words(rest).filter(|word| word.text.chars().any(fold::is_word)).take(most) {
        let bare = word.text.trim_matches(|c: char| !fold::is_word(c));
        if house_number(bare) {
            return Some(
                from..phrase.to + word.from + word.text.trim_end_matches(|c: char| !fold::is_word(c)).len(),
            );
        }
        if word.text.ends_with(['.', '!', '?', ';', ':', '؟', '؛']) && word.text.chars().count() > 4 {
            return None;
        }
    }
    None
}

/// How far an address goes on behind a road, ward or town of China or Japan.
fn unspaced(rest: &str) -> Option<usize> {
    let mut digits = 0;
    let mut hyphens = 0;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        let folded = fold::fold(c);
        if folded.is_ascii_digit() || matches!(c, '一'..='十' if "一二三四五六七八九十百".contains(c))
        {
            digits += 1;
        } else if digits > 0 && matches!(c, '-' | '－' | '‐' | '−' | '–' | 'ー') {
            hyphens += 1;
        } else if digits > 0 {
            let told = matches!(c, '号' | '號' | '番' | '弄')
                || rest.get(at..).is_some_and(|rest| rest.starts_with("丁目"));
            return (told || hyphens > 0).then_some(if told { at + c.len_utf8() } else { at });
        } else if count >= NAME_CHARS || !fold::is_unspaced(c) {
            return None;
        }
        if digits + hyphens > 12 {
            return None;
        }
    }
    (hyphens > 0).then_some(rest.len())
}

/// Where a number begins that stands so many words before a street.
fn number_before(text: &str, phrase: &Placed, between: std::ops::RangeInclusive<usize>) -> Option<usize> {
    let before = text.get(..phrase.from)?;
    let cut =
        (before.len().saturating_sub(NAME_BYTES)..=before.len()).find(|at| before.is_char_boundary(*at))?;
    let before = before.get(cut..)?;
    if is_unspaced(phrase, text) {
        let digits = before.trim_end_matches(|c: char| fold::fold(c).is_ascii_digit());
        return (digits.len() < before.len()).then_some(cut + digits.len());
    }
    let mut end = before.len();
    for count in 0..=between.end() + 1 {
        let line = before.get(..end)?.trim_end_matches([' ', ',']);
        let from = line.rfind(char::is_whitespace).map_or(0, |at| {
            at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let word = line.get(from..)?;
        let number = word.trim_matches(|c: char| !fold::is_word(c));
        if house_number(number) && count >= *between.start() {
            return Some(
                cut + from + (word.len() - word.trim_start_matches(|c: char| !fold::is_word(c)).len()),
            );
        }
        let repeats = count == 0 && matches!(number, "bis" | "ter" | "quater");
        // Names are capital; of "12 elm street" only the one.
        let capital = word.chars().next().is_some_and(char::is_uppercase) || count == 0;
        if word.is_empty()
            || line.len() < end.saturating_sub(3)
            || !(repeats || count < *between.end() && capital)
        {
            return None;
        }
        end = from;
    }
    None
}

/// Where the name that begins here ends: little words, and others with a capital letter.
fn name_end(text: &str, from: usize) -> usize {
    let mut end = from;
    for word in words(text.get(from..).unwrap_or_default()).take(NAME_WORDS) {
        let letters = word.text.trim_end_matches(|c: char| !fold::is_word(c));
        let little = letters.chars().count() <= 3;
        if !little && !letters.chars().any(char::is_uppercase) {
            // "12 rue lepic": one that is not.
            return if end == from { from + word.from + letters.len() } else { end };
        }
        end = from + word.from + letters.len();
        if letters.len() < word.text.len() {
            break;
        }
    }
    end
}

/// The most bytes of a street's name: what is looked at around a street, however long the line is.
const NAME_BYTES: usize = 160;

struct Word<'a> {
    from: usize,
    text: &'a str,
}

/// Words of the same line, with their places.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let end = (0..=NAME_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let line = text.get(..end).and_then(|near| near.split(['\n', '\r']).next()).unwrap_or_default();
    let mut from = 0;
    line.split(' ').filter_map(move |word| {
        let at = from;
        from += word.len() + 1;
        (!word.is_empty()).then_some(Word { from: at, text: word })
    })
}

/// The postal code that stands soon behind this place: 4 to 8 letters and digits in one or two groups.
fn postcode(chars: &Characters, from: usize) -> Option<Range<usize>> {
    let first = chars.groups.partition_point(|group| chars.from.get(group.start).is_none_or(|at| *at < from));
    let has_digit = |index: usize| chars.group(index).iter().any(char::is_ascii_digit);
    let first = (first..first + 3).find(|index| has_digit(*index))?;
    if chars.start(first) - from > POSTCODE_NEAR {
        return None;
    }
    let length = chars.group(first).len();
    let joined = matches!(chars.gap(first + 1), [' ' | '-']);
    let second = chars.group(first + 1);
    // "10115-120", "150-0041", "SW1A 1AA", "1011 AB".
    let more = joined
        && match second.len() {
            3 | 4 => has_digit(first + 1) && length + second.len() <= 8,
            2 => length == 4 && second.iter().all(char::is_ascii_alphabetic) && chars.is_digits(first),
            _ => false,
        };
    let total = if more { length + second.len() } else { length };
    let fits =
        if more { (5..=8).contains(&total) } else { (4..=8).contains(&total) && chars.is_digits(first) };
    fits.then(|| chars.bytes(first, if more { first + 1 } else { first }))
}
