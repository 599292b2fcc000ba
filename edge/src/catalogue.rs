//! What guides choose among where the products are in a system of the shop's own: its catalogue is fetched page by page,
//! a day after the other and what changed at once, and the guides and the filters by spec are made ready of it behind
//! everybody's back. While a source does not answer, they stay as they are.

mod filters;
mod guides;

pub(crate) use guides::TAG;

use model::product::Product;
use model::site::Site;
use model::source::{Gives, Source, SourceKind};
use serde::Deserialize;
use serde_json::json;
use worker::{D1PreparedStatement, Env};

use crate::clock::{now_ms, to_js};
use crate::later::later;
use crate::upstream::Failure;
use crate::{db, site, source};

/// The most pages that one run fetches: each takes a request and a transaction, of 50 that a Worker may have.
const PAGES: u32 = 16;

/// The most turns that one run takes.
const TURNS: u32 = 6;

/// The most products of a source: with more, its part of the catalogue stays as it was.
const MOST: u32 = 25_000;

/// The most products that one notice has looked at.
const NOTICED: usize = 10;

/// How long a claim holds, in milliseconds: after that a source is asked again that did not answer.
const CLAIM_MS: i64 = 600_000;

/// How long a catalogue is good of which nobody tells that it changed, in milliseconds.
const GOOD_MS: i64 = 86_400_000;

/// A row of `catalogue_turns`.
#[derive(Deserialize)]
struct Turn {
    site: String,
    /// Empty: the site's guides.
    source: String,
    cursor: Option<String>,
    seen: u32,
}

/// Takes the turns that have come at `now`, in milliseconds.
pub(crate) async fn check(env: &Env, now: i64) {
    let mut pages = PAGES;
    for _ in 0..TURNS {
        let turn = match claim(env, now).await {
            Ok(Some(turn)) => turn,
            Ok(None) => return,
            Err(error) => return worker::console_error!("catalogues wait: {error}"),
        };
        if let Err(reason) = take(env, &turn, now, &mut pages).await {
            let (site, source) = (&turn.site, &turn.source);
            worker::console_error!(
                "{}",
                json!({ "catalogue": "waits", "site": site, "source": source, "reason": reason })
            );
        }
        if pages == 0 {
            return;
        }
    }
}

/// Takes the turns that have come, behind the answer to who asks for what is not there yet. Of a site that keeps all of its
/// products here nothing can come.
pub(crate) fn soon(env: &Env, site: &Site) {
    if shops(site).next().is_none() {
        return;
    }
    let env = env.clone();
    later(async move { check(&env, now_ms()).await });
}

async fn claim(env: &Env, now: i64) -> worker::Result<Option<Turn>> {
    let sql = "UPDATE catalogue_turns SET next = ?2 WHERE next <= ?1 AND (site, source) IN \
               (SELECT site, source FROM catalogue_turns WHERE next <= ?1 ORDER BY next, source LIMIT 1) \
               RETURNING site, source, cursor, seen";
    let values = [to_js(now).into(), to_js(now + CLAIM_MS).into()];
    Ok(db::query(env, sql, &values).await?.pop())
}

async fn take(env: &Env, turn: &Turn, now: i64, pages: &mut u32) -> Result<(), String> {
    let current = site::by_id(&turn.site, env).await.map_err(|error| error.reason().unwrap_or_default())?;
    let site = &current.site;
    if turn.source.is_empty() {
        return guides::make(env, site, now).await.map_err(|error| error.to_string());
    }
    match shops(site).find(|source| source.id.as_str() == turn.source) {
        Some(source) => fetch(env, site, source, turn, now, pages).await,
        // Its next turn is the last: the guides' takes it out.
        None => Ok(()),
    }
}

/// The sources of a site that have products in systems of their own.
fn shops(site: &Site) -> impl Iterator<Item = &Source> {
    site.sources.iter().filter(|source| source.kind != SourceKind::Builtin && source.gives(Gives::Products))
}

/// Goes on with the fetch of a source's catalogue.
async fn fetch(
    env: &Env,
    site: &Site,
    source: &Source,
    turn: &Turn,
    now: i64,
    pages: &mut u32,
) -> Result<(), String> {
    let (mut cursor, mut seen) = (turn.cursor.clone(), turn.seen);
    while *pages > 0 {
        *pages -= 1;
        let page = match source::catalogue(env, site, source, cursor.as_deref()).await {
            Ok(page) => page,
            Err(failure) => {
                // A place that is not understood is no place to go on from; who is busy will know it later.
                if matches!(
                    failure,
                    Failure::Source(sources::Error::WrongAddress | sources::Error::Unreadable(_))
                ) {
                    run(env, [progress(env, turn, None, 0, now + CLAIM_MS)]).await?;
                }
                return Err(failure.to_string());
            }
        };
        seen += u32::try_from(page.products.len()).unwrap_or(u32::MAX);
        if seen > MOST {
            run(env, [progress(env, turn, None, 0, now + GOOD_MS)]).await?;
            return Err(format!("more than {MOST} products"));
        }
        let kept = keep(env, site, source, &page.products, true);
        let next = page.next.filter(|next| Some(next) != cursor.as_ref());
        if next.is_none() {
            let [gone, ended, guides] = end(env, turn, now);
            return run(env, [kept, gone, ended, guides]).await;
        }
        let turn_comes = if *pages == 0 { now } else { now + CLAIM_MS };
        run(env, [kept, progress(env, turn, next.as_deref(), seen, turn_comes)]).await?;
        cursor = next;
    }
    Ok(())
}

