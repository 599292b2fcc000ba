//! What a request asks for, read once.

use std::cell::OnceCell;

use model::page::Keep;
use model::view::Embed;
use web_sys::Request;
use worker::Env;

use crate::cache::memory::Raw;
use crate::error::Error;
use crate::url::Url;

/// Which of the two faces a route shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// A page.
    Html,
    /// The same answer as JSON, under `/api`.
    Json,
}

impl Face {
    /// As logs call it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// The methods that a route may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// GET or HEAD.
    Get,
    Post,
    Other,
}

impl Verb {
    /// The verb of a method. The `worker` crate would take a method it does not know for GET.
    pub(crate) fn of(method: &str) -> Self {
        match method {
            "GET" | "HEAD" => Self::Get,
            "POST" => Self::Post,
            _ => Self::Other,
        }
    }
}

/// A request, without what no route looks at.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) verb: Verb,
    pub(crate) face: Face,
    /// The path without `/api`, still percent-encoded.
    pub(crate) path: String,
    query: Vec<(String, String)>,
    /// Scheme and authority the request came to.
    pub(crate) origin: String,
    pub(crate) host: String,
    pub(crate) accept_language: String,
    /// The shopper's time zone, as the app or the network tells it.
    pub(crate) zone: Option<String>,
    /// Whether it is that of their own clock.
    pub(crate) own_zone: bool,
    /// When it came, in milliseconds.
    pub(crate) now_ms: i64,
}

/// The longest query worth reading, in bytes.
const QUERY_LIMIT: usize = 2_000;

impl Asked {
    /// Understands a request. One whose address cannot be read is an error, told at a face that suits.
    pub(crate) fn of(raw: &Raw, verb: Verb, now_ms: i64) -> (Self, Result<(), Error>) {
        let url = Url::parse(&raw.url, None);
        let readable = url.is_some();
        let Url { origin, host, path, query, .. } = url.unwrap_or_default();
        let (asked, sound) = Self::at(&path, &query);
        let own_zone = raw.zone.strip_prefix('=');
        let asked = Self {
            verb,
            origin,
            host,
            accept_language: raw.accept_language.clone(),
            zone: Some(own_zone.unwrap_or(&raw.zone).to_owned()).filter(|zone| !zone.is_empty()),
            own_zone: own_zone.is_some(),
            now_ms,
            ..asked
        };
        (asked, if readable { sound } else { Err(Error::BadRequest) })
    }

    /// A request by its path and its query with the question mark, both percent-encoded.
    fn at(path: &str, query: &str) -> (Self, Result<(), Error>) {
        let (face, path) = match path.strip_prefix("/api") {
            Some("") => (Face::Json, "/"),
            Some(rest) if rest.starts_with('/') => (Face::Json, rest),
            // No person asks these.
            _ if ["/hooks/", "/healthz", "/metrics"].iter().any(|machines| path.starts_with(machines)) => {
                (Face::Json, path)
            }
            _ => (Face::Html, path),
        };
        let query = query.strip_prefix('?').unwrap_or(query);
        let sound = if query.len() > QUERY_LIMIT { Err(Error::BadRequest) } else { Ok(()) };
        let readable = if sound.is_ok() { query } else { "" };
        // A site without a name is none, as the loader has it.
        let named = |(name, value): &(String, String)| name != "site" || !value.is_empty();
        let asked = Self {
            verb: Verb::Get,
            face,
            path: path.to_owned(),
            query: form_urlencoded::parse(readable.as_bytes()).into_owned().filter(named).collect(),
            origin: String::new(),
            host: String::new(),
            accept_language: String::new(),
            zone: None,
            own_zone: false,
            now_ms: 0,
        };
        (asked, sound)
    }

    /// When it came, in seconds.
    pub(crate) fn now(&self) -> model::Seconds {
        self.now_ms.div_euclid(1_000)
    }

    /// The first value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All parameters, in their order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What links of the page keep of its query.
    pub(crate) fn keep(&self) -> Keep {
        let pairs: Vec<(&str, &str)> =
            self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Keep::of(&pairs)
    }

    /// How the page is to be shown; an unknown wish is none.
    pub(crate) fn embed(&self) -> Embed {
        self.parameter("embed").and_then(|wish| wish.parse().ok()).unwrap_or_default()
    }
}

thread_local! {
    static TESTED: OnceCell<bool> = const { OnceCell::new() };
}

/// The farthest instants that tests ask about, in seconds: the year 9999, as JavaScript's dates bear.
const FARTHEST: i64 = 253_402_300_799;

/// On a Worker that was started for tests, the instant in milliseconds that a header sets.
pub(crate) fn clock(request: &Request, env: &Env) -> Option<i64> {
    let tested = TESTED.with(|tested| *tested.get_or_init(|| env.var("DESKBELL_TEST_CLOCK").is_ok()));
    let told = tested.then(|| request.headers().get("deskbell-test-clock").ok().flatten()).flatten()?;
    let seconds = told.parse::<i64>().ok().filter(|seconds| (0..=FARTHEST).contains(seconds))?;
    Some(seconds * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_two_faces() {
        for (path, face, rest) in [
            ("/", Face::Html, "/"),
            ("/contact", Face::Html, "/contact"),
            ("/api", Face::Json, "/"),
            ("/api/", Face::Json, "/"),
            ("/api/contact", Face::Json, "/contact"),
            ("/apical", Face::Html, "/apical"),
            ("/healthz", Face::Json, "/healthz"),
            ("/hooks/acme/shop", Face::Json, "/hooks/acme/shop"),
        ] {
            let (asked, _) = Asked::at(path, "");
            assert_eq!((asked.face, asked.path.as_str()), (face, rest), "{path}");
        }
    }

    #[test]
    fn parameters_are_decoded_and_the_first_counts() {
        let (asked, _) = Asked::at("/", "?q=a%20b+c&q=z&lang=%FF&site=acme&embed=panel");
        assert_eq!(asked.parameter("q"), Some("a b c"));
        assert_eq!(asked.parameter("lang"), Some("\u{fffd}"));
        assert_eq!(asked.keep().link(model::page::Page::Home), "/?site=acme&lang=%EF%BF%BD&embed=panel");
        assert_eq!(asked.embed(), Embed::Panel);
    }

    #[test]
    fn a_site_without_a_name_is_none() {
        let (asked, _) = Asked::at("/", "?site=&q=&lang=en");
        assert_eq!((asked.parameter("site"), asked.parameter("q")), (None, Some("")));
        assert_eq!(asked.keep().link(model::page::Page::Home), "/?lang=en");
        assert_eq!(Asked::at("/", "?site&site=acme").0.parameter("site"), Some("acme"));
    }

    #[test]
    fn only_sound_queries_go_on() {
        let (asked, sound) = Asked::at("/api/", &format!("?q={}", "a".repeat(3_000)));
        assert_eq!((sound, asked.face, asked.parameter("q")), (Err(Error::BadRequest), Face::Json, None));
        assert_eq!(Asked::at("/", "?q=a").1, Ok(()));
    }
}
