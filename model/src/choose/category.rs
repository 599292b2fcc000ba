//! A catalogue sorted for choosing by spec: processors and monitors have no spec in common, so that each kind of
//! product has filters of its own.

use serde::{Deserialize, Serialize};

use super::spec::{Value, read};
use super::table::{AVAILABLE, BRAND, PRICE, Table, currency, specs};
use crate::money::Currency;
use crate::product::Product;

/// A kind of product, with what its products say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// What the catalogue calls it; empty: those that say no kind, or all where nothing sorts them.
    pub name: String,
    /// Where its products stand in the catalogue, from 1: the rows of the table.
    pub positions: Vec<u32>,
    /// The currency of the prices in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The price, whether it can be bought, the brand, then the specs, those that most products state first. Prices have
    /// no texts: pages write them as their language does.
    pub table: Table,
}

/// The most specs of a category that make columns.
const MOST_SPECS: usize = 40;

/// The most categories of a catalogue: of more, none is found.
const MOST_CATEGORIES: usize = 100;

/// The categories of a catalogue, in the order in which it first names them.
pub fn categories(products: &[&Product]) -> Vec<Category> {
    let spec = sorting_spec(products);
    let mut sorted: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, product) in products.iter().enumerate() {
        let name = spec.and_then(|spec| kind(product, spec)).unwrap_or_default();
        match sorted.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, rows)) => rows.push(at),
            None => sorted.push((name.to_owned(), vec![at])),
        }
    }
    let category = |(name, rows): (String, Vec<usize>)| {
        let positions = rows.iter().map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX)).collect();
        let products: Vec<&Product> = rows.into_iter().map(|at| products[at]).collect();
        Category { name, positions, currency: currency(&products).cloned(), table: table(&products, spec) }
    };
    sorted.into_iter().map(category).collect()
}

fn table(products: &[&Product], sorting: Option<&str>) -> Table {
    let own = |spec: &&str| Some(*spec) != sorting && ![PRICE, AVAILABLE, BRAND].contains(spec);
    let stated = specs(products).into_iter().filter(own).take(MOST_SPECS);
    let columns: Vec<&str> = [PRICE, AVAILABLE, BRAND].into_iter().chain(stated).collect();
    let mut table = Table::of(products, &columns, &|_| String::new());
    for column in &mut table.columns {
        if column.spec == PRICE {
            column.texts.clear();
        }
    }
    table
}

/// What a product is, by the spec that sorts the catalogue.
fn kind<'a>(product: &'a Product, spec: &str) -> Option<&'a str> {
    let spec = product.specs.iter().find(|one| one.name == spec)?;
    match &spec.values[..] {
        [one] => matches!(read(&[one]), Some(Value::Words(_))).then_some(one.trim()),
        _ => None,
    }
}

/// The spec whose value best tells which others a product states, if that says it shorter than without: to each
/// category belongs a list of its specs (a word for each), and every product that departs from it is one more.
fn sorting_spec<'a>(products: &[&'a Product]) -> Option<&'a str> {
    let names = specs(products);
    let place = |name: &str| names.iter().position(|one| *one == name);
    let stated: Vec<Vec<usize>> = products
        .iter()
        .map(|product| product.specs.iter().filter_map(|spec| place(&spec.name)).collect())
        .collect();
    let cost = |group: &[usize]| -> usize {
        let mut counts = vec![0_usize; names.len()];
        for at in group.iter().flat_map(|row| &stated[*row]) {
            counts[*at] += 1;
        }
        names.len()
            + counts.iter().map(|count| (*count).min(group.len().saturating_sub(*count))).sum::<usize>()
    };
    let all: Vec<usize> = (0..products.len()).collect();
    let mut best = (cost(&all), None);
    for name in &names {
        let Some(groups) = groups(products, name) else { continue };
        let cost = groups.iter().map(|group| cost(group)).sum();
        if cost < best.0 {
            best = (cost, Some(*name));
        }
    }
    best.1
}

