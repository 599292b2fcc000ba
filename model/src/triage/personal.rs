//! What in a text is private: numbers and addresses that name a person, an order or an account.

use std::ops::Range;

use super::Kind;
use super::fold;
use super::numbers;
use super::rules::{List, Rules, bare};
use super::street;

/// A phrase of a list that private things stand beside, with the bytes it takes of the field.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) list: List,
    /// Whether it is the end of a word.
    pub(super) ending: bool,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A text's characters with their places, folded, without what cannot be seen.
pub(super) struct Characters {
    pub(super) folded: Vec<char>,
    pub(super) from: Vec<usize>,
    /// Runs of ASCII letters and digits, as places in `folded`.
    pub(super) groups: Vec<Range<usize>>,
}

impl Characters {
    fn new(text: &str) -> Self {
        let kept = text.char_indices().filter(|(_, c)| !fold::is_dropped(*c));
        let (mut folded, mut from) = (Vec::new(), Vec::new());
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (at, c) in kept {
            let c = fold::fold(c);
            if c.is_ascii_alphanumeric() {
                match groups.last_mut() {
                    Some(group) if group.end == folded.len() => group.end += 1,
                    _ => groups.push(folded.len()..folded.len() + 1),
                }
            }
            folded.push(c);
            from.push(at);
        }
        from.push(text.len());
        Self { folded, from, groups }
    }

    pub(super) fn char(&self, at: usize) -> char {
        self.folded.get(at).copied().unwrap_or(fold::BREAK)
    }

    pub(super) fn group(&self, index: usize) -> &[char] {
        self.groups.get(index).and_then(|group| self.folded.get(group.clone())).unwrap_or_default()
    }

    /// What stands between a group and the one before.
    pub(super) fn gap(&self, index: usize) -> &[char] {
        let start =
            index.checked_sub(1).and_then(|before| self.groups.get(before)).map_or(0, |group| group.end);
        let end = self.groups.get(index).map_or(start, |group| group.start);
        self.folded.get(start..end).unwrap_or_default()
    }

    pub(super) fn is_digits(&self, index: usize) -> bool {
        let group = self.group(index);
        !group.is_empty() && group.iter().all(char::is_ascii_digit)
    }

    /// Bytes of the text from one group to another.
    pub(super) fn bytes(&self, first: usize, last: usize) -> Range<usize> {
        let from = self.groups.get(first).map_or(0, |group| group.start);
        let to = self.groups.get(last).map_or(from, |group| group.end);
        self.from.get(from).copied().unwrap_or_default()..self.end(to)
    }

    /// Where the character before this place ends in the text.
    fn end(&self, to: usize) -> usize {
        self.from.get(to).copied().unwrap_or_default()
    }

    /// Where the group begins in the text.
    pub(super) fn start(&self, index: usize) -> usize {
        self.groups.get(index).and_then(|group| self.from.get(group.start)).copied().unwrap_or(usize::MAX)
    }
}

/// What is private in a field, in its order and none within another. `placed` are the phrases in it that
/// private things stand beside.
pub(super) fn find(text: &str, placed: &[Placed], rules: &Rules) -> Vec<(Kind, Range<usize>)> {
    let chars = Characters::new(text);
    let mut found = emails(&chars, rules);
    let near = |list: List, at: usize, most: usize| {
        // Only the last few can be near enough.
        let before = placed.partition_point(|phrase| phrase.from < at);
        placed
            .get(..before)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(6)
            .any(|phrase| phrase.list == list && phrase.to <= at && at - phrase.to <= most)
    };
    let mut index = 0;
    while index < chars.groups.len() {
        let at = chars.start(index);
        let number = numbers::order(&chars, index, rules, |most| near(List::Order, at, most))
            .map(|last| (Kind::OrderNumber, last))
            .or_else(|| numbers::iban(&chars, index).map(|last| (Kind::Iban, last)))
            .or_else(|| numbers::card(&chars, index).map(|last| (Kind::Card, last)))
            .or_else(|| {
                let phone = numbers::phone(&chars, index, rules, near(List::Phone, at, NEAR));
                phone.filter(|_| !near(List::Code, at, NEAR)).map(|last| (Kind::Phone, last))
            });
        if let Some((kind, last)) = number {
            found.push((kind, chars.bytes(index, last)));
            index = last;
        }
        index += 1;
    }
    found.extend(street::find(text, &chars, placed, rules).into_iter().map(|bytes| (Kind::Address, bytes)));
    found.sort_by_key(|(_, bytes)| bytes.start);
    let mut end = 0;
    found.retain(|(_, bytes)| {
        let apart = bytes.start >= end && !bytes.is_empty();
        end = if apart { bytes.end } else { end };
        apart
    });
    found
}

/// How many bytes behind "call me" a number is still the one that is meant.
const NEAR: usize = 24;

/// The longest part before the `@`, and the longest behind it (RFC 5321).
const EMAIL_CHARS: usize = 254;

fn emails(chars: &Characters, rules: &Rules) -> Vec<(Kind, Range<usize>)> {
    let mut found = Vec::new();
    let mut after = 0;
    for (at, _) in chars.folded.iter().enumerate().filter(|(_, c)| **c == '@' || **c == '＠') {
        let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let domain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        let run = |places: &mut dyn Iterator<Item = usize>, fits: &dyn Fn(char) -> bool| {
            places.take(EMAIL_CHARS).take_while(|at| fits(chars.char(*at))).count()
        };
        let from = at - run(&mut (after..at).rev(), &local);
        let mut to = at + 1 + run(&mut (at + 1..chars.folded.len()), &domain);
        while to > at && matches!(chars.char(to - 1), '.' | '-') {
            to -= 1; // The end of a sentence.
        }
        let name: String = chars.folded.get(at + 1..to).unwrap_or_default().iter().collect();
        let top = name.rsplit_once('.').map_or("", |(_, top)| top);
        let whole: String = chars.folded.get(from..to).unwrap_or_default().iter().collect();
        if from < at && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()) {
            after = to;
            if !rules.own.contains(&bare(&whole)) {
                found.push((Kind::Email, chars.from.get(from).copied().unwrap_or_default()..chars.end(to)));
            }
        }
    }
    found
}
