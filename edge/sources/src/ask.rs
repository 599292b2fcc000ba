//! Questions to a source and its answers, whatever carries them.

use std::fmt;

use crate::error::Error;

/// What an operation wants next, or has come to.
#[derive(Debug)]
pub enum Step<T> {
    /// Answer this, and call the operation again with the reply added to the others.
    Ask(Ask),
    /// The result.
    Done(T),
}

/// A question to a source.
#[derive(Clone, PartialEq, Eq)]
pub enum Ask {
    /// To another system.
    Http(HttpAsk),
    /// To our own database.
    Rows(Statement),
}

/// A request. Whatever its method it changes nothing at its receiver, and so may be repeated, but for one that is sent
/// [once](Self::once).
#[derive(Clone, PartialEq, Eq)]
pub struct HttpAsk {
    /// `GET`, or `POST` for GraphQL and for what must not stand in an address.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// The body; JSON wherever there is one.
    pub body: Option<String>,
    /// Whether it changes something, and so is not repeated.
    pub once: bool,
}

impl HttpAsk {
    /// A GET that accepts JSON.
    pub fn get(url: String) -> Self {
        let headers = vec![("accept", "application/json".to_owned())];
        Self { method: "GET", url, headers, body: None, once: false }
    }

    /// A POST of JSON.
    pub fn post(url: String, body: &serde_json::Value) -> Self {
        let json = "application/json".to_owned();
        Self {
            method: "POST",
            url,
            headers: vec![("accept", json.clone()), ("content-type", json)],
            body: Some(serde_json::to_string(body).unwrap_or_default()),
            once: false,
        }
    }

    /// One that changes something at its receiver: it is sent once.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl fmt::Debug for HttpAsk {
    /// Without headers and body, which hold secrets and what shoppers typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url.split('?').next().unwrap_or_default())
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(ask) => ask.fmt(f),
            Self::Rows(statement) => f.write_str(statement.sql),
        }
    }
}

/// A statement for the database, with its parameters `?1`, `?2`, …
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    /// The statement; only reads.
    pub sql: &'static str,
    /// Its parameters. Numbers are cast in the statement.
    pub parameters: Vec<String>,
}

/// The answer to an [`Ask`].
#[derive(Clone)]
pub enum Reply {
    /// Of another system.
    Http(HttpReply),
    /// Rows of our own database: a JSON array of objects.
    Rows(Vec<u8>),
}

impl Reply {
    /// The answer of another system.
    pub fn http(&self) -> Result<&HttpReply, Error> {
        match self {
            Self::Http(reply) => Ok(reply),
            Self::Rows(_) => Err(Error::Unreadable("rows where a response belongs".to_owned())),
        }
    }

    /// Rows of our own database, read.
    pub fn rows<T: serde::de::DeserializeOwned>(&self) -> Result<Vec<T>, Error> {
        match self {
            Self::Rows(json) => serde_json::from_slice(json).map_err(|error| Error::unreadable(&error)),
            Self::Http(_) => Err(Error::Unreadable("a response where rows belong".to_owned())),
        }
    }
}

/// A response.
#[derive(Clone)]
pub struct HttpReply {
    /// The status.
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl HttpReply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body of a success, read. Other statuses are the errors they mean everywhere
    /// ([`Error::of_status`]).
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        if let Some(error) = Error::of_status(self) {
            return Err(error);
        }
        serde_json::from_slice(&self.body).map_err(|error| Error::unreadable(&error))
    }

    /// As [`HttpReply::json`]; nothing where the status is 404 or 410.
    pub fn json_if_found<T: serde::de::DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        if matches!(self.status, 404 | 410) { Ok(None) } else { self.json().map(Some) }
    }
}
