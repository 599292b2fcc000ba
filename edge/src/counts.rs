//! How guides are used: rows of `choose_counts`, of which each is a number of a day.

use std::collections::BTreeMap;

use model::data::Left;
use model::site::Site;
use serde::Deserialize;
use serde_json::json;
use worker::{D1PreparedStatement, Env, Result};

use crate::clock::now_ms;
use crate::db;
use crate::error::Error;

/// How long counts are kept, in days: this month can be held against that of a year ago.
const KEPT_DAYS: i32 = 400;

const DAY_MS: i64 = 86_400_000;

/// Counts ids (`?5`, an array) of one kind.
const COUNT: &str = "INSERT INTO choose_counts (site, day, what, guide, id, count) \
    SELECT ?1, ?2, ?3, ?4, value, 1 FROM json_each(?5) WHERE true \
    ON CONFLICT DO UPDATE SET count = count + 1";

/// What of [`Left`] there is: the guide, the question, the products (`?5`, an array of source and own id). `?3` is one of the
/// site's languages, `?6` the source whose products are our own.
const KNOWN: &str = "SELECT \
    (SELECT count(*) FROM guide_titles WHERE site = ?1 AND guide = ?2 AND lang = ?3) AS guides, \
    (SELECT count(*) FROM json_each((SELECT group_concat(json, '') FROM (SELECT json FROM guides \
     WHERE site = ?1 AND id = ?2 AND what = ?3 ORDER BY part)), '$.questions') WHERE value ->> '$.id' = ?4) AS questions, \
    (SELECT count(*) FROM json_each(?5) AS one WHERE \
     one.value ->> 0 = ?6 AND EXISTS (SELECT 1 FROM products WHERE site = ?1 AND id = one.value ->> 1) \
     OR EXISTS (SELECT 1 FROM fetched WHERE site = ?1 AND source = one.value ->> 0 AND id = one.value ->> 1)) AS products";

#[derive(Deserialize)]
struct Known {
    guides: u32,
    questions: u32,
    products: usize,
}

/// Counts how somebody left a guide, and returns how many things that are. What it names must be there, so that nobody
/// makes the table grow.
pub(crate) async fn left(env: &Env, site: &Site, lang: &str, left: &Left) -> std::result::Result<u32, Error> {
    let mut shown: Vec<&str> = left.shown.iter().map(String::as_str).collect();
    shown.sort_unstable();
    shown.dedup();
    let parts: Vec<(&str, &str)> = shown.iter().filter_map(|id| id.split_once('.')).collect();
    let own = site.builtin().map_or("", |source| source.id.as_str());
    let values = [
        site.id.as_str().into(),
        left.guide.as_str().into(),
        lang.into(),
        left.left.as_str().into(),
        json!(parts).to_string().into(),
        own.into(),
    ];
    let db = db::open(env)?;
    let known: Vec<Known> = db::read(&db.prepare(KNOWN).bind(&values)?).await?;
    let Some(known) = known.first().filter(|known| known.guides > 0) else {
        return Err(Error::Invalid("guide"));
    };
    if !left.left.is_empty() && known.questions == 0 {
        return Err(Error::Invalid("left"));
    }
    if known.products < shown.len() {
        return Err(Error::Invalid("shown"));
    }
    let (question, counted) = ([left.left.as_str()], 1 + u32::try_from(shown.len()).unwrap_or_default());
    let batch = [("left", &question[..]), ("shown", &shown)]
        .map(|(what, ids)| statement(env, site, what, &left.guide, ids));
    db::batch(env, batch.into_iter().collect::<Result<_>>()?).await?;
    Ok(counted)
}

/// Counts a product of the site that goes into the cart. Who buys does not wait for a number that was not counted.
pub(crate) async fn cart(env: &Env, site: &Site, product: &str) {
    let counted = match statement(env, site, "cart", "", &[product]) {
        Ok(statement) => db::batch(env, vec![statement]).await,
        Err(error) => Err(error),
    };
    if let Err(error) = counted {
        worker::console_error!("a product in the cart is not counted: {error}");
    }
}

fn statement(env: &Env, site: &Site, what: &str, guide: &str, ids: &[&str]) -> Result<D1PreparedStatement> {
    let values =
        [site.id.as_str().into(), today().into(), what.into(), guide.into(), json!(ids).to_string().into()];
    db::open(env)?.prepare(COUNT).bind(&values)
}

