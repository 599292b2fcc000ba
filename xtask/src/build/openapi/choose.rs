//! Operations of the Choose panel.

use anyhow::Result;
use model::data::{CartAsked, CartLink, Data, QuoteAsked};
use model::problem::Kind;
use model::route::Address;
use model::view::{ConfigurePage, QuotePage, View};
use serde_json::{Value, json};

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;

const HTML: &str = "text/html";
const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    match address {
        Address::Configure => configure(schemas),
        Address::Quote => quote(schemas),
        Address::Cart => cart(schemas),
        _ => Ok(Vec::new()),
    }
}

fn configure(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let view = schemas.variant::<View, ConfigurePage>()?;
    let get = |face, id, media_type, schema: &Value| -> Result<Operation> {
        let get = Operation::new("get", Address::Configure, face, id).of_site()?.public()?;
        Ok(get
            .told(
                "catalogue",
                "A product, put together",
                "With the options of its address: `?processor=r7-9800x3d&drive=nvme-2tb*2`, or `cooler=-` for one that is \
                 left out. What is not said, or not known, is as the shop proposes it.",
            )
            .answers(200, media_type, schema)
            .fails(&[Kind::NotFound]))
    };
    let text = json!({ "type": "string" });
    let html = get(Face::Html, "configurePage", HTML, &text)?;
    let json = get(Face::Json, "configure", JSON, &view)?;
    let hold = Operation::new("post", Address::Configure, Face::Json, "holdPrice")
        .of_site()?
        .told(
            "catalogue",
            "A price is held",
            "The price of these choices, signed and promised for the days that the shop says. What cannot be bought is \
             refused: the page of the same options says why, and what to change.",
        )
        .takes(&schemas.taken::<QuoteAsked>(), &json!({ "options": "processor=ryzen-5-9600x" }))
        .answers(201, JSON, &schemas.variant::<View, QuotePage>()?)
        .fails(&SENT)
        .fails(&[Kind::NotFound]);
    Ok(vec![html, json, hold])
}

fn quote(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(vec![
        Operation::new("get", Address::Quote, Face::Json, "quote")
            .of_site()?
            .told(
                "catalogue",
                "A price that is held",
                "What was chosen, what it costs, until when. A shop asks this before it takes the price from a cart \
                 (docs/quotes.md).",
            )
            .answers(200, JSON, &schemas.variant::<View, QuotePage>()?)
            .fails(&[Kind::QuoteGone, Kind::UnknownPage]),
    ])
}

fn cart(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(vec![
        Operation::new("post", Address::Cart, Face::Json, "cart")
            .of_site()?
            .told(
                "catalogue",
                "Into the cart",
                "The shop's address that puts it there. A form is led there by 303.",
            )
            .takes(&schemas.taken::<CartAsked>(), &json!({ "product": "shopify.101", "quantity": 2 }))
            .answers(200, JSON, &schemas.variant::<Data, CartLink>()?)
            .fails(&SENT)
            .fails(&[Kind::NotFound, Kind::QuoteGone]),
    ])
}
