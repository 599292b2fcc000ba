//! The first tier: the hottest answers, in the isolate's memory, for so short a time that nobody minds
//! a purge that has not reached them; and of all requests seen just now, where in the network's cache
//! their answers are.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::Headers;

use super::{Current, Entry, Meta, State};
use crate::reply::Cached;

/// How long a request is remembered, in milliseconds. With the [settings' memory](crate::site) this is
/// the longest a purge can lag: five seconds.
pub(crate) const LONGEST_MS: i64 = 2_000;

/// The most requests, and the most bytes of their answers.
const MOST: usize = 512;
const MOST_BYTES: u32 = 8 * 1024 * 1024;

/// An answer ready to be given out: header and body are the runtime's own objects, so that a hit copies
/// nothing.
pub(crate) struct Ready {
    pub(crate) status: u16,
    pub(crate) content: Content,
    pub(crate) meta: Meta,
    /// For which second, and as found where, the headers are written.
    pub(crate) written: Cell<Option<(i64, Cached)>>,
}

/// Headers and body of an answer.
pub(crate) enum Content {
    /// Can be given out again and again.
    Whole(Headers, Uint8Array),
    /// Those of a response, which can be given out once, as it comes.
    Of(web_sys::Response),
}

impl Ready {
    /// An answer as it was found.
    pub(crate) fn new(status: u16, content: Content, meta: Meta) -> Self {
        Self { status, content, meta, written: Cell::new(None) }
    }

    /// An answer made just now.
    pub(crate) fn of(entry: &Entry) -> worker::Result<Self> {
        let headers = Headers::new()?;
        for (name, value) in &entry.headers {
            headers.set(name, value)?;
        }
        headers.set("etag", &entry.meta.etag)?;
        let content = Content::Whole(headers, Uint8Array::from(entry.body.as_slice()));
        Ok(Self::new(entry.status, content, entry.meta.clone()))
    }

    fn length(&self) -> u32 {
        match &self.content {
            Content::Whole(_, bytes) => bytes.length(),
            Content::Of(_) => 0,
        }
    }
}

/// What requests are remembered by: all of one that is looked at, unread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Raw {
    pub(crate) url: String,
    pub(crate) accept_language: String,
    pub(crate) zone: String,
}

/// Where the answer to a request is.
#[derive(Debug)]
pub(crate) struct Place {
    /// Its key in the network's cache.
    pub(crate) key: String,
    pub(crate) current: Rc<Current>,
    /// What a log line tells: the route, and whether it is the JSON face.
    pub(crate) route: &'static str,
    pub(crate) api: bool,
}

struct Slot {
    place: Rc<Place>,
    since_ms: i64,
    ready: Option<Rc<Ready>>,
    /// Whether it was asked for since.
    again: Cell<bool>,
}

#[derive(Default)]
struct Memory {
    slots: HashMap<Raw, Slot>,
    bytes: u32,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Where the answer to the very same request is, and itself if it is here and fresh.
pub(crate) fn get(raw: &Raw, now_ms: i64) -> Option<(Rc<Place>, Option<Rc<Ready>>)> {
    MEMORY.with_borrow(|memory| {
        let slot = memory.slots.get(raw).filter(|slot| slot.is_good(now_ms))?;
        slot.again.set(true);
        let ready = slot.ready.as_ref().filter(|ready| ready.meta.state(now_ms) == State::Fresh);
        Some((slot.place.clone(), ready.cloned()))
    })
}

/// Remembers where the answer to a request is.
pub(crate) fn learn(raw: Raw, place: Rc<Place>, now_ms: i64) {
    MEMORY.with_borrow_mut(|memory| {
        memory.make_room(0, now_ms);
        if memory.slots.len() >= MOST {
            return;
        }
        let slot = Slot { place, since_ms: now_ms, ready: None, again: Cell::new(false) };
        let old = memory.slots.insert(raw, slot);
        memory.bytes -= old.as_ref().map_or(0, Slot::length);
    });
}

/// Remembers the answer itself, of a request whose place is known.
pub(crate) fn put(raw: &Raw, ready: &Rc<Ready>, now_ms: i64) {
    let length = ready.length();
    if length == 0 || ready.meta.state(now_ms) != State::Fresh {
        return;
    }
    MEMORY.with_borrow_mut(|memory| {
        memory.make_room(length, now_ms);
        if memory.bytes.saturating_add(length) > MOST_BYTES {
            return;
        }
        if let Some(slot) = memory.slots.get_mut(raw) {
            let old = slot.length();
            slot.ready = Some(ready.clone());
            memory.bytes = memory.bytes - old + length;
        }
    });
}

impl Slot {
    fn is_good(&self, now_ms: i64) -> bool {
        // A clock may also go back.
        (0..LONGEST_MS).contains(&(now_ms - self.since_ms))
    }

    fn length(&self) -> u32 {
        self.ready.as_ref().map_or(0, |ready| ready.length())
    }
}

impl Memory {
    /// Forgets what is too old, once there is no room for another; then, as in a crowd of different requests, what
    /// nobody asked for again: it makes room for what may be hot.
    fn make_room(&mut self, length: u32, now_ms: i64) {
        self.forget(length, |slot| slot.is_good(now_ms));
        self.forget(length, |slot| slot.again.get());
    }

    /// Keeps only such, if there is no room.
    fn forget(&mut self, length: u32, keeps: impl Fn(&Slot) -> bool) {
        if self.slots.len() >= MOST || self.bytes.saturating_add(length) > MOST_BYTES {
            self.slots.retain(|_, slot| keeps(slot));
            self.bytes = self.slots.values().map(Slot::length).sum();
        }
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cache::Purges;

    fn raw(url: &str) -> Raw {
        Raw { url: url.to_owned(), accept_language: String::new(), zone: String::new() }
    }

    /// Asks as the router does: what nobody knows the place of is learned.
    fn ask(url: &str, place: &Rc<Place>, now_ms: i64) -> bool {
        let known = get(&raw(url), now_ms).is_some();
        if !known {
            learn(raw(url), place.clone(), now_ms);
        }
        known
    }

    #[test]
    fn what_is_asked_again_stays_and_a_crowd_of_others_keeps_nothing_out() {
        let site = serde_json::from_value(json!({ "id": "a", "name": "A", "languages": ["en"] })).unwrap();
        let current = Rc::new(Current { site, version: String::new(), purges: Purges(Vec::new()) });
        let place = Rc::new(Place { key: String::new(), current, route: "", api: false });
        let crowd = |name: &str| (0..3 * MOST).any(|n| ask(&format!("/{name}{n}"), &place, 0));
        ask("/hot", &place, 0);
        ask("/hot", &place, 0);
        assert!(!crowd("before"));
        assert!(ask("/hot", &place, 0), "it stayed");
        assert!(!ask("/later", &place, 0));
        assert!(ask("/later", &place, 0), "there was room for it");
        assert!(!crowd("after"));
        assert!(ask("/later", &place, LONGEST_MS - 1), "it stayed too");
        assert!(!ask("/hot", &place, LONGEST_MS), "for its time alone");
        MEMORY.with_borrow(|memory| assert!(memory.slots.len() <= MOST));
    }
}
