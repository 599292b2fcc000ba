//! What staff do to a question: all of it in one transaction, with who and why.

use model::source::Gives;
use serde::Deserialize;
use worker::{D1PreparedStatement, Env};

use super::log;
use crate::clock::{from_js, now_ms, to_js};
use crate::desk::act::Act;
use crate::desk::thread::{self, Post, Thread};
use crate::error::Error;
use crate::fields::Fields;
use crate::link::statement;
use crate::router::Visit;
use crate::routes::watch::home;
use crate::source::tag;
use crate::staff::Staff;
use crate::{alert, db, desk, live, outbox, promise, site, written};

/// The longest reason, in characters.
const WHY_CHARS: usize = 500;

/// Holds while nobody has changed the thread since it was seen.
const MINE: &str = "(SELECT changed FROM threads WHERE id = ?1) = CAST(?2 AS INTEGER)";

/// What came of it.
pub(super) struct Outcome {
    /// The number of the thread to go on with.
    pub(super) thread: String,
    /// Whether it was done: nobody had changed it meanwhile.
    pub(super) done: bool,
}

/// One act: what it is done to, by whom, and why.
struct Doing<'a> {
    env: &'a Env,
    visit: &'a Visit,
    staff: &'a Staff,
    thread: &'a Thread,
    act: Act,
    why: String,
    /// Number of the thread, and what was seen of it: `?1` and `?2` of every statement.
    own: [String; 2],
    now: i64,
}

/// Does what `act` says. What makes no sense now is [`Error::Invalid`], for the page offers nothing of the kind.
pub(super) async fn act(
    visit: &Visit,
    env: &Env,
    staff: &Staff,
    thread: &Thread,
    sent: &Fields,
) -> Result<Outcome, Error> {
    let act = Act::of(sent.get("act")).ok_or(Error::Invalid("act"))?;
    let said = if act.needs_why() { written::field } else { written::optional };
    let why = said(sent.get("why"), "why", WHY_CHARS)?;
    let number = thread.number();
    let late = |thread: &str| Ok(Outcome { thread: thread.to_owned(), done: false });
    if sent.get("seen") != from_js(thread.changed).to_string() {
        return late(&number);
    }
    // Two acts never come at the same instant: what was seen before the second is not what it saw.
    let now = now_ms().max(from_js(thread.changed) + 1);
    let own = [number.clone(), sent.get("seen").to_owned()];
    let doing = Doing { env, visit, staff, thread, act, why, own, now };
    let mut batch = Vec::new();
    let mut touched = vec![number.clone()];
    let mut after = thread.clone();
    match (act, sent.get("post")) {
        (Act::Assign, _) => batch.extend(doing.assign(&mut after, sent.get("to")).await?),
        (Act::Merge, _) => {
            let (stays, other, statements) = doing.merge(sent.get("into")).await?;
            touched.extend([stays, other]);
            batch.extend(statements);
        }
        (_, "") => batch.extend(doing.whole(&mut after)?),
        (_, post) => batch.extend(doing.post(&mut after, post, sent.get("topic")).await?),
    }
    batch.push(doing.log(sent.get("post"), sent.get("to"))?);
    batch.push(match touched.get(2) {
        Some(other) => doing.statement(BOTH, &[&now.to_string(), other])?,
        None => doing.update(&after)?,
    });
    doing.carry_out(batch, &touched).await?;
    let is = thread::by_id(env, visit.site().id.as_str(), &number).await?.ok_or(Error::NotFound)?;
    if from_js(is.changed) != now {
        return late(&number);
    }
    alert::soon(env);
    Ok(Outcome { thread: touched.get(1).unwrap_or(&number).clone(), done: true })
}

