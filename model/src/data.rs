//! What the JSON face tells beside pages: the answers of a site's sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::product::{Product, Products};

/// The answer of a route that has no page of its own yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Data {
    /// `/products`
    Products(Products),
    /// `/products/{id}`
    Product(Product),
    /// `POST /ask`
    Asked(Asked),
    /// `POST /orders/links`
    Link(Link),
    /// `POST /cart`
    Cart(CartLink),
    /// `POST /choose/counts`
    Counted(Counted),
}

/// Where something gets into the shop's cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CartLink {
    /// An address of the shop: who opens it has it in the cart.
    pub url: String,
}

/// How somebody left a guide. Nothing tells who.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Left {
    /// The guide's id.
    pub guide: String,
    /// The id of the question that was not answered; empty where all were.
    pub left: String,
    /// The products that it showed then, as in [`Product::id`].
    #[cfg_attr(feature = "schema", schemars(length(max = SHOWN)))]
    pub shown: Vec<String>,
}

/// The most products that [`Left`] names.
pub const SHOWN: usize = 24;

/// The same as a form, in which the guide comes first. Ids have no letters that a form would write in another way.
pub fn left<'a>(guide: &str, left: &str, shown: impl Iterator<Item = &'a str>) -> String {
    let mut form = ["guide=", guide, "&left=", left].concat();
    for id in shown.take(SHOWN) {
        form.push_str("&shown=");
        form.push_str(id);
    }
    form
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counted {
    /// How many things: where the guide was left, and each product once.
    pub counted: u32,
}

/// A link that opens an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Its address, which names neither the order nor anybody.
    pub url: String,
    /// When it is good no more.
    pub until: crate::Seconds,
}

/// A question that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asked {
    /// The thread's id, as in [`crate::knowledge::Thread::id`].
    pub id: String,
}

/// Which order is asked for, and what proves that it is the asker's: `number` and one of `email`, `postcode` and
/// `proof`, or `token` alone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("anyOf" = [
    {"required": ["number", "email"]},
    {"required": ["number", "postcode"]},
    {"required": ["number", "proof"]},
    {"required": ["token"]},
])))]
pub struct Lookup {
    /// The order's number, as people type it: spaces around it and a `#` before it do not count.
    pub number: String,
    /// The e-mail address of the order; may be empty.
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub email: String,
    /// The postal code it is sent or billed to; may be empty, and does not count where there is an e-mail address.
    #[cfg_attr(feature = "schema", schemars(length(max = POSTCODE_CHARS)))]
    pub postcode: String,
    /// Either of the two, told apart by its `@`; may be empty.
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub proof: String,
    /// What an answer before gave, instead of all of these; may be empty.
    pub token: String,
    /// The day of "Will it arrive by …?", `2026-12-24`; may be empty.
    pub by: String,
}

/// Who asks for their orders.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identity {
    /// A JSON Web Token (RFC 7519) that the shop has signed.
    pub identity: String,
}

/// Of what an arrival is asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarAsked {
    /// See [`Lookup::token`].
    pub token: String,
    /// Which parcel, from `0` on; empty: what is in none yet.
    #[serde(default)]
    pub parcel: String,
}

/// Of what somebody wants to be told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WatchAsked {
    /// See [`Lookup::token`].
    pub token: String,
    /// Ids of stages, as the order's page offers them; none: no more e-mails.
    #[serde(default)]
    pub stages: Vec<String>,
    /// Where to write, where a postal code proved the order: who reads it is asked first. May be empty else.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub email: String,
}

/// What is wrong with an order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// See [`Lookup::token`].
    pub token: String,
    /// `late`, `damaged`, `missing`, `address`, `return` or `cancel`: what the order's page offers.
    pub kind: String,
    /// In the shopper's words; may be empty of what is late or to be cancelled.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = REPORT_CHARS)))]
    pub text: String,
    /// Where to answer, where a postal code proved the order. May be empty else.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub email: String,
    /// Names this write: sent again with the same content it happens once.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
    pub key: String,
}

/// What staff say of a report.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settlement {
    /// How it stands: `open` or `settled`.
    pub kind: String,
    /// The answer to the shopper; may be empty.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = REPORT_CHARS)))]
    pub text: String,
    /// What the form had in its field of this name: where the report has changed since, nothing is done.
    pub key: String,
}

/// Who signs in at the desk: by one of both.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// A JSON Web Token (RFC 7519) that the shop has signed.
    pub identity: String,
    /// To which address a link is to go.
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub email: String,
    /// The page of the desk to go on to; empty: the queue.
    pub next: String,
}

/// Whether somebody of staff wants e-mails of what waits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alerts {
    /// `on` or `off`.
    pub alerts: String,
}

/// What staff do to a question, or to one of its posts.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deed {
    /// `assign`, `approve`, `hide`, `show`, `private`, `public`, `solve`, `unsolve`, `accept`, `close`, `open`, `flags`,
    /// `champion` or `merge`: what the question's page offers.
    pub act: String,
    /// What its form had in its field of this name.
    pub seen: String,
    /// The post's number; empty: the question as a whole.
    pub post: String,
    /// Why; must be said of what takes something from customers, or shows it to them.
    pub why: String,
    /// Of `assign`: to whom, by their address; empty: to nobody.
    pub to: String,
    /// Of `merge`: the other question's number.
    pub into: String,
    /// Of `champion`: the id of the topic; empty: of none.
    pub topic: String,
}

