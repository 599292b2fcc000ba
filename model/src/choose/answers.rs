//! The answers given so far, as they stand in an address: `?use=games.film&size=27&budget=unsure&desk=-`.

use super::guide::{SKIPPED, UNSURE};
use super::ready::{Question, When};

/// What was said to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Nothing yet.
    #[default]
    Open,
    /// These of its answers; at least one.
    Picked(Picks),
    /// "I don't know."
    Unsure,
    /// Passed over.
    Skipped,
}

/// Some of a question's answers, by their places from 0: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picks(u64);

/// The most answers of a question.
pub const MOST_ANSWERS: usize = 64;

impl Picks {
    /// One answer alone.
    pub fn one(answer: u32) -> Self {
        Self::default().with(answer)
    }

    /// These and one more; one beyond [`MOST_ANSWERS`] cannot be.
    #[must_use]
    pub fn with(self, answer: u32) -> Self {
        Self(self.0 | 1_u64.checked_shl(answer).unwrap_or(0))
    }

    /// Whether an answer is among them.
    pub fn has(self, answer: u32) -> bool {
        self.0.checked_shr(answer).unwrap_or(0) & 1 == 1
    }
}

/// What was said to each of a guide's questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<Given>);

impl Answers {
    /// Takes the answers out of an address's query (without the `?`), as [`Answers::write`] writes them or a form
    /// sends them (`use=games&use=film`). What is not known is passed over, and of several answers to a
    /// question that takes one, the last counts.
    pub fn read(questions: &[Question], query: &str) -> Self {
        let mut all = vec![Given::Open; questions.len()];
        for (name, value) in pairs(query) {
            let Some(at) = questions.iter().position(|question| question.id == name) else { continue };
            let (question, given) = (&questions[at], &mut all[at]);
            for id in value.split('.') {
                let answer =
                    (0..).zip(question.answers.iter().take(MOST_ANSWERS)).find(|(_, answer)| answer.id == id);
                *given = match (answer, *given) {
                    (Some((answer, _)), Given::Picked(before)) if question.many => {
                        Given::Picked(before.with(answer))
                    }
                    (Some((answer, _)), _) => Given::Picked(Picks::one(answer)),
                    (None, Given::Open | Given::Skipped) if id == UNSURE => Given::Unsure,
                    (None, Given::Open) if id == SKIPPED => Given::Skipped,
                    (None, before) => before,
                };
            }
        }
        Self(all)
    }

    /// The query, in the guide's order: one text for one set of answers, so that caches know it again. What
    /// was said to questions that are not asked any more is left out.
    pub fn write(&self, questions: &[Question]) -> String {
        let mut query = String::new();
        for (at, question) in questions.iter().enumerate() {
            let given = self.given(at);
            if given == Given::Open || !self.is_asked(questions, at) {
                continue;
            }
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&question.id);
            let mut before = '=';
            let mut say = |id: &str| {
                query.push(before);
                query.push_str(id);
                before = '.';
            };
            match given {
                Given::Open => {}
                Given::Unsure => say(UNSURE),
                Given::Skipped => say(SKIPPED),
                Given::Picked(picks) => {
                    for (number, answer) in (0..).zip(&question.answers) {
                        if picks.has(number) {
                            say(&answer.id);
                        }
                    }
                }
            }
        }
        query
    }

    /// What was said to a question.
    pub fn given(&self, question: usize) -> Given {
        self.0.get(question).copied().unwrap_or_default()
    }

    /// The same with another answer to one question.
    #[must_use]
    pub fn with(&self, question: usize, given: Given) -> Self {
        let mut all = self.0.clone();
        if all.len() <= question {
            all.resize(question + 1, Given::Open);
        }
        all[question] = given;
        Self(all)
    }

    /// Whether a question is asked, the answers to those before it being what they are.
    pub fn is_asked(&self, questions: &[Question], at: usize) -> bool {
        questions.get(at).is_some_and(|question| {
            question.when.iter().all(|when| {
                // A question asks about earlier ones alone, so this comes to an end.
                (when.question as usize) < at && self.holds(questions, when)
            })
        })
    }

    /// The answers that count: those picked of questions that are asked.
    pub fn picked(&self, questions: &[Question], at: usize) -> Picks {
        match self.given(at) {
            Given::Picked(picks) if self.is_asked(questions, at) => picks,
            _ => Picks::default(),
        }
    }

    /// The first question that is asked and not answered; none at the end.
    pub fn next(&self, questions: &[Question]) -> Option<usize> {
        (0..questions.len()).find(|at| self.given(*at) == Given::Open && self.is_asked(questions, *at))
    }

    fn holds(&self, questions: &[Question], when: &When) -> bool {
        let picked = self.picked(questions, when.question as usize);
        when.answers.iter().any(|answer| picked.has(*answer)) != when.not
    }
}

/// The parameters of a query without escapes: ids have none.
pub fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::ready::Answer;

    fn questions() -> Vec<Question> {
        let question = |id: &str, answers: &[&str], many, when| Question {
            id: id.to_owned(),
            many,
            when,
            answers: answers.iter().map(|id| Answer { id: (*id).to_owned(), ..Answer::default() }).collect(),
            ..Question::default()
        };
        let when = |question, answers: &[u32], not| vec![When { question, answers: answers.to_vec(), not }];
        vec![
            question("use", &["games", "film", "text"], true, Vec::new()),
            question("speed", &["fast", "slow"], false, when(0, &[0], false)),
            question("size", &["24", "27"], false, Vec::new()),
            question("brake", &["yes", "no"], false, when(1, &[0], true)),
        ]
    }

    #[test]
    fn addresses_hold_the_answers() {
        for (query, written, next) in [
            ("", "", Some(0)),
            ("use=games", "use=games", Some(1)),
            ("use=film.games", "use=games.film", Some(1)),
            ("use=film&use=games&use=film", "use=games.film", Some(1)),
            ("use=film", "use=film", Some(2)),
            ("use=film&speed=fast", "use=film", Some(2)),
            ("size=27&use=games&speed=fast", "use=games&speed=fast&size=27", None),
            ("size=24&use=games&speed=slow", "use=games&speed=slow&size=24", Some(3)),
            ("use=unsure&size=-", "use=unsure&size=-", Some(3)),
            ("use=-&size=unsure&brake=no", "use=-&size=unsure&brake=no", None),
            ("size=24&size=27", "size=27", Some(0)),
            ("size=24.27.", "size=27", Some(0)),
            ("size=23&lang=de&=&&use&use=zzz&\u{0}=%", "", Some(0)),
            ("size=27&size=unsure&size=-", "size=27", Some(0)),
            ("use=-&use=unsure&use=games", "use=games", Some(1)),
        ] {
            let questions = questions();
            let answers = Answers::read(&questions, query);
            assert_eq!(answers.write(&questions), written, "{query}");
            assert_eq!(answers.next(&questions), next, "{query}");
            let again = Answers::read(&questions, written);
            assert_eq!(again.write(&questions), written, "{query}");
        }
    }

    #[test]
    fn an_answer_can_be_changed() {
        let questions = questions();
        let answers = Answers::default().with(2, Given::Picked(Picks::one(1))).with(0, Given::Unsure);
        assert_eq!(answers.write(&questions), "use=unsure&size=27");
        assert_eq!(answers.with(2, Given::Open).write(&questions), "use=unsure");
        assert_eq!(answers.with(9, Given::Skipped).write(&questions), "use=unsure&size=27");
    }
}
