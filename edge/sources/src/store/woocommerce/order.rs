//! WooCommerce's orders.

use model::order::{Event, Line, Order, Parcel, State};
use serde_json::{Value, json};

use super::{Woocommerce, found, parcel};
use crate::ask::{Ask, Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, email_key, order_key};
use crate::store::json::{
    count, country, cut, encoded, html_word, is_number, list, missing, raw, time, word,
};
use crate::store::{MOST_LINES, all_sent, oldest_first, partly_refunded, product_id};

/// What is asked for, and no more.
const FIELDS: &str = "_fields=id,number,status,date_created_gmt,billing.email,billing.postcode,\
    billing.country,shipping.postcode,shipping.country,line_items,shipping_lines,refunds,meta_data";
/// The same of an order in a list.
const SHORT_FIELDS: &str =
    "_fields=id,number,status,date_created_gmt,billing.email,line_items,shipping_lines,refunds,meta_data";
/// How many orders are on a page of a search for somebody's, and how many pages are read: the search also finds
/// addresses in which this one is a part.
const PAGE: usize = 50;
const PAGES: usize = 3;
/// The most characters of a note.
const NOTE_CHARS: usize = 1_000;

impl Woocommerce {
    /// 1. the order whose id is the number; 2. if it has another number (there are plugins that number
    ///    orders without gaps), or is not proved, so that nobody can tell whether there is one, a search; 3. parcels;
    ///    4. what was given back, if anything was; 5. notes to the customer.
    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let key = order_key(&lookup.number);
        if key.is_empty() || key.len() > 50 {
            return Ok(Step::Done(None));
        }
        let mut replies = replies.iter();
        let mut order = None;
        if is_number(&key) {
            let Some(reply) = replies.next() else {
                return Ok(Step::Ask(self.rest_api(&["orders/", &key, "?", FIELDS])));
            };
            order = found(reply.http()?)?.filter(|order| has_number(order, &key) && is_proved(lookup, order));
        }
        if order.is_none() {
            let Some(reply) = replies.next() else {
                let path = ["orders?per_page=20&search=", &encoded(&key), "&", FIELDS];
                return Ok(Step::Ask(self.rest_api(&path)));
            };
            let told = found(reply.http()?)?.ok_or(Error::WrongAddress)?;
            let orders = told.as_array().ok_or_else(|| missing("list of orders"))?;
            order = orders.iter().find(|order| has_number(order, &key) && is_proved(lookup, order)).cloned();
        }
        let Some(order) = order else {
            return Ok(Step::Done(None));
        };
        let id = word(&order["id"]);

        let Some(reply) = replies.next() else {
            return Ok(Step::Ask(self.part_of(&id, "fulfillments")));
        };
        let sent = told_of(reply)?;
        let refunds = if list(&order["refunds"]).is_empty() {
            Value::Null
        } else {
            let Some(reply) = replies.next() else {
                return Ok(Step::Ask(self.part_of(&id, "refunds")));
            };
            told_of(reply)?
        };
        // What somebody wrote may name people.
        let notes = if lookup.by_email() {
            let Some(reply) = replies.next() else {
                return Ok(Step::Ask(self.part_of(&id, "notes?type=customer")));
            };
            told_of(reply)?
        } else {
            Value::Null
        };
        Ok(Step::Done(Some(self.read_order(&order, &sent, &refunds, &notes))))
    }

    /// The orders of who has this e-mail address, as [`email_key`] writes it. Guests have no account by which they
    /// could be asked for.
    pub(crate) fn orders_of(
        &self,
        email: &str,
        limit: usize,
        replies: &[Reply],
    ) -> Result<Step<Vec<Order>>, Error> {
        let mut orders = Vec::new();
        for page in 1..=PAGES {
            let Some(reply) = replies.get(page - 1) else {
                let parameters = json!({
                    "search": email, "orderby": "date", "order": "desc", "per_page": PAGE, "page": page,
                });
                return Ok(Step::Ask(self.rest_search(&["orders?", SHORT_FIELDS], &parameters)));
            };
            let told = found(reply.http()?)?.ok_or(Error::WrongAddress)?;
            let told = told.as_array().ok_or_else(|| missing("list of orders"))?;
            let theirs = told.iter().filter(|order| {
                is_order(order) && email_key(raw(&order["billing"]["email"])).as_deref() == Some(email)
            });
            orders
                .extend(theirs.map(|order| self.read_order(order, &Value::Null, &Value::Null, &Value::Null)));
            if told.len() < PAGE || orders.len() >= limit {
                break;
            }
        }
        Ok(Step::Done(orders))
    }

    fn part_of(&self, id: &str, part: &str) -> Ask {
        self.rest_api(&["orders/", id, "/", part])
    }

    fn read_order(&self, order: &Value, sent: &Value, refunds: &Value, notes: &Value) -> Order {
        let items = &list(&order["line_items"])[..list(&order["line_items"]).len().min(MOST_LINES)];
        let parcels = parcel::all(order, sent, items);
        let refunded = !list(&order["refunds"]).is_empty();
        let ways = list(&order["shipping_lines"]);
        let pickup = !ways.is_empty() && ways.iter().all(is_pickup);
        let (state, own_word) = state(raw(&order["status"]), refunded, pickup, &parcels);
        let mut events: Vec<Event> = list(notes).iter().filter_map(note).collect();
        oldest_first(&mut events);
        Order {
            number: word(&order["number"]),
            placed: time(&order["date_created_gmt"]),
            state,
            stage: own_word,
            // Where only one address was asked for, it is the billing address.
            destination: country(&order["shipping"]["country"])
                .or_else(|| country(&order["billing"]["country"]))
                .filter(|_| !pickup),
            pickup: pickup || state == State::ReadyForPickup,
            lines: items.iter().map(|item| self.line(item, refunds)).collect(),
            parcels,
            truncated: items.len() < list(&order["line_items"]).len(),
            events,
            url: None,
        }
    }

    fn line(&self, item: &Value, refunds: &Value) -> Line {
        let product = word(&item["product_id"]);
        // Attributes of the variation; names that begin with `_` are a plugin's own business.
        let of_variant = list(&item["meta_data"]).iter().filter(|meta| {
            count(&item["variation_id"]) > 0
                && !raw(&meta["key"]).starts_with('_')
                && meta["value"].is_string()
        });
        let variant = of_variant.map(|meta| {
            let shown = html_word(&meta["display_value"]);
            if shown.is_empty() { html_word(&meta["value"]) } else { shown }
        });
        Line {
            name: html_word(&item["name"]),
            variant: variant.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" / "),
            sku: word(&item["sku"]),
            quantity: count(&item["quantity"]),
            removed: removed(&word(&item["id"]), refunds),
            product: (is_number(&product) && product != "0").then(|| product_id(&self.source, &product)),
        }
    }
}

