//! All operations. Whoever adds an address to the edge's router is made to describe it here.

use super::operation::{Face, Operation};
use super::parameters;
use super::schemas::Schemas;
use super::{choose, community, desk, mails};
use anyhow::Result;
use model::data::{Asked, CalendarAsked, Data, Health, Identity, Lookup, Purged, Question};
use model::page::Page;
use model::problem::Kind;
use model::product::{Product, Products};
use model::route::Address;
use model::view::{ArticlePage, AskPage, Choose, Contact, Home, OrderPage, Orders, ThreadPage, View};
use serde_json::{Value, json};

/// What operations are sorted by.
pub(super) const TAGS: [(&str, &str); 7] = [
    ("shop", "Who and where the shop is, and whether it is open."),
    ("catalogue", "Products of the site's shops."),
    ("orders", "Where is my order."),
    ("choose", "What helps to choose."),
    ("knowledge", "Articles of the shop, and the threads of its customers."),
    ("desk", "For staff: what waits, and what they do about it."),
    ("operation", "For who runs the help desk, and for the platforms it asks."),
];

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Page(Page::Ask) => {
            let mut all: Vec<Operation> = known(address, ["searchPage", "search"], &schemas.variant::<View, AskPage>()?)?
                .map(|face| {
                    face.told(
                        "knowledge",
                        "What is known",
                        "Articles and threads that fit `q`, the best of each source in turn; without it, what most want to \
                         know, of a product or a panel if one is named.",
                    )
                    .fails(&[Kind::SourceUnavailable])
                })
                .into();
            all.extend([ask(schemas)?, ask_page(schemas)?]);
            all
        }
        Address::Page(page) => {
            let mut both: Vec<Operation> = of_page(page, schemas)?.into();
            if page == Page::Orders {
                both.extend([order(schemas)?, order_page(schemas)?]);
            }
            both
        }
        Address::Products => vec![json_of(address, "products", &schemas.variant::<Data, Products>()?)?
            .told("catalogue", "Products", "Of all the site's shops, 24 of each to a page; with `q`, those that fit.")
            .fails(&[Kind::SourceUnavailable])],
        Address::Product => vec![
            Operation::new("get", address, Face::Html, "productPage")
                .of_site()?
                .public()?
                .told("catalogue", "A product", "With its specs, and what can be done with it.")
                .answers(200, "text/html", &text())
                .fails(&MISSING),
            json_of(address, "product", &schemas.variant::<Data, Product>()?)?
                .told("catalogue", "A product", "")
                .fails(&MISSING),
        ],
        Address::Article => known(address, ["articlePage", "article"], &schemas.variant::<View, ArticlePage>()?)?
            .map(|face| face.told("knowledge", "An article", "A question that the shop has answered.").fails(&MISSING))
            .into(),
        Address::Guide
        | Address::Specs
        | Address::Compare
        | Address::Counts
        | Address::Configure
        | Address::Quote
        | Address::Cart => choose::of(address, schemas)?,
        Address::Asking
        | Address::Sheet
        | Address::Helpful
        | Address::ThreadAct
        | Address::Live
        | Address::Me
        | Address::Sitemap
        | Address::Robots => community::of(address, schemas)?,
        Address::Unfollow => desk::unfollow(schemas)?,
        Address::Desk
        | Address::DeskSignIn
        | Address::DeskLink
        | Address::DeskSignOut
        | Address::DeskThread
        | Address::DeskSearches
        | Address::DeskChoose
        | Address::DeskLog
        | Address::DeskPerson => desk::of(address, schemas)?,
        Address::Thread => vec![json_of(address, "thread", &schemas.variant::<View, ThreadPage>()?)?
            .told(
                "knowledge",
                "A thread",
                "A question of the community, with its answers. Who has written, by the cookie `deskbell_key`, sees what is \
                 theirs as well; with `quote`, a post's id, it is quoted in the field of the answer.",
            )
            .fails(&MISSING)],
        Address::OwnOrders => vec![own_orders(schemas)?],
        Address::Calendar => vec![order_calendar(schemas)?],
        Address::Watch
        | Address::Case
        | Address::OrderLink
        | Address::OrderLinks
        | Address::Confirm
        | Address::Stop
        | Address::DeskCase => mails::of(address, schemas)?,
        Address::ContactCard => vec![contact_card()?],
        Address::Loader => vec![loader()?],
        Address::File => vec![file()],
        Address::Hook => vec![hook(schemas)],
        Address::Health => vec![Operation::new("get", address, Face::Html, "health")
            .told("operation", "How the Worker is", "Whether it and its database answer, and how a site's sources are doing.")
            .parameter(parameters::query("site", false)?)
            .answers(200, "application/json", &schemas.told::<Health>())
            .fails(&[Kind::UnknownSite])],
        Address::Metrics => vec![Operation::new("get", address, Face::Html, "metrics")
            .told("operation", "Counters", "Of the isolate that answers, in the text format of Prometheus. Not there without the secret `METRICS_TOKEN`.")
            .secured()
            .answers(200, "text/plain", &text())
            .fails(&[Kind::Forbidden, Kind::UnknownPage])],
    })
}

