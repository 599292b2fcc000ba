//! A site's sources: which of them are asked, one operation on one of them, and many answers as one.

use futures_util::future::join_all;
use model::id::SiteId;
use model::knowledge::{Article, Found, Hit, Thread};
use model::order::Order;
use model::product::{Product, Products};
use model::site::Site;
use model::source::{Gives, Source};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sources::asking::{Asking, Posted, Receiver};
use sources::forum::Forum;
use sources::library::Library;
use sources::query::{Lookup, ProductQuery, Search};
use sources::store::{Store, newest_first};
use sources::{Ask, Reply, Secrets, Step};
use worker::Env;

use crate::clock::now_ms;
use crate::error::Error;
use crate::upstream::{self, DEADLINE_MS, Failure, Hosts, Line};
use crate::{db, gate};

/// The most steps of one operation: an order of a thousand lines takes nine questions.
const MOST_STEPS: usize = 12;

/// The most orders of somebody that a shop is asked for.
const ORDERS: u8 = 40;

/// What can be asked of a source that everybody may know. (One form for all kinds: reading
/// a form of each kind's own took 9 KB of WASM.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Op {
    kind: OpKind,
    /// What is searched for, or an id of the source's own.
    text: String,
    /// A language's code, where the source has more than one.
    lang: String,
    after: Option<String>,
    /// See [`Search::about`].
    about: Vec<String>,
    limit: u8,
}

/// Pages of things that fit some words, and single things by their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum OpKind {
    Products,
    Product,
    Catalogue,
    Articles,
    Article,
    Threads,
    Thread,
}

/// How many hits a source is asked for.
const HITS: u8 = 10;

impl Op {
    fn new(kind: OpKind, text: &str, lang: &str) -> Self {
        let (text, lang) = (text.to_owned(), lang.to_owned());
        Self { kind, text, lang, after: None, about: Vec::new(), limit: HITS }
    }

    /// Carries it out. The answer is JSON of what the route wants: a page, a thing, or nothing.
    pub(crate) async fn run(&self, site: &SiteId, source: &Source, env: &Env) -> Result<Vec<u8>, Failure> {
        let caller = Caller::new(site, source, env, false);
        let (site, secrets) = (site.as_str(), caller.secrets());
        let store = || Store::of(site, source, &secrets).ok_or_else(no_such_kind);
        let library = || Library::of(site, source, &secrets).ok_or_else(no_such_kind);
        let forum = || Forum::of(site, source, &secrets).ok_or_else(no_such_kind);
        let Self { kind, text, lang, after, about, limit } = self.clone();
        match kind {
            OpKind::Products => {
                let query = ProductQuery { words: text, after, limit };
                let store = store()?;
                let page = caller.run(|replies| store.products(&query, replies)).await?;
                json(&Products { products: page.items, next: page.next, missing: Vec::new() })
            }
            OpKind::Catalogue => {
                let store = store()?;
                let page = caller.run(|replies| store.catalogue(after.as_deref(), replies)).await?;
                json(&Products { products: page.items, next: page.next, missing: Vec::new() })
            }
            OpKind::Product => {
                let store = store()?;
                json(&caller.run(|replies| store.product(&text, replies)).await?)
            }
            OpKind::Articles => {
                let (library, search) = (library()?, Search { words: text, about, lang, limit });
                json(&caller.run(|replies| library.search(&search, replies)).await?)
            }
            OpKind::Article => {
                let library = library()?;
                json(&caller.run(|replies| library.article(&text, &lang, replies)).await?)
            }
            OpKind::Threads => {
                let (forum, search) = (forum()?, Search { words: text, about, lang, limit });
                json(&caller.run(|replies| forum.search(&search, replies)).await?)
            }
            OpKind::Thread => {
                let forum = forum()?;
                json(&caller.run(|replies| forum.thread(&text, replies)).await?)
            }
        }
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|error| Failure::Internal(error.to_string()))
}

/// A site whose settings name a kind for what it does not give; the importer refuses it.
fn no_such_kind() -> Failure {
    Failure::Internal("a source is asked for what its kind does not give".to_owned())
}

/// Carries out operations on one source: asks what they ask.
struct Caller<'a> {
    site: &'a SiteId,
    source: &'a Source,
    env: &'a Env,
    private: String,
    personal: bool,
}

impl<'a> Caller<'a> {
    fn new(site: &'a SiteId, source: &'a Source, env: &'a Env, personal: bool) -> Self {
        Self { site, source, env, private: upstream::private(env), personal }
    }

    fn secrets(&self) -> Secrets {
        let name = |name: &str| self.source.secret(self.site.as_str(), name);
        Secrets::of(self.source.kind, |secret| self.env.secret(&name(secret)).ok().map(|s| s.to_string()))
    }

