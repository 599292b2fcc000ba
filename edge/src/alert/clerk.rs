//! Who of staff wants e-mails of what waits.

use model::site::Site;
use serde::Deserialize;
use worker::{Env, Result};

use crate::{db, signed};

/// Somebody of staff who is written to.
#[derive(Deserialize)]
pub(crate) struct Clerk {
    /// Of the row that a link to stop names.
    pub(crate) id: String,
    pub(crate) email: String,
}

/// Those of these addresses who want e-mails; of whom nothing is known do.
pub(crate) async fn heard(env: &Env, site: &Site, emails: &[&str]) -> Result<Vec<Clerk>> {
    let mut pairs = Vec::new();
    for email in emails {
        pairs.push([signed::new_id()?, email.to_lowercase()]);
    }
    let pairs = serde_json::to_string(&pairs)?;
    let db = db::open(env)?;
    let values = [site.id.as_str().into(), pairs.as_str().into()];
    let insert = "INSERT INTO clerks (id, site, email) SELECT value ->> 0, ?1, value ->> 1 FROM json_each(?2) \
                  WHERE true ON CONFLICT DO NOTHING";
    db.prepare(insert).bind(&values)?.run().await?;
    let sql = "SELECT id, email FROM clerks WHERE site = ?1 AND NOT quiet \
               AND email IN (SELECT value ->> 1 FROM json_each(?2))";
    db::read(&db.prepare(sql).bind(&values)?).await
}

/// Whether somebody wants none.
pub(crate) async fn is_quiet(env: &Env, site: &Site, email: &str) -> Result<bool> {
    let sql = "SELECT id, email FROM clerks WHERE site = ?1 AND email = ?2 AND quiet";
    let values = [site.id.as_str().into(), email.to_lowercase().into()];
    let rows: Vec<Clerk> = db::query(env, sql, &values).await?;
    Ok(!rows.is_empty())
}

/// Keeps whether somebody wants none.
pub(crate) async fn set(env: &Env, site: &Site, email: &str, quiet: bool) -> Result<()> {
    let sql = "INSERT INTO clerks (id, site, email, quiet) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (site, email) DO UPDATE SET quiet = excluded.quiet";
    let values = [
        signed::new_id()?.into(),
        site.id.as_str().into(),
        email.to_lowercase().into(),
        u32::from(quiet).into(),
    ];
    db::open(env)?.prepare(sql).bind(&values)?.run().await?;
    Ok(())
}
