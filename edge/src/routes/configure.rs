//! `/configure/{product}`: a product put together; by POST its price is signed. `/quote/{quote}`: such a price.

use model::choose::configure::{Configurable, Quote, Selection};
use model::data::QuoteAsked;
use model::source::SourceKind;
use model::view::View;
use serde::Deserialize;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Face;
use crate::body::{self, Kind};
use crate::error::Error;
use crate::present::configure;
use crate::router::Visit;
use crate::{db, limit, quote, source, visitor};

/// The same for everybody: what the options of its address come to.
pub(crate) async fn get(id: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let built = find(id, visit, env).await?.ok_or(Error::NotFound)?;
    let options = query(visit.asked.pairs());
    Ok(Answer::page(page(id, visit, env, built, &options), visit.asked.now_ms))
}

fn page(id: &str, visit: &Visit, env: &Env, built: Built, options: &str) -> View {
    let held = quote::days(env, visit.site());
    View::Configure(Box::new(configure::page(visit, id, built, options, held)))
}

/// 1. Prices must be held here: 404 else. 2. What is sent must be sound: 400, 403, 413, 415. 3. Not too often: 429.
///    4. What cannot be bought: 422, with the page that says why. 5. The price, signed: 303 to its page, or as JSON 201.
pub(crate) async fn quote(id: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let site = visit.site();
    let days = Some(quote::days(env, site)).filter(|days| *days > 0).ok_or(Error::UnknownPage)?;
    let (kind, bytes) = body::sent(request, &visit.asked.origin).await?;
    let options = match kind {
        Kind::Json => body::json::<QuoteAsked>(&bytes)?.options,
        Kind::Form => query(form_urlencoded::parse(&bytes)),
    };
    limit::flood(env, &visitor::address(request)).await?;
    let built = find(id, visit, env).await?.ok_or(Error::NotFound)?;
    let selection = Selection::read(&built.product, &options);
    // A page shows what it took instead of what it does not know; a program would have something else signed.
    if kind == Kind::Json && !selection.is_of(&built.product, &options) {
        return Err(Error::Invalid("options"));
    }
    let expires = visit.asked.now() + i64::from(days) * 86_400;
    let Some(quote) = Quote::of(site.id.clone(), id, &built.product, &selection, expires) else {
        let error = Error::Invalid("options");
        return match visit.asked.face {
            Face::Html => Ok(Answer::failed_form(page(id, visit, env, built, &options), &error)),
            Face::Json => Err(error),
        };
    };
    let letters = quote::sign(env, &quote).ok_or(Error::UnknownPage)?;
    Ok(match visit.asked.face {
        Face::Html => Answer::elsewhere(visit.asked.keep().with(&["/quote/", &letters].concat(), &[])),
        Face::Json => Answer { status: 201, ..shown(visit, &quote, letters, Some(&built)) },
    })
}

/// Options as addresses write them, of pairs that are decoded: their ids are plain.
fn query(pairs: impl Iterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> String {
    let pairs = pairs.map(|(name, value)| [name.as_ref(), "=", value.as_ref()].concat());
    pairs.collect::<Vec<_>>().join("&")
}

/// A price that was signed. One that is held no more says so: as JSON by 410, which a shop's cart cannot overlook.
pub(crate) async fn quoted(letters: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let quote = quote::read(env, visit.site(), letters)?;
    if !quote.holds_at(visit.asked.now()) && visit.asked.face == Face::Json {
        return Err(Error::QuoteGone);
    }
    let built = find(&quote.product, visit, env).await?;
    Ok(shown(visit, &quote, letters.to_owned(), built.as_ref()))
}

fn shown(visit: &Visit, quote: &Quote, letters: String, built: Option<&Built>) -> Answer {
    let page = configure::quote(visit, quote, letters, built);
    let status = if page.holds { 200 } else { 410 };
    Answer { status, ..Answer::own_page(View::Quote(Box::new(page))).at_secret_address() }
}

/// A product that is put together.
pub(crate) struct Built {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) product: Configurable,
}

#[derive(Deserialize)]
struct Row {
    json: String,
    name: String,
    description: Option<String>,
}

/// What an import made of it, in the reader's language.
async fn find(id: &str, visit: &Visit, env: &Env) -> Result<Option<Built>, Error> {
    let site = visit.site();
    let Some((name, own)) = id.split_once('.') else { return Ok(None) };
    if source::find(site, name).is_none_or(|source| source.kind != SourceKind::Builtin) {
        return Ok(None);
    }
    let sql = "SELECT c.json, p.name, p.json ->> '$.description' AS description \
               FROM configurables c JOIN products p ON p.site = c.site AND p.id = c.id \
               WHERE c.site = ?1 AND c.id = ?2 AND c.what = ?3 ORDER BY c.part";
    let values = [site.id.as_str().into(), own.into(), visit.lang.code().into()];
    let rows: Vec<Row> = db::query(env, sql, &values).await?;
    let json: String = rows.iter().map(|row| row.json.as_str()).collect();
    let Some(Row { name, description, .. }) = rows.into_iter().next() else { return Ok(None) };
    let product = serde_json::from_slice(json.as_bytes())
        .map_err(|error| Error::Unavailable(format!("a product that is put together: {error}")))?;
    Ok(Some(Built { name, description: description.unwrap_or_default(), product }))
}
