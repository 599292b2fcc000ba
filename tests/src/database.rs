//! The Worker's database from the outside, for what no address of the Worker brings about or tells: through workerd itself,
//! by the API of wrangler's local explorer, since a database that another program opens is locked for the Worker.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ask::Ask;

/// The one of `wrangler.toml`.
const QUERY: &str = "/cdn-cgi/local/explorer/api/d1/database/00000000-0000-0000-0000-000000000000/raw";

#[derive(Deserialize)]
struct Told {
    result: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    results: Rows,
    meta: Meta,
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Vec<Value>>,
}

#[derive(Deserialize)]
struct Meta {
    last_row_id: i64,
}

fn statement(sql: &str, parameters: &Value) -> Statement {
    // It takes texts alone; columns of numbers make numbers of them.
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parameters: Vec<String> = parameters.as_array().into_iter().flatten().map(text).collect();
    let body = json!({ "sql": sql, "params": parameters });
    let answer = Ask::post(QUERY, &body).send();
    assert_eq!(answer.status, 200, "{sql}: {}", answer.text());
    let told: Told = answer.json();
    told.result.into_iter().next().expect("one statement has one result")
}

/// Runs a statement, and returns the id of the row that it inserted last, if any.
///
/// # Panics
/// If it cannot be run.
#[track_caller]
pub fn insert(sql: &str, parameters: &Value) -> i64 {
    statement(sql, parameters).meta.last_row_id
}

/// The number that a statement asks for.
///
/// # Panics
/// If it is none.
#[track_caller]
pub fn number(sql: &str) -> i64 {
    let rows = statement(sql, &json!([])).results.rows;
    rows.first().and_then(|row| row.first()?.as_i64()).unwrap_or_else(|| panic!("{sql}: {rows:?}"))
}

/// Where a text of small letters is, in whatever case: tables and columns, those of indices among them.
///
/// # Panics
/// If a table cannot be read.
pub fn places(text: &str) -> Vec<String> {
    // Virtual tables keep nothing: what they show is in others, which are read. The last ones are D1's own.
    let columns = "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' \
                   AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE '\\_cf\\_%' ESCAPE '\\'";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in statement(columns, &json!([])).results.rows {
        let [Value::String(table), Value::String(column)] = row.as_slice() else { panic!("{row:?}") };
        tables.entry(table.clone()).or_default().push(column.clone());
    }
    assert!(tables.len() > 20, "the tables are read: {tables:?}");
    let mut places = Vec::new();
    for (table, columns) in tables {
        let has = |column: &String| {
            let text = format!("instr(lower(CAST(\"{column}\" AS TEXT)), ?1)");
            format!("total({text} OR instr(CAST(\"{column}\" AS BLOB), CAST(?1 AS BLOB)))")
        };
        let counts: Vec<String> = columns.iter().map(has).collect();
        let sql = format!("SELECT {} FROM \"{table}\"", counts.join(", "));
        let counts = statement(&sql, &json!([text])).results.rows.concat();
        let found = columns.iter().zip(counts).filter(|(_, count)| count.as_f64() != Some(0.0));
        places.extend(found.map(|(column, _)| format!("{table}.{column}")));
    }
    places
}

#[track_caller]
fn texts(sql: &str, values: &[&dyn Display]) -> Statement {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    statement(sql, &json!(values))
}

/// Runs a statement, and returns the id of the row that it inserted last. Values are bound as texts.
///
/// # Panics
/// If it fails.
#[track_caller]
pub fn run(sql: &str, values: &[&dyn Display]) -> i64 {
    texts(sql, values).meta.last_row_id
}

/// All rows of a statement, with what is in them as texts; NULL is an empty one.
///
/// # Panics
/// If it fails.
#[track_caller]
pub fn rows(sql: &str, values: &[&dyn Display]) -> Vec<Vec<String>> {
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    texts(sql, values).results.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}

/// The first value of the first row of a statement.
///
/// # Panics
/// If it fails, or there is none.
#[track_caller]
pub fn value(sql: &str, values: &[&dyn Display]) -> String {
    rows(sql, values).into_iter().flatten().next().unwrap_or_else(|| panic!("nothing: {sql}"))
}
