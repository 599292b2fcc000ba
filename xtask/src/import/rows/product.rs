//! `products.jsonl`: the catalogue.

use std::collections::HashSet;
use std::fmt;

use model::choose::table::{AVAILABLE, BRAND, PRICE};
use model::id::{Invalid, WebAddress};
use model::money::{Currency, Money};
use model::product::{DESCRIPTION_CHARS, Product, Spec, Variant};
use model::source::Gives;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::super::sql::{inserts, quoted};
use super::super::told::{self, Told};
use super::lines::{Kind, Lines};
use super::{ABSURD, wrong_id, wrong_text};

const KIND: Kind = Kind {
    name: "products.jsonl",
    gives: Gives::Products,
    keys: &["id", "name", "brand", "description", "url", "image", "price", "available", "specs", "options"],
    example: r#"{"id":"fan-120","name":"Quiet Fan 120","url":"https://shop.example/fan-120","price":{"amount":"19.90","currency":"EUR"},"available":true,"specs":{"Size":"120 mm"},"options":[{"id":"fan-120-black","name":"Black"}]}"#,
};

/// The most characters of a name.
const NAME_CHARS: usize = 200;

/// A row of `products`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Row {
    /// The product, whose `id` is the shop's own.
    pub(in crate::import) product: Product,
    /// Its line in the file; none of what another system sells.
    pub(in crate::import) line: Option<usize>,
}

/// A line.
#[derive(Deserialize)]
struct Written {
    id: String,
    name: String,
    #[serde(default)]
    brand: String,
    #[serde(default)]
    description: String,
    url: Option<WebAddress>,
    image: Option<WebAddress>,
    price: Option<Amount>,
    available: Option<bool>,
    #[serde(default)]
    specs: Specs,
    #[serde(default)]
    options: Vec<WrittenOption>,
}

/// One form in which a product is sold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOption {
    id: String,
    name: String,
    #[serde(default)]
    sku: String,
    price: Option<Amount>,
    available: Option<bool>,
}

pub(super) fn read(lines: &mut Lines<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut ids: HashSet<String> = HashSet::new();
    let parse =
        |written: &str, _| serde_json::from_str::<Written>(written).map_err(|error| KIND.told(&error));
    for (line, written) in lines.read(&KIND, parse) {
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(wrong_id(&written.id));
        wrong.extend(wrong_text("name", &written.name, NAME_CHARS));
        wrong.extend(markup("name", &written.name));
        wrong.extend(markup("brand", &written.brand));
        wrong.extend(written.specs.0.iter().find_map(|spec| markup("specs", &spec.name)));
        if written.description.chars().count() > DESCRIPTION_CHARS {
            wrong.extend(wrong_text("description", &written.description, DESCRIPTION_CHARS));
        }
        for (index, option) in written.options.iter().enumerate() {
            wrong.extend(wrong_text("options", &option.name, NAME_CHARS));
            wrong.extend(markup("options", &option.name));
            if written.options[..index].iter().any(|other| other.id == option.id) {
                wrong.push(format!("`{}` is there twice as id of an option; write each once", option.id));
            }
        }
        let prices =
            written.price.iter().chain(written.options.iter().filter_map(|option| option.price.as_ref()));
        wrong.extend(prices.clone().filter_map(|Amount(money)| wrong_price(money)));
        let currencies: Vec<&Currency> = prices.map(|Amount(money)| &money.currency).collect();
        if currencies.windows(2).any(|two| two[0] != two[1]) {
            wrong.push("the prices are in several currencies; write all in one".to_owned());
        }
        if !ids.insert(written.id.clone()) {
            wrong.push(format!("`{}` is there twice as id of a product; write each once", written.id));
        }
        lines.all_wrong(&KIND, line, wrong);
        rows.push(Row { product: written.into(), line: Some(line) });
    }
    rows
}

/// What is wrong with a text that holds markup: it would be read out as it stands.
fn markup(key: &str, text: &str) -> Option<String> {
    let tag = |rest: &str| {
        let name = rest.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') && name.contains('>')
    };
    let found = text.split('<').skip(1).any(tag);
    found.then(|| format!("`{key}` holds HTML (`{text}`); write it as plain text"))
}

/// What is wrong with a price that nobody can mean.
fn wrong_price(money: &Money) -> Option<String> {
    match money.minor {
        0 => Some("a price of 0 reads as a gift; write what it costs, or leave `price` out".to_owned()),
        ABSURD.. => Some(
            "this price is beyond all that is sold here; write it with a point before its last digits"
                .to_owned(),
        ),
        _ => None,
    }
}

