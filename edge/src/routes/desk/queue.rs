//! `/desk`: what waits, in the order of its turn. A POST says whether who sends it wants e-mails of it.

use model::route::Address;
use model::view::{Block, Cell, DeskField, DeskLink, DeskPage};
use widget::intl;
use worker::{Env, Request};

use super::{cell, form, shown};
use crate::answer::Answer;
use crate::asked::Verb;
use crate::case::{self, Case};
use crate::clock::{from_js, now_ms};
use crate::desk::waiting::{self, PAGE, PARTS, Waiting};
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::fields::Fields;
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::said::{Said, said as said_by_mail};
use crate::signed::{self, Purpose};
use crate::{alert, staff, words};

const DESK: &str = Address::Desk.path();

/// How near a promise is told in minutes, in seconds.
const NEAR: i64 = 2 * 3_600;

pub(crate) async fn queue(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let staff = staff::signed_in(visit, request, env).await?;
    let site = visit.site();
    let mut quiet = None;
    if visit.asked.verb == Verb::Post {
        let sent = Fields::read(request, &visit.asked.origin).await?;
        let wish = match sent.get("alerts") {
            "on" => false,
            "off" => true,
            _ => return Err(Error::Invalid("alerts")),
        };
        alert::clerk::set(env, site, &staff.email, wish).await?;
        quiet = Some(wish);
    }
    let quiet = match quiet {
        Some(quiet) => quiet,
        None => alert::clerk::is_quiet(env, site, &staff.email).await?,
    };
    let part = waiting::part(visit.asked.parameter("show").unwrap_or_default());
    let skip: u32 = visit.asked.parameter("from").and_then(|from| from.parse().ok()).unwrap_or_default();
    let mut found = waiting::page(env, site.id.as_str(), &staff.email, part, skip, now_ms()).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let said = said(visit.lang);
    let address = |name: &str| [DESK, "?show=", name].concat();
    let parts = PARTS.iter().map(|one| DeskLink {
        href: address(one.name),
        text: said.get(one.word).to_owned(),
        current: one.name == part.name,
    });
    let mut blocks = vec![Block::Links(parts.collect())];
    if found.is_empty() {
        blocks.push(Block::Text(said.get(Word::QueueEmpty).to_owned()));
    } else {
        let columns = [Word::ColumnQuestion, Word::ColumnState, Word::ColumnClock, Word::ColumnWho];
        let columns = columns.map(|word| said.get(word).to_owned()).into();
        let rows = found.iter().map(|one| row(visit, env, &said, one)).collect();
        blocks.push(Block::Table(columns, rows));
    }
    if more {
        let href = [&*address(part.name), "&from=", &(skip as usize + PAGE).to_string()].concat();
        blocks.push(Block::Links(vec![DeskLink {
            href,
            text: said.get(Word::QueueMore).to_owned(),
            current: false,
        }]));
    }
    if site.mail.is_some() {
        blocks.push(alerts(&said, quiet));
    }
    Ok(shown(DeskPage { title: said.get(Word::PageQueue).to_owned(), blocks, ..DeskPage::default() }))
}

/// Whether they are told by e-mail, and a button for the contrary.
fn alerts(said: &Said<Word>, quiet: bool) -> Block {
    let (told, button, wish) = if quiet {
        (Word::AlertsOff, Word::AlertsStart, "on")
    } else {
        (Word::AlertsOn, Word::AlertsStop, "off")
    };
    Block::Card(
        String::new(),
        vec![
            Block::Text(said.get(told).to_owned()),
            Block::Buttons(vec![form(DESK, vec![DeskField::hidden("alerts", wish)], said.get(button))]),
        ],
    )
}

fn row(visit: &Visit, env: &Env, said: &Said<Word>, one: &Waiting) -> Vec<Cell> {
    let (title, href) = if one.kind.is_empty() {
        (words::erased(visit.lang, &one.title), ["/desk/thread/", &one.id].concat())
    } else {
        report(visit, env, one)
    };
    vec![
        Cell { text: title, href, ..Cell::default() },
        cell(state(said, one).join("\n")),
        cell(clock(&Reader::of(visit), said, one.due)),
        cell(super::name(visit.site(), &one.assigned)),
    ]
}

/// What a report is called, and its page.
fn report(visit: &Visit, env: &Env, one: &Waiting) -> (String, String) {
    let kind = Case { kind: one.kind.clone(), ..Case::default() };
    let title = [&*case::shown(&one.title), ": ", said_by_mail(visit.lang).get(kind.name())].concat();
    let until = now_ms() + case::KEPT_MS;
    let token = signed::sign(env, Purpose::Case, &one.id, until / 1_000).unwrap_or_default();
    (title, ["/desk/case/", &token].concat())
}

/// What there is to know before it is opened, the most urgent first.
fn state(said: &Said<Word>, one: &Waiting) -> Vec<String> {
    if !one.kind.is_empty() {
        return vec![said.fill(Word::StateOrder, &[("number", &one.number)])];
    }
    let mut told: Vec<String> =
        super::marks(one.urgency, [one.private, one.held, one.solved, one.hidden, one.closed])
            .into_iter()
            .map(|word| said.get(word).to_owned())
            .collect();
    for (count, word) in [(one.answers, Word::StateHeldAnswers), (one.flags, Word::StateFlags)] {
        if count > 0 {
            told.push(said.fill(word, &[("count", &count.to_string())]));
        }
    }
    if one.due.is_some() {
        told.push(said.get(super::step(one.step)).to_owned());
    }
    told
}

/// The clock against the promise: how long there is, or how long ago it was to be answered.
pub(super) fn clock(reader: &Reader, said: &Said<Word>, due: Option<f64>) -> String {
    let Some(due) = due.map(|ms| from_js(ms).div_euclid(1_000)) else { return String::new() };
    let left = due - reader.now;
    let (word, when) = match left {
        ..0 => (Word::ClockLate, intl::ago(reader.lang, -left)),
        0..NEAR => (Word::ClockDue, intl::in_minutes(reader.lang, left / 60)),
        _ => (Word::ClockDue, [&*reader.promised(due), " · ", &intl::ahead(reader.lang, left)].concat()),
    };
    said.fill(word, &[("when", &when)])
}
