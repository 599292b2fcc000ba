//! `POST /orders/problem`: something is wrong with an order. `/desk/case/{token}`: staff settle it.

use model::data::REPORT_CHARS;
use model::id::Email;
use model::order::Order;
use model::view::{Choice, Field, Notice, View};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Verb;
use crate::case::{self, Case};
use crate::clock::{from_js, now_ms};
use crate::error::Error;
use crate::form::Form;
use crate::limit::{self, Rate};
use crate::link::{self, Home, Link, statement};
use crate::once::{self, Turn};
use crate::present::order::Extra;
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::routes::orders;
use crate::routes::watch::{PER_RECIPIENT, home};
use crate::said::{Word, said};
use crate::signed::{self, Purpose};
use crate::{body, db, known, letter, mail, outbox, visitor};

/// Reports of one order, whoever writes them.
const PER_ORDER: Rate = Rate { burst: 5, every_ms: 4 * 3_600_000 };

/// Reports from one address.
const PER_ADDRESS: Rate = Rate::hourly(10);

/// 1. Somebody must read it: 404 else. 2. What is sent must be sound, and make sense of this order now: 400, 403, 413,
///    415, 422. 3. Not too often: 429. 4. Each key once: 409, 422. 5. 200 with the order, and the report's reference.
pub(crate) async fn report(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    orders::offered(visit)?;
    let site = visit.site();
    site.mail.as_ref().and_then(|mail| mail.staff.as_ref()).ok_or(Error::UnknownPage)?;
    let form = Form::read(request, &visit.asked.origin).await?;
    let grant = orders::granted(visit, env, &form.token).await?;
    let text = match form.text.trim() {
        "" if case::needs_text(&form.kind) => return Err(Error::Invalid("text")),
        "" => String::new(),
        text => body::field(text, "text", REPORT_CHARS)?,
    };
    let email: Email =
        grant.email().unwrap_or(&form.email).trim().parse().map_err(|_| Error::Invalid("email"))?;
    // A shop whose system is down is a reason to write to it.
    let (order, as_of) = match orders::look_up(visit, env, &grant).await {
        Err(failure @ Error::Source { .. }) => {
            let known = known::recall(env, &site.id, &grant.lookup).await?.ok_or(failure)?;
            (known.order, Some(known.at))
        }
        order => (order?, None),
    };
    let number = link::number(&order);
    let scope = ["POST /orders/problem", site.id.as_str(), number].join(" ");
    // The token is another one on every page.
    let same = [&*form.kind, &text, email.as_str()].join("\0");
    let reference = match once::turn_by(&form.key, env, &scope, same.as_bytes()).await? {
        Turn::Done(reference) => reference,
        Turn::Ours(write) => {
            let kinds = case::kinds(&order);
            let allowed = match kinds.iter().find(|(kind, _)| *kind == form.kind) {
                Some(_) => {
                    count(env, visit, request, number, grant.email().is_none().then_some(&email)).await
                }
                None => Err(Error::Invalid("kind")),
            };
            if let Err(error) = allowed {
                write.give_back().await?;
                return Err(error);
            }
            let now = now_ms();
            let case = Case {
                id: signed::new_id()?,
                reference: case::new_reference()?,
                number: number.to_owned(),
                kind: form.kind.clone(),
                text,
                email: email.to_string(),
                proof: link::proof(&grant.lookup).to_owned(),
                lang: visit.lang,
                snapshot: serde_json::to_string(&order).unwrap_or_default(),
                ..Case::default()
            };
            let home = home(visit);
            let link = Link::new(env, &home, number, &case.proof, now)?;
            let to_staff = letter::report(env, site, home.origin, &case, &order, now)?;
            let to_shopper = letter::taken(&home, &case, &link.url);
            let mut statements = Vec::new();
            for (sql, row) in [
                (case::INSERT, &case.row(site, now)[..]),
                (link::INSERT, &link.row),
                (mail::INSERT, &to_staff.row(site, now)?),
                (mail::INSERT, &to_shopper.row(site, now)?),
            ] {
                let row: Vec<&str> = row.iter().map(String::as_str).collect();
                statements.push(write.statement(sql, &row)?);
            }
            let reference = write.commit(statements, "?3", &[&case.reference]).await?;
            outbox::deliver_soon(env);
            reference
        }
    };
    let done = said(visit.lang).fill(Word::CaseDone, &[("reference", &case::shown(&reference))]);
    orders::show(visit, env, &grant, &order, Extra { done, as_of, ..Extra::default() }).await
}

