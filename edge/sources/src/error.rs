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

/// `Retry-After` in seconds. A date there is passed over: no platform of ours sends one. Discourse and Shopify
/// write fractions; too long beats too short. (Reading it as a float would take 12 KB of tables.)
fn seconds(header: Option<&str>) -> Option<u32> {
    let written = header?.trim();
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let begun = u32::from(fraction.bytes().any(|b| b != b'0'));
    let seconds = whole.parse::<u32>().ok()?.checked_add(begun)?;
    (fraction.bytes().all(|b| b.is_ascii_digit()) && seconds <= 86_400).then_some(seconds)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_read_and_has_an_end() {
        for (written, expect) in [
            ("7", Some(7)),
            (" 2.0 ", Some(2)),
            ("2.5", Some(3)),
            ("0", Some(0)),
            ("86400", Some(86_400)),
            ("86400.1", None),
            ("4294967295.9", None),
            ("99999999999", None),
            ("-1", None),
            ("1e3", None),
            ("1.x", None),
            ("Wed, 21 Oct 2026 07:28:00 GMT", None),
            ("", None),
        ] {
            assert_eq!(seconds(Some(written)), expect, "{written}");
        }
        assert_eq!(seconds(None), None);
    }
}
