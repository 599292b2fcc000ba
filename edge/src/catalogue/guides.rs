//! Guides, made ready of the products that are here, and the filters over all of these.

use model::choose::guide::Guide;
use model::choose::ready::{self, Cards, Columns};
use model::choose::table::currency;
use model::product::Product;
use model::site::Site;
use model::source::Gives;
use serde::{Deserialize, Serialize};
use serde_json::json;
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, Env, Result};

use super::{CLAIM_MS, GOOD_MS, filters, shops};
use crate::clock::to_js;
use crate::db;

/// A tag of what is kept in caches of guides.
pub(crate) const TAG: &str = "guides";

/// How many products are read at once.
const CHUNK: u32 = 1_000;

/// The most bytes of JSON in one row.
const PART: usize = 500_000;

/// Has the guides of a site made anew.
pub(super) fn wake(env: &Env, site: &str) -> Result<D1PreparedStatement> {
    let sql = "UPDATE catalogue_turns SET next = 0 WHERE site = ?1 AND source = ''";
    db::open(env)?.prepare(sql).bind(&[site.into()])
}

/// Makes them, of all the sources of which a fetch has come to its end; before that there is nothing to choose among.
pub(super) async fn make(env: &Env, site: &Site, now: i64) -> Result<()> {
    let guides = read(env, site).await?;
    let wanted = shops(site).filter(|source| source.filters || !guides.is_empty());
    let sources: Vec<&str> = wanted.map(|source| source.id.as_str()).collect();
    if !begin(env, site, &sources).await? {
        return Ok(());
    }
    let specs: Vec<&str> = guides.iter().flat_map(|(_, guide)| guide.specs()).collect();
    let among = guides.iter().flat_map(|(_, guide)| &guide.among);
    let specs: Vec<&str> = among.map(|condition| condition.spec.as_str()).chain(specs).collect();
    let Here { products, positions, whole } = products(env, site, &specs).await?;
    let all: Vec<&Product> = products.iter().collect();
    for (id, guide) in &guides {
        match rows(id, guide, site, &all, &positions) {
            Ok(rows) => {
                let rows = replaced(env, site, id, &rows)?;
                db::purge(env, site.id.as_str(), &[TAG.to_owned()], None, rows, now).await?;
            }
            Err(reason) => worker::console_error!(
                "{}",
                json!({ "guide": id, "site": site.id.as_str(), "reason": reason })
            ),
        }
    }
    if !whole {
        worker::console_error!(
            "{}",
            json!({ "catalogue": "is too large to be filtered", "site": site.id.as_str() })
        );
    }
    let rows = filters::replaced(env, site, if whole { &all } else { &[] }, &positions, now)?;
    db::purge(env, site.id.as_str(), &[TAG.to_owned()], None, rows, now).await?;
    // Unless something has changed meanwhile.
    let sql = "UPDATE catalogue_turns SET next = ?3 WHERE site = ?1 AND source = '' AND next = ?2";
    let values = [site.id.as_str().into(), to_js(now + CLAIM_MS).into(), to_js(now + GOOD_MS).into()];
    db::batch(env, vec![db::open(env)?.prepare(sql).bind(&values)?]).await
}

/// Gives each of these sources its turns, and takes them from others; where there are none, from the guides too. Whether any
/// catalogue is here.
async fn begin(env: &Env, site: &Site, sources: &[&str]) -> Result<bool> {
    #[derive(Deserialize)]
    struct Ended {
        fetches: u32,
    }
    let values = [site.id.as_str().into(), json!(sources).to_string().into()];
    let db = db::open(env)?;
    let statements = [
        "INSERT INTO catalogue_turns (site, source, next) SELECT ?1, value, 0 FROM json_each(?2) WHERE true \
         ON CONFLICT DO NOTHING",
        "DELETE FROM catalogue_turns WHERE site = ?1 AND (source <> '' OR ?2 = '[]') AND source NOT IN (SELECT value FROM json_each(?2))",
        "DELETE FROM fetched WHERE site = ?1 AND source NOT IN (SELECT value FROM json_each(?2))",
    ];
    let statements = statements.map(|sql| db.prepare(sql).bind(&values));
    db::batch(env, statements.into_iter().collect::<Result<_>>()?).await?;
    let sql = "SELECT count(*) AS fetches FROM catalogue_turns WHERE site = ?1 AND round > 0";
    let rows: Vec<Ended> = db::read(&db.prepare(sql).bind(&values[..1])?).await?;
    Ok(rows.first().is_some_and(|row| row.fetches > 0))
}