fn has_number(order: &Value, key: &str) -> bool {
    order_key(&word(&order["number"])) == key && is_order(order)
}

/// Whether it was placed, and not thrown away.
fn is_order(order: &Value) -> bool {
    !matches!(raw(&order["status"]), "trash" | "checkout-draft" | "auto-draft")
}

/// The ways of sending by which nothing is sent: that of the old checkout, and that of the one made of blocks. Old
/// orders have the number of the way behind its kind: `local_pickup:3`.
fn is_pickup(way: &Value) -> bool {
    let kind = raw(&way["method_id"]).split(':').next();
    matches!(kind, Some("local_pickup" | "pickup_location"))
}

fn is_proved(lookup: &Lookup, order: &Value) -> bool {
    let (billing, shipping) = (&order["billing"], &order["shipping"]);
    lookup.proved([raw(&billing["email"])], [raw(&shipping["postcode"]), raw(&billing["postcode"])])
}

/// A part of an order that older versions do not have, and that a key may not be allowed to read.
fn told_of(reply: &Reply) -> Result<Value, Error> {
    match found(reply.http()?) {
        Ok(told) => Ok(told.unwrap_or_default()),
        Err(Error::Refused | Error::WrongAddress) => Ok(Value::Null),
        Err(error) => Err(error),
    }
}

/// How many of a line were given back: refunds count them below zero, and name the line they are of.
fn removed(line: &str, refunds: &Value) -> u32 {
    let items = list(refunds).iter().flat_map(|refund| list(&refund["line_items"]));
    let of_line = items.filter(|item| {
        list(&item["meta_data"])
            .iter()
            .any(|meta| meta["key"] == "_refunded_item_id" && word(&meta["value"]) == line)
    });
    of_line.fold(0, |sum, item| {
        let quantity = item["quantity"].as_i64().unwrap_or_default().unsigned_abs();
        sum.saturating_add(u32::try_from(quantity).unwrap_or(u32::MAX))
    })
}

/// Where it stands, and the shop's own word where there is none of ours. WooCommerce's own states are the
/// first eight; the others are those of widespread plugins.
fn state(status: &str, refunded: bool, pickup: bool, parcels: &[Parcel]) -> (State, String) {
    let goods = match status {
        "pending" | "failed" => State::AwaitingPayment,
        "on-hold" => State::OnHold,
        "processing" if parcels.iter().any(|parcel| parcel.shipped.is_some()) => State::PartlyShipped,
        "processing" | "awaiting-shipment" | "packed" => State::Processing,
        // Done, as far as the shop is concerned.
        "completed" if refunded => State::PartlyRefunded,
        "completed" if pickup && parcels.is_empty() => State::Delivered,
        "completed" | "shipped" => all_sent(parcels),
        "cancelled" => State::Cancelled,
        "refunded" => State::Refunded,
        "partial-shipped" | "partially-shipped" => State::PartlyShipped,
        "delivered" | "picked-up" => State::Delivered,
        "ready-for-pickup" | "ready-pickup" | "awaiting-pickup" => State::ReadyForPickup,
        "backorder" | "backordered" | "back-order" => State::BackOrdered,
        "returned" => State::Returned,
        _ => return (State::Unknown, cut(&status.replace('-', " "), 60)),
    };
    (if refunded { partly_refunded(goods) } else { goods }, String::new())
}

/// A note, if it is for the customer: the others are the shop's own.
fn note(value: &Value) -> Option<Event> {
    let text = cut(&crate::html::text(raw(&value["note"])), NOTE_CHARS);
    let shown = value["customer_note"] == true && !text.is_empty();
    Some(Event { at: time(&value["date_created_gmt"])?, text, place: String::new() }).filter(|_| shown)
}