pub(super) fn statements(rows: &[Row], site: &str) -> Vec<String> {
    let site = quoted(site);
    let row = |(index, Row { product, .. }): (usize, &Row)| {
        let json = serde_json::to_string(product).unwrap_or_default();
        let texts = [&product.name, &words(product), &json].map(|text| quoted(text)).join(", ");
        format!("({site}, {}, {}, {texts})", quoted(&product.id), index + 1)
    };
    let mut all = vec![format!("DELETE FROM products WHERE site = {site}")];
    all.extend(inserts("products (site, id, position, name, words, json)", rows.iter().enumerate().map(row)));
    all
}

/// What else than its name finds a product.
fn words(product: &Product) -> String {
    let mut words = vec![product.brand.as_str()];
    words.extend(product.variants.iter().flat_map(|variant| [variant.sku.as_str(), &variant.name]));
    for spec in &product.specs {
        words.push(&spec.name);
        words.extend(spec.values.iter().map(String::as_str));
    }
    words.push(&product.description);
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

impl From<Written> for Product {
    fn from(written: Written) -> Self {
        let variants: Vec<Variant> = written.options.into_iter().map(Variant::from).collect();
        // The least and the most of what it can cost.
        let own = written.price.map(|Amount(money)| money);
        let prices = own.iter().chain(variants.iter().filter_map(|variant| variant.price.as_ref()));
        let least = prices.clone().min_by_key(|money| money.minor).cloned();
        let most = prices.max_by_key(|money| money.minor).cloned();
        Self {
            id: written.id,
            name: written.name,
            url: written.url.map(String::from),
            image: written.image.map(String::from),
            description: written.description,
            brand: written.brand,
            price_to: most.filter(|most| Some(most) != least.as_ref()),
            price: least,
            available: written.available,
            specs: written.specs.0,
            variants,
        }
    }
}

impl From<WrittenOption> for Variant {
    fn from(option: WrittenOption) -> Self {
        Self {
            id: option.id,
            name: option.name,
            sku: option.sku,
            price: option.price.map(|Amount(money)| money),
            available: option.available,
        }
    }
}

/// `{"amount":"19.90","currency":"EUR"}`, the amount also without quotes.
#[derive(Deserialize)]
#[serde(try_from = "WrittenAmount")]
struct Amount(Money);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an amount with its currency")]
struct WrittenAmount {
    amount: Value,
    currency: Currency,
}

impl TryFrom<WrittenAmount> for Amount {
    type Error = Invalid;

    fn try_from(WrittenAmount { amount, currency }: WrittenAmount) -> Result<Self, Invalid> {
        told::currency(currency.code()).map_err(|Told(wrong)| Invalid(wrong))?;
        let written = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
        let money = Money::parse(&written, currency.clone()).filter(|money| money.minor >= 0);
        money.map(Amount).ok_or_else(|| {
            let code = currency.code();
            let how = match currency.digits() {
                0 => "without a point, such as \"1990\"".to_owned(),
                digits => format!("with a point and at most {digits} digits behind it, such as \"19.90\""),
            };
            Invalid(format!("`{written}` is no price in {code}; write it {how}"))
        })
    }
}

/// `{"Memory":"16 GB","Ports":["HDMI","USB-C"]}`, in its own order.
#[derive(Default)]
struct Specs(Vec<Spec>);

impl<'de> Deserialize<'de> for Specs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SpecsVisitor)
    }
}

struct SpecsVisitor;

impl<'de> Visitor<'de> for SpecsVisitor {
    type Value = Specs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Specs, A::Error> {
        let wrong = |what: String| serde::de::Error::custom(["`specs`: ", &what].concat());
        let mut specs = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            let values = match value {
                Value::Array(list) => list.iter().map(plain).collect(),
                value => plain(&value).map(|value| vec![value]),
            };
            let values: Vec<String> = values.filter(|values: &Vec<String>| !values.is_empty()).ok_or_else(|| {
                wrong(format!(
                    "`{name}` is neither a text nor a number; write such as \"{name}\":\"16 GB\", or leave it out"
                ))
            })?;
            if [PRICE, BRAND, AVAILABLE].contains(&&*name) {
                return Err(wrong(format!("`{name}` stands beside `specs`, not in it; write it there")));
            }
            if specs.iter().any(|other: &Spec| other.name.eq_ignore_ascii_case(&name)) {
                return Err(wrong(format!(
                    "`{name}` is there twice; write it once, several values as [\"…\", \"…\"]"
                )));
            }
            specs.push(Spec { name, values });
        }
        Ok(Specs(specs))
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
