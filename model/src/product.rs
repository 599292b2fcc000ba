//! Products, as every source tells them.

use serde::{Deserialize, Serialize};

use crate::money::Money;

/// A product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Product {
    /// Names it among all products of a site: `{source}.{the source's own id}`.
    pub id: String,
    /// What the shop calls it.
    pub name: String,
    /// Its page in the shop (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its picture (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What the shop says of it, as plain text; may be empty, or cut to [`DESCRIPTION_CHARS`].
    #[serde(default)]
    pub description: String,
    /// The brand; may be empty.
    #[serde(default)]
    pub brand: String,
    /// What it costs: of several variants, the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Of several variants, the most, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_to: Option<Money>,
    /// Whether it can be bought now; nothing where the source does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
    /// What it is, in the source's words.
    #[serde(default)]
    pub specs: Vec<Spec>,
    /// In what forms it is sold; none or one where there is no choice.
    #[serde(default)]
    pub variants: Vec<Variant>,
}

/// The most characters of a description.
pub const DESCRIPTION_CHARS: usize = 2_000;

/// One thing a product has or is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spec {
    /// What it is about: "Colour", "Memory".
    pub name: String,
    /// Its values, at least one: "16 GB".
    pub values: Vec<String>,
}

/// One form in which a product is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Variant {
    /// The source's own id: what a cart takes.
    pub id: String,
    /// What tells it from its siblings: "Black / XL"; empty of an only one.
    pub name: String,
    /// The stock-keeping unit; may be empty.
    #[serde(default)]
    pub sku: String,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Whether it can be bought now; nothing where the source does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
}

/// A page of products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Products {
    /// The products, in the sources' order.
    pub products: Vec<Product>,
    /// What `after=` takes to go on; nothing on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Sources that do not answer at present: their products are missing here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}
