//! The one route table, and the way of every request through the caches.

use std::rc::Rc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, Shared, select};
use model::lang::Lang;
use model::page::Page;
use model::people;
use model::route::Address;
use model::site::Site;
use model::source::Gives;
use web_sys::Response;
use worker::{Context, Delay, Env, Request};

use crate::again::{Found, Seen, remembers};
use crate::answer::Answer;
use crate::asked::{Asked, Face, Verb};
use crate::cache::memory::{self, Place, Raw, Ready};
use crate::cache::{self, Current, Entry, Lifetime, Meta, Policy, State, network};
use crate::clock::now_ms;
use crate::error::Error;
use crate::face::{self, Shown};
use crate::log::Line;
use crate::reply::{self, Cached};
use crate::source::tag;
use crate::{language, limit, quote, routes, site, visitor};

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Route {
    Page(Page),
    ContactCard,
    File(String),
    Products,
    Product(String),
    Article(String),
    /// What everybody gets, with what stands in the place of its address.
    Public(Address, String),
    /// Somebody's own, with what stands in the place of its address.
    Own(Address, String),
    Hook(String),
    Health,
    Metrics,
}

impl Route {
    /// `known`: who asks has written, or is of staff.
    fn of(asked: &Asked, known: bool) -> Result<Self, Error> {
        if let Some(page) = Page::at(&asked.path) {
            // A form that was sent is answered to its sender alone.
            return Ok(match asked.verb {
                Verb::Post => Self::Own(Address::Page(page), String::new()),
                _ => Self::Page(page),
            });
        }
        let path = asked.path.strip_suffix('/').unwrap_or(&asked.path);
        let (first, rest) =
            path.trim_start_matches('/').split_once('/').unwrap_or((&path[1.min(path.len())..], ""));
        // Ids of sources are plain; what is not is no id.
        let id = || Some(rest.to_owned()).filter(|id| is_id(id)).ok_or(Error::NotFound);
        Ok(match (first, rest, asked.face) {
            ("contact.vcf", "", _) => Self::ContactCard,
            ("files", name, _) => Self::File(name.to_owned()),
            ("healthz", "", _) => Self::Health,
            ("metrics", "", _) => Self::Metrics,
            ("hooks", path, _) => Self::Hook(path.to_owned()),
            // Lists have no page: what helps to choose has.
            ("products", "", Face::Json) => Self::Products,
            ("products", _, _) if !rest.is_empty() => Self::Product(id()?),
            ("articles", _, _) if !rest.is_empty() => Self::Article(id()?),
            ("orders", rest, _) => Self::own(&OWN_ORDERS, rest)?,
            ("choose", "by-spec", _) => Self::Public(Address::Specs, String::new()),
            ("choose", "compare", _) => Self::Public(Address::Compare, String::new()),
            ("choose", "counts", _) => Self::Own(Address::Counts, String::new()),
            ("choose", _, _) => Self::Public(Address::Guide, id()?),
            ("configure", _, _) => match asked.verb {
                Verb::Post => Self::Own(Address::Configure, id()?),
                _ => Self::Public(Address::Configure, id()?),
            },
            ("quote", letters, _) if quote::is_quote(letters) => {
                Self::Own(Address::Quote, letters.to_owned())
            }
            ("cart", "", _) => Self::Own(Address::Cart, String::new()),
            ("ask", "new", _) => Self::Public(Address::Asking, String::new()),
            ("ask", "sheet.txt", _) => Self::Public(Address::Sheet, String::new()),
            ("ask", "helpful", _) => Self::Own(Address::Helpful, String::new()),
            ("ask", "me", _) => Self::Own(Address::Me, String::new()),
            ("ask", rest, _) => match rest.split_once('/') {
                Some(("stop", token)) if is_id(token) => Self::Own(Address::Unfollow, token.to_owned()),
                Some(("stop", _)) => return Err(Error::UnknownPage),
                Some((id, "live")) if is_id(id) => Self::Own(Address::Live, id.to_owned()),
                Some((id, act)) if is_id(id) && is_id(act) => Self::Own(Address::ThreadAct, rest.to_owned()),
                // What they wrote and what they may do there is theirs alone to see.
                _ if known => Self::Own(Address::Thread, id()?),
                _ => Self::Public(Address::Thread, id()?),
            },
            ("loader.js", "", _) => Self::Public(Address::Loader, String::new()),
            ("sitemap.xml", "", _) => Self::Public(Address::Sitemap, String::new()),
            ("robots.txt", "", _) => Self::Public(Address::Robots, String::new()),
            ("desk", rest, _) => Self::own(&DESK, rest)?,
            _ => return Err(Error::UnknownPage),
        })
    }

