//! Threads in Deskbell's own tables (`edge/migrations/0003_knowledge.sql`, `0008_community.sql`,
//! `0009_learned.sql`).

use model::knowledge::{Hit, HitKind, Post, Thread};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, Reply, Statement, Step};
use crate::builtin::{Tables, chosen, helped, vocabulary};
use crate::error::Error;
use crate::query::Search;
use crate::{clean, json};

/// A site's threads.
#[derive(Clone, Debug)]
pub struct Builtin {
    site: String,
    source: String,
}

/// Whether a post may be shown.
macro_rules! shown {
    () => {
        "t.site = ?1 AND NOT (t.hidden OR t.held OR t.private) AND t.merged IS NULL \
         AND NOT (p.hidden OR p.held OR question.hidden OR question.held)"
    };
}

const TABLES: Tables = Tables {
    search: concat!(
        chosen!("post_words"),
        ", best AS (SELECT * FROM (SELECT p.id, 0 AS helped, -bm25(post_words, 4, 1, 0.5) * iif(t.lang = ?2, 2, 1) \
         * iif(t.product <> '' AND EXISTS (SELECT 1 FROM json_each(?9) WHERE value = 'product:' || t.product), 2, 1) \
         AS score FROM post_words JOIN posts p ON p.id = post_words.rowid JOIN threads t ON t.id = p.thread \
         JOIN posts question ON question.thread = t.id AND question.title <> '' \
         WHERE post_words MATCH (SELECT expression FROM chosen) AND ",
        shown!(),
        " ORDER BY score DESC LIMIT 3 * CAST(?4 AS INTEGER)) \
         UNION ALL SELECT p.id, 1, p.accepted FROM threads t JOIN posts question ON question.thread = t.id \
         AND question.title <> '' JOIN posts p ON p.thread = t.id AND (p.accepted OR p.id = question.id) WHERE ",
        shown!(),
        " AND t.id IN (SELECT CAST(id AS INTEGER) FROM (",
        helped!(),
        "))) SELECT known.*, (SELECT max(id) FROM posts) AS many, found.* FROM known LEFT JOIN (SELECT t.id, t.lang, \
         question.title, p.text, s.text AS solution, t.solved OR s.id IS NOT NULL AS solved, best.helped, best.score \
         FROM best JOIN posts p ON p.id = best.id JOIN threads t ON t.id = p.thread JOIN posts question \
         ON question.thread = t.id AND question.title <> '' LEFT JOIN posts s ON s.thread = t.id AND s.accepted \
         AND NOT (s.hidden OR s.held)) found ORDER BY found.helped DESC, found.score DESC"
    ),
    vocabulary: vocabulary!("post_vocabulary"),
    kind: HitKind::Thread,
};

// The first twenty posts, and the one that solved the question, wherever it stands.
const THREAD: &str = "SELECT p.id, p.title, p.author, p.staff, p.at, p.text, p.accepted, p.likes, t.closed, \
    (SELECT count(*) FROM posts WHERE thread = t.id AND NOT hidden AND NOT held) AS total \
    FROM threads t JOIN posts p ON p.thread = t.id \
    WHERE t.site = ?1 AND t.id = CAST(?2 AS INTEGER) AND NOT (t.hidden OR t.held OR t.private) \
    AND t.merged IS NULL AND NOT (p.hidden OR p.held) AND (p.accepted OR p.id IN (SELECT id FROM posts WHERE thread = t.id AND NOT hidden \
    AND NOT held ORDER BY id LIMIT 20)) ORDER BY p.id";

impl Builtin {
    pub(super) fn new(site: &str, source: &Source) -> Self {
        Self { site: site.to_owned(), source: source.id.to_string() }
    }

    pub(super) fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        TABLES.search(&self.site, &self.source, search, replies)
    }

    pub(super) fn thread(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Thread>>, Error> {
        if !clean::is_number(id) {
            return Ok(Step::Done(None));
        }
        let [.., last] = replies else {
            let parameters = vec![self.site.clone(), id.to_owned()];
            return Ok(Step::Ask(Ask::Rows(Statement { sql: THREAD, parameters })));
        };
        let rows = last.rows::<Value>()?;
        // Without the question, answers answer nothing.
        let Some(question) = rows.first().filter(|row| !json::text(row, "title").is_empty()) else {
            return Ok(Step::Done(None));
        };
        let posts: Vec<Post> = rows.iter().map(post).collect();
        Ok(Step::Done(Some(Thread {
            id: format!("{}.{id}", self.source),
            title: json::text(question, "title").to_owned(),
            url: None,
            solved: posts.iter().any(|post| post.accepted),
            closed: json::count(question, "closed") > 0,
            posts_total: json::count(question, "total"),
            posts,
        })))
    }
}

fn post(row: &Value) -> Post {
    Post {
        id: json::count(row, "id").to_string(),
        author: json::text(row, "author").to_owned(),
        staff: json::count(row, "staff") > 0,
        at: json::seconds(row, "at").unwrap_or_default(),
        text: json::text(row, "text").to_owned(),
        accepted: json::count(row, "accepted") > 0,
        likes: json::count(row, "likes"),
    }
}
