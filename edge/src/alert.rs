//! E-mails to staff and to who follows a question: what waits for them, and what passes the promised time.

pub(crate) mod clerk;
pub(crate) mod home;
pub(crate) mod letter;

use model::settings::Desk;
use model::site::Site;
use serde::Deserialize;
use worker::{Env, Result};

use crate::clock::{from_js, now_ms, to_js};
use crate::desk::thread::{self, Thread};
use crate::error::Error;
use crate::later::later;
use crate::link::{Home, statement};
use crate::{db, outbox, promise, site};
use letter::News;

/// The most threads that one run tells of or moves on: each takes a handful of statements.
const MOST: usize = 8;

/// The most posts that one run tells of.
const POSTS: u32 = 50;

/// The last step: the experts.
const EXPERTS: u8 = 2;

/// Has what was just written told to whom it concerns. It goes on by itself.
pub(crate) fn soon(env: &Env) {
    let env = env.clone();
    later(async move {
        let now = now_ms();
        tell(&env, now).await;
        outbox::deliver(&env, now).await;
    });
}

/// Tells of what nobody has been told of, and moves on what has waited longer than promised. The e-mails are written down; the
/// outbox sends them.
pub(crate) async fn check(env: &Env, now: i64) {
    tell(env, now).await;
    if let Err(error) = escalate(env, now).await {
        worker::console_error!("questions are not moved on: {error}");
    }
}

async fn tell(env: &Env, now: i64) {
    if let Err(error) = tell_all(env, now).await {
        worker::console_error!("what was written is not told: {error}");
    }
}

/// A post that nobody has been told of.
#[derive(Deserialize)]
pub(crate) struct Untold {
    id: f64,
    thread: f64,
    site: String,
    question: u8,
    pub(crate) staff: u8,
    held: u8,
    hidden: u8,
    person: Option<f64>,
    pub(crate) text: String,
}

impl Untold {
    /// Whether it is an answer that everybody sees who sees the question.
    const fn is_answer(&self) -> bool {
        self.question == 0 && self.held == 0 && self.hidden == 0
    }
}

async fn tell_all(env: &Env, now: i64) -> Result<()> {
    let sql = "SELECT p.id, p.thread, t.site, p.title <> '' AS question, p.staff, p.held, p.hidden, p.person, p.text \
               FROM posts p JOIN threads t ON t.id = p.thread WHERE p.told = 0 ORDER BY p.thread, p.id LIMIT ?1";
    let posts: Vec<Untold> = db::query(env, sql, &[POSTS.into()]).await?;
    for posts in posts.chunk_by(|one, next| from_js(one.thread) == from_js(next.thread)).take(MOST) {
        if let Err(error) = tell_of(env, posts, now).await {
            let (site, reason) = (&posts[0].site, error.reason().unwrap_or_default());
            worker::console_error!(
                "{}",
                serde_json::json!({ "alert": "waits", "site": site, "reason": reason })
            );
        }
    }
    Ok(())
}

/// Holds while nobody else has told of any of these posts.
const UNTOLD: &str = "(SELECT count(*) FROM posts WHERE told = 0 AND id IN (SELECT value FROM json_each(?1))) \
     = CAST(?2 AS INTEGER)";

/// Tells of posts of one thread: the e-mails and that they are written, or nothing, if somebody else does.
async fn tell_of(env: &Env, posts: &[Untold], now: i64) -> std::result::Result<(), Error> {
    let Some(first) = posts.first() else { return Ok(()) };
    let ids: Vec<i64> = posts.iter().map(|post| from_js(post.id)).collect();
    let (ids, count) = (serde_json::to_string(&ids).unwrap_or_default(), posts.len().to_string());
    let own = [ids.as_str(), &count];
    let mut batch = Vec::new();
    match mails(env, first, posts, now).await {
        Ok((site, mails)) => {
            for mail in mails {
                batch.push(mail.insert(env, &site, now, UNTOLD, own)?);
            }
        }
        // A site that is there no more, or a deployment without a secret, tells nobody; what is down tells later.
        Err(error @ Error::Unavailable(_)) => return Err(error),
        Err(_) => {}
    }
    let told = "UPDATE posts SET told = 1 WHERE id IN (SELECT value FROM json_each(?1)) AND {mine}";
    batch.push(statement(env, told, UNTOLD, own, &[])?);
    Ok(db::batch(env, batch).await?)
}

