//! What an order of Vendure is sent in.

use model::Seconds;
use model::order::{Packed, Parcel, ParcelState};
use serde_json::Value;

use crate::store::json::{count, list, raw, time, word};

/// A fulfilment. When it left and when it came, the order's history tells.
pub(super) fn of(value: &Value, items: &[Value], history: &[&Value]) -> Parcel {
    let state = match raw(&value["state"]) {
        "Created" | "Pending" => ParcelState::Preparing,
        "Shipped" => ParcelState::InTransit,
        "Delivered" => ParcelState::Delivered,
        "Cancelled" => ParcelState::Cancelled,
        _ => ParcelState::Unknown,
    };
    let id = word(&value["id"]);
    let turned = |to: &str| history.iter().find_map(|entry| turned(entry, &id, to));
    Parcel {
        carrier: word(&value["method"]),
        tracking: word(&value["trackingCode"]),
        url: None,
        state,
        shipped: turned("Shipped"),
        expected: None,
        delivered: turned("Delivered"),
        contents: list(&value["lines"]).iter().filter_map(|line| packed(line, items)).collect(),
        events: Vec::new(),
    }
}

fn packed(packed: &Value, items: &[Value]) -> Option<Packed> {
    let id = word(&packed["orderLineId"]);
    let line = items.iter().position(|item| word(&item["id"]) == id)?;
    Some(Packed { line: u32::try_from(line).ok()?, quantity: count(&packed["quantity"]) })
}

/// When a fulfilment came into a state, if this entry tells it.
fn turned(entry: &Value, fulfillment: &str, to: &str) -> Option<Seconds> {
    let data = &entry["data"];
    let fits = entry["type"] == "ORDER_FULFILLMENT_TRANSITION"
        && data["to"] == to
        && word(&data["fulfillmentId"]) == fulfillment;
    if fits { time(&entry["createdAt"]) } else { None }
}
