//! Responses: what is kept or made, with what the caches had to do with it.

use serde::Serialize;
use sha2::{Digest, Sha256};
use web_sys::Response;
use worker::Result;

use crate::cache::memory::{Content, Ready};
use crate::cache::{Policy, matches};
use crate::face::Shown;
use crate::message;
use crate::policy::headers;

/// What the caches had to do with an answer (`Cache-Status`, RFC 9211).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cached {
    /// Fresh, from the isolate's memory.
    Memory,
    /// Fresh, from the network's cache.
    Network,
    /// Stale, and being made anew.
    Stale,
    /// Stale, since it could not be made anew.
    Spare,
    /// Made anew, and kept.
    Stored,
    /// Made anew, and not kept.
    Missed,
    /// Not for caches.
    Bypass,
}

impl Cached {
    /// As logs and metrics call it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Network => "network",
            Self::Stale => "stale",
            Self::Spare => "spare",
            Self::Stored => "stored",
            Self::Missed => "missed",
            Self::Bypass => "bypass",
        }
    }

    fn status(self, ttl: i64) -> String {
        match self {
            Self::Memory | Self::Network => format!("Deskbell; hit; ttl={ttl}; detail={}", self.word()),
            Self::Stale | Self::Spare => {
                format!("Deskbell; hit; fwd=stale; ttl={ttl}; detail={}", self.word())
            }
            Self::Stored => format!("Deskbell; fwd=uri-miss; stored; ttl={ttl}"),
            Self::Missed => "Deskbell; fwd=uri-miss".to_owned(),
            Self::Bypass => "Deskbell; fwd=bypass".to_owned(),
        }
    }
}

/// The entity tag of a body: it changes with every byte.
pub(crate) fn etag(body: &[u8]) -> String {
    let digest = crate::hex(&Sha256::digest(body));
    ["\"", digest.get(..24).unwrap_or_default(), "\""].concat()
}

/// A kept answer; "not modified" (304) to who has it already.
pub(crate) fn kept(ready: &Ready, condition: Option<&str>, cached: Cached, now_ms: i64) -> Result<Response> {
    let meta = &ready.meta;
    let age = meta.age(now_ms);
    let status = || cached.status(meta.ttl(now_ms));
    let known = ready.status == 200 && condition.is_some_and(|known| matches(known, &meta.etag));
    let response = match &ready.content {
        Content::Of(found) => message::pass(found, known, u32::try_from(age).unwrap_or(0), &status()),
        Content::Whole(headers, bytes) => {
            // All who are given this answer share them, so they change once a second.
            if ready.written.replace(Some((age, cached))) != Some((age, cached)) {
                headers.set("age", &age.to_string())?;
                headers.set("cache-status", &status())?;
            }
            if known {
                message::again(304, headers, None)
            } else {
                message::again(ready.status, headers, Some(bytes))
            }
        }
    };
    Ok(response?)
}

/// An answer that is in no cache.
pub(crate) fn new(shown: &Shown, cached: Cached) -> Result<Response> {
    let mut lines = String::new();
    for (name, value) in &shown.headers {
        // The runtime would refuse it by itself; here it would be one more header.
        if value.contains('\n') {
            return Err(worker::Error::RustError(["the header ", name, " has two lines"].concat()));
        }
        lines.extend([name, "\n", value, "\n"]);
    }
    lines.extend(["age\n0\ncache-status\n", &cached.status(0)]);
    Ok(message::response(shown.status, &lines, &shown.body)?)
}

/// JSON for operators and platforms.
pub(crate) fn json(value: &impl Serialize) -> Result<Response> {
    let body = serde_json::to_vec(value)?;
    new(&Shown { status: 200, headers: headers("application/json", &Policy::Personal), body }, Cached::Bypass)
}

/// Text for programs.
pub(crate) fn text(text: &str) -> Result<Response> {
    let headers = headers("text/plain; version=0.0.4; charset=utf-8", &Policy::Personal);
    new(&Shown { status: 200, headers, body: text.as_bytes().to_vec() }, Cached::Bypass)
}
