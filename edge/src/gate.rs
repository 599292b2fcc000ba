//! One of many goes upstream: a Durable Object for each source, through which everybody's questions to
//! it pass. Equal ones that come while the first is under way share its answer, whichever isolate they
//! come from and whether or not the first asker is still there; a host's health is known in one place.
//!
//! Nothing personal passes here: who asks for an order goes alone.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared};
use model::id::SiteId;
use model::site::Site;
use model::source::Source;
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Method, Request, Response, ResponseBuilder, Result, State, Stub, durable_object,
};

use crate::clock::now_ms;
use crate::source::Op;
use crate::upstream::{self, Failure};

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "GATE";

/// How long an answer is handed out after it came, in milliseconds: to those who had looked into the
/// caches just before it got there.
const HELD_MS: i64 = 1_000;

/// The most answers held.
const MOST_HELD: usize = 256;

/// What is asked through the gate.
#[derive(Clone, Serialize, Deserialize)]
struct Question {
    site: SiteId,
    source: Source,
    op: Op,
}

/// What the gate says: an answer as JSON and when it was asked for, or why there is none.
#[derive(Clone)]
struct Outcome {
    asked_ms: i64,
    /// When it came, in milliseconds.
    done_ms: i64,
    answer: std::result::Result<Vec<u8>, Failure>,
}

/// Asks a source, through its gate where it is another's system. Returns the answer as JSON and when it
/// was asked for, in milliseconds.
pub(crate) async fn ask(
    env: &Env,
    site: &Site,
    source: &Source,
    op: &Op,
) -> std::result::Result<(Vec<u8>, i64), Failure> {
    let outcome = if source.address.is_some() {
        through(env, Question { site: site.id.clone(), source: source.clone(), op: op.clone() }).await?
    } else {
        Outcome::of(now_ms(), op.run(&site.id, source, env).await)
    };
    Ok((outcome.answer?, outcome.asked_ms))
}

async fn through(env: &Env, question: Question) -> std::result::Result<Outcome, Failure> {
    let gate = gate(env, &question.site, &question.source)?;
    let body = serde_json::to_string(&question).map_err(|error| Failure::Internal(error.to_string()))?;
    let mut response = gate.fetch_with_request(upstream::post("https://gate/", &body)?).await?;
    let asked_ms = response.headers().get("asked-ms")?.and_then(|ms| ms.parse().ok()).unwrap_or_default();
    let failure = response.headers().get("failure")?;
    let answer = match failure {
        Some(word) => Err(failure_of(&word)),
        None => Ok(response.bytes().await?),
    };
    Ok(Outcome::of(asked_ms, answer))
}

impl Outcome {
    fn of(asked_ms: i64, answer: std::result::Result<Vec<u8>, Failure>) -> Self {
        Self { asked_ms, done_ms: now_ms(), answer }
    }
}

/// How a source is doing, as its gate knows it; our own database is well while it answers.
pub(crate) async fn health(env: &Env, site: &Site, source: &Source) -> Result<String> {
    let Some(address) = &source.address else { return Ok("well".to_owned()) };
    let gate = gate(env, &site.id, source)?;
    let request = Request::new("https://gate/", Method::Get)?;
    request.headers().set("address", address)?;
    gate.fetch_with_request(request).await?.text().await
}

/// The one gate of a source.
fn gate(env: &Env, site: &SiteId, source: &Source) -> Result<Stub> {
    env.durable_object(BINDING)?.id_from_name(&[site.as_str(), ".", source.id.as_str()].concat())?.get_stub()
}

type Flight = Shared<LocalBoxFuture<'static, Rc<Outcome>>>;

/// One source's gate.
#[durable_object(fetch)]
pub struct Gate {
    state: State,
    env: Env,
    /// Questions under way or answered just now, by their JSON.
    flights: Rc<RefCell<Vec<(String, Flight)>>>,
}

