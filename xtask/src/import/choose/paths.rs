//! A guide's rules together: what changes nothing, and what nobody reaches.

use model::choose::guide::Guide;
use model::choose::ready::{self, Answer, Question, Rule};
use model::choose::table::Table;

use super::catalogue::Check;
use super::reach::{leads, never_asked};

/// How many products a sentence names.
const MOST_NAMED: usize = 3;

impl Check<'_> {
    /// The rules together: what changes nothing, and what nobody reaches.
    pub(super) fn paths(&mut self, guide: &Guide) {
        let table = &self.candidates.table;
        let langs = (model::lang::Lang::default(), model::lang::Lang::default());
        // Each rule has been looked at, so this cannot fail.
        let Ok(words) = ready::words(&self.read.id, guide, table, self.candidates.currency, langs) else {
            return;
        };
        let questions = &words.questions;
        for at in never_asked(questions) {
            let line = self.read.lines.questions[at].line;
            let sentence = format!(
                "nobody is ever asked `{}`: its conditions exclude each other; write `when` so that some answers meet it",
                questions[at].id
            );
            self.wrong(line, sentence);
        }
        for (at, question) in questions.iter().enumerate() {
            let decides =
                questions.iter().flat_map(|other| &other.when).any(|when| when.question as usize == at);
            let products = 0..self.candidates.products.len();
            let worth = |answer: &Answer| -> Vec<(i32, bool)> {
                products.clone().map(|product| effect(&answer.rules, table, product)).collect()
            };
            let worth: Vec<Vec<(i32, bool)>> = question.answers.iter().map(worth).collect();
            let changes = worth.iter().any(|worth| worth.windows(2).any(|two| two[0] != two[1]));
            let empty = (0..worth.len()).filter(|answer| worth[*answer].iter().all(|(_, is_out)| *is_out));
            let empty: Vec<usize> = empty.collect();
            for answer in &empty {
                let sentence = format!(
                    "the answer `{}` leaves no product: none meets all of its needs; write wider ones, or take one out",
                    question.answers[*answer].id
                );
                self.wrong(self.read.lines.questions[at].answers[*answer].line, sentence);
            }
            if !decides && !changes && empty.is_empty() {
                let sentence = format!(
                    "`{}` changes nothing: whatever is answered, all products stay as they are; write weigh or need below an answer, or take the question out",
                    question.id
                );
                self.wrong(self.read.lines.questions[at].line, sentence);
            }
        }
        self.products(questions);
    }

    /// Products that are left out whatever is answered.
    fn products(&mut self, questions: &[Question]) {
        let table = &self.candidates.table;
        let mut lost: Vec<(Option<usize>, Vec<&str>)> = Vec::new();
        for (row, (_, product)) in self.candidates.products.iter().enumerate() {
            let passes = |question: usize, answer: u32| {
                !effect(&questions[question].answers[answer as usize].rules, table, row).1
            };
            if leads(questions, passes) {
                continue;
            }
            let blocks = |at: &usize| {
                questions[*at].when.is_empty()
                    && (0..).zip(&questions[*at].answers).all(|(answer, _)| !passes(*at, answer))
            };
            let at = (0..questions.len()).find(blocks);
            match lost.iter_mut().find(|(other, _)| *other == at) {
                Some((_, names)) => names.push(&product.id),
                None => lost.push((at, vec![&product.id])),
            }
        }
        for (at, ids) in lost {
            let named: Vec<String> = ids.iter().take(MOST_NAMED).map(|id| format!("`{id}`")).collect();
            let more = ids.len().saturating_sub(MOST_NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let line = at.map_or(1, |at| self.read.lines.questions[at].line);
            let why = at.map_or("the questions together leave".to_owned(), |at| {
                format!("every answer to `{}` leaves", questions[at].id)
            });
            let them = if ids.len() > 1 { "them" } else { "it" };
            let sentence = format!(
                "no path leads to {}{more}: {why} {them} out; write an answer that does not, or a narrower [[among]]",
                named.join(", ")
            );
            self.wrong(line, sentence);
        }
    }
}

/// What an answer does to a product: its points, and whether it leaves it out.
fn effect(rules: &[Rule], table: &Table, product: usize) -> (i32, bool) {
    let mut worth = (0, false);
    for rule in rules {
        let code = table.columns.get(rule.column as usize).map_or(0, |column| column.codes[product]);
        match rule.fits(code) {
            Some(fits) if rule.is_need() => worth.1 |= !fits,
            Some(true) => worth.0 += rule.points,
            Some(false) => worth.0 -= rule.points,
            None => worth.0 += rule.silent,
        }
    }
    worth
}
