//! `[desk]` of `site.toml`.

use serde::{Deserialize, Serialize};

use crate::id::Email;

/// Who answers for a site, and how soon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Within how many minutes a question is answered; none: two hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<u32>,
    /// Who may sign in by a link sent to their address.
    #[serde(default, rename = "clerk", skip_serializing_if = "Vec::is_empty")]
    pub clerks: Vec<Clerk>,
}

/// Somebody of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clerk {
    /// The name that customers know them by.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// Whether questions that nobody has answered in time come to them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub expert: bool,
}
