//! What somebody typed as the ends of a range.

use std::borrow::Cow;

use super::super::spec::{Measure, Value, read};
use super::super::table::{Column, PRICE};
use crate::money::{Currency, Money};

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// As it was typed, with the unit that was meant.
    pub text: String,
    /// What that says.
    pub value: Value,
}

/// The ends of a range, as an address's query says them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// From there on.
    pub low: Option<End>,
    /// Up to there.
    pub high: Option<End>,
    /// What was typed and says nothing of the column's measure.
    pub unread: Vec<String>,
}

/// The ends that a query says of a column, as [`super::chosen`] tells; the last of each counts.
pub fn ends(column: &Column, prefix: &str, query: &[(&str, &str)], currency: Option<&Currency>) -> Ends {
    let mut ends = Ends::default();
    for (name, text) in query {
        let Some(end) = name.strip_prefix(prefix).and_then(|name| name.strip_prefix(column.spec.as_str()))
        else {
            continue;
        };
        let (low, high) = match (end, text.split_once("..")) {
            ("", Some(ends)) => ends,
            ("", None) => (*text, *text),
            (".from", _) => (*text, ""),
            (".to", _) => ("", *text),
            _ => continue,
        };
        for (end, text) in [(&mut ends.low, low), (&mut ends.high, high)] {
            let text = text.trim();
            match understood(column, text, currency) {
                Some(understood) => *end = Some(understood),
                None if text.is_empty() || ends.unread.iter().any(|unread| unread == text) => {}
                None => ends.unread.push(text.to_owned()),
            }
        }
    }
    ends
}

fn understood(column: &Column, text: &str, currency: Option<&Currency>) -> Option<End> {
    let western = western(text);
    if column.spec == PRICE {
        let money = amount(&western, currency?)?;
        let value = Value::Range(Measure::Money, money, money);
        return Some(End { text: text.to_owned(), value });
    }
    let measure = column.measure()?;
    let fits = |value: &Value| {
        let like = |own: &Value| std::mem::discriminant(own) == std::mem::discriminant(value);
        value.measure() == Some(measure)
            && column.values.iter().any(|own| own.measure() == Some(measure) && like(own))
    };
    if let Some(value) = read(&[&*western]).filter(fits) {
        return Some(End { text: text.to_owned(), value });
    }
    let unit = unit(column);
    let value = read(&[[&*western, " ", unit].concat()]).filter(fits)?;
    Some(End { text: [text, " ", unit].concat(), value })
}

/// The unit in which most values of a column are written; empty where they have none.
pub fn unit(column: &Column) -> &str {
    let measure = column.measure();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let measured = column.values.iter().zip(&column.texts).filter(|(value, _)| value.measure() == measure);
    for (_, text) in measured {
        let text = text.split_once(" (").map_or(text.as_str(), |(before, _)| before);
        let unit = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let unit = unit.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim();
        match counts.iter_mut().find(|(other, _)| *other == unit) {
            Some((_, count)) => *count += 1,
            None => counts.push((unit, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or("", |(unit, _)| unit)
}

/// An amount in minor units, with or without the currency around it. Three digits behind the only point or comma
/// are thousands, of a currency that has no three digits itself.
fn amount(text: &str, currency: &Currency) -> Option<i64> {
    if is_other(text, currency) {
        return None;
    }
    let number = text.trim_matches(|c: char| !c.is_ascii_digit());
    let mut plain = String::new();
    let mut parts = number.split(['.', ',', ' ', '\u{a0}', '\u{202f}', '\'']).peekable();
    let digits = currency.digits() as usize;
    let mut whole = true;
    while let Some(part) = parts.next() {
        if !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let last = parts.peek().is_none();
        if !plain.is_empty() && last && (part.len() != 3 || digits == 3) {
            plain.push('.');
            whole = false;
        } else if !plain.is_empty() && part.len() != 3 {
            return None;
        }
        plain.push_str(part);
    }
    // "19.999": what is beyond the minor unit is left out.
    let end = if whole { plain.len() } else { plain.len().min(plain.find('.')? + 1 + digits) };
    Money::parse(plain.get(..end)?.trim_end_matches('.'), currency.clone()).map(|money| money.minor)
}

/// Signs of currencies, and whose they are.
const SIGNS: [(char, &[&str]); 7] = [
    ('€', &["EUR"]),
    ('£', &["GBP"]),
    ('¥', &["JPY", "CNY"]),
    ('￥', &["JPY", "CNY"]),
    ('円', &["JPY"]),
    ('元', &["CNY", "TWD", "HKD"]),
    ('₹', &["INR"]),
];

/// Whether a text names another currency than this, by its code (ISO 4217) or its sign. `$` is that of many.
fn is_other(text: &str, currency: &Currency) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| {
        word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) && word != currency.code()
    }) || SIGNS.iter().any(|(sign, codes)| text.contains(*sign) && !codes.contains(&currency.code()))
        || text.contains('$')
            && SIGNS.iter().any(|(_, codes)| codes.len() == 1 && codes.contains(&currency.code()))
}

/// A text with the digits and separators of Arabic and of full width written as all catalogues write them.
fn western(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let digit = |c: char, zero: char| char::from_digit(u32::from(c).wrapping_sub(u32::from(zero)), 10);
    let plain = |c: char| match c {
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        _ => ['\u{660}', '\u{6f0}', '\u{ff10}'].into_iter().find_map(|zero| digit(c, zero)).unwrap_or(c),
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, currency, expect) in [
            ("300", "EUR", Some(30_000)),
            ("300.5", "EUR", Some(30_050)),
            ("300,50 €", "EUR", Some(30_050)),
            ("€1,299.00", "EUR", Some(129_900)),
            ("1.299 €", "EUR", Some(129_900)),
            ("1 299,90", "EUR", Some(129_990)),
            ("1’299", "EUR", None),
            ("1'299", "CHF", Some(129_900)),
            ("19.999", "KWD", Some(19_999)),
            ("19.9999", "EUR", Some(1_999)),
            ("12,000円", "JPY", Some(12_000)),
            ("300 EUR", "EUR", Some(30_000)),
            ("300 Euro", "EUR", Some(30_000)),
            ("300 USD", "EUR", None),
            ("$300", "EUR", None),
            ("$300", "CAD", Some(30_000)),
            ("£300", "EUR", None),
            ("300 元", "CNY", Some(30_000)),
            ("", "EUR", None),
            ("cheap", "EUR", None),
            ("1.2.3", "EUR", None),
            ("99999999999999999999", "EUR", None),
        ] {
            assert_eq!(amount(text, &currency.parse().unwrap()), expect, "{text}");
        }
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (text, expect) in
            [("٢٧٫٥", "27.5"), ("２７ in", "27 in"), ("۲۷", "27"), ("31,5 Zoll", "31,5 Zoll")]
        {
            assert_eq!(western(text), expect);
        }
    }
}
