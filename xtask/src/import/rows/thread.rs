//! `threads.jsonl`: questions of customers with their answers, from wherever the shop kept them before.

use std::collections::HashSet;

use model::Seconds;
use model::data::{NAME_CHARS, TEXT_CHARS, TITLE_CHARS};
use model::lang::Lang;
use model::source::Gives;
use serde::Deserialize;
use serde_json::{Map, Value};
use sources::words::indexed;

use super::super::sql::quoted;
use super::lines::{Kind, Lines, instants, known};
use super::{wrong_id, wrong_text};

const KIND: Kind = Kind {
    name: "threads.jsonl",
    gives: Gives::Threads,
    keys: &["id", "lang", "title", "text", "author", "at", "likes", "closed", "answers"],
    example: r#"{"id":"loud-fan","lang":"en","title":"Which fan is quiet?","text":"Mine is …","author":"Ada","at":"2026-11-20T10:00:00+01:00","answers":[{"text":"This one …","author":"Ben","at":"2026-11-20T11:00:00+01:00","accepted":true}]}"#,
};

const ANSWER: [&str; 6] = ["text", "author", "at", "staff", "accepted", "likes"];

/// A question, with what makes it a thread.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::import) struct Row {
    id: String,
    lang: Lang,
    title: String,
    text: String,
    author: String,
    at: Seconds,
    #[serde(default)]
    likes: u32,
    #[serde(default)]
    closed: bool,
    #[serde(default)]
    answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Answer {
    text: String,
    author: String,
    at: Seconds,
    #[serde(default)]
    staff: bool,
    #[serde(default)]
    accepted: bool,
    #[serde(default)]
    likes: u32,
}

pub(super) fn read(lines: &mut Lines<'_>, languages: Option<&[Lang]>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (line, row) in lines.read(&KIND, parse) {
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(wrong_id(&row.id));
        wrong.extend(wrong_text("title", &row.title, TITLE_CHARS));
        let question = (&row.text, &row.author);
        for (text, author) in
            std::iter::once(question).chain(row.answers.iter().map(|a| (&a.text, &a.author)))
        {
            wrong.extend(wrong_text("text", text, TEXT_CHARS));
            wrong.extend(wrong_text("author", author, NAME_CHARS));
        }
        let times: Vec<Seconds> = std::iter::once(row.at).chain(row.answers.iter().map(|a| a.at)).collect();
        if !times.is_sorted() {
            wrong.push(
                "`answers` are not in their order; write the oldest first, and none before its question"
                    .to_owned(),
            );
        }
        if row.answers.iter().filter(|answer| answer.accepted).count() > 1 {
            wrong.push(
                "several answers are `accepted`; write it at the one that solved the question".to_owned(),
            );
        }
        let lang = row.lang;
        if languages.is_some_and(|languages| !languages.contains(&lang)) {
            wrong.push(format!(
                "the site does not offer `{lang}`; write \"{lang}\" into `languages` of site.toml, or another language here"
            ));
        }
        if !seen.insert(row.id.clone()) {
            wrong.push(format!("`{}` is there twice; write each once", row.id));
        }
        lines.all_wrong(&KIND, line, wrong);
        rows.push(row);
    }
    rows
}

fn parse(_: &str, mut thread: Map<String, Value>) -> Result<Row, String> {
    let answers = thread.get("answers").and_then(Value::as_array).into_iter().flatten();
    answers.filter_map(Value::as_object).try_for_each(|answer| known(answer, "an answer", &ANSWER))?;
    thread.iter_mut().try_for_each(|(key, value)| instants(key, value))?;
    serde_json::from_value(Value::Object(thread)).map_err(|error| KIND.told(&error))
}

/// A post as it is stored.
struct Post<'a> {
    /// 0 is the question.
    number: usize,
    title: &'a str,
    text: &'a str,
    author: &'a str,
    at: Seconds,
    staff: bool,
    accepted: bool,
    likes: u32,
}

impl Row {
    fn posts(&self) -> impl Iterator<Item = Post<'_>> {
        let question = Post {
            number: 0,
            title: &self.title,
            text: &self.text,
            author: &self.author,
            at: self.at,
            staff: false,
            accepted: false,
            likes: self.likes,
        };
        let answers = self.answers.iter().enumerate().map(|(index, answer)| Post {
            number: index + 1,
            title: "",
            text: &answer.text,
            author: &answer.author,
            at: answer.at,
            staff: answer.staff,
            accepted: answer.accepted,
            likes: answer.likes,
        });
        std::iter::once(question).chain(answers)
    }
}