    async fn run<T>(
        &self,
        operation: impl Fn(&[Reply]) -> Result<Step<T>, sources::Error>,
    ) -> Result<T, Failure> {
        let address = self.source.address.as_deref().unwrap_or_default();
        let hosts = Hosts::new(address, &self.private);
        let line = Line { hosts, deadline: now_ms() + DEADLINE_MS, personal: self.personal };
        let mut replies = Vec::new();
        let mut last: Option<(String, u16)> = None;
        for _ in 0..MOST_STEPS {
            let step = operation(&replies);
            if let Some((host, status)) = last.take() {
                upstream::judged(&host, status, step.as_ref().err());
            }
            match step? {
                Step::Done(result) => return Ok(result),
                Step::Ask(ask) => replies.push(self.reply(ask, &line, &mut last).await?),
            }
        }
        Err(Failure::Internal("an operation asks without end".to_owned()))
    }

    /// Apart from [`Caller::run`], of which the Worker has one for each type of result.
    async fn reply(
        &self,
        ask: Ask,
        line: &Line<'_>,
        last: &mut Option<(String, u16)>,
    ) -> Result<Reply, Failure> {
        Ok(match ask {
            Ask::Rows(statement) => Reply::Rows(db::rows(self.env, &statement).await?),
            Ask::Http(ask) => {
                let (host, reply) = upstream::send(&ask, line).await?;
                *last = Some((host, reply.status));
                Reply::Http(reply)
            }
        })
    }
}

/// An answer of sources, with what its cache has to know.
#[derive(Debug)]
pub(crate) struct Told<T> {
    pub(crate) value: T,
    /// When the oldest part of it was asked for, in milliseconds.
    pub(crate) asked_ms: i64,
    /// Ids of the sources that told it.
    pub(crate) by: Vec<String>,
    /// Ids of those that did not answer.
    pub(crate) missing: Vec<String>,
}

/// A page of the products of all the site's shops, in the order of its settings. `after` is what the page
/// before told as its `next`: each shop goes on where it was, and one that had no more is asked no more.
pub(crate) async fn products(
    env: &Env,
    site: &Site,
    words: &str,
    after: Option<&str>,
    limit: u8,
) -> Result<Told<Products>, Error> {
    let cursors: Option<Vec<(String, String)>> =
        after.map(|after| form_urlencoded::parse(after.as_bytes()).into_owned().collect());
    let shops = site.sources.iter().filter(|source| source.gives(Gives::Products));
    let asks = shops.filter_map(|source| {
        let after = match &cursors {
            None => None,
            Some(all) => Some(all.iter().find(|(shop, _)| shop == source.id.as_str())?.1.clone()),
        };
        Some((source, Op { after, limit, ..Op::new(OpKind::Products, words, "") }))
    });
    let told: Told<Vec<Products>> = all(env, site, asks.collect()).await?;
    let mut next = form_urlencoded::Serializer::new(String::new());
    for (source, page) in told.by.iter().zip(&told.value) {
        if let Some(cursor) = &page.next {
            next.append_pair(source, cursor);
        }
    }
    let next = Some(next.finish()).filter(|next| !next.is_empty());
    let products = told.value.into_iter().flat_map(|page| page.products).collect();
    let value = Products { products, next, missing: told.missing.clone() };
    Ok(Told { value, asked_ms: told.asked_ms, by: told.by, missing: told.missing })
}

/// A page of all the products of one shop, with their specs.
pub(crate) async fn catalogue(
    env: &Env,
    site: &Site,
    source: &Source,
    after: Option<&str>,
) -> Result<Products, Failure> {
    let op = Op { after: after.map(str::to_owned), ..Op::new(OpKind::Catalogue, "", "") };
    read(&gate::ask(env, site, source, &op).await?.0)
}

/// A product by its source's own id, as it is at this moment: past the gate, where the answer of just now may be another's.
pub(crate) async fn product_now(
    env: &Env,
    site: &Site,
    source: &Source,
    id: &str,
) -> Result<Option<Product>, Failure> {
    read(&Op::new(OpKind::Product, id, "").run(&site.id, source, env).await?)
}

