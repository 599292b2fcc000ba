//! What an order of WooCommerce is sent in: its own fulfilments, and the notes of the "Shipment Tracking"
//! plugin.

use model::order::{Packed, Parcel, ParcelState};
use serde_json::Value;

use crate::store::json::{count, html_word, list, raw, time, url, word};

/// Fulfilments first; a tracking number that both tell of is one parcel.
pub(super) fn all(order: &Value, fulfillments: &Value, items: &[Value]) -> Vec<Parcel> {
    let mut parcels: Vec<Parcel> =
        fulfilled(fulfillments).filter_map(|value| fulfillment(value, items)).collect();
    for item in list(meta(order, "_wc_shipment_tracking_items")).iter().filter_map(tracked) {
        if !parcels.iter().any(|parcel| parcel.tracking == item.tracking) {
            parcels.push(item);
        }
    }
    parcels
}

/// The list stands alone, or under its name in newer versions.
fn fulfilled(told: &Value) -> impl Iterator<Item = &Value> {
    let list = if told.is_array() { list(told) } else { list(&told["fulfillments"]) };
    list.iter()
}

fn meta<'a>(of: &'a Value, key: &str) -> &'a Value {
    list(&of["meta_data"]).iter().find(|meta| meta["key"] == key).map_or(&Value::Null, |meta| &meta["value"])
}

fn fulfillment(value: &Value, items: &[Value]) -> Option<Parcel> {
    if !value["date_deleted"].is_null() {
        return None;
    }
    let done = value["is_fulfilled"] == true;
    let first = |keys: [&str; 3]| {
        keys.into_iter().map(|key| html_word(meta(value, key))).find(|word| !word.is_empty())
    };
    let sent = time(meta(value, "_date_fulfilled")).or_else(|| time(&value["date_updated"]));
    Some(Parcel {
        carrier: first(["_provider_name", "_shipment_provider", "_shipping_provider"]).unwrap_or_default(),
        tracking: word(meta(value, "_tracking_number")),
        url: url(meta(value, "_tracking_url")),
        // That it left is all it tells.
        state: if done { ParcelState::Unknown } else { ParcelState::Preparing },
        shipped: sent.filter(|_| done),
        expected: None,
        delivered: None,
        contents: list(meta(value, "_items")).iter().filter_map(|item| packed(item, items)).collect(),
        events: Vec::new(),
    })
}

fn packed(packed: &Value, items: &[Value]) -> Option<Packed> {
    let line = items.iter().position(|item| item["id"] == packed["item_id"] && !item["id"].is_null())?;
    Some(Packed { line: u32::try_from(line).ok()?, quantity: count(&packed["qty"]) })
}

fn tracked(value: &Value) -> Option<Parcel> {
    let tracking = word(&value["tracking_number"]);
    let named = [&value["custom_tracking_provider"], &value["tracking_provider"]];
    let carrier = named.into_iter().map(html_word).find(|name| !name.is_empty()).unwrap_or_default();
    // Seconds since 1970, as text.
    let shipped = value["date_shipped"].as_i64().or_else(|| raw(&value["date_shipped"]).parse().ok());
    (!tracking.is_empty()).then_some(Parcel {
        carrier,
        tracking,
        url: url(&value["custom_tracking_link"]),
        state: ParcelState::Unknown,
        shipped,
        expected: None,
        delivered: None,
        contents: Vec::new(),
        events: Vec::new(),
    })
}
