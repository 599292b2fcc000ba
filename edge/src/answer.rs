//! What a handler answers, before a face shows it.

use model::data::Data;
use model::view::View;

use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::policy::Headers;
use crate::source::Told;

/// An answer, and who may keep it.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content: Content,
    pub(crate) policy: Policy,
    /// Headers beside the usual ones.
    pub(crate) headers: Headers,
    /// When what it says was asked for, in milliseconds; nothing: now.
    pub(crate) made_ms: Option<i64>,
    /// What it tells about ([`crate::source::tag`]).
    pub(crate) tags: Vec<String>,
    /// The sources that told it.
    pub(crate) by: Vec<String>,
    /// Whether sources that should have told something are missing.
    pub(crate) partial: bool,
    /// Why it is not what it should be, for the log.
    pub(crate) reason: Option<String>,
}

/// What is shown.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A page, or the same as JSON.
    View(View),
    /// JSON alone.
    Data(Data),
    /// Bytes of another type, with headers of their own.
    File { media_type: String, bytes: Vec<u8>, headers: Headers },
}

impl Answer {
    /// A page that depends on the site's settings and the minute.
    pub(crate) fn page(view: View, now_ms: i64) -> Self {
        Self::of(Content::View(view), Policy::Public(Lifetime::of_minute(now_ms)))
    }

    /// Bytes.
    pub(crate) fn file(media_type: &str, bytes: Vec<u8>, headers: Headers, policy: Policy) -> Self {
        Self::of(Content::File { media_type: media_type.to_owned(), bytes, headers }, policy)
    }

    /// Another address, to which the asker goes on.
    pub(crate) fn elsewhere(address: String) -> Self {
        let headers = vec![("location", address)];
        Self { status: 303, ..Self::file("text/plain; charset=utf-8", Vec::new(), headers, Policy::Personal) }
    }

    /// Somebody's own.
    pub(crate) fn personal(status: u16, data: Data) -> Self {
        Self { status, ..Self::of(Content::Data(data), Policy::Personal) }
    }

    /// A page for one person alone.
    pub(crate) fn own_page(view: View) -> Self {
        Self::of(Content::View(view), Policy::Personal)
    }

    /// The same where a link of an e-mail leads: its address is a secret, and goes no further.
    pub(crate) fn linked(view: View) -> Self {
        Self::own_page(view).at_secret_address()
    }

    /// Without its address being told to any other.
    pub(crate) fn at_secret_address(mut self) -> Self {
        let headers = [("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex")];
        self.headers.extend(headers.map(|(name, value)| (name, value.to_owned())));
        self
    }

    /// The page of a form that failed, with the status of the failure and what it asks to wait for.
    pub(crate) fn failed_form(view: View, error: &Error) -> Self {
        let headers = error.header().into_iter().collect();
        Self { status: error.kind().status(), headers, reason: error.reason(), ..Self::own_page(view) }
    }

    /// A page that depends on the site's content alone.
    pub(crate) fn settled(view: View) -> Self {
        Self::of(Content::View(view), Policy::Public(Lifetime::SETTLED))
    }

    /// What sources told, which everybody may know.
    pub(crate) fn told<T>(told: Told<T>, tags: Vec<String>, data: impl FnOnce(T) -> Data) -> Self {
        Self::of_sources(told, tags, |value| Content::Data(data(value)))
    }

    /// The same as a page.
    pub(crate) fn told_page<T>(told: Told<T>, tags: Vec<String>, view: impl FnOnce(T) -> View) -> Self {
        Self::of_sources(told, tags, |value| Content::View(view(value)))
    }

    fn of_sources<T>(told: Told<T>, tags: Vec<String>, content: impl FnOnce(T) -> Content) -> Self {
        let partial = !told.missing.is_empty();
        let lifetime = if partial { Lifetime::PARTIAL } else { Lifetime::TOLD };
        Self {
            made_ms: Some(told.asked_ms),
            tags,
            by: told.by,
            partial,
            ..Self::of(content(told.value), Policy::Public(lifetime))
        }
    }

    fn of(content: Content, policy: Policy) -> Self {
        Self {
            status: 200,
            content,
            policy,
            headers: Vec::new(),
            made_ms: None,
            tags: Vec::new(),
            by: Vec::new(),
            partial: false,
            reason: None,
        }
    }
}
