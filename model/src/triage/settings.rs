//! `[triage]` of `site.toml`.

use serde::{Deserialize, Serialize};

/// What a site changes about triage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How its order numbers look, such as `LC-#####`: `#` is a digit, `@` a letter, `*` at the end any more digits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_numbers: Vec<String>,
    /// Ids of the topics whose questions go to customers who know about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub champions: Vec<String>,
    /// Changes of single lists.
    #[serde(default, rename = "list", skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListChange>,
}

/// What a site changes about a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChange {
    /// Which.
    pub name: ListName,
    /// Words and phrases to add; `*` at the end stands for the rest of a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// What those weigh, 1 to 100; the threshold's worth where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    /// Words and phrases to take out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// From which score on the list decides, 1 to 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<u16>,
}

/// A list that a site may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListName {
    /// Danger to people and things.
    Safety,
    /// Law, police, fraud.
    Legal,
    /// Anger.
    Anger,
    /// Threats to leave, or to tell everybody.
    Leaving,
    /// What only staff can settle.
    Staff,
    /// What spam is made of.
    Spam,
    /// Phrases in which words of the other lists mean something else.
    Except,
}

impl ListName {
    /// Its name in `site.toml` and in the lists' own lines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Legal => "legal",
            Self::Anger => "anger",
            Self::Leaving => "leaving",
            Self::Staff => "staff",
            Self::Spam => "spam",
            Self::Except => "except",
        }
    }
}

impl Settings {
    /// The changes of lists as lines that [`super::Rules::read`] reads.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        for change in &self.lists {
            let mut line = |parts: &[&str]| {
                lines.push_str(&parts.concat());
                lines.push('\n');
            };
            line(&["[", change.name.name(), "]"]);
            let weight = change.weight.unwrap_or(super::THRESHOLD).to_string();
            change.add.iter().for_each(|phrase| line(&[&weight, " ", phrase]));
            change.remove.iter().for_each(|phrase| line(&["- ", phrase]));
            if let Some(threshold) = change.threshold {
                line(&["= ", &threshold.to_string()]);
            }
        }
        lines
    }
}
