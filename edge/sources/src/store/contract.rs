//! Any shop, by Deskbell's documented HTTP contract: `docs/http-contract.md`.

use model::order::{Event, Line, Order, Packed, Parcel, ParcelState, State};
use model::product::{DESCRIPTION_CHARS, Product, Spec, Variant};
use model::source::Source;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::ask::{Ask, HttpAsk, Reply, Step};
use crate::error::Error;
use crate::query::{Lookup, Page, ProductQuery, Proof, order_key};
use crate::secrets::Secrets;
use crate::store::json::{count, cut, encoded, list, missing, money, needed_list, raw, time, url, word};
use crate::store::{MOST_LINES, product_id};

/// The most parcels, and events of each, that are read.
const MOST_PARTS: usize = 100;
/// The most variants and specs of a product that are read.
const MOST_FORMS: usize = 250;

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
            items: items.iter().filter_map(|value| self.read_product(value)).collect(),
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
        self.read_product(&told).map(Some).map(Step::Done).ok_or_else(|| missing("name"))
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
        let order = self.read_order(&told)?;
        // Another order than the one asked for is nobody's business.
        if order_key(&order.number) != order_key(&lookup.number) {
            return Err(Error::Unreadable("an order with another number than asked for".to_owned()));
        }
        Ok(Step::Done(Some(order)))
    }

    fn authorized(&self, ask: HttpAsk) -> Ask {
        Ask::Http(match self.secrets.get("TOKEN") {
            Some(token) => ask.header("authorization", ["Bearer ", token].concat()),
            None => ask,
        })
    }

    fn read_product(&self, value: &Value) -> Option<Product> {
        let (id, name) = (word(&value["id"]), word(&value["name"]));
        let price = |price: &Value| money(&price["amount"], &price["currency"]);
        let least = price(&value["price"]);
        (!id.is_empty() && !name.is_empty()).then(|| Product {
            id: product_id(&self.source, &id),
            name,
            url: url(&value["url"]),
            image: url(&value["image"]),
            description: cut(&crate::html::text(raw(&value["description"])), DESCRIPTION_CHARS),
            brand: word(&value["brand"]),
            price_to: price(&value["price_to"]).filter(|most| Some(most) != least.as_ref()),
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
                    price: price(&variant["price"]),
                    available: variant["available"].as_bool(),
                })
                .filter(|variant| !variant.name.is_empty())
                .collect(),
        })
    }

    fn read_order(&self, value: &Value) -> Result<Order, Error> {
        let number = word(&value["number"]);
        if number.is_empty() {
            return Err(missing("number"));
        }
        let told = raw(&value["state"]);
        let state = named(told).unwrap_or(State::Unknown);
        let own_word = word(&value["stage"]);
        let lines = list(&value["lines"]).iter().take(MOST_LINES);
        Ok(Order {
            number,
            placed: time(&value["placed"]),
            state,
            // A state of the shop's own is shown as it stands.
            stage: if own_word.is_empty() && state == State::Unknown && told != "unknown" {
                cut(told, 60)
            } else {
                own_word
            },
            lines: lines
                .map(|line| Line {
                    name: word(&line["name"]),
                    variant: word(&line["variant"]),
                    sku: word(&line["sku"]),
                    // What is there at all is there once.
                    quantity: if line["quantity"].is_null() { 1 } else { count(&line["quantity"]) },
                    removed: count(&line["removed"]),
                    product: Some(word(&line["product"]))
                        .filter(|id| !id.is_empty())
                        .map(|id| product_id(&self.source, &id)),
                })
                .collect(),
            parcels: list(&value["parcels"])
                .iter()
                .take(MOST_PARTS)
                .map(|parcel| read_parcel(parcel, list(&value["lines"]).len()))
                .collect(),
            events: events(&value["events"]),
            url: url(&value["url"]),
        })
    }
}

fn read_parcel(value: &Value, lines: usize) -> Parcel {
    let contents = list(&value["contents"]).iter().take(MOST_LINES);
    Parcel {
        carrier: word(&value["carrier"]),
        tracking: word(&value["tracking"]),
        url: url(&value["url"]),
        state: named(raw(&value["state"])).unwrap_or(ParcelState::Unknown),
        shipped: time(&value["shipped"]),
        expected: time(&value["expected"]),
        delivered: time(&value["delivered"]),
        contents: contents
            .map(|packed| Packed { line: count(&packed["line"]), quantity: count(&packed["quantity"]) })
            .filter(|packed| (packed.line as usize) < lines.min(MOST_LINES))
            .collect(),
        events: events(&value["events"]),
    }
}

/// Oldest first, whatever their order; those without an instant are left out.
fn events(value: &Value) -> Vec<Event> {
    let read = |event: &Value| {
        Some(Event { at: time(&event["at"])?, text: word(&event["text"]), place: word(&event["place"]) })
    };
    let mut events: Vec<Event> = list(value).iter().take(MOST_PARTS).filter_map(read).collect();
    events.sort_by_key(|event| event.at);
    events
}

fn spec(value: &Value) -> Option<Spec> {
    let name = word(&value["name"]);
    let values: Vec<String> =
        list(&value["values"]).iter().map(word).filter(|value| !value.is_empty()).collect();
    (!name.is_empty() && !values.is_empty()).then_some(Spec { name, values })
}

/// One of the model's own states by its name; nothing for another word.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
    T::deserialize(name).ok()
}
