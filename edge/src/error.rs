//! What can go wrong, before it becomes a status and a Problem in the reader's language.

use model::lang::Lang;
use model::problem::{Kind, Problem};
use widget::intl;
use widget::texts::fill;

use crate::upstream::Failure;
use crate::words;

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Error {
    /// The address or the body cannot be read.
    BadRequest,
    /// A write without an `Idempotency-Key`.
    MissingIdempotencyKey,
    /// Sent by a page that may not, or without the right.
    Forbidden,
    /// No such site; with a near one, if there is.
    UnknownSite { asked: String, near: Option<String> },
    /// No such page.
    UnknownPage,
    /// No such product, article or thread.
    NotFound,
    /// No order has this number and this proof.
    UnknownOrder,
    /// What proved something before is old, or was never ours.
    Expired,
    /// A link of an e-mail that is too old, was used, or was never ours.
    Gone,
    /// A price that is held no more, or was never ours.
    QuoteGone,
    /// Not this method; those there are.
    MethodNotAllowed(&'static str),
    /// The same write is under way.
    InFlight,
    /// The body is too large.
    TooLarge,
    /// The body is no JSON.
    UnsupportedMediaType,
    /// This field is missing or cannot be right.
    Invalid(&'static str),
    /// As [`Error::Invalid`], where more can be said than that: the sentence `key` of `edge/texts/orders` or
    /// `edge/texts/community`, with `value` in its place, if it has one.
    Typed { field: &'static str, key: &'static str, value: String },
    /// The `Idempotency-Key` came with another body before.
    KeyReused,
    /// Too often; ask again after so many seconds.
    TooMany(u32),
    /// Sources did not answer, each with the reason. Ask again after so many seconds.
    Source { failures: Vec<(String, Failure)>, retry_after: u32 },
    /// Our own trouble; the text is for the log, and holds nothing of the shopper's.
    Unavailable(String),
}

impl From<worker::Error> for Error {
    fn from(error: worker::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// When to ask again where nothing better is known, in seconds.
const RETRY_SECONDS: u32 = 10;

impl Error {
    /// The sources that did not answer, and why.
    pub(crate) fn source(failures: Vec<(String, Failure)>) -> Self {
        let waits = failures.iter().filter_map(|(_, failure)| match failure {
            Failure::Resting(after) | Failure::Source(sources::Error::Throttled(Some(after))) => Some(*after),
            _ => None,
        });
        let retry_after = waits.min().unwrap_or(RETRY_SECONDS).max(1);
        Self::Source { failures, retry_after }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::BadRequest => Kind::BadRequest,
            Self::MissingIdempotencyKey => Kind::MissingIdempotencyKey,
            Self::Forbidden => Kind::Forbidden,
            Self::UnknownSite { .. } => Kind::UnknownSite,
            Self::UnknownPage => Kind::UnknownPage,
            Self::NotFound => Kind::NotFound,
            Self::UnknownOrder => Kind::UnknownOrder,
            Self::Expired => Kind::Expired,
            Self::Gone => Kind::Gone,
            Self::QuoteGone => Kind::QuoteGone,
            Self::MethodNotAllowed(_) => Kind::MethodNotAllowed,
            Self::InFlight => Kind::InFlight,
            Self::TooLarge => Kind::TooLarge,
            Self::UnsupportedMediaType => Kind::UnsupportedMediaType,
            Self::Invalid(_) | Self::Typed { .. } => Kind::Invalid,
            Self::KeyReused => Kind::KeyReused,
            Self::TooMany(_) => Kind::TooMany,
            Self::Source { .. } => Kind::SourceUnavailable,
            Self::Unavailable(_) => Kind::Unavailable,
        }
    }

    /// The problem in the words of a language.
    pub(crate) fn problem(&self, lang: Lang) -> Problem {
        let kind = self.kind();
        let (title, detail) = words::problem(lang, kind);
        let (detail, suggestion) = match self {
            Self::UnknownSite { asked, near } => (fill(&detail, "value", asked), near.clone()),
            Self::Invalid(field) => (fill(&detail, "value", field), None),
            Self::Typed { key, value, .. } => (fill(&words::typed(lang, key), "value", value), None),
            Self::TooMany(seconds) => (fill(&detail, "when", &intl::again(lang, *seconds)), None),
            _ => (detail, None),
        };
        Problem { kind, title, detail, status: kind.status(), suggestion, field: self.field().to_owned() }
    }

    /// The field that is to be looked at; empty: none, or more than one.
    pub(crate) const fn field(&self) -> &'static str {
        match self {
            Self::Invalid(field) | Self::Typed { field, .. } => field,
            _ => "",
        }
    }

    /// Headers that its answer has beside the usual ones.
    pub(crate) fn header(&self) -> Option<(&'static str, String)> {
        match self {
            Self::MethodNotAllowed(allowed) => Some(("allow", (*allowed).to_owned())),
            Self::TooMany(seconds) => Some(("retry-after", seconds.to_string())),
            Self::Source { retry_after, .. } => Some(("retry-after", retry_after.to_string())),
            Self::InFlight => Some(("retry-after", "1".to_owned())),
            Self::Unavailable(_) => Some(("retry-after", "60".to_owned())),
            _ => None,
        }
    }

    /// What the log says of it; nothing of what is the asker's own doing.
    pub(crate) fn reason(&self) -> Option<String> {
        match self {
            Self::Source { failures, .. } => {
                let each: Vec<_> = failures.iter().map(|(source, why)| format!("{source}: {why}")).collect();
                Some(each.join("; "))
            }
            Self::Unavailable(reason) => Some(reason.clone()),
            _ => None,
        }
    }

    /// What a site owner reads in the console of their own storefront; in English, as consoles are.
    pub(crate) fn console(&self) -> Option<String> {
        match self {
            Self::UnknownSite { asked, near } => Some(match near {
                Some(near) => {
                    format!("no site is called \"{asked}\" here; did you mean data-site=\"{near}\"?")
                }
                None => {
                    format!("no site is called \"{asked}\" here; write the id from site.toml into data-site")
                }
            }),
            Self::UnknownPage => Some("there is no such panel; use home or contact".to_owned()),
            _ => None,
        }
    }
}
