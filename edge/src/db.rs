//! D1: every statement, and what its rows are.

use serde::Deserialize;
use worker::{Env, Result};

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "DB";

#[derive(Deserialize)]
struct Part {
    json: String,
}

/// The content of the site with this id, as JSON.
pub(crate) async fn site_by_id(env: &Env, id: &str) -> Result<Option<String>> {
    content(env, "?1", id).await
}

/// The content of the site of this host, else of the default site, else of the only one.
pub(crate) async fn site_by_host(env: &Env, host: &str) -> Result<Option<String>> {
    let which = "COALESCE((SELECT site FROM site_hosts WHERE host = ?1), \
                 (SELECT id FROM sites WHERE is_default = 1), \
                 (SELECT id FROM sites WHERE (SELECT count(*) FROM sites) = 1))";
    content(env, which, host).await
}

async fn content(env: &Env, which: &str, value: &str) -> Result<Option<String>> {
    let statement = format!(
        "SELECT c.json FROM sites s JOIN site_content c ON c.site = s.id AND c.version = s.version \
         WHERE s.id = {which} ORDER BY c.part"
    );
    let rows = env.d1(BINDING)?.prepare(statement).bind(&[value.into()])?.all().await?.results::<Part>()?;
    Ok((!rows.is_empty()).then(|| rows.into_iter().map(|part| part.json).collect()))
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
    let rows = env.d1(BINDING)?.prepare(statement).all().await?.results::<Id>()?;
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
    let rows =
        env.d1(BINDING)?.prepare(statement).bind(&[name.into()])?.all().await?.results::<FilePart>()?;
    let Some(media_type) = rows.first().map(|part| part.r#type.clone()) else { return Ok(None) };
    Ok(Some((media_type, rows.into_iter().flat_map(|part| part.bytes).collect())))
}
