//! Ask the community: search, and what the shop has answered.

use serde::{Deserialize, Serialize};

/// `/ask?q=`: what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskPage {
    /// The page's own words, in the order of the widget's `AskText`.
    pub texts: Vec<String>,
    /// What was searched for; empty when nothing: then the hits are what most want to know.
    pub query: String,
    /// What was searched for before, in vain; empty when nothing.
    pub before: String,
    /// The product that it is about, as in [`crate::product::Product::id`]; may be empty.
    pub product: String,
    /// What fits, the best first; empty where nothing does.
    pub hits: Vec<HitShown>,
    /// Whether any of them fits well. Where none does, they are what is nearest.
    pub fits: bool,
    /// Whether the community can be asked.
    pub asks: bool,
    /// Sources that do not answer at present: what they know is missing here.
    pub missing: Vec<String>,
    /// The hit of which the shopper has just said whether it helped; may be empty.
    pub helped: String,
}

/// An article or thread that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HitShown {
    /// As in [`crate::knowledge::Hit::id`].
    pub id: String,
    /// Its page: a path of ours.
    pub path: String,
    /// BCP 47 code of the language of its title and passage.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// The best passage, in pieces: every second one, from the second on, is of the words searched for.
    pub passage: Vec<String>,
    /// What it is, in words: "Answer of the shop", "Solved by customers".
    pub note: String,
}

/// `/articles/{id}`: a question that the shop has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticlePage {
    /// The page's own words, in the order of the widget's `AskText`.
    pub texts: Vec<String>,
    /// As in [`crate::knowledge::Article::id`].
    pub id: String,
    /// BCP 47 code of its language; may be empty.
    pub lang: String,
    /// The question.
    pub title: String,
    /// The answer, a paragraph each.
    pub paragraphs: Vec<String>,
    /// When it was last changed, in words; may be empty.
    pub updated: String,
    /// Its page elsewhere (`https:`); may be empty.
    pub url: String,
    /// The search that found it; may be empty.
    pub query: String,
    /// As in [`AskPage::before`].
    pub before: String,
    /// As in [`AskPage::asks`].
    pub asks: bool,
    /// Whether the shopper has just said whether it helped.
    pub helped: bool,
}
