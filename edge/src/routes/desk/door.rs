//! `/desk/sign-in`, `/desk/link/{token}`, `/desk/sign-out`: who of the shop comes in, and goes.

use model::route::Address;
use model::view::{Block, DeskField, DeskPage, Notice, View};
use serde::Deserialize;
use worker::{Env, Request};

use super::{again, field, form, notice, shown};
use crate::answer::Answer;
use crate::asked::{Face, Verb};
use crate::clock::{now_ms, to_js};
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::fields::Fields;
use crate::later::later;
use crate::limit::{self, Rate};
use crate::link::statement;
use crate::router::Visit;
use crate::routes::watch::home;
use crate::signed::{self, Purpose};
use crate::staff::{self, Staff};
use crate::{alert, body, db, mail, outbox, visitor, written};

/// How long a link signs somebody in, in milliseconds.
const GOOD_MS: i64 = 15 * 60_000;

/// Who tries to come in, from one address.
const PER_ADDRESS: Rate = Rate::hourly(30);

/// Links to one mailbox, whoever asks for them.
const PER_MAILBOX: Rate = Rate { burst: 3, every_ms: 10 * 60_000 };

const DESK: &str = Address::Desk.path();
const SIGN_IN: &str = Address::DeskSignIn.path();

/// Shows the way in by GET. By POST signs in whom the shop names by a token in the field `identity`, and leads to the desk;
/// or has a link sent to the address in `email`, if somebody may sign in by it. The answer is the same if nobody may.
pub(crate) async fn sign_in(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let site = visit.site();
    site.desk.as_ref().ok_or(Error::UnknownPage)?;
    if visit.asked.verb == Verb::Get {
        return Ok(page(visit, DESK, ""));
    }
    let sent = Fields::read(request, &visit.asked.origin).await?;
    let next = inside(sent.get("next"));
    limit::count(env, &["sign-in", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
    if sent.get("email").is_empty() {
        return match staff::of_token(visit, env, sent.get("identity")) {
            Ok(Staff { email, name }) => {
                Ok(leading(visit, next, staff::keep(visit, env, &email, &name).await?))
            }
            Err(error) => {
                let wrong = written::wrong("identity");
                again(visit, page(visit, next, ""), &sent.pairs(), wrong).map_err(|_| error)
            }
        };
    }
    site.mail.as_ref().ok_or(Error::UnknownPage)?;
    let email = match body::field(sent.get("email"), "email", model::data::EMAIL_CHARS) {
        Ok(email) => email.to_lowercase(),
        Err(error) => return again(visit, page(visit, next, ""), &sent.pairs(), error),
    };
    limit::count(env, &["sign-in", site.id.as_str(), &email].join(" "), PER_MAILBOX).await?;
    // Behind the answer: how long it takes says nothing either.
    let (visit_, env_, next_) = (visit.clone(), env.clone(), next.to_owned());
    later(async move {
        if let Err(error) = send_link(&visit_, &env_, &email, &next_).await {
            let reason = error.reason().unwrap_or_default();
            worker::console_error!("a link to sign in is not sent: {reason}");
        }
    });
    Ok(page(visit, next, said(visit.lang).get(Word::SignSent)))
}

/// Writes to whom this address belongs, if they may sign in.
async fn send_link(visit: &Visit, env: &Env, email: &str, next: &str) -> Result<(), Error> {
    let site = visit.site();
    let Some(clerk) = site.desk.as_ref().and_then(|desk| desk.clerk(email)) else { return Ok(()) };
    let (id, now) = (signed::new_id()?, now_ms());
    let until = now + GOOD_MS;
    let url = home(visit).signed(env, "/desk/link/", Purpose::SignIn, &id, until)?;
    let row = [id, site.id.to_string(), clerk.email.to_string(), next.to_owned(), until.to_string()];
    let insert = "INSERT INTO sign_ins (id, site, email, next, until) \
                  SELECT ?3, ?4, ?5, ?6, CAST(?7 AS INTEGER) WHERE {mine}";
    let mail = alert::letter::sign_in(&home(visit), clerk.email.as_str(), &url).row(site, now)?;
    let always = "?1 = ?2";
    let batch = vec![
        statement(env, insert, always, ["", ""], &row)?,
        statement(env, mail::INSERT, always, ["", ""], &mail)?,
    ];
    db::batch(env, batch).await?;
    outbox::deliver(env, now).await;
    Ok(())
}

#[derive(Deserialize)]
struct Row {
    email: String,
    next: String,
}

/// Asks by GET, since programs open the links of e-mails before people do; signs in by POST, once.
pub(crate) async fn link(token: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let (site, now) = (visit.site(), now_ms());
    let id = signed::id(env, Purpose::SignIn, token, now / 1_000).ok_or(Error::Gone)?;
    let asks = visit.asked.verb == Verb::Get;
    let sql = if asks {
        "SELECT email, next FROM sign_ins WHERE id = ?1 AND site = ?2 AND until > ?3"
    } else {
        Fields::read(request, &visit.asked.origin).await?;
        "DELETE FROM sign_ins WHERE id = ?1 AND site = ?2 AND until > ?3 RETURNING email, next"
    };
    let values = [id.into(), site.id.as_str().into(), to_js(now).into()];
    let rows: Vec<Row> = db::query(env, sql, &values).await?;
    let row = rows.into_iter().next().ok_or(Error::Gone)?;
    // Who has left the shop since is nobody.
    let staff = staff::clerk(visit, &row.email).ok_or(Error::Gone)?;
    if !asks {
        return Ok(leading(visit, &row.next, staff::keep(visit, env, &staff.email, "").await?));
    }
    let said = said(visit.lang);
    Ok(Answer::linked(View::Notice(Notice {
        title: said.get(Word::SignIn).to_owned(),
        paragraphs: vec![said.fill(Word::SignAsk, &[("name", &staff.name)])],
        action: ["/desk/link/", token].concat(),
        fields: Vec::new(),
        submit: said.get(Word::SignIn).to_owned(),
    })))
}

/// Signs out whoever sends it.
pub(crate) async fn sign_out(visit: &Visit, request: &Request) -> Result<Answer, Error> {
    visit.site().desk.as_ref().ok_or(Error::UnknownPage)?;
    Fields::read(request, &visit.asked.origin).await?;
    Ok(leading(visit, SIGN_IN, staff::forget()))
}

/// The way in, where a page of the desk is asked for by who is not signed in: to that page. And where a link that should
/// sign in does so no more.
pub(crate) fn door(address: Address, visit: &Visit, error: &Error) -> Option<Answer> {
    let desk = [
        Address::Desk,
        Address::DeskThread,
        Address::DeskSearches,
        Address::DeskChoose,
        Address::DeskLog,
        Address::DeskPerson,
    ];
    if visit.asked.face != Face::Html || visit.site().desk.is_none() {
        return None;
    }
    match *error {
        Error::Forbidden if desk.contains(&address) => {
            Some(Answer { status: 403, ..page(visit, inside(&visit.asked.path), "") })
        }
        Error::Gone if address == Address::DeskLink => {
            Some(Answer { status: 410, ..page(visit, DESK, said(visit.lang).get(Word::SignGone)) })
        }
        _ => None,
    }
}

/// Leads to a page of ours (303), with a header more.
fn leading(visit: &Visit, path: &str, header: (&'static str, String)) -> Answer {
    let mut answer = Answer::elsewhere(visit.asked.keep().with(path, &[]));
    answer.headers.push(header);
    answer
}

/// A path within the desk; the desk itself for every other.
fn inside(path: &str) -> &str {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
    let ours = path.strip_prefix(DESK).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let sound = path.len() < 200 && path.bytes().all(plain) && !path.contains("..");
    if ours && sound && !path.starts_with(SIGN_IN) { path } else { DESK }
}

fn page(visit: &Visit, next: &str, says: &str) -> Answer {
    let (site, said) = (visit.site(), said(visit.lang));
    let mut blocks = notice(says);
    let next = || DeskField::hidden("next", next);
    if site.mail.is_some() && site.desk.as_ref().is_some_and(|desk| !desk.clerks.is_empty()) {
        let email = field("email", "email", said.get(Word::SignEmail));
        let by_mail = form(SIGN_IN, vec![email, next()], said.get(Word::SignSend));
        blocks.push(Block::Card(String::new(), vec![Block::Form(by_mail)]));
    }
    let token = field("identity", "text", said.get(Word::SignToken));
    let by_token = form(SIGN_IN, vec![token, next()], said.get(Word::SignIn));
    blocks.push(Block::Details(
        said.get(Word::SignToken).to_owned(),
        vec![Block::Card(String::new(), vec![Block::Form(by_token)])],
    ));
    shown(DeskPage { title: said.get(Word::SignIn).to_owned(), blocks, ..DeskPage::default() })
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_led_elsewhere() {
        for path in ["/desk", "/desk/thread/12", "/desk/log"] {
            assert_eq!(inside(path), path);
        }
        for path in [
            "",
            "/",
            "//evil.example",
            "/desktop",
            "/desk@evil.example",
            "/desk\\evil",
            "https://evil.example/desk",
            "/desk/sign-in",
            "/desk/a\r\nset-cookie: x",
            "/desk/%2e%2e",
            "/desk/../contact",
            &["/desk/", &"a".repeat(300)].concat(),
        ] {
            assert_eq!(inside(path), "/desk", "{path}");
        }
    }
}
