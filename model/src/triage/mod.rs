//! Where a question goes: to everybody, to those who know, to staff, or nowhere yet.
//!
//! It is asked in the browser before a question or an answer is sent ([`doubts`]), so that what is private can still be
//! kept so, and on the edge ([`triage`]), which decides. Both go by the same [`Rules`]: lists of words for each language, and what the site
//! adds to them. The time it takes grows with the text, whatever the text is.

mod decision;
mod fold;
mod matches;
mod numbers;
mod personal;
mod rules;
mod settings;
pub mod sheet;
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
    let read = Read::of(question, rules);
    let marks = read.marks();
    Decision { route: read.route(), reasons: read.reasons(&marks), marks }
}

/// The same as [`Decision::doubts`], without why: it is all that a browser needs to know.
pub fn doubts(question: &Question, rules: &Rules, answer: bool) -> Vec<Kind> {
    let read = Read::of(question, rules);
    if read.is_private() && !answer { Vec::new() } else { decision::kinds(&read.marks()) }
}

/// A question, read by the rules.
struct Read<'a> {
    question: &'a Question,
    rules: &'a Rules,
    /// Title and text as one, so that they share their language and their score.
    whole: String,
    folded: Folded,
    found: Vec<matches::Match>,
    context: Context,
    scores: Scores,
    signs: Vec<(&'static str, u16)>,
}

impl<'a> Read<'a> {
    fn of(question: &'a Question, rules: &'a Rules) -> Self {
        let whole = [question.title.as_str(), &question.text].join("\n");
        let folded = Folded::new(&whole);
        let found = matches::find(&folded, rules);
        let context = Context::new(&folded, rules, &found);
        let mut scores = Scores::default();
        for hit in &found {
            if let Some(phrase) = rules.phrases.get(usize::from(hit.phrase))
                && phrase.weight > 0
                && context.counts(&folded, hit, phrase.list)
            {
                scores.add(phrase.list, hit.phrase, phrase.weight);
            }
        }
        let signs = spam::signs(&whole, &folded, rules);
        Self { question, rules, whole, folded, found, context, scores, signs }
    }

    /// What is private, in the order of the text.
    fn marks(&self) -> Vec<Mark> {
        let Question { title, text, .. } = self.question;
        let mut marks = Vec::new();
        for (field, written, start) in [(Field::Title, title, 0), (Field::Text, text, title.len() + 1)] {
            let placed = self.placed(start, written.len());
            let private = personal::find(written, &placed, self.rules).into_iter();
            marks.extend(private.map(|(kind, bytes)| Mark { kind, field, bytes }));
        }
        marks.truncate(MARKS);
        marks
    }

    /// The phrases in a field, which begins at `start` and has so many bytes.
    fn placed(&self, start: usize, bytes: usize) -> Vec<personal::Placed> {
        let mut placed = Vec::new();
        for hit in &self.found {
            let Some(from) = self.folded.from.get(hit.from).and_then(|at| at.checked_sub(start)) else {
                continue;
            };
            if from < bytes.max(1)
                && self.context.counts(&self.folded, hit, List::Order)
                && let Some(list) = self.rules.phrases.get(usize::from(hit.phrase)).map(|phrase| phrase.list)
            {
                let ending = self.rules.endings.contains(&hit.phrase);
                let to = self.folded.written_end(hit.to, &self.whole).saturating_sub(start);
                placed.push(personal::Placed { list, ending, from, to });
            }
        }
        placed
    }

    fn is_spam(&self) -> bool {
        self.scores.decides(List::Spam, sum(&self.signs), self.rules)
    }

    fn is_urgent(&self) -> bool {
        let urgent = [List::Safety, List::Legal, List::Anger, List::Leaving];
        urgent.iter().any(|list| self.scores.decides(*list, 0, self.rules))
    }

    fn is_for_staff(&self) -> bool {
        self.scores.decides(List::Staff, 0, self.rules)
    }

    /// Whether nobody but staff will see it.
    fn is_private(&self) -> bool {
        !self.is_spam() && (self.is_urgent() || self.is_for_staff())
    }

    fn route(&self) -> Route {
        if self.is_spam() {
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
        for (list, id) in Scores::topics(self.rules) {
            let score = self.scores.of(list);
            if score >= THRESHOLD && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, id));
            }
        }
        best.map_or(Route::Everyone, |(_, id)| Route::Champions(id.clone()))
    }

    fn reasons(&self, marks: &[Mark]) -> Vec<Reason> {
        let Self { rules, signs, scores, .. } = self;
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
        let topics = Scores::topics(rules).map(|(list, _)| (list, Kind::Expert));
        for (list, kind) in lists.into_iter().chain(topics) {
            let words = scores.found.iter().filter(|(known, ..)| *known == list);
            let words = words.filter_map(|(_, phrase, _)| rules.phrases.get(usize::from(*phrase)));
            let mut words: Vec<String> = words.map(|phrase| phrase.chars.iter().collect()).collect();
            let mut score = scores.of(list);
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
}

fn sum(signs: &[(&str, u16)]) -> u16 {
    signs.iter().fold(0, |sum, (_, score)| sum.saturating_add(*score))
}
