//! Knowledge bases: questions that the shop has answered.

mod builtin;
mod discourse;
mod zendesk;

use model::knowledge::{Article, Hit};
use model::source::{Source, SourceKind};

use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;

/// A knowledge base. Every operation is called first with no replies, and again with one more for each
/// question it asks.
#[derive(Clone, Debug)]
pub enum Library {
    /// Deskbell's own tables.
    Builtin(builtin::Builtin),
    /// A Zendesk Help Center.
    Zendesk(zendesk::Zendesk),
    /// The categories of a Discourse forum that hold articles.
    Discourse(discourse::Discourse),
}

impl Library {
    /// The knowledge base behind a source of this site; nothing for other kinds of sources.
    pub fn of(site: &str, source: &Source, secrets: &Secrets) -> Option<Self> {
        Some(match source.kind {
            SourceKind::Builtin => Self::Builtin(builtin::Builtin::new(site, source)),
            SourceKind::Zendesk => Self::Zendesk(zendesk::Zendesk::new(source, secrets)),
            SourceKind::Discourse => Self::Discourse(discourse::Discourse::new(source, secrets)),
            _ => return None,
        })
    }

    /// Articles that fit these words, best first.
    pub fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        match self {
            // Other systems have no list of what most want to know.
            Self::Zendesk(_) | Self::Discourse(_) if search.words.is_empty() => Ok(Step::Done(Vec::new())),
            Self::Builtin(library) => library.search(search, replies),
            Self::Zendesk(library) => library.search(search, replies),
            Self::Discourse(library) => library.search(search, replies),
        }
    }

    /// An article by the source's own id; nothing where there is none.
    pub fn article(&self, id: &str, lang: &str, replies: &[Reply]) -> Result<Step<Option<Article>>, Error> {
        match self {
            Self::Builtin(library) => library.article(id, lang, replies),
            Self::Zendesk(library) => library.article(id, lang, replies),
            Self::Discourse(library) => library.article(id, lang, replies),
        }
    }
}
