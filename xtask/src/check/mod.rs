//! `cargo xtask check-sources`: tries what a site's sources give, as the Worker would ask them, and says
//! in plain words what is wrong and what to do about it.

mod caller;
mod guides;
mod secrets;
#[cfg(test)]
mod tests;
mod told;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use model::site::Site;
use model::source::{Gives, Source, SourceKind};
use sources::forum::Forum;
use sources::library::Library;
use sources::query::{Lookup, ProductQuery, Proof, Search};
use sources::store::Store;
use sources::{Ask, HttpAsk, Reply, Step};

use crate::import;
use caller::{Caller, Trouble};
use secrets::Known;

/// What `check-sources` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = "www/demo/site")]
    site: PathBuf,
}

/// `cargo xtask check-sources`
pub(crate) fn run(args: &Args) -> Result<()> {
    let site = import::site(&args.site)?;
    let known = Known::here()?;
    let mut wrong = 0;
    for line in check(&site, &known, PATIENCE).chain(guides::check(&args.site, &site, &known, PATIENCE)) {
        match line {
            Line::Told(text) => println!("{text}"),
            Line::Wrong(text) => {
                wrong += 1;
                println!("{text}");
            }
        }
    }
    if wrong > 0 {
        bail!("{wrong} of what {} has of its sources does not work: the lines above say what to do", site.id);
    }
    Ok(())
}

/// How long one request may take. The Worker waits six seconds for all of an operation.
const PATIENCE: Duration = Duration::from_secs(10);

/// A line for the owner of the site.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Told(String),
    /// Something that does not work.
    Wrong(String),
}

/// Tries one thing after the other, and tells each as soon as it is known.
fn check<'a>(site: &'a Site, known: &'a Known, patience: Duration) -> impl Iterator<Item = Line> + 'a {
    let none = site.sources.is_empty().then(|| {
        Line::Told(format!("{}: there is no [[source]] in its site.toml, and so nothing to try", site.id))
    });
    none.into_iter().chain(site.sources.iter().flat_map(move |source| one(site, source, known, patience)))
}

fn one<'a>(
    site: &'a Site,
    source: &'a Source,
    known: &'a Known,
    patience: Duration,
) -> Box<dyn Iterator<Item = Line> + 'a> {
    let Some(address) = source.address.as_deref().filter(|_| source.kind != SourceKind::Builtin) else {
        let line = format!("{}: Deskbell's own database, which is always there", source.id);
        return Box::new(std::iter::once(Line::Told(line)));
    };
    let missing = source.kind.secrets().iter().filter_map(move |(name, what)| {
        let name = source.secret(site.id.as_str(), name);
        let line = format!("{}: {name} is not set: {what}", source.id);
        known.get(&name).is_none().then_some(Line::Told(line))
    });
    let caller = Caller::new(address, known.private(), patience);
    let things = source.kind.gives().iter().filter(|what| source.gives(**what));
    let tried = things.map(move |what| match attempt(site, source, known, &caller, *what) {
        Ok(found) => Line::Told(format!("{}: {}: works, {found}", source.id, what.name())),
        Err(trouble) => {
            let why = told::sentence(&trouble, site, source, known);
            Line::Wrong(format!("{}: {}: {why}", source.id, what.name()))
        }
    });
    Box::new(missing.chain(tried))
}

/// How many of a list are asked for.
const MOST_PRODUCTS: u8 = 50;
const MOST_HITS: u8 = 20;

/// Words that somebody who needs help is likely to have written.
const WORDS: &str = "order";

/// Nobody's order: it is not to be found, by somebody who may look.
const NO_ORDER: &str = "99999999";
const NOBODY: &str = "nobody@example.com";

/// Asks for one thing. What was found, in words.
fn attempt(
    site: &Site,
    source: &Source,
    known: &Known,
    caller: &Caller<'_>,
    what: Gives,
) -> Result<String, Trouble> {
    let (id, secrets) = (site.id.as_str(), known.of(site, source));
    let search = || {
        let lang = site.languages.first().map_or("en", |lang| lang.code());
        Search { words: WORDS.to_owned(), lang: lang.to_owned(), limit: MOST_HITS, ..Search::default() }
    };
    let hits = |count: usize| format!("{count} found for \"{WORDS}\"");
    match what {
        Gives::Products => {
            let store = Store::of(id, source, &secrets).ok_or(Trouble::NotGiven)?;
            let query = ProductQuery { words: String::new(), after: None, limit: MOST_PRODUCTS };
            let page = caller.run(|replies| store.products(&query, replies))?;
            let more = if page.next.is_some() { " and there are more" } else { "" };
            Ok(format!("{} found{more}", page.items.len()))
        }
        Gives::Orders => {
            let store = Store::of(id, source, &secrets).ok_or(Trouble::NotGiven)?;
            let lookup = Lookup { number: NO_ORDER.to_owned(), proof: Proof::Email(NOBODY.to_owned()) };
            let admin = source.secret(id, "ADMIN");
            match caller.run(|replies| store.order(&lookup, replies)) {
                // A stranger to Vendure's Shop API hears the same of every order.
                Ok(_) if source.kind == SourceKind::Vendure && known.get(&admin).is_none() => {
                    Ok(format!("as far as can be told without {admin}"))
                }
                // Whoever speaks the contract answers 404 to an order that is not there, and so does who does not.
                Ok(_) if source.kind == SourceKind::Http && is_anywhere(&store, &lookup, source, caller)? => {
                    Ok("as far as can be told: it answers to an order that is not there as it does to an address that is \
                        not there; look up a real order to be sure"
                        .to_owned())
                }
                looked_up => looked_up.map(|_| "they may be looked up".to_owned()),
            }
        }
        Gives::Articles => {
            let library = Library::of(id, source, &secrets).ok_or(Trouble::NotGiven)?;
            Ok(hits(caller.run(|replies| library.search(&search(), replies))?.len()))
        }
        Gives::Threads => {
            let forum = Forum::of(id, source, &secrets).ok_or(Trouble::NotGiven)?;
            Ok(hits(caller.run(|replies| forum.search(&search(), replies))?.len()))
        }
    }
}

/// Whether a look-up is answered like any address that the server does not have.
fn is_anywhere(
    store: &Store,
    lookup: &Lookup,
    source: &Source,
    caller: &Caller<'_>,
) -> Result<bool, Trouble> {
    let address = source.address.as_deref().unwrap_or_default();
    let answered = |elsewhere: &str| {
        caller.run(|replies| match (replies.first(), store.order(lookup, &[])?) {
            (None, Step::Ask(Ask::Http(ask))) => {
                let url = ask.url.replacen(address, &[address, elsewhere].concat(), 1);
                Ok(Step::Ask(Ask::Http(HttpAsk { url, ..ask })))
            }
            (Some(Reply::Http(reply)), _) => {
                // It may say which address it has not.
                let body = String::from_utf8_lossy(&reply.body).replace(elsewhere, "");
                Ok(Step::Done(Some((reply.status, body))))
            }
            _ => Ok(Step::Done(None)),
        })
    };
    Ok(answered("")? == answered("/no-such-path")?)
}
