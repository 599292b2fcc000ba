//! Values of the wrong kind, such as a number where a text belongs.

use model::hours::TimeRange;
use toml::de::DeValue;

use super::shape::{Field, Shape};

/// What to write instead of a value, which is `written` so. `path` is the key's dotted name.
pub(super) fn instead(path: &str, field: &Field, value: &DeValue<'_>, written: &str) -> String {
    let (key, example) = (field.name, field.example);
    let one_line = !written.contains('\n');
    match (&field.shape, value) {
        (
            Shape::Text(_) | Shape::Words | Shape::Filled(_) | Shape::Picture,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_),
        ) => format!("`{key}` must stand in quotes; write {key} = \"{written}\""),
        (Shape::Texts(_) | Shape::Times, DeValue::String(text)) if one_line => {
            // A word such as "closed" is no time, and as a list it would be none either.
            let timeless = matches!(field.shape, Shape::Times) && text.parse::<TimeRange>().is_err();
            if timeless {
                format!("`{key}` is a list of times; write {key} = {example}, or {key} = [] for a closed day")
            } else {
                // Whoever writes several in one text means a list of them.
                let each = text.split(',').map(|part| format!("\"{}\"", part.trim())).collect::<Vec<_>>();
                format!("`{key}` is a list; write {key} = [{}]", each.join(", "))
            }
        }
        (Shape::Number(_), DeValue::Float(_)) if key == "minor" => format!(
            "`{key}` counts the smallest coins, such as cents, and has no point; write {key} = {example}"
        ),
        (Shape::Number(_), DeValue::Float(_)) => {
            format!("`{key}` is a whole number; write {key} = {example}")
        }
        (Shape::Number(_) | Shape::Flag, DeValue::String(_)) => {
            format!("`{key}` stands without quotes; write {key} = {example}")
        }
        (Shape::Table(fields), _) => {
            let first = fields.iter().find(|field| field.required).or(fields.first());
            let line = first.map(|first| format!("{} = {}", first.name, first.example)).unwrap_or_default();
            format!("`{key}` is a table; write [{path}], and below it lines such as {line}")
        }
        (Shape::Tables(_), DeValue::Table(_)) => {
            format!("`{key}` can be there several times; write [[{path}]] with two brackets")
        }
        (Shape::Tables(_), _) => format!("`{key}` is a list of tables; write each below its own [[{path}]]"),
        _ => format!("`{key}` cannot be {}; write {key} = {example}", name(value)),
    }
}

/// What a value is called.
pub(super) fn name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
