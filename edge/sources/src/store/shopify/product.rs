//! Shopify's products.

use model::money::Money;
use model::product::{DESCRIPTION_CHARS, Product, Spec, Variant};
use serde_json::{Value, json};

use super::{Shopify, number_of};
use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::{Page, ProductQuery};
use crate::store::json::{cut, is_number, list, money, needed_list, raw, url, word, words};
use crate::store::{PER_PAGE, graphql, product_id, told_apart};

/// What both APIs tell of a product; a list tells no variants, which would cost too many points.
macro_rules! admin_product {
    () => {
        "id handle title description(truncateAt: 2000) vendor onlineStoreUrl status publishedAt \
         hasOutOfStockVariants image: featuredMedia { preview { image { url } } } options { name values } \
         range: priceRangeV2 { minVariantPrice { amount currencyCode } maxVariantPrice { amount currencyCode } }"
    };
}
/// Where shops write what a product is, beside its options. The Storefront API tells none that is not asked for by name.
macro_rules! metafields {
    () => {
        " metafields(first: 15) { nodes { type value definition { name } } }"
    };
}
macro_rules! storefront_product {
    () => {
        "id handle title description(truncateAt: 2000) vendor onlineStoreUrl availableForSale \
         image: featuredImage { url } options { name values } \
         range: priceRange { minVariantPrice { amount currencyCode } maxVariantPrice { amount currencyCode } }"
    };
}

const ADMIN_LIST: &str = concat!(
    "query($first: Int!, $after: String, $query: String) { products(first: $first, after: $after, query: $query) \
     { pageInfo { hasNextPage endCursor } nodes { ",
    admin_product!(),
    " } } }"
);
/// With specs: at 20 to a page this is below the points that a query may cost.
const ADMIN_PAGE: &str = concat!(
    "query($first: Int!, $after: String, $query: String) { products(first: $first, after: $after, query: $query) \
     { pageInfo { hasNextPage endCursor } nodes { ",
    admin_product!(),
    metafields!(),
    " } } }"
);
const ADMIN_ONE: &str = concat!(
    "query($id: ID!) { product(id: $id) { ",
    admin_product!(),
    metafields!(),
    " variants(first: 100) { nodes { id title sku price availableForSale } } } }"
);
const STOREFRONT_LIST: &str = concat!(
    "query($first: Int!, $after: String, $query: String) { products(first: $first, after: $after, query: $query) \
     { pageInfo { hasNextPage endCursor } nodes { ",
    storefront_product!(),
    " } } }"
);
const STOREFRONT_ONE: &str = concat!(
    "query($id: ID!) { product(id: $id) { ",
    storefront_product!(),
    " variants(first: 100) { nodes { id title sku price { amount currencyCode } availableForSale } } } }"
);

impl Shopify {
    pub(crate) fn products(
        &self,
        query: &ProductQuery,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        self.list(query, ADMIN_LIST, replies)
    }

    /// A page of all products. They have specs beside their options where the Admin API tells them.
    pub(crate) fn catalogue(
        &self,
        after: Option<&str>,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let limit = if self.has_storefront() { PER_PAGE } else { PER_ADMIN_PAGE };
        let query = ProductQuery { words: String::new(), after: after.map(str::to_owned), limit };
        self.list(&query, ADMIN_PAGE, replies)
    }

    /// A list, of the Admin API by this query.
    fn list(
        &self,
        query: &ProductQuery,
        admin: &str,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let Some(reply) = replies.first() else {
            let words = begun(&query.words);
            let (first, after) = (query.limit, &query.after);
            return Ok(Step::Ask(if self.has_storefront() {
                let words = (!words.is_empty()).then_some(words);
                self.storefront(STOREFRONT_LIST, &json!({ "first": first, "after": after, "query": words }))
            } else {
                let words = ["status:active published_status:published ", &words].concat();
                self.admin(admin, &json!({ "first": first, "after": after, "query": words.trim_end() }))
            }));
        };
        let data = graphql::data(reply.http()?)?;
        let products = &data["products"];
        let items = needed_list(&products["nodes"], "products.nodes")?;
        let page = &products["pageInfo"];
        let next =
            page["hasNextPage"].as_bool().unwrap_or_default().then(|| raw(&page["endCursor"]).to_owned());
        let items = items.iter().filter_map(|value| self.read(value)).collect();
        Ok(Step::Done(Page { items, next: next.filter(|cursor| !cursor.is_empty()) }))
    }

    pub(crate) fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        if !is_number(id) {
            return Ok(Step::Done(None));
        }
        let Some(reply) = replies.first() else {
            let gid = ["gid://shopify/Product/", id].concat();
            let variables = json!({ "id": gid });
            return Ok(Step::Ask(if self.has_storefront() {
                self.storefront(STOREFRONT_ONE, &variables)
            } else {
                self.admin(ADMIN_ONE, &variables)
            }));
        };
        Ok(Step::Done(self.read(&graphql::data(reply.http()?)?["product"])))
    }

    /// Nothing where it has no name, or is not (yet) published: the Admin API also tells drafts.
    fn read(&self, value: &Value) -> Option<Product> {
        let (id, name) = (number_of(raw(&value["id"])), word(&value["title"]));
        let hidden =
            !self.has_storefront() && (value["status"] != "ACTIVE" || value["publishedAt"].is_null());
        if !is_number(id) || name.is_empty() || hidden {
            return None;
        }
        let range = |end: &str| {
            let price = &value["range"][end];
            money(&price["amount"], &price["currencyCode"])
        };
        let price = range("minVariantPrice");
        let variants: Vec<Variant> = list(&value["variants"]["nodes"])
            .iter()
            .map(|variant| self::variant(variant, price.as_ref()))
            .collect();
        let image = &value["image"];
        Some(Product {
            id: product_id(&self.source, id),
            name,
            url: url(&value["onlineStoreUrl"]),
            image: url(&image["url"]).or_else(|| url(&image["preview"]["image"]["url"])),
            description: cut(raw(&value["description"]), DESCRIPTION_CHARS),
            brand: word(&value["vendor"]),
            price_to: range("maxVariantPrice").filter(|most| Some(most) != price.as_ref()),
            available: available(value, &variants),
            specs: specs(value),
            variants: told_apart(variants),
            price,
        })
    }
}