impl DurableObject for Gate {
    fn new(state: State, env: Env) -> Self {
        Self { state, env, flights: Rc::default() }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        if let Some(address) = request.headers().get("address")? {
            return Response::ok(upstream::health::word(&upstream::host(&address), now_ms()));
        }
        let key = request.text().await?;
        let outcome = self.flight(key)?.await;
        let response = ResponseBuilder::new().with_header("asked-ms", &outcome.asked_ms.to_string())?;
        match &outcome.answer {
            Ok(json) => Ok(response.fixed(json.clone())),
            Err(failure) => Ok(response.with_header("failure", &word_of(failure))?.empty()),
        }
    }
}

impl Gate {
    fn flight(&self, key: String) -> Result<Flight> {
        let now = now_ms();
        let mut flights = self.flights.borrow_mut();
        flights.retain(|(_, flight)| flight.peek().is_none_or(|done| now - done.done_ms < HELD_MS));
        if let Some((_, flight)) = flights.iter().find(|(known, _)| *known == key) {
            return Ok(flight.clone());
        }
        let question: Question = serde_json::from_slice(key.as_bytes())?;
        let env = self.env.clone();
        let flight = async move {
            let Question { site, source, op } = question;
            Rc::new(Outcome::of(now, op.run(&site, &source, &env).await))
        };
        let flight = flight.boxed_local().shared();
        // It goes on when its first asker has left.
        self.state.wait_until(flight.clone().map(|_| ()));
        flights.truncate(MOST_HELD - 1);
        flights.insert(0, (key, flight.clone()));
        Ok(flight)
    }
}

/// A failure as a header's value.
fn word_of(failure: &Failure) -> String {
    match failure {
        Failure::NotAllowed => "not-allowed".to_owned(),
        Failure::Unreachable => "unreachable".to_owned(),
        Failure::Deadline => "deadline".to_owned(),
        Failure::TooLarge => "too-large".to_owned(),
        Failure::Resting(after) => format!("resting {after}"),
        Failure::Source(sources::Error::Refused) => "refused".to_owned(),
        Failure::Source(sources::Error::WrongAddress) => "wrong-address".to_owned(),
        Failure::Source(sources::Error::Throttled(after)) => {
            format!("throttled {}", after.unwrap_or_default())
        }
        Failure::Source(sources::Error::Failing(status)) => format!("failing {status}"),
        Failure::Source(sources::Error::Unreadable(why)) => format!("unreadable {}", ascii(why)),
        Failure::Internal(reason) => format!("internal {}", ascii(reason)),
    }
}

fn ascii(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(200).collect()
}

fn failure_of(word: &str) -> Failure {
    let (word, rest) = word.split_once(' ').unwrap_or((word, ""));
    let number = rest.parse::<u32>().ok();
    match word {
        "not-allowed" => Failure::NotAllowed,
        "unreachable" => Failure::Unreachable,
        "deadline" => Failure::Deadline,
        "too-large" => Failure::TooLarge,
        "resting" => Failure::Resting(number.unwrap_or(1)),
        "refused" => sources::Error::Refused.into(),
        "wrong-address" => sources::Error::WrongAddress.into(),
        "throttled" => sources::Error::Throttled(number.filter(|after| *after > 0)).into(),
        "failing" => sources::Error::Failing(rest.parse().unwrap_or(500)).into(),
        "unreadable" => sources::Error::Unreadable(rest.to_owned()).into(),
        _ => Failure::Internal(rest.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_passes_the_gate_as_it_is() {
        for failure in [
            Failure::NotAllowed,
            Failure::Unreachable,
            Failure::Deadline,
            Failure::TooLarge,
            Failure::Resting(7),
            sources::Error::Refused.into(),
            sources::Error::WrongAddress.into(),
            sources::Error::Throttled(None).into(),
            sources::Error::Throttled(Some(12)).into(),
            sources::Error::Failing(502).into(),
            sources::Error::Unreadable("no JSON, line 1 column 2".to_owned()).into(),
            Failure::Internal("it broke".to_owned()),
        ] {
            assert_eq!(failure_of(&word_of(&failure)), failure);
        }
    }
}
