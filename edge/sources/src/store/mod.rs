//! Shops: their products and the state of their orders.

mod builtin;
mod contract;
mod graphql;
pub(crate) mod json;
mod shopify;
mod vendure;
mod woocommerce;
mod written;

use model::order::{Event, Order, Parcel, ParcelState, State};
use model::product::{Product, Variant};
use model::source::{Source, SourceKind};

use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, Page, ProductQuery, email_key};
use crate::secrets::Secrets;

/// A shop's system. Every operation is called first with no replies, and again with one more for each
/// question it asks.
#[derive(Clone, Debug)]
pub enum Store {
    /// Deskbell's own tables.
    Builtin(builtin::Builtin),
    /// Shopify.
    Shopify(shopify::Shopify),
    /// WooCommerce.
    Woocommerce(woocommerce::Woocommerce),
    /// Vendure.
    Vendure(vendure::Vendure),
    /// Any shop, by the documented HTTP contract.
    Contract(contract::Contract),
}

impl Store {
    /// The shop behind a source of this site; nothing for other kinds of sources.
    pub fn of(site: &str, source: &Source, secrets: &Secrets) -> Option<Self> {
        Some(match source.kind {
            SourceKind::Builtin => Self::Builtin(builtin::Builtin::new(site, source)),
            SourceKind::Shopify => Self::Shopify(shopify::Shopify::new(source, secrets)),
            SourceKind::Woocommerce => Self::Woocommerce(woocommerce::Woocommerce::new(source, secrets)),
            SourceKind::Vendure => Self::Vendure(vendure::Vendure::new(source, secrets)),
            SourceKind::Http => Self::Contract(contract::Contract::new(source, secrets)),
            SourceKind::Zendesk | SourceKind::Discourse => return None,
        })
    }

    /// Products, by words or all of them.
    pub fn products(&self, query: &ProductQuery, replies: &[Reply]) -> Result<Step<Page<Product>>, Error> {
        match self {
            Self::Builtin(store) => store.products(query, replies),
            Self::Shopify(store) => store.products(query, replies),
            Self::Woocommerce(store) => store.products(query, replies),
            Self::Vendure(store) => store.products(query, replies),
            Self::Contract(store) => store.products(query, replies),
        }
    }

    /// A page of all products, each with its specs: lists for shoppers tell those where they come for nothing.
    pub fn catalogue(&self, after: Option<&str>, replies: &[Reply]) -> Result<Step<Page<Product>>, Error> {
        let all = || ProductQuery { words: String::new(), after: after.map(str::to_owned), limit: PER_PAGE };
        match self {
            Self::Builtin(store) => store.products(&all(), replies),
            Self::Shopify(store) => store.catalogue(after, replies),
            Self::Woocommerce(store) => store.products(&all(), replies),
            Self::Vendure(store) => store.catalogue(after, replies),
            Self::Contract(store) => store.products(&all(), replies),
        }
    }

    /// A product by the source's own id; nothing where there is none.
    pub fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        match self {
            Self::Builtin(store) => store.product(id, replies),
            Self::Shopify(store) => store.product(id, replies),
            Self::Woocommerce(store) => store.product(id, replies),
            Self::Vendure(store) => store.product(id, replies),
            Self::Contract(store) => store.product(id, replies),
        }
    }

    /// An order; nothing where there is none, or the proof does not fit: nobody can tell which, nor by the work.
    ///
    /// Until it is proved each shop is asked the same: our own table one statement, which has no row in either case;
    /// Shopify one search, for what proves an order and no more of it; WooCommerce the order whose id is the number, and a
    /// search (by a number that is no id the search alone); Vendure and the HTTP contract one question. What is left is
    /// that WooCommerce's and Vendure's answers hold the order whose proof was wrong, some KB, and what goes on within the
    /// shop's own system.
    pub fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        match self {
            Self::Builtin(store) => store.order(lookup, replies),
            Self::Shopify(store) => store.order(lookup, replies),
            Self::Woocommerce(store) => store.order(lookup, replies),
            Self::Vendure(store) => store.order(lookup, replies),
            Self::Contract(store) => store.order(lookup, replies),
        }
    }

    /// The orders of an e-mail address that the shop itself vouches for, the newest first, `limit` (1 to 40) at most: in
    /// short, that is where each stands and what was ordered. None where a shop's system cannot tell.
    pub fn orders_of(&self, email: &str, limit: u8, replies: &[Reply]) -> Result<Step<Vec<Order>>, Error> {
        // Nothing else is an address; and nothing else gets into a search.
        let Some(email) = email_key(email) else { return Ok(Step::Done(Vec::new())) };
        let limit = usize::from(limit.clamp(1, MOST_ORDERS));
        let step = match self {
            Self::Builtin(store) => store.orders_of(&email, limit, replies),
            Self::Shopify(store) => store.orders_of(&email, replies),
            Self::Woocommerce(store) => store.orders_of(&email, limit, replies),
            Self::Vendure(store) => store.orders_of(&email, replies),
            Self::Contract(store) => store.orders_of(&email, limit, replies),
        }?;
        Ok(match step {
            Step::Done(mut orders) => {
                // Nobody could open one without.
                orders.retain(|order| !order.number.is_empty());
                orders.truncate(limit);
                Step::Done(orders)
            }
            Step::Ask(ask) => Step::Ask(ask),
        })
    }
}

/// How many products a page of a whole catalogue has.
const PER_PAGE: u8 = 50;

/// The most orders of somebody that are listed.
const MOST_ORDERS: u8 = 40;

/// Variants as they are told: the only one, which shops give what has none, is told from nothing. Carts want its id.
fn told_apart(mut variants: Vec<Variant>) -> Vec<Variant> {
    if let [only] = &mut variants[..] {
        only.name.clear();
    }
    variants
}

/// What names a product among all of a site.
fn product_id(source: &str, own: &str) -> String {
    [source, ".", own].concat()
}

/// The state of an order of which some was paid back, from what its goods tell: where nothing is on its way
/// any more, or nothing was sent yet, the money is the news.
fn partly_refunded(goods: State) -> State {
    match goods {
        State::Processing | State::Delivered | State::Unknown => State::PartlyRefunded,
        other => other,
    }
}

/// The state that its parcels tell of an order of which everything has been sent.
fn all_sent(parcels: &[Parcel]) -> State {
    let mut states =
        parcels.iter().map(|parcel| parcel.state).filter(|state| *state != ParcelState::Cancelled);
    let Some(first) = states.next() else {
        return State::Shipped;
    };
    // All of them in one state, or it is simply on its way.
    match (states.all(|state| state == first), first) {
        (true, ParcelState::Delivered) => State::Delivered,
        (true, ParcelState::ReadyForPickup) => State::ReadyForPickup,
        _ => State::Shipped,
    }
}

/// Events in the order they happened in.
fn oldest_first(events: &mut [Event]) {
    put_in_order(events, |one, other| one.at <= other.at);
}

/// Orders in the order they are listed in: the newest first, those without a date last.
pub fn newest_first(orders: &mut [Order]) {
    put_in_order(orders, |one, other| one.placed >= other.placed);
}

/// One after the other is put where it belongs: they are a few, and a sort is 4 KB of WASM.
fn put_in_order<T>(list: &mut [T], fits: impl Fn(&T, &T) -> bool) {
    for new in 1..list.len() {
        let mut place = new;
        while place > 0 && !fits(&list[place - 1], &list[place]) {
            list.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// The most lines of an order that are read.
const MOST_LINES: usize = 1_000;
