//! Vendure's orders.

use model::order::{Event, Line, Order, Parcel, State};
use serde_json::{Value, json};

use super::{Vendure, options, parcel};
use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, email_key, order_key};
use crate::store::json::{count, country, cut, list, needed_list, raw, time, word};
use crate::store::{MOST_LINES, all_sent, graphql, newest_first, oldest_first, partly_refunded, product_id};

/// What both APIs tell of an order. Its history comes by ids, which mostly count up: the time of an entry may be that of
/// its transaction, or (`SQLite`) of its second, and say nothing of what came first.
macro_rules! order_fields {
    () => {
        "code state orderPlacedAt createdAt customer { emailAddress } shippingAddress { postalCode countryCode } \
         billingAddress { postalCode } lines { id quantity orderPlacedQuantity productVariant { sku name \
         product { id name optionGroups { id } } options { name groupId } } } \
         fulfillments { id state method trackingCode lines { orderLineId quantity } } \
         payments { state amount refunds { state total } } \
         history(options: { take: 100, sort: { id: DESC } }) { items { createdAt type data"
    };
}

const BY_CODE: &str =
    concat!("query($code: String!) { orderByCode(code: $code) { ", order_fields!(), " } } } }");
const IN_ADMIN: &str = concat!(
    "query($code: String!) { orders(options: { take: 1, filter: { code: { eq: $code } } }) { items { ",
    order_fields!(),
    " isPublic } } } } }"
);
/// Somebody's orders in short. Customers are asked for, since orders cannot be searched by address; it takes the
/// permission `ReadCustomer`.
const LIST: &str = "query($email: String!) { customers(options: { take: 5, filter: { emailAddress: { eq: $email } } }) { \
    items { emailAddress orders(options: { take: 50, sort: { orderPlacedAt: DESC } }) { items { code state \
    orderPlacedAt createdAt lines { quantity orderPlacedQuantity productVariant { sku name product { id name \
    optionGroups { id } } options { name groupId } } } fulfillments { state } \
    payments { state amount refunds { state total } } } } } } }";
/// The most characters of a note.
const NOTE_CHARS: usize = 1_000;

impl Vendure {
    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let key = order_key(&lookup.number);
        if key.is_empty() || key.len() > 50 {
            return Ok(Step::Done(None));
        }
        let Some(reply) = replies.first() else {
            // Codes are in capitals (`DefaultOrderCodeStrategy`).
            let variables = json!({ "code": key.to_ascii_uppercase() });
            return Ok(Step::Ask(match self.secrets.get("ADMIN") {
                Some(admin) => self.admin_api(admin, IN_ADMIN, &variables),
                None => self.shop_api(BY_CODE, &variables),
            }));
        };
        // The Shop API forbids an order that is too old, not the asker's, or not there: nobody may hear which, nor
        // that it is another answer than to a wrong proof.
        if self.secrets.get("ADMIN").is_none() && graphql::is_forbidden(reply.http()?) {
            return Ok(Step::Done(None));
        }
        let data = graphql::data(reply.http()?)?;
        let order = match self.secrets.get("ADMIN") {
            Some(_) => needed_list(&data["orders"]["items"], "orders.items")?.first().unwrap_or(&Value::Null),
            None => &data["orderByCode"],
        };
        let proved = order_key(raw(&order["code"])) == key
            && lookup.proved(
                [raw(&order["customer"]["emailAddress"])],
                [raw(&order["shippingAddress"]["postalCode"]), raw(&order["billingAddress"]["postalCode"])],
            );
        Ok(Step::Done((is_placed(order) && proved).then(|| self.read(lookup.by_email(), order))))
    }

    /// The orders of who has this e-mail address, as [`email_key`] writes it: Vendure itself keeps addresses in small
    /// letters. The Shop API tells a customer's orders to nobody else; without the right of the Admin API there are none.
    pub(crate) fn orders_of(&self, email: &str, replies: &[Reply]) -> Result<Step<Vec<Order>>, Error> {
        let Some(admin) = self.secrets.get("ADMIN") else { return Ok(Step::Done(Vec::new())) };
        let Some(reply) = replies.first() else {
            return Ok(Step::Ask(self.admin_api(admin, LIST, &json!({ "email": email }))));
        };
        if graphql::is_forbidden(reply.http()?) {
            return Ok(Step::Done(Vec::new()));
        }
        let data = graphql::data(reply.http()?)?;
        let customers = needed_list(&data["customers"]["items"], "customers.items")?;
        let theirs = customers
            .iter()
            .filter(|customer| email_key(raw(&customer["emailAddress"])).as_deref() == Some(email))
            .flat_map(|customer| list(&customer["orders"]["items"]))
            .filter(|order| is_placed(order));
        let mut orders: Vec<Order> = theirs.map(|order| self.read(false, order)).collect();
        newest_first(&mut orders);
        Ok(Step::Done(orders))
    }

    fn read(&self, with_notes: bool, order: &Value) -> Order {
        let items = list(&order["lines"]);
        // A note of the shop's own is not public; the Shop API tells public ones alone, and does not say so.
        let history: Vec<&Value> = list(&order["history"]["items"])
            .iter()
            .rev()
            .filter(|entry| entry["isPublic"] != false)
            .collect();
        let parcels: Vec<Parcel> =
            list(&order["fulfillments"]).iter().map(|value| parcel::of(value, items, &history)).collect();
        let (state, own_word) = state(order, &parcels);
        let mut events: Vec<Event> = history.iter().filter_map(|entry| event(entry, with_notes)).collect();
        // Ids may also be UUIDs.
        oldest_first(&mut events);
        Order {
            number: word(&order["code"]),
            placed: time(&order["orderPlacedAt"]).or_else(|| time(&order["createdAt"])),
            state,
            stage: own_word,
            destination: country(&order["shippingAddress"]["countryCode"]),
            // Ways of sending have no kind here: a shop calls them as it likes.
            pickup: false,
            lines: items.iter().take(MOST_LINES).map(|item| self.line(item)).collect(),
            parcels,
            truncated: items.len() > MOST_LINES,
            events,
            url: None,
        }
    }

    fn line(&self, item: &Value) -> Line {
        let variant = &item["productVariant"];
        let (now, placed) = (count(&item["quantity"]), count(&item["orderPlacedQuantity"]));
        let name = word(&variant["product"]["name"]);
        let product = word(&variant["product"]["id"]);
        Line {
            name: if name.is_empty() { word(&variant["name"]) } else { name },
            variant: options(variant, &variant["product"]["optionGroups"]),
            sku: word(&variant["sku"]),
            // 0 before it was placed.
            quantity: now.max(placed),
            removed: placed.saturating_sub(now),
            product: (!product.is_empty()).then(|| product_id(&self.source, &product)),
        }
    }
}

