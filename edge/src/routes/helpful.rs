//! `POST /ask/helpful`: whether an answer helped, which hits are opened after a search in vain, and what was not found.

use model::data::Helpful;
use model::people;
use model::view::View;
use worker::{Env, Request};

use super::ask::about;
use crate::answer::Answer;
use crate::body::{self, Kind};
use crate::error::Error;
use crate::learned::{self, Use};
use crate::limit::{self, Rate};
use crate::present;
use crate::router::Visit;
use crate::{source, visitor};

/// From one address: as many as somebody reads in an hour.
const PER_ADDRESS: Rate = Rate::hourly(120);

/// The same from one address counts once a day.
const SAME: Rate = Rate { burst: 1, every_ms: 86_400_000 };

/// The longest id, in bytes.
const ID_LIMIT: usize = 120;

/// 1. What is said must be sound: 400, 413, 415, 422. 2. Not too many: 429. 3. What is not there, or was not found by
///    these words, teaches nothing: 404. 4. The same page again, with thanks.
pub(crate) async fn take(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let form = read(request, &visit.asked.origin).await?;
    let how = match &*form.how {
        "yes" => Some(Use::Helped),
        "no" => Some(Use::DidNotHelp),
        "opened" => Some(Use::Opened),
        "missed" => None,
        _ => return Err(Error::Invalid("how")),
    };
    for (field, id) in [("id", &form.id), ("product", &form.product)] {
        if id.len() > ID_LIMIT {
            return Err(Error::Invalid(field));
        }
    }
    let address = visitor::address(request);
    limit::count(env, &["helpful", &address].join(" "), PER_ADDRESS).await?;
    let (query, before) = (people::question(&form.q), people::question(&form.before));
    let (query, before) = (query.trim(), before.trim());
    let site = visit.site();
    let (view, is_there) = if form.place == "article" {
        let told = source::article(env, site, &form.id, visit.lang.code()).await?;
        let mut page = present::ask::article(visit, told.value);
        (page.query, page.before, page.helped) = (query.to_owned(), before.to_owned(), true);
        (View::Article(page), how.is_some())
    } else {
        let subjects = about(&form.product, "");
        let told = source::search(env, site, query, subjects, visit.lang.code()).await?;
        let mut page = present::ask::search(visit, query, told.value);
        let is_there = match how {
            Some(_) => page.hits.iter().any(|hit| hit.id == form.id),
            None => !page.fits && page.missing.is_empty() && !query.is_empty(),
        };
        (page.before, page.product, page.helped) = (before.to_owned(), form.product.clone(), form.id.clone());
        (View::Ask(page), is_there)
    };
    if !is_there {
        return Err(Error::NotFound);
    }
    let same = ["helpful", site.id.as_str(), &address, &form.how, &form.id, query].join(" ");
    match limit::count(env, &same, SAME).await {
        Ok(()) => match how {
            Some(how) => learned::used(visit, env, &form.id, query, before, how).await?,
            None => learned::missed(visit, env, query).await?,
        },
        // Said already.
        Err(Error::TooMany(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(Answer::own_page(view))
}

async fn read(request: &Request, origin: &str) -> Result<Helpful, Error> {
    let (kind, bytes) = body::sent(request, origin).await?;
    if kind == Kind::Json {
        return body::json(&bytes);
    }
    let mut form = Helpful::default();
    for (name, value) in form_urlencoded::parse(&bytes) {
        let field = match &*name {
            "id" => &mut form.id,
            "how" => &mut form.how,
            "q" => &mut form.q,
            "before" => &mut form.before,
            "product" => &mut form.product,
            "place" => &mut form.place,
            _ => continue,
        };
        *field = value.into_owned();
    }
    Ok(form)
}
