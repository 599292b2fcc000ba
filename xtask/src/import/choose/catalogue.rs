//! A guide held against the catalogue: what it weighs must be there, and make a difference.

use model::choose::condition::{Condition, holds};
use model::choose::guide::Guide;
use model::choose::ready;
use model::choose::spec::Measure;
use model::choose::table::{AVAILABLE, BRAND, Column, PRICE, Table, currency, specs};
use model::money::Currency;
use model::product::Product;

use super::super::mistake::{Mistake, meant};
use super::super::rows::product::Row;
use super::guide::Read;

/// How many specs a sentence names.
const MOST_NAMED: usize = 8;

/// What a guide chooses among.
pub(super) struct Candidates<'a> {
    /// The products, with where they stand in the catalogue, from 0.
    pub(super) products: Vec<(usize, &'a Product)>,
    pub(super) table: Table,
    pub(super) currency: Option<&'a Currency>,
}

/// A guide and its candidates, and what is wrong with them.
pub(super) struct Check<'a> {
    pub(super) read: &'a Read,
    rows: &'a [Row],
    pub(super) candidates: &'a Candidates<'a>,
    found: Vec<Mistake>,
}

/// The candidates of a guide, or all that does not fit the catalogue.
pub(super) fn check<'a>(read: &Read, rows: &'a [Row]) -> Result<Candidates<'a>, Vec<Mistake>> {
    let guide = &read.content;
    let wrong = |line: usize, sentence| Mistake { file: read.file.clone(), line: Some(line), sentence };
    let products: Vec<&'a Product> = rows.iter().map(|row| &row.product).collect();
    let known = specs(&products);
    let mut found = Vec::new();
    for (condition, line) in guide.among.iter().zip(&read.lines.among) {
        if let Some(sentence) = unknown(&condition.spec, &known, "the catalogue") {
            found.push(wrong(*line, sentence));
        }
        found.extend(condition.test(currency(&products)).err().map(|told| wrong(*line, told.0)));
    }
    if !found.is_empty() {
        return Err(found);
    }
    let kept = ready::candidates(guide, &products).unwrap_or_default();
    // Both are in the order of the catalogue.
    let mut next = kept.iter().peekable();
    let mut is_kept = |product: &Product| next.next_if(|kept| std::ptr::eq(**kept, product)).is_some();
    let own: Vec<(usize, &'a Product)> =
        products.iter().copied().enumerate().filter(|(_, product)| is_kept(product)).collect();
    if own.is_empty() {
        let line = read.lines.among.first().copied().unwrap_or(1);
        let sentence = "no product of the catalogue is among these; write conditions that some meet, or add such products";
        return Err(vec![wrong(line, sentence.to_owned())]);
    }
    let list: Vec<&'a Product> = own.iter().map(|(_, product)| *product).collect();
    let candidates =
        Candidates { table: ready::columns(guide, &list), currency: currency(&list), products: own };
    let mut check = Check { read, rows, candidates: &candidates, found: Vec::new() };
    check.shown(guide);
    check.rules(guide);
    if check.found.is_empty() {
        check.paths(guide);
    }
    let found = check.found;
    if found.is_empty() { Ok(candidates) } else { Err(found) }
}

/// What is wrong with a spec's name.
fn unknown(spec: &str, known: &[&str], of: &str) -> Option<String> {
    if [PRICE, BRAND, AVAILABLE].contains(&spec) || known.contains(&spec) {
        return None;
    }
    let instead = match meant(spec, known.iter().copied().chain([PRICE, BRAND, AVAILABLE])) {
        Some(known) => format!("did you mean `{known}`?"),
        None if known.is_empty() => "write what they say below `specs` of products.jsonl".to_owned(),
        None => {
            let named: Vec<String> = known.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
            format!("write one that they have, such as {}", named.join(", "))
        }
    };
    Some(format!("no product of {of} has the spec `{spec}`; {instead}"))
}

