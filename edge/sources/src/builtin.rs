//! What articles and threads in Deskbell's own tables have in common.

use model::knowledge::{Hit, HitKind};
use serde_json::Value;

use crate::ask::{Ask, Reply, Statement, Step};
use crate::error::Error;
use crate::passage::{passage, present};
use crate::query::Search;
use crate::store::json::saturated;
use crate::words::Terms;
use crate::{json, slip, words};

/// What fits this many times worse than the best shares but a common word with the question.
const WORSE: f64 = 6.0;

/// The beginning of a statement that searches a full-text index: `chosen` is the expression that is asked, `known` the
/// words that are nowhere, and how many rows (up to a thousand) have each word. It is made of the words that are in fewer than a thousand rows, or of the rarest if all are in
/// more; of what was learned that they mean; of what a word that is in none may have begun as; and of all pairs of
/// neighbours. What is in every tenth of 100,000 rows tells little and would have to be weighed in each.
macro_rules! chosen {
    ($index:literal) => {
        concat!(
            "WITH asked AS (SELECT value ->> 0 AS term, value ->> 1 AS instead, value ->> 2 AS word FROM json_each(?3) \
             UNION ALL SELECT expression, NULL, NULL FROM learned WHERE site = ?1 AND hit = '' AND weight >= 2 \
             AND NOT undone AND said IN (SELECT value FROM json_each(?6))), \
             counted AS (SELECT term, instead, word, (SELECT count(*) FROM (SELECT 1 FROM ",
            $index,
            " WHERE ",
            $index,
            " MATCH term LIMIT 1000)) AS n FROM asked), \
             known AS (SELECT json_group_array(word) FILTER (WHERE n = 0 AND word IS NOT NULL) AS unknown, \
             json_group_array(n) AS counts FROM counted), \
             chosen AS (SELECT ifnull(group_concat(term, ' OR '), '\"\"') AS \
             expression FROM (SELECT iif(n = 0, instead, term) AS term FROM counted WHERE n < 1000 \
             OR n = (SELECT min(n) FROM counted WHERE n > 0) UNION ALL SELECT ?5 WHERE ?5 <> ''))"
        )
    };
}
pub(crate) use chosen;

/// The hits that helped who asked the same.
macro_rules! helped {
    () => {
        "SELECT substr(hit, length(?8) + 2) AS id FROM learned WHERE site = ?1 AND said = ?7 AND hit <> '' \
         AND substr(hit, 1, length(?8) + 1) = ?8 || '.' AND weight >= 2 AND NOT undone"
    };
}
pub(crate) use helped;

/// The words of an index that one of `?1` may have been meant to be: they begin alike, and one of the next two letters is
/// right or has changed places.
macro_rules! vocabulary {
    ($vocabulary:literal) => {
        concat!(
            "SELECT w.value AS word, v.term, v.doc FROM json_each(?1) w JOIN ",
            $vocabulary,
            " v ON v.term >= substr(w.value, 1, 1) AND v.term < substr(w.value, 1, 1) || char(1114111) \
             WHERE length(v.term) BETWEEN length(w.value) - 5 AND length(w.value) + 2 AND (substr(v.term, 2, 1) IN \
             (substr(w.value, 2, 1), substr(w.value, 3, 1)) OR substr(v.term, 3, 1) IN (substr(w.value, 2, 1), \
             substr(w.value, 3, 1)))"
        )
    };
}
pub(crate) use vocabulary;

/// Tables that are searched.
pub(crate) struct Tables {
    /// Finds rows. Its parameters are the site, the language, the words as JSON, the limit, the expression of pairs
    /// ([`words::Terms`]), the phrases of the question and the whole of it by which was learned, the source, and the
    /// subjects as JSON.
    pub(crate) search: &'static str,
    /// See [`vocabulary`].
    pub(crate) vocabulary: &'static str,
    pub(crate) kind: HitKind,
}

impl Tables {
    /// Rows for what is asked; if words of it are nowhere, rows for what they were probably meant to be.
    pub(crate) fn search(
        &self,
        site: &str,
        source: &str,
        search: &Search,
        replies: &[Reply],
    ) -> Result<Step<Vec<Hit>>, Error> {
        let Some(terms) = words::terms(&search.words, &search.lang) else {
            return Ok(Step::Done(Vec::new()));
        };
        let hits = |rows| self.hits(rows, source, search, terms.count);
        match replies {
            [] => Ok(self.ask(site, source, search, &terms)),
            [first] => {
                let unknown = unknown(first)?;
                if unknown.is_empty() {
                    return hits(first).map(Step::Done);
                }
                let parameters = vec![serde_json::to_string(&unknown).unwrap_or_default()];
                Ok(Step::Ask(Ask::Rows(Statement { sql: self.vocabulary, parameters })))
            }
            [first, vocabulary] => match terms.corrected(&meant(&unknown(first)?, vocabulary)?) {
                Some(terms) => Ok(self.ask(site, source, search, &terms)),
                None => hits(first).map(Step::Done),
            },
            [.., last] => hits(last).map(Step::Done),
        }
    }

