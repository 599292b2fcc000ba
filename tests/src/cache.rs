//! `Cache-Status` (RFC 9211), read.

use std::str::FromStr;

/// What our cache had to do with an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheStatus {
    /// Whether it was given from the cache.
    pub hit: bool,
    /// Why it was asked for behind the cache: `uri-miss`, `stale`, `bypass`; empty where it was not.
    pub forwarded: String,
    /// Whether it was put into the cache.
    pub stored: bool,
    /// For how many seconds it is fresh; negative once it is stale.
    pub ttl: Option<i64>,
    /// Which part of the cache gave it: `memory`, `network`, `stale`, `spare`.
    pub detail: String,
}

impl CacheStatus {
    /// Whether it is an old answer.
    pub fn is_stale(&self) -> bool {
        self.hit && self.forwarded == "stale" && self.ttl.is_some_and(|ttl| ttl <= 0)
    }
}

impl FromStr for CacheStatus {
    type Err = ();

    fn from_str(told: &str) -> Result<Self, ()> {
        let mut parts = told.split("; ");
        if parts.next() != Some("Deskbell") {
            return Err(());
        }
        let mut status = Self::default();
        for part in parts {
            match part.split_once('=').unwrap_or((part, "")) {
                ("hit", "") => status.hit = true,
                ("stored", "") => status.stored = true,
                ("fwd", why) => why.clone_into(&mut status.forwarded),
                ("ttl", seconds) => status.ttl = Some(seconds.parse().map_err(drop)?),
                ("detail", which) => which.clone_into(&mut status.detail),
                _ => return Err(()),
            }
        }
        Ok(status)
    }
}
