//! Knowledge bases and forums, on recorded replies.

mod asking;
mod builtin;
mod discourse;
mod zendesk;

use sources::{Ask, Error, HttpAsk, HttpReply, Reply, Secrets, Step};

/// A source, from the keys it has besides its id.
fn source(more: &serde_json::Value) -> model::source::Source {
    let mut keys = serde_json::json!({ "id": "desk", "address": "https://forum.example" });
    keys.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(keys).unwrap()
}

fn secrets(source: &model::source::Source, known: &[(&str, &str)]) -> Secrets {
    Secrets::of(source.kind, |name| {
        known.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    })
}

fn reply(status: u16, body: impl AsRef<[u8]>) -> Reply {
    Reply::Http(HttpReply { status, headers: Vec::new(), body: body.as_ref().to_vec() })
}

fn with_header(reply: Reply, name: &str, value: &str) -> Reply {
    let Reply::Http(mut reply) = reply else { panic!("rows have no headers") };
    reply.headers.push((name.to_owned(), value.to_owned()));
    Reply::Http(reply)
}

fn asked<T: std::fmt::Debug>(step: Result<Step<T>, Error>) -> HttpAsk {
    match step {
        Ok(Step::Ask(Ask::Http(ask))) => ask,
        other => panic!("no request: {other:?}"),
    }
}

fn done<T: std::fmt::Debug>(step: Result<Step<T>, Error>) -> T {
    match step {
        Ok(Step::Done(result)) => result,
        other => panic!("no result: {other:?}"),
    }
}

/// What every system's failures mean, whatever was asked: replies and the errors they must be.
fn failures() -> Vec<(Reply, Error)> {
    let page = include_str!("../../recorded/zendesk/closed.html");
    let throttled = |after| Error::Throttled(after);
    vec![
        (reply(401, include_str!("../../recorded/zendesk/unauthorised.json")), Error::Refused),
        (reply(429, ""), throttled(None)),
        (with_header(reply(429, page), "retry-after", "7"), throttled(Some(7))),
        (with_header(reply(429, page), "retry-after", "99999999999999999999"), throttled(None)),
        (reply(500, "{}"), Error::Failing(500)),
        (reply(503, page), Error::Failing(503)),
        (with_header(reply(503, page), "retry-after", "30"), throttled(Some(30))),
        (reply(302, page), Error::WrongAddress),
    ]
}

/// Whether an error says that an answer cannot be read.
fn is_unreadable<T>(step: &Result<Step<T>, Error>) -> bool {
    matches!(step, Err(Error::Unreadable(_)))
}