/// The guides, by their ids.
async fn read(env: &Env, site: &Site) -> Result<Vec<(String, Guide)>> {
    #[derive(Deserialize)]
    struct Part {
        id: String,
        json: String,
    }
    let sql = "SELECT id, json FROM guides WHERE site = ?1 AND what = 'guide' ORDER BY id, part";
    let parts: Vec<Part> = db::query(env, sql, &[site.id.as_str().into()]).await?;
    let mut texts: Vec<(String, String)> = Vec::new();
    for Part { id, json } in parts {
        match texts.last_mut() {
            Some((last, text)) if *last == id => text.push_str(&json),
            _ => texts.push((id, json)),
        }
    }
    texts.into_iter().map(|(id, text)| Ok((id, serde_json::from_slice(text.as_bytes())?))).collect()
}

/// The products of a site that are here.
#[derive(Default)]
struct Here {
    products: Vec<Product>,
    positions: Vec<u32>,
    /// Whether they have all of their specs.
    whole: bool,
}

/// The most bytes of products that are read with all of their specs, as JSON.
const MOST_BYTES: usize = 12_000_000;

/// The products of the site that are here; where they are many, of their specs these alone, since memory is short.
async fn products(env: &Env, site: &Site, specs: &[&str]) -> Result<Here> {
    #[derive(Deserialize)]
    struct Row {
        position: u32,
        json: String,
    }
    let own = site.keeps(Gives::Products);
    let ours =
        "SELECT position, json FROM products WHERE site = ?1 AND position > ?2 ORDER BY position LIMIT ?3";
    let theirs = "SELECT position, json FROM fetched WHERE site = ?1 AND position > ?2 AND source IN \
                  (SELECT source FROM catalogue_turns WHERE site = ?1 AND round > 0) ORDER BY position LIMIT ?3";
    let mut here = Here { whole: true, ..Here::default() };
    let trim = |product: &mut Product| product.specs.retain(|spec| specs.contains(&spec.name.as_str()));
    let mut bytes = 0;
    for (sql, source) in [(ours, own), (theirs, None)] {
        if sql == ours && source.is_none() {
            continue;
        }
        let mut after = 0;
        loop {
            let values = [site.id.as_str().into(), after.into(), CHUNK.into()];
            let rows: Vec<Row> = db::query(env, sql, &values).await?;
            let Some(last) = rows.last() else { break };
            after = last.position;
            for row in rows {
                let mut product: Product = serde_json::from_slice(row.json.as_bytes())?;
                bytes += row.json.len();
                if here.whole && bytes > MOST_BYTES {
                    here.whole = false;
                    here.products.iter_mut().for_each(trim);
                }
                if !here.whole {
                    trim(&mut product);
                }
                (product.description, product.variants) = (String::new(), Vec::new());
                if let Some(source) = source {
                    product.id = [source.id.as_str(), ".", &product.id].concat();
                }
                here.products.push(product);
                here.positions.push(row.position);
            }
        }
    }
    Ok(here)
}

/// The rows of a guide, what each is and its JSON; or why there are none, for the log.
fn rows(
    id: &str,
    guide: &Guide,
    site: &Site,
    all: &[&Product],
    positions: &[u32],
) -> std::result::Result<Vec<(&'static str, String)>, String> {
    let candidates = ready::candidates(guide, all).map_err(|invalid| invalid.0)?;
    if candidates.is_empty() {
        return Err("no product is among these".to_owned());
    }
    let (table, currency) = (ready::columns(guide, &candidates), currency(&candidates));
    let mut rows = Vec::new();
    for lang in &site.languages {
        let langs = (*lang, site.languages.first().copied().unwrap_or_default());
        let words = ready::words(id, guide, &table, currency, langs).map_err(|invalid| invalid.0)?;
        rows.push((lang.code(), text(&words)));
    }
    // Both are in the order of the catalogue.
    let mut next = candidates.iter().peekable();
    let mut is_kept = |product: &Product| next.next_if(|kept| std::ptr::eq(**kept, product)).is_some();
    let kept: Vec<u32> =
        all.iter().zip(positions).filter_map(|(product, at)| is_kept(product).then_some(*at)).collect();
    rows.push(("cards", text(&Cards::of(&candidates))));
    rows.push(("columns", text(&Columns::of(table, currency))));
    rows.push(("positions", text(&kept)));
    Ok(rows)
}

