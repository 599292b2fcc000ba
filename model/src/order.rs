//! Orders, as every source tells them: what, where and when. Never an address, a name or a payment.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use crate::Seconds;

/// An order, as told to who has proved that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// The number as the shop writes it: `#1001`.
    pub number: String,
    /// When it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Seconds>,
    /// Where it stands as a whole.
    pub state: State,
    /// The state in the source's own words, such as a stage that only this shop has; may be empty.
    #[serde(default)]
    pub stage: String,
    /// The country it is sent to (ISO 3166-1 alpha-2, in capitals): no more of an address is ever known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// Whether it is fetched from the shop instead of sent, as far as the source tells.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub pickup: bool,
    /// What was ordered.
    pub lines: Vec<Line>,
    /// In what it is or was sent.
    #[serde(default)]
    pub parcels: Vec<Parcel>,
    /// Whether there are more lines or parcels than are told here: orders have no end, answers do.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub truncated: bool,
    /// What has happened, oldest first, as far as the source tells.
    #[serde(default)]
    pub events: Vec<Event>,
    /// The order's page in the shop (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Where an order stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Placed, not yet paid.
    AwaitingPayment,
    /// Being made ready.
    Processing,
    /// Nothing goes on until somebody acts: a question, a check, a missing part.
    OnHold,
    /// All or some of it waits for goods that are not there.
    BackOrdered,
    /// Some of it is on its way.
    PartlyShipped,
    /// All of it is on its way.
    Shipped,
    /// Waits to be fetched.
    ReadyForPickup,
    /// All of it has arrived or was fetched.
    Delivered,
    /// Called off.
    Cancelled,
    /// Some of the money was given back.
    PartlyRefunded,
    /// All of the money was given back.
    Refunded,
    /// Sent back.
    Returned,
    /// The source told something that has no name here; see [`Order::stage`].
    Unknown,
}

impl State {
    /// The names in JSON: the browser reads without serde.
    pub const NAMES: [(&'static str, Self); 13] = [
        ("awaiting-payment", Self::AwaitingPayment),
        ("processing", Self::Processing),
        ("on-hold", Self::OnHold),
        ("back-ordered", Self::BackOrdered),
        ("partly-shipped", Self::PartlyShipped),
        ("shipped", Self::Shipped),
        ("ready-for-pickup", Self::ReadyForPickup),
        ("delivered", Self::Delivered),
        ("cancelled", Self::Cancelled),
        ("partly-refunded", Self::PartlyRefunded),
        ("refunded", Self::Refunded),
        ("returned", Self::Returned),
        ("unknown", Self::Unknown),
    ];
}

/// Something ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// The variant: "Black / XL"; may be empty.
    #[serde(default)]
    pub variant: String,
    /// The stock-keeping unit; may be empty.
    #[serde(default)]
    pub sku: String,
    /// How many were ordered.
    pub quantity: u32,
    /// How many were given back or called off.
    #[serde(default)]
    pub removed: u32,
    /// The product, as in [`Product::id`](crate::product::Product::id), where the source tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
}

/// A parcel, or a pick-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parcel {
    /// The carrier as the shop names it; may be empty.
    #[serde(default)]
    pub carrier: String,
    /// The tracking number; may be empty.
    #[serde(default)]
    pub tracking: String,
    /// The carrier's page about it (`https:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it is.
    pub state: ParcelState,
    /// When it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped: Option<Seconds>,
    /// When it is expected, as the carrier or the shop tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Seconds>,
    /// When it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Seconds>,
    /// What is in it; empty where the source does not tell.
    #[serde(default)]
    pub contents: Vec<Packed>,
    /// What has happened to it, oldest first.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// Where a parcel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ParcelState {
    /// Being packed, or labelled and not yet handed over.
    Preparing,
    /// On its way.
    InTransit,
    /// On the last van.
    OutForDelivery,
    /// Waits to be fetched.
    ReadyForPickup,
    /// Arrived.
    Delivered,
    /// Could not be delivered: nobody there, wrong address.
    Failed,
    /// On its way back.
    Returning,
    /// Called off before it left.
    Cancelled,
    /// The source does not tell.
    Unknown,
}

/// What of a line is in a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Packed {
    /// Index into [`Order::lines`].
    pub line: u32,
    /// How many.
    pub quantity: u32,
}

impl ParcelState {
    /// The names in JSON: see [`State::NAMES`].
    pub const NAMES: [(&'static str, Self); 9] = [
        ("preparing", Self::Preparing),
        ("in-transit", Self::InTransit),
        ("out-for-delivery", Self::OutForDelivery),
        ("ready-for-pickup", Self::ReadyForPickup),
        ("delivered", Self::Delivered),
        ("failed", Self::Failed),
        ("returning", Self::Returning),
        ("cancelled", Self::Cancelled),
        ("unknown", Self::Unknown),
    ];
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// When.
    pub at: Seconds,
    /// What, in the source's words.
    pub text: String,
    /// A town, as the carrier tells it; may be empty.
    #[serde(default)]
    pub place: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        let quoted = |name: &str| format!("\"{name}\"");
        for (name, state) in State::NAMES {
            assert_eq!(serde_json::to_string(&state).unwrap(), quoted(name));
        }
        for (name, state) in ParcelState::NAMES {
            assert_eq!(serde_json::to_string(&state).unwrap(), quoted(name));
        }
    }
}
