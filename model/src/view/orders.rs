//! Where is my order: what the Orders panel shows.
//!
//! Words are in one language and dates are written already. What a program wants to reckon with stands beside
//! them: states, and the three days of an arrival.

use serde::{Deserialize, Serialize};

use crate::order::{ParcelState, State};

/// `/orders`: where an order is asked for, and the orders of who the shop has told who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Orders {
    /// The panel's own words, in the order of the widget's `OrderText`.
    pub texts: Vec<String>,
    /// What was wrong with what was typed, with what to write instead; empty when nothing.
    pub wrong: String,
    /// Which field that was: `number`, `email`, `postcode`; empty where it was none or more than one.
    pub field: String,
    /// Whether these are the orders of who is known by a signed identity. Else an empty list says nothing.
    pub known: bool,
    /// Their orders, the newest first.
    pub orders: Vec<Brief>,
}

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brief {
    /// The number as the shop writes it.
    pub number: String,
    /// When it was placed; may be empty.
    pub placed: String,
    /// Where it stands, in words.
    pub headline: String,
    /// What was ordered, the first things by name: "AMD Ryzen 7, MSI B650 and 3 more".
    pub contents: String,
    /// What opens it: see [`OrderPage::token`].
    pub token: String,
}

/// `POST /orders`: an order, as told to who has proved that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderPage {
    /// The panel's own words, in the order of the widget's `OrderText`.
    pub texts: Vec<String>,
    /// Proves for an hour, instead of what was typed, that the asker may see this order: sealed, and only sent
    /// in bodies. Empty where the deployment has no key to seal with; the page then offers nothing that needs it.
    pub token: String,
    /// The number as the shop writes it: `#1001`.
    pub number: String,
    /// Where it stands as a whole.
    pub state: State,
    /// The same in words, or the shop's own name of the stage: "On its way".
    pub headline: String,
    /// What that means and what comes next, in a sentence; may be empty.
    pub note: String,
    /// "Placed on 16 November 2026"; may be empty.
    pub placed: String,
    /// Where the shop's system does not answer: as of when this is known, in a sentence. Else empty.
    pub stale: String,
    /// The stages it has gone through and those to come; empty where there are none to tell (cancelled).
    pub stages: Vec<StageShown>,
    /// The stages told to a screen reader: "Step 3 of 5: Boxing, since Monday 10:00".
    pub summary: String,
    /// When it will arrive, where that is not told of each parcel.
    pub arrival: Option<ArrivalShown>,
    /// In what it is or was sent.
    pub parcels: Vec<ParcelShown>,
    /// What was ordered and is in none of these parcels, or everything where the source does not tell which is where.
    pub lines: Vec<LineShown>,
    /// What has happened to the order, the newest first.
    pub events: Vec<EventShown>,
    /// The order's page in the shop (`https:`); may be empty.
    pub url: String,
    /// The day asked about in "Will it arrive by …?" (`2026-12-24`), with the answer in a sentence; else empty.
    pub by: String,
    /// See [`OrderPage::by`].
    pub by_answer: String,
    /// What the shopper can be told of by e-mail; nothing where this site sends none.
    pub watch: Option<Watch>,
    /// What can be reported as wrong: `late`, `damaged`, `missing`, `address`, `return`, `cancel`; those that make
    /// sense now. Empty where nobody would read it.
    pub problems: Vec<Choice>,
    /// What has been reported of this order.
    pub cases: Vec<CaseShown>,
    /// Names the next write, so that one sent twice happens once.
    pub key: String,
    /// What has just been done, in a sentence: "We will write to you when it moves". Else empty.
    pub done: String,
}

/// A stage of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageShown {
    /// Its name.
    pub name: String,
    /// When it was reached; may be empty.
    pub when: String,
    /// Where it stands: `done`, `now` or `next`.
    pub place: String,
}

/// A parcel, or a pick-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ParcelShown {
    /// "Parcel 1 of 2", or "Parcel".
    pub name: String,
    /// Where it is.
    pub state: ParcelState,
    /// The same in words.
    pub headline: String,
    /// The carrier's name; may be empty.
    pub carrier: String,
    /// The tracking number; may be empty.
    pub tracking: String,
    /// The carrier's page about it (`https:`); may be empty.
    pub url: String,
    /// When it will arrive, or has.
    pub arrival: Option<ArrivalShown>,
    /// What is in it; empty where the source does not tell.
    pub lines: Vec<LineShown>,
    /// What has happened to it, the newest first.
    pub events: Vec<EventShown>,
}

/// When something will arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArrivalShown {
    /// The three days as `2026-12-24`, for [`crate::arrival`]'s verdicts; empty where no day can be told.
    pub earliest: String,
    /// See [`ArrivalShown::earliest`].
    pub likely: String,
    /// See [`ArrivalShown::earliest`].
    pub latest: String,
    /// "Probably Tuesday, 24 November", or that no day can be told.
    pub headline: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// Something ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineShown {
    /// What it is called, with its variant.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// "1 of 3 given back"; may be empty.
    pub note: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventShown {
    /// When.
    pub when: String,
    /// What, with the place where the source tells one.
    pub text: String,
}

/// Being told by e-mail when it moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Watch {
    /// Whether an address must be typed: it is not known from the proof.
    pub needs_email: bool,
    /// Whether the shopper is told already.
    pub on: bool,
    /// What can be chosen: `shipped`, `out-for-delivery`, `delivered`, `trouble`, and the shop's own stages. Empty where
    /// nothing is to come: only [`Watch::needs_email`] counts then, for a report.
    pub stages: Vec<Choice>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// Its value in a form.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// Something that was reported as wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseShown {
    /// What to name it by on the phone: `K7M4-2QXP`.
    pub reference: String,
    /// What is wrong, in words.
    pub name: String,
    /// When it was reported, and where it stands: "Reported today 10:12. Ada Brandt is looking into it."
    pub status: String,
    /// What staff answered; may be empty.
    pub answer: String,
}

/// A page with something to read and at most one form: where links of e-mails lead. It is complete as the edge
/// renders it, and no app takes it over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Where its form is sent; empty: no form.
    pub action: String,
    /// The form's fields.
    pub fields: Vec<Field>,
    /// What stands on the form's button.
    pub submit: String,
}

/// A field of a [`Notice`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Its name in the form.
    pub name: String,
    /// Its label; empty: it is hidden.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What can be chosen; empty: a text of several lines, unless it is hidden.
    pub choices: Vec<Choice>,
}
