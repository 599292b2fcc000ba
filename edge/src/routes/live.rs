//! `GET /ask/{id}/live`: news of a question, by WebSocket (RFC 6455).

use model::source::Gives;
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::error::Error;
use crate::router::Visit;
use crate::{db, limit, live, person, staff, visitor};

/// 1. It must be a WebSocket: 400 else. 2. From a page of ours, or from none: 403. 3. Of a thread that is kept here, and
///    that the asker may see: 404. 4. Not too many: 429. 5. 101; from then on an instant in milliseconds comes whenever
///    the thread has changed. Who asks for it with that instant as `changed` gets it as it is then.
pub(crate) async fn open(id: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Response, Error> {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    if !header("upgrade").is_some_and(|wish| wish.eq_ignore_ascii_case("websocket")) {
        return Err(Error::BadRequest);
    }
    // No other protection keeps a page elsewhere from opening one with the reader's cookies.
    if header("origin").is_some_and(|origin| origin != visit.asked.origin) {
        return Err(Error::Forbidden);
    }
    let address = visitor::address(request);
    limit::flood(env, &address).await?;
    if !may_see(id, visit, request, env).await? {
        return Err(Error::NotFound);
    }
    live::open(env, id, &address).await
}

#[derive(Deserialize)]
struct Row {
    id: i64,
    hidden: u8,
    own: u8,
    /// Of who asked it; empty where that is unknown.
    proof: String,
}

const ROW: &str = "SELECT t.id, t.hidden, t.private OR t.held AS own, coalesce(p.proof, '') AS proof \
                   FROM threads t LEFT JOIN people p ON p.id = t.person \
                   WHERE t.site = ?1 AND t.id = CAST(?2 AS INTEGER)";

/// Whether this request may see the thread: everybody sees a public one; what is private or waits for a yes, its asker, whom
/// an e-mail has led there, and staff; what is hidden, staff.
async fn may_see(id: &str, visit: &Visit, request: &Request, env: &Env) -> Result<bool, Error> {
    let site = visit.site();
    let (name, number) = id.split_once('.').unwrap_or((id, ""));
    let kept = site.keeps(Gives::Threads).is_some_and(|source| source.id.as_str() == name);
    if !kept || number.parse::<u32>().is_err() {
        return Ok(false);
    }
    let values = [site.id.as_str().into(), number.into()];
    let rows: Vec<Row> = db::query(env, ROW, &values).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(false) };
    let proof = person::proof(request, visit, env).await?;
    let led = person::led_to(request, visit, env) == Some(row.id);
    let theirs = row.own == 0 || led || proof.is_some_and(|proof| proof == row.proof);
    let asker = row.hidden == 0 && theirs;
    Ok(asker || staff::signed_in(visit, request, env).await.is_ok())
}
