//! Deskbell's Worker: events come in here, and are answered by [`router`].

mod answer;
mod asked;
mod body;
mod cache;
mod clock;
mod db;
mod error;
mod face;
mod gate;
mod jsonld;
mod language;
mod limit;
mod log;
mod metrics;
mod once;
mod page;
mod policy;
mod present;
mod reply;
mod router;
mod routes;
mod site;
mod source;
mod upstream;
mod visitor;
mod words;

use std::fmt::Write;

use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event};

/// Every request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    router::answer(request, env, context).await
}

/// Once a day: forgets what nobody asks for any more.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    if let Err(error) = once::tidy(&env).await {
        worker::console_error!("old answers of writes are still there: {:?}", error.reason());
    }
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
