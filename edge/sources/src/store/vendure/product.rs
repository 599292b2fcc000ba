//! Vendure's products.

use model::money::Money;
use model::product::{DESCRIPTION_CHARS, Product, Spec, Variant};
use serde_json::{Value, json};

use super::{Vendure, options};
use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Page, ProductQuery};
use crate::store::json::{count, cut, encoded, list, needed_list, raw, scaled_money, url, word};
use crate::store::{PER_PAGE, graphql, product_id, told_apart};

const SEARCH: &str = "query($term: String, $take: Int, $skip: Int) { search(input: { term: $term, \
    groupByProduct: true, take: $take, skip: $skip }) { totalItems items { productId productName slug description \
    currencyCode productAsset { preview } priceWithTax { ... on SinglePrice { value } ... on PriceRange { min max } } \
    } } }";

/// What is asked of a product for all that it is.
macro_rules! product {
    () => {
        "id name slug description featuredAsset { preview } optionGroups { id name options { name } } \
         facetValues { name facet { code name } } \
         variants { id name sku currencyCode priceWithTax stockLevel options { name groupId } }"
    };
}

const ONE: &str = concat!("query($id: ID!) { product(id: $id) { ", product!(), " } }");

/// In the order of their ids: what is changed meanwhile does not move.
const PAGE: &str = concat!(
    "query($take: Int, $skip: Int) { products(options: { take: $take, skip: $skip, sort: { id: ASC } }) \
     { totalItems items { ",
    product!(),
    " } } }"
);

/// Vendure keeps money in hundredths, whatever the currency (`DefaultMoneyStrategy.precision`).
const MONEY_DIGITS: u32 = 2;

impl Vendure {
    pub(crate) fn products(
        &self,
        query: &ProductQuery,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let skip: u32 = query.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0);
        let Some(reply) = replies.first() else {
            let variables = json!({ "term": term(&query.words), "take": query.limit, "skip": skip });
            return Ok(Step::Ask(self.shop_api(SEARCH, &variables)));
        };
        let data = graphql::data(reply.http()?)?;
        let found = needed_list(&data["search"]["items"], "search.items")?;
        let read = skip.saturating_add(u32::try_from(found.len()).unwrap_or(u32::MAX));
        let more = !found.is_empty() && read < count(&data["search"]["totalItems"]);
        Ok(Step::Done(Page {
            items: found.iter().filter_map(|value| self.found(value)).collect(),
            next: more.then(|| read.to_string()),
        }))
    }

    /// A page of all products. The search index of [`Vendure::products`] has no specs.
    pub(crate) fn catalogue(
        &self,
        after: Option<&str>,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let skip: u32 = after.and_then(|after| after.parse().ok()).unwrap_or(0);
        let Some(reply) = replies.first() else {
            let variables = json!({ "take": PER_PAGE, "skip": skip });
            return Ok(Step::Ask(self.shop_api(PAGE, &variables)));
        };
        let data = graphql::data(reply.http()?)?;
        let found = needed_list(&data["products"]["items"], "products.items")?;
        let read = skip.saturating_add(u32::try_from(found.len()).unwrap_or(u32::MAX));
        let more = !found.is_empty() && read < count(&data["products"]["totalItems"]);
        Ok(Step::Done(Page {
            items: found.iter().filter_map(|value| self.whole(value)).collect(),
            next: more.then(|| read.to_string()),
        }))
    }

    pub(crate) fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        if id.is_empty() || id.len() > 60 {
            return Ok(Step::Done(None));
        }
        let Some(reply) = replies.first() else {
            return Ok(Step::Ask(self.shop_api(ONE, &json!({ "id": id }))));
        };
        let data = graphql::data(reply.http()?)?;
        let value = &data["product"];
        // Databases read more than they should into an id: `0x1` is 1 to SQLite, and `1a` to MySQL.
        if word(&value["id"]) != id {
            return Ok(Step::Done(None));
        }
        Ok(Step::Done(self.whole(value)))
    }

    /// A product with all that it is.
    fn whole(&self, value: &Value) -> Option<Product> {
        let product = self.named(value, &value["id"], &value["name"])?;
        let variants: Vec<Variant> =
            list(&value["variants"]).iter().map(|one| variant(one, &value["optionGroups"])).collect();
        let prices = || variants.iter().filter_map(|variant| variant.price.clone());
        let (least, most) =
            (prices().min_by_key(|price| price.minor), prices().max_by_key(|price| price.minor));
        Some(Product {
            image: url(&value["featuredAsset"]["preview"]),
            brand: list(&value["facetValues"])
                .iter()
                .find(|facet| facet["facet"]["code"] == "brand")
                .map(|facet| word(&facet["name"]))
                .unwrap_or_default(),
            price_to: most.filter(|most| Some(most) != least.as_ref()),
            price: least,
            available: variants.iter().filter_map(|variant| variant.available).reduce(|a, b| a || b),
            specs: specs(value),
            variants: told_apart(variants),
            ..product
        })
    }

    fn found(&self, value: &Value) -> Option<Product> {
        let price = &value["priceWithTax"];
        let amount = |amount: &Value| money(amount, &value["currencyCode"]);
        let least = amount(&price["value"]).or_else(|| amount(&price["min"]));
        Some(Product {
            image: url(&value["productAsset"]["preview"]),
            price_to: amount(&price["max"]).filter(|most| Some(most) != least.as_ref()),
            price: least,
            ..self.named(value, &value["productId"], &value["productName"])?
        })
    }

    fn named(&self, value: &Value, id: &Value, name: &Value) -> Option<Product> {
        let (id, name, slug) = (word(id), word(name), raw(&value["slug"]));
        let page = self.product_url.as_ref().map(|at| Value::String(at.replace("{slug}", &encoded(slug))));
        (!id.is_empty() && !name.is_empty()).then(|| Product {
            id: product_id(&self.source, &id),
            name,
            url: page.filter(|_| !slug.is_empty()).and_then(|page| url(&page)),
            image: None,
            description: cut(&crate::html::text(raw(&value["description"])), DESCRIPTION_CHARS),
            brand: String::new(),
            price: None,
            price_to: None,
            available: None,
            specs: Vec::new(),
            variants: Vec::new(),
        })
    }
}

