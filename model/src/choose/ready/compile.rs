//! From a guide's settings and the catalogue to what is shown and run.

use super::{Answer, Cards, Columns, Question, Ready, Rule, When, Words, ranges, within};
use crate::choose::condition::Condition;
use crate::choose::guide::{self, Guide};
use crate::choose::spec::{Measure, Value};
use crate::choose::table::{AVAILABLE, Column, PRICE, Table, currency};
use crate::id::Invalid;
use crate::lang::Lang;
use crate::money::Currency;
use crate::product::Product;
use crate::text::Localized;

/// The products of a catalogue that a guide chooses among.
pub fn candidates<'a>(guide: &Guide, all: &[&'a Product]) -> Result<Vec<&'a Product>, Invalid> {
    let mut kept = vec![true; all.len()];
    for condition in &guide.among {
        let column = Column::of(&condition.spec, all, currency(all), &|_| String::new());
        let fits = condition.test(currency(all))?.column(&column);
        for (kept, code) in kept.iter_mut().zip(&column.codes) {
            *kept &=
                (*code as usize).checked_sub(1).and_then(|at| fits.get(at).copied().flatten()) == Some(true);
        }
    }
    Ok(all.iter().zip(kept).filter_map(|(product, kept)| kept.then_some(*product)).collect())
}

/// What the candidates of a guide say, with the values that [`words`] needs.
pub fn columns(guide: &Guide, products: &[&Product]) -> Table {
    let mut specs = guide.specs();
    for own in [PRICE, AVAILABLE] {
        if !specs.contains(&own) {
            specs.push(own);
        }
    }
    Table::of(products, &specs, &|_| String::new())
}

impl Columns {
    /// What is sent of a guide's table.
    pub fn of(mut table: Table, currency: Option<&Currency>) -> Self {
        let mut amounts = Vec::new();
        for column in &mut table.columns {
            let values = std::mem::take(&mut column.values);
            if column.spec == PRICE {
                column.texts.clear();
                amounts = values.iter().filter_map(amount).collect();
            }
        }
        let currency = currency.map_or("", Currency::code).to_owned();
        Self { columns: table.columns, currency, amounts, products: table.products }
    }
}

fn amount(value: &Value) -> Option<i64> {
    match value {
        Value::Range(Measure::Money, amount, _) => Some(*amount),
        _ => None,
    }
}

/// What a guide asks in one language, its rules held against the values of its candidates ([`columns`]).
pub fn words(
    id: &str,
    guide: &Guide,
    table: &Table,
    currency: Option<&Currency>,
    (lang, fallback): (Lang, Lang),
) -> Result<Words, Invalid> {
    let say = |words: &Localized| words.get(lang, fallback).to_owned();
    let maybe = |words: &Option<Localized>| words.as_ref().map(&say).unwrap_or_default();
    // What products say is of another script than a sentence from right to left, and keeps its own direction in it.
    let reason = |words: String| match lang.dir() {
        "rtl" => words.replace("{value}", "\u{2068}{value}\u{2069}"),
        _ => words,
    };
    let rule = |condition: &Condition, points, pro, con| -> Result<Rule, Invalid> {
        let test = condition.test(currency)?;
        let at = table.column(&condition.spec);
        let fits = at.map(|at| test.column(&table.columns[at])).unwrap_or_default();
        let codes = |so: bool| ranges(fits.iter().map(|fits| *fits == Some(so)));
        let (yes, no) = (codes(true), codes(false));
        let silent = at.map_or(0, |at| average(&table.columns[at], &yes, &no, points));
        Ok(Rule { column: at.map_or(u32::MAX, index), yes, no, points, silent, pro, con })
    };
    let answer = |answer: &guide::Answer| -> Result<Answer, Invalid> {
        let weighs = answer.weighs.iter().map(|weigh| {
            let (pro, con) = (reason(maybe(&weigh.pro)), reason(maybe(&weigh.con)));
            rule(&weigh.condition, weigh.points.get(), pro, con)
        });
        let needs =
            answer.needs.iter().map(|need| rule(&need.condition, 0, String::new(), reason(say(&need.con))));
        let rules = needs.chain(weighs).collect::<Result<_, _>>()?;
        Ok(Answer { id: answer.id.to_string(), text: say(&answer.text), rules })
    };
    let mut questions = Vec::new();
    for question in &guide.questions {
        questions.push(Question {
            id: question.id.to_string(),
            text: say(&question.text),
            help: maybe(&question.help),
            many: question.many,
            when: question.when.iter().flat_map(|when| whens(guide, when)).collect(),
            answers: question.answers.iter().map(answer).collect::<Result<_, _>>()?,
        });
    }
    let label = |shown: &guide::Shown| shown.label.as_ref().map_or_else(|| shown.name.clone(), &say);
    Ok(Words {
        id: id.to_owned(),
        title: say(&guide.title),
        intro: maybe(&guide.intro),
        questions,
        labels: guide.specs.iter().map(label).collect(),
    })
}

/// What products get on average of a rule's points, rounded.
fn average(column: &Column, yes: &[u32], no: &[u32], points: i32) -> i32 {
    let count =
        |ranges: &[u32]| i64::from(index(column.codes.iter().filter(|code| within(ranges, **code)).count()));
    let (yes, no) = (count(yes), count(no));
    let (sum, all) = (i64::from(points) * (yes - no), (yes + no).max(1));
    i32::try_from((2 * sum + all * sum.signum()) / (2 * all)).unwrap_or(0)
}

impl Cards {
    /// What is shown of these products.
    pub fn of(products: &[&Product]) -> Self {
        let texts =
            |text: &dyn Fn(&Product) -> String| products.iter().map(|product| text(product)).collect();
        Self {
            ids: texts(&|product| product.id.clone()),
            names: texts(&|product| product.name.clone()),
            urls: texts(&|product| product.url.clone().unwrap_or_default()),
            images: texts(&|product| product.image.clone().unwrap_or_default()),
            several: products.iter().map(|product| product.price_to.is_some()).collect(),
        }
    }
}

/// A guide in one language, over its candidates.
pub fn ready(id: &str, guide: &Guide, products: &[&Product], langs: (Lang, Lang)) -> Result<Ready, Invalid> {
    let (table, currency) = (columns(guide, products), currency(products));
    let words = words(id, guide, &table, currency, langs)?;
    Ok(Ready { words, columns: Columns::of(table, currency), cards: Cards::of(products) })
}

/// The conditions of one `when`: one of these, and none of those. What is not there is no answer anybody gave.
fn whens(guide: &Guide, when: &guide::When) -> impl Iterator<Item = When> {
    let at = guide.questions.iter().position(|question| question.id == when.question);
    let answers = at.map_or(&[][..], |at| &guide.questions[at].answers);
    let find = |ids: &[guide::Id]| -> Vec<u32> {
        ids.iter().filter_map(|id| answers.iter().position(|answer| answer.id == *id)).map(index).collect()
    };
    let question = at.map_or(u32::MAX, index);
    let one = |ids: &[guide::Id], not| (!ids.is_empty()).then(|| When { question, answers: find(ids), not });
    one(&when.is, false).into_iter().chain(one(&when.is_not, true))
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