/// What is written of these posts of a thread, and to whom.
async fn mails(
    env: &Env,
    first: &Untold,
    posts: &[Untold],
    now: i64,
) -> std::result::Result<(Site, Vec<crate::mail::Mail>), Error> {
    let site = site::by_id(&first.site, env).await?.site.clone();
    let number = from_js(first.thread).to_string();
    let thread = thread::by_id(env, &first.site, &number).await?.ok_or(Error::NotFound)?;
    let mut mails = Vec::new();
    if site.mail.is_none() {
        return Ok((site, mails));
    }
    if let Some(news) = staffs_news(&thread, posts) {
        let to = whom(&site, &thread, news);
        mails.extend(to_staff(env, &site, &thread, &to, news, now).await?);
    }
    if thread.held == 0 && thread.hidden == 0 {
        let sql = "SELECT * FROM followers WHERE thread = CAST(?1 AS INTEGER) LIMIT 100";
        let followers: Vec<Follower> = db::query(env, sql, &[number.into()]).await?;
        for follower in &followers {
            let answers = followers_news(follower, &thread, posts);
            if !answers.is_empty() {
                mails.push(letter::news(env, &site, follower, &thread, &answers, now)?);
            }
        }
    }
    Ok((site, mails))
}

/// Who is told of answers.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Follower {
    pub(crate) id: String,
    person: Option<f64>,
    pub(crate) email: String,
    pub(crate) lang: model::lang::Lang,
    pub(crate) home: String,
}

/// Of which answers somebody hears: nobody of their own; of what is private only who asked, and of staff's answers: nobody else
/// writes there but they themselves, in whatever browser.
fn followers_news<'a>(follower: &Follower, thread: &Thread, posts: &'a [Untold]) -> Vec<&'a Untold> {
    let same = |one: Option<f64>, other: Option<f64>| one.is_some() && one.map(from_js) == other.map(from_js);
    if thread.private != 0 && !same(follower.person, thread.person) {
        return Vec::new();
    }
    let theirs =
        |post: &Untold| same(post.person, follower.person) || (thread.private != 0 && post.staff == 0);
    posts.iter().filter(|post| post.is_answer() && !theirs(post)).collect()
}

/// What staff hear of posts, if anything: customers are to have their turn at what they can answer.
fn staffs_news(thread: &Thread, posts: &[Untold]) -> Option<News> {
    let theirs = thread.private != 0 || thread.urgency > 0;
    let seen = || posts.iter().filter(|post| post.hidden == 0);
    if thread.hidden != 0 || thread.merged.is_some() {
        return None;
    }
    if seen().any(|post| post.question != 0) && thread.held == 0 && (theirs || thread.step > 0) {
        return Some(if thread.urgency >= 2 { News::First } else { News::Waits });
    }
    if seen().any(|post| post.held != 0) || (thread.held != 0 && seen().any(|post| post.question != 0)) {
        return Some(News::Approve);
    }
    let said = seen().any(|post| post.is_answer() && post.staff == 0);
    (said && (theirs || !thread.assigned.is_empty())).then_some(News::Said)
}

