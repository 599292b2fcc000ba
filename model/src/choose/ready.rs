//! A guide ready to show and to run: in one language, its rules held against the values of its products
//! already. Who has it can rank without units, conditions or a request.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::guide::{self, Guide};
use super::spec::{Measure, Value};
use super::table::{AVAILABLE, Column, PRICE, Table, currency};
use crate::id::Invalid;
use crate::lang::Lang;
use crate::money::Currency;
use crate::product::Product;
use crate::text::Localized;

/// A guide with its products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ready {
    /// What it asks, in one language.
    pub words: Words,
    /// What its products say.
    pub columns: Columns,
    /// What is shown of its products; may be empty where another tells.
    pub cards: Cards,
}

/// What a guide asks, in one language, with its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// Names it in addresses.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for; may be empty.
    pub intro: String,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// What the columns that are shown of a result are called; they are the first ones.
    pub labels: Vec<String>,
}

/// What the products of a guide say, the same in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Columns {
    /// A column for each spec, without the values, which the rules know already.
    pub columns: Vec<Column>,
    /// The currency's code; empty where nothing has a price.
    pub currency: String,
    /// What the codes of the column [`PRICE`] are, from 1, in minor units: pages write them as their language
    /// does.
    pub amounts: Vec<i64>,
    /// How many products there are: the length of every column's codes.
    pub products: u32,
}

/// What is shown of each product: lists of equal length, so that names of members are not sent with each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cards {
    /// As in [`Product::id`].
    pub ids: Vec<String>,
    /// What the shop calls them.
    pub names: Vec<String>,
    /// Their pages in the shop; empty where there is none.
    pub urls: Vec<String>,
    /// Their pictures; empty where there is none.
    pub images: Vec<String>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// Names it in addresses.
    pub id: String,
    /// The question.
    pub text: String,
    /// What helps to answer it; may be empty.
    pub help: String,
    /// Whether several answers can be true at once.
    pub many: bool,
    /// It is asked only where all of these hold.
    pub when: Vec<When>,
    /// What can be answered, beside "I don't know".
    pub answers: Vec<Answer>,
}

/// A condition on an earlier question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct When {
    /// Which of the guide's questions, from 0.
    pub question: u32,
    /// Which of its answers, from 0.
    pub answers: Vec<u32>,
    /// Whether it must be none of them, instead of one.
    pub not: bool,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// Names it in addresses.
    pub id: String,
    /// What the customer says.
    pub text: String,
    /// What it says of products.
    pub rules: Vec<Rule>,
}

/// What an answer says of products by one spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// Which of the columns, from 0.
    pub column: u32,
    /// The codes that fit, as ranges: from, up to and including, from, …
    pub yes: Vec<u32>,
    /// The codes that do not, likewise. What is in neither cannot be told, as 0 cannot.
    pub no: Vec<u32>,
    /// What counts for what fits and against what does not; 0: what does not fit is left out.
    pub points: i32,
    /// What counts for what says nothing: the average of those that do, so that nobody gains by silence.
    pub silent: i32,
    /// Why that is good, where it is; may be empty. `{value}` is what the product says.
    pub pro: String,
    /// Why that is bad, where it is; may be empty.
    pub con: String,
}

impl Rule {
    /// Whether what does not fit is left out.
    pub const fn is_need(&self) -> bool {
        self.points == 0
    }

    /// Whether a code fits; nothing where that cannot be told.
    pub fn fits(&self, code: u32) -> Option<bool> {
        if within(&self.yes, code) {
            Some(true)
        } else if within(&self.no, code) {
            Some(false)
        } else {
            None
        }
    }
}

/// Whether one of the ranges has this code.
pub fn within(ranges: &[u32], code: u32) -> bool {
    ranges.chunks_exact(2).any(|range| range[0] <= code && code <= range[1])
}

/// The ranges of the codes for which this is so.
pub fn ranges(codes: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut ranges: Vec<u32> = Vec::new();
    for (code, _) in (1_u32..).zip(codes).filter(|(_, fits)| *fits) {
        match ranges.last_mut() {
            Some(end) if *end + 1 == code => *end = code,
            _ => ranges.extend([code, code]),
        }
    }
    ranges
}

impl Columns {
    /// The price; its codes are in the order of the amounts.
    pub fn price(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.spec == PRICE)
    }

    /// What a product costs, in minor units.
    pub fn amount(&self, product: usize) -> Option<i64> {
        let code = *self.price()?.codes.get(product)? as usize;
        self.amounts.get(code.checked_sub(1)?).copied()
    }

    /// How many codes a column has, beside 0.
    pub(super) fn codes(&self, column: &Column) -> usize {
        if column.spec == PRICE { self.amounts.len() } else { column.texts.len() }
    }
}

/// The products of a catalogue that a guide chooses among.
pub fn candidates<'a>(guide: &Guide, products: &'a [Product]) -> Result<Vec<&'a Product>, Invalid> {
    let all: Vec<&Product> = products.iter().collect();
    let mut kept = vec![true; all.len()];
    for condition in &guide.among {
        let column = Column::of(&condition.spec, &all, currency(&all), &|_| String::new());
        let fits = condition.test(currency(&all))?.column(&column);
        for (kept, code) in kept.iter_mut().zip(&column.codes) {
            *kept &=
                (*code as usize).checked_sub(1).and_then(|at| fits.get(at).copied().flatten()) == Some(true);
        }
    }
    Ok(all.into_iter().zip(kept).filter_map(|(product, kept)| kept.then_some(product)).collect())
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
        let weighs = answer
            .weighs
            .iter()
            .map(|weigh| rule(&weigh.condition, weigh.points.get(), maybe(&weigh.pro), maybe(&weigh.con)));
        let needs = answer.needs.iter().map(|need| rule(&need.condition, 0, String::new(), say(&need.con)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_as_ranges() {
        for (fits, expect) in [
            (&[][..], &[][..]),
            (&[false, false], &[]),
            (&[true, true, true], &[1, 3]),
            (&[true, false, true, true, false], &[1, 1, 3, 4]),
        ] {
            let ranges = ranges(fits.iter().copied());
            assert_eq!(ranges, expect);
            for (code, fits) in (1..).zip(fits) {
                assert_eq!(within(&ranges, code), *fits);
            }
            assert!(!within(&ranges, 0));
        }
    }
}
