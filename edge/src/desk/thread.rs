//! A question with everything that staff may know of it.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{Env, Result};

use crate::db;

/// The most posts that a page shows, the oldest first.
const POSTS: u32 = 200;

/// A row of `threads`, with what its question is called.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Thread {
    pub(crate) id: f64,
    pub(crate) lang: model::lang::Lang,
    pub(crate) closed: u8,
    pub(crate) hidden: u8,
    pub(crate) private: u8,
    pub(crate) held: u8,
    pub(crate) solved: u8,
    pub(crate) merged: Option<f64>,
    /// Who asked.
    pub(crate) person: Option<f64>,
    pub(crate) product: String,
    /// JSON.
    pub(crate) reasons: String,
    pub(crate) seen: String,
    pub(crate) urgency: u8,
    pub(crate) step: u8,
    pub(crate) assigned: String,
    /// In milliseconds.
    pub(crate) asked: f64,
    pub(crate) due: Option<f64>,
    pub(crate) changed: f64,
    /// Empty of what has become part of another.
    #[serde(default)]
    pub(crate) title: String,
}

impl Thread {
    /// As addresses of the desk have it.
    pub(crate) fn number(&self) -> String {
        crate::clock::from_js(self.id).to_string()
    }

    pub(crate) const fn is_over(&self) -> bool {
        self.solved != 0 || self.hidden != 0 || self.closed != 0
    }
}

/// A row of `posts`, with what is known of its author.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Post {
    pub(crate) id: f64,
    /// Empty of an answer.
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) author: String,
    pub(crate) staff: u8,
    /// In seconds.
    pub(crate) at: f64,
    pub(crate) accepted: u8,
    pub(crate) hidden: u8,
    pub(crate) held: u8,
    pub(crate) told: u8,
    pub(crate) likes: f64,
    /// In milliseconds.
    pub(crate) edited: Option<f64>,
    pub(crate) person: Option<f64>,
    /// Ids of topics, separated by spaces.
    pub(crate) champion: Option<String>,
}

impl Post {
    pub(crate) fn number(&self) -> String {
        crate::clock::from_js(self.id).to_string()
    }

    pub(crate) const fn is_question(&self) -> bool {
        !self.title.is_empty()
    }
}

/// What a post said before.
#[derive(Deserialize)]
pub(crate) struct Version {
    pub(crate) post: f64,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) editor: String,
    /// In milliseconds.
    pub(crate) at: f64,
}

/// Why somebody thinks that a post should not be there.
#[derive(Deserialize)]
pub(crate) struct Flag {
    pub(crate) post: f64,
    pub(crate) reason: String,
}

/// Something that was done.
#[derive(Deserialize)]
pub(crate) struct Done {
    pub(crate) id: f64,
    /// In milliseconds.
    pub(crate) at: f64,
    pub(crate) staff: String,
    pub(crate) act: String,
    pub(crate) thread: Option<f64>,
    pub(crate) why: String,
}

/// The thread with this number, of this site.
pub(crate) async fn by_id(env: &Env, site: &str, id: &str) -> Result<Option<Thread>> {
    let sql = "SELECT t.*, coalesce((SELECT title FROM posts WHERE thread = t.id AND title <> ''), '') AS title \
               FROM threads t WHERE t.id = CAST(?1 AS INTEGER) AND t.site = ?2";
    let rows = db::query(env, sql, &[id.into(), site.into()]).await?;
    Ok(rows.into_iter().next())
}

pub(crate) async fn posts(env: &Env, thread: &str) -> Result<Vec<Post>> {
    let sql = "SELECT p.*, e.champion FROM posts p LEFT JOIN people e ON e.id = p.person \
               WHERE p.thread = CAST(?1 AS INTEGER) ORDER BY p.id LIMIT ?2";
    db::query(env, sql, &[thread.into(), POSTS.into()]).await
}

pub(crate) async fn versions(env: &Env, thread: &str) -> Result<Vec<Version>> {
    let sql = "SELECT r.* FROM posts p JOIN revisions r ON r.post = p.id WHERE p.thread = CAST(?1 AS INTEGER) \
               ORDER BY r.post, r.number DESC";
    of_thread(env, sql, thread).await
}

pub(crate) async fn flags(env: &Env, thread: &str) -> Result<Vec<Flag>> {
    let sql = "SELECT f.post, f.reason FROM posts p JOIN flags f ON f.post = p.id \
               WHERE p.thread = CAST(?1 AS INTEGER) ORDER BY f.at";
    of_thread(env, sql, thread).await
}

/// What was done to it, the latest first.
pub(crate) async fn done(env: &Env, thread: &str) -> Result<Vec<Done>> {
    let sql = "SELECT * FROM acts WHERE thread = CAST(?1 AS INTEGER) ORDER BY id DESC LIMIT 100";
    of_thread(env, sql, thread).await
}

async fn of_thread<T: DeserializeOwned>(env: &Env, sql: &str, thread: &str) -> Result<Vec<T>> {
    db::query(env, sql, &[thread.into()]).await
}
