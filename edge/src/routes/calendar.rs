//! `POST /orders/calendar`: when an order or a parcel of it arrives, for a calendar.

use model::calendar::{Event, calendar};
use worker::{Env, Request};

use super::orders::{granted, look_up, offered};
use crate::answer::Answer;
use crate::cache::Policy;
use crate::error::Error;
use crate::form::Form;
use crate::present::reader::Reader;
use crate::present::{arrival, order};
use crate::router::Visit;
use crate::secret;

/// 1. A shop must tell of orders: 404 else. 2. What is sent must be sound: 400, 403, 413, 415, 422. 3. The token must be
///    good: 403 else. 4. Not too often: 429. 5. The file, or 404 where no day can be told.
pub(crate) async fn file(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let grant = granted(visit, env, &form.token).await?;
    let of = look_up(visit, env, &grant).await?;
    let reader = Reader::of(visit);
    let arrivals = order::arrivals(&reader, &of);
    let arrival = match form.parcel.trim() {
        "" => arrivals.rest,
        parcel => {
            let index = parcel.parse::<usize>().map_err(|_| Error::Invalid("parcel"))?;
            arrivals.parcels.get(index).copied().flatten()
        }
    };
    let arrival = arrival.ok_or(Error::NotFound)?;
    let window = arrival.window.ok_or(Error::NotFound)?;
    let shown = arrival::shown(&reader, &arrival).ok_or(Error::NotFound)?;
    let site = visit.site();
    // The same event whenever it is fetched again, and nothing that tells whose.
    let pieces = ["calendar", site.id.as_str(), &grant.lookup.number, form.parcel.trim()];
    let id = secret::key(env, &pieces).ok_or(Error::Expired)?.hex();
    let summary = reader.fill("calendar", &[("site", reader.said(&site.name)), ("number", &of.number)]);
    let description = [shown.headline, shown.reason].join("\n");
    let text = calendar(&Event {
        id: &id,
        now: reader.now,
        first: window.earliest,
        last: window.latest,
        summary: &summary,
        description: &description,
    });
    let headers = vec![("content-disposition", "attachment; filename=\"arrival.ics\"".to_owned())];
    Ok(Answer::file("text/calendar; charset=utf-8", text.into_bytes(), headers, Policy::Personal))
}