impl Check<'_> {
    pub(super) fn wrong(&mut self, line: usize, sentence: String) {
        self.found.push(Mistake { file: self.read.file.clone(), line: Some(line), sentence });
    }

    fn of_product(&self, at: usize, sentence: String) -> Mistake {
        let Row { product, line } = &self.rows[at];
        match line {
            Some(_) => Mistake { file: "products.jsonl".into(), line: *line, sentence },
            None => Mistake {
                file: self.read.file.clone(),
                line: None,
                sentence: format!("product `{}`: {sentence}", product.id),
            },
        }
    }

    fn known(&self) -> Vec<&str> {
        specs(&self.candidates.products.iter().map(|(_, product)| *product).collect::<Vec<_>>())
    }

    /// The specs that are shown.
    fn shown(&mut self, guide: &Guide) {
        for (shown, line) in guide.specs.iter().zip(&self.read.lines.specs) {
            if let Some(sentence) = unknown(&shown.name, &self.known(), "this guide") {
                self.wrong(*line, sentence);
            }
        }
    }

    /// Each rule by itself.
    fn rules(&mut self, guide: &Guide) {
        for (question, lines) in guide.questions.iter().zip(&self.read.lines.questions) {
            for (answer, lines) in question.answers.iter().zip(&lines.answers) {
                let weighs = answer.weighs.iter().map(|weigh| &weigh.condition).zip(&lines.weighs);
                let needs = answer.needs.iter().map(|need| &need.condition).zip(&lines.needs);
                let rules = weighs.map(|one| (one, false)).chain(needs.map(|one| (one, true)));
                for ((condition, line), need) in rules {
                    if let Some(sentence) = self.rule(condition, *line, need) {
                        self.wrong(*line, sentence);
                    }
                }
            }
        }
    }

    fn rule(&mut self, condition: &Condition, line: usize, need: bool) -> Option<String> {
        let spec = &condition.spec;
        if let Some(sentence) = unknown(spec, &self.known(), "this guide") {
            return Some(sentence);
        }
        let test = match condition.test(self.candidates.currency) {
            Ok(test) => test,
            Err(told) => return Some(told.0),
        };
        let column = &self.candidates.table.columns[self.candidates.table.column(spec)?];
        if spec == PRICE {
            self.currencies();
        }
        if let Some(measure) = test.measure() {
            if column.measure() != Some(measure) {
                let example = column.texts.first().map_or("", String::as_str);
                return Some(format!(
                    "`{spec}` does not compare with that: products say such as \"{example}\"; write a number with a unit of the same measure"
                ));
            }
            self.comparable(column, measure, line);
        }
        let written = condition.is.iter().chain(&condition.is_not).chain(&condition.has);
        for (named, words) in test.named().zip(written) {
            if !column.values.iter().any(|value| holds(value, named)) {
                let instead = meant(words, column.texts.iter().map(String::as_str)).map_or_else(
                    || {
                        format!(
                            "write one that there is, such as \"{}\"",
                            column.texts.first().map_or("", String::as_str)
                        )
                    },
                    |text| format!("did you mean \"{text}\"?"),
                );
                return Some(format!("no product of this guide says \"{words}\" of `{spec}`; {instead}"));
            }
        }
        let fits = test.column(column);
        let of = |code: &u32| (*code as usize).checked_sub(1).and_then(|at| fits.get(at).copied().flatten());
        let told: Vec<Option<bool>> = column.codes.iter().map(of).collect();
        if told.iter().all(|fits| *fits == Some(true)) {
            return Some(format!(
                "every product fits this, so it changes nothing; write a narrower condition on `{spec}`, or take it out"
            ));
        }
        if told.iter().all(|fits| *fits != Some(true)) {
            return Some(if need {
                format!(
                    "no product fits this, so the answer leaves none; write a wider condition on `{spec}`, or take it out"
                )
            } else {
                format!(
                    "no product fits this, so it changes nothing; write a wider condition on `{spec}`, or take it out"
                )
            });
        }
        None
    }

    /// Products whose price cannot be compared with the others'.
    fn currencies(&mut self) {
        for (at, product) in &self.candidates.products {
            if let (Some(price), Some(currency)) = (&product.price, self.candidates.currency)
                && price.currency != *currency
            {
                let sentence = format!(
                    "`price` is in {}, and most products of {} are priced in {}; write it in that",
                    price.currency.code(),
                    self.read.file,
                    currency.code()
                );
                self.found.push(self.of_product(*at, sentence));
            }
        }
    }

    /// Products that state a number in what does not compare, where the others do.
    fn comparable(&mut self, column: &Column, measure: Measure, line: usize) {
        for ((at, _), code) in
            self.candidates.products.iter().zip(&column.codes).filter(|(_, code)| **code > 0)
        {
            let (value, text) = (&column.values[*code as usize - 1], &column.texts[*code as usize - 1]);
            if value.measure().is_some_and(|own| own != measure) {
                let sentence = format!(
                    "`specs`: `{}` is \"{text}\", which does not compare with {} line {line}; write it with a unit as the other products do",
                    column.spec, self.read.file
                );
                self.found.push(self.of_product(*at, sentence));
            }
        }
    }
}
