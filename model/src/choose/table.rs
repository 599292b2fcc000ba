//! A catalogue as columns: each distinct value of a spec once, and for each product which one it has.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::spec::{Measure, Value, read};
use crate::money::{Currency, Money};
use crate::product::Product;

/// Names that stand for what every product has beside its specs, in guides and filters.
pub const PRICE: &str = "price";
/// See [`PRICE`].
pub const BRAND: &str = "brand";
/// Whether it can be bought now; see [`PRICE`].
pub const AVAILABLE: &str = "available";

/// How the values of [`AVAILABLE`] are written in a table; pages have their own words for it.
pub const NO: &str = "no";
/// See [`NO`].
pub const YES: &str = "yes";

/// What products say of one spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// The spec's name in the catalogue, or one of [`PRICE`], [`BRAND`], [`AVAILABLE`].
    pub spec: String,
    /// The distinct values in ascending order; those that say the same are one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// How each of the values is written.
    pub texts: Vec<String>,
    /// For each product, in the order of the products, the number of its value, from 1; 0 where it is not
    /// known. As JSON one text ([`super::codes`]).
    #[serde(with = "super::codes")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub codes: Vec<u32>,
}

/// The products among which one chooses, by the names of their specs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// One for each spec.
    pub columns: Vec<Column>,
    /// How many products there are: the length of every column's codes.
    pub products: u32,
}

impl Column {
    /// The column of a spec. Prices in another currency than `currency` are not known; `priced` writes an
    /// amount as the reader's language does.
    pub fn of(
        spec: &str,
        products: &[&Product],
        currency: Option<&Currency>,
        priced: &dyn Fn(&Money) -> String,
    ) -> Self {
        let read = |product: &&Product| stated(product, spec, currency, priced);
        let mut stated: Vec<(usize, (Value, String))> =
            products.iter().enumerate().filter_map(|(row, product)| Some((row, read(product)?))).collect();
        // Equal values stay in the order of the catalogue, so that the first one's wording is kept.
        stated.sort_by(|(_, (one, _)), (_, (other, _))| one.order(other));
        let mut column = Self { spec: spec.to_owned(), codes: vec![0; products.len()], ..Self::default() };
        let mut code = 0;
        for (row, (value, text)) in stated {
            if column.values.last().is_none_or(|last| !last.same(&value)) {
                column.values.push(value);
                column.texts.push(text);
                code += 1;
            }
            column.codes[row] = code;
        }
        column
    }

    /// How a product's value is written; empty where it is not known.
    pub fn text(&self, row: usize) -> &str {
        let code = self.codes.get(row).copied().unwrap_or(0) as usize;
        code.checked_sub(1).and_then(|at| self.texts.get(at)).map_or("", String::as_str)
    }

    /// The measure that most of its products state, of a column of numbers: not where more are words.
    pub fn measure(&self) -> Option<Measure> {
        let mut counts: Vec<(Option<Measure>, usize)> = Vec::new();
        for code in self.codes.iter().filter(|code| **code > 0) {
            let measure = self.values.get(*code as usize - 1).and_then(Value::measure);
            match counts.iter_mut().find(|(other, _)| *other == measure) {
                Some((_, count)) => *count += 1,
                None => counts.push((measure, 1)),
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(measure, _)| measure)
    }
}

impl Table {
    /// The columns of these specs.
    pub fn of(products: &[&Product], specs: &[&str], priced: &dyn Fn(&Money) -> String) -> Self {
        let currency = currency(products);
        let columns = specs.iter().map(|spec| Column::of(spec, products, currency, priced)).collect();
        Self { columns, products: u32::try_from(products.len()).unwrap_or(u32::MAX) }
    }

    /// Which column has this spec.
    pub fn column(&self, spec: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.spec == spec)
    }
}