/// For which order a link is to be made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkAsked {
    /// See [`Identity::identity`]: of the customer to whom the shop writes.
    pub identity: String,
    /// The order's number.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = NUMBER_CHARS)))]
    pub number: String,
}

/// What is to get into the shop's cart: `product`, or `quote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CartAsked {
    /// The product's id among all products of the site.
    pub product: String,
    /// In which form, by [`crate::product::Variant::id`]; empty: the first that can be bought.
    pub variant: String,
    /// How many.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = CART_MOST)))]
    pub quantity: u32,
    /// What was put together at a price that is held, as [`crate::view::QuotePage::quote`] has it; empty: nothing.
    pub quote: String,
}

/// The most pieces that get into the cart at once.
pub const CART_MOST: u32 = 99;

impl Default for CartAsked {
    /// One, of nothing yet.
    fn default() -> Self {
        Self { product: String::new(), variant: String::new(), quantity: 1, quote: String::new() }
    }
}

/// For which choices a price is to be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuoteAsked {
    /// As in [`crate::view::ConfigurePage::options`]; what is not said is as the shop proposes it. What is said
    /// and cannot be had, such as an option or a choice that is not there, is refused.
    pub options: String,
}

/// The longest number, e-mail address (RFC 5321) and postal code of an order, in characters.
pub const NUMBER_CHARS: usize = 40;
/// See [`NUMBER_CHARS`].
pub const EMAIL_CHARS: usize = 254;
/// See [`NUMBER_CHARS`].
pub const POSTCODE_CHARS: usize = 20;

/// The longest report, and the longest answer to one, in characters.
pub const REPORT_CHARS: usize = 4_000;

/// A question to the site's own community.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// What it is about.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TITLE_CHARS)))]
    pub title: String,
    /// The question itself: [`crate::markup`] says what of Markdown is understood.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT_CHARS)))]
    pub text: String,
    /// The name the author wants to be known by; may be empty.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = NAME_CHARS)))]
    pub name: String,
    /// Where to write when it is answered; may be empty.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = EMAIL_CHARS)))]
    pub email: String,
    /// The id of the product that it is about, as [`crate::product::Product::id`]; may be empty.
    #[serde(default)]
    pub product: String,
    /// Who is asked: `staff` alone, or `everybody`, also where it holds what looks private. Empty: everybody, unless it
    /// does.
    #[serde(default)]
    pub to: String,
    /// What they had seen and typed before, in lines, for staff; may be empty.
    #[serde(default)]
    pub seen: String,
}

/// What is done to a question and its answers. Each act (`answer`, `vote`, `accept`, `edit`, `flag`, `close`) looks at its
/// own of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Act {
    /// `edit` of a question: its title.
    #[cfg_attr(feature = "schema", schemars(length(max = TITLE_CHARS)))]
    pub title: String,
    /// `answer`, `edit`: the text, as [`Question::text`].
    #[cfg_attr(feature = "schema", schemars(length(max = TEXT_CHARS)))]
    pub text: String,
    /// `answer`: see [`Question::name`].
    #[cfg_attr(feature = "schema", schemars(length(max = NAME_CHARS)))]
    pub name: String,
    /// `answer`, `edit`: `everybody` may read what looks private; empty: it is asked about.
    pub to: String,
    /// `vote`, `accept`, `edit`, `flag`: the post's id.
    pub post: String,
    /// `vote`, `accept`, `close`: `0` takes it back.
    pub on: String,
    /// `flag`: `spam`, `rude`, `private` or `wrong`.
    pub reason: String,
    /// `edit`: [`crate::view::PostShown::stamp`] of the post when it was opened.
    pub stamp: String,
    /// `answer`: names this write; without it, what it says does.
    pub key: String,
    /// Who the shop says writes: see [`Identity::identity`]; may be empty.
    pub identity: String,
}

/// What became of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Helpful {
    /// The article or thread, as in [`crate::knowledge::Hit::id`]; empty where nothing was found.
    #[serde(default)]
    pub id: String,
    /// `yes`: it helped; `no`: it did not; `opened`: it was opened after a search in vain; `missed`: nothing was found.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["yes", "no", "opened", "missed"])))]
    pub how: String,
    /// What was searched for; may be empty.
    #[serde(default)]
    pub q: String,
    /// What was searched for before, in vain; may be empty.
    #[serde(default)]
    pub before: String,
    /// The product that the search was about; may be empty.
    #[serde(default)]
    pub product: String,
    /// Where it was said, which is what the answer shows again: `search`, `article`.
    #[serde(default)]
    pub place: String,
}

/// The longest title, text and name of a question, in characters.
pub const TITLE_CHARS: usize = 200;
/// See [`TITLE_CHARS`].
pub const TEXT_CHARS: usize = 10_000;
/// See [`TITLE_CHARS`].
pub const NAME_CHARS: usize = 60;

/// What became of a platform's notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Purged {
    /// How many tags were purged; none where the notice was taken before, or names nothing that is kept.
    pub purged: u32,
}

/// How the Worker is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    /// `ok`: the Worker and its database answer.
    pub status: String,
    /// How many sites there are.
    pub sites: u32,
    /// Of the site that `?site=` or the host names: each source with `well`, `failing`, `resting`, `down`,
    /// `refused` (its credentials), `wrong-address` or `unknown`, as its last answers were; the two that the site's
    /// settings can mend are told for five minutes. Nothing is asked of it now.
    pub sources: BTreeMap<String, String>,
}
