//! `GET /healthz`: whether the Worker and its database answer, and how many sites there are.

use worker::{Env, Response, ResponseBuilder};

use crate::db;
use crate::error::Error;
use crate::policy::{Keeping, headers};

pub(crate) async fn check(env: &Env) -> Result<Response, Error> {
    let sites = db::site_ids(env).await?.len();
    let body = serde_json::json!({ "status": "ok", "sites": sites }).to_string();
    Ok(ResponseBuilder::new()
        .with_headers(headers("application/json", Keeping::Never)?)
        .fixed(body.into_bytes()))
}
