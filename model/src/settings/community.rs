//! `[community]` of `site.toml`.

use serde::{Deserialize, Serialize};

use crate::text::Localized;

/// How customers of a site ask and answer each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// The rules of conduct, shown where one writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Localized>,
    /// Whether what a stranger writes first waits for staff's yes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approve_first: bool,
}