/// What can go wrong with a thing that one source has.
const MISSING: [Kind; 2] = [Kind::NotFound, Kind::SourceUnavailable];

/// What can go wrong with what people send.
pub(super) const SENT: [Kind; 7] = [
    Kind::Forbidden,
    Kind::UnknownPage,
    Kind::TooLarge,
    Kind::UnsupportedMediaType,
    Kind::Invalid,
    Kind::TooMany,
    Kind::SourceUnavailable,
];

fn text() -> Value {
    json!({ "type": "string" })
}

/// JSON that everybody gets.
fn json_of(address: Address, id: &'static str, schema: &Value) -> Result<Operation> {
    let operation = Operation::new("get", address, Face::Json, id).of_site()?.public()?;
    Ok(operation.answers(200, "application/json", schema))
}

/// Both faces of what is known.
fn known(address: Address, ids: [&'static str; 2], schema: &Value) -> Result<[Operation; 2]> {
    let html = Operation::new("get", address, Face::Html, ids[0]).of_site()?.public()?;
    Ok([html.answers(200, "text/html", &text()), json_of(address, ids[1], schema)?])
}

/// Both faces of a page.
fn of_page(page: Page, schemas: &mut Schemas) -> Result<[Operation; 2]> {
    let (ids, schema, summary, description) = match page {
        Page::Home => (
            ["homePage", "home"],
            schemas.variant::<View, Home>()?,
            "The first page",
            "Is the shop open, where is it, whom does one ask; with `q`, who answers that.",
        ),
        Page::Orders => (
            ["ordersPage", "orders"],
            schemas.variant::<View, Orders>()?,
            "Orders",
            "Where an order is asked for.",
        ),
        Page::Choose => (
            ["choosePage", "choose"],
            schemas.variant::<View, Choose>()?,
            "Choose",
            "What helps to choose: guides by need, what can be put together; with `q`, products that fit.",
        ),
        Page::Ask => unreachable!("it is described where it is"),
        Page::Contact => (
            ["contactPage", "contact"],
            schemas.variant::<View, Contact>()?,
            "Contact",
            "Addresses, phones, e-mails, hours with holidays, people by topic.",
        ),
    };
    let address = Address::Page(page);
    let html = Operation::new("get", address, Face::Html, ids[0]).of_site()?.public()?;
    let json = json_of(address, ids[1], &schema)?;
    let fails: &[Kind] = match page {
        Page::Choose => &[Kind::UnknownPage, Kind::SourceUnavailable],
        _ => &[],
    };
    Ok([html.answers(200, "text/html", &text()), json]
        .map(|face| face.told("shop", summary, description).fails(fails)))
}

const ORDER: (&str, &str) = (
    "An order",
    "Told to who proves that it is theirs, by the e-mail address or the postal code of the order, or by the `token` of an \
     answer before. A wrong proof is answered as a wrong number is. Ten look-ups an hour of one order, sixty from one \
     address; sixty by tokens. Where the shop's system does not answer, what was known of it is told to who has proved \
     the same before, with `stale` filled.",
);

fn order(schemas: &mut Schemas) -> Result<Operation> {
    let example = json!({ "number": "1001", "email": "ada@example.com" });
    Ok(Operation::new("post", Address::Page(Page::Orders), Face::Json, "order")
        .of_site()?
        .parameter(parameters::header("deskbell-zone")?)
        .told("orders", ORDER.0, ORDER.1)
        .takes(&schemas.taken::<Lookup>(), &example)
        .answers(200, "application/json", &schemas.variant::<View, OrderPage>()?)
        .fails(&SENT)
        .fails(&[Kind::UnknownOrder, Kind::Expired]))
}

fn order_page(schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("post", Address::Page(Page::Orders), Face::Html, "orderPage")
        .of_site()?
        .parameter(parameters::header("deskbell-zone")?)
        .told("orders", ORDER.0, ORDER.1)
        .takes_form(&schemas.taken::<Lookup>())
        .answers(200, "text/html", &text())
        .fails(&SENT)
        .fails(&[Kind::UnknownOrder, Kind::Expired]))
}

