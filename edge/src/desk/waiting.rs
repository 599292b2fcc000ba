//! The queue: questions and reports that wait for somebody, in the order of their turn.

use serde::Deserialize;
use worker::{Env, Result};

use super::words::Word;
use crate::db;

/// How many stand on a page.
pub(crate) const PAGE: usize = 50;

/// A part of the queue.
pub(crate) struct Part {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    pub(crate) word: Word,
    /// Which rows of [`QUEUE`].
    which: &'static str,
}

/// Whether somebody waits, or something of it waits for staff.
const WAITS: &str = "(kind <> '' OR due IS NOT NULL OR held OR answers OR flags)";

/// Everything that was asked, the latest first.
const EVERYTHING: &str = "done";

/// The parts, the whole queue first.
pub(crate) const PARTS: [Part; 8] = [
    Part { name: "all", word: Word::ShowAll, which: "1" },
    Part { name: "late", word: Word::ShowLate, which: "due < (SELECT now FROM given)" },
    Part { name: "mine", word: Word::ShowMine, which: "assigned = (SELECT staff FROM given)" },
    Part { name: "held", word: Word::ShowHeld, which: "(held OR answers)" },
    Part { name: "flags", word: Word::ShowFlags, which: "flags" },
    Part { name: "private", word: Word::ShowPrivate, which: "(private AND kind = '')" },
    Part { name: "cases", word: Word::ShowCases, which: "kind <> ''" },
    Part { name: EVERYTHING, word: Word::ShowDone, which: "1" },
];

/// The part of this name, else the whole queue.
pub(crate) fn part(name: &str) -> &'static Part {
    PARTS.iter().find(|part| part.name == name).unwrap_or(&PARTS[0])
}

/// Something that waits: a question, or a report about an order.
#[derive(Deserialize)]
pub(crate) struct Waiting {
    /// Of a report: its kind, as in `cases`; empty of a question.
    pub(crate) kind: String,
    pub(crate) id: String,
    /// Of a report: its reference.
    pub(crate) title: String,
    /// Of a report: the order's.
    pub(crate) number: String,
    pub(crate) urgency: u8,
    /// In milliseconds.
    pub(crate) due: Option<f64>,
    pub(crate) step: u8,
    pub(crate) assigned: String,
    pub(crate) private: u8,
    pub(crate) held: u8,
    pub(crate) hidden: u8,
    pub(crate) solved: u8,
    pub(crate) closed: u8,
    /// Answers that wait for approval.
    pub(crate) answers: u32,
    pub(crate) flags: u32,
}

/// `?1` site, `?2` the present instant in milliseconds, `?3` who of staff looks, `?4` how many are skipped. `{threads}` narrows
/// the threads down, `{which}` the rows.
const QUEUE: &str = "WITH given AS (SELECT ?1 AS site, CAST(?2 AS INTEGER) AS now, ?3 AS staff), \
     queue AS (SELECT '' AS kind, CAST(t.id AS TEXT) AS id, q.title, '' AS number, t.urgency, t.due, t.step, t.assigned, \
     t.private, t.held, t.hidden, t.solved, t.closed, \
     (SELECT count(*) FROM posts WHERE thread = t.id AND held = 1 AND NOT hidden AND title = '') AS answers, \
     (SELECT count(*) FROM posts p JOIN flags f ON f.post = p.id WHERE p.thread = t.id AND NOT p.hidden) AS flags, \
     iif(t.asked > 0, t.asked, q.at * 1000) AS at \
     FROM threads t JOIN posts q ON q.thread = t.id AND q.title <> '' \
     WHERE t.site = (SELECT site FROM given) AND t.merged IS NULL AND {threads} \
     UNION ALL SELECT kind, id, reference, number, 1, iif(state = 'new', due, NULL), 1, '', 1, 0, 0, 0, 0, 0, 0, at \
     FROM cases WHERE site = (SELECT site FROM given) AND state <> 'settled') \
     SELECT * FROM queue WHERE {which} ORDER BY {order} LIMIT 51 OFFSET CAST(?4 AS INTEGER)";

/// Threads in which anything waits, by indexes of what waits.
const SOME: &str = "NOT t.hidden AND t.id IN (SELECT id FROM threads WHERE due IS NOT NULL UNION SELECT id FROM threads \
     WHERE held = 1 UNION SELECT thread FROM posts WHERE held = 1 \
     UNION SELECT p.thread FROM flags f JOIN posts p ON p.id = f.post)";

/// A page of a part, and one more if there is more.
pub(crate) async fn page(
    env: &Env,
    site: &str,
    staff: &str,
    part: &Part,
    skip: u32,
    now: i64,
) -> Result<Vec<Waiting>> {
    let everything = part.name == EVERYTHING;
    let (threads, waits, order) = if everything {
        ("1", "kind = ''", "at DESC")
    } else {
        // What is urgent, then what is due, each its own turn.
        (SOME, WAITS, "urgency DESC, due IS NULL, due, at")
    };
    let sql = QUEUE
        .replace("{threads}", threads)
        .replace("{which}", &[part.which, " AND ", waits].concat())
        .replace("{order}", order);
    let values = [site, &now.to_string(), staff, &skip.to_string()].map(Into::into);
    db::query(env, &sql, &values).await
}
