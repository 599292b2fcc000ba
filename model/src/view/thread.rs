//! A question to the community: asking it, and its answers.

use serde::{Deserialize, Serialize};

/// `/ask/new`: where a question is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskingPage {
    /// The page's own words, in the order of the widget's `ThreadText`.
    pub texts: Vec<String>,
}

/// `/ask/{id}`: a question with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThreadPage {
    /// The page's own words, in the order of the widget's `ThreadText`.
    pub texts: Vec<String>,
    /// As in [`crate::knowledge::Thread::id`].
    pub id: String,
    /// The question's title.
    pub title: String,
}
