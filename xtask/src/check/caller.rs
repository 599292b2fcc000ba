//! Carries out an adapter's operation by an ordinary HTTP client, by the rules of the Worker
//! (`edge/src/upstream`).

use std::time::Duration;

use sources::{Ask, HttpAsk, HttpReply, Reply, Step};
use ureq::Agent;
use ureq::http::Request;
use ureq::http::response::Parts;

/// The most bytes of a body that the Worker reads.
pub(super) const BODY_LIMIT: u64 = 2 * 1024 * 1024;

/// How many redirects are followed, and how many questions one operation may ask.
const REDIRECTS: usize = 3;
const MOST_STEPS: usize = 8;

/// Why something cannot be had.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It answered, but not with what was asked for.
    Source(sources::Error),
    /// It did not answer.
    Http(ureq::Error),
    /// It did not answer within this.
    Late(Duration),
    /// The address is neither encrypted nor of a host that may go without.
    NotEncrypted,
    /// It sends to another address.
    Elsewhere(String),
    /// It sends from one address to the next.
    Round,
    /// The kind of source does not give this.
    NotGiven,
}

impl From<sources::Error> for Trouble {
    fn from(error: sources::Error) -> Self {
        Self::Source(error)
    }
}

/// Asks one source.
pub(super) struct Caller<'a> {
    address: &'a str,
    private: &'a str,
    patience: Duration,
    agent: Agent,
}

impl<'a> Caller<'a> {
    /// For a source at an address. `private` are hosts that may go without encryption, separated by spaces; one request
    /// may take as long as `patience`.
    pub(super) fn new(address: &'a str, private: &'a str, patience: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(patience))
            .user_agent("Deskbell");
        Self { address, private, patience, agent: config.build().into() }
    }

    /// Asks what the operation asks, until it has its result.
    pub(super) fn run<T>(
        &self,
        operation: impl Fn(&[Reply]) -> Result<Step<T>, sources::Error>,
    ) -> Result<T, Trouble> {
        let mut replies = Vec::new();
        for _ in 0..MOST_STEPS {
            match operation(&replies)? {
                Step::Done(result) => return Ok(result),
                Step::Ask(Ask::Http(ask)) => replies.push(Reply::Http(self.send(&ask)?)),
                // Of sources that are other systems none asks our database.
                Step::Ask(Ask::Rows(_)) => return Err(Trouble::NotGiven),
            }
        }
        Err(Trouble::Round)
    }

    fn send(&self, ask: &HttpAsk) -> Result<HttpReply, Trouble> {
        let host = host(&origin(self.address)).to_owned();
        let named = self.private.split_ascii_whitespace().any(|name| name == host);
        if !(self.address.starts_with("https://") || named) {
            return Err(Trouble::NotEncrypted);
        }
        let mut url = ask.url.clone();
        for _ in 0..=REDIRECTS {
            let reply = self.exchange(ask, &url).map_err(|error| match error {
                ureq::Error::Timeout(_) => Trouble::Late(self.patience),
                other => Trouble::Http(other),
            })?;
            let keeps_method = matches!(reply.status, 307 | 308) || ask.method == "GET";
            if !(matches!(reply.status, 301 | 302 | 303 | 307 | 308) && keeps_method) {
                return Ok(reply);
            }
            let target = reply.header("location").unwrap_or_default();
            url = match target.strip_prefix('/') {
                Some(path) if !path.starts_with('/') => [&origin(&url), target].concat(),
                _ if origin(target) == origin(self.address) => target.to_owned(),
                _ => return Err(Trouble::Elsewhere(origin(target))),
            };
        }
        Err(Trouble::Round)
    }

    fn exchange(&self, ask: &HttpAsk, url: &str) -> Result<HttpReply, ureq::Error> {
        let mut request = Request::builder().method(ask.method).uri(url);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let answer = match &ask.body {
            Some(body) => self.agent.run(request.body(body.as_str())?)?,
            None => self.agent.run(request.body(())?)?,
        };
        let (Parts { status, headers, .. }, mut body) = answer.into_parts();
        let headers = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let headers = headers.collect();
        let body = body.with_config().limit(BODY_LIMIT).read_to_vec()?;
        Ok(HttpReply { status: status.as_u16(), headers, body })
    }
}

/// Scheme, host and port of an address, in small letters; nothing of what is none.
pub(super) fn origin(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return String::new() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{authority}").to_ascii_lowercase()
}

/// The host of an origin.
pub(super) fn host(origin: &str) -> &str {
    let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
    // The colons of an IPv6 address stand in brackets.
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}
