//! The site's own community: its threads as the database has them, and what is done to them.

use futures_util::future::try_join;
use model::site::Site;
use model::source::{Gives, Source};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use worker::{D1PreparedStatement, Env};

use crate::clock::{now_ms, to_js};
use crate::error::Error;
use crate::person::Person;
use crate::source::tag;
use crate::staff::Staff;
use crate::{alert, db, live, promise, site};

/// The most posts of a thread that are shown.
const POSTS: u32 = 100;

/// Within how many milliseconds a site answers that has no desk.
const UNPROMISED_MS: i64 = 7_200_000;

/// The source that is the site's own community; without one there is no such page.
pub(crate) fn of(site: &Site) -> Result<&Source, Error> {
    site.keeps(Gives::Threads).ok_or(Error::UnknownPage)
}

/// By when what is asked at an instant is to be answered, in milliseconds: by what the desk promises, else in two hours.
pub(crate) fn due(site: &Site, now_ms: i64) -> i64 {
    promise::due(site, now_ms).unwrap_or(now_ms + UNPROMISED_MS)
}

/// Who reads or writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Viewer {
    pub(crate) person: Option<Person>,
    pub(crate) staff: Option<Staff>,
    /// The question that an e-mail has led them to, by the database's own id.
    pub(crate) shown: Option<i64>,
}

impl Viewer {
    /// The person's id, as the database takes it; none is nobody's.
    fn id(&self) -> JsValue {
        self.person.as_ref().map_or(JsValue::NULL, |person| to_js(person.id).into())
    }

    /// Whether it is this person who reads.
    pub(crate) fn is(&self, person: Option<i64>) -> bool {
        person.is_some() && person == self.person.as_ref().map(|person| person.id)
    }
}

/// A thread's row.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Thread {
    pub(crate) id: i64,
    pub(crate) closed: u8,
    pub(crate) private: u8,
    pub(crate) held: u8,
    hidden: u8,
    pub(crate) solved: u8,
    merged: Option<i64>,
    pub(crate) product: String,
    pub(crate) lang: String,
    pub(crate) due: Option<i64>,
    /// Who is asked: 0 customers, then staff.
    pub(crate) step: u8,
    pub(crate) person: Option<i64>,
    /// How many posts of it everybody sees.
    pub(crate) total: u32,
}

/// A post's row.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) author: String,
    pub(crate) staff: u8,
    /// Seconds since 1970.
    pub(crate) at: i64,
    pub(crate) accepted: u8,
    pub(crate) likes: u32,
    pub(crate) person: Option<i64>,
    pub(crate) held: u8,
    /// Milliseconds since 1970.
    pub(crate) edited: Option<i64>,
    /// Whether its author knows a topic well.
    pub(crate) champion: u8,
    pub(crate) trusted: u8,
    pub(crate) voted: u8,
}

/// A thread as somebody sees it, its question first.
pub(crate) struct Shown {
    pub(crate) thread: Thread,
    pub(crate) posts: Vec<Post>,
}

const THREAD: &str = "SELECT t.id, closed, private, held, hidden, solved, merged, product, lang, due, step, person, \
    (SELECT count(*) FROM posts p WHERE p.thread = t.id AND NOT p.hidden AND NOT p.held) AS total \
    FROM threads t WHERE site = ?1 AND t.id = CAST(?2 AS INTEGER)";

const POSTS_OF: &str = "SELECT p.id, p.title, p.text, p.author, p.staff, p.at, p.accepted, p.likes, p.person, p.held, \
    p.edited, coalesce(w.champion, '') <> '' AS champion, coalesce(w.trusted, 0) AS trusted, \
    EXISTS (SELECT 1 FROM votes v WHERE v.post = p.id AND v.person = ?3) AS voted \
    FROM threads t JOIN posts p ON p.thread = t.id LEFT JOIN people w ON w.id = p.person \
    WHERE t.site = ?1 AND t.id = CAST(?2 AS INTEGER) AND NOT p.hidden AND (NOT p.held OR p.person = ?3 OR ?4) \
    ORDER BY p.title = '', p.accepted DESC, p.likes DESC, p.id LIMIT ?5";

