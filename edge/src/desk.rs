//! The desk: what waits for staff, and what they do about it.

pub(crate) mod act;
pub(crate) mod thread;
pub(crate) mod waiting;
pub(crate) mod words;

use model::site::Site;
use model::source::Gives;

/// The source that is the site's own community, if it has one. Its threads' ids begin with it.
pub(crate) fn community(site: &Site) -> Option<&str> {
    site.keeps(Gives::Threads).map(|source| source.id.as_str())
}

/// The id of a thread as customers' addresses have it.
pub(crate) fn public_id(site: &Site, thread: &str) -> String {
    [community(site).unwrap_or_default(), ".", thread].concat()
}
