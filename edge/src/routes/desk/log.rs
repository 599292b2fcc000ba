//! `/desk/log`: who did what, and why; the latest first.

use model::route::Address;
use model::view::{Block, Cell, DeskLink, DeskPage};
use worker::{Env, Request};

use super::{cell, shown};
use crate::answer::Answer;
use crate::clock::{from_js, to_js};
use crate::desk::act::{self, Act};
use crate::desk::thread::Done;
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::{db, staff};

/// How many stand on a page.
const PAGE: usize = 100;

/// To whom a question is given that is given to nobody, as the log has it.
pub(super) const NOBODY: &str = "-";

/// More than any id.
const LATEST: i64 = 1 << 52;

pub(crate) async fn log(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    staff::signed_in(visit, request, env).await?;
    let said = said(visit.lang);
    let before: i64 = visit.asked.parameter("before").and_then(|id| id.parse().ok()).unwrap_or(LATEST);
    let sql = "SELECT * FROM acts WHERE site = ?1 AND id < ?2 ORDER BY id DESC LIMIT 101";
    let values = [visit.site().id.as_str().into(), to_js(before).into()];
    let mut found: Vec<Done> = db::query(env, sql, &values).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let mut blocks = vec![table(visit, &found, true)];
    if let Some(last) = found.last().filter(|_| more) {
        blocks.push(Block::Links(vec![DeskLink {
            href: [Address::DeskLog.path(), "?before=", &from_js(last.id).to_string()].concat(),
            text: said.get(Word::QueueMore).to_owned(),
            current: false,
        }]));
    }
    Ok(shown(DeskPage { title: said.get(Word::PageLog).to_owned(), blocks, ..DeskPage::default() }))
}

/// What was done, as a table; `whole`: to which question, too.
pub(super) fn table(visit: &Visit, done: &[Done], whole: bool) -> Block {
    let (said, reader) = (said(visit.lang), Reader::of(visit));
    if done.is_empty() {
        return Block::Text(said.get(Word::LogEmpty).to_owned());
    }
    let mut columns = vec![Word::ColumnWhen, Word::ColumnStaff, Word::ColumnAct, Word::ColumnWhy];
    if whole {
        columns.insert(3, Word::ColumnQuestion);
    }
    let row = |one: &Done| {
        let mut act = act::word(&one.act).map_or_else(|| one.act.clone(), |word| said.get(word).to_owned());
        let mut why = one.why.as_str();
        if one.act == Act::Assign.name() {
            let to = match std::mem::take(&mut why) {
                NOBODY => said.get(Word::ActFree).to_owned(),
                email => super::name(visit.site(), email),
            };
            act = if to.is_empty() { act } else { [&*act, ": ", &to].concat() };
        }
        // What is done without staff, customers do to what is their own.
        let who = match &*one.staff {
            "" => said.get(Word::LogCustomer).to_owned(),
            email => super::name(visit.site(), email),
        };
        let mut cells = vec![cell(reader.when(from_js(one.at) / 1_000)), cell(who), cell(act), cell(why)];
        if whole {
            let number = one.thread.map(|id| from_js(id).to_string());
            let href = number.as_ref().map(|id| ["/desk/thread/", id].concat()).unwrap_or_default();
            cells.insert(3, Cell { text: number.unwrap_or_default(), href, ..Cell::default() });
        }
        cells
    };
    let columns = columns.into_iter().map(|word| said.get(word).to_owned()).collect();
    Block::Table(columns, done.iter().map(row).collect())
}
