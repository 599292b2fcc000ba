//! `GET /choose`: what helps to choose. `GET /choose/{guide}?{answers}`: a guide by need.

use futures_util::future::join;
use model::choose::answers::Answers;
use model::choose::rank::{SHOWN, rank};
use model::choose::ready::Ready;
use model::money::Currency;
use model::page::Page;
use model::product::Product;
use model::site::{self, Site};
use model::source::Gives;
use model::view::{Choose, GuidePage, Offer, View};
use worker::Env;

use crate::answer::Answer;
use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::guides::{self, Kept};
use crate::present::product::Teller;
use crate::router::Visit;
use crate::source::{self, tag};
use crate::{cart, catalogue, categories};

/// How many products of each shop a search shows.
const FOUND: u8 = 12;

/// A site without products has nothing to choose from: 404.
fn offered(visit: &Visit) -> Result<(), Error> {
    if visit.site().offers(Page::Choose) { Ok(()) } else { Err(Error::UnknownPage) }
}

pub(crate) async fn list(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let site = visit.site();
    let (offered, filters) =
        join(guides::offered(env, site, visit.lang), categories::has_any(env, site)).await;
    let (guides, configurables) = offered?;
    let texts = widget::catalogue::guide_texts(visit.lang);
    let query = visit.words("q").trim().to_owned();
    let page = Choose { texts, guides, by_spec: filters?, configurables, query, found: Vec::new() };
    if page.query.is_empty() {
        return Ok(Answer { tags: vec![catalogue::TAG.to_owned()], ..settled(View::Choose(page), visit) });
    }
    let told = source::products(env, visit.site(), &page.query, None, FOUND).await?;
    let teller = Teller::new(visit.site(), visit.lang, Vec::new());
    let found = told.value.products.iter().map(|product| found(product, &teller)).collect();
    let partial = !told.missing.is_empty();
    Ok(Answer {
        policy: Policy::Public(if partial { Lifetime::PARTIAL } else { Lifetime::TOLD }),
        made_ms: Some(told.asked_ms),
        tags: told.by.iter().map(|source| tag(Gives::Products, source)).collect(),
        by: told.by,
        partial,
        ..settled(View::Choose(Choose { found, ..page }), visit)
    })
}

fn found(product: &Product, teller: &Teller<'_>) -> Offer {
    Offer {
        path: ["/products/", &product.id].concat(),
        title: product.name.clone(),
        intro: teller.price(product),
    }
}

pub(crate) async fn guide(id: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    offered(visit)?;
    let site = visit.site();
    let Some(Kept { words, columns, cards }) = guides::read(env, site, id, visit.lang).await? else {
        // Perhaps nobody has asked another system yet for what it chooses among.
        catalogue::soon(env, site);
        return Err(Error::NotFound);
    };
    let asked: Vec<String> = visit.asked.pairs().map(|(name, value)| [name, "=", value].concat()).collect();
    let query = GuidePage::read(&words, &asked.join("&"));
    let products = columns.products;
    let mut fitting = None;
    let mut ready = if let Some(cards) = cards {
        Ready { words, columns, cards }
    } else {
        let all = Ready { words, columns, ..Ready::default() };
        // Which they are does not depend on how prices are written.
        let ranking = rank(&all, &Answers::read(&all.words.questions, &query), SHOWN, &|_| String::new());
        let rows = ranking.products();
        fitting = Some(ranking.fitting);
        let cards = guides::cards(env, site, id, &rows).await?;
        Ready { cards, ..Ready::only(all.words, &all.columns, &rows) }
    };
    let pictures = site.picture_origins();
    let foreign = |image: &&mut String| site::origin(image).is_none_or(|origin| !pictures.contains(&origin));
    // The page's policy would refuse them.
    ready.cards.images.iter_mut().filter(foreign).for_each(String::clear);
    let currency: Option<Currency> = ready.columns.currency.parse().ok();
    let page = GuidePage {
        texts: widget::catalogue::guide_texts(visit.lang),
        query,
        digits: currency.map_or(0, |currency| currency.digits()),
        fitting,
        products,
        configurables: categories::configurables(env, site).await?,
        cart: has_cart(site),
        ready: ready.into(),
    };
    let sources = site.sources.iter().filter(|source| source.gives(Gives::Products));
    Ok(Answer {
        tags: sources
            .map(|source| tag(Gives::Products, source.id.as_str()))
            .chain([catalogue::TAG.to_owned()])
            .collect(),
        ..settled(View::Guide(Box::new(page)), visit)
    })
}

/// Whether products of a site can be put into its cart from here: by its settings, or because its kind of shop
/// takes them.
fn has_cart(site: &Site) -> bool {
    site.sources.iter().any(|source| source.gives(Gives::Products) && cart::offered(site, source))
}

/// A page that depends on the site's content alone.
fn settled(view: View, visit: &Visit) -> Answer {
    Answer { policy: Policy::Public(Lifetime::SETTLED), ..Answer::page(view, visit.asked.now_ms) }
}