    /// One of these addresses, by what follows their first word. What stands in a place is no longer than a
    /// token, and no more is looked at here.
    fn own(addresses: &[(&str, Address)], rest: &str) -> Result<Self, Error> {
        let known = addresses.iter().find_map(|(path, address)| match path.strip_suffix('/') {
            Some(before) => {
                let token = rest.strip_prefix(before)?.strip_prefix('/').filter(|token| is_id(token))?;
                Some(Self::Own(*address, token.to_owned()))
            }
            None => (rest == *path).then(|| Self::Own(*address, String::new())),
        });
        known.ok_or(Error::UnknownPage)
    }

    const fn address(&self) -> Address {
        match self {
            Self::Page(page) => Address::Page(*page),
            Self::ContactCard => Address::ContactCard,
            Self::File(_) => Address::File,
            Self::Products => Address::Products,
            Self::Product(_) => Address::Product,
            Self::Article(_) => Address::Article,
            Self::Public(address, _) | Self::Own(address, _) => *address,
            Self::Hook(_) => Address::Hook,
            Self::Health => Address::Health,
            Self::Metrics => Address::Metrics,
        }
    }

    /// As logs and metrics call it.
    const fn name(&self) -> &'static str {
        self.address().path()
    }

    fn allows(&self, verb: Verb) -> Result<(), Error> {
        let allowed = self.address().allowed();
        let known = match verb {
            Verb::Get => allowed.contains("GET"),
            Verb::Post => allowed.contains("POST"),
            Verb::Other => false,
        };
        if known { Ok(()) } else { Err(Error::MethodNotAllowed(allowed)) }
    }
}

/// What follows `/orders/`; a slash at the end: and then a token.
const OWN_ORDERS: [(&str, Address); 8] = [
    ("mine", Address::OwnOrders),
    ("watch", Address::Watch),
    ("problem", Address::Case),
    ("calendar", Address::Calendar),
    ("links", Address::OrderLinks),
    ("link/", Address::OrderLink),
    ("confirm/", Address::Confirm),
    ("stop/", Address::Stop),
];

/// What follows `/desk/`.
const DESK: [(&str, Address); 10] = [
    ("", Address::Desk),
    ("sign-in", Address::DeskSignIn),
    ("sign-out", Address::DeskSignOut),
    ("link/", Address::DeskLink),
    ("searches", Address::DeskSearches),
    ("choose", Address::DeskChoose),
    ("log", Address::DeskLog),
    ("person", Address::DeskPerson),
    ("case/", Address::DeskCase),
    ("thread/", Address::DeskThread),
];

/// Of the sources' ids: 1 to 120 letters, digits and `._~:-`.
fn is_id(id: &str) -> bool {
    (1..=120).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:-".contains(&b))
}

/// A request to a site, in a language.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) asked: Rc<Asked>,
    pub(crate) current: Rc<Current>,
    pub(crate) lang: Lang,
}

impl Visit {
    pub(crate) fn site(&self) -> &Site {
        &self.current.site
    }

    /// What somebody typed, fit to be shown and searched for.
    pub(crate) fn words(&self, parameter: &str) -> String {
        people::question(self.asked.parameter(parameter).unwrap_or_default())
    }
}

