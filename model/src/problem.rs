//! What went wrong, as both faces tell it (RFC 9457).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Invalid;

/// What can go wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// The address could not be read.
    BadRequest,
    /// No such site.
    UnknownSite,
    /// No such page, or a panel the site does not offer.
    UnknownPage,
    /// The page is there, the method is not.
    MethodNotAllowed,
    /// The database or another part of ours does not answer.
    Unavailable,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::BadRequest, Self::UnknownSite, Self::UnknownPage, Self::MethodNotAllowed, Self::Unavailable];

    const fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::UnknownSite => "unknown-site",
            Self::UnknownPage => "unknown-page",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Unavailable => "unavailable",
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::UnknownSite | Self::UnknownPage => 404,
            Self::MethodNotAllowed => 405,
            Self::Unavailable => 503,
        }
    }
}

/// A problem, in the shape of RFC 9457. `type` names the kind, `urn:deskbell:{kind}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            };
            let json = serde_json::to_string(&problem).unwrap();
            assert!(json.contains("\"type\":\"urn:deskbell:"), "{json}");
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
        }
    }
}