fn own_orders(schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("post", Address::OwnOrders, Face::Json, "ownOrders")
        .of_site()?
        .told(
            "orders",
            "Somebody's orders",
            "The newest forty of who the shop says they are, each with the `token` that opens it. The identity is a JSON Web \
             Token that the shop signs, as docs/identify.md tells. Sixty lists an hour.",
        )
        .takes(&schemas.taken::<Identity>(), &Value::Null)
        .answers(200, "application/json", &schemas.variant::<View, Orders>()?)
        .fails(&SENT)
        .fails(&[Kind::Expired]))
}

fn order_calendar(schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("post", Address::Calendar, Face::Json, "orderCalendar")
        .of_site()?
        .told(
            "orders",
            "When it arrives, for a calendar",
            "An event (iCalendar, RFC 5545) of the days between which a parcel, or what is in none yet, arrives. Not there \
             where no day can be told.",
        )
        .takes(&schemas.taken::<CalendarAsked>(), &Value::Null)
        .header("Content-Disposition")
        .answers(200, "text/calendar", &text())
        .fails(&SENT)
        .fails(&[Kind::UnknownOrder, Kind::Expired, Kind::NotFound]))
}

fn ask(schemas: &mut Schemas) -> Result<Operation> {
    let example =
        json!({ "title": "Which cable?", "text": "Which cable does the monitor need?", "name": "Ada" });
    Ok(Operation::new("post", Address::Page(Page::Ask), Face::Json, "ask")
        .of_site()?
        .parameter(parameters::header("Idempotency-Key")?)
        .told(
            "knowledge",
            "A question",
            "To the site's own community, where it has one. What looks private is not taken unless `to` says who may read it.",
        )
        .takes(&schemas.taken::<Question>(), &example)
        .answers(201, "application/json", &schemas.variant::<Data, Asked>()?)
        .fails(&SENT)
        .fails(&[Kind::MissingIdempotencyKey, Kind::InFlight, Kind::KeyReused]))
}

fn ask_page(schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("post", Address::Page(Page::Ask), Face::Html, "askPage")
        .of_site()?
        .told(
            "knowledge",
            "A question, by a form",
            "A page that asks who may read it where it looks private; else the thread's page, to which it leads.",
        )
        .takes_form(&schemas.taken::<Question>())
        .answers(200, "text/html", &text())
        .leads_with(&["Content-Language", "Location"])
        .fails(&SENT)
        .fails(&[Kind::InFlight, Kind::KeyReused]))
}

fn contact_card() -> Result<Operation> {
    Ok(Operation::new("get", Address::ContactCard, Face::Html, "contactCard")
        .of_site()?
        .public()?
        .told("shop", "The shop as a vCard", "For the address book of a phone (RFC 2426).")
        .header("Content-Disposition")
        .answers(200, "text/vcard", &text()))
}

fn loader() -> Result<Operation> {
    Ok(Operation::new("get", Address::Loader, Face::Html, "loader")
        .of_site()?
        .public()?
        .told(
            "shop",
            "The loader, with the site's first facts",
            "For a storefront's page: who opens the help desk before its page is there reads at once where the shop is. \
             Where there is no such site, the loader alone, whose frame tells so.",
        )
        .answers(200, "text/javascript", &text()))
}

fn file() -> Operation {
    let file = Operation::new("get", Address::File, Face::Html, "file")
        .told("shop", "A picture", "Its address changes with its content: it may be kept for ever.")
        .fails(&[Kind::UnknownPage]);
    ["image/avif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"]
        .into_iter()
        .fold(file, |file, media_type| file.answers(200, media_type, &json!({})))
}

fn hook(schemas: &mut Schemas) -> Operation {
    Operation::new("post", Address::Hook, Face::Html, "hook")
        .told(
            "operation",
            "What has changed",
            "A platform's webhook: its own body, at most 1 MB, signed in its own headers. What it names is forgotten by \
             all caches. A notice that came before does nothing.",
        )
        .takes(&json!({}), &Value::Null)
        .answers(200, "application/json", &schemas.told::<Purged>())
        .fails(&[Kind::Forbidden, Kind::UnknownSite, Kind::UnknownPage, Kind::TooLarge, Kind::Invalid])
}

/// The description of this very document: a file, which no code of ours answers.
pub(super) fn this_document() -> Value {
    let etag =
        json!({ "ETag": { "required": true, "description": "Changes with the content.", "schema": text() } });
    json!({
        "operationId": "openapi",
        "tags": ["operation"],
        "summary": "This document",
        "description": "",
        "parameters": [],
        "responses": {
            "200": {
                "description": "This document",
                "headers": etag,
                "content": { "application/json": { "schema": { "type": "object", "required": ["openapi", "paths"] } } },
            },
            "304": { "description": "`If-None-Match` names what it is now.", "headers": etag },
            "405": { "description": "Only GET and HEAD." },
        },
    })
}
