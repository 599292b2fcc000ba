//! Where links in e-mails lead that no request causes.

use std::cell::RefCell;

use model::site::Site;
use serde::Deserialize;
use worker::{Env, Result};

use crate::db;
use crate::later::later;
use crate::router::Visit;

thread_local! {
    /// Sites and origins that this isolate has noted already.
    static NOTED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Notes by which address a site's help desk is reached. It goes on by itself.
pub(crate) fn note(visit: &Visit, env: &Env) {
    let (site, origin) = (visit.site().id.to_string(), visit.asked.origin.clone());
    let known = NOTED.with_borrow_mut(|noted| {
        let known = noted.iter().any(|(one, at)| *one == site && *at == origin);
        if !known {
            noted.retain(|(one, _)| *one != site);
            noted.push((site.clone(), origin.clone()));
        }
        known
    });
    if known || !visit.site().hosts.is_empty() {
        return;
    }
    let env = env.clone();
    later(async move {
        if let Err(error) = keep(&env, &site, &origin).await {
            worker::console_error!("a help desk's address is not noted: {error}");
        }
    });
}

async fn keep(env: &Env, site: &str, origin: &str) -> Result<()> {
    let sql = "INSERT INTO homes (site, origin) VALUES (?1, ?2) \
               ON CONFLICT (site) DO UPDATE SET origin = excluded.origin";
    db::open(env)?.prepare(sql).bind(&[site.into(), origin.into()])?.run().await?;
    Ok(())
}

#[derive(Deserialize)]
struct Row {
    origin: String,
}

/// The origin of a site's help desk: the host that the site names, else where it was last reached by who wrote there.
pub(crate) async fn of(env: &Env, site: &Site) -> Result<Option<String>> {
    if let Some(host) = site.hosts.first() {
        return Ok(Some(["https://", host].concat()));
    }
    let sql = "SELECT origin FROM homes WHERE site = ?1";
    let rows: Vec<Row> = db::query(env, sql, &[site.id.as_str().into()]).await?;
    Ok(rows.into_iter().next().map(|row| row.origin))
}
