//! `GET /healthz`: whether the Worker and its database answer, how many sites there are, and how the
//! sources of one of them are doing. `GET /metrics`: the counters, for who knows the token.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use model::data::Health;
use sha2::{Digest, Sha256};
use worker::{Env, Request};

use crate::asked::Asked;
use crate::error::Error;
use crate::{db, gate, metrics, site};

pub(crate) async fn check(asked: &Asked, env: &Env) -> Result<Health, Error> {
    let sites = u32::try_from(db::site_ids(env).await?.len()).unwrap_or(u32::MAX);
    let mut sources = BTreeMap::new();
    let current = match site::find(asked, env).await {
        // Whoever watches a site by a wrong name would hear that all is well, for ever.
        Err(error @ Error::UnknownSite { .. }) if asked.parameter("site").is_some() => return Err(error),
        // The host of the whole deployment need be no site's.
        found => found.ok(),
    };
    if let Some(current) = current {
        let states = current.site.sources.iter().map(async |source| {
            let state = gate::health(env, &current.site, source).await;
            (source.id.to_string(), state.unwrap_or_else(|_| "unknown".to_owned()))
        });
        sources.extend(join_all(states).await);
    }
    Ok(Health { status: "ok".to_owned(), sites, sources })
}

/// The counters. Without the secret `METRICS_TOKEN` there is no such page.
pub(crate) fn metrics(request: &Request, env: &Env) -> Result<String, Error> {
    let token = env.secret("METRICS_TOKEN").map_err(|_| Error::UnknownPage)?.to_string();
    let given = request.headers().get("authorization")?.unwrap_or_default();
    let given = given.strip_prefix("Bearer ").unwrap_or_default();
    // Digests are compared: how long that takes tells nothing of the token.
    if token.is_empty() || Sha256::digest(given) != Sha256::digest(&token) {
        return Err(Error::Forbidden);
    }
    Ok(metrics::text())
}
