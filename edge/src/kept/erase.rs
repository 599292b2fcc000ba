//! Erases what is kept of a person. What others have written stays, and can be read without it.

use model::lang::Lang;
use model::site::Site;
use model::source::{Gives, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sources::words::indexed;
use worker::{D1PreparedStatement, Env};

use super::{Whom, quotes};
use crate::cache::EVERYTHING;
use crate::clock::{from_js, now_ms, to_js};
use crate::error::Error;
use crate::source::tag;
use crate::{db, known, live, site, words};

/// How many threads are purged and told of one by one: each takes a statement and a request, of 50 each that a Worker may
/// have.
const MOST: usize = 15;

/// Their threads and those they wrote in.
const TOUCHED: &str = "SELECT id FROM threads_of UNION SELECT thread FROM posts WHERE person IN (SELECT id FROM mine) ORDER BY 1";

/// What others wrote where they did, and earlier versions of it, as far as it may quote or name them. Number 0: as it is
/// now. With what they wrote themselves, whatever it is by now, and the names they go by.
const NEAR: &str = "SELECT 0 AS own, id AS post, 0 AS number, title, text, '' AS name FROM posts \
    WHERE id NOT IN (SELECT id FROM written) \
    AND thread IN (SELECT thread FROM posts WHERE id IN (SELECT id FROM written)) \
    AND (instr(text, '>') OR instr(text, '@')) \
    UNION ALL SELECT post IN (SELECT id FROM written), post, number, title, text, '' FROM revisions WHERE post IN \
    (SELECT id FROM posts WHERE thread IN (SELECT thread FROM posts WHERE id IN (SELECT id FROM written))) \
    UNION ALL SELECT 1, id, 0, title, text, author FROM posts WHERE id IN (SELECT id FROM written)";

/// What statements of the erasure know beside [`super::WHOM`]: the words that stand for what was there, by language; what
/// known orders are found by; when, and who of staff.
const TOLD: &str = ", told (said, owner, subjects, now, staff) AS (SELECT ?4, ?5, ?6, ?7, ?8) ";

/// All of it goes by these, in this order: what is read comes before what is deleted. Votes that go are counted down by a
/// trigger.
const ERASE: [&str; 19] = [
    // Who did what stays in the log, and why: but for what was said about their own, which may say who they are, and what
    // names or quotes them elsewhere.
    "UPDATE acts SET why = '' WHERE post IN (SELECT id FROM written) \
     OR thread IN (SELECT id FROM threads_of) AND post IS NULL AND act NOT IN ('merge', 'assign') \
     OR thread IN (SELECT id FROM threads_of UNION SELECT thread FROM posts WHERE person IN (SELECT id FROM mine)) \
     AND EXISTS (SELECT 1 FROM (SELECT name AS theirs FROM people WHERE id IN (SELECT id FROM mine) \
     UNION SELECT email FROM whom UNION SELECT email FROM followers WHERE person IN (SELECT id FROM mine) \
     UNION SELECT value FROM posts, json_each(json_array(author, title, \
     substr(text, 1, min(40, instr(text || char(10), char(10)) - 1)))) WHERE person IN (SELECT id FROM mine)) \
     WHERE length(theirs) >= 3 AND instr(lower(why), lower(theirs)))",
    "DELETE FROM votes WHERE person IN (SELECT id FROM mine) \
     OR post IN (SELECT id FROM posts WHERE thread IN (SELECT id FROM gone))",
    "DELETE FROM flags WHERE person IN (SELECT id FROM mine) OR post IN (SELECT id FROM written)",
    "DELETE FROM revisions WHERE post IN (SELECT id FROM written)",
    "UPDATE revisions SET person = NULL, editor = '' WHERE person IN (SELECT id FROM mine)",
    // E-mails that wait: to them, or with what they wrote. Few words may be anybody's: then the thread must be named, too.
    "DELETE FROM mails WHERE site = (SELECT site FROM whom) \
     AND ((SELECT email FROM whom) <> '' AND instr(lower(json), (SELECT email FROM whom)) \
     OR lower(json ->> 'to') IN (SELECT lower(email) FROM followers WHERE person IN (SELECT id FROM mine)) \
     OR EXISTS (SELECT 1 FROM (SELECT thread, title, substr(text, 1, min(40, instr(text || char(10), char(10)) - 1)) AS line \
     FROM posts WHERE id IN (SELECT id FROM written)) \
     WHERE (length(line) >= 20 OR line <> '' AND instr(json, '.' || thread || '?')) AND instr(json ->> 'text', line) \
     OR (length(title) >= 10 OR title <> '' AND instr(json, '.' || thread || '?')) AND instr(json ->> 'subject', title)))",
    "DELETE FROM followers WHERE site = (SELECT site FROM whom) AND (person IN (SELECT id FROM mine) \
     OR lower(email) = (SELECT email FROM whom) OR thread IN (SELECT id FROM gone))",
    "UPDATE threads SET solved = 0 \
     WHERE id IN (SELECT thread FROM posts WHERE accepted AND person IN (SELECT id FROM mine))",
    "UPDATE threads SET merged = NULL WHERE merged IN (SELECT id FROM gone)",
    "DELETE FROM posts WHERE thread IN (SELECT id FROM gone)",
    "DELETE FROM threads WHERE id IN (SELECT id FROM gone)",
    "UPDATE posts SET title = iif(title = '', '', said), text = said, author = '', bigrams = '', accepted = 0, \
     person = NULL, told = 1 FROM (SELECT t.id AS of, coalesce(told.said ->> t.lang, told.said ->> 'en') AS said \
     FROM threads t, told) WHERE of = thread AND person IN (SELECT id FROM mine)",
    "UPDATE threads SET person = NULL, route = '', reasons = '', seen = '', due = NULL \
     WHERE id IN (SELECT id FROM threads_of)",
    "DELETE FROM people WHERE id IN (SELECT id FROM mine)",
    "DELETE FROM known_orders WHERE owner <> '' AND owner = (SELECT owner FROM told) \
     OR subject IN (SELECT value FROM told, json_each(told.subjects))",
    "DELETE FROM order_links WHERE site = (SELECT site FROM whom) AND (lower(proof) = (SELECT email FROM whom) \
     OR (number, proof) IN (SELECT number, proof FROM watches WHERE lower(email) = (SELECT email FROM whom) \
     UNION SELECT number, proof FROM cases WHERE lower(email) = (SELECT email FROM whom)))",
    "DELETE FROM watches WHERE site = (SELECT site FROM whom) \
     AND (SELECT email FROM whom) IN (lower(email), lower(proof))",
    "DELETE FROM cases WHERE site = (SELECT site FROM whom) \
     AND (SELECT email FROM whom) IN (lower(email), lower(proof))",
    // Of whom is nobody's business.
    "INSERT INTO acts (site, at, staff, act) SELECT site, now, staff, 'erase' FROM whom, told",
];

#[derive(Deserialize)]
struct Touched {
    id: f64,
}

#[derive(Deserialize)]
struct Near {
    own: u8,
    post: f64,
    number: f64,
    title: String,
    text: String,
    name: String,
}

/// Erases everything, all at once or not at all, and has it forgotten by the caches. `staff`: the e-mail address of who of
/// the shop does it; empty: they themselves.
pub(crate) async fn erase(env: &Env, site: &Site, whom: &Whom, staff: &str) -> Result<(), Error> {
    let now = now_ms();
    let touched: Vec<Touched> = db::read(&whom.statement(env, site, TOUCHED, &[])?).await?;
    let touched: Vec<String> = touched.iter().map(|thread| from_js(thread.id).to_string()).collect();
    let mut statements = unquoted(env, site, whom).await?;
    let said: Map<String, Value> = Lang::ALL
        .into_iter()
        .map(|lang| (lang.code().to_owned(), words::kept(lang, "removed").into()))
        .collect();
    let owner = known::owner(env, &site.id, &whom.email).unwrap_or_default();
    let numbers = whom.orders(env, site).await?;
    let subjects: Vec<String> =
        numbers.iter().filter_map(|(number, _)| known::subject(env, &site.id, number)).collect();
    let more = [
        Value::Object(said).to_string().into(),
        owner.into(),
        json!(subjects).to_string().into(),
        to_js(now).into(),
        staff.into(),
    ];
    for sql in ERASE {
        statements.push(whom.statement(env, site, &[TOLD, sql].concat(), &more)?);
    }
    statements.extend(db::purging(&db::open(env)?, site.id.as_str(), &tags(site, &touched), now)?);
    db::batch(env, statements).await?;
    site::forget(&site.id);
    for thread in touched.iter().rev().take(MOST) {
        live::changed(env, thread);
    }
    Ok(())
}

/// Takes out of what others wrote what quotes or names them.
async fn unquoted(env: &Env, site: &Site, whom: &Whom) -> Result<Vec<D1PreparedStatement>, Error> {
    let near: Vec<Near> = db::read(&whom.statement(env, site, NEAR, &[])?).await?;
    let (own, others): (Vec<Near>, Vec<Near>) = near.into_iter().partition(|near| near.own != 0);
    let texts: Vec<&str> = own.iter().flat_map(|near| [&*near.text, &*near.title]).collect();
    let names: Vec<&str> = own.iter().map(|near| near.name.trim()).filter(|name| !name.is_empty()).collect();
    let db = db::open(env)?;
    let mut statements = Vec::new();
    for near in others {
        let Some(text) = quotes::without(&near.text, &texts, &names) else { continue };
        let (post, was) = (near.post.into(), near.text.as_str().into());
        statements.push(if near.number > 0.0 {
            let sql = "UPDATE revisions SET text = ?1 WHERE post = ?2 AND text = ?3 AND number = ?4";
            db.prepare(sql).bind(&[text.into(), post, was, near.number.into()])?
        } else {
            let sql = "UPDATE posts SET text = ?1, bigrams = ?4 WHERE id = ?2 AND text = ?3";
            let words = indexed(&near.title, &text);
            db.prepare(sql).bind(&[text.into(), post, was, words.into()])?
        });
    }
    Ok(statements)
}

/// What caches know of these threads, and the lists they are in; everything, if they are many.
fn tags(site: &Site, threads: &[String]) -> Vec<String> {
    if threads.len() > MOST {
        return vec![EVERYTHING.to_owned()];
    }
    let of_each = |source: &Source| {
        let list = (!threads.is_empty()).then(|| tag(Gives::Threads, source.id.as_str()));
        let each = threads.iter().map(|thread| ["thread:", source.id.as_str(), ".", thread].concat());
        each.chain(list).collect::<Vec<_>>()
    };
    site.keeps(Gives::Threads).map(of_each).unwrap_or_default()
}