/// The names of all specs of these products, the most common first: what filters can be made from.
pub fn specs<'a>(products: &[&'a Product]) -> Vec<&'a str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for spec in products.iter().flat_map(|product| &product.specs) {
        match counted.iter_mut().find(|(name, _)| *name == spec.name) {
            Some((_, count)) => *count += 1,
            None => counted.push((&spec.name, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(name, _)| name).collect()
}

/// The currency of most prices; the first of equals.
pub fn currency<'a>(products: &[&'a Product]) -> Option<&'a Currency> {
    let mut counts: Vec<(&Currency, usize)> = Vec::new();
    for currency in products.iter().filter_map(|product| Some(&product.price.as_ref()?.currency)) {
        match counts.iter_mut().find(|(other, _)| *other == currency) {
            Some((_, count)) => *count += 1,
            None => counts.push((currency, 1)),
        }
    }
    let most = |best: (&'a Currency, usize), other| if compare(&best, &other).is_lt() { other } else { best };
    counts.into_iter().reduce(most).map(|(currency, _)| currency)
}

fn compare(one: &(&Currency, usize), other: &(&Currency, usize)) -> Ordering {
    one.1.cmp(&other.1)
}

/// What a product says of a spec, and how it writes it.
fn stated(
    product: &Product,
    spec: &str,
    currency: Option<&Currency>,
    priced: &dyn Fn(&Money) -> String,
) -> Option<(Value, String)> {
    match spec {
        PRICE => {
            let price = product.price.as_ref().filter(|price| Some(&price.currency) == currency)?;
            // Nothing is sold for nothing: it is a price that nobody filled in.
            let price = (price.minor > 0).then_some(price)?;
            Some((Value::Range(Measure::Money, price.minor, price.minor), priced(price)))
        }
        BRAND => (!product.brand.is_empty())
            .then(|| (Value::Words(vec![product.brand.clone()]), product.brand.clone())),
        AVAILABLE => product
            .available
            .map(|available| (Value::Truth(available), if available { YES } else { NO }.to_owned())),
        _ => {
            let spec = product.specs.iter().find(|one| one.name == spec)?;
            Some((read(&spec.values)?, spec.values.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::fixtures::product;

    #[test]
    fn equal_values_are_one_and_missing_ones_none() {
        let products = [
            product("a", 300, &[("Size", "27 in"), ("Panel", "IPS")]),
            product("b", 100, &[("Size", "24 in"), ("Panel", "ips")]),
            product("c", 200, &[("Size", "68.58 cm")]),
            product("d", 0, &[("Size", "large")]),
        ];
        let products: Vec<&Product> = products.iter().collect();
        let table =
            Table::of(&products, &["Size", "Panel", PRICE, "Weight"], &|money| money.minor.to_string());
        let codes: Vec<&[u32]> = table.columns.iter().map(|column| &column.codes[..]).collect();
        assert_eq!(codes, [&[2, 1, 2, 3][..], &[1, 1, 0, 0], &[3, 1, 2, 0], &[0, 0, 0, 0]]);
        assert_eq!(table.columns[0].texts, ["24 in", "27 in", "large"]);
        assert_eq!(table.columns[2].texts, ["100", "200", "300"]);
        assert_eq!(
            (table.columns[0].text(2), table.columns[1].text(2), table.columns[1].text(9)),
            ("27 in", "", "")
        );
        assert_eq!(table.columns[0].measure(), Some(Measure::Length));
        assert_eq!((table.columns[1].measure(), table.columns[3].measure()), (None, None));
        assert_eq!(specs(&products), ["Size", "Panel"]);
    }

    #[test]
    fn a_price_in_another_currency_is_not_known() {
        let mut products = [product("a", 300, &[]), product("b", 100, &[]), product("c", 50, &[])];
        products[2].price = Some(Money { minor: 50, currency: "USD".parse().unwrap() });
        let products: Vec<&Product> = products.iter().collect();
        let column = Column::of(PRICE, &products, currency(&products), &|_| String::new());
        assert_eq!(column.codes, [2, 1, 0]);
    }
}
