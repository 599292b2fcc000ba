//! Any shop, by Deskbell's documented HTTP contract: `docs/http-contract.md`.

use model::order::Order;
use model::product::{DESCRIPTION_CHARS, Product};
use model::source::Source;
use serde_json::{Value, json};

use crate::ask::{Ask, HttpAsk, Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, Page, ProductQuery, Proof, bare_key};
use crate::secrets::Secrets;
use crate::store::json::{cut, encoded, missing, needed_list, word};
use crate::store::{newest_first, written};

/// A shop that speaks the contract.
#[derive(Clone, Debug)]
pub struct Contract {
    source: String,
    address: String,
    secrets: Secrets,
}

impl Contract {
    pub(crate) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            secrets: secrets.clone(),
        }
    }

    /// `GET /products?q=&after=&limit=`
    pub(crate) fn products(
        &self,
        query: &ProductQuery,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let Some(reply) = replies.first() else {
            let mut url = [&self.address, "/products?limit=", &query.limit.to_string()].concat();
            for (name, value) in [("&q=", Some(&query.words)), ("&after=", query.after.as_ref())] {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    url.extend([name, &encoded(value)]);
                }
            }
            return Ok(Step::Ask(self.authorized(HttpAsk::get(url))));
        };
        let told: Value = reply.http()?.json()?;
        let items = needed_list(&told["products"], "products")?;
        let next = word(&told["next"]);
        Ok(Step::Done(Page {
            items: items
                .iter()
                .filter_map(|value| written::product(&self.source, value).map(in_text))
                .collect(),
            next: (!next.is_empty()).then_some(next),
        }))
    }

    /// `GET /products/{id}`
    pub(crate) fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        if id.is_empty() {
            return Ok(Step::Done(None));
        }
        let Some(reply) = replies.first() else {
            let url = [&self.address, "/products/", &encoded(id)].concat();
            return Ok(Step::Ask(self.authorized(HttpAsk::get(url))));
        };
        let Some(told) = reply.http()?.json_if_found::<Value>()? else {
            return Ok(Step::Done(None));
        };
        let product = written::product(&self.source, &told).map(in_text).ok_or_else(|| missing("name"))?;
        Ok(Step::Done(Some(product)))
    }

    /// `POST /orders/lookup`: the shop compares the proof.
    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let Some(reply) = replies.first() else {
            let body = match &lookup.proof {
                Proof::Email(email) => json!({ "number": lookup.number, "email": email.trim() }),
                Proof::Postcode(postcode) => json!({ "number": lookup.number, "postcode": postcode.trim() }),
            };
            let url = [&self.address, "/orders/lookup"].concat();
            return Ok(Step::Ask(self.authorized(HttpAsk::post(url, &body))));
        };
        let Some(told) = reply.http()?.json_if_found::<Value>()? else {
            return Ok(Step::Done(None));
        };
        let order = written::order(&self.source, &told).ok_or_else(|| missing("number"))?;
        // Another order than the one asked for is nobody's business.
        if bare_key(&order.number) != bare_key(&lookup.number) {
            return Err(Error::Unreadable("an order with another number than asked for".to_owned()));
        }
        Ok(Step::Done(Some(order)))
    }

    /// `POST /orders/list`, which a shop need not have: who has this e-mail address, the shop compares.
    pub(crate) fn orders_of(
        &self,
        email: &str,
        limit: usize,
        replies: &[Reply],
    ) -> Result<Step<Vec<Order>>, Error> {
        let Some(reply) = replies.first() else {
            let url = [&self.address, "/orders/list"].concat();
            let ask = HttpAsk::post(url, &json!({ "email": email, "limit": limit }));
            return Ok(Step::Ask(self.authorized(ask)));
        };
        let Some(told) = reply.http()?.json_if_found::<Value>()? else {
            return Ok(Step::Done(Vec::new()));
        };
        let told = needed_list(&told["orders"], "orders")?;
        let mut orders: Vec<Order> =
            told.iter().filter_map(|value| written::order(&self.source, value)).collect();
        newest_first(&mut orders);
        Ok(Step::Done(orders))
    }

    fn authorized(&self, ask: HttpAsk) -> Ask {
        Ask::Http(match self.secrets.get("TOKEN") {
            Some(token) => ask.header("authorization", ["Bearer ", token].concat()),
            None => ask,
        })
    }
}

/// Its description may be HTML.
fn in_text(product: Product) -> Product {
    Product { description: cut(&crate::html::text(&product.description), DESCRIPTION_CHARS), ..product }
}
