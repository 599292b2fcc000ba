//! `POST /orders/watch`: tell me when it moves. `/orders/confirm/{token}`: yes, at this address.
//! `/orders/stop/{token}`: no more.

use model::id::Email;
use model::view::{Notice, View};
use serde::Deserialize;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Verb;
use crate::beside;
use crate::clock::{now_ms, to_js};
use crate::error::Error;
use crate::form::Form;
use crate::limit::{self, Rate};
use crate::link::{self, Home};
use crate::present::order::Extra;
use crate::router::Visit;
use crate::routes::orders;
use crate::said::{Word, said};
use crate::signed::{self, Purpose};
use crate::watch::{self, ASKED_MS, WATCHED_MS};
use crate::{db, letter, outbox, visitor};

/// How often one address asks to be told.
const PER_ADDRESS: Rate = Rate::hourly(20);

/// How often somebody is asked whether they want e-mails: whoever types their address.
pub(crate) const PER_RECIPIENT: Rate = Rate { burst: 3, every_ms: 8 * 3_600_000 };

/// 1. The site must write e-mails: 404 else. 2. What is sent must be sound: 400, 403, 413, 415, 422. 3. Not too often:
///    429. 4. 200 with the order. Who chooses nothing is told no more. An address that did not prove the order is asked
///    first.
pub(crate) async fn start(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    orders::offered(visit)?;
    let site = visit.site();
    site.mail.as_ref().ok_or(Error::UnknownPage)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let grant = orders::granted(visit, env, &form.token).await?;
    let order = orders::look_up(visit, env, &grant).await?;
    let said = said(visit.lang);
    let mut stages: Vec<String> =
        beside::stages(visit, &order, &said).into_iter().map(|stage| stage.id).collect();
    // Of an order that has ended there is nothing more to tell.
    stages.retain(|stage| form.stages.contains(stage) && !watch::is_over(&order));
    let confirmed = grant.email().is_some();
    let email = grant.email().unwrap_or(form.email.trim());
    let email: Email = email.trim().parse().map_err(|_| Error::Invalid("email"))?;
    limit::count(env, &["watch", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
    let number = link::number(&order);
    let (db, now) = (db::open(env)?, now_ms());
    if stages.is_empty() {
        // Only who is the one that is told can say so here; others have the link in their e-mails.
        if !confirmed {
            return Err(Error::Invalid("stages"));
        }
        let stop = "DELETE FROM watches WHERE site = ?1 AND number = ?2 AND email = ?3";
        db.prepare(stop)
            .bind(&[site.id.as_str().into(), number.into(), email.as_str().into()])?
            .run()
            .await?;
        let done = said.get(Word::WatchOff).to_owned();
        return orders::show(visit, env, &grant, &order, Extra { done, ..Extra::default() }).await;
    }
    if !confirmed {
        // A stranger's asking is not to fill anybody's mailbox.
        let subject = ["mail", site.id.as_str(), &email.as_str().to_lowercase()].join(" ");
        limit::count(env, &subject, PER_RECIPIENT).await?;
    }
    let id = match asked(env, site.id.as_str(), number, email.as_str()).await? {
        Some(id) if !confirmed => id,
        _ => signed::new_id()?,
    };
    let until = now + if confirmed { WATCHED_MS } else { ASKED_MS };
    let json = |list: &[String]| serde_json::to_string(list).unwrap_or_default();
    let insert = "INSERT INTO watches \
         (id, site, number, email, confirmed, proof, lang, home, stages, told, moved, next, until) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
         ON CONFLICT (site, number, email, confirmed) DO UPDATE SET proof = ?6, lang = ?7, home = ?8, stages = ?9, until = ?13";
    let watching = db.prepare(insert).bind(&[
        id.as_str().into(),
        site.id.as_str().into(),
        number.into(),
        email.as_str().into(),
        u32::from(confirmed).into(),
        link::proof(&grant.lookup).into(),
        visit.lang.code().into(),
        visit.asked.origin.as_str().into(),
        json(&stages).into(),
        json(&watch::reached(site, &order)).into(),
        to_js(now).into(),
        to_js(watch::next(now, now)).into(),
        to_js(until).into(),
    ])?;
    let mut batch = vec![watching];
    if !confirmed {
        let mail = letter::confirm(env, &home(visit), number, email.as_str(), &id, now)?;
        batch.push(mail.insert(env, site, now, "(SELECT id FROM watches WHERE id = ?1) = ?2", [&id, &id])?);
    }
    db::batch(env, batch).await?;
    outbox::deliver_soon(env);
    let done = said.get(if confirmed { Word::WatchOn } else { Word::WatchAsked }).to_owned();
    orders::show(visit, env, &grant, &order, Extra { done, ..Extra::default() }).await
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// The watch about which somebody has been asked, and has not answered yet.
async fn asked(env: &Env, site: &str, number: &str, email: &str) -> worker::Result<Option<String>> {
    let sql = "SELECT id FROM watches WHERE site = ?1 AND number = ?2 AND email = ?3 AND confirmed = 0";
    let rows: Vec<Id> = db::query(env, sql, &[site.into(), number.into(), email.into()]).await?;
    Ok(rows.into_iter().next().map(|row| row.id))
}

/// Where links of e-mails lead that this request causes.
pub(crate) fn home(visit: &Visit) -> Home<'_> {
    Home { origin: &visit.asked.origin, site: visit.site(), lang: visit.lang }
}

#[derive(Deserialize)]
struct Row {
    number: String,
    confirmed: u32,
}

/// The watch that a token names, if it is still there; [`Error::Gone`] for what is no such token.
async fn named(
    purpose: Purpose,
    token: &str,
    visit: &Visit,
    env: &Env,
) -> Result<(String, Option<Row>), Error> {
    let id = signed::id(env, purpose, token, now_ms() / 1_000).ok_or(Error::Gone)?;
    let sql = "SELECT number, confirmed FROM watches WHERE id = ?1 AND site = ?2 AND until > ?3";
    let values = [id.as_str().into(), visit.site().id.as_str().into(), to_js(now_ms()).into()];
    let rows: Vec<Row> = db::query(env, sql, &values).await?;
    Ok((id, rows.into_iter().next()))
}

/// Asks by GET, since programs open the links of e-mails before people do; says yes by POST.
pub(crate) async fn confirm(token: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let (id, row) = named(Purpose::Confirm, token, visit, env).await?;
    let row = row.ok_or(Error::Gone)?;
    let ask = row.confirmed == 0 && visit.asked.verb == Verb::Get;
    if row.confirmed == 0 && !ask {
        let now = now_ms();
        let (db, id) = (db::open(env)?, id.as_str());
        // What the same address was told of before is replaced.
        let other = "DELETE FROM watches WHERE confirmed = 1 AND (site, number, email) = \
                     (SELECT site, number, email FROM watches WHERE id = ?1 AND confirmed = 0)";
        let yes = "UPDATE watches SET confirmed = 1, moved = ?2, next = ?3, until = ?4 \
                   WHERE id = ?1 AND confirmed = 0";
        let times = [now, watch::next(now, now), now + WATCHED_MS].map(|ms| to_js(ms).into());
        let [moved, next, until] = times;
        let batch = vec![
            db.prepare(other).bind(&[id.into()])?,
            db.prepare(yes).bind(&[id.into(), moved, next, until])?,
        ];
        db::batch(env, batch).await?;
    }
    let words = if ask { (Word::ConfirmAsk, Word::ConfirmYes) } else { (Word::WatchOn, Word::WatchOn) };
    Ok(about(visit, &row.number, words, if ask { "/orders/confirm/" } else { "" }, token))
}

/// Asks by GET; stops by POST, which mail programs send by themselves (RFC 8058). Whoever has stopped may stop again.
pub(crate) async fn stop(token: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let (id, row) = named(Purpose::Stop, token, visit, env).await?;
    match row {
        Some(row) if visit.asked.verb == Verb::Get => {
            Ok(about(visit, &row.number, (Word::StopAsk, Word::StopYes), "/orders/stop/", token))
        }
        _ => {
            let gone = "DELETE FROM watches WHERE id = ?1";
            db::open(env)?.prepare(gone).bind(&[id.into()])?.run().await?;
            let title = said(visit.lang).get(Word::WatchOff).to_owned();
            Ok(Answer::linked(View::Notice(Notice { title, ..Notice::default() })))
        }
    }
}

/// A page about the e-mails of an order: what it says, and its button.
fn about(visit: &Visit, number: &str, (says, button): (Word, Word), action: &str, token: &str) -> Answer {
    let said = said(visit.lang);
    let action = if action.is_empty() { String::new() } else { [action, token].concat() };
    Answer::linked(View::Notice(Notice {
        title: said.fill(Word::ConfirmTitle, &[("number", number)]),
        paragraphs: vec![said.get(says).to_owned()],
        action,
        fields: Vec::new(),
        submit: said.get(button).to_owned(),
    }))
}
