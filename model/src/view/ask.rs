//! Ask the community: search, and what the shop has answered.

use serde::{Deserialize, Serialize};

/// `/ask?q=`: what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskPage {
    /// The page's own words, in the order of the widget's `AskText`.
    pub texts: Vec<String>,
    /// What was searched for; empty when nothing.
    pub query: String,
    /// What fits, the best first; empty where nothing does.
    pub hits: Vec<HitShown>,
}

/// An article or thread that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HitShown {
    /// As in [`crate::knowledge::Hit::id`].
    pub id: String,
    /// Its page: a path of ours, or an address elsewhere (`https:`).
    pub href: String,
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
    /// The question.
    pub title: String,
    /// The answer, a paragraph each.
    pub paragraphs: Vec<String>,
}
