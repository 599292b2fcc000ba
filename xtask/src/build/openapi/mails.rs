//! The operations of what e-mails are about: being told, reporting, and where their links lead.

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;
use anyhow::Result;
use model::data::{Data, Link, LinkAsked, Report, Settlement, WatchAsked};
use model::problem::Kind;
use model::route::Address;
use model::view::{Notice, OrderPage, View};
use serde_json::{Value, json};

const JSON: &str = "application/json";

/// Everything that such an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let order = schemas.variant::<View, OrderPage>()?;
    let notice = schemas.variant::<View, Notice>()?;
    let operation = |method, id| Operation::new(method, address, Face::Json, id).of_site();
    Ok(match address {
        Address::Watch => vec![operation("post", "watch")?
            .told(
                "orders",
                "To be told when it moves",
                "By e-mail, once at each of these stages. Who proved the order by its e-mail address is written to there; \
                 another address is asked first. Twenty an hour from one address; three questions a day to one mailbox.",
            )
            .takes(&schemas.taken::<WatchAsked>(), &Value::Null)
            .answers(200, JSON, &order)
            .fails(&SENT)
            .fails(&PROVED)],
        Address::Case => vec![operation("post", "report")?
            .told(
                "orders",
                "Something is wrong",
                "Goes to staff with the order; the answer names its reference. Five at once of one order, then one in four \
                 hours; ten an hour from one address.",
            )
            .takes(&schemas.taken::<Report>(), &Value::Null)
            .answers(200, JSON, &order)
            .fails(&SENT)
            .fails(&PROVED)
            .fails(&[Kind::MissingIdempotencyKey, Kind::InFlight, Kind::KeyReused])],
        Address::OrderLink => vec![operation("get", "orderLink")?
            .told("orders", "An order, by a link", "Of an e-mail. Its page tells no other where it was opened.")
            .answers(200, JSON, &order)
            .fails(&[Kind::Gone, Kind::UnknownPage, Kind::UnknownOrder, Kind::SourceUnavailable])],
        Address::OrderLinks => vec![operation("post", "makeOrderLink")?
            .told(
                "orders",
                "A link to an order",
                "For the shop's own e-mails: opens the order without typing, for 30 days. Its server proves by an identity \
                 (docs/identify.md) to whom it writes. Sixty an hour for one customer.",
            )
            .takes(&schemas.taken::<LinkAsked>(), &json!({ "identity": "eyJhbGciOiJIUzI1NiJ9.e30.AA", "number": "1001" }))
            .answers(201, JSON, &schemas.variant::<Data, Link>()?)
            .fails(&SENT)
            .fails(&[Kind::Expired])],
        Address::Confirm => of_link(operation, ["askedMails", "confirmMails"], "E-mails that somebody else asked for", &notice)?,
        Address::Stop => of_link(operation, ["sentMails", "stopMails"], "E-mails about an order", &notice)?,
        _ => vec![
            operation("get", "case")?
                .told("orders", "A report, for staff", "With the order as it was then, and a form.")
                .answers(200, JSON, &notice)
                .fails(&[Kind::Gone, Kind::UnknownPage]),
            operation("post", "settleCase")?
                .told("orders", "A report is settled", "The shopper is told by e-mail, and sees it with the order.")
                .takes(&schemas.taken::<Settlement>(), &Value::Null)
                .answers(200, JSON, &notice)
                .fails(&SENT)
                .fails(&[Kind::Gone]),
        ],
    })
}

/// What can go wrong with what is done by a token of an order's page.
const PROVED: [Kind; 2] = [Kind::Expired, Kind::UnknownOrder];

/// Asked by GET, done by POST. A mail program may POST by itself (RFC 8058), with whatever body.
fn of_link(
    operation: impl Fn(&'static str, &'static str) -> Result<Operation>,
    [asked, done]: [&'static str; 2],
    summary: &'static str,
    notice: &Value,
) -> Result<Vec<Operation>> {
    let asked = operation("get", asked)?.told("orders", summary, "Asks, and changes nothing.");
    let done = operation("post", done)?.told("orders", summary, "Does what the GET asks.");
    Ok([asked, done].map(|one| one.answers(200, JSON, notice).fails(&[Kind::Gone, Kind::UnknownPage])).into())
}