/// The products by what they say of a spec; nothing where it is no kind: not of words, of too many or too few of them,
/// or left out by more than a tenth.
fn groups(products: &[&Product], spec: &str) -> Option<Vec<Vec<usize>>> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut silent = Vec::new();
    for (at, product) in products.iter().enumerate() {
        let Some(name) = kind(product, spec) else {
            silent.push(at);
            continue;
        };
        match groups.iter().position(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some(group) => groups[group].1.push(at),
            None if groups.len() == MOST_CATEGORIES => return None,
            None => groups.push((name, vec![at])),
        }
    }
    let sorts = groups.len() > 1 && silent.len() * 10 <= products.len();
    sorts.then(|| {
        groups.into_iter().map(|(_, rows)| rows).chain([silent]).filter(|rows| !rows.is_empty()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::fixtures::product;

    fn told(products: &[Product]) -> Vec<(String, Vec<u32>, Vec<String>)> {
        let products: Vec<&Product> = products.iter().collect();
        categories(&products)
            .into_iter()
            .map(|category| {
                let specs = category.table.columns.into_iter().map(|column| column.spec).collect();
                (category.name, category.positions, specs)
            })
            .collect()
    }

    #[test]
    fn the_spec_that_tells_the_others_sorts_a_catalogue() {
        let mut products: Vec<Product> = (0..12)
            .map(|at| match at % 3 {
                0 => product(
                    "m",
                    100,
                    &[("Colour", "Black"), ("Kind", "Monitor"), ("Size", "27 in"), ("Panel", "IPS")],
                ),
                1 => product(
                    "c",
                    100,
                    &[("Colour", "White"), ("Kind", "Case"), ("Volume", "40 l"), ("Fans", "3")],
                ),
                _ => product(
                    "d",
                    100,
                    &[("Colour", "Black"), ("Kind", "drive"), ("Capacity", "2 TB"), ("Form", "M.2")],
                ),
            })
            .collect();
        products.push(product("x", 0, &[("Colour", "Red")]));
        products.push(product("e", 0, &[("Colour", "Red"), ("Kind", "Drive"), ("Capacity", "1 TB")]));
        let told = told(&products);
        let names: Vec<&str> = told.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["Monitor", "Case", "drive", ""]);
        assert_eq!(told[0].1, [1, 4, 7, 10]);
        assert_eq!(told[0].2, [PRICE, AVAILABLE, BRAND, "Colour", "Size", "Panel"]);
        assert_eq!(told[2].1, [3, 6, 9, 12, 14]);
        assert_eq!(
            (&told[3].1[..], &told[3].2[..]),
            (&[13][..], &["price", "available", "brand", "Colour"].map(str::to_owned)[..])
        );
    }

    #[test]
    fn a_catalogue_of_one_kind_is_one_category() {
        for products in [
            Vec::new(),
            vec![product("a", 1, &[])],
            (0..30)
                .map(|at| product("a", 1, &[("Panel", ["IPS", "VA"][at % 2]), ("Size", "27 in")]))
                .collect(),
            // Names and numbers sort nothing.
            (0..300)
                .map(|at| product("a", 1, &[("Name", &format!("N{at}")), ("Watts", ["5 W", "6 W"][at % 2])]))
                .collect(),
        ] {
            let told = told(&products);
            assert_eq!(told.len(), usize::from(!products.is_empty()));
            assert!(told.iter().all(|(name, rows, _)| name.is_empty() && rows.len() == products.len()));
        }
    }

    #[test]
    fn prices_are_amounts_alone() {
        let products = [product("a", 300, &[]), product("b", 100, &[("price", "cheap")])];
        let products: Vec<&Product> = products.iter().collect();
        let categories = categories(&products);
        let price = &categories[0].table.columns[0];
        assert_eq!((price.codes.as_slice(), price.texts.len(), price.values.len()), (&[2, 1][..], 0, 2));
        assert_eq!(categories[0].table.columns.len(), 3);
        assert_eq!(categories[0].currency, Some("EUR".parse().unwrap()));
    }
}