/// Articles and threads that fit: the best of each source in turn. Without words, what most want to know about these
/// subjects ([`Search::about`]).
pub(crate) async fn search(
    env: &Env,
    site: &Site,
    words: &str,
    about: Vec<String>,
    lang: &str,
) -> Result<Told<Found>, Error> {
    let articles = Op { about, ..Op::new(OpKind::Articles, words, lang) };
    let threads = Op::new(OpKind::Threads, words, lang);
    let asks = [(Gives::Articles, articles), (Gives::Threads, threads)];
    let asks = asks.iter().flat_map(|(gives, op)| {
        site.sources.iter().filter(|source| source.gives(*gives)).map(|source| (source, op.clone()))
    });
    let told: Told<Vec<Vec<Hit>>> = all(env, site, asks.collect()).await?;
    let mut hits = in_turn(&told.value);
    hits.sort_by_key(|hit| !hit.fits());
    let value = Found { hits, missing: told.missing.clone() };
    Ok(Told { value, asked_ms: told.asked_ms, by: told.by, missing: told.missing })
}

/// The first of each list, then the second of each, and so on; none twice.
fn in_turn(lists: &[Vec<Hit>]) -> Vec<Hit> {
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let mut hits: Vec<Hit> = Vec::new();
    for rank in 0..longest {
        for hit in lists.iter().filter_map(|list| list.get(rank)) {
            if !hits.iter().any(|known| known.id == hit.id) {
                hits.push(hit.clone());
            }
        }
    }
    hits
}

/// A product by its full id.
pub(crate) async fn product(env: &Env, site: &Site, id: &str) -> Result<Told<Product>, Error> {
    one(env, site, Gives::Products, id, OpKind::Product, "").await
}

/// An article by its full id.
pub(crate) async fn article(env: &Env, site: &Site, id: &str, lang: &str) -> Result<Told<Article>, Error> {
    one(env, site, Gives::Articles, id, OpKind::Article, lang).await
}

/// A thread by its full id.
pub(crate) async fn thread(env: &Env, site: &Site, id: &str) -> Result<Told<Thread>, Error> {
    one(env, site, Gives::Threads, id, OpKind::Thread, "").await
}

/// The source in which a site's customers ask: of what everybody may read, the community kept here if there is one; what
/// is between them and staff, the system that the shop works with.
pub(crate) fn receiver(site: &Site, private: bool) -> Option<&Source> {
    let kept = site.keeps(Gives::Threads);
    let open = |source: &&Source| source.ask_category.is_some() && source.gives(Gives::Threads);
    let mut sources = site.sources.iter();
    if private { sources.find(|source| source.tickets).or(kept) } else { kept.or_else(|| sources.find(open)) }
}

/// Whether anything can be asked: of a community, kept here or elsewhere, or of staff.
pub(crate) fn asks(site: &Site) -> bool {
    receiver(site, false).or_else(|| receiver(site, true)).is_some()
}

/// Posts a question in another system; what of it is known afterwards. It is sent once: who gets no answer does not know
/// whether it is there, and sends the same again.
pub(crate) async fn ask(env: &Env, site: &Site, source: &Source, asking: &Asking) -> Result<Posted, Error> {
    let caller = Caller::new(&site.id, source, env, true);
    let posted = match Receiver::of(source, &caller.secrets()) {
        Some(receiver) => caller.run(|replies| receiver.post(asking, replies)).await,
        None => Err(sources::Error::Refused.into()),
    };
    posted.map_err(|failure| Error::source(vec![(source.id.to_string(), failure)]))
}

/// What a source is asked for, as a tag of what is kept in caches: `products:shop`.
pub(crate) fn tag(kind: Gives, source: &str) -> String {
    let kind = match kind {
        Gives::Products => "products",
        Gives::Orders => "orders",
        Gives::Articles => "articles",
        Gives::Threads => "threads",
    };
    [kind, ":", source].concat()
}

/// An answer to each question; an error when there are questions and none is answered.
async fn all<T: DeserializeOwned>(
    env: &Env,
    site: &Site,
    asks: Vec<(&Source, Op)>,
) -> Result<Told<Vec<T>>, Error> {
    let mut told = Told { value: Vec::new(), asked_ms: now_ms(), by: Vec::new(), missing: Vec::new() };
    let mut failures = Vec::new();
    for (source, answer) in answers(env, site, asks).await {
        match answer.and_then(|(json, asked_ms)| Ok((read(&json)?, asked_ms))) {
            Ok((value, asked_ms)) => {
                told.asked_ms = told.asked_ms.min(asked_ms);
                told.value.push(value);
                told.by.push(source);
            }
            Err(failure) => {
                failures.push((source.clone(), failure));
                if !told.missing.contains(&source) {
                    told.missing.push(source);
                }
            }
        }
    }
    if told.by.is_empty() && !failures.is_empty() {
        return Err(Error::source(failures));
    }
    Ok(told)
}