/// Answers a request. Every failure becomes a page or a Problem, and every request one line of log.
pub(crate) async fn answer(
    request: web_sys::Request,
    env: Env,
    context: Context,
    seen: Seen,
    found: Option<Found>,
) -> worker::Result<Response> {
    let request = Request::from(request);
    let (asked, sound) = Asked::of(&seen.raw, seen.verb, seen.clock);
    let address = visitor::address(&request);
    let Seen { condition, raw, started, known, .. } = seen;
    let line = Line::default();
    let mut way = Way { env: &env, context: &context, condition, raw, known, found, address, line };
    way.line.face = asked.face.name();
    let asked = Rc::new(asked);
    let mut visit = None;
    let given = match way.route(&asked, sound, &request, &mut visit).await {
        Ok(given) => given,
        Err(error) => {
            way.line.reason = error.reason();
            let site = visit.as_ref().map(Visit::site);
            let shown = if asked.path == Address::Loader.path() && asked.verb == Verb::Get {
                routes::loader::without_facts(&asked)
            } else {
                face::show_error(&asked, site, &error, &Policy::Personal).boxed_local().await
            };
            reply::new(&shown, Cached::Bypass)?
        }
    };
    let mut line = way.line;
    line.site = visit.as_ref().map(|visit: &Visit| visit.site().id.as_str()).unwrap_or_default();
    line.status = given.status();
    line.ms = now_ms() - started;
    if line.cache.is_empty() {
        line.cache = Cached::Bypass.word();
    }
    line.write(&env);
    Ok(given)
}

/// What a request meets on its way.
struct Way<'a> {
    env: &'a Env,
    context: &'a Context,
    /// `If-None-Match`.
    condition: Option<String>,
    raw: Raw,
    /// See [`Seen::known`].
    known: bool,
    found: Option<Found>,
    /// Of the visitor, as limits count.
    address: String,
    line: Line<'static>,
}

