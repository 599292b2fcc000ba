//! Products by their specs, and beside each other.

use serde::{Deserialize, Serialize};

/// `/choose/by-spec`: the catalogue's own specs as filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecsPage {
    /// The page's own words, in the order of the widget's `SpecsText`.
    pub texts: Vec<String>,
    /// What the page is called.
    pub title: String,
}

/// `/choose/compare`: two to four products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparePage {
    /// The page's own words, in the order of the widget's `SpecsText`.
    pub texts: Vec<String>,
    /// What the page is called.
    pub title: String,
}
