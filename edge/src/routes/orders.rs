//! `GET /orders`: where an order is asked for. `POST /orders`: where is my order; by POST, since nothing of it may
//! stand in an address.

use std::time::Duration;

use model::order::Order;
use model::page::Page;
use model::view::{Orders, View};
use sources::query::bare_key;
use worker::{Delay, Env, Request};

use super::typed;
use crate::answer::Answer;
use crate::error::Error;
use crate::form::Form;
use crate::grant::Grant;
use crate::known::{self, Known};
use crate::later::later;
use crate::limit::{self, Rate};
use crate::present::order::{self, Extra};
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::{beside, secret, source, visitor};

/// Look-ups of one order, whoever asks.
const PER_ORDER: Rate = Rate::hourly(10);

/// Look-ups from one address.
const PER_ADDRESS: Rate = Rate::hourly(60);

/// Refreshes of one order by who has proved that it is theirs: each asks the shop's system again.
const PER_GRANT: Rate = Rate::hourly(60);

/// How long after an order was told it is kept.
const KEEP_AFTER: Duration = Duration::from_millis(50);

/// `GET /orders`: the same for everybody.
pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    offered(visit)?;
    Ok(Answer::page(View::Orders(form_page(visit)), visit.asked.now_ms))
}

/// A shop must tell of orders.
pub(crate) fn offered(visit: &Visit) -> Result<(), Error> {
    if visit.site().offers(Page::Orders) { Ok(()) } else { Err(Error::UnknownPage) }
}

fn form_page(visit: &Visit) -> Orders {
    Orders { texts: widget::catalogue::order_texts(visit.lang), ..Orders::default() }
}

/// The form again, with what was wrong. Nothing that was typed is on it: it is the same for everybody, and the
/// browser's way back has it.
pub(crate) fn failed(visit: &Visit, error: &Error) -> Answer {
    let (wrong, field) = (error.problem(visit.lang).detail, error.field().to_owned());
    Answer::failed_form(View::Orders(Orders { wrong, field, ..form_page(visit) }), error)
}

/// 1. A shop must tell of orders: 404 else. 2. What is sent must be sound: 400, 403, 413, 415, 422. 3. Not too
///    often: 429. 4. The order, or 404: the same for a wrong number and a wrong proof. Where the shop's system does
///    not answer, what was known of it, or 503.
pub(crate) async fn find(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let by = match form.by.trim() {
        "" => None,
        by => Some(by.parse().map_err(|()| Error::Typed { field: "by", key: "by", value: String::new() })?),
    };
    let extra = Extra { by, ..Extra::default() };
    if !form.token.is_empty() {
        let grant = granted(visit, env, &form.token).await?;
        return known_page(visit, env, &grant, extra).await;
    }
    let site = visit.site();
    let patterns = site.triage.as_ref().map_or(&[][..], |triage| &triage.order_numbers);
    let grant = Grant::new(typed::lookup(&form, patterns)?);
    let address = ["orders", &visitor::address(request)].join(" ");
    let number = ["order", site.id.as_str(), &bare_key(&grant.lookup.number)].join(" ");
    // The shop takes longest: all else is done meanwhile.
    let told = source::order(env, site, &grant.lookup);
    let sealed = grant.seal(env, &site.id, visit.asked.now());
    let counted = [(&*address, PER_ADDRESS), (&*number, PER_ORDER)];
    let told = limit::count_while(env, counted, told, sealed).await?;
    shown(visit, env, &grant, kept(visit, env, &grant, told), extra).await
}

/// What a token proves ([`Error::Expired`] else), unless it is used too often.
pub(crate) async fn granted(visit: &Visit, env: &Env, token: &str) -> Result<Grant, Error> {
    let site = &visit.site().id;
    let grant = Grant::open(env, site, token, visit.asked.now()).await?;
    let subject = ["grant", site.as_str(), &bare_key(&grant.lookup.number)].join(" ");
    limit::count(env, &subject, PER_GRANT).await?;
    Ok(grant)
}

/// The order of a grant, as the shop's system tells it now. It is kept for when that does not answer.
pub(crate) async fn look_up(visit: &Visit, env: &Env, grant: &Grant) -> Result<Order, Error> {
    kept(visit, env, grant, source::order(env, visit.site(), &grant.lookup).await)
}

fn kept(visit: &Visit, env: &Env, grant: &Grant, told: Result<Option<Order>, Error>) -> Result<Order, Error> {
    let order = told?.ok_or(Error::UnknownOrder)?;
    let (env, site, lookup) = (env.clone(), visit.site().id.clone(), grant.lookup.clone());
    let known = Known { at: visit.asked.now(), order: order.clone() };
    later(async move {
        // Behind the answer, which the database would hold up.
        Delay::from(KEEP_AFTER).await;
        if let Err(error) = known::keep(&env, &site, &lookup, &known).await {
            worker::console_error!("an order is not kept for later: {error}");
        }
    });
    Ok(order)
}

/// The page of a grant's order, after something was `done`: said in a sentence; empty: nothing.
pub(crate) async fn page(visit: &Visit, env: &Env, grant: &Grant, done: String) -> Result<Answer, Error> {
    known_page(visit, env, grant, Extra { done, ..Extra::default() }).await
}

/// The page of a grant's order as it is now; where the shop's system does not answer, as it was known last.
async fn known_page(visit: &Visit, env: &Env, grant: &Grant, extra: Extra) -> Result<Answer, Error> {
    shown(visit, env, grant, look_up(visit, env, grant).await, extra).await
}

async fn shown(
    visit: &Visit,
    env: &Env,
    grant: &Grant,
    order: Result<Order, Error>,
    extra: Extra,
) -> Result<Answer, Error> {
    let failure = match order {
        Err(failure @ Error::Source { .. }) => failure,
        order => return show(visit, env, grant, &order?, extra).await,
    };
    match known::recall(env, &visit.site().id, &grant.lookup).await? {
        Some(Known { at, order }) => {
            let extra = Extra { as_of: Some(at), ..extra };
            let answer = show(visit, env, grant, &order, extra).await?;
            Ok(Answer { reason: failure.reason(), ..answer })
        }
        None => Err(failure),
    }
}

/// The page of an order that was just looked up.
pub(crate) async fn show(
    visit: &Visit,
    env: &Env,
    grant: &Grant,
    order: &Order,
    extra: Extra,
) -> Result<Answer, Error> {
    let token = grant.seal(env, &visit.site().id, visit.asked.now()).await?;
    // With a form that the browser sends by itself nothing tells the clock it is read by.
    let reader = Reader { zoned: !visit.asked.own_zone, ..Reader::of(visit) };
    let mut page = order::page(&reader, order, extra);
    // What is offered beside the order needs the token.
    if !token.is_empty() {
        page.key = secret::random_id()?;
        // The order is more than what can be done with it.
        if let Err(error) = beside::fill(visit, env, grant, order, &mut page).await {
            worker::console_error!(
                "nothing is offered beside an order: {}",
                error.reason().unwrap_or_default()
            );
        }
    }
    page.token = token;
    Ok(Answer::own_page(View::Order(Box::new(page))))
}
