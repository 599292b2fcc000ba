//! Numbers that belong to somebody: of orders, bank accounts, cards and phones. Each is looked for from a
//! group of letters and digits on, and told by its last group.

use super::rules::Rules;
use super::text::Text;
use std::ops::{Range, RangeInclusive};

/// The fewest digits of an order's or parcel's number that only the words before it tell.
const ORDER_DIGITS: usize = 5;

/// An order's number: of the site's own pattern, or behind words that say so (`named`).
pub(super) fn order(text: &Text, first: usize, rules: &Rules, named: bool) -> Option<usize> {
    for pattern in rules.patterns() {
        // Nothing but digits may be anything.
        if (named || pattern.iter().any(|c| !matches!(c, '#' | '*' | ' ' | '-')))
            && let Some(last) = patterned(text, first, pattern)
        {
            return Some(last);
        }
    }
    let has_digit = |index: usize| text.count_digits(text.group(index)) > 0;
    // "LC-20371", but not the "is" of "order number is 20371".
    let group = text.group(first);
    let begins = || has_digit(first) || text.at(group.end) == '-' && group.len() <= 4;
    if !named || !begins() {
        return None;
    }
    let is_more = |index: usize| text.joined(index, 1) && has_digit(index);
    let last = last(first, 6, &is_more);
    let digits = text.count_digits(group.start..text.group(last).end);
    (ORDER_DIGITS..=24).contains(&digits).then_some(last)
}

/// The last group of a number, which has at most so many more.
fn last(first: usize, most: usize, is_more: &dyn Fn(usize) -> bool) -> usize {
    let mut last = first;
    while last < first + most && is_more(last + 1) {
        last += 1;
    }
    last
}

fn patterned(text: &Text, first: usize, pattern: &[char]) -> Option<usize> {
    let start = text.group(first).start;
    let mut at = start;
    for wanted in pattern {
        match wanted {
            ' ' | '-' => continue,
            '*' => {
                while text.at(at).is_ascii_digit() {
                    at += 1;
                }
                continue;
            }
            _ => {}
        }
        while at > start && matches!(text.at(at), ' ' | '-' | '#' | '\u{2010}'..='\u{2015}') {
            at += 1;
        }
        let c = text.at(at);
        let fits = match wanted {
            '#' => c.is_ascii_digit(),
            '@' => c.is_ascii_alphabetic(),
            wanted => *wanted == c,
        };
        if !fits {
            return None;
        }
        at += 1;
    }
    // All of a group, or it is another number.
    (first..first + pattern.len()).find(|index| text.group(*index).end == at)
}

/// The longest IBAN (ISO 13616), and the shortest in use.
const IBAN_CHARS: RangeInclusive<usize> = 15..=34;

/// An IBAN, in one piece or in fours: two letters, two digits, and a remainder of 1 by 97.
pub(super) fn iban(text: &Text, first: usize) -> Option<usize> {
    let start = text.group(first).start;
    let country = start..start + 2;
    if !(country.clone().all(|at| text.at(at).is_ascii_alphabetic())
        && text.count_digits(start + 2..start + 4) == 2)
    {
        return None;
    }
    let step = |rest: u32, at: usize| match text.at(at).to_digit(36) {
        Some(digit @ 0..10) => (rest * 10 + digit) % 97,
        Some(letter) => (rest * 100 + letter) % 97,
        None => rest,
    };
    let (mut rest, mut length) = (0, 0);
    for index in first..first + 9 {
        let group = text.group(index);
        length += group.len();
        if index > first && (!text.joined(index, 1) || group.len() > 4) {
            return None;
        }
        rest = group.clone().skip(if index == first { 4 } else { 0 }).fold(rest, step);
        if IBAN_CHARS.contains(&length) && (start..start + 4).fold(rest, step) == 1 {
            return Some(index);
        }
        // One in fours, of which only the last may be shorter.
        if group.len() != 4 {
            return None;
        }
    }
    None
}

/// A payment card's number: 13 to 19 digits in groups, as the networks give them, with Luhn's check digit
/// (ISO/IEC 7812).
pub(super) fn card(text: &Text, first: usize) -> Option<usize> {
    let start = text.group(first).start;
    for index in first..first + 19 {
        if index > first && !text.joined(index, 1) {
            break;
        }
        text.digits(index)?;
        if is_card(text, start..text.group(index).end) {
            return Some(index);
        }
    }
    None
}

fn is_card(text: &Text, places: Range<usize>) -> bool {
    let network =
        match (text.count_digits(places.clone()), text.digit(places.start, 0), text.digit(places.start, 1)) {
            // Articles' numbers have 13 digits too, and a check digit of another kind.
            (13, 4, _) => sum(text, places.clone(), false) != 0,
            (14, 3, 0 | 6 | 8 | 9) | (15, 3, 4 | 7) | (16, 2..=6, _) | (17..=19, 4..=6, _) => true,
            _ => false,
        };
    network && sum(text, places, true) == 0
}

/// The last digit of the sum of the digits, every second one from the right three times, or (`luhn`) twice, as the sum of its
/// own digits.
fn sum(text: &Text, places: Range<usize>, luhn: bool) -> u32 {
    let (mut sum, mut second) = (0, false);
    for digit in places.rev().filter_map(|at| text.at(at).to_digit(10)) {
        sum += match digit {
            _ if !second => digit,
            5.. if luhn => digit * 2 - 9,
            _ if luhn => digit * 2,
            _ => digit * 3,
        };
        second = !second;
    }
    sum % 10
}

/// A phone number: international, with a country's leading zero, in the groups of countries that have none, or
/// behind words that say so (`named`).
pub(super) fn phone(text: &Text, first: usize, rules: &Rules, named: bool) -> Option<usize> {
    text.digits(first)?;
    let is_more = |index: usize| text.joined(index, 3) && text.digits(index).is_some();
    let last = last(first, 8, &is_more);
    let (start, end) = (text.group(first).start, text.group(last).end);
    let length = |index: usize| if index > last { 0 } else { text.group(index).len() };
    let [one, two, three] = [0, 1, 2].map(|nth| text.digit(start, nth));
    let before = text.at(start.wrapping_sub(1));
    let fits = match (text.count_digits(start..end), (length(first), length(first + 1), length(first + 2))) {
        // 2026-11-22 10:00, 22.11.2026.
        (_, (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4)) if before != '+' => false,
        (8..=15, _) if before == '+' => true,
        (10..=17, _) if one == 0 && two == 0 && three > 0 => true,
        (9..=12, (2.., ..)) if one == 0 && two > 0 => true,
        (10, (3, 3, 4)) if one > 0 => true,
        (10 | 11, (2, ..)) if before == '(' => true,
        (9, (3, 3, 3) | (3, 2, 2)) if one >= 6 && text.at(text.group(last).start.wrapping_sub(1)) == ' ' => {
            true
        }
        // China's mobile phones.
        (11, (11, ..) | (3, 4, 4)) if one == 1 && two >= 3 => true,
        (6..=15, _) => named,
        _ => false,
    };
    let zeros = (start..end).take_while(|at| matches!(text.at(*at), '0' | ' ')).count();
    (fits && !rules.owns_phone(&text.bare(start + zeros..end))).then_some(last)
}
