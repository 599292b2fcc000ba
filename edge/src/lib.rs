//! Deskbell's Worker: events come in here, and are answered by [`router`].

mod again;
mod alert;
mod answer;
mod asked;
mod beside;
mod body;
mod cache;
mod cart;
mod case;
mod catalogue;
mod categories;
mod champion;
mod clock;
mod community;
mod counts;
mod db;
mod desk;
mod error;
mod face;
mod fields;
mod form;
mod gate;
mod grant;
mod guides;
mod identity;
mod jsonld;
mod kept;
mod known;
mod language;
mod later;
mod learned;
mod letter;
mod limit;
mod link;
mod live;
mod log;
mod mail;
mod message;
mod metrics;
mod once;
mod outbox;
mod page;
mod person;
mod policy;
mod present;
mod promise;
mod quote;
mod reply;
mod router;
mod routes;
mod said;
mod secret;
mod signed;
mod site;
mod source;
mod staff;
mod upstream;
mod url;
mod visitor;
mod watch;
mod words;
mod written;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Request, Response};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event, worker_sys};

use crate::again::{Remembered, Seen};
use crate::cache::network;

/// Every request: at once where its answer is remembered, without the promise and the task that `#[event(fetch)]`
/// makes for each; else by and by.
#[wasm_bindgen]
pub fn fetch(request: Request, env: Env, context: worker_sys::Context) -> JsValue {
    let seen = Seen::of(&request, &env);
    let context = Context::new(context);
    match again::remembered(&seen, &env) {
        Remembered::Answer(response) => response.into(),
        // What is found is given out as it is, and once: nothing but its headers need be read.
        Remembered::Place(place) if !again::remembers(&env) => {
            let asked: Thenable = network::ask(&place.key).unchecked_into();
            let found = Closure::once_into_js(move |found: JsValue| {
                match again::found(&seen, place, network::read(found), &env) {
                    Ok(response) => response.into(),
                    Err(found) => promise(router::answer(request, env, context, seen, found).boxed_local()),
                }
            });
            // A cache that fails is a cache that has nothing.
            asked.then(&found, &found)
        }
        Remembered::Place(place) => promise(Box::pin(async move {
            let kept = network::get(&place.key, true).await.unwrap_or_default();
            match again::found(&seen, place, kept, &env) {
                Ok(response) => Ok(response),
                Err(found) => router::answer(request, env, context, seen, found).boxed_local().await,
            }
        })),
        Remembered::Nothing => promise(router::answer(request, env, context, seen, None).boxed_local()),
    }
}

#[wasm_bindgen]
extern "C" {
    type Thenable;

    /// Unlike `js_sys`, with functions that give something back.
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, found: &JsValue, failed: &JsValue) -> JsValue;
}

/// An answer that comes by and by. Only a runtime that refuses to make a response leads to an error.
fn promise(answer: LocalBoxFuture<'static, worker::Result<Response>>) -> JsValue {
    let given = async {
        match answer.await {
            Ok(response) => Ok(response.into()),
            Err(error) => {
                worker::console_error!("no response could be made: {error}");
                Ok(Response::from(worker::Response::error("Internal Server Error", 500)?).into())
            }
        }
    };
    future_to_promise(given).into()
}

/// The trigger in `wrangler.toml` that comes once a day.
const DAILY: &str = "17 3 * * *";

/// Once a day: forgets what nobody asks for any more. Every five minutes: tells of what waits for somebody, looks for news
/// of watched orders, sends the e-mails that wait, and goes on with the catalogues that guides choose among.
#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    let now = clock::from_js(event.schedule());
    if event.cron() != DAILY {
        // It asks our database alone. What it writes is sent by the next, not by the next run.
        alert::check(&env, now).await;
        // Neither waits for the other: each has systems of its own that may be slow.
        join(watch::check(&env, now), catalogue::check(&env, now)).await;
        return;
    }
    if let Err(error) = once::tidy(&env).await {
        worker::console_error!(
            "old answers of writes are still there: {}",
            error.reason().unwrap_or_default()
        );
    }
    if let Err(error) = known::tidy(&env).await {
        worker::console_error!("old states of orders are still there: {error}");
    }
    let old = [
        watch::tidy,
        link::tidy,
        case::tidy,
        outbox::tidy,
        alert::tidy,
        counts::tidy,
        learned::tidy,
        learned::tidy_misses,
    ];
    let old: worker::Result<Vec<_>> = old.into_iter().map(|tidy| tidy(&env, now)).collect();
    let forgotten = match old {
        Ok(old) => db::batch(&env, old).await,
        Err(error) => Err(error),
    };
    if let Err(error) = forgotten {
        worker::console_error!(
            "old watches, links, cases, e-mails, counts or searches are still there: {error}"
        );
    }
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