/// A thread of a site by the database's own id, as this viewer sees it; [`Error::NotFound`] where they do not. What was
/// made part of another is that other one.
pub(crate) async fn read(env: &Env, site: &Site, id: &str, viewer: &Viewer) -> Result<Shown, Error> {
    let mut id = id.to_owned();
    // One that was made part of one that was made part of a third.
    for _ in 0..3 {
        let shown = read_one(env, site, &id, viewer).await?;
        match shown.thread.merged {
            Some(other) => id = other.to_string(),
            None => return Ok(shown),
        }
    }
    Err(Error::NotFound)
}

async fn read_one(env: &Env, site: &Site, id: &str, viewer: &Viewer) -> Result<Shown, Error> {
    // The database would read a number at the beginning of anything.
    if id.is_empty() || id.len() > 15 || !id.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::NotFound);
    }
    let db = db::open(env)?;
    let own = [JsValue::from(site.id.as_str()), id.into()];
    let thread = db.prepare(THREAD).bind(&own)?;
    let [site, id] = own;
    let all = JsValue::from(u8::from(viewer.staff.is_some()));
    let posts = db.prepare(POSTS_OF).bind(&[site, id, viewer.id(), all, POSTS.into()])?;
    let (threads, posts) = try_join(db::read::<Thread>(&thread), db::read::<Post>(&posts)).await?;
    let thread = threads.into_iter().next().ok_or(Error::NotFound)?;
    let theirs = viewer.staff.is_some() || viewer.is(thread.person) || viewer.shown == Some(thread.id);
    let seen = theirs || (thread.private == 0 && thread.held == 0);
    // Without the question, answers answer nothing.
    let asked = posts.first().is_some_and(|post| !post.title.is_empty());
    if thread.merged.is_some() || (seen && asked && (thread.hidden == 0 || viewer.staff.is_some())) {
        Ok(Shown { thread, posts })
    } else {
        Err(Error::NotFound)
    }
}

/// A statement with numbers and texts as its parameters.
pub(crate) fn statement(env: &Env, sql: &str, values: &[JsValue]) -> Result<D1PreparedStatement, Error> {
    Ok(db::open(env)?.prepare(sql).bind(values)?)
}

/// The tags of what tells about a thread, by its full id: the thread, and the lists that it may be in.
pub(crate) fn tags(source: &Source, id: &str) -> [String; 2] {
    [["thread:", id].concat(), tag(Gives::Threads, source.id.as_str())]
}

/// Does something to a thread, all of it or nothing, with the purge of what tells about it, and tells whom it concerns.
pub(crate) async fn change(
    env: &Env,
    site: &Site,
    tags: &[String],
    id: &str,
    mut statements: Vec<D1PreparedStatement>,
) -> Result<(), Error> {
    statements.extend(db::purging(&db::open(env)?, site.id.as_str(), tags, now_ms())?);
    db::batch(env, statements).await?;
    changed(env, site, id);
    Ok(())
}

/// Tells whom it concerns that a thread has changed.
pub(crate) fn changed(env: &Env, site: &Site, id: &str) {
    site::forget(&site.id);
    live::changed(env, id);
    alert::soon(env);
}

/// Notes what somebody of staff did, and why, to a thread and perhaps a post of it.
pub(crate) fn noted(
    env: &Env,
    site: &Site,
    staff: &Staff,
    act: &str,
    thread: i64,
    post: Option<i64>,
) -> Result<D1PreparedStatement, Error> {
    let insert = "INSERT INTO acts (site, at, staff, act, thread, post) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let post = post.map_or(JsValue::NULL, |post| to_js(post).into());
    let (at, thread) = (to_js(now_ms()).into(), to_js(thread).into());
    statement(
        env,
        insert,
        &[site.id.as_str().into(), at, staff.email.as_str().into(), act.into(), thread, post],
    )
}
