//! What articles and threads of a Discourse forum have in common. <https://docs.discourse.org/>

use model::knowledge::{Hit, HitKind};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, HttpAsk, HttpReply, Step};
use crate::clean::{self, PASSAGE_CHARS, TITLE_CHARS, WORDS_CHARS};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;
use crate::store::json::{encoded, saturated};
use crate::{html, json};

/// A forum, and how it is asked.
#[derive(Clone, Debug)]
pub struct Forum {
    pub(crate) source: String,
    pub(crate) address: String,
    /// The category whose topics are articles.
    pub(crate) category: Option<u64>,
    secrets: Secrets,
    user: Option<String>,
}

impl Forum {
    pub(crate) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            category: source.category.map(u64::from),
            secrets: secrets.clone(),
            user: source.user.clone(),
        }
    }

    pub(crate) fn get<T>(&self, path: &str) -> Step<T> {
        self.ask(HttpAsk::get(format!("{}/{path}", self.address)))
    }

    /// Sends something that changes the forum.
    pub(crate) fn post<T>(&self, path: &str, body: &Value) -> Step<T> {
        self.ask(HttpAsk::post(format!("{}/{path}", self.address), body).once())
    }

    fn ask<T>(&self, mut ask: HttpAsk) -> Step<T> {
        if let Some(key) = self.secrets.get("KEY") {
            ask = ask.header("api-key", key);
            if let Some(user) = &self.user {
                ask = ask.header("api-username", user);
            }
        }
        Step::Ask(Ask::Http(ask))
    }

    /// Asks for what these words and this filter find; nothing where there is nothing to look for.
    pub(crate) fn search<T>(&self, words: &str, filter: &str) -> Option<Step<T>> {
        let words = plain(words);
        // Shorter ones are refused, whatever the forum's setting.
        (words.chars().count() >= 2)
            .then(|| self.get(&format!("search.json?q={}", encoded(&format!("{words}{filter}")))))
    }

    /// The topics of a search's answer that `fits` takes, best first, each once.
    pub(crate) fn hits(
        &self,
        reply: &HttpReply,
        search: &Search,
        kind: HitKind,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Hit>, Error> {
        // 400: these words are too short for this forum.
        if reply.status == 400 {
            return Ok(Vec::new());
        }
        let body = read(reply)?;
        if body.is_null() {
            return Ok(Vec::new());
        }
        let about = json::needed(&body, "grouped_search_result")?;
        if json::given(about, "error") {
            // Under much load a forum answers so, with status 200.
            return Err(Error::Throttled(None));
        }
        let topics = json::list(&body, "topics");
        let mut hits: Vec<Hit> = Vec::new();
        for post in json::list(&body, "posts") {
            let topic = topics.iter().find(|topic| json::id(topic, "id") == json::id(post, "topic_id"));
            let Some(topic) = topic.filter(|topic| public(topic) && fits(topic)) else { continue };
            let Some(id) = json::id(topic, "id") else { continue };
            let named = self.id(id);
            if hits.len() < search.limit.into() && hits.iter().all(|hit| hit.id != named) {
                hits.push(Hit {
                    id: named,
                    kind,
                    lang: String::new(),
                    title: title(topic),
                    passage: html::text_within(json::text(post, "blurb"), PASSAGE_CHARS),
                    url: self.url(id),
                    solved: kind == HitKind::Thread && json::flag(topic, "has_accepted_answer"),
                    fit: None,
                });
            }
        }
        Ok(hits)
    }

    pub(crate) fn id(&self, topic: u64) -> String {
        format!("{}.{topic}", self.source)
    }

    /// Discourse itself leads from here to the address with the title in it.
    pub(crate) fn url(&self, topic: u64) -> Option<String> {
        clean::link(&format!("{}/t/{topic}", self.address), &self.address)
    }

    /// Whether a topic is of the category of articles.
    pub(crate) fn is_article(&self, topic: &Value) -> bool {
        self.category.is_some() && json::id(topic, "category_id") == self.category
    }
}

/// A topic; nothing where there is none, or only for some: 403 is what a forum says of those.
pub(crate) fn topic(reply: &HttpReply) -> Result<Option<Value>, Error> {
    if matches!(reply.status, 403 | 404 | 410) {
        return Ok(None);
    }
    let topic = read(reply)?;
    json::needed(json::needed(&topic, "post_stream")?, "posts")?;
    Ok(Some(topic).filter(public))
}

pub(crate) fn title(topic: &Value) -> String {
    clean::line(json::text(topic, "title"), TITLE_CHARS)
}

/// The posts of a topic that everybody may read.
pub(crate) fn posts(topic: &Value) -> impl Iterator<Item = &Value> {
    let posts = topic.get("post_stream").map(|stream| json::list(stream, "posts")).unwrap_or_default();
    posts.iter().filter(|post| readable(post))
}

/// Whether everybody may read a post. The key may be of somebody who sees more.
pub(crate) fn readable(post: &Value) -> bool {
    // 1 is a post, 2 a moderator's; 3 notes what was done to the topic, 4 is a whisper among staff.
    matches!(json::count(post, "post_type"), 1 | 2)
        && !json::given(post, "deleted_at")
        && !json::flag(post, "hidden")
        && !json::flag(post, "user_deleted")
}

pub(crate) fn read(reply: &HttpReply) -> Result<Value, Error> {
    match reply.json() {
        // Discourse's own limits tell the time in the body; those of its web server in the header.
        Err(Error::Throttled(None)) => Err(Error::Throttled(wait_seconds(&reply.body))),
        read => read,
    }
}

fn wait_seconds(body: &[u8]) -> Option<u32> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let seconds = body.get("extras")?.get("wait_seconds")?.as_f64()?;
    (0.0..=86_400.0).contains(&seconds).then(|| saturated(seconds.ceil()))
}

/// Neither private messages nor deleted ones.
fn public(topic: &Value) -> bool {
    json::text(topic, "archetype") == "regular" && !json::given(topic, "deleted_at")
}

/// Words without what Discourse takes for an order, such as `in:messages`, `@name`, `#tag` or `-word`.
fn plain(words: &str) -> String {
    let words = clean::line(words, WORDS_CHARS);
    let words = words.split(|c: char| c.is_whitespace() || c.is_control() || ":@#\"<>=*…".contains(c));
    let words: Vec<&str> =
        words.map(|word| word.trim_start_matches('-')).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_order_nothing() {
        for (words, expect) in [
            ("fan noise", "fan noise"),
            ("in:messages password", "in messages password"),
            ("user:ada -solved #staff @bob \"a b\"", "user ada solved staff bob a b"),
            ("Wi-Fi 6", "Wi-Fi 6"),
            ("保修", "保修"),
            (" :: ", ""),
        ] {
            assert_eq!(plain(words), expect);
        }
    }
}
