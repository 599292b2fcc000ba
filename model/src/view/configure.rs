//! A product put together.

use serde::{Deserialize, Serialize};

/// `/configure/{product}`: its options, and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfigurePage {
    /// The page's own words, in the order of the widget's `ConfigureText`.
    pub texts: Vec<String>,
    /// What the product is called.
    pub title: String,
}
