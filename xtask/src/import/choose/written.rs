//! `options/*.toml` as it is written: with amounts as texts, and choices by the ids of products.

use std::collections::BTreeMap;

use model::choose::guide::Id;
use model::money::Currency;
use model::text::Localized;
use serde::Deserialize;

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) currency: Currency,
    pub(super) price: String,
    #[serde(default)]
    pub(super) days: u32,
    #[serde(rename = "option")]
    pub(super) options: Vec<WrittenOption>,
    #[serde(default, rename = "rule")]
    pub(super) rules: Vec<WrittenRule>,
    #[serde(default, rename = "combination")]
    pub(super) combinations: Vec<WrittenCombination>,
}

/// `[[option]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenOption {
    pub(super) id: Id,
    pub(super) text: Localized,
    pub(super) help: Option<Localized>,
    pub(super) least: Option<u32>,
    pub(super) most: Option<u32>,
    pub(super) default: Option<Id>,
    #[serde(rename = "choice")]
    pub(super) choices: Vec<WrittenChoice>,
}

/// `[[option.choice]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenChoice {
    pub(super) id: Id,
    pub(super) text: Option<Localized>,
    pub(super) product: Option<String>,
    pub(super) price: Option<String>,
    #[serde(default, rename = "tier")]
    pub(super) tiers: Vec<WrittenTier>,
    #[serde(default)]
    pub(super) days: u32,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, WrittenFact>,
}

/// A fact of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum WrittenFact {
    Number(i64),
    Word(String),
}

/// `[[option.choice.tier]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTier {
    pub(super) from: u32,
    pub(super) price: String,
}

/// `[[rule]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRule {
    pub(super) text: Localized,
    pub(super) same: Option<String>,
    pub(super) sum: Option<String>,
    #[serde(default)]
    pub(super) reserve: u32,
    pub(super) percent: Option<u32>,
    pub(super) within: Option<String>,
    #[serde(default)]
    pub(super) choices: Vec<String>,
    #[serde(default)]
    pub(super) need: Vec<String>,
    #[serde(default)]
    pub(super) exclude: Vec<String>,
}

/// `[[combination]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCombination {
    pub(super) text: Localized,
    pub(super) choices: Vec<String>,
    pub(super) price: String,
}
