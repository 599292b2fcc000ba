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
        let ready = slot.ready.as_ref().filter(|ready| ready.meta.state(now_ms) == State::Fresh);
        Some((slot.place.clone(), ready.cloned()))
    })
}

/// Remembers where the answer to a request is.
pub(crate) fn learn(raw: Raw, place: Rc<Place>, now_ms: i64) {
    MEMORY.with_borrow_mut(|memory| {
        memory.make_room(0, now_ms);
        if memory.slots.len() >= MOST {
            // A crowd of different requests. One that nobody asked again makes room for one that may be hot.
            let cold = memory.slots.iter().find(|(_, slot)| slot.ready.is_none()).map(|(raw, _)| raw.clone());
            let Some(cold) = cold else { return };
            memory.slots.remove(&cold);
        }
        let old = memory.slots.insert(raw, Slot { place, since_ms: now_ms, ready: None });
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
    /// Forgets what is too old, once there is no room for another.
    fn make_room(&mut self, length: u32, now_ms: i64) {
        if self.slots.len() >= MOST || self.bytes.saturating_add(length) > MOST_BYTES {
            self.slots.retain(|_, slot| slot.is_good(now_ms));
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
