//! Which site a request is for, its settings and what was purged of it: from D1, through a short memory
//! of the isolate.

use std::cell::RefCell;
use std::rc::Rc;

use model::id::SiteId;
use worker::Env;

use crate::asked::Asked;
use crate::cache::{Current, Purges};
use crate::clock::now_ms;
use crate::db;
use crate::error::Error;
use crate::language::shortened;

/// How long settings and purges are remembered, in milliseconds: with [the memory of
/// answers](crate::cache::memory::LONGEST_MS) the longest that an import or a purge takes to show.
const FRESH_MS: i64 = 3_000;

/// In a query: who asks was told that something changed at this instant, in milliseconds ([`crate::live`]).
const CHANGED: &str = "changed";

/// How far the clocks of two machines may be apart, in milliseconds.
const CLOCKS_MS: i64 = 1_000;

/// How many sites an isolate remembers.
const REMEMBERED: usize = 64;

/// The nearest id is suggested from this likeness on (Jaro-Winkler, 0 to 1).
const NEAR: f64 = 0.8;

#[derive(Clone, PartialEq, Eq)]
enum Which {
    Id(String),
    Host(String),
}

struct Memory {
    which: Which,
    read_ms: i64,
    current: Rc<Current>,
}

thread_local! {
    static MEMORY: RefCell<Vec<Memory>> = const { RefCell::new(Vec::new()) };
}

/// The site of `?site=`, else of the host name, else the default or only one.
pub(crate) async fn find(asked: &Asked, env: &Env) -> Result<Rc<Current>, Error> {
    let which = match asked.parameter("site") {
        Some(id) => Which::Id(id.to_owned()),
        None => Which::Host(asked.host.clone()),
    };
    let told = asked.parameter(CHANGED).and_then(|told| told.parse().ok()).unwrap_or_default();
    current(which, told, env).await
}

/// The site with this id.
pub(crate) async fn by_id(id: &str, env: &Env) -> Result<Rc<Current>, Error> {
    current(Which::Id(id.to_owned()), 0, env).await
}

/// Forgets a site, so that what was just purged of it is seen at once where it was purged.
pub(crate) fn forget(id: &SiteId) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|one| one.current.site.id != *id));
}

/// `told`: what was read before this instant, in milliseconds, is too old.
async fn current(which: Which, told: i64, env: &Env) -> Result<Rc<Current>, Error> {
    // The clock of tests tells when shops are open, not how old a memory is.
    let now_ms = now_ms();
    let is_outdated = |read_ms: i64| (read_ms..now_ms + CLOCKS_MS).contains(&told);
    let is_fresh = |read_ms: i64| (now_ms - read_ms).abs() < FRESH_MS && !is_outdated(read_ms);
    let remembered = MEMORY.with_borrow(|memory| {
        memory.iter().find(|one| one.which == which).map(|one| (one.current.clone(), is_fresh(one.read_ms)))
    });
    if let Some((current, true)) = &remembered {
        return Ok(current.clone());
    }
    match (read(&which, env).await, remembered) {
        (Ok(current), _) => {
            let current = Rc::new(current);
            remember(Memory { which, read_ms: now_ms, current: current.clone() });
            Ok(current)
        }
        // Yesterday's opening hours are better than none.
        (Err(Error::Unavailable(reason)), Some((current, _))) => {
            worker::console_error!("settings are stale: {reason}");
            Ok(current)
        }
        (Err(error), _) => Err(error),
    }
}

async fn read(which: &Which, env: &Env) -> Result<Current, Error> {
    let (asked, content) = match which {
        Which::Id(id) if id.parse::<SiteId>().is_err() => (id, None),
        Which::Id(id) => (id, db::site_by_id(env, id).await?),
        Which::Host(host) => (host, db::site_by_host(env, host).await?),
    };
    let Some(content) = content else {
        return Err(Error::UnknownSite {
            asked: shortened(asked),
            near: near(asked, &db::site_ids(env).await?),
        });
    };
    // Of bytes, as everywhere here: `from_str` would bring every reader of JSON into the Worker a second time.
    let site = serde_json::from_slice(content.json.as_bytes())
        .map_err(|error| Error::Unavailable(format!("settings of a site: {error}")))?;
    Ok(Current { site, version: content.version, purges: Purges(content.purges) })
}

fn remember(new: Memory) {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|one| one.which != new.which);
        if memory.len() >= REMEMBERED {
            memory.remove(0);
        }
        memory.push(new);
    });
}

fn near(asked: &str, ids: &[String]) -> Option<String> {
    let asked: String = asked.to_ascii_lowercase().chars().take(40).collect();
    let likeness = |id: &String| strsim::jaro_winkler(&asked, id);
    let best = ids.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= NEAR).then(|| best.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_id_is_recognised() {
        let ids = ["lindenhof".to_owned(), "paperie".to_owned()];
        for (asked, expect) in
            [("lindenhoff", Some("lindenhof")), ("Paperie", Some("paperie")), ("zebra", None), ("", None)]
        {
            assert_eq!(near(asked, &ids).as_deref(), expect, "{asked}");
        }
        assert_eq!(near("x", &[]), None);
    }
}
