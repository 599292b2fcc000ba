//! The only way out: every request to another system is sent here.
//!
//! It goes to hosts of the site's settings alone, ends by its deadline, reads no more than it may keep,
//! tries again only within a budget, and leaves a host alone that fails or asks to wait. What is sent
//! was written by an adapter: nothing of the shopper's request is passed on.

mod conditional;
mod exchange;
pub(crate) mod health;
mod hosts;

use std::time::Duration;

use sources::{HttpAsk, HttpReply};
use web_sys::{Headers, RequestInit, RequestRedirect};
use worker::{Delay, Env, Request};

use crate::clock::{from_js, now_ms, to_js};
use crate::url::Url;
use conditional::Validated;
pub(crate) use hosts::Hosts;

/// The longest an operation may take, all its requests together, in milliseconds. Shoppers wait no longer.
pub(crate) const DEADLINE_MS: i64 = 6_000;

/// The most bytes of a body: a page of 50 products with descriptions is a tenth of it.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// How many redirects are followed.
const REDIRECTS: usize = 3;

/// How often one request is tried at most.
const TRIES: u32 = 3;

/// Why there is no answer. No variant holds anything of a shopper's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The address, or one it redirects to, is not of the site's settings.
    NotAllowed,
    /// There was no connection, or it broke.
    Unreachable,
    /// It took too long.
    Deadline,
    /// The body is larger than what is read.
    TooLarge,
    /// The host is left alone for so many seconds: it failed too often, or asked to wait.
    Resting(u32),
    /// It answered, but not with what was asked for.
    Source(sources::Error),
    /// Our own trouble.
    Internal(String),
}

impl From<sources::Error> for Failure {
    fn from(error: sources::Error) -> Self {
        Self::Source(error)
    }
}

impl From<worker::Error> for Failure {
    fn from(error: worker::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAllowed => f.write_str("its address leads where it must not"),
            Self::Unreachable => f.write_str("it cannot be reached"),
            Self::Deadline => f.write_str("it took too long"),
            Self::TooLarge => f.write_str("its answer is too large"),
            Self::Resting(after) => write!(f, "it is left alone for {after} s"),
            Self::Source(error) => error.fmt(f),
            Self::Internal(reason) => f.write_str(reason),
        }
    }
}

/// Where one source is, how long its answers may take, and whether they may be remembered.
pub(crate) struct Line<'a> {
    pub(crate) hosts: Hosts<'a>,
    /// An instant in milliseconds.
    pub(crate) deadline: i64,
    /// Nothing that is somebody's own is remembered, not even for a conditional request.
    pub(crate) personal: bool,
}

/// The private hosts that may be asked in development: [`Hosts::new`].
pub(crate) fn private(env: &Env) -> String {
    env.var("DESKBELL_PRIVATE_UPSTREAMS").map(|hosts| hosts.to_string()).unwrap_or_default()
}

/// Sends a request and reads its answer, of any status, with the host that gave it. The host's health hears when it failed;
/// that it went well, whoever reads the answer says ([`judged`]).
pub(crate) async fn send(ask: &HttpAsk, line: &Line<'_>) -> Result<(String, HttpReply), Failure> {
    let host = line.hosts.check(&ask.url)?;
    health::with(&host, |health| health.admit(now_ms())).map_err(Failure::Resting)?;
    let known = if line.personal { None } else { conditional::known(ask) };
    let mut tries = 1;
    loop {
        let outcome = attempt(ask, known.as_ref(), line).await;
        // Also one that leads elsewhere: what should answer is not there.
        let failed = outcome.as_ref().map_or(true, |reply| reply.status >= 500);
        if failed {
            health::with(&host, |health| health.ended(false, now_ms()));
        }
        let quick = match &outcome {
            Ok(reply) => reply.header("retry-after").is_none(),
            Err(failure) => *failure == Failure::Unreachable,
        };
        let again = failed
            && quick
            && !ask.once
            && tries < TRIES
            && now_ms() + health::LONGEST_PAUSE_MS < line.deadline
            && health::with(&host, |health| health.may_retry(now_ms()));
        if !again {
            let reply = outcome?;
            let reply = if line.personal { reply } else { conditional::settled(ask, known, reply) };
            return Ok((host, reply));
        }
        tries += 1;
        pause(tries).await;
    }
}

/// What an adapter made of a host's answer with this status. Only now is it known that the host is well: junk may come with
/// any status.
pub(crate) fn judged(host: &str, status: u16, error: Option<&sources::Error>) {
    health::with(host, |health| {
        // Of a failure by its status it has heard.
        if status < 500 {
            health.ended(!matches!(error, Some(sources::Error::Unreadable(_))), now_ms());
        }
        match error {
            Some(sources::Error::Throttled(after)) => {
                health.rest(after.unwrap_or(health::REST_SECONDS), now_ms());
            }
            Some(sources::Error::Refused) => health.mistaken("refused", now_ms()),
            Some(sources::Error::WrongAddress) => health.mistaken("wrong-address", now_ms()),
            _ => {}
        }
    });
}

/// The host, with its port, under which an address's health is known.
pub(crate) fn host(address: &str) -> String {
    Url::parse(address, None).map(|url| url.named()).unwrap_or_default()
}

/// Waits before another try, a random while, so that those who failed together do not return together.
async fn pause(tries: u32) {
    let most = health::LONGEST_PAUSE_MS >> (TRIES - tries.min(TRIES));
    let wait = from_js(to_js(most) * (0.5 + js_sys::Math::random() / 2.0));
    Delay::from(Duration::from_millis(wait.unsigned_abs())).await;
}

/// Sends it once, and again to where it is redirected, as long as that is at the source.
async fn attempt(ask: &HttpAsk, known: Option<&Validated>, line: &Line<'_>) -> Result<HttpReply, Failure> {
    let init = init(ask, known)?;
    let mut url = ask.url.clone();
    for _ in 0..=REDIRECTS {
        let left = line.deadline - now_ms();
        if left < 0 {
            return Err(Failure::Deadline);
        }
        let reply = exchange::answer(&url, &init, left, BODY_LIMIT).await?;
        let keeps_method = matches!(reply.status, 307 | 308) || ask.method == "GET";
        if !(matches!(reply.status, 301 | 302 | 303 | 307 | 308) && keeps_method) {
            return Ok(reply);
        }
        url = line.hosts.redirected(&url, reply.header("location").unwrap_or_default())?;
    }
    Err(Failure::NotAllowed)
}

fn init(ask: &HttpAsk, known: Option<&Validated>) -> worker::Result<RequestInit> {
    let headers = Headers::new()?;
    headers.set("user-agent", "Deskbell")?;
    for (name, value) in &ask.headers {
        headers.set(name, value)?;
    }
    if let Some(known) = known {
        headers.set("if-none-match", &known.etag)?;
    }
    let init = RequestInit::new();
    init.set_method(ask.method);
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    if let Some(body) = &ask.body {
        init.set_body(&body.into());
    }
    Ok(init)
}

/// A POST to one of our own Durable Objects. The `worker` crate's own way to make a request has a dozen settings of
/// Cloudflare's with it: 6 KB of WASM.
pub(crate) fn post(url: &str, body: &str) -> worker::Result<Request> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    Ok(web_sys::Request::new_with_str_and_init(url, &init)?.into())
}
