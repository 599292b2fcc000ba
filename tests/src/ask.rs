//! Requests to the Worker, and its answers.

use std::collections::BTreeMap;
use std::net::Ipv6Addr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use ureq::http::{HeaderMap, Request};
use ureq::{Agent, Body};

use crate::cache::CacheStatus;
use crate::deployment;
use crate::page::Page;

/// The instant of a request that names none: a Friday forenoon, on which every shop is open.
pub const FRIDAY: &str = "2026-11-20T11:00:00+01:00";

/// Any answer takes milliseconds; a busy machine may take seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// A page with a thousand people would be smaller.
const BODY_LIMIT: u64 = 16 * 1024 * 1024;

/// A request.
#[derive(Clone, Debug)]
pub struct Ask {
    method: &'static str,
    address: String,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
    clock: Option<String>,
    may_fail: bool,
    may_keep: bool,
}

impl Ask {
    /// GET of a path, with its query if it has one.
    pub fn get(path: impl Into<String>) -> Self {
        Self::by("GET", path)
    }

    /// A request by another method.
    pub fn by(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            address: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
            clock: Some(FRIDAY.to_owned()),
            may_fail: false,
            may_keep: false,
        }
    }

    /// POST of JSON.
    pub fn post(path: impl Into<String>, json: &serde_json::Value) -> Self {
        Self::by("POST", path).header("content-type", "application/json").body(json.to_string())
    }

    /// POST of a form, as a page of the desk sends it without a script.
    pub fn form(path: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| [&*encoded(name), "=", &*encoded(value)].concat()).collect();
        let ask = Self::by("POST", path).header("content-type", "application/x-www-form-urlencoded");
        ask.header("origin", deployment::url()).body(fields.join("&"))
    }

    /// Adds a body, as it stands.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Lets the answer be a failure of the shop's own systems (503), which every other is not.
    #[must_use]
    pub fn may_fail(mut self) -> Self {
        self.may_fail = true;
        self
    }

    /// Lets the answer set a cookie, which none does but to who writes or signs in.
    #[must_use]
    pub fn may_keep(mut self) -> Self {
        self.may_keep = true;
        self
    }

    /// Adds a parameter to the query.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let between = if self.address.contains('?') { '&' } else { '?' };
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
        self.address = format!("{}{between}{name}={value}", self.address);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Asks at an instant (RFC 3339) instead of [`FRIDAY`].
    #[must_use]
    pub fn at(mut self, instant: &str) -> Self {
        self.clock = Some(instant.to_owned());
        self
    }

    /// Asks so many seconds after [`FRIDAY`].
    ///
    /// # Panics
    /// Never: it is an instant.
    #[must_use]
    pub fn later(self, seconds: i64) -> Self {
        let friday: Timestamp = FRIDAY.parse().expect("an instant");
        self.at(&(friday + SignedDuration::from_secs(seconds)).to_string())
    }

    /// Asks at the present instant.
    #[must_use]
    pub fn now(mut self) -> Self {
        self.clock = None;
        self
    }

    /// Asks from a time zone. Miniflare takes what Cloudflare's network knows of a shopper from this
    /// header, and with it whether to compress.
    #[must_use]
    pub fn from_zone(self, zone: &str) -> Self {
        let cf = serde_json::json!({ "timezone": zone, "clientAcceptEncoding": "" });
        self.header("mf-cf-blob", cf.to_string())
    }

    /// With the zone of the shopper's own clock, as the app sends it with a form.
    #[must_use]
    pub fn by_clock(self, zone: &str) -> Self {
        self.header("deskbell-zone", zone)
    }

    /// Sends it. No answer to any request is a failure of the server, sets a cookie or shows the caches' own notes.
    ///
    /// # Panics
    /// If one is or does, or there is none.
    #[track_caller]
    pub fn send(&self) -> Answer {
        let told = format!("{} {:.200}", self.method, self.address);
        let mut request = Request::builder().method(self.method).uri(deployment::url() + &self.address);
        for (name, value) in &self.headers {
            request = request.header(*name, value.as_slice());
        }
        if let Some(clock) = &self.clock {
            let instant: Timestamp = clock.parse().unwrap_or_else(|error| panic!("{clock}: {error}"));
            request = request.header("deskbell-test-clock", instant.as_second());
        }
        if !self.headers.iter().any(|(name, _)| *name == "cf-connecting-ip") {
            request = request.header("cf-connecting-ip", stranger().to_string());
        }
        let request = request.body(self.body.as_slice()).unwrap_or_else(|error| panic!("{told}: {error}"));
        let answer = AGENT.run(request).unwrap_or_else(|error| panic!("{told}: {error}"));
        let answer = Answer::of(answer, &told);
        let sound = answer.status < 500 || (self.may_fail && answer.status == 503);
        assert!(sound, "{told} is answered by {}: {}", answer.status, answer.text());
        assert_eq!(answer.header("deskbell-entry"), None, "{told}");
        // Only who sends something of their own may be known again.
        let may_keep = self.may_keep || self.method == "POST";
        assert!(may_keep || answer.header("set-cookie").is_none(), "{told}");
        answer
    }

    /// Sends it and reads the page that is expected.
    ///
    /// # Panics
    /// If the answer is not a page with this status.
    #[track_caller]
    pub fn page(&self, status: u16) -> Page {
        let answer = self.send();
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, Some("text/html; charset=utf-8")),
            "{self:?}"
        );
        Page::of(answer.text())
    }
}

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    fn of(answer: ureq::http::Response<Body>, told: &str) -> Self {
        let (parts, mut body) = answer.into_parts();
        let body = body.with_config().limit(BODY_LIMIT).read_to_vec();
        let body = body.unwrap_or_else(|error| panic!("{told}: {error}"));
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All headers, of those with one name the first, but for those that tell of the moment.
    pub fn lasting_headers(&self) -> BTreeMap<String, String> {
        let of_the_moment = ["age", "cache-status", "date"];
        let lasting = self.headers.iter().filter(|(name, _)| !of_the_moment.contains(&name.as_str()));
        lasting
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()))
            .collect()
    }

    /// What the caches had to do with it.
    ///
    /// # Panics
    /// If it does not say.
    #[track_caller]
    pub fn cache(&self) -> CacheStatus {
        let told = self.header("cache-status").expect("every answer has a Cache-Status");
        told.parse().unwrap_or_else(|()| panic!("{told}"))
    }

    /// The body as text.
    ///
    /// # Panics
    /// If it is not UTF-8.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }

    /// The body, a page.
    pub fn page(&self) -> Page {
        Page::of(self.text())
    }

    /// The body, read from JSON.
    ///
    /// # Panics
    /// If it is not such JSON.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// An address that no other request comes from: tests together ask more than any one visitor may.
fn stranger() -> Ipv6Addr {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let network = 0x2001_0db8_0000_0000 + u128::from(COUNT.fetch_add(1, Ordering::Relaxed));
    Ipv6Addr::from(network << 64)
}

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .allow_non_standard_methods(true);
    config.build().into()
});
