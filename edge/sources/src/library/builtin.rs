//! Articles in Deskbell's own tables (`edge/migrations/0003_knowledge.sql`, `0009_learned.sql`).

use model::knowledge::{Article, Hit, HitKind};
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, Reply, Statement, Step};
use crate::builtin::{self, Tables, chosen, helped, vocabulary};
use crate::error::Error;
use crate::json;
use crate::query::Search;

/// A site's articles.
#[derive(Clone, Debug)]
pub struct Builtin {
    site: String,
    source: String,
}

// An article in the shopper's language counts twice, and so does one about what the search is about. Three times as many
// as are wanted, since an article can be found in several languages. Texts are read of those alone: shown is what its page will
// show, in whatever language it was found.
const TABLES: Tables = Tables {
    search: concat!(
        chosen!("article_words"),
        ", best AS (SELECT * FROM (SELECT a.n, 0 AS helped, -bm25(article_words, 4, 2, 1, 1, 0.5) * iif(a.lang = ?2, 2, 1) \
         * iif(?9 <> '[]' AND a.id IN (SELECT article FROM article_subjects WHERE site = ?1 AND about IN (SELECT value \
         FROM json_each(?9))), 2, 1) AS score FROM article_words JOIN articles a ON a.n = article_words.rowid \
         WHERE article_words MATCH (SELECT expression FROM chosen) AND a.site = ?1 \
         ORDER BY score DESC LIMIT 3 * CAST(?4 AS INTEGER)) \
         UNION ALL SELECT n, 1, iif(lang = ?2, 2, 1) FROM articles WHERE site = ?1 AND id IN (",
        helped!(),
        ")) SELECT known.*, (SELECT max(n) FROM articles) AS many, found.* FROM known LEFT JOIN (SELECT a.id, \
         s.lang, s.question AS title, s.answer AS text, a.variants || ' ' || a.keywords || iif(s.n = a.n, '', \
         ' ' || a.question || ' ' || a.answer) AS more, best.helped, best.score FROM best JOIN articles a ON a.n = best.n \
         JOIN articles s ON s.n = (SELECT n FROM articles WHERE site = ?1 AND id = a.id ORDER BY lang = ?2 DESC, n LIMIT 1)) \
         found ORDER BY found.helped DESC, found.score DESC"
    ),
    vocabulary: vocabulary!("article_vocabulary"),
    kind: HitKind::Article,
};

// What is known about a subject, or about all there is: what helped most comes first, then what the shop wrote first. Where
// nothing is written in the shopper's language, it is told in that of the first article: better than nothing.
const LIST: &str = "WITH best AS (SELECT a.n, ifnull(h.yes - h.no, 0) AS score FROM articles a \
    LEFT JOIN helpful h ON h.site = a.site AND h.hit = ?5 || '.' || a.id \
    WHERE a.site = ?1 AND a.lang = (SELECT lang FROM articles WHERE site = ?1 ORDER BY lang = ?2 DESC, n LIMIT 1) \
    AND (?3 = '[]' OR a.id IN (SELECT article FROM article_subjects \
    WHERE site = ?1 AND about IN (SELECT value FROM json_each(?3)))) ORDER BY score DESC, a.n LIMIT CAST(?4 AS INTEGER)) \
    SELECT a.id, a.lang, a.question AS title, a.answer AS text FROM best JOIN articles a ON a.n = best.n \
    ORDER BY best.score DESC, a.n";

// Where it is not in the shopper's language, the one the shop wrote first.
const ARTICLE: &str = "SELECT id, lang, question, answer, updated FROM articles \
    WHERE site = ?1 AND id = ?2 ORDER BY lang = ?3 DESC, n LIMIT 1";

impl Builtin {
    pub(super) fn new(site: &str, source: &Source) -> Self {
        Self { site: site.to_owned(), source: source.id.to_string() }
    }

    pub(super) fn search(&self, search: &Search, replies: &[Reply]) -> Result<Step<Vec<Hit>>, Error> {
        if search.words.is_empty() {
            return builtin::list(LIST, &self.site, &self.source, search, replies);
        }
        TABLES.search(&self.site, &self.source, search, replies)
    }

    pub(super) fn article(
        &self,
        id: &str,
        lang: &str,
        replies: &[Reply],
    ) -> Result<Step<Option<Article>>, Error> {
        let [.., last] = replies else {
            let parameters = vec![self.site.clone(), id.to_owned(), lang.to_owned()];
            return Ok(Step::Ask(Ask::Rows(Statement { sql: ARTICLE, parameters })));
        };
        let rows = last.rows::<Value>()?;
        Ok(Step::Done(rows.first().map(|row| Article {
            id: format!("{}.{}", self.source, json::text(row, "id")),
            lang: json::text(row, "lang").to_owned(),
            title: json::text(row, "question").to_owned(),
            text: json::text(row, "answer").to_owned(),
            url: None,
            updated: json::seconds(row, "updated"),
        })))
    }
}
