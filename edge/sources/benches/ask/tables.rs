//! The edge's tables with articles in them, asked by its own statements.

use std::fs;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sources::library::Library;
use sources::query::Search;
use sources::words::indexed;
use sources::{Ask, Reply, Secrets, Statement, Step};

use crate::figures::Outcome;

/// A line of `kb.jsonl` or `articles.jsonl`.
#[derive(Clone, Deserialize)]
pub(crate) struct Article {
    pub(crate) id: String,
    #[serde(default = "english")]
    pub(crate) lang: String,
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) answer: String,
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
}

/// A line of `queries.jsonl`.
#[derive(Clone, Deserialize)]
pub(crate) struct Query {
    #[serde(rename = "query")]
    pub(crate) words: String,
    #[serde(default = "english")]
    pub(crate) lang: String,
    /// Ids of articles that answer it; none where no article does.
    pub(crate) relevant: Vec<String>,
}

fn english() -> String {
    "en".to_owned()
}

/// The lines of a file.
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// The tables of `edge/migrations/0003_knowledge.sql`.
pub(crate) struct Tables {
    database: Connection,
    library: Library,
}

impl Tables {
    pub(crate) fn of(articles: &[Article]) -> Self {
        let mut database = Connection::open_in_memory().unwrap();
        for migration in [
            include_str!("../../../migrations/0003_knowledge.sql"),
            include_str!("../../../migrations/0008_community.sql"),
            include_str!("../../../migrations/0009_learned.sql"),
        ] {
            database.execute_batch(migration).unwrap();
        }
        let import = database.transaction().unwrap();
        let sql = "INSERT INTO articles (site, id, lang, question, answer, variants, keywords, bigrams, updated, version) \
                   VALUES ('acme', ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 'v1')";
        let mut insert = import.prepare(sql).unwrap();
        for Article { id, lang, question, answer, variants, keywords } in articles {
            let (variants, keywords) = (variants.join("\n"), keywords.join(" "));
            let indexed =
                indexed(&[question.as_str(), &variants].join("\n"), &[answer.as_str(), &keywords].join("\n"));
            let row = [id, lang, question, answer, &variants, &keywords, &indexed];
            insert.execute(row).unwrap();
        }
        drop(insert);
        import.commit().unwrap();
        let source = serde_json::from_value(json!({ "id": "desk", "kind": "builtin" })).unwrap();
        Self { database, library: Library::of("acme", &source, &Secrets::default()).unwrap() }
    }

    pub(crate) fn search(&self, query: &Query, hits: u8) -> Outcome {
        let search = Search {
            words: format!("{} ", query.words),
            lang: query.lang.clone(),
            limit: hits,
            ..Search::default()
        };
        let mut replies = Vec::new();
        let hits = loop {
            match self.library.search(&search, &replies) {
                Ok(Step::Ask(Ask::Rows(statement))) => {
                    let rows = Value::Array(self.rows(&statement)).to_string();
                    replies.push(Reply::Rows(rows.into_bytes()));
                }
                Ok(Step::Done(hits)) => break hits,
                other => panic!("{other:?}"),
            }
        };
        let fit = hits.iter().filter_map(|hit| hit.fit).max().unwrap_or_default();
        Outcome {
            ids: hits.iter().map(|hit| hit.id.trim_start_matches("desk.").to_owned()).collect(),
            fit: f64::from(fit),
        }
    }

    fn rows(&self, statement: &Statement) -> Vec<Value> {
        let mut prepared = self.database.prepare(statement.sql).unwrap();
        let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
        let mut rows = prepared.query(params_from_iter(&statement.parameters)).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let value = |index| match row.get_ref_unwrap(index) {
                ValueRef::Integer(number) => json!(number),
                ValueRef::Real(number) => json!(number),
                ValueRef::Text(text) => json!(str::from_utf8(text).unwrap()),
                _ => Value::Null,
            };
            all.push(names.iter().enumerate().map(|(index, name)| (name.clone(), value(index))).collect());
        }
        all
    }
}
