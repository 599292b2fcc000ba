//! D1: every statement, and what its rows are.

use futures_util::future::LocalBoxFuture;
use js_sys::{JSON, Reflect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sources::Statement;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use worker::{D1Database, D1PreparedStatement, Env, Result};

use crate::clock::to_js;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "DB";

/// The database.
pub(crate) fn open(env: &Env) -> Result<D1Database> {
    env.d1(BINDING)
}

/// A site as the database has it.
pub(crate) struct SiteContent {
    /// Names the content.
    pub(crate) version: String,
    /// `model::site::Site` as JSON.
    pub(crate) json: String,
    /// What was purged of it, with the instants in milliseconds.
    pub(crate) purges: Vec<(String, i64)>,
}

#[derive(Deserialize)]
struct Part {
    version: String,
    json: String,
    /// A JSON array of tag and instant, the same in every row.
    purges: String,
}

/// The content of the site with this id.
pub(crate) async fn site_by_id(env: &Env, id: &str) -> Result<Option<SiteContent>> {
    content(env, "?1", id).await
}

/// The content of the site of this host, else of the default site, else of the only one.
pub(crate) async fn site_by_host(env: &Env, host: &str) -> Result<Option<SiteContent>> {
    let which = "COALESCE((SELECT site FROM site_hosts WHERE host = ?1), \
                 (SELECT id FROM sites WHERE is_default = 1), \
                 (SELECT id FROM sites WHERE (SELECT count(*) FROM sites) = 1))";
    content(env, which, host).await
}

async fn content(env: &Env, which: &str, value: &str) -> Result<Option<SiteContent>> {
    let statement = format!(
        "SELECT s.version, c.json, \
         (SELECT json_group_array(json_array(tag, at)) FROM purges p WHERE p.site = s.id) AS purges \
         FROM sites s JOIN site_content c ON c.site = s.id AND c.version = s.version \
         WHERE s.id = {which} ORDER BY c.part"
    );
    let rows: Vec<Part> = query(env, &statement, &[value.into()]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let purges = serde_json::from_slice(first.purges.as_bytes())?;
    let version = first.version.clone();
    Ok(Some(SiteContent { version, json: rows.into_iter().map(|part| part.json).collect(), purges }))
}

/// How many purges a site may have outstanding; beyond, all of it is purged.
const MOST_PURGES: u32 = 500;

/// How long a purge is kept, in milliseconds: two days, longer than anything is kept in a cache.
const PURGE_KEPT_MS: i64 = 2 * 86_400_000;

/// Makes everything with one of these tags, that was made before `now_ms`, nothing; notes the webhook's
/// notice that said so, and does what else follows from it.
pub(crate) async fn purge(
    env: &Env,
    site: &str,
    tags: &[String],
    fingerprint: Option<&str>,
    more: Vec<D1PreparedStatement>,
    now_ms: i64,
) -> Result<()> {
    let db = open(env)?;
    let mut batch = purging(&db, site, tags, now_ms)?;
    batch.extend(more);
    if let Some(fingerprint) = fingerprint {
        let old = to_js(now_ms - PURGE_KEPT_MS);
        batch.push(db.prepare("DELETE FROM notices WHERE at < ?1").bind(&[old.into()])?);
        let note = "INSERT INTO notices (fingerprint, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        batch.push(db.prepare(note).bind(&[fingerprint.into(), to_js(now_ms).into()])?);
    }
    succeeded(&db.batch(batch).await?)
}

/// The statements of a purge, for the transaction of what makes it necessary.
pub(crate) fn purging(
    db: &D1Database,
    site: &str,
    tags: &[String],
    now_ms: i64,
) -> Result<Vec<D1PreparedStatement>> {
    let at = to_js(now_ms);
    let mut batch = Vec::new();
    let insert = "INSERT INTO purges (site, tag, at) VALUES (?1, ?2, ?3) \
                  ON CONFLICT (site, tag) DO UPDATE SET at = max(at, excluded.at)";
    for tag in tags {
        batch.push(db.prepare(insert).bind(&[site.into(), tag.as_str().into(), at.into()])?);
    }
    let old = to_js(now_ms - PURGE_KEPT_MS);
    batch
        .push(db.prepare("DELETE FROM purges WHERE site = ?1 AND at < ?2").bind(&[site.into(), old.into()])?);
    let many = "INSERT INTO purges (site, tag, at) SELECT ?1, ?2, ?3 \
                WHERE (SELECT count(*) FROM purges WHERE site = ?1) > ?4 \
                ON CONFLICT (site, tag) DO UPDATE SET at = max(at, excluded.at)";
    let everything = crate::cache::EVERYTHING;
    batch.push(db.prepare(many).bind(&[site.into(), everything.into(), at.into(), MOST_PURGES.into()])?);
    let fewer = "DELETE FROM purges WHERE site = ?1 AND tag <> ?2 \
                 AND at <= (SELECT at FROM purges WHERE site = ?1 AND tag = ?2)";
    batch.push(db.prepare(fewer).bind(&[site.into(), everything.into()])?);
    Ok(batch)
}

/// Runs statements: all of them, or nothing.
pub(crate) async fn batch(env: &Env, statements: Vec<D1PreparedStatement>) -> Result<()> {
    succeeded(&open(env)?.batch(statements).await?)
}

/// The first error of a batch, which was rolled back whole.
fn succeeded(results: &[worker::D1Result]) -> Result<()> {
    match results.iter().find_map(worker::D1Result::error) {
        Some(error) => Err(worker::Error::RustError(error)),
        None => Ok(()),
    }
}

/// The rows of a source's statement, as a JSON array of objects.
pub(crate) async fn rows(env: &Env, statement: &Statement) -> Result<Vec<u8>> {
    let parameters: Vec<_> = statement.parameters.iter().map(|text| text.as_str().into()).collect();
    selected(env, statement.sql, &parameters).await
}

/// Runs a statement and reads its rows. They come as JSON, for which the Worker has a reader anyway:
/// one more for the runtime's own values makes it larger, and asks the runtime for every single one.
pub(crate) async fn read<T: DeserializeOwned>(statement: &D1PreparedStatement) -> Result<Vec<T>> {
    Ok(serde_json::from_slice(&json(statement).await?)?)
}

/// The same of a statement's text and the values of its parameters, in their order.
pub(crate) async fn query<T: DeserializeOwned>(env: &Env, sql: &str, values: &[JsValue]) -> Result<Vec<T>> {
    Ok(serde_json::from_slice(&selected(env, sql, values).await?)?)
}

/// Once for all kinds of rows, and behind a pointer: what waits for it is as large as all that waits within it.
fn selected<'a>(env: &'a Env, sql: &'a str, values: &'a [JsValue]) -> LocalBoxFuture<'a, Result<Vec<u8>>> {
    Box::pin(async move { json(&open(env)?.prepare(sql).bind(values)?).await })
}

