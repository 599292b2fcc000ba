//! What is known, as its pages show it.

use model::knowledge::{Article, Found, Hit, HitKind};
use model::lang::Lang;
use model::view::{ArticlePage, AskPage, HitShown};
use sources::passage::marked;
use widget::intl;
use widget::texts::{AskText, fill};

use super::reader::shop_zone;
use crate::router::Visit;
use crate::{source, words};

/// How many hits are shown at least, where there are so many.
const LEAST: usize = 5;

/// How many at most.
const MOST: usize = 10;

/// The page of a search for `query`; without one, of what most want to know.
pub(crate) fn search(visit: &Visit, query: &str, found: Found) -> AskPage {
    let texts = widget::catalogue::ask_texts(visit.lang);
    let hits = &found.hits[..best(&found.hits)];
    let hits = hits.iter().map(|hit| shown(hit, query, visit.lang, &texts)).collect();
    AskPage {
        query: query.to_owned(),
        before: visit.words("before"),
        product: visit.asked.parameter("product").unwrap_or_default().to_owned(),
        fits: found.hits.iter().any(Hit::fits),
        hits,
        asks: source::asks(visit.site()),
        missing: found.missing,
        helped: String::new(),
        texts,
    }
}

/// An article's page.
pub(crate) fn article(visit: &Visit, article: Article) -> ArticlePage {
    let texts = widget::catalogue::ask_texts(visit.lang);
    let changed = article.updated.map(|at| intl::date(visit.lang, shop_zone(visit.site()), at));
    let updated = changed.map(|date| fill(text(&texts, AskText::Updated), "date", &date));
    ArticlePage {
        id: article.id,
        lang: article.lang,
        title: article.title,
        paragraphs: article.text.split("\n\n").map(str::to_owned).collect(),
        updated: updated.unwrap_or_default(),
        url: article.url.unwrap_or_default(),
        query: visit.words("q"),
        before: visit.words("before"),
        asks: source::asks(visit.site()),
        helped: false,
        texts,
    }
}

/// How many hits are shown of those found, of which the ones that fit come first: these; at least some beside them, for
/// who searched with other words in mind; not so many that nobody gets to their end.
fn best(hits: &[Hit]) -> usize {
    let fitting = hits.iter().filter(|hit| hit.fits()).count();
    fitting.clamp(LEAST, MOST).min(hits.len())
}

fn shown(hit: &Hit, query: &str, lang: Lang, texts: &[String]) -> HitShown {
    let (folder, note) = match hit.kind {
        HitKind::Article => ("/articles/", AskText::OfShop),
        HitKind::Thread if hit.solved => ("/ask/", AskText::Solved),
        HitKind::Thread => ("/ask/", AskText::Open),
    };
    HitShown {
        path: [folder, &hit.id].concat(),
        lang: if hit.lang.is_empty() { lang.code() } else { &hit.lang }.to_owned(),
        id: hit.id.clone(),
        title: words::erased(lang, &hit.title),
        passage: marked(&hit.passage, query, lang.code()),
        note: text(texts, note).to_owned(),
    }
}

fn text(texts: &[String], text: AskText) -> &str {
    texts.get(usize::from(text)).map_or("", String::as_str)
}