/// Words, without brackets: Vendure hands those on to the boolean search of `MySQL`, to which one alone is a mistake of
/// syntax (`MysqlSearchStrategy` takes all other signs out). One space between: `SQLite` looks for the text as it is.
fn term(words: &str) -> String {
    let words = words.split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn money(amount: &Value, currency: &Value) -> Option<Money> {
    scaled_money(amount, MONEY_DIGITS, currency)
}

fn variant(value: &Value, groups: &Value) -> Variant {
    let options = options(value, groups);
    Variant {
        id: word(&value["id"]),
        name: if options.is_empty() { word(&value["name"]) } else { options },
        sku: word(&value["sku"]),
        price: money(&value["priceWithTax"], &value["currencyCode"]),
        // `DefaultStockDisplayStrategy`; another strategy writes what it likes.
        available: match raw(&value["stockLevel"]) {
            "IN_STOCK" | "LOW_STOCK" => Some(true),
            "OUT_OF_STOCK" => Some(false),
            _ => None,
        },
    }
}

/// Facets, each once with all its values, then options.
fn specs(value: &Value) -> Vec<Spec> {
    let mut specs: Vec<Spec> = Vec::new();
    let mut add = |name: String, value: String| {
        if name.is_empty() || value.is_empty() {
            return;
        }
        match specs.iter_mut().find(|spec| spec.name == name) {
            Some(spec) => spec.values.push(value),
            None => specs.push(Spec { name, values: vec![value] }),
        }
    };
    for facet in list(&value["facetValues"]).iter().filter(|facet| facet["facet"]["code"] != "brand") {
        add(word(&facet["facet"]["name"]), word(&facet["name"]));
    }
    for group in list(&value["optionGroups"]) {
        for option in list(&group["options"]) {
            add(word(&group["name"]), word(&option["name"]));
        }
    }
    specs
}
