//! The catalogue by its specs: rows of the tables of `edge/migrations/0010_categories.sql`.

use model::choose::category::categories;
use model::product::Product;

use super::rows::product::Row;
use super::sql::{parts, quoted};

/// The statements that make the categories of these products those of a site.
pub(super) fn statements(rows: &[Row], site: &str) -> Vec<String> {
    let site = quoted(site);
    let mut all: Vec<String> = ["categories", "category_parts"]
        .map(|table| format!("DELETE FROM {table} WHERE site = {site}"))
        .into();
    let products: Vec<&Product> = rows.iter().map(|row| &row.product).collect();
    for (position, category) in (1..).zip(categories(&products)) {
        let (name, products) = (quoted(&category.name), category.positions.len());
        all.push(format!(
            "INSERT INTO categories (site, position, name, products) VALUES ({site}, {position}, {name}, {products})"
        ));
        let json = serde_json::to_string(&category).unwrap_or_default();
        all.extend((0..).zip(parts(&json)).map(|(part, json): (u32, String)| {
            format!(
                "INSERT INTO category_parts (site, category, part, json) VALUES ({site}, {position}, {part}, {json})"
            )
        }));
    }
    all
}
