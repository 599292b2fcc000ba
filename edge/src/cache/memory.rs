//! The first tier: the hottest answers, in the isolate's memory, for so short a time that nobody minds
//! a purge that has not reached them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::Headers;

use super::{Entry, Meta, State};
use crate::router::Labels;

/// How long an answer stays, in milliseconds. With the [settings' memory](crate::site::FRESH_SECONDS)
/// this is the longest a purge can lag: five seconds.
pub(crate) const LONGEST_MS: i64 = 2_000;

/// The most answers, and the most bytes of their bodies.
const MOST: usize = 512;
const MOST_BYTES: u32 = 8 * 1024 * 1024;

/// An answer ready to be given out: header and body are the runtime's own objects, so that a hit copies
/// nothing.
pub(crate) struct Ready {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Uint8Array,
    pub(crate) meta: Meta,
    /// What a log line tells of it.
    pub(crate) route: &'static str,
    pub(crate) api: bool,
    pub(crate) site: String,
}

impl Ready {
    /// An answer made just now.
    pub(crate) fn of(entry: &Entry, labels: Labels, site: &str) -> worker::Result<Self> {
        let headers = Headers::new()?;
        for (name, value) in &entry.headers {
            headers.set(name, value)?;
        }
        let Labels { route, api } = labels;
        let (body, meta) = (Uint8Array::from(entry.body.as_slice()), entry.meta.clone());
        Ok(Self { status: entry.status, headers, body, meta, route, api, site: site.to_owned() })
    }
}

/// What answers are remembered under: all of a request that is looked at, unread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Raw {
    pub(crate) url: String,
    pub(crate) accept_language: String,
    pub(crate) zone: String,
}

struct Slot {
    until_ms: i64,
    ready: Rc<Ready>,
}

#[derive(Default)]
struct Memory {
    slots: HashMap<Raw, Slot>,
    bytes: u32,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The answer to the very same request, if it is fresh.
pub(crate) fn get(raw: &Raw, now_ms: i64) -> Option<Rc<Ready>> {
    MEMORY.with_borrow(|memory| {
        let slot = memory.slots.get(raw)?;
        let good = (slot.until_ms - LONGEST_MS..slot.until_ms).contains(&now_ms)
            && slot.ready.meta.state(now_ms) == State::Fresh;
        good.then(|| slot.ready.clone())
    })
}

/// Remembers a fresh answer for `keep_ms`.
pub(crate) fn put(raw: Raw, ready: Rc<Ready>, now_ms: i64, keep_ms: i64) {
    if keep_ms <= 0 || ready.meta.state(now_ms) != State::Fresh {
        return;
    }
    MEMORY.with_borrow_mut(|memory| {
        let length = ready.body.length();
        if memory.slots.len() >= MOST || memory.bytes.saturating_add(length) > MOST_BYTES {
            memory.slots.retain(|_, slot| slot.until_ms > now_ms);
            memory.bytes = memory.slots.values().map(|slot| slot.ready.body.length()).sum();
        }
        // Still full: a crowd of different requests, of which none is hot.
        if memory.slots.len() < MOST && memory.bytes.saturating_add(length) <= MOST_BYTES {
            let old = memory.slots.insert(raw, Slot { until_ms: now_ms + keep_ms, ready });
            memory.bytes = memory.bytes + length - old.map_or(0, |old| old.ready.body.length());
        }
    });
}

/// How long an answer that is being made anew is left to who does it, and how long it is not tried again
/// after it failed, in milliseconds.
const REFRESH_MS: i64 = 10_000;
const FAILED_MS: i64 = 5_000;

thread_local! {
    /// Until when nobody else makes the answer of a key anew.
    static REFRESHING: RefCell<HashMap<String, i64>> = RefCell::default();
}

/// Whether nobody else in this isolate makes the answer of this key anew, nor has just failed to: then
/// the asker is to.
pub(crate) fn begins_refresh(key: &str, now_ms: i64) -> bool {
    REFRESHING.with_borrow_mut(|all| {
        // Whoever was stopped does not end.
        all.retain(|_, until| now_ms < *until);
        all.len() < MOST
            && !all.contains_key(key)
            && all.insert(key.to_owned(), now_ms + REFRESH_MS).is_none()
    })
}

/// It has been made anew, or could not be.
pub(crate) fn ends_refresh(key: &str, made: bool, now_ms: i64) {
    REFRESHING.with_borrow_mut(|all| {
        if made {
            all.remove(key);
        } else if all.len() < MOST || all.contains_key(key) {
            all.insert(key.to_owned(), now_ms + FAILED_MS);
        }
    });
}
