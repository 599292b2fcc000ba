//! A guide ready to show and to run: in one language, its rules held against the values of its products
//! already. Who has it can rank without units, conditions or a request.

mod compile;
mod cut;

use serde::{Deserialize, Serialize};

use super::table::{Column, PRICE};

pub use compile::{candidates, columns, ready, words};

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
    /// As in [`crate::product::Product::id`].
    pub ids: Vec<String>,
    /// What the shop calls them.
    pub names: Vec<String>,
    /// Their pages in the shop; empty where there is none.
    pub urls: Vec<String>,
    /// Their pictures; empty where there is none.
    pub images: Vec<String>,
    /// Whether they are sold at several prices, of which the least is told.
    #[serde(default)]
    pub several: Vec<bool>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "GuideQuestion"))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "GuideAnswer"))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "GuideRule"))]
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
