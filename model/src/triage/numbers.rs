//! Numbers that belong to somebody: of orders, bank accounts, cards and phones. Each is looked for from a
//! group of letters and digits on, and told by its last group.

use super::personal::Characters;
use super::rules::Rules;

/// How many bytes may stand between "order number" and the number.
const NEAR: usize = 16;

/// The fewest digits of an order's or parcel's number that only the words before it tell.
const ORDER_DIGITS: usize = 5;

/// An order's number: of the site's own pattern, or behind words that say so. `named` tells whether such words
/// stand at most so many bytes before it.
pub(super) fn order(
    chars: &Characters,
    first: usize,
    rules: &Rules,
    named: impl Fn(usize) -> bool,
) -> Option<usize> {
    for pattern in &rules.patterns {
        // Nothing but digits may be anything.
        let telling = pattern.iter().any(|c| !matches!(c, '#' | '*'));
        if let Some(last) = patterned(chars, first, pattern)
            && (telling || named(NEAR))
        {
            return Some(last);
        }
    }
    // "LC-20371", but not the "is" of "order number is 20371".
    let begins = has_digit(chars, first) || chars.gap(first + 1) == ['-'] && chars.group(first).len() <= 4;
    if !begins || !named(NEAR) {
        return None;
    }
    let is_more = |index: &usize| {
        matches!(chars.gap(*index), [' ' | '-' | '.' | '/' | '_' | '#']) && has_digit(chars, *index)
    };
    let last = (first + 1..).take_while(is_more).take(6).last().unwrap_or(first);
    let digits = (first..=last).flat_map(|index| chars.group(index)).filter(|c| c.is_ascii_digit()).count();
    (ORDER_DIGITS..=24).contains(&digits).then_some(last)
}

fn has_digit(chars: &Characters, index: usize) -> bool {
    chars.group(index).iter().any(char::is_ascii_digit)
}

fn patterned(chars: &Characters, first: usize, pattern: &[char]) -> Option<usize> {
    let start = chars.groups.get(first)?.start;
    let mut at = start;
    for wanted in pattern {
        while at > start
            && matches!(chars.char(at), ' ' | '-' | '#' | '\u{2010}'..='\u{2015}')
            && *wanted != '*'
        {
            at += 1;
        }
        match wanted {
            '#' if chars.char(at).is_ascii_digit() => at += 1,
            '@' if chars.char(at).is_ascii_alphabetic() => at += 1,
            '*' => {
                while chars.char(at).is_ascii_digit() {
                    at += 1;
                }
            }
            c if *c == chars.char(at) && !matches!(c, '#' | '@') => at += 1,
            _ => return None,
        }
    }
    // All of a group, or it is another number.
    (first..first + pattern.len()).find(|index| chars.groups.get(*index).is_some_and(|group| group.end == at))
}

/// The longest IBAN (ISO 13616), and the shortest in use.
const IBAN_CHARS: std::ops::RangeInclusive<usize> = 15..=34;

/// An IBAN, in one piece or in fours: two letters, two digits, and a remainder of 1 by 97.
pub(super) fn iban(chars: &Characters, first: usize) -> Option<usize> {
    let [a, b, c, d, ..] = chars.group(first) else { return None };
    if !(a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit()) {
        return None;
    }
    let value = |c: &char| c.to_digit(36).unwrap_or_default();
    let step = |rest: u32, c: &char| (rest * if c.is_ascii_digit() { 10 } else { 100 } + value(c)) % 97;
    let (mut rest, mut length) = (0, 0);
    for index in first..first + 9 {
        let group = chars.group(index);
        if index > first && (!matches!(chars.gap(index), [' ' | '-']) || group.len() > 4) {
            return None;
        }
        rest = group.iter().skip(if index == first { 4 } else { 0 }).fold(rest, step);
        length += group.len();
        if IBAN_CHARS.contains(&length) && [a, b, c, d].into_iter().fold(rest, step) == 1 {
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
pub(super) fn card(chars: &Characters, first: usize) -> Option<usize> {
    let mut digits: Vec<u8> = Vec::new();
    for index in (first..chars.groups.len()).take(19) {
        let joined = index == first || matches!(chars.gap(index), [' ' | '-' | '.']);
        if !joined || !chars.is_digits(index) {
            return None;
        }
        digits.extend(chars.group(index).iter().filter_map(|c| u8::try_from(c.to_digit(10)?).ok()));
        if digits.len() > 19 {
            return None;
        }
        if is_card(&digits) {
            return Some(index);
        }
    }
    None
}

fn is_card(digits: &[u8]) -> bool {
    let network = match (digits.len(), digits) {
        // Articles' numbers have 13 digits too, and a check digit of another kind.
        (13, [4, ..]) => weighted(digits, |digit| digit * 3) % 10 != 0,
        (14, [3, 0 | 6 | 8 | 9, ..]) | (15, [3, 4 | 7, ..]) | (16, [2..=6, ..]) | (17..=19, [4..=6, ..]) => {
            true
        }
        _ => false,
    };
    network && weighted(digits, |digit| if digit > 4 { digit * 2 - 9 } else { digit * 2 }) % 10 == 0
}

/// The sum of the digits, every second one from the right changed.
fn weighted(digits: &[u8], change: impl Fn(u8) -> u8) -> u32 {
    let digits = digits.iter().rev().enumerate();
    digits.map(|(index, digit)| u32::from(if index % 2 == 1 { change(*digit) } else { *digit })).sum()
}

/// A phone number: international, with a country's leading zero, in the groups of countries that have none, or
/// behind words that say so (`named`).
pub(super) fn phone(chars: &Characters, first: usize, rules: &Rules, named: bool) -> Option<usize> {
    if !chars.is_digits(first) {
        return None;
    }
    let is_more = |index: &usize| {
        let gap = chars.gap(*index);
        gap.len() <= 3
            && gap.iter().all(|c| " -./()\u{a0}\u{2011}\u{2013}".contains(*c))
            && chars.is_digits(*index)
    };
    let last = (first + 1..).take_while(is_more).take(8).last().unwrap_or(first);
    let lengths: Vec<usize> = (first..=last).map(|index| chars.group(index).len()).collect();
    let digits: String = (first..=last).flat_map(|index| chars.group(index)).collect();
    let before = chars.gap(first).last().copied().unwrap_or(' ');
    let start = |beginning: &str| digits.starts_with(beginning);
    let fits = match (digits.len(), lengths.as_slice()) {
        // 2026-11-22 10:00, 22.11.2026.
        (_, [4, 1 | 2, 1 | 2, ..] | [1 | 2, 1 | 2, 4, ..]) if before != '+' => false,
        (8..=15, _) if before == '+' => true,
        (10..=17, _) if start("00") && !start("000") => true,
        (9..=12, [area, ..]) if *area > 1 && start("0") && !start("00") => true,
        (10, [3, 3, 4]) => !start("0"),
        (10 | 11, [2, ..]) if before == '(' => true,
        (9, [3, 3, 3] | [3, 2, 2, 2]) => {
            matches!(digits.as_bytes(), [b'6'..=b'9', ..]) && chars.gap(last) == [' ']
        }
        // China's mobile phones.
        (11, [11] | [3, 4, 4]) => matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]),
        (6..=15, _) => named,
        _ => false,
    };
    let own = || {
        let short = digits.trim_start_matches('0');
        rules.own.iter().any(|own| own.bytes().all(|b| b.is_ascii_digit()) && own.ends_with(short))
    };
    (fits && !own()).then_some(last)
}
