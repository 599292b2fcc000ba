//! What searches teach (`edge/migrations/0009_learned.sql`): which answers help, what customers call things, and what they
//! search for in vain. No person is kept, and no search that names one.

use model::data::Question;
use model::lang::Lang;
use model::triage::{self, Rules};
use serde::Deserialize;
use sources::words;
use worker::{D1PreparedStatement, Env, Result};

use crate::clock::{now_ms, to_js};
use crate::db;
use crate::router::Visit;

/// How long what counts for nothing is kept, in milliseconds: a quarter of a year.
const KEPT_MS: i64 = 90 * 86_400_000;

/// How many of each are listed.
const LISTED: u32 = 200;

/// What an answer did for who searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Helped,
    DidNotHelp,
    Opened,
}

impl Use {
    /// What it adds to the weight of what is learned of it. From 2 on it counts.
    const fn weight(self) -> i32 {
        match self {
            Self::Helped => 2,
            Self::DidNotHelp => -2,
            Self::Opened => 1,
        }
    }
}

/// Learns from what an answer did for who searched for `query`, and `before` in vain.
pub(crate) async fn used(
    visit: &Visit,
    env: &Env,
    hit: &str,
    query: &str,
    before: &str,
    how: Use,
) -> Result<()> {
    let (db, site, lang) = (db::open(env)?, visit.site().id.as_str(), visit.lang);
    let mut batch = Vec::new();
    if how != Use::Opened {
        let count = "INSERT INTO helpful (site, hit, yes, no) VALUES (?1, ?2, ?3, 1 - ?3) ON CONFLICT (site, hit) \
                     DO UPDATE SET yes = yes + excluded.yes, no = no + excluded.no";
        let yes = u32::from(how == Use::Helped);
        batch.push(db.prepare(count).bind(&[site.into(), hit.into(), yes.into()])?);
    }
    let said = words::key(query, lang.code());
    if !said.is_empty() && how != Use::Opened && is_nobodys(visit, query) {
        batch.push(learn(env, site, lang, [&said, "", "", hit], how.weight())?);
    }
    let pair = words::pair(before, query, lang.code()).filter(|_| how != Use::DidNotHelp);
    if let Some(pair) = pair.filter(|_| is_nobodys(visit, &[before, query].join("\n"))) {
        batch.push(learn(env, site, lang, [&pair.said, &pair.means, &pair.expression, ""], how.weight())?);
    }
    if batch.is_empty() { Ok(()) } else { db::batch(env, batch).await }
}

/// `row` is what was said, the words that mean the same, their expression, or the hit.
fn learn(env: &Env, site: &str, lang: Lang, row: [&str; 4], weight: i32) -> Result<D1PreparedStatement> {
    // Nobody is so sure that others could not change it.
    let sql = "INSERT INTO learned (site, lang, said, means, expression, hit, weight, at) \
               SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 \
               WHERE ?7 > 0 OR EXISTS (SELECT 1 FROM learned WHERE site = ?1 AND said = ?3 AND means = ?4 AND hit = ?6) \
               ON CONFLICT (site, said, means, hit) \
               DO UPDATE SET weight = max(0, min(10, weight + ?7)), at = excluded.at";
    let [said, means, expression, hit] = row;
    let texts = [site, lang.code(), said, means, expression, hit];
    let mut values: Vec<_> = texts.into_iter().map(Into::into).collect();
    values.extend([weight.into(), to_js(now_ms()).into()]);
    db::open(env)?.prepare(sql).bind(&values)
}

/// Notes a search for which nothing fits.
pub(crate) async fn missed(visit: &Visit, env: &Env, query: &str) -> Result<()> {
    let said = words::key(query, visit.lang.code());
    if said.is_empty() || !is_nobodys(visit, query) {
        return Ok(());
    }
    let sql = "INSERT INTO misses (site, lang, said, words, count, at) VALUES (?1, ?2, ?3, ?4, 1, ?5) \
               ON CONFLICT (site, lang, said) DO UPDATE SET count = count + 1, words = excluded.words, at = excluded.at";
    let texts = [visit.site().id.as_str(), visit.lang.code(), &said, query];
    let mut values: Vec<_> = texts.into_iter().map(Into::into).collect();
    values.push(to_js(now_ms()).into());
    db::batch(env, vec![db::open(env)?.prepare(sql).bind(&values)?]).await
}

