//! Operations of the community.

use anyhow::Result;
use model::data::Act;
use model::problem::Kind;
use model::route::Address;
use model::view::{AskingPage, ThreadPage, View};
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
        .answers(200, "application/xml", &Value::from(json!({ "type": "string" }))))
}
