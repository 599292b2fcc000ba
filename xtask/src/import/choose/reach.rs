//! Where the paths of a guide lead.

use model::choose::answers::{Answers, Given, Picks};
use model::choose::ready::Question;

/// How many steps are taken before a search is given up: what is not found by then counts as reached.
const MOST_STEPS: usize = 50_000;

/// Answers to a question with several that are tried together; of more, each alone and all at once.
const MOST_TOGETHER: usize = 8;

/// The questions that nobody is ever asked.
pub(super) fn never_asked(questions: &[Question]) -> Vec<usize> {
    let reached = |at: &usize| {
        let matter = matter(questions, *at);
        let tried = |question: usize| {
            if !matter.contains(&question) {
                return vec![Given::Open];
            }
            let all: Vec<u32> = (0..).zip(&questions[question].answers).map(|(answer, _)| answer).collect();
            ways(&questions[question], &all).chain([Given::Unsure]).collect()
        };
        search(questions, *at, &tried, &|answers| answers.is_asked(questions, *at))
    };
    (0..questions.len()).filter(|at| !reached(at)).collect()
}

/// Whether somebody who answers every question that is asked can come to a product that `passes` these answers.
pub(super) fn leads(questions: &[Question], passes: impl Fn(usize, u32) -> bool) -> bool {
    let tried = |question: usize| {
        let answers = (0..).zip(&questions[question].answers).map(|(answer, _)| answer);
        let passing: Vec<u32> = answers.filter(|answer| passes(question, *answer)).collect();
        ways(&questions[question], &passing).collect()
    };
    search(questions, questions.len(), &tried, &|_| true)
}

/// The questions on whose answers it depends whether a question is asked.
fn matter(questions: &[Question], at: usize) -> Vec<usize> {
    let mut matter: Vec<usize> = Vec::new();
    let mut open = vec![at];
    while let Some(next) = open.pop() {
        for on in questions[next].when.iter().map(|when| when.question as usize) {
            if on < at && !matter.contains(&on) {
                matter.push(on);
                open.push(on);
            }
        }
    }
    matter
}

/// What can be said with these answers.
fn ways(question: &Question, answers: &[u32]) -> impl Iterator<Item = Given> {
    let picks = |answers: &mut dyn Iterator<Item = u32>| answers.fold(Picks::default(), Picks::with);
    let subsets: Vec<Picks> = if question.many && answers.len() <= MOST_TOGETHER {
        let subset = |mask: usize| {
            picks(&mut (0..answers.len()).filter(|at| mask >> at & 1 == 1).map(|at| answers[at]))
        };
        (1..1_usize << answers.len()).map(subset).collect()
    } else {
        let all = (question.many && !answers.is_empty()).then(|| picks(&mut answers.iter().copied()));
        answers.iter().map(|answer| Picks::one(*answer)).chain(all).collect()
    };
    subsets.into_iter().map(Given::Picked)
}

/// Whether the questions before `end` can be answered so that something holds. `tried` is what can be said to a
/// question, which is only looked at where it is asked.
fn search(
    questions: &[Question],
    end: usize,
    tried: &dyn Fn(usize) -> Vec<Given>,
    holds: &dyn Fn(&Answers) -> bool,
) -> bool {
    fn go(
        (questions, end): (&[Question], usize),
        tried: &dyn Fn(usize) -> Vec<Given>,
        holds: &dyn Fn(&Answers) -> bool,
        answers: &Answers,
        at: usize,
        steps: &mut usize,
    ) -> bool {
        *steps += 1;
        if *steps > MOST_STEPS {
            return true;
        }
        if at == end {
            return holds(answers);
        }
        if !answers.is_asked(questions, at) {
            return go((questions, end), tried, holds, answers, at + 1, steps);
        }
        tried(at)
            .into_iter()
            .any(|given| go((questions, end), tried, holds, &answers.with(at, given), at + 1, steps))
    }
    go((questions, end), tried, holds, &Answers::default(), 0, &mut 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::choose::ready::{Answer, When};

    fn question(answers: usize, many: bool, when: Vec<When>) -> Question {
        let answers = (0..answers).map(|id| Answer { id: id.to_string(), ..Answer::default() }).collect();
        Question { many, when, answers, ..Question::default() }
    }

    fn when(question: u32, answers: &[u32], not: bool) -> When {
        When { question, answers: answers.to_vec(), not }
    }

    #[test]
    fn questions_that_nobody_is_asked_are_found() {
        for (many, conditions, never) in [
            (false, vec![], &[][..]),
            (false, vec![when(0, &[0], false)], &[]),
            (false, vec![when(0, &[0], false), when(0, &[1], false)], &[2]),
            (true, vec![when(0, &[0], false), when(0, &[1], false)], &[]),
            (true, vec![when(0, &[0], false), when(0, &[0], true)], &[2]),
            (false, vec![when(0, &[0, 1], false), when(0, &[0], true)], &[]),
            // The one between is asked only after 1.
            (false, vec![when(0, &[0], false), when(1, &[0], false)], &[2]),
            (false, vec![when(0, &[0], false), when(1, &[0], true)], &[]),
        ] {
            let questions = [
                question(2, many, vec![]),
                question(2, false, vec![when(0, &[1], false)]),
                question(1, false, conditions),
            ];
            assert_eq!(never_asked(&questions), never, "{questions:?}");
        }
    }

    #[test]
    fn paths_lead_around_what_does_not_pass() {
        let questions = [
            question(2, false, vec![]),
            question(2, false, vec![when(0, &[0], false)]),
            question(3, true, vec![]),
        ];
        for (barred, expect) in [
            (&[][..], true),
            (&[(1, 0), (1, 1)], true),
            (&[(1, 0), (1, 1), (0, 1)], false),
            (&[(2, 0), (2, 2)], true),
            (&[(2, 0), (2, 1), (2, 2)], false),
        ] {
            assert_eq!(
                leads(&questions, |question, answer| !barred.contains(&(question, answer))),
                expect,
                "{barred:?}"
            );
        }
    }
}