impl Way<'_> {
    /// `visit` is the site once it is known, so that a problem is told under its name.
    async fn route(
        &mut self,
        asked: &Rc<Asked>,
        sound: Result<(), Error>,
        request: &Request,
        visit: &mut Option<Visit>,
    ) -> Result<Response, Error> {
        sound?;
        let route = Route::of(asked, self.known).and_then(|route| {
            self.line.route = route.name();
            route.allows(asked.verb).map(|()| route)
        });
        match &route {
            Ok(Route::Health) => {
                return Ok(reply::json(&routes::health::check(asked, self.env).boxed_local().await?)?);
            }
            Ok(Route::Metrics) => return Ok(reply::text(&routes::health::metrics(request, self.env)?)?),
            Ok(Route::Hook(path)) => {
                limit::flood(self.env, &self.address).await?;
                let purged = routes::hooks::take(path, request, self.env).boxed_local().await?;
                return Ok(reply::json(&purged)?);
            }
            // Pictures are named by their content: of no site, and in every cache for good.
            Ok(Route::File(name)) => {
                return Ok(reply::new(
                    &routes::files::get(name, self.env).boxed_local().await?,
                    Cached::Bypass,
                )?);
            }
            _ => {}
        }
        let current = site::find(asked, self.env).await?;
        let lang =
            language::negotiate(asked.parameter("lang"), &asked.accept_language, &current.site.languages);
        let here = Visit { asked: asked.clone(), current, lang };
        *visit = Some(here.clone());
        // Only now: what is wrong is told under the site's name.
        let route = route?;
        match (&route, asked.verb) {
            // A socket has neither face.
            (Route::Own(Address::Live, id), _) => {
                Ok(routes::live::open(id, &here, request, self.env).boxed_local().await?.into())
            }
            (Route::Own(address, token), _) => {
                let answer = match routes::own(*address, token, &here, request, self.env).boxed_local().await
                {
                    Err(error) => routes::form_again(*address, &here, &error).ok_or(error)?,
                    answer => answer?,
                };
                self.own(&here, answer).await
            }
            _ => self.public(&here, &route).boxed_local().await,
        }
    }

    /// Gives what is somebody's own: past every cache.
    async fn own(&mut self, visit: &Visit, mut answer: Answer) -> Result<Response, Error> {
        self.line.reason = answer.reason.take();
        let shown = face::show(&visit.asked, visit.site(), visit.lang, &answer).await;
        Ok(reply::new(&shown, Cached::Bypass)?)
    }

    /// Gives what everybody gets: from the network's cache if it is there and good, else made anew.
    async fn public(&mut self, visit: &Visit, route: &Route) -> Result<Response, Error> {
        let now = visit.asked.now_ms;
        let key = cache::key::of(&visit.asked, &visit.current, visit.lang, route.address().parameters());
        let api = visit.asked.face == Face::Json;
        let place = Place { key: key.clone(), current: visit.current.clone(), route: route.name(), api };
        memory::learn(self.raw.clone(), Rc::new(place), now);
        let kept = match self.found.take() {
            Some((place, kept)) if place.key == key => Some(kept),
            // A cache that fails is a cache that has nothing.
            _ => network::get(&key, false).await.unwrap_or_default(),
        };
        let kept = kept.map(Rc::new);
        let purges = &visit.current.purges;
        let state = kept.as_ref().map_or(State::Useless, |kept| kept.meta.state_of(now, purges));
        match (state, kept) {
            (State::Fresh, Some(kept)) => self.give(&kept, Cached::Network, now),
            (State::Stale, Some(kept)) => {
                // It goes on by itself.
                drop(self.refresh(visit, route, &key));
                self.give(&kept, Cached::Stale, now)
            }
            (State::Expired, Some(kept)) => self.spare(visit, route, &key, kept).await,
            _ => {
                limit::flood(self.env, &self.address).await?;
                let made = make(visit, route, self.env).boxed_local().await?;
                let stored = keep(&key, &made.entry).await;
                self.give_made(&made, stored, now)
            }
        }
    }

    /// Gives what is old while it cannot be made anew, or not soon.
    async fn spare(
        &mut self,
        visit: &Visit,
        route: &Route,
        key: &str,
        kept: Rc<Ready>,
    ) -> Result<Response, Error> {
        let now = visit.asked.now_ms;
        if let Some(refresh) = self.refresh(visit, route, key) {
            let patience = Delay::from(Duration::from_millis(PATIENCE_MS));
            if let Either::Left((Some(made), _)) = select(refresh, patience).await {
                return self.give_made(&made, true, now);
            }
        }
        self.give(&kept, Cached::Spare, now)
    }

    /// Makes an answer anew, also when the asker does not wait for it; unless somebody does already.
    fn refresh(&self, visit: &Visit, route: &Route, key: &str) -> Option<Refresh> {
        memory::begins_refresh(key, now_ms()).then(|| {
            let refresh = refresh(visit.clone(), route.clone(), self.env.clone(), key.to_owned());
            let refresh = refresh.boxed_local().shared();
            self.context.wait_until(refresh.clone().map(|_| ()));
            refresh
        })
    }

    /// Gives what was made just now.
    fn give_made(&mut self, made: &Made, stored: bool, now: i64) -> Result<Response, Error> {
        self.line.sources.clone_from(&made.by);
        let ready = Rc::new(Ready::of(&made.entry)?);
        if remembers(self.env) {
            memory::put(&self.raw, &ready, now);
        }
        self.give(&ready, if stored { Cached::Stored } else { Cached::Missed }, now)
    }

    fn give(&mut self, ready: &Ready, cached: Cached, now: i64) -> Result<Response, Error> {
        self.line.cache = cached.word();
        Ok(reply::kept(ready, self.condition.as_deref(), cached, now)?)
    }
}

/// An answer made anew.
struct Made {
    entry: Entry,
    by: Vec<String>,
    partial: bool,
}

