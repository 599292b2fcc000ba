//! Topics of a Discourse forum as threads.

use model::knowledge::{Hit, HitKind, Post, Thread};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Reply, Step};
use crate::clean::{self, NAME_CHARS, POST_CHARS};
use crate::discourse::{self, Forum};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;
use crate::{html, json, time};

/// A forum.
#[derive(Clone, Debug)]
pub struct Discourse(Forum);

/// As many posts as Discourse sends of a topic at once (its `chunk_size`).
const POSTS: usize = 20;

/// The number of a like among the things one can do to a post.
const LIKE: u32 = 2;

impl Discourse {
    pub(super) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self(Forum::new(source, secrets))
    }

    pub(super) fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        match replies {
            [] => Ok(self.0.search(&search.words, "").unwrap_or(Step::Done(Vec::new()))),
            [.., last] => {
                let fits = |topic: &Value| !self.0.is_article(topic);
                self.0.hits(last.http()?, search, HitKind::Thread, fits).map(Step::Done)
            }
        }
    }

    /// A topic, and then, of a long one, the answer that solved it.
    pub(super) fn thread(&self, id: &str, replies: &[Reply]) -> Result<Step<Option<Thread>>, Error> {
        if !clean::is_number(id) {
            return Ok(Step::Done(None));
        }
        let [first, more @ ..] = replies else { return Ok(self.0.get(&format!("t/{id}.json"))) };
        let Some(topic) = discourse::topic(first.http()?)?.filter(|topic| !self.0.is_article(topic)) else {
            return Ok(Step::Done(None));
        };
        let Some(mut thread) = self.read(&topic) else { return Ok(Step::Done(None)) };
        let accepted = topic.get("accepted_answer").map_or(0, |answer| json::count(answer, "post_number"));
        let posts = topic.get("post_stream").map(|stream| json::list(stream, "posts")).unwrap_or_default();
        if accepted > 1 && posts.iter().all(|post| json::count(post, "post_number") != accepted) {
            let Some(answer) = more.last() else {
                return Ok(self.0.get(&format!("posts/by_number/{id}/{accepted}.json")));
            };
            // The thread is worth showing without it: it may have been deleted meanwhile.
            let answer = discourse::read(answer.http()?).ok().filter(discourse::readable);
            thread
                .posts
                .extend(answer.and_then(|answer| post(&answer)).map(|post| Post { accepted: true, ..post }));
        }
        Ok(Step::Done(Some(thread)))
    }

    fn read(&self, topic: &Value) -> Option<Thread> {
        let id = json::id(topic, "id")?;
        let readable = || discourse::posts(topic);
        // Without the question, answers answer nothing.
        readable().next().filter(|first| json::count(first, "post_number") == 1).and_then(post)?;
        let stream = topic.get("post_stream")?;
        let (sent, all) = (json::list(stream, "posts").len(), json::list(stream, "stream").len());
        let left_out = sent - readable().count();
        let posts: Vec<Post> = readable().take(POSTS).filter_map(post).collect();
        Some(Thread {
            id: self.0.id(id),
            title: discourse::title(topic),
            url: self.0.url(id),
            solved: json::given(topic, "accepted_answer")
                || posts.iter().any(|post| post.accepted)
                || readable().any(|post| json::flag(post, "topic_accepted_answer")),
            closed: json::flag(topic, "closed") || json::flag(topic, "archived"),
            posts_total: u32::try_from(all.max(sent) - left_out).unwrap_or(u32::MAX),
            posts,
        })
    }
}

fn post(post: &Value) -> Option<Post> {
    let likes = json::list(post, "actions_summary").iter().find(|action| json::count(action, "id") == LIKE);
    Some(Post {
        id: json::id(post, "id")?.to_string(),
        author: clean::line(json::text(post, "username"), NAME_CHARS),
        staff: ["staff", "admin", "moderator"].iter().any(|right| json::flag(post, right)),
        at: time::rfc3339(json::text(post, "created_at"))?,
        text: html::text_within(json::text(post, "cooked"), POST_CHARS),
        accepted: json::flag(post, "accepted_answer"),
        likes: likes.map_or(0, |likes| json::count(likes, "count")),
    })
}
