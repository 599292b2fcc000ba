//! Which site a request is for, and its settings: from D1, through a short memory of the isolate.

use std::cell::RefCell;
use std::rc::Rc;

use model::Seconds;
use model::id::SiteId;
use model::site::Site;
use worker::Env;

use crate::asked::Asked;
use crate::db;
use crate::error::Error;
use crate::language::shortened;

/// How long settings are remembered: the longest an import takes to show.
const FRESH_SECONDS: Seconds = 5;

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
    read: Seconds,
    site: Rc<Site>,
}

thread_local! {
    static MEMORY: RefCell<Vec<Memory>> = const { RefCell::new(Vec::new()) };
}

/// The site of `?site=`, else of the host name, else the default or only one.
pub(crate) async fn find(asked: &Asked, env: &Env) -> Result<Rc<Site>, Error> {
    let which = match asked.parameter("site") {
        Some(id) => Which::Id(id.to_owned()),
        None => Which::Host(asked.host.clone()),
    };
    // A clock may also go back; what was read in its future is not fresh for good.
    let remembered = MEMORY.with_borrow(|memory| {
        memory
            .iter()
            .find(|one| one.which == which)
            .map(|one| (one.site.clone(), (asked.now - one.read).abs() < FRESH_SECONDS))
    });
    if let Some((site, true)) = &remembered {
        return Ok(site.clone());
    }
    match (read(&which, env).await, remembered) {
        (Ok(site), _) => {
            let site = Rc::new(site);
            remember(Memory { which, read: asked.now, site: site.clone() });
            Ok(site)
        }
        // Yesterday's opening hours are better than none.
        (Err(Error::Unavailable(reason)), Some((site, _))) => {
            worker::console_error!("settings are stale: {reason}");
            Ok(site)
        }
        (Err(error), _) => Err(error),
    }
}

async fn read(which: &Which, env: &Env) -> Result<Site, Error> {
    let (asked, json) = match which {
        Which::Id(id) if id.parse::<SiteId>().is_err() => (id, None),
        Which::Id(id) => (id, db::site_by_id(env, id).await?),
        Which::Host(host) => (host, db::site_by_host(env, host).await?),
    };
    match json {
        Some(json) => serde_json::from_str(&json)
            .map_err(|error| Error::Unavailable(format!("settings of a site: {error}"))),
        None => {
            Err(Error::UnknownSite { asked: shortened(asked), near: near(asked, &db::site_ids(env).await?) })
        }
    }
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
    let asked: String = asked.to_lowercase().chars().take(40).collect();
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
