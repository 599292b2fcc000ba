//! Shopify's orders.

use model::order::{Event, Line, Order, Packed, Parcel, ParcelState, State};
use serde_json::{Value, json};

use super::{Shopify, number_of};
use crate::ask::{Ask, Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, order_key};
use crate::store::json::{count, in_word, list, needed_list, raw, taken, time, url, word};
use crate::store::{MOST_LINES, all_sent, graphql, oldest_first, partly_refunded, product_id};

/// What proves an order, before any more of it is asked for.
const FIND: &str = "query($query: String!) { orders(first: 10, query: $query) { nodes { id name email \
    billingAddress { zip } shippingAddress { zip } } } }";

/// Some 670 points: 50 lines with their products are 100, 16 parcels with up to 12 lines and 8 events 560.
const DETAIL: &str = "query($id: ID!) { order(id: $id) { name createdAt processedAt cancelledAt \
    displayFinancialStatus displayFulfillmentStatus returnStatus statusPageUrl \
    lineItems(first: 50) { pageInfo { hasNextPage endCursor } nodes { id title variantTitle sku quantity \
    currentQuantity product { id } } } \
    fulfillments(first: 16) { displayStatus createdAt inTransitAt deliveredAt estimatedDeliveryAt \
    trackingInfo(first: 3) { company number url } \
    fulfillmentLineItems(first: 12) { pageInfo { hasNextPage } nodes { quantity lineItem { id } } } \
    events(first: 8, sortKey: HAPPENED_AT, reverse: true) { nodes { happenedAt status message city } } } } }";

/// More lines: 500 points.
const LINES: &str = "query($id: ID!, $after: String) { order(id: $id) { lineItems(first: 250, after: $after) { \
    pageInfo { hasNextPage endCursor } nodes { id title variantTitle sku quantity currentQuantity product { id } } } } }";

/// Why it is on hold. It needs a right of its own (`read_merchant_managed_fulfillment_orders`), without
/// which an order is on hold for no reason told.
const HOLDS: &str = "query($id: ID!) { order(id: $id) { fulfillmentOrders(first: 10) { nodes { \
    fulfillmentHolds { reason } } } } }";

impl Shopify {
    /// 1. which order has this number, and whether it is proved; 2. the order; 3. more lines, 250 at a
    ///    time; 4. why it is on hold, if it is.
    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let key = order_key(&lookup.number);
        // Nothing else is in numbers; and nothing else gets into the search.
        if key.is_empty() || key.len() > 50 || !key.chars().all(|c| in_word(c) || "-_./".contains(c)) {
            return Ok(Step::Done(None));
        }
        let mut replies = replies.iter();
        let Some(reply) = replies.next() else {
            let query = ["name:\"#", &key, "\" OR name:\"", &key, "\""].concat();
            return Ok(Step::Ask(self.admin(FIND, &json!({ "query": query }))));
        };
        let Some(gid) = proved(lookup, &key, &graphql::data(reply.http()?)?)? else {
            return Ok(Step::Done(None));
        };

        let Some(reply) = replies.next() else {
            return Ok(Step::Ask(self.admin(DETAIL, &json!({ "id": gid }))));
        };
        let order = taken(graphql::data(reply.http()?)?, "order");
        if order.is_null() {
            return Ok(Step::Done(None));
        }

        let (mut ids, mut lines) = (Vec::new(), Vec::new());
        let mut page = order["lineItems"].clone();
        loop {
            let nodes = needed_list(&page["nodes"], "lineItems.nodes")?;
            for node in nodes {
                ids.push(raw(&node["id"]).to_owned());
                lines.push(self.line(node));
            }
            let more =
                page["pageInfo"]["hasNextPage"] == true && !nodes.is_empty() && lines.len() < MOST_LINES;
            if !more {
                break;
            }
            let after = raw(&page["pageInfo"]["endCursor"]);
            let Some(reply) = replies.next() else {
                return Ok(Step::Ask(self.admin(LINES, &json!({ "id": gid, "after": after }))));
            };
            page = taken(taken(graphql::data(reply.http()?)?, "order"), "lineItems");
        }