fn variant(value: &Value, of_product: Option<&Money>) -> Variant {
    let price = &value["price"];
    // The Admin API writes the amount alone.
    let price = money(&price["amount"], &price["currencyCode"])
        .or_else(|| of_product.and_then(|of| Money::parse(&word(price), of.currency.clone())));
    Variant {
        id: number_of(raw(&value["id"])).to_owned(),
        name: word(&value["title"]),
        sku: word(&value["sku"]),
        price,
        available: value["availableForSale"].as_bool(),
    }
}

/// The Admin API tells it of variants alone. That some variant is out of stock tells nothing: it may be
/// sold all the same, and there may be others.
fn available(value: &Value, variants: &[Variant]) -> Option<bool> {
    value["availableForSale"].as_bool().or_else(|| {
        let told = variants.iter().filter_map(|variant| variant.available).reduce(|a, b| a || b);
        told.or_else(|| (value["hasOutOfStockVariants"] == false).then_some(true))
    })
}

/// How many products a page of the Admin API has where each comes with its specs.
const PER_ADMIN_PAGE: u8 = 20;

/// Options, and what else the shop has defined that products are.
fn specs(value: &Value) -> Vec<Spec> {
    let mut specs: Vec<Spec> = list(&value["options"]).iter().filter_map(spec).collect();
    for field in list(&value["metafields"]["nodes"]).iter().filter_map(metafield) {
        if specs.iter().all(|spec| spec.name != field.name) {
            specs.push(field);
        }
    }
    specs
}

/// What a metafield says, if that is a number, a measure, yes or no, or a few words.
/// <https://shopify.dev/docs/apps/build/metafields/list-of-data-types>
fn metafield(value: &Value) -> Option<Spec> {
    let name = word(&value["definition"]["name"]);
    let (kind, written) = (raw(&value["type"]), raw(&value["value"]));
    let (of_many, kind) = kind.strip_prefix("list.").map_or((false, kind), |kind| (true, kind));
    let read = |text: &Value| match kind {
        "single_line_text_field" | "number_integer" | "number_decimal" | "date" => word(text),
        "boolean" => match word(text).as_str() {
            "true" => "yes".to_owned(),
            _ => "no".to_owned(),
        },
        "dimension" | "weight" | "volume" => [word(&text["value"]), word(&text["unit"])].join(" "),
        _ => String::new(),
    };
    let parsed = || serde_json::from_slice::<Value>(written.as_bytes()).unwrap_or_default();
    let values = match kind {
        _ if of_many => list(&parsed()).iter().map(read).collect(),
        "dimension" | "weight" | "volume" => vec![read(&parsed())],
        _ => vec![read(&value["value"])],
    };
    let values: Vec<String> = values.into_iter().filter(|value| !value.trim().is_empty()).collect();
    (!name.is_empty() && !values.is_empty()).then_some(Spec { name, values })
}

/// An option with its values, but for the one that stands for having none.
fn spec(option: &Value) -> Option<Spec> {
    let name = word(&option["name"]);
    let values: Vec<String> =
        list(&option["values"]).iter().map(word).filter(|value| !value.is_empty()).collect();
    let none = name == "Title" && values == ["Default Title"];
    (!name.is_empty() && !values.is_empty() && !none).then_some(Spec { name, values })
}

/// Words as Shopify's search syntax takes them: beginnings of words, all of them. In small letters `AND`, `OR`
/// and `NOT` are no operators.
fn begun(typed: &str) -> String {
    words(typed).iter().map(|word| [word, "*"].concat()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metafields_are_specs() {
        for (kind, written, expect) in [
            ("single_line_text_field", "IPS", &["IPS"][..]),
            ("number_integer", "165", &["165"]),
            ("boolean", "true", &["yes"]),
            ("boolean", "false", &["no"]),
            ("dimension", r#"{"value":27.0,"unit":"in"}"#, &["27.0 in"]),
            ("list.single_line_text_field", r#"["HDMI","USB-C",""]"#, &["HDMI", "USB-C"]),
            ("list.dimension", r#"[{"value":1.5,"unit":"cm"}]"#, &["1.5 cm"]),
            ("list.single_line_text_field", "HDMI", &[]),
            ("dimension", "27", &[]),
            ("json", r#"{"value":27}"#, &[]),
            ("product_reference", "gid://shopify/Product/1", &[]),
            ("single_line_text_field", " ", &[]),
        ] {
            let told = json!({ "type": kind, "value": written, "definition": { "name": "Spec" } });
            let values = metafield(&told).map(|spec| spec.values).unwrap_or_default();
            assert_eq!(values, expect, "{kind} {written}");
            let own = json!({ "type": kind, "value": written, "definition": null });
            assert_eq!(metafield(&own), None, "an app's own data");
        }
    }

    #[test]
    fn what_is_typed_never_becomes_an_operator() {
        for (typed, expect) in [
            ("Gaming monitor", "gaming* monitor*"),
            ("27\" OR status:draft", "27* or* status* draft*"),
            ("-snow*(board)", "snow* board*"),
            ("显示器", "显示器*"),
            ("  ", ""),
        ] {
            assert_eq!(begun(typed), expect);
        }
    }
}