/// Whether a search names nobody: no address, no order, no card.
fn is_nobodys(visit: &Visit, query: &str) -> bool {
    let question = Question { title: query.to_owned(), ..Question::default() };
    triage::triage(&question, &Rules::of(visit.site(), visit.lang)).marks.is_empty()
}

/// A search that found nothing.
#[derive(Deserialize)]
pub(crate) struct Miss {
    pub(crate) lang: String,
    pub(crate) said: String,
    pub(crate) words: String,
    pub(crate) count: u32,
    pub(crate) at: f64,
}

/// The searches of a site that found nothing, the most frequent first.
pub(crate) async fn misses(env: &Env, site: &str) -> Result<Vec<Miss>> {
    let sql = "SELECT lang, said, words, count, at FROM misses WHERE site = ?1 ORDER BY count DESC, at DESC LIMIT ?2";
    db::query(env, sql, &[site.into(), LISTED.into()]).await
}

/// Something learned.
#[derive(Deserialize)]
pub(crate) struct Lesson {
    pub(crate) id: u32,
    pub(crate) lang: String,
    pub(crate) said: String,
    pub(crate) means: String,
    pub(crate) hit: String,
    pub(crate) weight: i32,
    pub(crate) undone: u8,
}

/// What was learned for a site, the latest first.
pub(crate) async fn lessons(env: &Env, site: &str) -> Result<Vec<Lesson>> {
    let sql = "SELECT id, lang, said, means, hit, weight, undone FROM learned WHERE site = ?1 ORDER BY at DESC LIMIT ?2";
    db::query(env, sql, &[site.into(), LISTED.into()]).await
}

/// What staff do about it.
pub(crate) enum Act<'a> {
    /// Forgets a search in vain, by its language and what was said.
    Forget(&'a str, &'a str),
    /// Has something learned count no more, or again.
    Undo(u32, bool),
    /// Teaches that two things mean the same.
    Teach(&'a str, &'a str),
}

impl Act<'_> {
    /// The statement that does it; nothing where there is nothing to be learned.
    pub(crate) fn statement(&self, visit: &Visit, env: &Env) -> Result<Option<D1PreparedStatement>> {
        let (db, site) = (db::open(env)?, visit.site().id.as_str());
        match self {
            Self::Forget(lang, said) => {
                let sql = "DELETE FROM misses WHERE site = ?1 AND lang = ?2 AND said = ?3";
                db.prepare(sql).bind(&[site.into(), (*lang).into(), (*said).into()]).map(Some)
            }
            Self::Undo(id, undone) => {
                let sql = "UPDATE learned SET undone = ?3 WHERE site = ?1 AND id = ?2";
                db.prepare(sql).bind(&[site.into(), (*id).into(), u32::from(*undone).into()]).map(Some)
            }
            Self::Teach(said, means) => words::pair(said, means, visit.lang.code())
                .map(|pair| {
                    let row = [&*pair.said, &pair.means, &pair.expression, ""];
                    learn(env, site, visit.lang, row, Use::Helped.weight())
                })
                .transpose(),
        }
    }
}

/// Forgets what counted for nothing for long.
pub(crate) fn tidy(env: &Env, now_ms: i64) -> Result<D1PreparedStatement> {
    let old = to_js(now_ms - KEPT_MS);
    db::open(env)?
        .prepare("DELETE FROM learned WHERE at < ?1 AND weight < 2 AND NOT undone")
        .bind(&[old.into()])
}

/// Forgets searches in vain of long ago.
pub(crate) fn tidy_misses(env: &Env, now_ms: i64) -> Result<D1PreparedStatement> {
    let old = to_js(now_ms - KEPT_MS);
    db::open(env)?.prepare("DELETE FROM misses WHERE at < ?1").bind(&[old.into()])
}