/// Counts a report; and for who is told of it and did not prove that the address is theirs.
async fn count(
    env: &Env,
    visit: &Visit,
    request: &Request,
    number: &str,
    stranger: Option<&Email>,
) -> Result<(), Error> {
    let site = visit.site().id.as_str();
    limit::count(env, &["case", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
    limit::count(env, &["case", site, &number.to_lowercase()].join(" "), PER_ORDER).await?;
    match stranger {
        Some(email) => {
            let subject = ["case mail", site, &email.as_str().to_lowercase()].join(" ");
            limit::count(env, &subject, PER_RECIPIENT).await
        }
        None => Ok(()),
    }
}

/// Holds while nobody else has changed the case.
const MINE: &str = "(SELECT changed FROM cases WHERE id = ?1) = CAST(?2 AS INTEGER)";

/// Shows a case to staff by GET; by POST says how it stands, and answers the shopper. The form's fields have the names
/// that shoppers' have: `kind` is the state, `text` the answer, `key` names what was seen, so that nobody undoes what
/// somebody else has done meanwhile.
pub(crate) async fn settle(
    token: &str,
    visit: &Visit,
    request: &Request,
    env: &Env,
) -> Result<Answer, Error> {
    let id = signed::id(env, Purpose::Case, token, now_ms() / 1_000).ok_or(Error::Gone)?;
    let site = visit.site();
    let case = case::by_id(env, site.id.as_str(), &id).await?.ok_or(Error::Gone)?;
    if visit.asked.verb == Verb::Get {
        return Ok(show(visit, token, &case, None));
    }
    let form = Form::read(request, &visit.asked.origin).await?;
    let answer = match form.text.trim() {
        "" => String::new(),
        text => body::field(text, "text", REPORT_CHARS)?,
    };
    let state =
        ["open", "settled"].into_iter().find(|state| *state == form.kind).ok_or(Error::Invalid("kind"))?;
    if form.key != case.changed().to_string() {
        return Ok(show(visit, token, &case, Some(Word::DeskOther)));
    }
    // The same again is no news.
    if state == case.state && answer == case.answer {
        return Ok(show(visit, token, &case, Some(Word::DeskSaved)));
    }
    let now = now_ms();
    let after = Case { state: state.to_owned(), answer, ..case.clone() };
    let to = Home { lang: case.lang, ..home(visit) };
    let link = Link::new(env, &to, &case.number, &case.proof, now)?;
    let own = [id.as_str(), &form.key];
    let update =
        "UPDATE cases SET state = ?3, answer = ?4, changed = CAST(?5 AS INTEGER) WHERE id = ?1 AND {mine}";
    let values = [after.state.clone(), after.answer.clone(), now.to_string()];
    let batch = vec![
        statement(env, link::INSERT, MINE, own, &link.row)?,
        letter::answer(&to, &after, &link.url).insert(env, site, now, MINE, own)?,
        statement(env, update, MINE, own, &values)?,
    ];
    db::batch(env, batch).await?;
    outbox::deliver_soon(env);
    let case = case::by_id(env, site.id.as_str(), &id).await?.ok_or(Error::Gone)?;
    let says = if case.changed() == now { Word::DeskSaved } else { Word::DeskOther };
    Ok(show(visit, token, &case, Some(says)))
}

/// A case as staff see it.
fn show(visit: &Visit, token: &str, case: &Case, says: Option<Word>) -> Answer {
    let said = said(visit.lang);
    let places = [("reference", &*case.shown_reference()), ("kind", said.get(case.name()))];
    let title = said.fill(Word::DeskTitle, &places);
    let shown = case.shown(&said, &Reader::of(visit));
    let places = [
        ("reference", &*shown.reference),
        ("kind", &shown.name),
        ("number", &case.number),
        ("language", case.lang.autonym()),
    ];
    let mut paragraphs: Vec<String> = says.map(|word| said.get(word).to_owned()).into_iter().collect();
    paragraphs.extend([said.fill(Word::StaffWhat, &places), shown.status]);
    if !case.text.is_empty() {
        paragraphs.push(said.get(Word::StaffWords).to_owned());
        paragraphs.extend(case.text.lines().map(str::to_owned));
    }
    let snapshot = serde_json::from_slice::<Order>(case.snapshot.as_bytes()).ok();
    if let Some(order) = snapshot {
        let page = letter::page(visit.site(), visit.lang, &order, from_js(case.at));
        paragraphs.push(said.get(Word::StaffOrder).to_owned());
        paragraphs.extend(letter::described(&page, true).lines().map(str::to_owned));
    }
    let choice = |id: &str, name: Word| Choice {
        id: id.to_owned(),
        name: said.get(name).to_owned(),
        on: (id == "settled") == case.is_settled(),
    };
    let field = |name: &str, label: &str, value: &str, choices: Vec<Choice>| Field {
        name: name.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        choices,
    };
    let states = vec![choice("open", Word::DeskOpen), choice("settled", Word::DeskSettled)];
    Answer::linked(View::Notice(Notice {
        title,
        paragraphs: paragraphs.into_iter().filter(|text| !text.trim().is_empty()).collect(),
        action: ["/desk/case/", token].concat(),
        fields: vec![
            field("kind", said.get(Word::DeskState), "", states),
            field("text", said.get(Word::DeskAnswer), &case.answer, Vec::new()),
            field("key", "", &case.changed().to_string(), Vec::new()),
        ],
        submit: said.get(Word::DeskSave).to_owned(),
    }))
}
