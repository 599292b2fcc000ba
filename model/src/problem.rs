//! What went wrong, as both faces tell it (RFC 9457).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Invalid;

/// What can go wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("enum" = Kind::ALL)))]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// The request could not be read.
    BadRequest,
    /// A write without an `Idempotency-Key`.
    MissingIdempotencyKey,
    /// The request comes from a page that may not send it, or lacks a right.
    Forbidden,
    /// No such site.
    UnknownSite,
    /// No such page, or a panel the site does not offer.
    UnknownPage,
    /// No such product, article or thread.
    NotFound,
    /// No order has this number and this e-mail address or postal code.
    UnknownOrder,
    /// What proved something before is old, or was never good.
    Expired,
    /// A link of an e-mail that is too old, or was used.
    Gone,
    /// A price that is held no more, or was never ours.
    QuoteGone,
    /// The page is there, the method is not.
    MethodNotAllowed,
    /// The same write is being worked on at this moment.
    InFlight,
    /// The body is larger than anything that is taken.
    TooLarge,
    /// The body is not in a form that is read here.
    UnsupportedMediaType,
    /// Something in the body is missing or cannot be right.
    Invalid,
    /// The `Idempotency-Key` was used with another body.
    KeyReused,
    /// Too many requests in a short time.
    TooMany,
    /// The shop's own system does not answer, and nothing is remembered.
    SourceUnavailable,
    /// The database or another part of ours does not answer.
    Unavailable,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::BadRequest,
        Self::MissingIdempotencyKey,
        Self::Forbidden,
        Self::UnknownSite,
        Self::UnknownPage,
        Self::NotFound,
        Self::UnknownOrder,
        Self::Expired,
        Self::Gone,
        Self::QuoteGone,
        Self::MethodNotAllowed,
        Self::InFlight,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::KeyReused,
        Self::TooMany,
        Self::SourceUnavailable,
        Self::Unavailable,
    ];

    /// The last part of its URN.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::MissingIdempotencyKey => "missing-idempotency-key",
            Self::Forbidden => "forbidden",
            Self::UnknownSite => "unknown-site",
            Self::UnknownPage => "unknown-page",
            Self::NotFound => "not-found",
            Self::UnknownOrder => "unknown-order",
            Self::Expired => "expired",
            Self::Gone => "gone",
            Self::QuoteGone => "quote-gone",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::InFlight => "in-flight",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Invalid => "invalid",
            Self::KeyReused => "key-reused",
            Self::TooMany => "too-many",
            Self::SourceUnavailable => "source-unavailable",
            Self::Unavailable => "unavailable",
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest | Self::MissingIdempotencyKey => 400,
            Self::Forbidden | Self::Expired => 403,
            Self::UnknownSite | Self::UnknownPage | Self::NotFound | Self::UnknownOrder => 404,
            Self::MethodNotAllowed => 405,
            Self::InFlight => 409,
            Self::Gone | Self::QuoteGone => 410,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid | Self::KeyReused => 422,
            Self::TooMany => 429,
            Self::SourceUnavailable | Self::Unavailable => 503,
        }
    }
}

/// A problem, in the shape of RFC 9457. `type` names the kind, `urn:deskbell:{kind}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The kind, as a URN.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What happened, in a few words of the reader's language.
    pub title: String,
    /// What to do next, in a sentence.
    pub detail: String,
    /// The HTTP status.
    pub status: u16,
    /// The value that was probably meant, where one is near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// The field of what was sent that is to be looked at, where it is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
}

/// What every kind's URN begins with.
const URN: &str = "urn:deskbell:";

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        [URN, kind.name()].concat()
    }
}

impl FromStr for Kind {
    type Err = Invalid;

    fn from_str(urn: &str) -> Result<Self, Invalid> {
        let name = urn.strip_prefix(URN);
        let found = Self::ALL.into_iter().find(|kind| Some(kind.name()) == name);
        found.ok_or_else(|| Invalid(["`", urn, "` is not a problem of Deskbell's"].concat()))
    }
}

impl TryFrom<String> for Kind {
    type Error = Invalid;

    fn try_from(urn: String) -> Result<Self, Invalid> {
        urn.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back() {
        for kind in Kind::ALL {
            let problem = Problem {
                kind,
                title: String::new(),
                detail: String::new(),
                status: kind.status(),
                suggestion: None,
                field: String::new(),
            };
            let json = serde_json::to_string(&problem).unwrap();
            assert!(json.contains("\"type\":\"urn:deskbell:"), "{json}");
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
        }
    }
}
