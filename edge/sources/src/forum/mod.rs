//! Forums: questions that customers discuss.

mod builtin;
mod discourse;

use model::knowledge::{Hit, Thread};
use model::source::{Source, SourceKind};

use crate::ask::{Reply, Step};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;

/// A forum. Every operation is called first with no replies, and again with one more for each question
/// it asks.
#[derive(Clone, Debug)]
pub enum Forum {
    /// Deskbell's own tables.
    Builtin(builtin::Builtin),
    /// Discourse.
    Discourse(discourse::Discourse),
}

impl Forum {
    /// The forum behind a source of this site; nothing for other kinds of sources.
    pub fn of(site: &str, source: &Source, secrets: &Secrets) -> Option<Self> {
        Some(match source.kind {
            SourceKind::Builtin => Self::Builtin(builtin::Builtin::new(site, source)),
            SourceKind::Discourse => Self::Discourse(discourse::Discourse::new(source, secrets)),
            _ => return None,
        })
    }

    /// Threads that fit these words, best first.
    pub fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        match self {
            _ if search.words.is_empty() => Ok(Step::Done(Vec::new())),
            Self::Builtin(forum) => forum.search(search, replies),
            Self::Discourse(forum) => forum.search(search, replies),
        }
    }

    /// A thread by the source's own id; nothing where there is none.
    pub fn thread(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Thread>>, Error> {
        match self {
            Self::Builtin(forum) => forum.thread(id, replies),
            Self::Discourse(forum) => forum.thread(id, replies),
        }
    }
}