    fn ask(&self, site: &str, source: &str, search: &Search, terms: &Terms) -> Step<Vec<Hit>> {
        let json = |list: &[String]| serde_json::to_string(list).unwrap_or_default();
        let (phrases, key) = words::phrases(&search.words, &search.lang);
        let parameters = vec![
            site.to_owned(),
            search.lang.clone(),
            terms.words.clone(),
            search.limit.to_string(),
            terms.pairs.clone(),
            json(&phrases),
            key,
            source.to_owned(),
            json(&search.about),
        ];
        Step::Ask(Ask::Rows(Statement { sql: self.search, parameters }))
    }

    /// The rows of a search, best first, as hits: each article or thread once.
    fn hits(&self, rows: &Reply, source: &str, search: &Search, terms: usize) -> Result<Vec<Hit>, Error> {
        let rows = rows.rows::<Value>()?;
        let best = rows.iter().filter(|row| !is_helped(row)).map(score).fold(0.0, f64::max);
        let good = rows.iter().filter(|row| is_helped(row) || score(row) * WORSE >= best);
        let hits = good.map(|row| (row, if is_helped(row) { None } else { fit(row, search, terms) }));
        Ok(once(hits, source, self.kind, search))
    }
}

/// The score, of each word and against how rare a word can be, that is half of the best.
const HALF: f64 = 1.5;

/// How well a row fits, in thousandths: by how much of what the question says it says too, where what is rare says more, and by
/// its score as much. BM25 grows with the table and with the words of the question, and knows no end. Nothing where something
/// was learned of the question, which then has other words.
fn fit(row: &Value, search: &Search, terms: usize) -> Option<u32> {
    let counts: Vec<u32> = serde_json::from_slice(json::text(row, "counts").as_bytes()).unwrap_or_default();
    if counts.len() > terms {
        return None;
    }
    let rows = f64::from(json::count(row, "many")) + 1.0;
    let texts = ["title", "text", "more"].map(|part| json::text(row, part));
    let (mut there, mut all) = (0.0, 0.0);
    for (present, count) in present(&texts, &search.words, &search.lang).into_iter().zip(counts) {
        let weight = (1.0 + rows / (f64::from(count) + 0.5)).ln();
        all += weight;
        there += if present { weight } else { 0.0 };
    }
    let terms = f64::from(u32::try_from(terms).unwrap_or(u32::MAX));
    let score = score(row) / terms.sqrt() / (rows + 1.0).ln();
    Some(saturated(500.0 * (there / f64::max(all, 1.0) + score / (score + HALF))))
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
    let rows = last.rows::<Value>()?;
    Ok(Step::Done(once(rows.iter().map(|row| (row, None)), source, HitKind::Article, search)))
}

/// Rows as hits, with how well they fit.
fn once<'a>(
    rows: impl Iterator<Item = (&'a Value, Option<u32>)>,
    source: &str,
    kind: HitKind,
    search: &Search,
) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (row, fit) in rows {
        // An article's id is a text, a thread's a number.
        let own = json::id(row, "id").map_or_else(|| json::text(row, "id").to_owned(), |id| id.to_string());
        let id = format!("{source}.{own}");
        if !own.is_empty() && hits.len() < search.limit.into() && hits.iter().all(|hit| hit.id != id) {
            hits.push(Hit {
                id,
                kind,
                lang: json::text(row, "lang").to_owned(),
                title: json::text(row, "title").to_owned(),
                passage: passage(told(row, search), &search.words, &search.lang),
                url: None,
                solved: json::count(row, "solved") > 0,
                fit,
            });
        }
    }
    hits
}

/// What of a row is shown: the answer that solved a question, unless what was found has more of the words.
fn told<'a>(row: &'a Value, search: &Search) -> &'a str {
    let [found, solution] = ["text", "solution"].map(|part| json::text(row, part));
    let has = |text| present(&[text], &search.words, &search.lang).into_iter().filter(|there| *there).count();
    if solution.is_empty() || has(found) > has(solution) { found } else { solution }
}

/// Words that no row has.
fn unknown(rows: &Reply) -> Result<Vec<String>, Error> {
    let rows = rows.rows::<Value>()?;
    let words = rows.first().map(|row| json::text(row, "unknown")).unwrap_or_default();
    let words: Vec<String> = serde_json::from_slice(words.as_bytes()).unwrap_or_default();
    Ok(words.into_iter().filter(|word| slip::may_slip(word)).take(MOST_UNKNOWN).collect())
}

/// For how many words of a question it is looked for what was meant.
const MOST_UNKNOWN: usize = 3;

/// Each of these words with what it was probably meant to be.
fn meant(unknown: &[String], vocabulary: &Reply) -> Result<Vec<(String, Vec<String>)>, Error> {
    let rows = vocabulary.rows::<Value>()?;
    let of = |word: &String| {
        let rows = rows.iter().filter(|row| json::text(row, "word") == word);
        let known: Vec<(&str, u32)> =
            rows.map(|row| (json::text(row, "term"), json::count(row, "doc"))).collect();
        let meant = slip::meant(word, &known).into_iter().map(str::to_owned).collect();
        (word.clone(), meant)
    };
    Ok(unknown.iter().map(of).filter(|(_, meant): &(_, Vec<String>)| !meant.is_empty()).collect())
}

fn score(row: &Value) -> f64 {
    row.get("score").and_then(Value::as_f64).unwrap_or_default()
}

/// Whether a row is there because it helped who asked the same.
fn is_helped(row: &Value) -> bool {
    json::count(row, "helped") > 0
}