/// Asks the route's handler, and shows what it answers. That there is no such thing is an answer too.
async fn make(visit: &Visit, route: &Route, env: &Env) -> Result<Made, Error> {
    let now = visit.asked.now_ms;
    let answer = match handle(visit, route, env).await {
        Err(error @ Error::NotFound) => {
            let lifetime = Lifetime::MISSING;
            let site = Some(visit.site());
            let shown =
                face::show_error(&visit.asked, site, &error, &Policy::Public(lifetime)).boxed_local().await;
            let entry = entry(shown, lifetime, now, missing_tags(route));
            return Ok(Made { entry, by: Vec::new(), partial: false });
        }
        answer => answer?,
    };
    let shown = face::show(&visit.asked, visit.site(), visit.lang, &answer).await;
    let Policy::Public(lifetime) = answer.policy else {
        return Err(Error::Unavailable("what is somebody's own came the way of what is public".to_owned()));
    };
    // Sources are asked by the real clock, and the age of what they say is by the same; tests that set
    // the clock mean the one of the site.
    let age = answer.made_ms.map_or(0, |made| now_ms() - made).max(0);
    let entry = entry(shown, lifetime, now - age, answer.tags);
    Ok(Made { entry, by: answer.by, partial: answer.partial })
}

async fn handle(visit: &Visit, route: &Route, env: &Env) -> Result<Answer, Error> {
    match route {
        Route::ContactCard => Ok(routes::contact::vcard(visit)),
        Route::Products => routes::products::list(visit, env).boxed_local().await,
        Route::Product(id) => routes::products::get(id, visit, env).boxed_local().await,
        Route::Article(id) => routes::articles::get(id, visit, env).boxed_local().await,
        Route::Page(page) => match page {
            Page::Home => routes::home::get(visit),
            Page::Orders => routes::orders::get(visit),
            Page::Contact => routes::contact::get(visit),
            Page::Choose => routes::choose::list(visit, env).boxed_local().await,
            Page::Ask => routes::ask::search(visit, env).boxed_local().await,
        },
        Route::Public(address, place) => routes::public(*address, place, visit, env).boxed_local().await,
        // They are answered before.
        Route::File(_) | Route::Own(..) | Route::Hook(_) | Route::Health | Route::Metrics => {
            Err(Error::UnknownPage)
        }
    }
}

fn entry(shown: Shown, lifetime: Lifetime, made_ms: i64, tags: Vec<String>) -> Entry {
    let etag = reply::etag(&shown.body);
    let Shown { status, headers, body } = shown;
    Entry { status, headers, body, meta: Meta { made_ms, lifetime, tags, etag } }
}

/// What may come to be there: the thing that was missing.
fn missing_tags(route: &Route) -> Vec<String> {
    match route {
        Route::Product(id) => vec![["product:", id].concat()],
        Route::Article(id) => vec![["article:", id].concat()],
        // A new thread gets its id when it is asked, and purges its source's lists.
        Route::Public(Address::Thread, id) => {
            let source = id.split_once('.').map_or("", |(source, _)| source);
            vec![["thread:", id].concat(), tag(Gives::Threads, source)]
        }
        _ => Vec::new(),
    }
}

/// Keeps an entry in the network's cache; false where it is too large or the cache does not take it.
async fn keep(key: &str, entry: &Entry) -> bool {
    entry.body.len() <= cache::BODY_LIMIT && network::put(key, entry).await.is_ok()
}

/// An answer on its way, and the answer if it came whole and is kept.
type Refresh = Shared<LocalBoxFuture<'static, Option<Rc<Made>>>>;

/// Makes an old answer anew. What fails or is incomplete leaves the old one.
async fn refresh(visit: Visit, route: Route, env: Env, key: String) -> Option<Rc<Made>> {
    let made = make(&visit, &route, &env).boxed_local().await.ok().filter(|made| !made.partial);
    let kept = match made {
        Some(made) if keep(&key, &made.entry).await => Some(Rc::new(made)),
        _ => None,
    };
    memory::ends_refresh(&key, kept.is_some(), now_ms());
    kept
}

/// How long who asks for an answer that is much too old waits for a new one, in milliseconds.
const PATIENCE_MS: u64 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        for id in ["shop.1", "shop.gid:1", "a.b-c_~"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "a/b", "a%2Fb", "ü", &"a".repeat(121)] {
            assert!(!is_id(id), "{id}");
        }
    }
}