/// Whether it is more than a cart.
fn is_placed(order: &Value) -> bool {
    !matches!(raw(&order["state"]), "" | "Created" | "Draft" | "AddingItems")
}

/// Where it stands (`DefaultOrderProcess`), and the shop's own word for a state that only it has.
fn state(order: &Value, parcels: &[Parcel]) -> (State, String) {
    let told = raw(&order["state"]);
    let goods = match told {
        "ArrangingPayment" | "ArrangingAdditionalPayment" => State::AwaitingPayment,
        "PaymentAuthorized" | "PaymentSettled" | "Modifying" => State::Processing,
        "PartiallyShipped" | "PartiallyDelivered" => State::PartlyShipped,
        "Shipped" => all_sent(parcels),
        "Delivered" => State::Delivered,
        "Cancelled" => return (State::Cancelled, String::new()),
        _ => State::Unknown,
    };
    let payments = list(&order["payments"]);
    let paid = payments
        .iter()
        .filter(|payment| payment["state"] == "Settled")
        .map(|payment| amount(&payment["amount"]));
    let refunds = payments.iter().flat_map(|payment| list(&payment["refunds"]));
    let back = refunds.filter(|refund| refund["state"] == "Settled").map(|refund| amount(&refund["total"]));
    let (paid, back) = (paid.fold(0, i64::saturating_add), back.fold(0, i64::saturating_add));
    let state = match back {
        0 => goods,
        back if back >= paid => State::Refunded,
        _ => partly_refunded(goods),
    };
    (state, if state == State::Unknown { said(told) } else { String::new() })
}

fn amount(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default().max(0)
}

/// A state of the order, or a note to the customer, which may name people.
fn event(entry: &Value, with_notes: bool) -> Option<Event> {
    let text = match raw(&entry["type"]) {
        "ORDER_STATE_TRANSITION"
            if !matches!(raw(&entry["data"]["to"]), "Draft" | "AddingItems" | "ArrangingPayment") =>
        {
            said(raw(&entry["data"]["to"]))
        }
        "ORDER_NOTE" if with_notes => cut(&crate::html::text(raw(&entry["data"]["note"])), NOTE_CHARS),
        _ => return None,
    };
    let at = time(&entry["createdAt"])?;
    (!text.is_empty()).then_some(Event { at, text, place: String::new() })
}

/// A state's name as people write: `PaymentSettled` is "Payment settled".
fn said(name: &str) -> String {
    let mut said = String::new();
    for c in name.chars().take(60) {
        if c.is_ascii_uppercase() && !said.is_empty() {
            said.push(' ');
            said.push(c.to_ascii_lowercase());
        } else {
            said.push(c);
        }
    }
    said
}
