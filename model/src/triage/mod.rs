//! Where a question goes: to everybody, to those who know, to staff, or nowhere yet.
//!
//! It is asked in the browser before a question or an answer is sent ([`doubts`]), so that what is private can still be
//! kept so, and on the edge ([`triage`]), which decides. Both go by the same [`Rules`]: lists of words for each language, and what the site
//! adds to them. The time it takes grows with the text, whatever the text is.

mod decision;
mod matches;
mod numbers;
mod private;
mod rules;
mod settings;
pub mod sheet;
mod spam;
mod street;
#[cfg(test)]
mod tests;
mod text;
pub mod words;

use crate::data::Question;
pub use decision::{Decision, Field, Kind, Mark, Reason, Route};
use matches::Match;
use rules::{List, Phrase};
pub use rules::{Rules, THRESHOLD};
pub use settings::{ListChange, ListName, Settings, lines};
use std::ops::Range;
use text::Text;

/// The most marks of a decision: whoever pastes a list is not shown each line of it.
const MARKS: usize = 50;

/// The most words told with a reason.
const WORDS: usize = 8;

/// Where this question goes, and why.
pub fn triage(question: &Question, rules: &Rules) -> Decision {
    let whole = whole(&question.title, &question.text);
    let read = Read::of(&whole, rules);
    let signs = spam::signs(&whole, &read.text, rules);
    let (spam, marks) = (sum(&signs), read.marks(&whole, question.title.len() + APART.len()));
    Decision { route: read.route(spam), reasons: read.reasons(&marks, &signs), marks }
}

/// The same as [`Decision::doubts`], without why, and whatever is spam: it is all that a browser needs to know. Bit n stands for
/// the nth of [`Kind::PRIVATE`].
pub fn doubts(title: &str, text: &str, rules: &Rules, answer: bool) -> u32 {
    let whole = whole(title, text);
    let read = Read::of(&whole, rules);
    if !answer && (read.is_urgent() || read.is_for_staff()) {
        return 0;
    }
    read.private().iter().fold(0, |bits, (kind, _)| bits | 1 << (*kind as u32))
}

/// Between title and text: so much that nothing of the one stands near something of the other.
const APART: &str = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";

/// Title and text as one, so that they share their language and their score.
fn whole(title: &str, text: &str) -> String {
    [title, APART, text].concat()
}

/// A question, read by the rules.
struct Read<'a> {
    rules: &'a Rules,
    text: Text,
    /// The phrases that private things stand beside.
    beside: Vec<Match<'a>>,
    /// Those whose weights add up, each once.
    weighed: Vec<&'a Phrase>,
}

impl<'a> Read<'a> {
    fn of(whole: &str, rules: &'a Rules) -> Self {
        let mut text = Text::new(whole);
        let found = matches::find(&text, rules);
        let languages = matches::languages(&text, rules, &found);
        found.iter().filter(|hit| hit.is_of(languages)).for_each(|hit| hit.sign(&mut text));
        let (mut beside, mut weighed): (_, Vec<&Phrase>) = (Vec::new(), Vec::new());
        for hit in found.into_iter().filter(|hit| hit.is_of(languages) && hit.counts(&text)) {
            let (list, phrase) = (hit.phrase.list, hit.phrase);
            if list.is_beside() {
                beside.push(hit);
            } else if list.is_weighed() && !weighed.iter().any(|known| std::ptr::eq(*known, phrase)) {
                weighed.push(phrase);
            }
        }
        Self { rules, text, beside, weighed }
    }

    /// What is private, as places in the text.
    fn private(&self) -> Vec<(Kind, Range<usize>)> {
        private::find(&self.text, &self.beside, self.rules)
    }

    /// What is private, in the order of the text, which begins `behind` so many bytes of the whole.
    fn marks(&self, whole: &str, behind: usize) -> Vec<Mark> {
        let mark = |(kind, places): (Kind, Range<usize>)| {
            let bytes = self.text.from(places.start)..self.text.end(places.end, whole);
            match bytes.start.checked_sub(behind) {
                None => Mark { kind, field: Field::Title, bytes },
                Some(from) => Mark { kind, field: Field::Text, bytes: from..bytes.end - behind },
            }
        };
        self.private().into_iter().map(mark).collect()
    }

    /// What the weights of a list add up to. A phrase counts once, however often it is there.
    fn score(&self, list: List) -> u16 {
        let phrases = self.weighed.iter().filter(|phrase| phrase.list == list);
        phrases.fold(0, |sum, phrase| sum.saturating_add(phrase.weight))
    }

    fn decides(&self, list: List) -> bool {
        self.score(list) >= self.rules.threshold(list)
    }

    fn is_urgent(&self) -> bool {
        [List::SAFETY, List::LEGAL, List::ANGER, List::LEAVING].into_iter().any(|list| self.decides(list))
    }

    fn is_for_staff(&self) -> bool {
        self.decides(List::STAFF)
    }

    fn route(&self, spam: u16) -> Route {
        if self.score(List::SPAM).saturating_add(spam) >= self.rules.threshold(List::SPAM) {
            return Route::Held;
        }
        if self.is_urgent() {
            return Route::StaffFirst;
        }
        if self.is_for_staff() {
            return Route::Staff;
        }
        // The topic that is named most; of equal ones the first.
        let mut best: Option<(u16, &String)> = None;
        for (list, id) in self.topics() {
            let score = self.score(list);
            if score >= THRESHOLD && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, id));
            }
        }
        best.map_or(Route::Everyone, |(_, id)| Route::Champions(id.clone()))
    }

    fn topics(&self) -> impl Iterator<Item = (List, &String)> {
        self.rules.topics.iter().enumerate().filter_map(|(index, id)| Some((List::of_topic(index)?, id)))
    }

    fn reasons(&self, marks: &[Mark], signs: &[(&str, u16)]) -> Vec<Reason> {
        let (rules, mut reasons): (_, Vec<Reason>) = (self.rules, Vec::new());
        for mark in marks {
            match reasons.iter_mut().find(|reason| reason.kind == mark.kind) {
                Some(reason) => reason.score += 1,
                None => reasons.push(Reason { kind: mark.kind, words: Vec::new(), score: 1 }),
            }
        }
        let lists = [
            (List::SAFETY, Kind::Safety),
            (List::LEGAL, Kind::Legal),
            (List::ANGER, Kind::Anger),
            (List::LEAVING, Kind::Leaving),
            (List::STAFF, Kind::Staff),
            (List::SPAM, Kind::Spam),
        ];
        let topics = self.topics().map(|(list, _)| (list, Kind::Expert));
        for (list, kind) in lists.into_iter().chain(topics) {
            let found = self.weighed.iter().filter(|phrase| phrase.list == list);
            let words = found.map(|phrase| rules.letters(phrase).iter().collect());
            let mut words: Vec<String> = words.collect();
            let mut score = self.score(list);
            if list == List::SPAM {
                score = score.saturating_add(sum(signs));
                words.extend(signs.iter().map(|(name, _)| (*name).to_owned()));
            }
            words.truncate(WORDS);
            if score > 0 {
                reasons.push(Reason { kind, words, score });
            }
        }
        reasons
    }
}

fn sum(signs: &[(&str, u16)]) -> u16 {
    signs.iter().fold(0, |sum, (_, score)| sum.saturating_add(*score))
}
