//! `/desk…`: what waits for staff.

mod doing;
mod door;
mod log;
mod queue;
mod thread;

use model::page::Page;
use model::route::Address;
use model::site::Site;
use model::source::Gives;
use model::view::{Block, Cell, DeskField, DeskForm, DeskPage, View};
use widget::texts::fill;
use worker::{Env, Request};

use crate::answer::{Answer, Content};
use crate::asked::Face;
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::router::Visit;
use crate::{staff, words, written};

pub(crate) use door::{door, link, sign_in, sign_out};
pub(crate) use log::log;
pub(crate) use queue::queue;
pub(crate) use thread::{again as thread_again, thread};

/// A page of the desk: for who is signed in alone.
pub(crate) fn shown(page: DeskPage) -> Answer {
    Answer::linked(View::Desk(Box::new(page)))
}

/// Puts the desk's pages around one of them, for who is signed in.
pub(crate) async fn framed(mut answer: Answer, visit: &Visit, request: &Request, env: &Env) -> Answer {
    if let Content::View(View::Desk(page)) = &mut answer.content
        && let Ok(staff) = staff::signed_in(visit, request, env).await
    {
        let said = said(visit.lang);
        let offered = |address| match address {
            Address::DeskSearches => visit.site().offers(Page::Ask),
            Address::DeskChoose => visit.site().gives(Gives::Products),
            _ => true,
        };
        let pages = PAGES.into_iter().filter(|(address, _)| offered(*address));
        page.links =
            pages.map(|(address, word)| (address.path().to_owned(), said.get(word).to_owned())).collect();
        page.sign_out = Some(DeskForm {
            action: Address::DeskSignOut.path().to_owned(),
            fields: Vec::new(),
            submit: said.fill(Word::SignOut, &[("name", &staff.name)]),
            ..DeskForm::default()
        });
    }
    answer
}

/// The desk's pages, as its navigation names them.
const PAGES: [(Address, Word); 5] = [
    (Address::Desk, Word::PageQueue),
    (Address::DeskSearches, Word::PageSearches),
    (Address::DeskChoose, Word::PageChoose),
    (Address::DeskLog, Word::PageLog),
    (Address::DeskPerson, Word::PagePerson),
];

/// A field that must be filled in.
fn field(name: &str, kind: &str, label: &str) -> DeskField {
    DeskField { required: true, ..DeskField::new(name, kind, label) }
}

/// A choice of values, each with its name.
fn choice(name: &str, label: &str, value: &str, choices: Vec<(String, String)>) -> DeskField {
    DeskField { choices, required: false, value: value.to_owned(), ..field(name, "choice", label) }
}

pub(crate) fn form(action: &str, fields: Vec<DeskField>, submit: &str) -> DeskForm {
    DeskForm { action: action.to_owned(), fields, submit: submit.to_owned(), ..DeskForm::default() }
}

/// What was sent, by name.
pub(crate) type Sent<'a> = [(&'a str, &'a str)];

/// A page with the form that failed: what is wrong is told at it, and what was typed still stands in it. The error where the
/// page has no such form, or a program sent it.
pub(crate) fn again(visit: &Visit, shown: Answer, sent: &Sent, error: Error) -> Result<Answer, Error> {
    let Content::View(View::Desk(mut page)) = shown.content else { return Err(error) };
    let told = visit.asked.face == Face::Html && written::is_told(&error);
    let form = sent_form(&mut page.blocks, sent, error.field()).filter(|_| told);
    let Some(form) = form else { return Err(error) };
    form.wrong = match error {
        // Who reads it knows the field by its label.
        Error::Invalid(name) => {
            let label = form.fields.iter().find(|field| field.name == name).map_or("", |field| &field.label);
            fill(&words::problem(visit.lang, error.kind()).1, "value", label)
        }
        _ => error.problem(visit.lang).detail,
    };
    keep_typed(form, sent);
    Ok(Answer::failed_form(View::Desk(page), &error).at_secret_address())
}

/// The same page with what was typed, where it still has the form.
pub(crate) fn typed(shown: Answer, sent: &Sent) -> Answer {
    let Content::View(View::Desk(mut page)) = shown.content else { return shown };
    if let Some(form) = sent_form(&mut page.blocks, sent, "") {
        keep_typed(form, sent);
    }
    Answer { content: Content::View(View::Desk(page)), ..shown }
}

fn keep_typed(form: &mut DeskForm, sent: &Sent) {
    for field in form.fields.iter_mut().filter(|field| field.kind != "hidden") {
        if let Some((_, value)) = sent.iter().find(|(name, _)| *name == field.name) {
            (*value).clone_into(&mut field.value);
        }
    }
}

/// The form that this was sent by: it does the same to the same post, and has the field that is to be looked at.
fn sent_form<'a>(blocks: &'a mut [Block], sent: &Sent, field: &str) -> Option<&'a mut DeskForm> {
    let acts = sent.iter().any(|(name, _)| *name == "act");
    let is = |form: &DeskForm| {
        let sent = |name: &str| sent.iter().find(|(one, _)| *one == name).map_or("", |(_, value)| *value);
        let same = |own: &DeskField| {
            let value = sent(&own.name);
            own.value == value || own.choices.iter().any(|(one, _)| one == value)
        };
        let has = |own: &DeskField| own.name == field && own.kind != "hidden";
        // Forms that are sent elsewhere have no act.
        form.fields.iter().any(|own| own.name == "act") == acts
            && form.fields.iter().filter(|own| ["act", "post"].contains(&&*own.name)).all(same)
            && (field.is_empty() || form.fields.iter().any(has))
    };
    blocks.iter_mut().find_map(|block| match block {
        Block::Form(form) if is(form) => Some(form),
        Block::Card(_, inner) | Block::Details(_, inner) => sent_form(inner, sent, field),
        _ => None,
    })
}

/// Whom of staff this address belongs to, by their name where the site has it.
fn name(site: &Site, email: &str) -> String {
    let clerk = site.desk.as_ref().and_then(|desk| desk.clerk(email));
    clerk.map_or_else(|| email.to_owned(), |clerk| clerk.name.clone())
}

/// What is so of a thread: its urgency, and whether it is private, held, solved, hidden, closed.
fn marks(urgency: u8, [private, held, solved, hidden, closed]: [u8; 5]) -> Vec<Word> {
    let all = [
        (urgency >= 2, Word::StateFirst),
        (urgency == 1, Word::StateStaff),
        (held != 0, Word::StateHeld),
        (private != 0, Word::StatePrivate),
        (solved != 0, Word::StateSolved),
        (hidden != 0, Word::StateHidden),
        (closed != 0, Word::StateClosed),
    ];
    all.into_iter().filter_map(|(is, word)| is.then_some(word)).collect()
}

/// Who is asked at this step.
const fn step(step: u8) -> Word {
    match step {
        0 => Word::Step0,
        1 => Word::Step1,
        _ => Word::Step2,
    }
}

fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn notice(text: &str) -> Vec<Block> {
    if text.is_empty() { Vec::new() } else { vec![Block::Notice(text.to_owned())] }
}
