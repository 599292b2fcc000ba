//! `/sitemap.xml`: addresses for search engines. `/robots.txt`: which are none.

use model::page::{Keep, Page};
use model::route::Address;
use model::source::{Gives, Source};
use serde::Deserialize;
use worker::Env;

use crate::answer::Answer;
use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::page::escaped;
use crate::present::thread::path;
use crate::router::Visit;
use crate::source::tag;
use crate::{community, db};

/// The most threads, and the most articles, that are told; of threads the latest.
const MOST: u32 = 20_000;

#[derive(Deserialize)]
struct Row {
    id: String,
    title: String,
}

const THREADS: &str = "SELECT CAST(t.id AS TEXT) AS id, p.title FROM threads t JOIN posts p ON p.thread = t.id \
    WHERE t.site = ?1 AND p.title <> '' AND NOT t.hidden AND NOT t.private AND NOT t.held AND t.merged IS NULL \
    AND NOT p.hidden AND NOT p.held ORDER BY t.id DESC LIMIT ?2";

const ARTICLES: &str = "SELECT DISTINCT id, '' AS title FROM articles WHERE site = ?1 ORDER BY id LIMIT ?2";

/// The site's pages, its articles and its public threads (sitemaps.org, 0.9).
pub(crate) async fn get(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let site = visit.site();
    let mut paths: Vec<String> =
        Page::ALL.into_iter().filter(|page| site.offers(*page)).map(|page| page.path().to_owned()).collect();
    let mut tags = Vec::new();
    if let Ok(source) = community::of(site) {
        let threads = rows(visit, env, THREADS).await?;
        paths.extend(threads.iter().map(|row| path(&full(source, &row.id), &row.title)));
        tags.push(tag(Gives::Threads, source.id.as_str()));
    }
    if let Some(source) = site.keeps(Gives::Articles) {
        let articles = rows(visit, env, ARTICLES).await?;
        paths.extend(articles.iter().map(|row| ["/articles/", &full(source, &row.id)].concat()));
    }
    let url = |path: &String| ["<url><loc>", &escaped(&address(visit, path)), "</loc></url>"].concat();
    let urls: String = paths.iter().map(url).collect();
    let xml = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
        &urls,
        "</urlset>",
    ];
    let policy = Policy::Public(Lifetime::TOLD);
    let headers = vec![("content-language", visit.lang.code().to_owned())];
    Ok(Answer { tags, ..Answer::file("application/xml", xml.concat().into_bytes(), headers, policy) })
}

/// What search engines are to leave alone (RFC 9309): what staff see, and the same answers as JSON.
pub(crate) fn robots(visit: &Visit) -> Answer {
    let sitemap = address(visit, Address::Sitemap.path());
    let text = ["User-agent: *\nDisallow: /api\nDisallow: /desk\n\nSitemap: ", &sitemap, "\n"].concat();
    let headers = vec![("content-language", visit.lang.code().to_owned())];
    let policy = Policy::Public(Lifetime::SETTLED);
    Answer::file("text/plain; charset=utf-8", text.into_bytes(), headers, policy)
}

/// An address of the site, as others reach it.
fn address(visit: &Visit, path: &str) -> String {
    let site = visit.asked.parameter("site").map(|site| ("site", site));
    [&*visit.asked.origin, &*Keep::of(site.as_slice()).with(path, &[])].concat()
}

fn full(source: &Source, id: &str) -> String {
    [source.id.as_str(), ".", id].concat()
}

async fn rows(visit: &Visit, env: &Env, sql: &str) -> Result<Vec<Row>, Error> {
    let values = [visit.site().id.as_str().into(), MOST.into()];
    Ok(db::query(env, sql, &values).await?)
}
