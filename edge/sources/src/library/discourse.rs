//! The category of a Discourse forum whose topics are articles: the first post of each is the answer.

use model::knowledge::{Article, Hit, HitKind};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Reply, Step};
use crate::clean::{self, ARTICLE_CHARS};
use crate::discourse::{self, Forum};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;
use crate::{html, json, time};

/// A forum.
#[derive(Clone, Debug)]
pub struct Discourse(Forum);

impl Discourse {
    pub(super) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self(Forum::new(source, secrets))
    }

    pub(super) fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        let Some(category) = self.0.category else { return Ok(Step::Done(Vec::new())) };
        match replies {
            [] => {
                let ask = self.0.search(&search.words, &format!(" category:{category} in:first"));
                Ok(ask.unwrap_or(Step::Done(Vec::new())))
            }
            [.., last] => {
                let fits = |topic: &Value| self.0.is_article(topic);
                self.0.hits(last.http()?, search, HitKind::Article, fits).map(Step::Done)
            }
        }
    }

    /// A topic has one language, which a forum does not tell.
    pub(super) fn article(
        &self,
        id: &str,
        _: &str,
        replies: &[Reply],
    ) -> Result<Step<Option<Article>>, Error> {
        if !clean::is_number(id) {
            return Ok(Step::Done(None));
        }
        let [.., last] = replies else { return Ok(self.0.get(&format!("t/{id}.json"))) };
        let topic = discourse::topic(last.http()?)?.filter(|topic| self.0.is_article(topic));
        Ok(Step::Done(topic.and_then(|topic| self.read(&topic))))
    }

    fn read(&self, topic: &Value) -> Option<Article> {
        let id = json::id(topic, "id")?;
        let answer = discourse::posts(topic).find(|post| json::count(post, "post_number") == 1)?;
        Some(Article {
            id: self.0.id(id),
            lang: String::new(),
            title: discourse::title(topic),
            text: html::text_within(json::text(answer, "cooked"), ARTICLE_CHARS),
            url: self.0.url(id),
            updated: time::rfc3339(json::text(answer, "updated_at")),
        })
    }
}
