//! WooCommerce's products, as the Store API tells them.

use model::product::{DESCRIPTION_CHARS, Product, Spec, Variant};
use serde_json::Value;

use super::{Woocommerce, found};
use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Page, ProductQuery};
use crate::store::json::{
    count, cut, encoded, html_word, is_number, list, missing, raw, scaled_money, url, word,
};
use crate::store::product_id;

impl Woocommerce {
    pub(crate) fn products(
        &self,
        query: &ProductQuery,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let page: u32 = query.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(1);
        let Some(reply) = replies.first() else {
            let (page, limit) = (page.to_string(), query.limit.to_string());
            let words = encoded(&query.words);
            let search = if words.is_empty() { ["", ""] } else { ["&search=", &words] };
            let path = ["products?per_page=", &limit, "&page=", &page].into_iter().chain(search);
            return Ok(Step::Ask(self.store_api(&path.collect::<Vec<_>>())));
        };
        let reply = reply.http()?;
        let told = found(reply)?.ok_or(Error::WrongAddress)?;
        let items = told.as_array().ok_or_else(|| missing("list of products"))?;
        // Without the header, a full page may have another after it.
        let more = match reply.header("x-wp-totalpages").and_then(|pages| pages.parse::<u32>().ok()) {
            Some(pages) => page < pages,
            None => items.len() >= usize::from(query.limit.max(1)),
        };
        let next = more.then(|| page.saturating_add(1).to_string());
        Ok(Step::Done(Page { items: items.iter().filter_map(|value| self.read(value)).collect(), next }))
    }

    pub(crate) fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        if !is_number(id) {
            return Ok(Step::Done(None));
        }
        let Some(reply) = replies.first() else {
            return Ok(Step::Ask(self.store_api(&["products/", id])));
        };
        Ok(Step::Done(found(reply.http()?)?.and_then(|value| self.read(&value))))
    }

    fn read(&self, value: &Value) -> Option<Product> {
        let (id, name) = (word(&value["id"]), html_word(&value["name"]));
        if !is_number(&id) || name.is_empty() {
            return None;
        }
        let prices = &value["prices"];
        let amount = |amount: &Value| {
            scaled_money(amount, count(&prices["currency_minor_unit"]), &prices["currency_code"])
        };
        let range = &prices["price_range"];
        let price = amount(&range["min_amount"]).or_else(|| amount(&prices["price"]));
        let short = crate::html::text(raw(&value["short_description"]));
        let description =
            if short.is_empty() { crate::html::text(raw(&value["description"])) } else { short };
        let variants: Vec<Variant> = list(&value["variations"]).iter().filter_map(variant).collect();
        Some(Product {
            id: product_id(&self.source, &id),
            name,
            url: url(&value["permalink"]),
            image: list(&value["images"]).first().and_then(|image| url(&image["src"])),
            description: cut(&description, DESCRIPTION_CHARS),
            brand: list(&value["brands"]).first().map(|brand| html_word(&brand["name"])).unwrap_or_default(),
            price_to: amount(&range["max_amount"]).filter(|most| Some(most) != price.as_ref()),
            price,
            available: value["is_in_stock"].as_bool(),
            specs: list(&value["attributes"]).iter().filter_map(spec).collect(),
            variants,
        })
    }
}

/// The Store API tells a variation's id and attributes; its price takes a question for each.
fn variant(value: &Value) -> Option<Variant> {
    let id = word(&value["id"]);
    // An attribute without a value stands for any; a variation of nothing else is told from none.
    let parts = list(&value["attributes"]).iter().map(|attribute| html_word(&attribute["value"]));
    let name = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ");
    (is_number(&id) && !name.is_empty()).then_some(Variant {
        id,
        name,
        sku: String::new(),
        price: None,
        available: None,
    })
}

fn spec(value: &Value) -> Option<Spec> {
    let name = html_word(&value["name"]);
    let values = list(&value["terms"]).iter().map(|term| html_word(&term["name"]));
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    (!name.is_empty() && !values.is_empty()).then_some(Spec { name, values })
}
