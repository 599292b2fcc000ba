//! Deskbell's own tables of products and orders: `edge/migrations/0002_shop.sql`.

use model::order::Order;
use model::product::{DESCRIPTION_CHARS, Product};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, Reply, Statement, Step};
use crate::error::Error;
use crate::query::{Lookup, Page, ProductQuery, bare_key, owner_hash};
use crate::store::json::{count, cut, missing, raw, words};
use crate::store::written;

/// All products, as the catalogue has them. `?2` is where the page before ended.
const ALL: &str = "SELECT json, position AS place FROM products \
    WHERE site = ?1 AND position > CAST(?2 AS INTEGER) ORDER BY position LIMIT CAST(?3 AS INTEGER)";

/// Products by words, the best first: a word of the name counts as much as four elsewhere.
const BY_WORDS: &str = "SELECT p.json, 0 AS place FROM product_words JOIN products p ON p.n = product_words.rowid \
    WHERE product_words MATCH ?2 AND p.site = ?1 ORDER BY bm25(product_words, 4.0, 1.0), p.position \
    LIMIT CAST(?4 AS INTEGER) OFFSET CAST(?3 AS INTEGER)";

/// Products that contain every one of a JSON array of texts, for scripts that put no spaces between words.
const BY_PARTS: &str = "SELECT p.json, 0 AS place FROM products p WHERE p.site = ?1 AND NOT EXISTS \
    (SELECT 1 FROM json_each(?2) WHERE instr(lower(p.name || ' ' || p.words), value) = 0) \
    ORDER BY p.position LIMIT CAST(?4 AS INTEGER) OFFSET CAST(?3 AS INTEGER)";

const ONE: &str = "SELECT json, 0 AS place FROM products WHERE site = ?1 AND id = ?2";

/// An order that is proved: one row, or none whether there is no such order or the proof is wrong.
const BY_EMAIL: &str = "SELECT json FROM orders \
    WHERE site = ?1 AND number = ?2 AND instr(' ' || emails || ' ', ' ' || ?3 || ' ')";
const BY_POSTCODE: &str = "SELECT json FROM orders \
    WHERE site = ?1 AND number = ?2 AND instr(' ' || postcodes || ' ', ' ' || ?3 || ' ')";

/// Somebody's orders.
const OF: &str = "SELECT o.json FROM order_owners w JOIN orders o ON o.site = w.site AND o.number = w.number \
    WHERE w.site = ?1 AND w.owner = ?2 ORDER BY o.json ->> '$.placed' DESC, o.number DESC LIMIT CAST(?3 AS INTEGER)";

/// The tables, as one site sees them.
#[derive(Clone, Debug)]
pub struct Builtin {
    site: String,
    source: String,
}

impl Builtin {
    pub(crate) fn new(site: &str, source: &Source) -> Self {
        Self { site: site.to_owned(), source: source.id.to_string() }
    }

    pub(crate) fn products(
        &self,
        query: &ProductQuery,
        replies: &[Reply],
    ) -> Result<Step<Page<Product>>, Error> {
        let after: u32 = query.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0);
        let words = words(&query.words);
        let limit = usize::from(query.limit.max(1));
        let Some(reply) = replies.first() else {
            // One more than asked for: whether there is a next page.
            let (after, limit) = (after.to_string(), (limit + 1).to_string());
            return Ok(if words.is_empty() && query.words.trim().is_empty() {
                self.ask(ALL, vec![after, limit])
            } else if words.is_empty() {
                // Nothing but marks finds nothing.
                Step::Done(Page { items: Vec::new(), next: None })
            } else if words.iter().any(|word| word.chars().any(is_unspaced)) {
                self.ask(BY_PARTS, vec![serde_json::to_string(&words).unwrap_or_default(), after, limit])
            } else {
                let quoted: Vec<String> = words.iter().map(|word| ["\"", word, "\"*"].concat()).collect();
                self.ask(BY_WORDS, vec![quoted.join(" "), after, limit])
            });
        };
        let mut rows: Vec<Value> = reply.rows()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let end = match rows.last().map_or(0, |row| count(&row["place"])) {
            // Those found by words have no place: they are counted.
            0 => after.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX)),
            place => place,
        };
        let items = rows.iter().map(|row| self.product_of(row)).collect::<Result<_, _>>()?;
        Ok(Step::Done(Page { items, next: more.then(|| end.to_string()) }))
    }

    pub(crate) fn product(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Product>>, Error> {
        let Some(reply) = replies.first() else {
            return Ok(self.ask(ONE, vec![id.to_owned()]));
        };
        let rows: Vec<Value> = reply.rows()?;
        Ok(Step::Done(rows.first().map(|row| self.product_of(row)).transpose()?))
    }

    pub(crate) fn order(&self, lookup: &Lookup, replies: &[Reply]) -> Result<Step<Option<Order>>, Error> {
        let Some(hash) = lookup.hash(&self.site) else { return Ok(Step::Done(None)) };
        let Some(reply) = replies.first() else {
            let statement = if lookup.by_email() { BY_EMAIL } else { BY_POSTCODE };
            return Ok(self.ask(statement, vec![bare_key(&lookup.number), hash]));
        };
        let rows: Vec<Value> = reply.rows()?;
        Ok(Step::Done(rows.first().map(|row| self.order_of(row)).transpose()?))
    }

    /// The orders of who has this e-mail address.
    pub(crate) fn orders_of(
        &self,
        email: &str,
        limit: usize,
        replies: &[Reply],
    ) -> Result<Step<Vec<Order>>, Error> {
        let Some(reply) = replies.first() else {
            return Ok(self.ask(OF, vec![owner_hash(&self.site, email), limit.to_string()]));
        };
        let rows: Vec<Value> = reply.rows()?;
        Ok(Step::Done(rows.iter().map(|row| self.order_of(row)).collect::<Result<_, _>>()?))
    }

    /// A statement whose first parameter is the site.
    fn ask<T>(&self, sql: &'static str, mut parameters: Vec<String>) -> Step<T> {
        parameters.insert(0, self.site.clone());
        Step::Ask(Ask::Rows(Statement { sql, parameters }))
    }

    fn order_of(&self, row: &Value) -> Result<Order, Error> {
        written::order(&self.source, &inside(row)?).ok_or_else(|| missing("number"))
    }

    fn product_of(&self, row: &Value) -> Result<Product, Error> {
        let product = written::product(&self.source, &inside(row)?).ok_or_else(|| missing("name"))?;
        Ok(Product { description: cut(&product.description, DESCRIPTION_CHARS), ..product })
    }
}

/// What the column `json` holds.
fn inside(row: &Value) -> Result<Value, Error> {
    serde_json::from_slice(raw(&row["json"]).as_bytes()).map_err(|error| Error::unreadable(&error))
}

/// Scripts without spaces between words: Chinese, Japanese, Thai, Lao, Burmese and Khmer. Korean has them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
