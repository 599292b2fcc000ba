//! Where a question goes: to everybody, to those who know, to staff, or nowhere yet.
//!
//! It is asked in the browser before a question is sent, so that what is private can still be kept so, and on
//! the edge, which decides. Both go by the same [`Rules`]: lists of words for each language, and what the site
//! adds to them. The time it takes grows with the text, whatever the text is.

mod decision;
mod fold;
mod matches;
mod numbers;
mod personal;
mod rules;
mod settings;
mod spam;
mod street;
#[cfg(test)]
mod tests;
pub mod words;

use crate::data::Question;
pub use decision::{Decision, Field, Kind, Mark, Reason, Route};
use fold::Folded;
use matches::Context;
use rules::List;
pub use rules::{Rules, THRESHOLD};
pub use settings::{ListChange, ListName, Settings, lines};

/// The most marks of a decision: whoever pastes a list is not shown each line of it.
const MARKS: usize = 50;

/// The most words told with a reason.
const WORDS: usize = 8;

/// Where this question goes, and why.
pub fn triage(question: &Question, rules: &Rules) -> Decision {
    let fields = [(Field::Title, &question.title), (Field::Text, &question.text)];
    let mut decision = Decision::default();
    let mut scores = Scores::default();
    // As one text, so that they share their language and their score.
    let whole = [question.title.as_str(), &question.text].join("\n");
    let folded = Folded::new(&whole);
    let found = matches::find(&folded, rules);
    let context = Context::new(&folded, rules, &found);
    for hit in &found {
        if let Some(phrase) = rules.phrases.get(usize::from(hit.phrase))
            && phrase.weight > 0
            && context.counts(&folded, hit, phrase.list)
        {
            scores.add(phrase.list, hit.phrase, phrase.weight);
        }
    }
    let signs = spam::signs(&whole, &folded, rules);
    for (field, written) in fields {
        let start = if field == Field::Title { 0 } else { question.title.len() + 1 };
        let here = |hit: &&matches::Match| {
            folded.from.get(hit.from).is_some_and(|at| (start..start + written.len().max(1)).contains(at))
        };
        let placed = found.iter().filter(here).filter(|hit| context.counts(&folded, hit, List::Order));
        let placed: Vec<personal::Placed> = placed
            .filter_map(|hit| {
                let list = rules.phrases.get(usize::from(hit.phrase))?.list;
                let ending = rules.endings.contains(&hit.phrase);
                let from = folded.from.get(hit.from)?.checked_sub(start)?;
                let to = folded.written_end(hit.to, &whole).checked_sub(start)?;
                Some(personal::Placed { list, ending, from, to })
            })
            .collect();
        let marks = personal::find(written, &placed, rules).into_iter();
        decision.marks.extend(marks.map(|(kind, bytes)| Mark { kind, field, bytes }));
    }
    decision.marks.truncate(MARKS);
    decision.reasons = scores.reasons(rules, &signs, &decision.marks);
    decision.route = scores.route(rules, &signs);
    decision
}

/// What each list adds up to. A phrase counts once, however often it is there.
#[derive(Default)]
struct Scores {
    found: Vec<(List, u16, u16)>,
}

impl Scores {
    fn add(&mut self, list: List, phrase: u16, weight: u16) {
        let counts = matches!(
            list,
            List::Safety
                | List::Legal
                | List::Anger
                | List::Leaving
                | List::Staff
                | List::Spam
                | List::Topic(_)
        );
        if counts && !self.found.iter().any(|(_, known, _)| *known == phrase) {
            self.found.push((list, phrase, weight));
        }
    }

    fn of(&self, list: List) -> u16 {
        let weights = self.found.iter().filter(|(known, ..)| *known == list).map(|(.., weight)| *weight);
        weights.fold(0, u16::saturating_add)
    }

    fn decides(&self, list: List, more: u16, rules: &Rules) -> bool {
        self.of(list).saturating_add(more) >= rules.threshold(list)
    }

    fn topics(rules: &Rules) -> impl Iterator<Item = (List, &String)> {
        rules
            .topics
            .iter()
            .enumerate()
            .filter_map(|(index, id)| Some((List::Topic(u8::try_from(index).ok()?), id)))
    }

    fn route(&self, rules: &Rules, signs: &[(&str, u16)]) -> Route {
        let urgent = [List::Safety, List::Legal, List::Anger, List::Leaving];
        if self.decides(List::Spam, sum(signs), rules) {
            return Route::Held;
        }
        if urgent.iter().any(|list| self.decides(*list, 0, rules)) {
            return Route::StaffFirst;
        }
        if self.decides(List::Staff, 0, rules) {
            return Route::Staff;
        }
        // The topic that is named most; of equal ones the first.
        let mut best: Option<(u16, &String)> = None;
        for (list, id) in Self::topics(rules) {
            let score = self.of(list);
            if score >= THRESHOLD && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, id));
            }
        }
        best.map_or(Route::Everyone, |(_, id)| Route::Champions(id.clone()))
    }

    fn reasons(&self, rules: &Rules, signs: &[(&str, u16)], marks: &[Mark]) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for mark in marks {
            match reasons.iter_mut().find(|reason| reason.kind == mark.kind) {
                Some(reason) => reason.score += 1,
                None => reasons.push(Reason { kind: mark.kind, words: Vec::new(), score: 1 }),
            }
        }
        let lists = [
            (List::Safety, Kind::Safety),
            (List::Legal, Kind::Legal),
            (List::Anger, Kind::Anger),
            (List::Leaving, Kind::Leaving),
            (List::Staff, Kind::Staff),
            (List::Spam, Kind::Spam),
        ];
        let topics = Self::topics(rules).map(|(list, _)| (list, Kind::Expert));
        for (list, kind) in lists.into_iter().chain(topics) {
            let words = self.found.iter().filter(|(known, ..)| *known == list);
            let words = words.filter_map(|(_, phrase, _)| rules.phrases.get(usize::from(*phrase)));
            let mut words: Vec<String> = words.map(|phrase| phrase.chars.iter().collect()).collect();
            let mut score = self.of(list);
            if list == List::Spam {
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
