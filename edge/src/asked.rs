//! What a request asks for, read once.

use js_sys::Reflect;
use model::Seconds;
use model::page::Keep;
use model::view::Embed;
use web_sys::Url;
use worker::{Env, Request};

use crate::error::Error;

/// Which of the two faces a route shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// A page.
    Html,
    /// The same answer as JSON, under `/api`.
    Json,
}

/// A request, without what no route looks at.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Whether this is a GET or HEAD of an address that can be read.
    pub(crate) sound: Result<(), Error>,
    pub(crate) face: Face,
    /// The path without `/api`, still percent-encoded.
    pub(crate) path: String,
    query: Vec<(String, String)>,
    /// Scheme and authority the request came to.
    pub(crate) origin: String,
    pub(crate) host: String,
    pub(crate) accept_language: String,
    /// The shopper's time zone, as the network tells it.
    pub(crate) zone: Option<String>,
    pub(crate) now: Seconds,
}

/// The longest query worth reading, in bytes.
const QUERY_LIMIT: usize = 2_000;

impl Asked {
    pub(crate) fn read(request: &Request, env: &Env) -> Self {
        let header = |name: &str| request.headers().get(name).ok().flatten().unwrap_or_default();
        let cf =
            Reflect::get(request.inner(), &"cf".into()).and_then(|cf| Reflect::get(&cf, &"timezone".into()));
        // The `worker` crate takes a method it does not know for GET.
        let method = request.inner().method();
        // The runtime's own parser, for the `url` crate brings all of Unicode's tables into the Worker.
        let asked = Url::new(&request.inner().url()).map_or_else(
            |_| Self::unread(),
            |url| Self {
                origin: url.origin(),
                host: url.hostname(),
                ..Self::of(&method, &url.pathname(), &url.search())
            },
        );
        Self {
            accept_language: header("accept-language"),
            zone: cf.ok().and_then(|zone| zone.as_string()).filter(|zone| !zone.is_empty()),
            now: test_clock(env, &header("deskbell-test-clock")).unwrap_or_else(now),
            ..asked
        }
    }

    /// A request whose address cannot be read.
    fn unread() -> Self {
        Self {
            sound: Err(Error::BadRequest),
            face: Face::Html,
            path: String::new(),
            query: Vec::new(),
            origin: String::new(),
            host: String::new(),
            accept_language: String::new(),
            zone: None,
            now: 0,
        }
    }

    /// A request by its method, its path and its query with the question mark, both percent-encoded.
    fn of(method: &str, path: &str, query: &str) -> Self {
        let (face, path) = match path.strip_prefix("/api") {
            Some("") => (Face::Json, "/"),
            Some(rest) if rest.starts_with('/') => (Face::Json, rest),
            _ => (Face::Html, path),
        };
        let query = query.strip_prefix('?').unwrap_or(query);
        let endless = query.len() > QUERY_LIMIT;
        Self {
            sound: match method {
                "GET" | "HEAD" if endless => Err(Error::BadRequest),
                "GET" | "HEAD" => Ok(()),
                _ => Err(Error::MethodNotAllowed),
            },
            face,
            path: path.to_owned(),
            query: if endless {
                Vec::new()
            } else {
                form_urlencoded::parse(query.as_bytes()).into_owned().collect()
            },
            ..Self::unread()
        }
    }

    /// The first value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
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

fn now() -> Seconds {
    Seconds::try_from(worker::Date::now().as_millis() / 1000).unwrap_or(Seconds::MAX)
}

/// Tests set the clock by a header, on a Worker that was started for tests.
fn test_clock(env: &Env, header: &str) -> Option<Seconds> {
    env.var("DESKBELL_TEST_CLOCK").ok()?;
    header.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, query: &str) -> Asked {
        Asked::of("GET", path, query)
    }

    #[test]
    fn every_path_has_two_faces() {
        for (path, face, rest) in [
            ("/", Face::Html, "/"),
            ("/contact", Face::Html, "/contact"),
            ("/api", Face::Json, "/"),
            ("/api/", Face::Json, "/"),
            ("/api/contact", Face::Json, "/contact"),
            ("/apical", Face::Html, "/apical"),
        ] {
            let asked = asked(path, "");
            assert_eq!((asked.face, asked.path.as_str()), (face, rest), "{path}");
        }
    }

    #[test]
    fn parameters_are_decoded_and_the_first_counts() {
        let asked = asked("/", "?q=a%20b+c&q=z&lang=%FF&site=acme&embed=panel");
        assert_eq!(asked.parameter("q"), Some("a b c"));
        assert_eq!(asked.parameter("lang"), Some("\u{fffd}"));
        assert_eq!(asked.keep().link(model::page::Page::Home), "/?site=acme&lang=%EF%BF%BD&embed=panel");
        assert_eq!(asked.embed(), Embed::Panel);
    }

    #[test]
    fn only_sound_requests_go_on() {
        let endless = asked("/api/", &format!("?q={}", "a".repeat(3_000)));
        assert_eq!((endless.sound, endless.face), (Err(Error::BadRequest), Face::Json));
        for (method, sound) in [
            ("GET", Ok(())),
            ("HEAD", Ok(())),
            ("POST", Err(Error::MethodNotAllowed)),
            ("PROPFIND", Err(Error::MethodNotAllowed)),
        ] {
            assert_eq!(Asked::of(method, "/", "").sound, sound, "{method}");
        }
    }
}
