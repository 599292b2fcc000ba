//! `articles.jsonl`: questions that the shop has answered.

use std::collections::HashSet;

use model::lang::Lang;
use model::page::Page;
use model::source::Gives;
use serde::Deserialize;
use sources::words::indexed;

use super::super::mistake::{Mistake, meant_or};
use super::super::sql::quoted;
use super::lines::{Kind, Lines};
use super::synonyms::Synonyms;
use super::{product, wrong_id, wrong_text};

const KIND: Kind = Kind {
    name: "articles.jsonl",
    gives: Gives::Articles,
    keys: &["id", "lang", "question", "answer", "variants", "keywords", "products", "panels"],
    example: r#"{"id":"returns","lang":"en","question":"How do I return a part?","answer":"Within 30 days …","variants":["can i send it back"],"keywords":["refund"]}"#,
};

/// The most characters of a question: a title of a page.
const QUESTION_CHARS: usize = 200;

/// A row of `articles`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::import) struct Row {
    id: String,
    lang: Lang,
    question: String,
    answer: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    /// Ids of the products that it is about.
    #[serde(default)]
    products: Vec<String>,
    /// The pages of the help desk that it belongs to.
    #[serde(default)]
    panels: Vec<Page>,
    /// What customers say for words in it, from `synonyms.toml`.
    #[serde(skip)]
    synonyms: String,
    #[serde(skip)]
    line: usize,
}

pub(super) fn read(lines: &mut Lines<'_>, languages: Option<&[Lang]>, synonyms: &Synonyms) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashSet<(String, Lang)> = HashSet::new();
    let parse = |written: &str, _| serde_json::from_str::<Row>(written).map_err(|error| KIND.told(&error));
    for (line, mut row) in lines.read(&KIND, parse) {
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(wrong_id(&row.id));
        wrong.extend(wrong_text("question", &row.question, QUESTION_CHARS));
        wrong.extend(wrong_text("answer", &row.answer, usize::MAX));
        for text in &row.variants {
            wrong.extend(wrong_text("variants", text, QUESTION_CHARS));
        }
        for text in &row.keywords {
            wrong.extend(wrong_text("keywords", text, QUESTION_CHARS));
        }
        for product in row.products.iter().filter(|id| !is_product(id)) {
            wrong.push(format!(
                "`products`: `{product}` is no product's id; write it as products.jsonl has it, or as the help desk names it (shop.101)"
            ));
        }
        let lang = row.lang;
        if languages.is_some_and(|languages| !languages.contains(&lang)) {
            wrong.push(format!(
                "the site does not offer `{lang}`; write \"{lang}\" into `languages` of site.toml, or another language here"
            ));
        }
        if !seen.insert((row.id.clone(), row.lang)) {
            wrong.push(format!("`{}` is there twice in `{lang}`; write each once", row.id));
        }
        lines.all_wrong(&KIND, line, wrong);
        let said = [row.question.as_str(), &row.variants.join("\n"), &row.keywords.join("\n")].join("\n");
        row.synonyms = synonyms.of(&said);
        row.line = line;
        rows.push(row);
    }
    rows
}

/// Notes the products that articles are about and that are not there. `source` has those of products.jsonl; where it is the
/// `only` one, they may be named without it.
pub(super) fn unknown_products(
    rows: &[Row],
    products: &[product::Row],
    source: &str,
    only: bool,
) -> Vec<Mistake> {
    let known: HashSet<&str> = products.iter().map(|row| row.product.id.as_str()).collect();
    let mut found = Vec::new();
    for (row, written) in rows.iter().flat_map(|row| row.products.iter().map(move |written| (row, written))) {
        let own = match written.split_once('.') {
            Some((of, own)) if of == source => own,
            None if only => written,
            _ => continue,
        };
        if !known.contains(own) {
            let ids = products.iter().map(|row| row.product.id.as_str());
            let instead = meant_or(own, ids, || "write the id of one, or leave it out".to_owned());
            let sentence = format!("`products`: products.jsonl has no product `{own}`; {instead}");
            found.push(Mistake { file: KIND.name.into(), line: Some(row.line), sentence });
        }
    }
    found
}

/// Whether this can be the id of a product, with its source's name before it or without.
fn is_product(id: &str) -> bool {
    (1..=120).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:-".contains(&b))
}

/// The most bytes of rows in one statement: D1 takes statements of 100 KB.
const STATEMENT_BYTES: usize = 90_000;

/// What stays the same keeps the time of its last change.
pub(super) fn statements(rows: &[Row], site: &str, version: &str) -> Vec<String> {
    let (site, version) = (quoted(site), quoted(version));
    let insert = |rows: String| {
        format!(
            "INSERT INTO articles (site, id, lang, question, answer, variants, keywords, bigrams, updated, version) \
             VALUES {rows} ON CONFLICT (site, id, lang) DO UPDATE SET \
             updated = iif((question, answer) = (excluded.question, excluded.answer), updated, excluded.updated), \
             question = excluded.question, answer = excluded.answer, variants = excluded.variants, \
             keywords = excluded.keywords, bigrams = excluded.bigrams, version = excluded.version"
        )
    };
    let mut all: Vec<String> =
        together(rows.iter().map(|row| values(row, &site, &version))).into_iter().map(insert).collect();
    all.push(format!("DELETE FROM articles WHERE site = {site} AND version <> {version}"));
    all.push(format!("DELETE FROM article_subjects WHERE site = {site}"));
    let subjects = together(rows.iter().flat_map(|row| subjects(row, &site))).into_iter();
    all.extend(
        subjects.map(|rows| {
            format!("INSERT OR IGNORE INTO article_subjects (site, about, article) VALUES {rows}")
        }),
    );
    all
}

/// Many rows for each statement: of 10,000 statements the way to the database alone takes minutes.
fn together(rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut together: Vec<String> = Vec::new();
    for row in rows {
        match together.last_mut() {
            Some(last) if last.len() + row.len() < STATEMENT_BYTES => {
                last.push_str(", ");
                last.push_str(&row);
            }
            _ => together.push(row),
        }
    }
    together
}

/// What an article is about, whichever of its languages says so.
fn subjects(row: &Row, site: &str) -> Vec<String> {
    let products = row.products.iter().map(|id| ["product:", id].concat());
    let panels = row.panels.iter().map(|page| ["panel:", page.path().trim_start_matches('/')].concat());
    let subject = |about: String| format!("({site}, {}, {})", quoted(&about), quoted(&row.id));
    products.chain(panels).map(subject).collect()
}

fn values(row: &Row, site: &str, version: &str) -> String {
    let variants = row.variants.join("\n");
    let keywords = [&row.keywords.join(" "), &row.synonyms].map(String::as_str).join(" ").trim().to_owned();
    let indexed =
        indexed(&[row.question.as_str(), &variants].join("\n"), &[row.answer.as_str(), &keywords].join("\n"));
    let texts = [&row.id, &row.lang.to_string(), &row.question, &row.answer, &variants, &keywords, &indexed];
    format!("({site}, {}, unixepoch(), {version})", texts.map(|text| quoted(text)).join(", "))
}
