//! Shopify's orders: what is asked.

use std::slice::Iter;

use model::order::Order;
use serde_json::{Value, json};

use super::{Shopify, read};
use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, email_key, order_key};
use crate::store::json::{in_word, list, needed_list, raw, taken};
use crate::store::{MOST_LINES, graphql};

/// What proves an order, before any more of it is asked for: the same question and as long an answer, whether there is
/// no such order or the proof is wrong.
const FIND: &str = "query($query: String!) { orders(first: 10, query: $query) { nodes { id name email \
    billingAddress { zip } shippingAddress { zip } } } }";

/// Some 720 points: 50 lines with their products are 100, 16 parcels with up to 12 lines and 8 events 560. Why it
/// waits, and that it is fetched, needs a right of its own (`read_merchant_managed_fulfillment_orders`); it is asked
/// for beside the order, since what denies a part denies the whole.
const DETAIL: &str = "query($id: ID!) { order(id: $id) { name createdAt processedAt cancelledAt \
    displayFinancialStatus displayFulfillmentStatus returnStatus statusPageUrl shippingAddress { countryCodeV2 } \
    lineItems(first: 50) { pageInfo { hasNextPage endCursor } nodes { id title variantTitle sku quantity \
    currentQuantity product { id } } } \
    fulfillmentsCount { count } fulfillments(first: 16) { id displayStatus createdAt inTransitAt deliveredAt \
    estimatedDeliveryAt trackingInfo(first: 3) { company number url } \
    fulfillmentLineItems(first: 12) { pageInfo { hasNextPage endCursor } nodes { quantity lineItem { id } } } \
    events(first: 8, sortKey: HAPPENED_AT, reverse: true) { nodes { happenedAt status message city } } } } \
    rest: order(id: $id) { fulfillmentOrders(first: 10) { nodes { deliveryMethod { methodType } \
    fulfillmentHolds { reason } } } } }";

/// More lines: 500 points.
const LINES: &str = "query($id: ID!, $after: String) { order(id: $id) { lineItems(first: 250, after: $after) { \
    pageInfo { hasNextPage endCursor } nodes { id title variantTitle sku quantity currentQuantity product { id } } } } }";

/// More of what is in a parcel: 500 points.
const CONTENTS: &str = "query($id: ID!, $after: String) { fulfillment(id: $id) { \
    fulfillmentLineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor } \
    nodes { quantity lineItem { id } } } } }";

/// Somebody's orders in short, 640 points: the search also finds addresses that are nearly the same.
const LIST: &str = "query($query: String!) { orders(first: 40, sortKey: PROCESSED_AT, reverse: true, query: $query) { \
    nodes { name email createdAt processedAt cancelledAt displayFinancialStatus displayFulfillmentStatus \
    returnStatus lineItems(first: 10) { pageInfo { hasNextPage } nodes { title variantTitle quantity \
    currentQuantity } } fulfillments(first: 5) { displayStatus createdAt inTransitAt deliveredAt } } } }";

/// The most questions about one order. What is in its parcels is not told where it would take more.
const MOST_ASKS: usize = 10;

impl Shopify {
    /// 1. which order has this number, and whether it is proved; 2. the order; 3. more lines, 250 at a time; 4. more of
    ///    what is in its parcels, likewise.
    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let key = order_key(&lookup.number);
        // Nothing else is in numbers; and nothing else gets into the search.
        if key.is_empty() || key.len() > 50 || !key.chars().all(|c| in_word(c) || "-_./".contains(c)) {
            return Ok(Step::Done(None));
        }
        let mut pages = Pages { asked: replies.len(), replies: replies.iter() };
        let Some(reply) = pages.replies.next() else {
            let query = ["name:\"#", &key, "\" OR name:\"", &key, "\""].concat();
            return Ok(Step::Ask(self.admin(FIND, &json!({ "query": query }))));
        };
        let Some(gid) = proved(lookup, &key, &graphql::data(reply.http()?)?)? else {
            return Ok(Step::Done(None));
        };

        let Some(reply) = pages.replies.next() else {
            return Ok(Step::Ask(self.admin(DETAIL, &json!({ "id": gid }))));
        };
        let data = graphql::permitted(reply.http()?, "order")?;
        let order = &data["order"];
        if order.is_null() {
            return Ok(Step::Done(None));
        }

        let lines = match pages.all(&order["lineItems"], ["order", "lineItems"], MOST_LINES)? {
            Nodes::Next(after) => {
                return Ok(Step::Ask(self.admin(LINES, &json!({ "id": gid, "after": after }))));
            }
            told => told,
        };
        let mut contents = Vec::new();
        for parcel in list(&order["fulfillments"]) {
            let first = &parcel["fulfillmentLineItems"];
            contents.push(match pages.all(first, ["fulfillment", "fulfillmentLineItems"], MOST_LINES)? {
                Nodes::Next(after) => {
                    let variables = json!({ "id": raw(&parcel["id"]), "after": after });
                    return Ok(Step::Ask(self.admin(CONTENTS, &variables)));
                }
                Nodes::All(nodes) => nodes,
                // A part would look like the whole.
                Nodes::Cut(_) => Vec::new(),
            });
        }
        Ok(Step::Done(Some(read::order(self, lookup, &data, lines, &contents))))
    }

    /// The orders of who has this e-mail address, as [`email_key`] writes it.
    pub(crate) fn orders_of(&self, email: &str, replies: &[Reply]) -> Result<Step<Vec<Order>>, Error> {
        let Some(reply) = replies.first() else {
            let query = ["email:\"", email, "\""].concat();
            return Ok(Step::Ask(self.admin(LIST, &json!({ "query": query }))));
        };
        let data = graphql::data(reply.http()?)?;
        let theirs = needed_list(&data["orders"]["nodes"], "orders.nodes")?
            .iter()
            .filter(|order| email_key(raw(&order["email"])).as_deref() == Some(email));
        Ok(Step::Done(theirs.map(|order| read::in_short(self, order)).collect()))
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

/// Lists that come page by page, with the replies that are not read yet.
struct Pages<'a> {
    /// How many questions have been answered.
    asked: usize,
    replies: Iter<'a, Reply>,
}

/// What there is of a list.
pub(super) enum Nodes {
    /// All of it.
    All(Vec<Value>),
    /// What was read before it was too much.
    Cut(Vec<Value>),
    /// The next page must be asked for, after this.
    Next(String),
}

impl Pages<'_> {
    /// The nodes of a list from its first page on, where those that follow are at `path` of the answers.
    fn all(&mut self, first: &Value, path: [&str; 2], most: usize) -> Result<Nodes, Error> {
        let mut all = Vec::new();
        let mut page = first.clone();
        loop {
            let nodes = needed_list(&page["nodes"], path[1])?;
            all.extend_from_slice(nodes);
            if page["pageInfo"]["hasNextPage"] != true || nodes.is_empty() {
                return Ok(Nodes::All(all));
            }
            if all.len() >= most {
                return Ok(Nodes::Cut(all));
            }
            let Some(reply) = self.replies.next() else {
                let after = raw(&page["pageInfo"]["endCursor"]).to_owned();
                return Ok(if self.asked < MOST_ASKS { Nodes::Next(after) } else { Nodes::Cut(all) });
            };
            page = taken(taken(graphql::data(reply.http()?)?, path[0]), path[1]);
        }
    }
}
