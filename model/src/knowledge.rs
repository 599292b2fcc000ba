//! What is known already: articles of the shop, threads of its customers.

use serde::{Deserialize, Serialize};

use crate::Seconds;

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Names it among all articles of a site: `{source}.{the source's own id}`.
    pub id: String,
    /// BCP 47 code of its language; may be empty.
    #[serde(default)]
    pub lang: String,
    /// The question, or its title.
    pub title: String,
    /// The answer as plain text, paragraphs separated by an empty line.
    pub text: String,
    /// Its page (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Seconds>,
}

/// One question to the community, with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thread {
    /// Names it among all threads of a site: `{source}.{the source's own id}`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its page, where it has one elsewhere (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether an answer was accepted.
    pub solved: bool,
    /// Whether it takes no more answers.
    #[serde(default)]
    pub closed: bool,
    /// The question first, then the answers, oldest first; of a long thread, the first ones.
    pub posts: Vec<Post>,
    /// How many posts there are in all.
    pub posts_total: u32,
}

/// A question or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Post {
    /// The source's own id.
    pub id: String,
    /// The name its author is known by.
    pub author: String,
    /// Whether the author is of the shop.
    #[serde(default)]
    pub staff: bool,
    /// When it was written.
    pub at: Seconds,
    /// Plain text, paragraphs separated by an empty line.
    pub text: String,
    /// Whether it is the answer that solved the question.
    #[serde(default)]
    pub accepted: bool,
    /// How many found it good.
    #[serde(default)]
    pub likes: u32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Found {
    /// Articles and threads, best first, taken from the sources in turn.
    pub hits: Vec<Hit>,
    /// Sources that do not answer at present: what they know is missing here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// An article or thread that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    /// As in [`Article::id`] or [`Thread::id`].
    pub id: String,
    /// Which of the two.
    pub kind: HitKind,
    /// BCP 47 code of its language; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// The title.
    pub title: String,
    /// The best passage, as plain text.
    pub passage: String,
    /// Its page, where it has one elsewhere (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Of a thread: whether an answer was accepted.
    #[serde(default)]
    pub solved: bool,
    /// How well it fits, of what we have ranked ourselves: see [`Hit::fits`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<u32>,
}

/// What fits less than this is probably about something else: `cargo xtask bench ask` tells how often that is right.
pub const FITS: u32 = 400;

impl Hit {
    /// Whether it is probably about what was searched for. Other systems have left out what is not.
    pub fn fits(&self) -> bool {
        self.fit.is_none_or(|fit| fit >= FITS)
    }
}

/// What a search can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum HitKind {
    /// An article.
    Article,
    /// A thread.
    Thread,
}