pub(super) fn text(value: &impl Serialize) -> String {
    // Texts and numbers become JSON without fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// The statements that put these rows in the place of those that a guide has.
fn replaced(env: &Env, site: &Site, id: &str, rows: &[(&str, String)]) -> Result<Vec<D1PreparedStatement>> {
    let db = db::open(env)?;
    let (site, id) = (site.id.as_str(), id);
    let old = "DELETE FROM guides WHERE site = ?1 AND id = ?2 AND what <> 'guide'";
    let mut all = vec![db.prepare(old).bind(&[site.into(), id.into()])?];
    let new = "INSERT INTO guides (site, id, what, part, json) VALUES (?1, ?2, ?3, ?4, ?5)";
    for (what, text) in rows {
        all.extend(in_parts(&db, new, &[site, id, what].map(JsValue::from), text)?);
    }
    Ok(all)
}

/// The statements that insert a text in parts: each has these values, its number and its part.
pub(super) fn in_parts(
    db: &D1Database,
    insert: &str,
    values: &[JsValue],
    text: &str,
) -> Result<Vec<D1PreparedStatement>> {
    let statement =
        |(part, json): (u32, &str)| db.prepare(insert).bind(&[values, &[part.into(), json.into()]].concat());
    (0..).zip(parts(text)).map(statement).collect()
}

/// A text in parts of at most [`PART`] bytes, cut between characters.
fn parts(mut text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    while text.len() > PART {
        let (part, rest) = text.split_at(text.floor_char_boundary(PART));
        parts.push(part);
        text = rest;
    }
    parts.push(text);
    parts
}

#[cfg(test)]
mod tests {
    use model::choose::ready::Words;
    use serde_json::Value;

    use super::*;

    fn product(id: &str, size: &str) -> Product {
        let product = json!({ "id": id, "name": id, "specs": [{ "name": "Size", "values": [size] }] });
        serde_json::from_value(product).unwrap()
    }

    fn guide(at_least: &str) -> Guide {
        let guide = json!({
            "title": { "en": "Screens", "de": "Bildschirme" },
            "among": [{ "spec": "Size", "at_least": at_least }],
            "question": [{ "id": "use", "text": "What for?", "answer": [
                { "id": "text", "text": "Text", "weigh": [{ "spec": "Size", "at_least": "30 in", "points": 2 }] },
            ] }],
        });
        serde_json::from_value(guide).unwrap()
    }

    #[test]
    fn a_guide_has_the_rows_that_an_import_would_write() {
        let site = json!({ "id": "acme", "name": "Acme", "languages": ["en", "de"] });
        let site: Site = serde_json::from_value(site).unwrap();
        let products = [product("desk.a", "24 in"), product("shop.1", "2 m"), product("shop.2", "red")];
        let products: Vec<&Product> = products.iter().collect();
        let rows = |at_least| rows("screens", &guide(at_least), &site, &products, &[1, 1_000_001, 1_000_002]);
        let all = rows("20 in").unwrap();
        let of = |what: &str| all.iter().find_map(|(name, json)| (*name == what).then_some(json.as_str()));
        let words: Words = serde_json::from_str(of("de").unwrap()).unwrap();
        assert_eq!(
            (&*words.title, words.questions[0].answers[0].rules[0].yes.clone()),
            ("Bildschirme", vec![2, 2])
        );
        let cards: Value = serde_json::from_str(of("cards").unwrap()).unwrap();
        assert_eq!(cards["ids"], json!(["desk.a", "shop.1"]));
        assert_eq!(of("positions"), Some("[1,1000001]"));
        assert!(of("en").is_some() && of("columns").is_some() && of("guide").is_none());
        assert!(rows("9 m").unwrap_err().contains("no product"));
        assert!(rows("9 kgm").is_err());
    }

    #[test]
    fn parts_are_cut_between_characters() {
        let text = ["a", &"話".repeat(PART)].concat();
        let parts = parts(&text);
        assert!(parts.len() > 3 && parts.iter().all(|part| part.len() <= PART) && parts.concat() == text);
        assert_eq!(super::parts(""), [""]);
    }
}