impl Doing<'_> {
    fn statement(&self, sql: &str, more: &[&str]) -> Result<D1PreparedStatement, Error> {
        let more: Vec<String> = more.iter().map(|one| (*one).to_owned()).collect();
        Ok(statement(self.env, sql, MINE, [&self.own[0], &self.own[1]], &more)?)
    }

    /// Gives it to somebody, who hears of it unless they took it themselves.
    async fn assign(&self, after: &mut Thread, to: &str) -> Result<Vec<D1PreparedStatement>, Error> {
        let site = self.visit.site();
        let known = to.is_empty()
            || to == self.staff.email
            || site.desk.as_ref().is_some_and(|desk| desk.clerk(to).is_some());
        if !known {
            return Err(Error::Invalid("to"));
        }
        to.clone_into(&mut after.assigned);
        if to.is_empty() || to == self.staff.email || site.mail.is_none() {
            return Ok(Vec::new());
        }
        let Some(clerk) = alert::clerk::heard(self.env, site, &[to]).await?.pop() else {
            return Ok(Vec::new());
        };
        let home = home(self.visit);
        let mail =
            alert::letter::to_staff(self.env, &home, &clerk, after, alert::letter::News::Waits, self.now)?;
        Ok(vec![mail.insert(self.env, site, self.now, MINE, [&self.own[0], &self.own[1]])?])
    }

    /// The whole thread, with its question.
    fn whole(&self, after: &mut Thread) -> Result<Vec<D1PreparedStatement>, Error> {
        let due = promise::due(self.visit.site(), self.now).map(to_js);
        if !self.act.apply(after, due) {
            return Err(Error::Invalid("act"));
        }
        let question = "UPDATE posts SET hidden = ?3, held = ?4 WHERE thread = ?1 AND title <> '' AND {mine}";
        let nothing = "UPDATE posts SET accepted = 0 WHERE thread = ?1 AND {mine}";
        let number = |flag: u8| flag.to_string();
        Ok(match self.act {
            Act::Approve => vec![
                self.statement(question, &[&number(after.hidden), &number(after.held)])?,
                self.trust("(SELECT person FROM threads WHERE id = ?1)", &[])?,
            ],
            Act::Unsolve => vec![self.statement(nothing, &[])?],
            _ => Vec::new(),
        })
    }

    /// Who wrote it is a stranger no more.
    fn trust(&self, person: &str, more: &[&str]) -> Result<D1PreparedStatement, Error> {
        let sql = ["UPDATE people SET trusted = 1 WHERE id = ", person, " AND {mine}"].concat();
        self.statement(&sql, more)
    }

    /// A post of it.
    async fn post(
        &self,
        after: &mut Thread,
        number: &str,
        topic: &str,
    ) -> Result<Vec<D1PreparedStatement>, Error> {
        let posts = thread::posts(self.env, &self.own[0]).await?;
        let mut post =
            posts.into_iter().find(|post| post.number() == number).ok_or(Error::Invalid("post"))?;
        match self.act {
            Act::Flags => {
                return Ok(vec![self.statement("DELETE FROM flags WHERE post = ?3 AND {mine}", &[number])?]);
            }
            Act::Champion => return self.champion(&post, topic),
            _ if post.is_question() => return Err(Error::Invalid("post")),
            act if !act.apply_to(&mut post) => return Err(Error::Invalid("act")),
            _ => {}
        }
        let Post { held, hidden, accepted, told, .. } = post;
        let update =
            "UPDATE posts SET held = ?4, hidden = ?5, accepted = ?6, told = ?7 WHERE id = ?3 AND {mine}";
        let values = [held, hidden, accepted, told].map(|flag| flag.to_string());
        let mut batch =
            vec![self.statement(update, &[number, &values[0], &values[1], &values[2], &values[3]])?];
        match self.act {
            Act::Approve => batch.push(self.trust("(SELECT person FROM posts WHERE id = ?3)", &[number])?),
            Act::Accept => {
                let others = "UPDATE posts SET accepted = 0 WHERE thread = ?1 AND id <> ?3 AND {mine}";
                batch.push(self.statement(others, &[number])?);
                (after.solved, after.due) = (1, None);
            }
            Act::Hide => {
                batch.push(self.statement("DELETE FROM flags WHERE post = ?3 AND {mine}", &[number])?);
            }
            _ => {}
        }
        Ok(batch)
    }

    /// Names who wrote a post as somebody who knows a topic well; with no topic, no more.
    fn champion(&self, post: &Post, topic: &str) -> Result<Vec<D1PreparedStatement>, Error> {
        let triage = self.visit.site().triage.as_ref();
        let known =
            topic.is_empty() || triage.is_some_and(|triage| triage.champions.iter().any(|one| one == topic));
        let (true, Some(person)) = (known, post.person) else { return Err(Error::Invalid("topic")) };
        let mut topics: Vec<&str> = post.champion.as_deref().unwrap_or_default().split_whitespace().collect();
        if topic.is_empty() {
            topics.clear();
        } else if !topics.contains(&topic) {
            topics.push(topic);
        }
        let sql = "UPDATE people SET champion = ?4 WHERE id = CAST(?3 AS INTEGER) AND {mine}";
        Ok(vec![self.statement(sql, &[&from_js(person).to_string(), &topics.join(" ")])?])
    }

    /// Makes one of two questions part of the other: the one that was asked first stays. Returns its number and the other
    /// question's, too.
    async fn merge(&self, with: &str) -> Result<(String, String, Vec<D1PreparedStatement>), Error> {
        let wrong = || written::wrong("into");
        let other = thread::by_id(self.env, self.visit.site().id.as_str(), with).await?.ok_or_else(wrong)?;
        let (one, two) = (self.own[0].as_str(), other.number());
        // What is private stays among those whom it is told.
        let alike = one != two && self.thread.merged.is_none() && other.merged.is_none();
        if !alike || self.thread.private != 0 || other.private != 0 {
            return Err(wrong());
        }
        let first = "SELECT thread AS id FROM posts WHERE thread IN (CAST(?1 AS INTEGER), CAST(?2 AS INTEGER)) \
                     GROUP BY thread ORDER BY min(id)";
        let values = [one.into(), two.as_str().into()];
        let order: Vec<Id> = db::query(self.env, first, &values).await?;
        let stays = from_js(order.first().ok_or_else(wrong)?.id).to_string();
        let goes = if stays == one { two.as_str() } else { one };
        // A question that answers another is an answer: its title is the beginning of what it says.
        let posts = "UPDATE posts SET thread = CAST(?4 AS INTEGER), accepted = 0, \
                     held = max(held, title <> '' AND (SELECT held FROM threads WHERE id = ?3)), \
                     text = iif(title = '', text, title || char(10, 10) || text), title = '' \
                     WHERE thread = ?3 AND {mine}";
        let follow =
            "UPDATE OR IGNORE followers SET thread = CAST(?4 AS INTEGER) WHERE thread = ?3 AND {mine}";
        let twice = "DELETE FROM followers WHERE thread = ?3 AND {mine}";
        let batch = vec![
            self.statement(posts, &[goes, &stays])?,
            self.statement(follow, &[goes, &stays])?,
            self.statement(twice, &[goes])?,
            self.statement(WAITS_TOO, &[goes, &stays])?,
            self.statement(PART_OF, &[goes, &stays])?,
        ];
        Ok((stays, two, batch))
    }

    /// The thread as it is now. The last statement: the others hold while it has not been changed.
    fn update(&self, after: &Thread) -> Result<D1PreparedStatement, Error> {
        let sql = "UPDATE threads SET closed = ?3, hidden = ?4, private = ?5, held = ?6, solved = ?7, step = ?8, \
                   assigned = ?9, due = nullif(?10, ''), changed = ?11 WHERE id = ?1 AND {mine}";
        let Thread { closed, hidden, private, held, solved, step, .. } = *after;
        let flags = [closed, hidden, private, held, solved, step].map(|flag| flag.to_string());
        let due = after.due.map(|due| from_js(due).to_string()).unwrap_or_default();
        let mut values: Vec<&str> = flags.iter().map(String::as_str).collect();
        let now = self.now.to_string();
        values.extend([&*after.assigned, &due, &now]);
        self.statement(sql, &values)
    }

    /// Who did it, and why; of what is given to somebody, to whom.
    fn log(&self, post: &str, to: &str) -> Result<D1PreparedStatement, Error> {
        let sql = "INSERT INTO acts (site, at, staff, act, thread, post, why) \
                   SELECT ?3, CAST(?4 AS INTEGER), ?5, ?6, CAST(?1 AS INTEGER), nullif(CAST(?7 AS INTEGER), 0), ?8 \
                   WHERE {mine}";
        let (site, now) = (self.visit.site().id.as_str(), self.now.to_string());
        let why = match (self.act, to) {
            (Act::Assign, "") => log::NOBODY,
            (Act::Assign, to) => to,
            _ => &self.why,
        };
        self.statement(sql, &[site, &now, &self.staff.email, self.act.name(), post, why])
    }

    /// All of it or nothing, with what caches have to forget.
    async fn carry_out(&self, batch: Vec<D1PreparedStatement>, touched: &[String]) -> Result<(), Error> {
        let at = self.visit.site();
        let ids: Vec<String> = touched.iter().map(|number| desk::public_id(at, number)).collect();
        let mut tags: Vec<String> = ids.iter().map(|id| ["thread:", id].concat()).collect();
        tags.extend(desk::community(at).map(|source| tag(Gives::Threads, source)));
        let mut all = db::purging(&db::open(self.env)?, at.id.as_str(), &tags, self.now)?;
        all.extend(batch);
        db::batch(self.env, all).await?;
        site::forget(&at.id);
        for id in &ids {
            live::changed(self.env, id);
        }
        outbox::deliver_soon(self.env);
        Ok(())
    }
}

#[derive(Deserialize)]
struct Id {
    id: f64,
}

/// `?3` has become part of `?4`.
const PART_OF: &str = "UPDATE threads SET merged = CAST(?4 AS INTEGER), due = NULL WHERE id = ?3 AND {mine}";

/// The thread and `?4` have changed at `?3`.
const BOTH: &str = "UPDATE threads SET changed = CAST(?3 AS INTEGER) \
     WHERE id IN (CAST(?1 AS INTEGER), CAST(?4 AS INTEGER)) AND {mine}";

/// Who waited for an answer to `?3` waits for one to `?4`, if that is not over.
const WAITS_TOO: &str = "UPDATE threads SET urgency = max(urgency, (SELECT urgency FROM threads WHERE id = ?3)), \
     due = iif(solved OR hidden OR closed, NULL, coalesce(min(due, (SELECT due FROM threads WHERE id = ?3)), due, \
     (SELECT due FROM threads WHERE id = ?3))) WHERE id = ?4 AND {mine}";
