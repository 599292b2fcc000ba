//! The outbox: sends the e-mails that were written down.
//!
//! Each is sent once, as far as that can be had: who sends it has claimed it before, and a mail service gets its id as
//! `Idempotency-Key`, by which it knows what it has taken already.

use futures_util::future::join_all;
use js_sys::JSON;
use model::site::{Mail as Settings, Site};
use serde::Deserialize;
use serde_json::json;
use sources::HttpAsk;
use wasm_bindgen::JsCast;
use worker::{D1PreparedStatement, Env, Result, SendEmailBuilder};

use crate::clock::{now_ms, to_js};
use crate::later::later;
use crate::mail::{GIVE_UP_MS, Mail};
use crate::upstream::{self, DEADLINE_MS, Hosts, Line};
use crate::{db, site};

/// Cloudflare's own way to send e-mails, in `wrangler.toml`.
const BINDING: &str = "MAIL";

/// How long a claim holds, in milliseconds: longer than any attempt takes.
const CLAIM_MS: i64 = 60_000;

/// How long until the second attempt, in milliseconds; each time twice as long, up to [`LONGEST_MS`].
const AGAIN_MS: i64 = 120_000;

/// The longest pause between two attempts, in milliseconds.
const LONGEST_MS: i64 = 2 * 3_600_000;

/// The most that are sent at once: each takes a request and a statement, of 50 each that a Worker may have.
const MOST: u32 = 20;

/// A mail that is this request's to send.
#[derive(Deserialize)]
struct Claimed {
    id: String,
    site: String,
    json: String,
    tries: u32,
    until: f64,
}

/// Why a mail was not taken.
struct Refusal {
    /// Without anything of what is in it.
    reason: String,
    /// The mail itself is refused: no attempt will succeed.
    for_good: bool,
}

impl From<upstream::Failure> for Refusal {
    fn from(failure: upstream::Failure) -> Self {
        Self { reason: failure.to_string(), for_good: false }
    }
}

impl From<worker::Error> for Refusal {
    fn from(_: worker::Error) -> Self {
        // Its text may hold the address.
        Self { reason: "the binding MAIL refused it".to_owned(), for_good: false }
    }
}

/// Sends what was written just now, once this request is answered.
pub(crate) fn deliver_soon(env: &Env) {
    let env = env.clone();
    later(async move { deliver(&env, now_ms()).await });
}

/// Sends what is due at `now`, in milliseconds; each site's one after the other, since services limit how many come at
/// once.
pub(crate) async fn deliver(env: &Env, now: i64) {
    let sites = match claim(env, now).await {
        Ok(sites) => sites,
        Err(error) => return worker::console_error!("e-mails wait: {error}"),
    };
    let deliveries = sites.into_iter().map(async |mails| {
        for mail in mails {
            let outcome = send(env, &mail).await;
            // One that cannot be noted is sent again when its claim has ended, under the same id.
            if let Err(error) = settle(env, now, &mail, outcome).await {
                worker::console_error!("an e-mail cannot be noted: {error}");
            }
        }
    });
    join_all(deliveries).await;
}

/// Claims what is due, of each site its oldest in turn, and returns it by site.
async fn claim(env: &Env, now: i64) -> Result<Vec<Vec<Claimed>>> {
    let sql = "UPDATE mails SET next = ?2, tries = tries + 1 WHERE next <= ?1 AND id IN (SELECT id FROM \
               (SELECT id, row_number() OVER (PARTITION BY site ORDER BY next) AS turn FROM mails WHERE next <= ?1) \
               ORDER BY turn LIMIT ?3) RETURNING id, site, json, tries, until";
    let values = [to_js(now).into(), to_js(now + CLAIM_MS).into(), MOST.into()];
    let mut sites: Vec<Vec<Claimed>> = Vec::new();
    for mail in db::query::<Claimed>(env, sql, &values).await? {
        match sites.iter_mut().find(|mails| mails.first().is_some_and(|first| first.site == mail.site)) {
            Some(mails) => mails.push(mail),
            None => sites.push(vec![mail]),
        }
    }
    Ok(sites)
}

