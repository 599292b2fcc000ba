//! A Zendesk Help Center. <https://developer.zendesk.com/api-reference/help_center/help-center-api/search/>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::knowledge::{Article, Hit, HitKind};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, HttpAsk, HttpReply, Reply, Step};
use crate::clean::{self, ARTICLE_CHARS, PASSAGE_CHARS, TITLE_CHARS, WORDS_CHARS};
use crate::error::Error;
use crate::query::Search;
use crate::secrets::Secrets;
use crate::store::json::encoded;
use crate::{html, json, time};

/// A Help Center, and how it is asked.
#[derive(Clone, Debug)]
pub struct Zendesk {
    source: String,
    address: String,
    secrets: Secrets,
    user: Option<String>,
}

impl Zendesk {
    pub(super) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            secrets: secrets.clone(),
            user: source.user.clone(),
        }
    }

    /// First in the shopper's language; where it has none of that, or finds nothing in it, in its own.
    pub(super) fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        let words = encoded(&clean::line(&search.words, WORDS_CHARS));
        let path = format!("articles/search.json?query={words}&per_page={}", search.limit);
        match replies {
            [] => Ok(self.ask(&format!("{path}&locale={}", locale(&search.lang)))),
            [first] => match self.hits(first.http()?, search.limit) {
                Ok(hits) if !hits.is_empty() => Ok(Step::Done(hits)),
                Ok(_) | Err(Error::WrongAddress) => Ok(self.ask(&path)),
                Err(error) => Err(error),
            },
            [.., last] => self.hits(last.http()?, search.limit).map(Step::Done),
        }
    }

    /// In the shopper's language; where it is not translated, in its own.
    pub(super) fn article(
        &self,
        id: &str,
        lang: &str,
        replies: &[Reply],
    ) -> Result<Step<Option<Article>>, Error> {
        if !clean::is_number(id) {
            return Ok(Step::Done(None));
        }
        match replies {
            [] => Ok(self.ask(&format!("{}/articles/{id}.json", locale(lang)))),
            [first] => match self.read(first.http()?)? {
                None => Ok(self.ask(&format!("articles/{id}.json"))),
                found => Ok(Step::Done(found)),
            },
            [.., last] => self.read(last.http()?).map(Step::Done),
        }
    }

    fn ask<T>(&self, path: &str) -> Step<T> {
        let ask = HttpAsk::get(format!("{}/api/v2/help_center/{path}", self.address));
        Step::Ask(Ask::Http(match (&self.user, self.secrets.get("TOKEN")) {
            (Some(user), Some(token)) => {
                let basic = STANDARD.encode(format!("{user}/token:{token}"));
                ask.header("authorization", format!("Basic {basic}"))
            }
            _ => ask,
        }))
    }

    fn hits(&self, reply: &HttpReply, limit: u8) -> Result<Vec<Hit>, Error> {
        let body: Value = reply.json()?;
        json::needed(&body, "results")?;
        let found = json::list(&body, "results").iter().filter_map(|article| {
            let snippet = html::text_within(json::text(article, "snippet"), PASSAGE_CHARS);
            Some(Hit {
                id: self.id(article)?,
                kind: HitKind::Article,
                lang: clean::line(json::text(article, "locale"), 20),
                title: title(article)?,
                passage: if snippet.is_empty() {
                    html::text_within(json::text(article, "body"), PASSAGE_CHARS)
                } else {
                    snippet
                },
                url: self.url(article),
                solved: false,
                fit: None,
            })
        });
        Ok(found.take(limit.into()).collect())
    }

    fn read(&self, reply: &HttpReply) -> Result<Option<Article>, Error> {
        // 400: the Help Center has no such locale.
        if reply.status == 400 {
            return Ok(None);
        }
        let Some(body) = reply.json_if_found::<Value>()? else { return Ok(None) };
        let article = json::needed(&body, "article")?;
        Ok(self.id(article).zip(title(article)).map(|(id, title)| Article {
            id,
            lang: clean::line(json::text(article, "locale"), 20),
            title,
            text: html::text_within(json::text(article, "body"), ARTICLE_CHARS),
            url: self.url(article),
            updated: time::rfc3339(json::text(article, "edited_at"))
                .or_else(|| time::rfc3339(json::text(article, "updated_at"))),
        }))
    }

    /// Of an article that everybody may read: the credentials may be those of an agent, who sees more.
    fn id(&self, article: &Value) -> Option<String> {
        let hidden = json::flag(article, "draft")
            || json::given(article, "user_segment_id")
            || !json::list(article, "user_segment_ids").is_empty();
        json::id(article, "id").filter(|_| !hidden).map(|id| format!("{}.{id}", self.source))
    }

    fn url(&self, article: &Value) -> Option<String> {
        clean::link(json::text(article, "html_url"), &self.address)
    }
}

fn title(article: &Value) -> Option<String> {
    let title = clean::line(json::text(article, "title"), TITLE_CHARS);
    (!title.is_empty()).then_some(title)
}

/// Zendesk's name of a language: in small letters, and English is by default the American one.
fn locale(lang: &str) -> String {
    match lang {
        "en" => "en-us".to_owned(),
        _ => lang
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect::<String>()
            .to_ascii_lowercase(),
    }
}
