//! Operations of the community.

use anyhow::Result;
use model::data::{Act, Helpful};
use model::problem::Kind;
use model::route::Address;
use model::view::{ArticlePage, AskPage, AskingPage, DeskPage, ThreadPage, View};
use serde_json::{Value, json};

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;

const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Asking => vec![asking(address, schemas)?],
        Address::ThreadAct => vec![act(address, schemas)?],
        Address::Sitemap => vec![sitemap(address)?],
        Address::Robots => vec![robots(address)?],
        Address::Sheet => vec![sheet(address)?],
        Address::Live => vec![live()?],
        Address::Me => me(schemas)?,
        Address::Helpful => helpful(schemas)?,
        _ => Vec::new(),
    })
}

fn asking(address: Address, schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("get", address, Face::Json, "asking")
        .of_site()?
        .public()?
        .told("knowledge", "Where a question is asked", "With the site's rules of conduct.")
        .answers(200, JSON, &schemas.variant::<View, AskingPage>()?)
        .fails(&[Kind::UnknownPage]))
}

fn act(address: Address, schemas: &mut Schemas) -> Result<Operation> {
    Ok(Operation::new("post", address, Face::Json, "act")
        .of_site()?
        .told(
            "knowledge",
            "Something is done to a thread",
            "`answer`, `vote`, `accept`, `edit`, `flag` or `close`. Who did it before is known by the cookie `deskbell_key`, \
             which forms are given; of programs only an answer is taken without it. Sixty acts and twenty answers at once, \
             then one in ten seconds and one a minute.",
        )
        .takes(&schemas.taken::<Act>(), &json!({ "text": "A cable with both plugs." }))
        .answers(200, JSON, &schemas.variant::<View, ThreadPage>()?)
        .fails(&SENT)
        .fails(&[Kind::NotFound, Kind::MissingIdempotencyKey, Kind::InFlight, Kind::KeyReused]))
}

fn sitemap(address: Address) -> Result<Operation> {
    Ok(Operation::new("get", address, Face::Html, "sitemap")
        .of_site()?
        .public()?
        .told(
            "knowledge",
            "Addresses for search engines",
            "Pages, articles and public threads (sitemaps.org, 0.9).",
        )
        .answers(200, "application/xml", &json!({ "type": "string" })))
}

fn robots(address: Address) -> Result<Operation> {
    Ok(Operation::new("get", address, Face::Html, "robots")
        .of_site()?
        .public()?
        .told("knowledge", "What search engines are to leave alone", "And where the sitemap is (RFC 9309).")
        .answers(200, "text/plain", &json!({ "type": "string" })))
}

fn sheet(address: Address) -> Result<Operation> {
    Ok(Operation::new("get", address, Face::Html, "sheet")
        .of_site()?
        .public()?
        .told(
            "knowledge",
            "What a browser checks questions and answers by",
            "The words in which is asked, in lines, and the rules of a language and of the site, packed for the app of the same \
             release: who writes is told that something looks private before it is sent.",
        )
        .answers(200, "text/plain", &json!({ "type": "string" }))
        .fails(&[Kind::UnknownPage]))
}

/// News of a thread.
fn live() -> Result<Operation> {
    Ok(Operation::new("get", Address::Live, Face::Json, "threadNews")
        .of_site()?
        .told(
            "knowledge",
            "News of a thread",
            "A WebSocket (RFC 6455), by which comes an instant in milliseconds whenever the thread has changed: who asks for the \
             thread with that instant as `changed` gets it as it is since then. `?` is answered by `!`; who says anything else is \
             closed. Of what not everybody may see, for who may. Fifty sockets of one thread for one address.",
        )
        .answers(101, "text/plain", &json!({ "type": "string" }))
        .fails(&[Kind::Forbidden, Kind::NotFound, Kind::TooMany]))
}

/// What is kept of somebody, by the key of their browser.
fn me(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let page = schemas.variant::<View, DeskPage>()?;
    let told = "Of who holds this browser's key, a cookie that whoever writes is given, and of whom the shop names by an identity \
                (docs/identify.md). Sixty an hour from one address.";
    let get = Operation::new("get", Address::Me, Face::Json, "me").of_site()?;
    let post = Operation::new("post", Address::Me, Face::Json, "takeOrEraseMe").of_site()?;
    Ok(vec![
        get.told("knowledge", "What is kept of me", told).answers(200, JSON, &page).fails(&[Kind::TooMany]),
        post.told("knowledge", "What is kept of me, to take along or to erase", told)
            .takes(&asked(&json!({ "identity": { "type": "string" } })), &json!({ "do": "export" }))
            .answers(200, JSON, &kept(&page))
            .fails(&SENT)
            .fails(&[Kind::Expired]),
    ])
}

/// What is asked of who somebody is said to be by these properties.
pub(super) fn asked(who: &Value) -> Value {
    let mut properties = json!({
        "do": { "type": "string", "enum": ["look", "export", "erase"], "default": "look" },
        "sure": { "type": "string", "description": "Not empty: nothing is erased by mistake." },
    });
    for (name, schema) in who.as_object().into_iter().flatten() {
        properties[name] = schema.clone();
    }
    json!({ "type": "object", "properties": properties })
}

/// How much there is, or everything: a list for each of its kinds.
pub(super) fn kept(page: &Value) -> Value {
    let export = json!({ "type": "object", "additionalProperties": { "type": "array", "items": { "type": "object" } } });
    json!({ "anyOf": [page, export] })
}

/// For staff, by an e-mail address.
pub(super) fn person(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let page = schemas.variant::<View, DeskPage>()?;
    let told =
        "Of an e-mail address, and of who has left it with a question. For who is signed in at the desk.";
    let get = Operation::new("get", Address::DeskPerson, Face::Json, "person").of_site()?;
    let post = Operation::new("post", Address::DeskPerson, Face::Json, "takeOrErasePerson").of_site()?;
    let failures = [Kind::Forbidden, Kind::UnknownPage];
    Ok(vec![
        get.told("knowledge", "What is kept of a person", told).answers(200, JSON, &page).fails(&failures),
        post.told("knowledge", "What is kept of a person, to send or to erase", told)
            .takes(
                &asked(&json!({ "email": { "type": "string" } })),
                &json!({ "do": "export", "email": "ada@example.com" }),
            )
            .answers(200, JSON, &kept(&page))
            .fails(&SENT),
    ])
}

/// Both faces of what became of a search.
fn helpful(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let taken = schemas.taken::<Helpful>();
    let page =
        json!({ "anyOf": [schemas.variant::<View, AskPage>()?, schemas.variant::<View, ArticlePage>()?] });
    let operation = |face, id| {
        let operation = Operation::new("post", Address::Helpful, face, id).of_site()?.told(
            "knowledge",
            "What became of a search",
            "Whether an answer helped, was opened after a search in vain, or was not found: other words for the same are learned \
             of it. Of one address the same counts once a day. The answer is the same page again.",
        );
        anyhow::Ok(operation.fails(&SENT).fails(&[Kind::NotFound]))
    };
    let example = json!({ "id": "desk.returns", "how": "yes", "q": "send it back", "place": "article" });
    Ok(vec![
        operation(Face::Json, "helpful")?.takes(&taken, &example).answers(200, "application/json", &page),
        operation(Face::Html, "helpfulPage")?.takes_form(&taken).answers(
            200,
            "text/html",
            &json!({ "type": "string" }),
        ),
    ])
}