/// Forgets what is too old to be compared with.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<D1PreparedStatement> {
    let old = day(now) - KEPT_DAYS;
    db::open(env)?.prepare("DELETE FROM choose_counts WHERE day < ?1").bind(&[old.into()])
}

fn today() -> i32 {
    day(now_ms())
}

/// Days since 1970 of an instant in milliseconds.
fn day(ms: i64) -> i32 {
    i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or_default()
}

/// What a site's guides came to.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// By guide.
    pub(crate) guides: BTreeMap<String, Guide>,
    /// Products that went into the cart, the most frequent first, with their names.
    pub(crate) cart: Vec<Number>,
}

/// What one guide came to.
#[derive(Debug, Default)]
pub(crate) struct Guide {
    /// At which questions it was left, the most frequent first.
    pub(crate) left: Vec<Number>,
    /// Which products it showed then, with their names.
    pub(crate) shown: Vec<Number>,
}

/// How often something was so.
#[derive(Debug, Deserialize)]
pub(crate) struct Number {
    what: String,
    guide: String,
    pub(crate) id: String,
    /// Of a product; empty where it is there no more.
    #[serde(default)]
    pub(crate) name: String,
    pub(crate) count: u64,
}

/// The most frequent of each kind, of the last `days` days: no more than staff look at.
const USED: &str = "WITH summed AS (SELECT what, guide, id, sum(count) AS count FROM choose_counts \
    WHERE site = ?1 AND day > ?2 GROUP BY what, guide, id), \
    ranked AS (SELECT *, row_number() OVER (PARTITION BY what, guide ORDER BY count DESC, id) AS place, \
    substr(id, 1, instr(id, '.') - 1) AS source, substr(id, instr(id, '.') + 1) AS own FROM summed) \
    SELECT what, guide, r.id, count, COALESCE(p.name, f.json ->> '$.name', '') AS name FROM ranked AS r \
    LEFT JOIN products AS p ON what <> 'left' AND p.site = ?1 AND r.source = ?3 AND p.id = r.own \
    LEFT JOIN fetched AS f ON what <> 'left' AND f.site = ?1 AND f.source = r.source AND f.id = r.own \
    WHERE place <= 100 ORDER BY place";

/// How a site's guides were used in the last days.
pub(crate) async fn used(env: &Env, site: &Site, days: i32) -> Result<Used> {
    let own = site.builtin().map_or("", |source| source.id.as_str());
    let values = [site.id.as_str().into(), (today() - days).into(), own.into()];
    let numbers: Vec<Number> = db::query(env, USED, &values).await?;
    let mut used = Used::default();
    for number in numbers {
        match &*number.what {
            "cart" => used.cart.push(number),
            "left" => used.guides.entry(number.guide.clone()).or_default().left.push(number),
            _ => used.guides.entry(number.guide.clone()).or_default().shown.push(number),
        }
    }
    Ok(used)
}

/// What a guide asks, in one language.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) guide: String,
    pub(crate) title: String,
    /// Ids and texts.
    pub(crate) questions: Vec<(String, String)>,
}

const ASKED: &str = "SELECT t.guide, t.title, (SELECT json_group_array(json_array(value ->> '$.id', value ->> '$.text')) \
    FROM json_each((SELECT group_concat(json, '') FROM (SELECT json FROM guides \
    WHERE site = t.site AND id = t.guide AND what = t.lang ORDER BY part)), '$.questions')) AS questions \
    FROM guide_titles AS t WHERE t.site = ?1 AND t.lang = ?2 ORDER BY t.position";

/// What a site's guides ask, in the shop's order.
pub(crate) async fn guides(env: &Env, site: &Site, lang: &str) -> Result<Vec<Asked>> {
    #[derive(Deserialize)]
    struct Row {
        guide: String,
        title: String,
        questions: String,
    }
    let statement = db::open(env)?.prepare(ASKED).bind(&[site.id.as_str().into(), lang.into()])?;
    let rows: Vec<Row> = db::read(&statement).await?;
    let asked = |Row { guide, title, questions }| {
        Ok(Asked { guide, title, questions: serde_json::from_slice(questions.as_bytes())? })
    };
    rows.into_iter().map(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_greenwich() {
        for (ms, expect) in [(0, 0), (DAY_MS - 1, 0), (DAY_MS, 1), (-1, -1), (1_795_305_600_000, 20_779)] {
            assert_eq!(day(ms), expect, "{ms}");
        }
    }
}
