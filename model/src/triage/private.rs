//! What in a text is private: numbers and addresses that name a person, an order or an account.

use std::ops::Range;

use super::matches::Match;
use super::rules::{List, Rules};
use super::text::Text;
use super::{Kind, MARKS, numbers, street};

/// What is private, as places in the text, in its order and none within another. `beside` are the phrases that private
/// things stand beside, in the order of the text.
pub(super) fn find(text: &Text, beside: &[Match], rules: &Rules) -> Vec<(Kind, Range<usize>)> {
    let mut found = Found(Vec::new());
    for at in (0..text.len()).filter(|at| text.at(*at) == '@') {
        found.extend(Kind::Email, email(text, at, rules));
    }
    let (mut index, mut passed) = (0, 0);
    while index < text.groups() {
        let at = text.group(index).start;
        while beside.get(passed).is_some_and(|hit| hit.from < at) {
            passed += 1;
        }
        let near = |list: List, bytes: usize| {
            // Only the last few can be near enough.
            let last = beside.get(passed.saturating_sub(LAST)..passed).unwrap_or_default();
            last.iter().any(|hit| {
                hit.phrase.list == list && hit.to <= at && text.from(at) - text.from(hit.to) <= bytes
            })
        };
        let number = if let Some(last) = numbers::order(text, index, rules, near(List::ORDER, ORDER_NEAR)) {
            Some((Kind::OrderNumber, last))
        } else if let Some(last) = numbers::iban(text, index) {
            Some((Kind::Iban, last))
        } else if let Some(last) = numbers::card(text, index) {
            Some((Kind::Card, last))
        } else if let Some(last) = numbers::phone(text, index, rules, near(List::PHONE, PHONE_NEAR))
            && !near(List::CODE, PHONE_NEAR)
        {
            Some((Kind::Phone, last))
        } else {
            None
        };
        if let Some((kind, last)) = number {
            found.extend(kind, Some(at..text.group(last).end));
            index = last;
        }
        index += 1;
    }
    street::find(text, beside, rules, &mut |places| found.extend(Kind::Address, Some(places)));
    let mut end = 0;
    found.0.retain(|(_, places)| {
        let apart = places.start >= end;
        end = if apart { places.end } else { end };
        apart
    });
    found.0
}

/// How many phrases before a place may be of something near.
const LAST: usize = 6;

/// How many bytes may stand between "order number" and the number.
const ORDER_NEAR: usize = 16;

/// How many bytes behind "call me" a number is still the one that is meant.
const PHONE_NEAR: usize = 24;

/// In the order of the text; of those that begin alike, in the order in which they were found.
struct Found(Vec<(Kind, Range<usize>)>);

impl Found {
    fn extend(&mut self, kind: Kind, places: Option<Range<usize>>) {
        let Some(places) = places else { return };
        let mut at = self.0.len();
        while at > 0 && self.0[at - 1].1.start > places.start {
            at -= 1;
        }
        // Of the rest nobody is told.
        if at < MARKS {
            self.0.truncate(MARKS - 1);
            self.0.insert(at, (kind, places));
        }
    }
}

/// The longest part before the `@`, and the longest behind it (RFC 5321).
const EMAIL_CHARS: usize = 254;

/// The e-mail address around an `@`.
fn email(text: &Text, at: usize, rules: &Rules) -> Option<Range<usize>> {
    let mut from = at;
    while from > 0 && at - from < EMAIL_CHARS && is_local(text.at(from - 1)) {
        from -= 1;
    }
    let (mut to, mut top) = (at + 1, at);
    while to - at <= EMAIL_CHARS && is_domain(text.at(to)) {
        to += 1;
    }
    while matches!(text.at(to - 1), '.' | '-') {
        to -= 1; // The end of a sentence.
    }
    for dot in (at..to).filter(|dot| text.at(*dot) == '.') {
        top = dot;
    }
    let mut top_level = top + 1..to;
    let fits = from < at
        && top > at
        && top_level.len() >= 2
        && top_level.all(|at| text.at(at).is_ascii_alphabetic())
        && !rules.owns(&text.bare(from..to));
    fits.then_some(from..to)
}

fn is_local(c: char) -> bool {
    is_domain(c) || matches!(c, '_' | '%' | '+')
}

fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}
