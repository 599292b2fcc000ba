//! `GET /orders`: where an order is asked for. `POST /orders`: where is my order; by POST, since nothing of it may
//! stand in an address.

use model::data::{EMAIL_CHARS, NUMBER_CHARS, POSTCODE_CHARS};
use model::order::Order;
use model::page::Page;
use model::view::{Orders, View};
use sources::query::{Lookup, Proof, order_key};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::form::Form;
use crate::grant::Grant;
use crate::limit::{self, Rate};
use crate::present::order::{self, Extra};
use crate::router::Visit;
use crate::{body, secret, source, visitor};

/// Look-ups of one order, whoever asks.
const PER_ORDER: Rate = Rate::hourly(10);

/// Look-ups from one address.
const PER_ADDRESS: Rate = Rate::hourly(60);

/// Refreshes of one order by who has proved that it is theirs: each asks the shop's system again.
const PER_GRANT: Rate = Rate::hourly(60);

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
    let field = if let Error::Invalid(field) = error { *field } else { "" };
    let orders =
        Orders { wrong: error.problem(visit.lang).detail, field: field.to_owned(), ..form_page(visit) };
    Answer::failed_form(View::Orders(orders), error)
}

/// 1. A shop must tell of orders: 404 else. 2. What is sent must be sound: 400, 403, 413, 415, 422. 3. Not too
///    often: 429. 4. The order, or 404: the same for a wrong number and a wrong proof.
pub(crate) async fn find(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let grant = if form.token.is_empty() {
        let lookup = lookup(&form)?;
        let site = visit.site().id.as_str();
        limit::count(env, &["orders", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
        limit::count(env, &["order", site, &order_key(&lookup.number)].join(" "), PER_ORDER).await?;
        Grant { lookup }
    } else {
        granted(visit, env, &form.token).await?
    };
    let order = look_up(visit, env, &grant).await?;
    show(visit, env, &grant, &order, Extra::default()).await
}

/// What somebody typed who has no token yet.
fn lookup(form: &Form) -> Result<Lookup, Error> {
    let number = body::field(form.number.trim().trim_start_matches('#'), "number", NUMBER_CHARS)?;
    let proof = form.proof.trim();
    let (email, postcode) = if proof.is_empty() {
        (form.email.trim(), form.postcode.trim())
    } else if proof.contains('@') {
        (proof, "")
    } else {
        ("", proof)
    };
    let proof = if email.is_empty() {
        Proof::Postcode(body::field(postcode, "postcode", POSTCODE_CHARS)?)
    } else {
        Proof::Email(body::field(email, "email", EMAIL_CHARS)?)
    };
    Ok(Lookup { number, proof })
}

/// What a token proves ([`Error::Expired`] else), unless it is used too often.
pub(crate) async fn granted(visit: &Visit, env: &Env, token: &str) -> Result<Grant, Error> {
    let site = &visit.site().id;
    let grant = Grant::open(env, site, token, visit.asked.now()).await?;
    let subject = ["grant", site.as_str(), &order_key(&grant.lookup.number)].join(" ");
    limit::count(env, &subject, PER_GRANT).await?;
    Ok(grant)
}

/// The order of a grant, as the shop's system tells it now.
pub(crate) async fn look_up(visit: &Visit, env: &Env, grant: &Grant) -> Result<Order, Error> {
    source::order(env, visit.site(), &grant.lookup).await?.ok_or(Error::UnknownOrder)
}

/// The page of a grant's order, after something was `done`: said in a sentence; empty: nothing.
pub(crate) async fn page(visit: &Visit, env: &Env, grant: &Grant, done: String) -> Result<Answer, Error> {
    let order = look_up(visit, env, grant).await?;
    show(visit, env, grant, &order, Extra { done, ..Extra::default() }).await
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
    let mut page = order::page(visit, order, extra)?;
    // What is offered beside the order needs the token; `watch`, `problems` and `cases` are filled in here.
    if !token.is_empty() {
        page.key = secret::random_id()?;
    }
    Ok(Answer::own_page(View::Order(Box::new(model::view::OrderPage { token, ..page }))))
}
