//! The last known state of orders, for who has proved that they are theirs: told to the same while the shop's system
//! does not answer, and to nobody else.

use model::Seconds;
use model::id::SiteId;
use model::order::Order;
use serde::{Deserialize, Serialize};
use sources::query::{Lookup, Proof, email_key, order_key, proof_hash};
use worker::{Env, Result};

use crate::clock::{now_ms, to_js};
use crate::db;
use crate::secret::{self, Key};

/// How long it is kept, in milliseconds: 30 days.
const KEPT_MS: i64 = 30 * 86_400_000;

/// An order as it was.
#[derive(Serialize, Deserialize)]
pub(crate) struct Known {
    pub(crate) at: Seconds,
    pub(crate) order: Order,
}

#[derive(Deserialize)]
struct Row {
    sealed: String,
}

/// Where it is kept, and what it is sealed with: who does not know the proof can neither find nor read it, even with
/// the deployment's secret. Nothing where the deployment has none.
fn place(env: &Env, site: &SiteId, lookup: &Lookup) -> Option<(String, Key)> {
    let (kind, proof) = match &lookup.proof {
        Proof::Email(email) => ("email", email),
        Proof::Postcode(postcode) => ("postcode", postcode),
    };
    let proof = proof_hash(site.as_str(), &lookup.number, proof);
    let name = secret::key(env, &["known order", kind, &proof])?.hex();
    Some((name, secret::key(env, &["known order, sealed", kind, &proof])?))
}

/// By which those that an e-mail address had proved are found.
pub(crate) fn owner(env: &Env, site: &SiteId, email: &str) -> Option<String> {
    Some(secret::key(env, &["known order, owner", site.as_str(), &email_key(email)?])?.hex())
}

/// By which those of an order are found, whatever had proved it.
pub(crate) fn subject(env: &Env, site: &SiteId, number: &str) -> Option<String> {
    Some(secret::key(env, &["known order, subject", site.as_str(), &order_key(number)])?.hex())
}

/// Keeps it.
pub(crate) async fn keep(env: &Env, site: &SiteId, lookup: &Lookup, known: &Known) -> Result<()> {
    let Some((name, key)) = place(env, site, lookup) else { return Ok(()) };
    let sealed = key.seal(&name, &serde_json::to_string(known)?).await?;
    let owner = match &lookup.proof {
        Proof::Email(email) => owner(env, site, email),
        Proof::Postcode(_) => None,
    };
    let statement = "INSERT INTO known_orders (key, sealed, at, owner, subject) VALUES (?1, ?2, ?3, ?4, ?5) \
                     ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, \
                     owner = excluded.owner, subject = excluded.subject";
    let values = [
        name.into(),
        sealed.into(),
        to_js(now_ms()).into(),
        owner.unwrap_or_default().into(),
        subject(env, site, &lookup.number).unwrap_or_default().into(),
    ];
    db::open(env)?.prepare(statement).bind(&values)?.run().await?;
    Ok(())
}

/// What was kept for the same proof. Looked for in the same way whether there is something or not.
pub(crate) async fn recall(env: &Env, site: &SiteId, lookup: &Lookup) -> Result<Option<Known>> {
    let Some((name, key)) = place(env, site, lookup) else { return Ok(None) };
    let statement = "SELECT sealed FROM known_orders WHERE key = ?1";
    let rows: Vec<Row> = db::query(env, statement, &[name.as_str().into()]).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let opened = key.open(&name, &row.sealed).await?;
    // What an older Worker wrote in another shape is as good as nothing.
    Ok(opened.and_then(|json| serde_json::from_slice(json.as_bytes()).ok()))
}

/// Forgets what is old.
pub(crate) async fn tidy(env: &Env) -> Result<()> {
    let old = to_js(now_ms() - KEPT_MS);
    db::open(env)?.prepare("DELETE FROM known_orders WHERE at < ?1").bind(&[old.into()])?.run().await?;
    Ok(())
}
