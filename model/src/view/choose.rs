//! Help me choose: what the Choose panel shows of guides.

use serde::{Deserialize, Serialize};

/// `/choose`: what helps to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choose {
    /// The page's own words, in the order of the widget's `GuideText`.
    pub texts: Vec<String>,
    /// The guides, in the shop's order.
    pub guides: Vec<Offer>,
    /// What can be put together.
    pub configurables: Vec<Offer>,
}

/// A page that is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// Its path, without what every link keeps.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What it is for; may be empty.
    pub intro: String,
}

/// `/choose/{guide}`: a guide by need, at the answers of its address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuidePage {
    /// The page's own words, in the order of the widget's `GuideText`.
    pub texts: Vec<String>,
    /// What it is called.
    pub title: String,
}
