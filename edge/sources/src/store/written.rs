//! Products and orders as Deskbell's own formats write them: the HTTP contract, and the tables.

use model::Seconds;
use model::money::{Currency, Money};
use model::order::{Event, Line, Order, Packed, Parcel, ParcelState, State};
use model::product::{Product, Spec, Variant};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::json::{count, country, cut, list, money, raw, time, url, word};
use crate::store::{MOST_LINES, oldest_first, product_id};
use crate::time::day;

/// The most parcels, and events of each, that are read.
const MOST_PARTS: usize = 100;
/// The most variants and specs of a product that are read.
const MOST_FORMS: usize = 250;

/// A product, as the contract writes it; amounts and instants may also be numbers, as Deskbell itself writes
/// them (`model::product::Product`). Nothing where it has no id or no name.
pub(super) fn product(source: &str, value: &Value) -> Option<Product> {
    let (id, name) = (word(&value["id"]), word(&value["name"]));
    let least = amount(&value["price"]);
    (!id.is_empty() && !name.is_empty()).then(|| Product {
        id: product_id(source, &id),
        name,
        url: url(&value["url"]),
        image: url(&value["image"]),
        description: raw(&value["description"]).to_owned(),
        brand: word(&value["brand"]),
        price_to: amount(&value["price_to"]).filter(|most| Some(most) != least.as_ref()),
        price: least,
        available: value["available"].as_bool(),
        specs: list(&value["specs"]).iter().take(MOST_FORMS).filter_map(spec).collect(),
        variants: list(&value["variants"])
            .iter()
            .take(MOST_FORMS)
            .map(|variant| Variant {
                id: word(&variant["id"]),
                name: word(&variant["name"]),
                sku: word(&variant["sku"]),
                price: amount(&variant["price"]),
                available: variant["available"].as_bool(),
            })
            .filter(|variant| !variant.name.is_empty())
            .collect(),
    })
}

/// An order, likewise; what has no form that is known is left out. Nothing where it has no number.
pub(super) fn order(source: &str, value: &Value) -> Option<Order> {
    let number = word(&value["number"]);
    if number.is_empty() {
        return None;
    }
    let told = raw(&value["state"]);
    let state = named(told).unwrap_or(State::Unknown);
    let own_word = word(&value["stage"]);
    let lines = list(&value["lines"]);
    Some(Order {
        number,
        placed: instant(&value["placed"]),
        state,
        // A state of the shop's own is shown as it stands.
        stage: if own_word.is_empty() && state == State::Unknown && told != "unknown" {
            cut(told, 60)
        } else {
            own_word
        },
        destination: country(&value["destination"]),
        pickup: value["pickup"] == true,
        lines: lines
            .iter()
            .take(MOST_LINES)
            .map(|line| Line {
                name: word(&line["name"]),
                variant: word(&line["variant"]),
                sku: word(&line["sku"]),
                // What is there at all is there once.
                quantity: if line["quantity"].is_null() { 1 } else { count(&line["quantity"]) },
                removed: count(&line["removed"]),
                product: Some(word(&line["product"]))
                    .filter(|id| !id.is_empty())
                    .map(|id| product_id(source, &id)),
            })
            .collect(),
        parcels: list(&value["parcels"])
            .iter()
            .take(MOST_PARTS)
            .map(|value| parcel(value, lines.len().min(MOST_LINES)))
            .collect(),
        truncated: value["truncated"] == true
            || lines.len() > MOST_LINES
            || list(&value["parcels"]).len() > MOST_PARTS,
        events: events(&value["events"]),
        url: url(&value["url"]),
    })
}

fn parcel(value: &Value, lines: usize) -> Parcel {
    let contents = list(&value["contents"]).iter().take(MOST_LINES);
    Parcel {
        carrier: word(&value["carrier"]),
        tracking: word(&value["tracking"]),
        url: url(&value["url"]),
        state: named(raw(&value["state"])).unwrap_or(ParcelState::Unknown),
        shipped: instant(&value["shipped"]),
        expected: value["expected"].as_i64().or_else(|| day(value["expected"].as_str()?)),
        delivered: instant(&value["delivered"]),
        contents: contents
            .map(|packed| Packed { line: count(&packed["line"]), quantity: count(&packed["quantity"]) })
            .filter(|packed| (packed.line as usize) < lines)
            .collect(),
        events: events(&value["events"]),
    }
}

/// Oldest first, whatever their order; those without an instant are left out.
fn events(value: &Value) -> Vec<Event> {
    let read = |event: &Value| {
        Some(Event { at: instant(&event["at"])?, text: word(&event["text"]), place: word(&event["place"]) })
    };
    let mut events: Vec<Event> = list(value).iter().take(MOST_PARTS).filter_map(read).collect();
    oldest_first(&mut events);
    events
}

fn spec(value: &Value) -> Option<Spec> {
    let name = word(&value["name"]);
    let values: Vec<String> =
        list(&value["values"]).iter().map(word).filter(|value| !value.is_empty()).collect();
    (!name.is_empty() && !values.is_empty()).then_some(Spec { name, values })
}

/// In major units as text, or in minor ones as a number.
fn amount(value: &Value) -> Option<Money> {
    if value["minor"].is_i64() {
        let currency: Currency = raw(&value["currency"]).parse().ok()?;
        return Some(Money { minor: value["minor"].as_i64()?, currency });
    }
    money(&value["amount"], &value["currency"])
}

/// RFC 3339, or seconds since 1970.
fn instant(value: &Value) -> Option<Seconds> {
    value.as_i64().or_else(|| time(value))
}

/// One of the model's own states by its name; nothing for another word.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
    T::deserialize(name).ok()
}
