//! What an order of Shopify is sent in.

use model::order::{Event, Packed, Parcel, ParcelState};
use serde_json::Value;

use super::said;
use crate::store::json::{count, list, raw, time, url, word};
use crate::store::oldest_first;

/// A fulfilment: one parcel, or one for each of its tracking numbers; then nobody can tell what is in which.
/// `ids` are those of the order's lines.
pub(super) fn all(value: &Value, contents: &[Value], ids: &[&str]) -> Vec<Parcel> {
    let tracked = list(&value["trackingInfo"]);
    let contents: Vec<Packed> = if tracked.len() > 1 {
        Vec::new()
    } else {
        let mut next = 0;
        contents.iter().filter_map(|node| contained(node, ids, &mut next)).collect()
    };
    let mut events: Vec<Event> = list(&value["events"]["nodes"]).iter().filter_map(event).collect();
    oldest_first(&mut events);
    let state = state(value);
    let gone = matches!(
        state,
        ParcelState::InTransit | ParcelState::OutForDelivery | ParcelState::Delivered | ParcelState::Unknown
    );
    let parcel = |info: &Value| Parcel {
        carrier: word(&info["company"]),
        tracking: word(&info["number"]),
        url: url(&info["url"]),
        state,
        // Where no carrier told it, when it was marked as sent.
        shipped: time(&value["inTransitAt"]).or_else(|| time(&value["createdAt"]).filter(|_| gone)),
        expected: time(&value["estimatedDeliveryAt"]),
        delivered: time(&value["deliveredAt"]),
        contents: contents.clone(),
        events: events.clone(),
    };
    if tracked.is_empty() { vec![parcel(&Value::Null)] } else { tracked.iter().map(parcel).collect() }
}

/// What of a line is in it. Mostly it is the line after the one before: the search begins there.
fn contained(node: &Value, ids: &[&str], next: &mut usize) -> Option<Packed> {
    let id = raw(&node["lineItem"]["id"]);
    let (before, after) = ids.split_at(*next);
    let there = |part: &[&str]| part.iter().position(|known| *known == id);
    let line = there(after).map(|line| before.len() + line).or_else(|| there(before))?;
    *next = line + 1;
    Some(Packed { line: u32::try_from(line).ok()?, quantity: count(&node["quantity"]) })
}

fn event(value: &Value) -> Option<Event> {
    let message = word(&value["message"]);
    let text = if message.is_empty() { said(raw(&value["status"])) } else { message };
    Some(Event { at: time(&value["happenedAt"])?, text, place: word(&value["city"]) })
}

/// `FulfillmentDisplayStatus`.
fn state(value: &Value) -> ParcelState {
    match raw(&value["displayStatus"]) {
        "DELIVERED" | "PICKED_UP" => ParcelState::Delivered,
        "OUT_FOR_DELIVERY" => ParcelState::OutForDelivery,
        "IN_TRANSIT" | "CARRIER_PICKED_UP" | "DELAYED" => ParcelState::InTransit,
        "READY_FOR_PICKUP" => ParcelState::ReadyForPickup,
        "ATTEMPTED_DELIVERY" | "NOT_DELIVERED" | "FAILURE" => ParcelState::Failed,
        "CONFIRMED" | "SUBMITTED" | "LABEL_PRINTED" | "LABEL_PURCHASED" => ParcelState::Preparing,
        "CANCELED" | "LABEL_VOIDED" => ParcelState::Cancelled,
        // `FULFILLED` and `MARKED_AS_FULFILLED` tell that it left, not where it is.
        _ if !value["deliveredAt"].is_null() => ParcelState::Delivered,
        _ if !value["inTransitAt"].is_null() => ParcelState::InTransit,
        _ => ParcelState::Unknown,
    }
}
