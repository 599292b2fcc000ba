//! What can go wrong, before it becomes a status and a Problem in the reader's language.

use model::problem::{Kind, Problem};
use widget::texts::{Text, fill};

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Error {
    /// The address cannot be read.
    BadRequest,
    /// No such site; with a near one, if there is.
    UnknownSite { asked: String, near: Option<String> },
    /// No such page.
    UnknownPage,
    /// Neither GET nor HEAD.
    MethodNotAllowed,
    /// Our own trouble; the text is for the log, and holds nothing of the shopper's.
    Unavailable(String),
}

impl From<worker::Error> for Error {
    fn from(error: worker::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl Error {
    fn kind(&self) -> Kind {
        match self {
            Self::BadRequest => Kind::BadRequest,
            Self::UnknownSite { .. } => Kind::UnknownSite,
            Self::UnknownPage => Kind::UnknownPage,
            Self::MethodNotAllowed => Kind::MethodNotAllowed,
            Self::Unavailable(_) => Kind::Unavailable,
        }
    }

    /// The problem in the words of a catalogue.
    pub(crate) fn problem(&self, texts: &[String]) -> Problem {
        let (title, detail) = match self {
            Self::BadRequest => (Text::BadRequestTitle, Text::BadRequestDetail),
            Self::UnknownSite { .. } => (Text::UnknownSiteTitle, Text::UnknownSiteDetail),
            Self::UnknownPage => (Text::UnknownPageTitle, Text::UnknownPageDetail),
            Self::MethodNotAllowed => (Text::MethodNotAllowedTitle, Text::MethodNotAllowedDetail),
            Self::Unavailable(_) => (Text::UnavailableTitle, Text::UnavailableDetail),
        };
        let text = |text: Text| texts.get(text as usize).cloned().unwrap_or_default();
        let (value, suggestion) = match self {
            Self::UnknownSite { asked, near } => (asked.as_str(), near.clone()),
            _ => ("", None),
        };
        let kind = self.kind();
        Problem {
            kind,
            title: text(title),
            detail: fill(&text(detail), "value", value),
            status: kind.status(),
            suggestion,
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
