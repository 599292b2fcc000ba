//! Two to four products beside each other, what differs first.

use serde::{Deserialize, Serialize};

use super::spec::in_unit_of;
use super::table::Table;

/// How many products can be compared.
pub const MOST: usize = 4;

/// Products beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The specs in which they differ, or of which one says nothing, in the order of the columns.
    pub differences: Vec<Line>,
    /// Those in which they are the same.
    pub same: Vec<Line>,
}

/// A spec of several products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// Which of the table's columns, from 0.
    pub column: u32,
    /// What each product says; empty where it says nothing. What is in another unit than the first that says something
    /// has that beside it: "60 cm (23.62 in)".
    pub texts: Vec<String>,
}

/// Compares the products in these rows, two to [`MOST`] different ones; nothing with any others. A spec of which
/// none says anything is left out.
pub fn compare(table: &Table, rows: &[usize]) -> Option<Comparison> {
    let twice = (1..rows.len()).any(|at| rows[..at].contains(&rows[at]));
    if !(2..=MOST).contains(&rows.len()) || twice || rows.iter().any(|row| *row >= table.products as usize) {
        return None;
    }
    let mut comparison = Comparison::default();
    for (at, column) in (0..).zip(&table.columns) {
        let code = |row: usize| column.codes.get(row).copied().unwrap_or(0);
        let first = code(rows[0]);
        let all_same = rows.iter().all(|row| code(*row) == first);
        if all_same && first == 0 {
            continue;
        }
        let texts: Vec<&str> = rows.iter().map(|row| column.text(*row)).collect();
        let first_said = texts.iter().find(|text| !text.is_empty()).copied().unwrap_or_default();
        let told = |text: &&str| match in_unit_of(first_said, text) {
            Some(same) => [text, " (", &same, ")"].concat(),
            None => (*text).to_owned(),
        };
        let line = Line { column: at, texts: texts.iter().map(told).collect() };
        if all_same { comparison.same.push(line) } else { comparison.differences.push(line) }
    }
    Some(comparison)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::fixtures::product;
    use crate::product::Product;

    #[test]
    fn differences_come_first() {
        let products = [
            product("a", 0, &[("Panel", "IPS"), ("Size", "27 in"), ("Weight", "5 kg")]),
            product(
                "b",
                0,
                &[("Panel", "ips"), ("Size", "68.58 cm"), ("Weight", "5200 g"), ("Stand", "yes")],
            ),
            product("c", 0, &[("Panel", "VA"), ("Size", "27\"")]),
        ];
        let products: Vec<&Product> = products.iter().collect();
        let table = Table::of(&products, &["Panel", "Size", "Weight", "Stand", "Colour"], &|_| String::new());
        let told = |lines: &[Line]| -> Vec<String> {
            lines
                .iter()
                .map(|line| {
                    format!("{}: {}", table.columns[line.column as usize].spec, line.texts.join(" | "))
                })
                .collect()
        };
        let two = compare(&table, &[0, 1]).unwrap();
        // Whoever is first of equals gives the wording.
        assert_eq!(told(&two.differences), ["Weight: 5 kg | 5200 g (5.2 kg)", "Stand:  | yes"]);
        assert_eq!(told(&two.same), ["Panel: IPS | IPS", "Size: 27 in | 27 in"]);
        let three = compare(&table, &[2, 0, 1]).unwrap();
        assert_eq!(
            told(&three.differences),
            ["Panel: VA | IPS | IPS", "Weight:  | 5 kg | 5200 g (5.2 kg)", "Stand:  |  | yes"]
        );
        for rows in [&[][..], &[0], &[0, 0], &[0, 3], &[0, 1, 2, 0, 1], &[0, usize::MAX]] {
            assert_eq!(compare(&table, rows), None, "{rows:?}");
        }
    }
}
