//! Questions that wait for those who know their topic: triage says whose they are, staff who knows it.

use model::site::Site;
use serde::Deserialize;
use worker::Env;

use crate::db;
use crate::error::Error;

/// A question that everybody sees and nobody has settled.
#[derive(Deserialize)]
pub(crate) struct Waiting {
    /// The thread's own id.
    pub(crate) id: f64,
    pub(crate) title: String,
    /// How many answers there are.
    pub(crate) answers: f64,
}

/// Those of the topics that these people know, the newest first; `?1` site, `?2` ids of people. Who knows none is found out
/// without a look at any thread.
const WAITING: &str = "SELECT DISTINCT t.id, q.title, \
    (SELECT count(*) FROM posts p WHERE p.thread = t.id AND p.title = '' AND NOT p.hidden AND NOT p.held) AS answers \
    FROM people e CROSS JOIN threads t ON t.site = e.site \
    AND instr(' ' || e.champion || ' ', ' ' || (CASE WHEN json_valid(t.route) THEN t.route ->> '$.champions' END) || ' ') \
    JOIN posts q ON q.thread = t.id AND q.title <> '' AND NOT q.hidden AND NOT q.held \
    WHERE e.site = ?1 AND e.id IN (SELECT value FROM json_each(?2)) AND e.champion <> '' \
    AND NOT t.solved AND NOT t.closed AND NOT t.private AND NOT t.held AND NOT t.hidden AND t.merged IS NULL \
    AND (t.person IS NULL OR t.person NOT IN (SELECT value FROM json_each(?2))) \
    ORDER BY t.id DESC LIMIT 20";

/// What waits for these people: ids of `people` as a JSON array.
pub(crate) async fn waiting(env: &Env, site: &Site, people: &str) -> Result<Vec<Waiting>, Error> {
    Ok(db::query(env, WAITING, &[site.id.as_str().into(), people.into()]).await?)
}
