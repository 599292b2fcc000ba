//! Products by their specs, beside each other, and by themselves.
//!
//! Addresses (`href`) are paths with their query, without what every link keeps ([`crate::page::Keep`]); an empty one
//! leads nowhere.

use serde::{Deserialize, Serialize};

/// `/choose/by-spec`: the catalogue's own specs as filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecsPage {
    /// The page's own words, in the order of the widget's `SpecsText`.
    pub texts: Vec<String>,
    /// What the page is called: the category, if one is chosen.
    pub title: String,
    /// The kinds of products to choose from; empty once one is chosen, and where there is but one.
    pub categories: Vec<Step>,
    /// Leads back to the kinds of products.
    pub all: String,
    /// What was chosen, each leading to the page without it.
    pub chosen: Vec<Step>,
    /// The page without anything chosen.
    pub clear: String,
    /// Numbers that were typed and not understood, in sentences that say what to write.
    pub unread: Vec<String>,
    /// What products can be filtered by, those that most of them state first.
    pub filters: Vec<FilterShown>,
    /// How many products fit; where none does, `products` are the nearest.
    pub fitting: u32,
    /// Where none fits: what to drop, each leading to the page without it, with how many are left then.
    pub relax: Vec<Step>,
    /// In which orders the products can be; the present one is on.
    pub sorts: Vec<SortShown>,
    /// What a form of the page repeats of its address, beside what it asks for itself.
    pub state: Vec<(String, String)>,
    /// The place of the first product shown among those that fit, from 1.
    pub first: u32,
    /// The products of this page.
    pub products: Vec<ProductCard>,
    /// The page before and the next one.
    pub previous: String,
    /// See [`SpecsPage::previous`].
    pub next: String,
    /// Products ticked for a comparison that are not among those shown.
    pub picked: Vec<String>,
    /// The comparison of what is ticked, where that is enough.
    pub compare: String,
}

/// A link to another state of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What it is about.
    pub text: String,
    /// How many products there are then.
    pub count: u32,
    /// Where it leads.
    pub href: String,
    /// Whether it is chosen, so that the link takes it back.
    pub on: bool,
}

/// A spec to filter by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilterShown {
    /// What it is called.
    pub name: String,
    /// Its choices, or parts of its range; what would leave nothing leads nowhere.
    pub choices: Vec<Step>,
    /// Where it is a range that can be typed: its ends.
    pub range: Option<RangeShown>,
}

/// The ends of a range, in a form of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RangeShown {
    /// The parameter's name; `.from` and `.to` behind it are the ends.
    pub field: String,
    /// What was typed.
    pub low: String,
    /// See [`RangeShown::low`].
    pub high: String,
    /// What can be typed, in a sentence.
    pub help: String,
    /// What the form repeats of the address.
    pub state: Vec<(String, String)>,
}

/// An order of products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SortShown {
    /// Its value in the address.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it is the present one.
    pub on: bool,
}

/// A product in a list, with what can be done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductCard {
    /// As in [`crate::product::Product::id`].
    pub id: String,
    /// What the shop calls it.
    pub name: String,
    /// Its page in the shop (`https:`); may be empty.
    pub url: String,
    /// The brand; may be empty.
    pub brand: String,
    /// What it costs; may be empty.
    pub price: String,
    /// Whether it is in stock, in words; empty where nobody tells.
    pub stock: String,
    /// The specs that tell it from its neighbours: name and value.
    pub facts: Vec<(String, String)>,
    /// Whether it can be put together.
    pub configure: bool,
    /// Whether it can be put into the shop's cart.
    pub cart: bool,
    /// Whether it is ticked for a comparison.
    pub picked: bool,
    /// The comparison without it.
    pub remove: String,
}

/// `/choose/compare`: two to four products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparePage {
    /// The page's own words, in the order of the widget's `SpecsText`.
    pub texts: Vec<String>,
    /// What the page is called.
    pub title: String,
    /// What is missing for the comparison that was asked for, in sentences.
    pub notes: Vec<String>,
    /// The products, in the order of the address.
    pub products: Vec<ProductCard>,
    /// What differs.
    pub differences: Vec<SpecLine>,
    /// What is the same of all: name and value.
    pub same: Vec<(String, String)>,
    /// Where another product is found; empty where there is no room, or nothing to find it by.
    pub add: String,
}

/// A spec of several products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecLine {
    /// What it is called.
    pub name: String,
    /// What each product says; empty where it says nothing.
    pub texts: Vec<String>,
}

/// `/products/{id}`: a product by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductPage {
    /// The page's own words, in the order of the widget's `SpecsText`.
    pub texts: Vec<String>,
    /// The product; its facts are all of its specs.
    pub product: ProductCard,
    /// What the shop says of it, a paragraph each.
    pub description: Vec<String>,
    /// In what forms it is sold: name and price.
    pub variants: Vec<(String, String)>,
    /// Where it is compared with others; empty where nobody could choose with which.
    pub compare: String,
}
