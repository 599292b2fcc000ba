//! What articles and threads in Deskbell's own tables have in common.

use model::knowledge::{Hit, HitKind};
use serde_json::Value;

use crate::ask::{Ask, Reply, Statement, Step};
use crate::error::Error;
use crate::passage::passage;
use crate::query::Search;
use crate::{json, words};

/// What fits this many times worse than the best shares but a common word with the question.
const WORSE: f64 = 6.0;

/// The beginning of a statement that searches a full-text index: `chosen` is the expression that is asked. It is made
/// of the words that are in fewer than a thousand rows, or of the rarest if all are in more; of what a word that
/// is in none may have begun as; and of all pairs of neighbours. What is in every tenth of 100,000 rows tells little and
/// would have to be weighed in each.
macro_rules! chosen {
    ($index:literal) => {
        concat!(
            "WITH counted AS (SELECT value ->> 0 AS term, value ->> 1 AS instead, (SELECT count(*) FROM (SELECT 1 FROM ",
            $index,
            " WHERE ",
            $index,
            " MATCH value ->> 0 LIMIT 1000)) AS n FROM json_each(?3)), chosen AS (SELECT ifnull(group_concat(term, ' OR '), '\"\"') AS \
             expression FROM (SELECT iif(n = 0, instead, term) AS term FROM counted WHERE n < 1000 \
             OR n = (SELECT min(n) FROM counted WHERE n > 0) UNION ALL SELECT ?5 WHERE ?5 <> '')) "
        )
    };
}
pub(crate) use chosen;

/// A search by `sql`, whose parameters are the site, the language, the words as JSON, the limit and the expression of
/// pairs ([`words::Terms`]).
pub(crate) fn search(
    sql: &'static str,
    site: &str,
    source: &str,
    kind: HitKind,
    search: &Search,
    replies: &[Reply],
) -> Result<Step<Vec<Hit>>, Error> {
    let [.., last] = replies else {
        let Some(terms) = words::terms(&search.words, &search.lang) else {
            return Ok(Step::Done(Vec::new()));
        };
        let limit = search.limit.to_string();
        let parameters = vec![site.to_owned(), search.lang.clone(), terms.words, limit, terms.pairs];
        return Ok(Step::Ask(Ask::Rows(Statement { sql, parameters })));
    };
    hits(last, source, kind, search).map(Step::Done)
}

/// Articles that nobody searches for by words. The parameters of `sql` are the site, the language, the subjects as JSON,
/// the limit and the source.
pub(crate) fn list(
    sql: &'static str,
    site: &str,
    source: &str,
    search: &Search,
    replies: &[Reply],
) -> Result<Step<Vec<Hit>>, Error> {
    let [.., last] = replies else {
        let about = serde_json::to_string(&search.about).unwrap_or_default();
        let limit = search.limit.to_string();
        let parameters = vec![site.to_owned(), search.lang.clone(), about, limit, source.to_owned()];
        return Ok(Step::Ask(Ask::Rows(Statement { sql, parameters })));
    };
    hits(last, source, HitKind::Article, search).map(Step::Done)
}

/// The rows of a search, best first, as hits: each article or thread once.
fn hits(rows: &Reply, source: &str, kind: HitKind, search: &Search) -> Result<Vec<Hit>, Error> {
    let rows = rows.rows::<Value>()?;
    let best = rows.first().map_or(0.0, score);
    let mut hits: Vec<Hit> = Vec::new();
    for row in rows.iter().filter(|row| score(row) * WORSE >= best) {
        // An article's id is a text, a thread's a number.
        let own = json::id(row, "id").map_or_else(|| json::text(row, "id").to_owned(), |id| id.to_string());
        let id = format!("{source}.{own}");
        if hits.len() < search.limit.into() && hits.iter().all(|hit| hit.id != id) {
            hits.push(Hit {
                id,
                kind,
                title: json::text(row, "title").to_owned(),
                passage: passage(json::text(row, "text"), &search.words, &search.lang),
                url: None,
                solved: json::count(row, "solved") > 0,
            });
        }
    }
    Ok(hits)
}

fn score(row: &Value) -> f64 {
    row.get("score").and_then(Value::as_f64).unwrap_or_default()
}
