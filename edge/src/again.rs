//! The very same request as one just now, answered without being understood: where its answer is, or the answer
//! itself, is [remembered](crate::cache::memory). The hottest way of all: each call into the runtime is felt.

use std::cell::OnceCell;
use std::rc::Rc;

use web_sys::{Request, Response};
use worker::Env;

use crate::asked::{self, Face, Verb};
use crate::cache::State;
use crate::cache::memory::{self, Place, Raw, Ready};
use crate::clock::now_ms;
use crate::log::Line;
use crate::message;
use crate::person;
use crate::reply::{self, Cached};

/// What is looked at of every request, read once: each look is a call into the runtime.
pub(crate) struct Seen {
    /// When it came, in milliseconds.
    pub(crate) started: i64,
    /// The same by the clock that tests set.
    pub(crate) clock: i64,
    pub(crate) verb: Verb,
    /// `If-None-Match`.
    pub(crate) condition: Option<String>,
    pub(crate) raw: Raw,
    /// Whether a thread is asked for by who has written or was written to, or is of staff: they get their own answer. Of
    /// other addresses it is not looked at.
    pub(crate) known: bool,
}

impl Seen {
    pub(crate) fn of(request: &Request, env: &Env) -> Self {
        let started = now_ms();
        let looked = message::look(request);
        let mut lines = looked.splitn(6, '\n');
        let mut line = || lines.next().unwrap_or_default();
        let verb = Verb::of(line());
        let (url, accept_language, condition) = (line().to_owned(), line().to_owned(), line());
        let raw = Raw { url, accept_language, zone: line().to_owned() };
        // There are some only where a thread may be asked for.
        let known = |cookies| raw.url.contains("read=") || person::is_known(cookies);
        Self {
            started,
            clock: asked::clock(request, env).unwrap_or(started),
            verb,
            condition: Some(condition.to_owned()).filter(|condition| !condition.is_empty()),
            known: lines.next().is_some_and(known),
            raw,
        }
    }

    /// Gives an answer out, and writes its line of log.
    fn give(&self, place: &Place, ready: &Ready, cached: Cached, env: &Env) -> worker::Result<Response> {
        let response = reply::kept(ready, self.condition.as_deref(), cached, self.clock)?;
        let face = if place.api { Face::Json } else { Face::Html };
        let line = Line {
            route: place.route,
            face: face.name(),
            site: place.current.site.id.as_str(),
            status: response.status(),
            cache: cached.word(),
            ms: now_ms() - self.started,
            ..Line::default()
        };
        line.write(env);
        Ok(response)
    }
}

/// What is remembered of a request.
pub(crate) enum Remembered {
    Answer(Response),
    /// Where the answer was just now.
    Place(Rc<Place>),
    Nothing,
}

/// What is remembered of a request; an answer only while it is fresh.
pub(crate) fn remembered(seen: &Seen, env: &Env) -> Remembered {
    let known = (seen.verb == Verb::Get && !seen.known).then(|| memory::get(&seen.raw, seen.clock)).flatten();
    let Some((place, ready)) = known else { return Remembered::Nothing };
    let given = ready.and_then(|ready| seen.give(&place, &ready, Cached::Memory, env).ok());
    given.map_or(Remembered::Place(place), Remembered::Answer)
}

/// What the network's cache has at a place, though it is old or purged.
pub(crate) type Found = (Rc<Place>, Ready);

/// The answer that the network's cache had at its place, if it is fresh; else what there was.
pub(crate) fn found(
    seen: &Seen,
    place: Rc<Place>,
    kept: Option<Ready>,
    env: &Env,
) -> Result<Response, Option<Found>> {
    let kept = kept.ok_or(None)?;
    if kept.meta.state_of(seen.clock, &place.current.purges) != State::Fresh {
        return Err(Some((place, kept)));
    }
    let kept = Rc::new(kept);
    // Only what is whole can be given out again.
    memory::put(&seen.raw, &kept, seen.clock);
    seen.give(&place, &kept, Cached::Network, env).map_err(|_| None)
}

thread_local! {
    static REMEMBERS: OnceCell<bool> = const { OnceCell::new() };
}

/// Whether the isolate remembers answers; a deployment may say no by `DESKBELL_MEMORY_SECONDS` = 0.
pub(crate) fn remembers(env: &Env) -> bool {
    let read = || env.var("DESKBELL_MEMORY_SECONDS").map_or(true, |seconds| seconds.to_string() != "0");
    REMEMBERS.with(|remembers| *remembers.get_or_init(read))
}