/// What sources answer: their ids, and for each JSON and when it was asked for, in milliseconds. (Apart
/// from [`all`], of which the Worker has one for each type.)
async fn answers(
    env: &Env,
    site: &Site,
    asks: Vec<(&Source, Op)>,
) -> Vec<(String, Result<(Vec<u8>, i64), Failure>)> {
    let answers = asks
        .into_iter()
        .map(async |(source, op)| (source.id.to_string(), gate::ask(env, site, source, &op).await));
    join_all(answers).await
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(json).map_err(|error| Failure::Internal(error.to_string()))
}

/// The one source that an id names, and what it says.
async fn one<T: DeserializeOwned>(
    env: &Env,
    site: &Site,
    gives: Gives,
    id: &str,
    kind: OpKind,
    lang: &str,
) -> Result<Told<T>, Error> {
    let (name, own) = id.split_once('.').ok_or(Error::NotFound)?;
    let source = find(site, name).filter(|source| source.gives(gives)).ok_or(Error::NotFound)?;
    let answer = gate::ask(env, site, source, &Op::new(kind, own, lang)).await;
    let answer = answer.and_then(|(json, asked_ms)| Ok((read::<Option<T>>(&json)?, asked_ms)));
    let (value, asked_ms) = answer.map_err(|failure| Error::source(vec![(name.to_owned(), failure)]))?;
    let value = value.ok_or(Error::NotFound)?;
    Ok(Told { value, asked_ms, by: vec![name.to_owned()], missing: Vec::new() })
}

/// An order of any of the site's shops. All are asked, whichever has it, so that the time tells nothing.
pub(crate) async fn order(env: &Env, site: &Site, lookup: &Lookup) -> Result<Option<Order>, Error> {
    let (told, failures) = of_shops(env, site, |store, replies| store.order(lookup, replies)).await;
    match (told.into_iter().flatten().next(), failures.is_empty()) {
        (Some(order), _) => Ok(Some(order)),
        (None, true) => Ok(None),
        (None, false) => Err(Error::source(failures)),
    }
}

/// The orders of who has an e-mail address, as a shop has vouched for, the newest first; of the shops that answer, if
/// any does. (In short: see [`Store::orders_of`].)
pub(crate) async fn orders_of(env: &Env, site: &Site, email: &str) -> Result<Vec<Order>, Error> {
    let (told, failures) =
        of_shops(env, site, |store, replies| store.orders_of(email, ORDERS, replies)).await;
    if told.is_empty() && !failures.is_empty() {
        return Err(Error::source(failures));
    }
    let mut orders: Vec<Order> = told.into_iter().flatten().collect();
    newest_first(&mut orders);
    Ok(orders)
}

/// What the site's shops tell of orders, in the order of its settings, and which of them fail: never through the gate,
/// never remembered.
async fn of_shops<T>(
    env: &Env,
    site: &Site,
    operation: impl Fn(&Store, &[Reply]) -> Result<Step<T>, sources::Error>,
) -> (Vec<T>, Vec<(String, Failure)>) {
    let shops = site.sources.iter().filter(|source| source.gives(Gives::Orders));
    let answers = join_all(shops.map(async |source| {
        let caller = Caller::new(&site.id, source, env, true);
        let store = Store::of(site.id.as_str(), source, &caller.secrets()).ok_or_else(no_such_kind);
        let told = match store {
            Ok(store) => caller.run(|replies| operation(&store, replies)).await,
            Err(failure) => Err(failure),
        };
        (source.id.to_string(), told)
    }));
    let (mut told, mut failures) = (Vec::new(), Vec::new());
    for (source, answer) in answers.await {
        match answer {
            Ok(answer) => told.push(answer),
            Err(failure) => failures.push((source, failure)),
        }
    }
    (told, failures)
}

/// The source that a site calls so.
pub(crate) fn find<'a>(site: &'a Site, id: &str) -> Option<&'a Source> {
    site.sources.iter().find(|source| source.id.as_str() == id)
}

#[cfg(test)]
mod tests {
    use model::knowledge::HitKind;

    use super::*;

    #[test]
    fn sources_are_merged_in_turn_and_nothing_is_there_twice() {
        let hit = |id: &str| Hit {
            id: id.to_owned(),
            kind: HitKind::Article,
            lang: String::new(),
            title: String::new(),
            passage: String::new(),
            url: None,
            solved: false,
            fit: None,
        };
        let lists = vec![vec![hit("a.1"), hit("a.2"), hit("a.3")], vec![], vec![hit("b.1"), hit("a.1")]];
        let merged: Vec<_> = in_turn(&lists).into_iter().map(|hit| hit.id).collect();
        assert_eq!(merged, ["a.1", "b.1", "a.2", "a.3"]);
    }
}
