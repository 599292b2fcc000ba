//! A product put together, and what it costs for a while.

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::choose::configure::Configurable;
use crate::money::Money;

/// `/configure/{product}`: its options, and what they come to. [`Configurable`] prices and checks them, here as there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfigurePage {
    /// The page's own words, in the order of the widget's `ConfigureText`.
    pub texts: Vec<String>,
    /// What the product is called.
    pub title: String,
    /// What the shop says of it; may be empty.
    pub intro: String,
    /// Its id among all products of the site.
    pub id: String,
    /// What can be chosen, and the rules.
    pub product: Configurable,
    /// How many digits the minor unit of its currency has.
    pub digits: u32,
    /// What is chosen, as the address has it: `processor=r7-9800x3d&drive=nvme-2tb*2`.
    pub options: String,
    /// When it arrives if it is ordered now, for every number of days in which it can be ready.
    pub estimates: Vec<Estimate>,
    /// What to choose instead, where it cannot be bought; nothing where the rules leave no way out.
    pub repair: Option<RepairShown>,
    /// For how many days its price can be held, in a sentence; empty: not at all.
    pub held: String,
}

/// What can be bought instead of what cannot. Only the edge looks for it: that is a search through all choices, and who
/// never needs one should not have to download it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairShown {
    /// What is chosen then, as in [`ConfigurePage::options`].
    pub options: String,
    /// What changes, and what that costs, a sentence each.
    pub changes: Vec<String>,
}

/// Names the option that was changed last, in addresses: a repair leaves it alone if it can. No option can be called so.
pub const LAST: &str = "last_changed";

/// When something arrives that is ready in so many days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Estimate {
    /// In how many working days it is sent.
    pub days: u32,
    /// When it arrives then, in a sentence.
    pub text: String,
}

/// `/quote/{quote}`: what a product costs as it was put together, until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotePage {
    /// The page's heading.
    pub title: String,
    /// The product's id among all products of the site.
    pub product: String,
    /// What was chosen, as in [`ConfigurePage::options`].
    pub options: String,
    /// What it costs.
    pub amount: Money,
    /// In how many working days it is sent.
    pub days: u32,
    /// From when on it is not promised any more.
    pub expires: Seconds,
    /// Whether it is promised now.
    pub holds: bool,
    /// The amount, written.
    pub price: String,
    /// Until when it is promised, in a sentence.
    pub until: String,
    /// When it arrives if it is ordered now, in a sentence; empty once it is promised no more.
    pub arrival: String,
    /// What was chosen, in words.
    pub lines: Vec<QuoteLine>,
    /// What stands for it in addresses and in carts, signed.
    pub quote: String,
    /// Whether the shop's cart takes it.
    pub cart: bool,
}

/// An option of a quote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuoteLine {
    /// What the option is called.
    pub option: String,
    /// What was chosen, with how many of it.
    pub choice: String,
}
