//! Filters by spec, made of the products that are here.

use model::choose::category::{Category, categories};
use model::product::Product;
use model::site::Site;
use worker::{D1PreparedStatement, Env, Result};

use super::guides::{in_parts, text};
use crate::clock::to_js;
use crate::db;

/// The statements that put the categories of these products, each at its position, in the place of those that the site has.
pub(super) fn replaced(
    env: &Env,
    site: &Site,
    products: &[&Product],
    positions: &[u32],
    now: i64,
) -> Result<Vec<D1PreparedStatement>> {
    let db = db::open(env)?;
    let site = site.id.as_str();
    let mut all = ["DELETE FROM categories WHERE site = ?1", "DELETE FROM category_parts WHERE site = ?1"]
        .map(|old| db.prepare(old).bind(&[site.into()]))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    let new = "INSERT INTO categories (site, position, name, products, made) VALUES (?1, ?2, ?3, ?4, ?5)";
    let part = "INSERT INTO category_parts (site, category, part, json) VALUES (?1, ?2, ?3, ?4)";
    for (number, category) in (1_u32..).zip(categories(products)) {
        let category = placed(category, positions);
        let count = u32::try_from(category.positions.len()).unwrap_or(u32::MAX);
        let values =
            [site.into(), number.into(), category.name.as_str().into(), count.into(), to_js(now).into()];
        all.push(db.prepare(new).bind(&values)?);
        all.extend(in_parts(&db, part, &[site.into(), number.into()], &text(&category))?);
    }
    Ok(all)
}

/// A category of products by where they are kept, instead of by their number in the list that it was made of.
fn placed(mut category: Category, positions: &[u32]) -> Category {
    let place = |number: u32| positions.get(number as usize - 1).copied().unwrap_or_default();
    category.positions.iter_mut().for_each(|position| *position = place(*position));
    category
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn products_keep_their_positions() {
        let product = |id: &str, kind: &str, spec: &str| -> Product {
            let specs = [("Kind", kind), (spec, "1 m")]
                .map(|(name, value)| json!({ "name": name, "values": [value] }));
            serde_json::from_value(json!({ "id": id, "name": id, "specs": specs })).unwrap()
        };
        let all = [
            product("desk.a", "Cable", "Length"),
            product("shop.1", "Screen", "Size"),
            product("shop.2", "Cable", "Length"),
            product("shop.3", "Screen", "Size"),
        ];
        let all: Vec<&Product> = all.iter().collect();
        let places = [1, 1_000_001, 1_000_002, 1_000_004];
        let kept: Vec<_> = categories(&all).into_iter().map(|one| placed(one, &places)).collect();
        let told: Vec<_> = kept.iter().map(|one| (one.name.as_str(), &one.positions[..])).collect();
        assert_eq!(told, [("Cable", &[1, 1_000_002][..]), ("Screen", &[1_000_001, 1_000_004])]);
    }
}
