//! `guides/*.toml`: what must be true of a guide by itself.

use std::ops::Range;

use model::choose::answers::MOST_ANSWERS;
use model::choose::guide::{Guide, Id};
use model::choose::rank::MOST_QUESTIONS;
use model::page::KEPT;
use toml::de::DeTable;

use super::super::mistake::{meant_or, suggest};
use super::super::rules::{once, text, texts};
use super::super::walk::Walk;
use super::files::{self, Files, entries, lines};
use super::shape::GUIDE;

/// A guide, and where it stands.
pub(super) type Read = files::Read<Guide, Lines>;

/// On which lines a guide's parts stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) among: Vec<usize>,
    pub(super) specs: Vec<usize>,
    pub(super) questions: Vec<QuestionLines>,
}

/// On which lines a question's parts stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct QuestionLines {
    pub(super) line: usize,
    pub(super) answers: Vec<AnswerLines>,
}

/// On which lines an answer's parts stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AnswerLines {
    pub(super) line: usize,
    pub(super) weighs: Vec<usize>,
    pub(super) needs: Vec<usize>,
}

/// Names of parameters that are none of a guide's questions.
const TAKEN: [&str; 3] = ["q", "after", "compare"];

/// What stands beside the guides in addresses (`model::route::Address`).
const BESIDE: [&str; 3] = ["by-spec", "compare", "counts"];

pub(super) fn read(files: &mut Files<'_>) -> Vec<Read> {
    files.read("guides", GUIDE, fits, check)
}

/// Whether a guide can be called so.
fn fits(id: &str) -> Result<(), String> {
    if BESIDE.contains(&id) {
        return Err(format!("`{id}` means something else in addresses; write another name"));
    }
    id.parse::<Id>().map(drop).map_err(|told| told.0)
}

/// Notes the first that is one too many.
fn at_most(walk: &mut Walk<'_>, what: &str, most: usize, all: &[(Range<usize>, &DeTable<'_>)]) {
    if let Some((at, _)) = all.get(most) {
        walk.wrong(at, format!("this is {what} {}; write {most} at most", most + 1));
    }
}

/// Notes what does not fit together.
fn check(walk: &mut Walk<'_>, guide: &DeTable<'_>) -> Lines {
    once(
        walk,
        "name of a [[spec]]",
        entries(guide, "spec").iter().filter_map(|(_, spec)| text(spec, "name")).collect(),
    );
    let questions = entries(guide, "question");
    at_most(walk, "question", MOST_QUESTIONS, &questions);
    once(
        walk,
        "id of a [[question]]",
        questions.iter().filter_map(|(_, question)| text(question, "id")).collect(),
    );
    for (index, (at, question)) in questions.iter().enumerate() {
        if let Some((id, at)) = text(question, "id").filter(|(id, _)| KEPT.contains(id) || TAKEN.contains(id))
        {
            walk.wrong(&at, format!("`{id}` means something else in addresses; write another id"));
        }
        let answers = entries(question, "answer");
        if answers.is_empty() {
            walk.wrong(
                at,
                "this question has no answer; write at least one below its own [[question.answer]]"
                    .to_owned(),
            );
        }
        at_most(walk, "answer", MOST_ANSWERS, &answers);
        once(
            walk,
            "id of a [[question.answer]]",
            answers.iter().filter_map(|(_, answer)| text(answer, "id")).collect(),
        );
        for (at, weigh) in answers.iter().flat_map(|(_, answer)| entries(answer, "weigh")) {
            if !weigh.contains_key("for") && !weigh.contains_key("against") {
                let sentence =
                    "this is weighed and no reason is told; write for = \"…\", against = \"…\" or both";
                walk.wrong(&at, sentence.to_owned());
            }
        }
        for (at, when) in entries(question, "when") {
            condition(walk, &at, when, &questions[..index]);
        }
    }
    let question_lines = |(at, question): &(Range<usize>, &DeTable<'_>)| QuestionLines {
        line: walk.line(at),
        answers: entries(question, "answer")
            .iter()
            .map(|(at, answer)| AnswerLines {
                line: walk.line(at),
                weighs: lines(walk, answer, "weigh"),
                needs: lines(walk, answer, "need"),
            })
            .collect(),
    };
    let questions = questions.iter().map(question_lines).collect();
    Lines { among: lines(walk, guide, "among"), specs: lines(walk, guide, "spec"), questions }
}

/// Whether a condition speaks of an earlier question and its answers.
fn condition(
    walk: &mut Walk<'_>,
    at: &std::ops::Range<usize>,
    when: &DeTable<'_>,
    earlier: &[(std::ops::Range<usize>, &DeTable<'_>)],
) {
    let Some((id, place)) = text(when, "question") else { return };
    let known: Vec<&str> = earlier.iter().filter_map(|(_, question)| Some(text(question, "id")?.0)).collect();
    let Some(asked) = known.iter().position(|known| *known == id) else {
        let before = || "write the id of a question that is asked before this one".to_owned();
        let instead = meant_or(id, known.iter().copied(), before);
        walk.wrong(&place, format!("no earlier question has the id `{id}`; {instead}"));
        return;
    };
    let answers: Vec<&str> = entries(earlier[asked].1, "answer")
        .iter()
        .filter_map(|(_, answer)| Some(text(answer, "id")?.0))
        .collect();
    let named: Vec<_> = texts(when.get("is")).into_iter().chain(texts(when.get("is_not"))).collect();
    if named.is_empty() {
        walk.wrong(at, format!("no answer to `{id}` is named; write is = [\"…\"] or is_not = [\"…\"]"));
    }
    for (answer, place) in named.into_iter().filter(|(answer, _)| !answers.contains(answer)) {
        let instead = suggest(answer, answers.iter().copied());
        walk.wrong(&place, format!("`{id}` has no answer `{answer}`; {instead}"));
    }
}