async fn run<const N: usize>(
    env: &Env,
    statements: [worker::Result<D1PreparedStatement>; N],
) -> Result<(), String> {
    let all = async { db::batch(env, statements.into_iter().collect::<worker::Result<_>>()?).await };
    all.await.map_err(|error: worker::Error| error.to_string())
}

/// Keeps products, as of the fetch that is under way, or (`fetch` being false) as of the one before, if there is none.
fn keep(
    env: &Env,
    site: &Site,
    source: &Source,
    products: &[Product],
    fetch: bool,
) -> worker::Result<D1PreparedStatement> {
    let sql = "INSERT INTO fetched (site, source, id, position, round, json) \
               SELECT ?1, ?2, one.value ->> 0, \
               (SELECT COALESCE(max(position), 1000000) FROM fetched WHERE site = ?1) + 1 + one.key, \
               t.round + max(?4, t.cursor IS NOT NULL), one.value ->> 1 FROM json_each(?3) AS one \
               JOIN catalogue_turns AS t ON t.site = ?1 AND t.source = ?2 WHERE true \
               ON CONFLICT (site, source, id) DO UPDATE SET round = excluded.round, json = excluded.json";
    let short = |product: &Product| {
        let own = product.id.split_once('.').map_or("", |(_, own)| own).to_owned();
        let product =
            Product { description: String::new(), variants: Vec::new(), price_to: None, ..product.clone() };
        (own, product)
    };
    let products: Vec<_> = products.iter().map(short).collect();
    let values = [
        site.id.as_str().into(),
        source.id.as_str().into(),
        serde_json::to_string(&products)?.into(),
        u32::from(fetch).into(),
    ];
    db::open(env)?.prepare(sql).bind(&values)
}

fn progress(
    env: &Env,
    turn: &Turn,
    cursor: Option<&str>,
    seen: u32,
    next: i64,
) -> worker::Result<D1PreparedStatement> {
    let sql = "UPDATE catalogue_turns SET cursor = ?3, seen = ?4, next = ?5 WHERE site = ?1 AND source = ?2";
    let values = [
        turn.site.as_str().into(),
        turn.source.as_str().into(),
        cursor.map(str::to_owned).into(),
        seen.into(),
        to_js(next).into(),
    ];
    db::open(env)?.prepare(sql).bind(&values)
}

/// All of a catalogue is here: what is not in it any more goes, and the guides are made anew.
fn end(env: &Env, turn: &Turn, now: i64) -> [worker::Result<D1PreparedStatement>; 3] {
    let own = [turn.site.as_str().into(), turn.source.as_str().into()];
    let gone = "DELETE FROM fetched WHERE site = ?1 AND source = ?2 AND round <= \
                (SELECT round FROM catalogue_turns WHERE site = ?1 AND source = ?2)";
    let ended = "UPDATE catalogue_turns SET cursor = NULL, seen = 0, round = round + 1, next = ?3 \
                 WHERE site = ?1 AND source = ?2";
    let db = || db::open(env);
    [
        db().and_then(|db| db.prepare(gone).bind(&own)),
        db().and_then(|db| {
            db.prepare(ended).bind(&[own[0].clone(), own[1].clone(), to_js(now + GOOD_MS).into()])
        }),
        guides::wake(env, &turn.site),
    ]
}

/// Has a notice's products looked at anew, where guides choose among them.
pub(crate) fn changed(env: &Env, site: &Site, source: &Source, ids: Vec<String>) {
    if ids.is_empty() || !shops(site).any(|shop| shop.id == source.id) {
        return;
    }
    let (env, site, source) = (env.clone(), site.clone(), source.clone());
    later(async move {
        if let Err(reason) = look(&env, &site, &source, &ids).await {
            let (site, source) = (site.id.as_str(), source.id.as_str());
            worker::console_error!(
                "{}",
                json!({ "catalogue": "is old", "site": site, "source": source, "reason": reason })
            );
        }
    });
}

async fn look(env: &Env, site: &Site, source: &Source, ids: &[String]) -> Result<(), String> {
    if !is_wanted(env, site, source).await.map_err(|error| error.to_string())? {
        return Ok(());
    }
    for id in ids.iter().take(NOTICED) {
        let found =
            source::product_now(env, site, source, id).await.map_err(|failure| failure.to_string())?;
        let statement = match found {
            Some(product) => keep(env, site, source, &[product], false),
            None => forget(env, site, source, id),
        };
        run(env, [statement, guides::wake(env, site.id.as_str())]).await?;
    }
    Ok(())
}

async fn is_wanted(env: &Env, site: &Site, source: &Source) -> worker::Result<bool> {
    #[derive(Deserialize)]
    struct Wanted {}
    let sql = "SELECT round FROM catalogue_turns WHERE site = ?1 AND source = ?2";
    let values = [site.id.as_str().into(), source.id.as_str().into()];
    let rows: Vec<Wanted> = db::query(env, sql, &values).await?;
    Ok(!rows.is_empty())
}

fn forget(env: &Env, site: &Site, source: &Source, id: &str) -> worker::Result<D1PreparedStatement> {
    let sql = "DELETE FROM fetched WHERE site = ?1 AND source = ?2 AND id = ?3";
    let values = [site.id.as_str().into(), source.id.as_str().into(), id.into()];
    db::open(env)?.prepare(sql).bind(&values)
}
