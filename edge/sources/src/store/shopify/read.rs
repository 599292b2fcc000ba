//! Shopify's orders: what the answers mean.

use model::order::{Line, Order, Parcel, ParcelState, State};
use serde_json::Value;

use super::order::Nodes;
use super::{Shopify, number_of, parcel, said};
use crate::query::Lookup;
use crate::store::json::{count, country, list, raw, time, url, word};
use crate::store::{all_sent, partly_refunded, product_id};

/// An order, of which `contents` are the contents of its fulfilments.
pub(super) fn order(
    shop: &Shopify,
    lookup: &Lookup,
    data: &Value,
    lines: Nodes,
    contents: &[Vec<Value>],
) -> Order {
    let (order, rest) = (&data["order"], list(&data["rest"]["fulfillmentOrders"]["nodes"]));
    let (lines, mut truncated) = match lines {
        Nodes::All(lines) => (lines, false),
        Nodes::Cut(lines) => (lines, true),
        Nodes::Next(_) => (Vec::new(), true),
    };
    let ids: Vec<&str> = lines.iter().map(|line| raw(&line["id"])).collect();
    let sent = list(&order["fulfillments"]);
    truncated |= count(&order["fulfillmentsCount"]["count"]) as usize > sent.len();
    let parcels: Vec<Parcel> =
        sent.iter().zip(contents).flat_map(|(value, contents)| parcel::all(value, contents, &ids)).collect();
    let mut holds = rest.iter().flat_map(|part| list(&part["fulfillmentHolds"]));
    let back_ordered = holds.any(|hold| hold["reason"] == "INVENTORY_OUT_OF_STOCK");
    let (state, own_word) = state(order, &parcels, back_ordered);
    let waits = parcels.iter().any(|parcel| parcel.state == ParcelState::ReadyForPickup);
    Order {
        number: word(&order["name"]),
        placed: placed(order),
        state,
        stage: own_word,
        destination: country(&order["shippingAddress"]["countryCodeV2"]),
        pickup: waits
            || sent.iter().any(|value| value["displayStatus"] == "PICKED_UP")
            || (!rest.is_empty()
                && rest.iter().all(|part| part["deliveryMethod"]["methodType"] == "PICK_UP")),
        lines: lines.iter().map(|value| line(shop, value)).collect(),
        parcels,
        truncated,
        events: Vec::new(),
        // Its key opens the shopper's name and address to whoever has it.
        url: if lookup.by_email() { url(&order["statusPageUrl"]) } else { None },
    }
}

/// An order in a list: its first lines, and where it stands.
pub(super) fn in_short(shop: &Shopify, order: &Value) -> Order {
    let parcels: Vec<Parcel> =
        list(&order["fulfillments"]).iter().flat_map(|value| parcel::all(value, &[], &[])).collect();
    let (state, own_word) = state(order, &parcels, false);
    Order {
        number: word(&order["name"]),
        placed: placed(order),
        state,
        stage: own_word,
        destination: None,
        pickup: false,
        lines: list(&order["lineItems"]["nodes"]).iter().map(|value| line(shop, value)).collect(),
        parcels: Vec::new(),
        truncated: order["lineItems"]["pageInfo"]["hasNextPage"] == true,
        events: Vec::new(),
        url: None,
    }
}

fn placed(order: &Value) -> Option<model::Seconds> {
    time(&order["processedAt"]).or_else(|| time(&order["createdAt"]))
}

fn line(shop: &Shopify, value: &Value) -> Line {
    let quantity = count(&value["quantity"]);
    let left = if value["currentQuantity"].is_null() { quantity } else { count(&value["currentQuantity"]) };
    let product = number_of(raw(&value["product"]["id"]));
    Line {
        name: word(&value["title"]),
        variant: word(&value["variantTitle"]),
        sku: word(&value["sku"]),
        quantity,
        removed: quantity.saturating_sub(left),
        product: (!product.is_empty()).then(|| product_id(&shop.source, product)),
    }
}

/// Where it stands, and Shopify's own word where there is none of ours.
fn state(order: &Value, parcels: &[Parcel], back_ordered: bool) -> (State, String) {
    let (paid, sent) = (raw(&order["displayFinancialStatus"]), raw(&order["displayFulfillmentStatus"]));
    if !order["cancelledAt"].is_null() {
        return (State::Cancelled, String::new());
    }
    if order["returnStatus"] == "RETURNED" {
        return (State::Returned, String::new());
    }
    if paid == "REFUNDED" {
        return (State::Refunded, String::new());
    }
    let goods = match sent {
        "FULFILLED" => all_sent(parcels),
        "PARTIALLY_FULFILLED" => State::PartlyShipped,
        "ON_HOLD" if back_ordered => State::BackOrdered,
        "ON_HOLD" | "REQUEST_DECLINED" => State::OnHold,
        "UNFULFILLED" | "OPEN" if matches!(paid, "PENDING" | "PARTIALLY_PAID" | "EXPIRED" | "VOIDED") => {
            State::AwaitingPayment
        }
        "UNFULFILLED" | "OPEN" | "IN_PROGRESS" | "PENDING_FULFILLMENT" | "SCHEDULED" => {
            if all_sent(parcels) == State::ReadyForPickup { State::ReadyForPickup } else { State::Processing }
        }
        // All that was not sent went back into stock.
        "RESTOCKED" if paid != "PARTIALLY_REFUNDED" => State::Cancelled,
        "RESTOCKED" => State::Processing,
        _ => State::Unknown,
    };
    let state = if paid == "PARTIALLY_REFUNDED" { partly_refunded(goods) } else { goods };
    (state, if state == State::Unknown { said(sent) } else { String::new() })
}