/// The addresses of who is told: who has taken it, else who is asked at its step; of what comes before everything else
/// everybody.
fn whom(site: &Site, thread: &Thread, news: News) -> Vec<String> {
    if !thread.assigned.is_empty() && news != News::Late {
        return vec![thread.assigned.clone()];
    }
    let nobody = Desk::default();
    let desk = site.desk.as_ref().unwrap_or(&nobody);
    let clerks = if news == News::First { desk.clerks.iter().collect() } else { desk.asked(thread.step) };
    if clerks.is_empty() {
        let staff = site.mail.as_ref().and_then(|mail| mail.staff.as_ref());
        return staff.map(ToString::to_string).into_iter().collect();
    }
    clerks.into_iter().map(|clerk| clerk.email.to_string()).collect()
}

/// The e-mails to those of staff who want them.
async fn to_staff(
    env: &Env,
    site: &Site,
    thread: &Thread,
    emails: &[String],
    news: News,
    now: i64,
) -> std::result::Result<Vec<crate::mail::Mail>, Error> {
    let Some(origin) = home::of(env, site).await? else { return Ok(Vec::new()) };
    let home = Home { origin: &origin, site, lang: site.main_language() };
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let clerks = clerk::heard(env, site, &emails).await?;
    clerks.iter().map(|clerk| letter::to_staff(env, &home, clerk, thread, news, now)).collect()
}

/// A question whose promise has ended.
#[derive(Deserialize)]
struct Late {
    id: f64,
    site: String,
    due: f64,
}

/// Holds while nobody else has moved the question on, and nobody has answered it.
const LATE: &str = "(SELECT due FROM threads WHERE id = ?1) = CAST(?2 AS INTEGER)";

async fn escalate(env: &Env, now: i64) -> Result<()> {
    let sql = "SELECT id, site, due FROM threads WHERE due IS NOT NULL AND due <= ?1 AND step < ?2 ORDER BY due LIMIT ?3";
    let most = u32::try_from(MOST).unwrap_or_default();
    let values = [to_js(now).into(), u32::from(EXPERTS).into(), most.into()];
    let late: Vec<Late> = db::query(env, sql, &values).await?;
    for one in &late {
        if let Err(error) = move_on(env, one, now).await {
            let (site, reason) = (&one.site, error.reason().unwrap_or_default());
            worker::console_error!(
                "{}",
                serde_json::json!({ "escalation": "waits", "site": site, "reason": reason })
            );
        }
    }
    Ok(())
}

/// A question goes up one step, and those who are asked now hear of it; unless somebody else has seen to that.
async fn move_on(env: &Env, late: &Late, now: i64) -> std::result::Result<(), Error> {
    let (number, due) = (from_js(late.id).to_string(), from_js(late.due).to_string());
    let own = [number.as_str(), &due];
    let current = match site::by_id(&late.site, env).await {
        Ok(current) => Some(current),
        Err(error @ Error::Unavailable(_)) => return Err(error),
        Err(_) => None,
    };
    let mut batch = Vec::new();
    let next = current.as_ref().and_then(|current| promise::due(&current.site, now));
    if let (Some(current), Some(_)) = (&current, next) {
        let site = &current.site;
        let mut thread = thread::by_id(env, &late.site, &number).await?.ok_or(Error::NotFound)?;
        thread.step += 1;
        if site.mail.is_some() {
            let to = whom(site, &thread, News::Late);
            for mail in to_staff(env, site, &thread, &to, News::Late, now).await? {
                batch.push(mail.insert(env, site, now, LATE, own)?);
            }
        }
    }
    // Where nobody promises anything any more, nobody waits.
    let update = "UPDATE threads SET step = step + 1, due = nullif(?3, '') WHERE id = ?1 AND {mine}";
    let next = next.map(|due| due.to_string()).unwrap_or_default();
    batch.push(statement(env, update, LATE, own, &[next])?);
    Ok(db::batch(env, batch).await?)
}

/// Forgets links that sign nobody in any more.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<worker::D1PreparedStatement> {
    db::open(env)?.prepare("DELETE FROM sign_ins WHERE until < ?1").bind(&[to_js(now).into()])
}

#[cfg(test)]
mod tests;
