//! `POST /orders`: where is my order. By POST, since nothing of it may stand in an address.

use model::data::{self, Data, EMAIL_CHARS, NUMBER_CHARS, POSTCODE_CHARS};
use model::page::Page;
use model::view::{Orders, View};
use sources::query::{Lookup, Proof, order_key};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::router::Visit;
use crate::{body, source, visitor};

/// `GET /orders`: where an order is asked for. The same for everybody.
pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    if !visit.site().offers(Page::Orders) {
        return Err(Error::UnknownPage);
    }
    let texts = widget::catalogue::order_texts(visit.lang);
    Ok(Answer::page(View::Orders(Orders { texts, ..Orders::default() }), visit.asked.now_ms))
}

/// Look-ups of one order, whoever asks.
const PER_ORDER: Rate = Rate::hourly(10);

/// Look-ups from one address.
const PER_ADDRESS: Rate = Rate::hourly(60);

/// 1. A shop must tell of orders: 404 else. 2. What is written must be sound: 400, 413, 415, 422. 3. Not too
///    often: 429. 4. The order, or 404: the same for a wrong number and a wrong proof.
pub(crate) async fn find(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    if !visit.site().offers(Page::Orders) {
        return Err(Error::UnknownPage);
    }
    let asked: data::Lookup = body::json(&body::own(request, &visit.asked.origin).await?)?;
    let number = body::field(asked.number.trim().trim_start_matches('#'), "number", NUMBER_CHARS)?;
    let proof = if asked.email.trim().is_empty() {
        Proof::Postcode(body::field(&asked.postcode, "postcode", POSTCODE_CHARS)?)
    } else {
        Proof::Email(body::field(&asked.email, "email", EMAIL_CHARS)?)
    };
    let site = visit.site().id.as_str();
    let (address, order) =
        (["orders", &visitor::address(request)].join(" "), ["order", site, &order_key(&number)].join(" "));
    limit::count_all(env, [(&address, PER_ADDRESS), (&order, PER_ORDER)]).await?;
    let order = source::order(env, visit.site(), &Lookup { number, proof }).await?;
    Ok(Answer::personal(200, Data::Order(order.ok_or(Error::NotFound)?)))
}
