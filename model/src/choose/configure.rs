//! A product that is put together: its options, the rules between them, and what it costs. One function
//! prices and one checks; the browser runs them at every change, and the edge again before it signs.

mod quote;
mod repair;
mod rules;
mod selection;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::money::Currency;

pub use quote::Quote;
pub use repair::{Change, Repair, repair};
pub use selection::{NONE, PIECES, Picked, Selection};

/// A product that is put together, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Configurable {
    /// The currency of every amount here.
    pub currency: Currency,
    /// What it costs before anything is chosen, in minor units.
    pub base: i64,
    /// In how many days it is sent, before anything is chosen.
    pub days: u32,
    /// What is to be chosen.
    pub options: Vec<Choosing>,
    /// What must hold between the choices.
    pub rules: Vec<Rule>,
    /// What certain choices cost together, beside their own prices.
    pub combinations: Vec<Combination>,
}

/// Something to be chosen, such as the processor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choosing {
    /// Names it in addresses.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// What helps to choose; may be empty.
    pub help: String,
    /// The fewest pieces of a choice; 0: it can be left out.
    pub least: u32,
    /// The most pieces of a choice.
    pub most: u32,
    /// What is chosen while nobody chooses; nothing: left out.
    pub default: Option<u32>,
    /// Of what one is chosen.
    pub choices: Vec<Choice>,
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ConfigurableChoice"))]
pub struct Choice {
    /// Names it in addresses.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// The product of the catalogue that it is; may be empty.
    pub product: String,
    /// What a piece costs, in minor units.
    pub price: i64,
    /// What a piece costs instead if there are more, the fewest pieces first.
    pub tiers: Vec<Tier>,
    /// Until when a piece is there, in days.
    pub days: u32,
    /// What rules look at.
    pub facts: Vec<Fact>,
}

/// A price from a number of pieces on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tier {
    /// From so many pieces on.
    pub pieces: u32,
    /// What each of them costs, in minor units.
    pub price: i64,
}

/// Something that rules look at: "socket" is "AM5", "power" is 120.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    /// What it is about.
    pub name: String,
    /// Its number, in the unit in which the rules' sentences tell it.
    pub number: i64,
    /// Its word; empty if it is a number.
    pub word: String,
}

/// What must hold, and what is said where it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// What must hold.
    pub check: Check,
    /// Why it cannot be: `{needed}` and `{limit}` are the two sides of an [`Check::AtMost`].
    pub text: String,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// All choices that have this fact have it alike: the socket of processor and board.
    Same(String),
    /// The sum of a fact, piece by piece, is within the least that another fact allows. Where no choice limits
    /// it, it holds.
    AtMost(AtMost),
    /// If one of the first is chosen, one of the second must be.
    Needs(Vec<Place>, Vec<Place>),
    /// If one of the first is chosen, none of the second can be.
    Excludes(Vec<Place>, Vec<Place>),
}

/// A sum and its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtMost {
    /// The fact that is summed.
    pub sum: String,
    /// What is always added to the sum.
    pub reserve: i64,
    /// What the sum with its reserve counts, in percent.
    pub percent: i64,
    /// The fact that limits it.
    pub within: String,
}

/// A choice by its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ConfigurablePlace"))]
pub struct Place {
    /// Which option, from 0.
    pub option: u32,
    /// Which of its choices, from 0.
    pub choice: u32,
}

/// What choices cost together, beside their own prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Combination {
    /// What it is called.
    pub text: String,
    /// The choices, all of which must be chosen.
    pub of: Vec<Place>,
    /// What is added, in minor units: less than 0 where it is cheaper together.
    pub price: i64,
}

/// What a selection costs, and when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Priced {
    /// In minor units, all included; never below 0.
    pub total: i64,
    /// The combinations that apply, from 0.
    pub combinations: Vec<usize>,
    /// In how many days it is sent.
    pub days: u32,
}