        let held = order["cancelledAt"].is_null() && order["displayFulfillmentStatus"] == "ON_HOLD";
        let back_ordered = match replies.next() {
            None if held => return Ok(Step::Ask(self.holds(&gid))),
            Some(reply) if held => waits_for_goods(reply)?,
            _ => false,
        };
        Ok(Step::Done(Some(read(lookup, &order, &ids, lines, back_ordered))))
    }

    fn holds(&self, gid: &str) -> Ask {
        self.admin(HOLDS, &json!({ "id": gid }))
    }

    fn line(&self, value: &Value) -> Line {
        let quantity = count(&value["quantity"]);
        let left =
            if value["currentQuantity"].is_null() { quantity } else { count(&value["currentQuantity"]) };
        let product = number_of(raw(&value["product"]["id"]));
        Line {
            name: word(&value["title"]),
            variant: word(&value["variantTitle"]),
            sku: word(&value["sku"]),
            quantity,
            removed: quantity.saturating_sub(left),
            product: (!product.is_empty()).then(|| product_id(&self.source, product)),
        }
    }
}

/// The global id of the order with this very number, if it is proved. The search finds parts of numbers too.
fn proved(lookup: &Lookup, key: &str, data: &Value) -> Result<Option<String>, Error> {
    let nodes = needed_list(&data["orders"]["nodes"], "orders.nodes")?;
    let proved = nodes.iter().filter(|node| order_key(raw(&node["name"])) == key).find(|node| {
        let zips = [raw(&node["shippingAddress"]["zip"]), raw(&node["billingAddress"]["zip"])];
        lookup.proved([raw(&node["email"])], zips)
    });
    Ok(proved.map(|node| raw(&node["id"]).to_owned()))
}

fn waits_for_goods(reply: &Reply) -> Result<bool, Error> {
    let data = match graphql::data(reply.http()?) {
        Err(Error::Refused) => return Ok(false),
        told => told?,
    };
    let orders = list(&data["order"]["fulfillmentOrders"]["nodes"]);
    let mut holds = orders.iter().flat_map(|order| list(&order["fulfillmentHolds"]));
    Ok(holds.any(|hold| hold["reason"] == "INVENTORY_OUT_OF_STOCK"))
}

fn read(lookup: &Lookup, order: &Value, ids: &[String], lines: Vec<Line>, back_ordered: bool) -> Order {
    let parcels: Vec<Parcel> =
        list(&order["fulfillments"]).iter().flat_map(|value| parcels(value, ids)).collect();
    let (state, own_word) = state(order, &parcels, back_ordered);
    Order {
        number: word(&order["name"]),
        placed: time(&order["processedAt"]).or_else(|| time(&order["createdAt"])),
        state,
        stage: own_word,
        lines,
        parcels,
        events: Vec::new(),
        // Its key opens the shopper's name and address to whoever has it.
        url: if lookup.by_email() { url(&order["statusPageUrl"]) } else { None },
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

/// A fulfilment: one parcel, or one for each of its tracking numbers; then nobody can tell what is in which.
fn parcels(value: &Value, ids: &[String]) -> Vec<Parcel> {
    let packed = &value["fulfillmentLineItems"];
    let mut contents: Vec<Packed> =
        list(&packed["nodes"]).iter().filter_map(|node| contained(node, ids)).collect();
    let tracked = list(&value["trackingInfo"]);
    if tracked.len() > 1 || packed["pageInfo"]["hasNextPage"] == true {
        contents.clear();
    }
    let mut events: Vec<Event> = list(&value["events"]["nodes"]).iter().filter_map(event).collect();
    oldest_first(&mut events);
    let state = parcel_state(value);
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

fn contained(node: &Value, ids: &[String]) -> Option<Packed> {
    let id = raw(&node["lineItem"]["id"]);
    let line = u32::try_from(ids.iter().position(|known| known == id)?).ok()?;
    Some(Packed { line, quantity: count(&node["quantity"]) })
}

fn event(value: &Value) -> Option<Event> {
    let message = word(&value["message"]);
    let text = if message.is_empty() { said(raw(&value["status"])) } else { message };
    Some(Event { at: time(&value["happenedAt"])?, text, place: word(&value["city"]) })
}

/// `FulfillmentDisplayStatus`.
fn parcel_state(value: &Value) -> ParcelState {
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

/// One of Shopify's names as people write: `IN_TRANSIT` is "In transit".
fn said(name: &str) -> String {
    let mut chars = name.chars().take(60).map(|c| if c == '_' { ' ' } else { c.to_ascii_lowercase() });
    chars
        .next()
        .map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(chars).collect())
}
