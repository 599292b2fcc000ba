//! Operations of the desk. All but the way in are for who is signed in there.

use anyhow::Result;
use model::data::{Deed, Entry};
use model::problem::Kind;
use model::route::Address;
use model::view::{DeskPage, Notice, View};
use serde_json::{Map, Value, json};

use super::community;
use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;

const JSON: &str = "application/json";

const TAG: &str = "desk";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Desk => queue(schemas)?,
        Address::DeskSignIn => sign_in(schemas)?,
        Address::DeskLink => link(schemas)?,
        Address::DeskSignOut => vec![sign_out()?],
        Address::DeskThread => thread(schemas)?,
        Address::DeskLog => vec![log(schemas)?],
        Address::DeskPerson => community::person(schemas)?,
        Address::DeskChoose => vec![counts(schemas)?],
        Address::DeskSearches => searches(schemas)?,
        _ => Vec::new(),
    })
}

fn operation(method: &'static str, address: Address, id: &'static str) -> Result<Operation> {
    Operation::new(method, address, Face::Json, id).of_site()
}

/// A page of the desk, which only staff get.
fn page(
    method: &'static str,
    address: Address,
    id: &'static str,
    schemas: &mut Schemas,
) -> Result<Operation> {
    let page = schemas.variant::<View, DeskPage>()?;
    let page = operation(method, address, id)?.answers(200, JSON, &page);
    Ok(page.fails(&[Kind::Forbidden, Kind::UnknownPage]))
}

fn queue(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(vec![
        page("get", Address::Desk, "queue", schemas)?.told(
            TAG,
            "What waits",
            "Questions and reports, the most urgent first, each with the clock against the promise; `show` names a part, \
             `from` how many are skipped.",
        ),
        page("post", Address::Desk, "deskAlerts", schemas)?
            .told(TAG, "E-mails of what waits", "Whether who is signed in wants them.")
            .takes(&schemas.taken::<model::data::Alerts>(), &json!({ "alerts": "off" }))
            .fails(&SENT),
    ])
}

fn sign_in(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let (address, page) = (Address::DeskSignIn, schemas.variant::<View, DeskPage>()?);
    Ok(vec![
        operation("get", address, "signInPage")?
            .told(TAG, "The way in", "")
            .answers(200, JSON, &page)
            .fails(&[Kind::UnknownPage]),
        operation("post", address, "signIn")?
            .told(
                TAG,
                "Somebody of the shop comes in",
                "With an `identity` that the shop has signed (docs/identify.md, `\"role\": \"staff\"`): 303 to the desk, with \
                 the cookie that keeps them signed in for twelve hours. With an `email`: 200, and a link goes to that \
                 address, if somebody may sign in by it; the answer is the same if nobody may. Thirty tries an hour from one \
                 address; three links at once to one mailbox, then one in ten minutes.",
            )
            .takes(&schemas.taken::<Entry>(), &json!({ "email": "ada@example.com" }))
            .answers(200, JSON, &page)
            .leads()
            .fails(&SENT)
            .fails(&[Kind::Expired]),
    ])
}

fn link(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let (address, notice) = (Address::DeskLink, schemas.variant::<View, Notice>()?);
    Ok(vec![
        operation("get", address, "signInLink")?
            .told(TAG, "A link that signs somebody in", "Of an e-mail. Asks, and changes nothing.")
            .answers(200, JSON, &notice)
            .fails(&[Kind::Gone, Kind::UnknownPage]),
        operation("post", address, "signInByLink")?
            .told(TAG, "Somebody comes in by a link", "Once. 303 to the desk, with the cookie.")
            .takes(&json!({ "type": "object" }), &json!({}))
            .leads()
            .fails(&SENT)
            .fails(&[Kind::Gone]),
    ])
}

fn sign_out() -> Result<Operation> {
    Ok(operation("post", Address::DeskSignOut, "signOut")?
        .told(TAG, "Somebody goes", "303 to the way in; the cookie is gone.")
        .takes(&json!({ "type": "object" }), &json!({}))
        .leads()
        .fails(&SENT))
}

fn thread(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(vec![
        page("get", Address::DeskThread, "deskThread", schemas)?
            .told(TAG, "A question, for staff", "With everything that is known of it.")
            .fails(&[Kind::NotFound]),
        page("post", Address::DeskThread, "deskAct", schemas)?
            .told(
                TAG,
                "Something is done to a question",
                "And logged, with who and why. Where somebody has changed it since it was `seen`, nothing is done.",
            )
            .takes(&schemas.taken::<Deed>(), &Value::Null)
            .fails(&SENT)
            .fails(&[Kind::NotFound]),
    ])
}

fn log(schemas: &mut Schemas) -> Result<Operation> {
    Ok(page("get", Address::DeskLog, "deskLog", schemas)?.told(
        TAG,
        "Who did what, and why",
        "The latest first; `before` is the number of an act.",
    ))
}

/// `/ask/stop/{token}`, where links of e-mails lead.
pub(super) fn unfollow(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let (address, notice) = (Address::Unfollow, schemas.variant::<View, Notice>()?);
    let both =
        [("get", "followed", "Asks, and changes nothing."), ("post", "unfollow", "Does what the GET asks.")];
    both.into_iter()
        .map(|(method, id, description)| {
            let operation = operation(method, address, id)?.told(
                TAG,
                "E-mails about a question, or to staff",
                description,
            );
            Ok(operation.answers(200, JSON, &notice).fails(&[Kind::Gone, Kind::UnknownPage]))
        })
        .collect()
}

fn counts(schemas: &mut Schemas) -> Result<Operation> {
    let page = schemas.variant::<View, DeskPage>()?;
    Ok(Operation::new("get", Address::DeskChoose, Face::Json, "guidesUsed")
        .of_site()?
        .told("choose", "How guides are used", "In the last 30 days. For who is signed in at the desk.")
        .answers(200, "application/json", &page)
        .fails(&[Kind::Forbidden, Kind::UnknownPage]))
}

/// Searches in vain, and what was learned of others: shown, and changed.
fn searches(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let page = schemas.variant::<View, DeskPage>()?;
    let operation = |method, id, summary| {
        let operation = Operation::new(method, Address::DeskSearches, Face::Json, id).of_site()?;
        let told = operation.told("knowledge", summary, "For who is signed in at the desk.");
        anyhow::Ok(told.answers(200, "application/json", &page).fails(&[Kind::Forbidden, Kind::UnknownPage]))
    };
    let texts = ["id", "said", "means", "lang"].map(|name| (name, json!({ "type": "string" })));
    let mut form = json!({ "type": "object", "required": ["act"], "properties": Map::from_iter(
        texts.map(|(name, schema)| (name.to_owned(), schema)),
    ) });
    form["properties"]["act"] = json!({ "enum": ["forget", "undo", "redo", "teach"] });
    Ok(vec![
        operation("get", "deskSearches", "Searches in vain, and what was learned")?,
        operation("post", "deskSearch", "Forgets, undoes, uses again or teaches")?
            .takes_form(&form)
            .fails(&SENT),
    ])
}
