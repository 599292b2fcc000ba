//! Deskbell's Worker: events come in here, and are answered by [`router`].

mod asked;
mod db;
mod error;
mod face;
mod jsonld;
mod language;
mod page;
mod policy;
mod present;
mod router;
mod routes;
mod site;

use worker::{Context, Env, Request, Response, Result, event};

/// Every request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    router::answer(&request, &env).await
}
