//! `POST /orders/mine`: the orders of who the shop says they are.

use model::view::{Brief, Orders, View};
use sources::query::{Lookup, Proof, email_key};
use worker::{Env, Request};

use super::orders::offered;
use crate::answer::Answer;
use crate::error::Error;
use crate::form::Form;
use crate::grant::Grant;
use crate::limit::{self, Rate};
use crate::present::order::contents;
use crate::present::progress::where_it_stands;
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::{identity, source};

/// Lists of one person's orders.
const PER_PERSON: Rate = Rate::hourly(60);

/// 1. A shop must tell of orders, and have a key to sign with: 404 else. 2. What is sent must be sound: 400, 403, 413,
///    415. 3. The identity must be good: 403 else. 4. Not too often: 429. 5. The orders, each with what opens it.
pub(crate) async fn list(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let (site, now) = (&visit.site().id, visit.asked.now());
    let email = identity::email(env, site, &form.identity, now)?;
    let subject = ["mine", site.as_str(), &email_key(&email).unwrap_or_default()].join(" ");
    limit::count(env, &subject, PER_PERSON).await?;
    let reader = Reader::of(visit);
    let mut orders = Vec::new();
    for order in source::orders_of(env, visit.site(), &email).await? {
        let number = order.number.trim_start_matches('#').to_owned();
        let grant = Grant::new(Lookup { number, proof: Proof::Email(email.clone()) });
        orders.push(Brief {
            placed: order.placed.map(|at| reader.date(at)).unwrap_or_default(),
            headline: where_it_stands(&reader, &order),
            contents: contents(&reader, &order),
            token: grant.seal(env, site, now).await?,
            number: order.number,
        });
    }
    let texts = widget::catalogue::order_texts(visit.lang);
    Ok(Answer::own_page(View::Orders(Orders { texts, known: true, orders, ..Orders::default() })))
}
