//! What stands beside `site.toml`, one JSON object a line: articles, products, orders and threads of a site that keeps
//! them in Deskbell's own tables.

mod article;
mod lines;
mod order;
pub(super) mod product;
mod synonyms;
mod thread;

use std::path::Path;

use model::Seconds;
use model::lang::Lang;
use model::site::Site;
use model::source::Gives;
use sha2::{Digest, Sha256};

use super::mistake::Mistake;
use super::picture::hex;
use super::sources;
use lines::Lines;

/// The most bytes of a line: what it becomes must fit a statement, of which D1 takes 100 KB.
const MOST_BYTES: usize = 20_000;

/// From this many minor units on a price is taken for a slip: ten million of most currencies.
pub(super) const ABSURD: i64 = 1_000_000_000;

/// How `sources::words::indexed` makes words of texts: another way of it makes other rows of the same files.
const INDEX: &str = "neighbouring words";

/// Rows of the tables of `edge/migrations/0002_shop.sql` and `0003_knowledge.sql`, and of `order_owners`. A site's
/// folder says all of them: what it does not name is deleted, but for threads, which people here go on with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) articles: Vec<article::Row>,
    pub(super) products: Vec<product::Row>,
    pub(super) orders: Vec<order::Row>,
    pub(super) threads: Vec<thread::Row>,
    /// SHA-256 of the files; empty where there is none.
    pub(super) digest: String,
    /// The files that are there, with what each is for.
    pub(super) files: Vec<(&'static str, Gives)>,
}

/// Reads the files of a site's folder that are there. `languages` are those the site offers, `site` its id.
pub(super) fn read(dir: &Path, site: &str, languages: Option<&[Lang]>) -> Result<Rows, Vec<Mistake>> {
    let mut lines = Lines::new(dir);
    let synonyms = synonyms::read(dir, &mut lines.mistakes);
    lines.bytes.extend(&synonyms.bytes);
    let mut rows = Rows {
        articles: article::read(&mut lines, languages, &synonyms),
        products: product::read(&mut lines),
        orders: order::read(&mut lines, site),
        threads: thread::read(&mut lines, languages),
        ..Rows::default()
    };
    if !lines.mistakes.is_empty() {
        return Err(lines.mistakes);
    }
    if !lines.files.is_empty() {
        rows.digest = hex(&Sha256::digest([INDEX.as_bytes(), &lines.bytes].concat()));
    }
    rows.files = lines.files;
    Ok(rows)
}

impl Rows {
    /// What names something that is not here.
    pub(super) fn dangling(&self, site: &Site) -> Vec<Mistake> {
        let Some(own) = site.keeps(Gives::Products) else { return Vec::new() };
        let only = !sources::others_sell(site);
        article::unknown_products(&self.articles, &self.products, own.id.as_str(), only)
    }

    /// The same, of a folder that has these bytes too.
    pub(super) fn with(mut self, more: &[u8]) -> Self {
        if !more.is_empty() {
            self.digest = hex(&Sha256::digest([self.digest.as_bytes(), more].concat()));
        }
        self
    }

    /// The same, its orders [moved](order::freshen) to the weeks before `now`.
    pub(super) fn fresh(mut self, now: Seconds) -> Self {
        let weeks = order::freshen(&mut self.orders, now);
        if weeks == 0 { self } else { self.with(&weeks.to_le_bytes()) }
    }

    /// The statements that make them the rows of a site.
    pub(super) fn statements(&self, site: &str, version: &str) -> Vec<String> {
        let mut all = article::statements(&self.articles, site, version);
        all.extend(product::statements(&self.products, site));
        all.extend(order::statements(&self.orders, site));
        all.extend(thread::statements(&self.threads, site, version));
        all
    }
}

/// What is wrong with an own id, which stands in addresses behind the source's name and a dot.
pub(super) fn wrong_id(id: &str) -> Option<String> {
    let fits =
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    (!fits).then(|| {
        format!(
            "`id`: `{id}` cannot stand in an address; write 1 to 64 letters without accents, digits, - and _"
        )
    })
}

/// What is wrong with a text that must not be empty, or too long.
fn wrong_text(key: &str, text: &str, most: usize) -> Option<String> {
    if text.trim().is_empty() {
        return Some(format!("`{key}` is empty; write it"));
    }
    let length = text.chars().count();
    (length > most).then(|| format!("`{key}` has {length} characters; write {most} at most"))
}
