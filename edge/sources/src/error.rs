//! What can go wrong with a source.

use std::fmt;

use crate::ask::HttpReply;

/// Why a source gave no answer. No variant holds anything of a shopper's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It does not accept our credentials, or they lack a right.
    Refused,
    /// Its address answers, but not to this: the wrong host or version.
    WrongAddress,
    /// We asked too much; ask again after so many seconds, if it told.
    Throttled(Option<u32>),
    /// It failed, with this status.
    Failing(u16),
    /// It answered what cannot be understood. The text says what, without the answer's content.
    Unreadable(String),
}

impl Error {
    /// What a status means in every system; nothing for a success.
    pub fn of_status(reply: &HttpReply) -> Option<Self> {
        match reply.status {
            200..=299 => None,
            401..=403 => Some(Self::Refused),
            429 => Some(Self::Throttled(seconds(reply.header("retry-after")))),
            status @ 500.. => Some(match seconds(reply.header("retry-after")) {
                Some(after) if status == 503 => Self::Throttled(Some(after)),
                _ => Self::Failing(status),
            }),
            // Redirects are followed before; what is left of them, and all other refusals, mean that
            // there is something else at the address.
            _ => Some(Self::WrongAddress),
        }
    }

    /// JSON that is none, or of another shape: where, not what.
    pub fn unreadable(error: &serde_json::Error) -> Self {
        let kind = match error.classify() {
            serde_json::error::Category::Data => "another shape than documented",
            serde_json::error::Category::Eof => "cut off",
            _ => "no JSON",
        };
        Self::Unreadable(format!("{kind}, line {} column {}", error.line(), error.column()))
    }
}

/// `Retry-After` in seconds. A date there is passed over: no platform of ours sends one.
fn seconds(header: Option<&str>) -> Option<u32> {
    let seconds: f64 = header?.trim().parse().ok()?;
    // Discourse and Shopify write fractions; too long beats too short.
    (0.0..=86_400.0).contains(&seconds).then(|| crate::store::json::saturated(seconds.ceil()))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("it does not accept the credentials, or they lack a right"),
            Self::WrongAddress => f.write_str("its address does not answer to this"),
            Self::Throttled(Some(after)) => write!(f, "it asks to wait {after} s"),
            Self::Throttled(None) => f.write_str("it asks to wait"),
            Self::Failing(status) => write!(f, "it fails with status {status}"),
            Self::Unreadable(why) => write!(f, "its answer cannot be read: {why}"),
        }
    }
}

impl std::error::Error for Error {}