/// Adds what is new, and changes what an earlier import brought and nobody has changed since. Likes, acceptance,
/// closing and hiding are what people decide here, once a thread is there.
pub(super) fn statements(rows: &[Row], site: &str, version: &str) -> Vec<String> {
    let (site, version) = (quoted(site), quoted(version));
    let mut all: Vec<String> = Vec::new();
    for row in rows {
        all.extend(thread(row, &site, &version));
        all.extend(row.posts().flat_map(|written| post(&written, &site, &quoted(&row.id), &version)));
    }
    all.extend(gone(&site, &version));
    all
}

fn thread(row: &Row, site: &str, version: &str) -> [String; 3] {
    let (id, lang, closed) = (quoted(&row.id), quoted(row.lang.code()), u8::from(row.closed));
    let here = format!("FROM imported_threads WHERE site = {site} AND id = {id}");
    [
        format!(
            "INSERT INTO threads (site, lang, closed) SELECT {site}, {lang}, {closed} WHERE NOT EXISTS (SELECT 1 {here})"
        ),
        // Nobody else writes in between: the newest is the one that was added, if one was.
        format!(
            "INSERT INTO imported_threads (thread, site, id, version) SELECT (SELECT max(id) FROM threads), {site}, {id}, \
             {version} WHERE NOT EXISTS (SELECT 1 {here})"
        ),
        format!("UPDATE imported_threads SET version = {version} WHERE site = {site} AND id = {id}"),
    ]
}

fn post(post: &Post<'_>, site: &str, id: &str, version: &str) -> [String; 4] {
    let Post { number, at, likes, .. } = post;
    let (title, text, author) = (quoted(post.title), quoted(post.text), quoted(post.author));
    let bigrams = quoted(&indexed(post.title, post.text));
    let (staff, accepted) = (u8::from(post.staff), u8::from(post.accepted));
    let thread = format!(
        "FROM imported_threads t JOIN threads ON threads.id = t.thread WHERE t.site = {site} AND t.id = {id}"
    );
    let new =
        format!("NOT EXISTS (SELECT 1 FROM imported_posts WHERE thread = t.thread AND number = {number})");
    let here = format!("thread = (SELECT t.thread {thread}) AND number = {number}");
    [
        format!(
            "INSERT INTO posts (thread, title, text, author, staff, at, accepted, likes, bigrams) \
             SELECT t.thread, {title}, {text}, {author}, {staff}, {at}, {accepted}, {likes}, {bigrams} {thread} AND {new}"
        ),
        format!(
            "INSERT INTO imported_posts (post, thread, number, title, text, version) \
             SELECT (SELECT max(id) FROM posts), t.thread, {number}, {title}, {text}, {version} {thread} AND {new}"
        ),
        format!(
            "UPDATE posts SET title = {title}, text = {text}, author = {author}, bigrams = {bigrams} \
             FROM (SELECT post, title, text FROM imported_posts WHERE {here}) AS brought WHERE posts.id = brought.post \
             AND (posts.title, posts.text) = (brought.title, brought.text) \
             AND (posts.title, posts.text, posts.author) <> ({title}, {text}, {author})"
        ),
        format!("UPDATE imported_posts SET title = {title}, text = {text}, version = {version} WHERE {here}"),
    ]
}

/// Takes away what the folder names no more: threads in which nobody else has written, and answers that nobody has
/// changed or accepted.
fn gone(site: &str, version: &str) -> [String; 5] {
    let old = format!("SELECT thread FROM imported_threads WHERE site = {site} AND version <> {version}");
    let kept = format!("SELECT thread FROM imported_threads WHERE site = {site} AND version = {version}");
    let alone = "thread NOT IN (SELECT thread FROM posts WHERE id NOT IN (SELECT post FROM imported_posts))";
    [
        format!(
            "DELETE FROM posts WHERE NOT accepted AND id IN (SELECT post FROM imported_posts brought WHERE thread IN ({kept}) \
             AND version <> {version} AND posts.text = brought.text)"
        ),
        format!("DELETE FROM posts WHERE thread IN ({old}) AND {alone}"),
        format!(
            "DELETE FROM imported_posts WHERE version <> {version} AND thread IN ({old} UNION {kept}) \
             AND post NOT IN (SELECT id FROM posts)"
        ),
        format!("DELETE FROM threads WHERE id IN ({old}) AND id NOT IN (SELECT thread FROM posts)"),
        format!(
            "DELETE FROM imported_threads WHERE site = {site} AND version <> {version} \
             AND thread NOT IN (SELECT id FROM threads)"
        ),
    ]
}