async fn settle(
    env: &Env,
    now: i64,
    mail: &Claimed,
    outcome: std::result::Result<(), Refusal>,
) -> Result<()> {
    let db = db::open(env)?;
    let id = mail.id.as_str().into();
    let pause = (AGAIN_MS << mail.tries.saturating_sub(1).min(10)).min(LONGEST_MS);
    match outcome {
        Err(refusal) if !refusal.for_good && to_js(now + pause) < mail.until => {
            let later = "UPDATE mails SET next = ?2 WHERE id = ?1";
            db.prepare(later).bind(&[id, to_js(now + pause).into()])?.run().await?;
        }
        outcome => {
            if let Err(refusal) = outcome {
                let (site, reason, tries) = (&mail.site, refusal.reason, mail.tries);
                worker::console_error!(
                    "{}",
                    json!({ "mail": "given up", "site": site, "reason": reason, "tries": tries })
                );
            }
            db.prepare("DELETE FROM mails WHERE id = ?1").bind(&[id])?.run().await?;
        }
    }
    Ok(())
}

async fn send(env: &Env, claimed: &Claimed) -> std::result::Result<(), Refusal> {
    let not_ours = |reason: &str| Refusal { reason: reason.to_owned(), for_good: false };
    let current = site::by_id(&claimed.site, env).await.map_err(|_| not_ours("its site is not there"))?;
    let settings = current.site.mail.as_ref().ok_or_else(|| not_ours("its site writes no e-mails"))?;
    let mail: Mail = serde_json::from_slice(claimed.json.as_bytes())
        .map_err(|_| Refusal { for_good: true, ..not_ours("it cannot be read") })?;
    let name = settings.name.as_ref().unwrap_or(&current.site.name);
    let name = name.get(mail.lang, current.site.main_language());
    match &settings.service {
        Some(service) => by_service(env, service, &current.site, settings, name, &mail, &claimed.id).await,
        None => Ok(by_binding(env, settings, name, &mail).await?),
    }
}

/// By an HTTP service that speaks as Resend does. <https://resend.com/docs/api-reference/emails/send-email>
async fn by_service(
    env: &Env,
    service: &str,
    site: &Site,
    settings: &Settings,
    name: &str,
    mail: &Mail,
    id: &str,
) -> std::result::Result<(), Refusal> {
    // RFC 5322, section 3.4: a name in quotes.
    let name: String = name.chars().filter(|c| !c.is_control() && !"\"\\<>".contains(*c)).collect();
    let from = ["\"", &name, "\" <", settings.from.as_str(), ">"].concat();
    let mut body = json!({
        "from": from,
        "to": [mail.to],
        "subject": mail.one_line(),
        "text": mail.plain(),
        "html": mail.html(),
        "headers": mail.headers(),
    });
    if !mail.reply_to.is_empty() {
        body["reply_to"] = mail.reply_to.as_str().into();
    }
    let mut ask = HttpAsk::post(service.to_owned(), &body).header("idempotency-key", id);
    if let Ok(token) = env.secret(&Settings::secret(&site.id)) {
        ask = ask.header("authorization", ["Bearer ", &token.to_string()].concat());
    }
    let private = upstream::private(env);
    let line =
        Line { hosts: Hosts::new(service, &private), deadline: now_ms() + DEADLINE_MS, personal: true };
    let (host, reply) = upstream::send(&ask, &line).await?;
    let error = sources::Error::of_status(&reply);
    upstream::judged(&host, reply.status, error.as_ref());
    // A request that is understood and refused is refused again: an address that is none, a text too long.
    let for_good = matches!(reply.status, 400 | 413 | 422);
    match error {
        None => Ok(()),
        Some(_) => Err(Refusal { reason: ["status ", &reply.status.to_string()].concat(), for_good }),
    }
}

/// By Cloudflare. <https://developers.cloudflare.com/email-service/api/send-emails/workers-api/>
async fn by_binding(env: &Env, settings: &Settings, name: &str, mail: &Mail) -> Result<()> {
    let mut message = json!({
        "from": { "email": settings.from, "name": name },
        "to": mail.to,
        "subject": mail.one_line(),
        "text": mail.plain(),
        "html": mail.html(),
        "headers": mail.headers(),
    });
    if !mail.reply_to.is_empty() {
        message["replyTo"] = mail.reply_to.as_str().into();
    }
    let message: SendEmailBuilder = JSON::parse(&serde_json::to_string(&message)?)?.unchecked_into();
    env.send_email(BINDING)?.send_with_builder(&message).await?;
    Ok(())
}

/// A mail whose site or secret is gone is given up in its time; this forgets those that even that could not reach.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<D1PreparedStatement> {
    db::open(env)?.prepare("DELETE FROM mails WHERE until < ?1").bind(&[to_js(now - GIVE_UP_MS).into()])
}
