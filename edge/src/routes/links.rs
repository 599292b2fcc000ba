//! `/orders/link/{token}`: an order, by a link of an e-mail. `POST /orders/links`: the shop's server has one made, for an
//! e-mail of its own.

use model::data::{self, Data, NUMBER_CHARS};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::clock::now_ms;
use crate::error::Error;
use crate::form::Form;
use crate::limit::{self, Rate};
use crate::link::{self, Link, statement};
use crate::router::Visit;
use crate::routes::orders;
use crate::routes::watch::home;
use crate::{body, identity};

/// Links to the orders of one customer: each is a row that stays for a month.
const PER_CUSTOMER: Rate = Rate::hourly(60);

/// The order's page. Who has the link has proved it.
pub(crate) async fn open(token: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    orders::offered(visit)?;
    let grant = link::open(env, visit.site(), token, now_ms()).await?;
    Ok(orders::page(visit, env, &grant, String::new()).await?.at_secret_address())
}

/// 1. The shop must have a key: 404 else. 2. What is sent must be sound: 400, 403, 413, 415, 422. 3. Not too often: 429.
///    4. 201. Whether there is such an order of this customer shows when the link is opened.
pub(crate) async fn make(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    orders::offered(visit)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let (site, now) = (&visit.site().id, now_ms());
    let email = identity::email(env, site, &form.identity, visit.asked.now())?;
    let number = body::field(form.number.trim().trim_start_matches('#'), "number", NUMBER_CHARS)?;
    limit::count(env, &["links", site.as_str(), &email].join(" "), PER_CUSTOMER).await?;
    let link = Link::new(env, &home(visit), &number, &email, now)?;
    statement(env, link::INSERT, "?1 = ?2", ["", ""], &link.row)?.run().await?;
    Ok(Answer::personal(201, Data::Link(data::Link { url: link.url, until: link.until / 1_000 })))
}