async fn json(statement: &D1PreparedStatement) -> Result<Vec<u8>> {
    let result = JsFuture::from(statement.inner().all()?).await?;
    let rows = JSON::stringify(&Reflect::get(&result, &"results".into())?)?;
    Ok(rows.as_string().unwrap_or_default().into_bytes())
}

/// Whether a webhook's notice was taken before.
pub(crate) async fn is_known_notice(env: &Env, fingerprint: &str) -> Result<bool> {
    let statement = "SELECT fingerprint AS id FROM notices WHERE fingerprint = ?1";
    let rows: Vec<Id> = query(env, statement, &[fingerprint.into()]).await?;
    Ok(!rows.is_empty())
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// How many ids are compared when one is misspelt.
const IDS_COMPARED: u32 = 200;

/// The ids of the sites.
pub(crate) async fn site_ids(env: &Env) -> Result<Vec<String>> {
    let statement = format!("SELECT id FROM sites LIMIT {IDS_COMPARED}");
    let rows: Vec<Id> = query(env, &statement, &[]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(Deserialize)]
struct FilePart {
    r#type: String,
    bytes: Vec<u8>,
}

/// A picture's media type and bytes.
pub(crate) async fn file(env: &Env, name: &str) -> Result<Option<(String, Vec<u8>)>> {
    let statement = "SELECT type, bytes FROM files WHERE name = ?1 ORDER BY part";
    let rows: Vec<FilePart> = query(env, statement, &[name.into()]).await?;
    let Some(media_type) = rows.first().map(|part| part.r#type.clone()) else { return Ok(None) };
    Ok(Some((media_type, rows.into_iter().flat_map(|part| part.bytes).collect())))
}
