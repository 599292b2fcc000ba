//! The pages of the help site and their addresses.

use std::convert::Infallible;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    /// `/`
    Home,
    /// `/choose`
    Choose,
    /// `/orders`
    Orders,
    /// `/ask`
    Ask,
    /// `/contact`
    Contact,
}

impl Page {
    /// Every page, in the order of the navigation.
    pub const ALL: [Self; 5] = [Self::Home, Self::Choose, Self::Orders, Self::Ask, Self::Contact];

    /// Its path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Choose => "/choose",
            Self::Orders => "/orders",
            Self::Ask => "/ask",
            Self::Contact => "/contact",
        }
    }

    /// The page at `path`; a slash at the end is forgiven. `/home` is the first page too: the loader
    /// writes a panel's name after the slash, whichever it is.
    pub fn at(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        if path == "/home" {
            return Some(Self::Home);
        }
        Self::ALL.into_iter().find(|page| page.path().trim_end_matches('/') == path)
    }
}

/// What every link of a page keeps of its query: the parameters that say which help desk this is
/// and how it is shown, as `name=value&…`, percent-encoded, in one order. Empty when none was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep(String);

/// The parameters that are kept.
pub const KEPT: [&str; 4] = ["site", "lang", "theme", "embed"];

impl FromStr for Keep {
    type Err = Infallible;

    /// Takes what [`Keep`] was written as.
    fn from_str(written: &str) -> Result<Self, Infallible> {
        Ok(Self(written.to_owned()))
    }
}

impl Keep {
    /// Keeps the parameters of [`KEPT`] out of `query`'s decoded pairs; the first of a name counts.
    pub fn of(query: &[(&str, &str)]) -> Self {
        let mut kept = String::new();
        for name in KEPT {
            if let Some((_, value)) = query.iter().find(|(key, _)| *key == name) {
                append(&mut kept, name, value);
            }
        }
        Self(kept)
    }

    /// The address of `page` with what is kept.
    pub fn link(&self, page: Page) -> String {
        self.with(page.path(), &[])
    }

    /// The address of `path` with `more` parameters beside what is kept.
    pub fn with(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = self.0.clone();
        for (name, value) in more {
            append(&mut query, name, value);
        }
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The address of `path` with what is kept and then a query that is percent-encoded already, without its `?`.
    pub fn joined(&self, path: &str, query: &str) -> String {
        let between = if self.0.is_empty() || query.is_empty() { "" } else { "&" };
        let mark = if self.0.is_empty() && query.is_empty() { "" } else { "?" };
        [path, mark, &self.0, between, query].concat()
    }

    /// What is kept, as a query without its `?`.
    pub fn query(&self) -> &str {
        &self.0
    }

    /// The kept pairs, still percent-encoded: what a GET form repeats in hidden fields. The values
    /// are ids and codes, which need no decoding.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split('&').filter_map(|pair| pair.split_once('='))
    }
}

fn append(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    encode(query, name);
    query.push('=');
    encode(query, value);
}

/// A text as a part of an address: percent-encoded but for what is unreserved (RFC 3986, section 2.3).
pub fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    encode(&mut encoded, text);
    encoded
}

fn encode(to: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.extend(
                [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_pages() {
        for page in Page::ALL {
            assert_eq!(Page::at(page.path()), Some(page));
        }
        for (path, page) in [
            ("", Some(Page::Home)),
            ("/contact/", Some(Page::Contact)),
            ("/home", Some(Page::Home)),
            ("/Contact", None),
            ("//", None),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }

    #[test]
    fn links_keep_the_site_and_nothing_else() {
        let keep = Keep::of(&[("q", "x"), ("lang", "de"), ("site", "acme"), ("site", "other")]);
        assert_eq!(keep.link(Page::Contact), "/contact?site=acme&lang=de");
        assert_eq!(keep.with("/", &[("q", "a&b ü")]), "/?site=acme&lang=de&q=a%26b%20%C3%BC");
        assert_eq!(keep.with("/", &[("s.A & B", "c")]), "/?site=acme&lang=de&s.A%20%26%20B=c");
        assert_eq!(keep.pairs().collect::<Vec<_>>(), [("site", "acme"), ("lang", "de")]);
        assert_eq!(Keep::default().link(Page::Home), "/");
        for (kept, query, address) in [
            (&keep, "", "/x?site=acme&lang=de"),
            (&keep, "q=a%26b", "/x?site=acme&lang=de&q=a%26b"),
            (&Keep::default(), "", "/x"),
            (&Keep::default(), "q=a%26b", "/x?q=a%26b"),
        ] {
            assert_eq!(kept.joined("/x", query), address);
        }
    }
}
