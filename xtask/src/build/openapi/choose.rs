//! Operations of the Choose panel.

use anyhow::Result;
use model::data::{CartAsked, CartLink, Counted, Data, Left, QuoteAsked};
use model::problem::Kind;
use model::route::Address;
use model::view::{ComparePage, ConfigurePage, GuidePage, QuotePage, SpecsPage, View};
use serde_json::{Value, json};

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::parameters;
use super::schemas::Schemas;

const HTML: &str = "text/html";
const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    match address {
        Address::Guide => guide(schemas),
        Address::Configure => configure(schemas),
        Address::Quote => quote(schemas),
        Address::Cart => cart(schemas),
        Address::Specs => by_spec(schemas),
        Address::Compare => compare(schemas),
        Address::Counts => Ok(vec![counts(schemas)?]),
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
    let page = Operation::new("post", Address::Configure, Face::Html, "holdPricePage")
        .of_site()?
        .told("catalogue", "A price is held, by a form", "Leads to its page.")
        .takes_form(&schemas.taken::<QuoteAsked>())
        .answers(200, HTML, &text)
        .leads_with(&["Location"])
        .fails(&SENT)
        .fails(&[Kind::NotFound]);
    Ok(vec![html, json, hold, page])
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

fn guide(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let faces = [
        (Face::Html, "guidePage", "text/html", json!({ "type": "string" })),
        (Face::Json, "guide", "application/json", schemas.variant::<View, GuidePage>()?),
    ];
    let mut operations = Vec::new();
    for (face, id, media_type, schema) in faces {
        let operation = Operation::new("get", Address::Guide, face, id).of_site()?.public()?;
        operations.push(operation.answers(200, media_type, &schema).fails(&[Kind::NotFound, Kind::UnknownPage]).told(
            "catalogue",
            "A guide by need",
            "One question at a time, and what fits the answers so far. Each parameter of the query is the id of a question, \
             its value the ids of answers with a dot between them, `unsure` or `-`. The JSON has the guide with all of its \
             products, so that other answers need no request; of a large catalogue, those that are shown.",
        ));
    }
    Ok(operations)
}

fn by_spec(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let schema = schemas.variant::<View, SpecsPage>()?;
    let about = (
        "Products by their specs",
        "The kinds of products of the site's own catalogue; with `kind`, the products of one, with every spec to filter \
         by and how many each choice leaves. A spec is a parameter of its own: `s.Panel=IPS`, again for another, and \
         `s.Size=24 in..27 in` of numbers in any unit, or `s.Size.from` and `s.Size.to`. Where nothing fits, the nearest.",
    );
    let faces = [
        Operation::new("get", Address::Specs, Face::Html, "bySpecPage").answers(
            200,
            "text/html",
            &json!({ "type": "string" }),
        ),
        Operation::new("get", Address::Specs, Face::Json, "bySpec").answers(200, "application/json", &schema),
    ];
    let told = |face: Operation| {
        let face = face.of_site()?.public()?;
        let face = ["kind", "sort", "page", "p"]
            .into_iter()
            .try_fold(face, |face, name| anyhow::Ok(face.parameter(parameters::query(name, false)?)))?;
        Ok(face.told("catalogue", about.0, about.1).fails(&[Kind::NotFound, Kind::UnknownPage]))
    };
    faces.into_iter().map(told).collect()
}

fn compare(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let schema = schemas.variant::<View, ComparePage>()?;
    let faces = [
        Operation::new("get", Address::Compare, Face::Html, "comparePage").answers(
            200,
            "text/html",
            &json!({ "type": "string" }),
        ),
        Operation::new("get", Address::Compare, Face::Json, "compare").answers(
            200,
            "application/json",
            &schema,
        ),
    ];
    let told = |face: Operation| {
        let face = face.of_site()?.public()?;
        let face =
            face.parameter(parameters::query("p", false)?).parameter(parameters::query("kind", false)?);
        let about = "Two to four of any of the site's shops, what differs first. Fewer are told with what is missing.";
        Ok(face
            .told("catalogue", "Products beside each other", about)
            .fails(&[Kind::UnknownPage, Kind::SourceUnavailable]))
    };
    faces.into_iter().map(told).collect()
}

fn counts(schemas: &mut Schemas) -> Result<Operation> {
    let example = json!({ "guide": "monitor", "left": "size", "shown": [] });
    Ok(Operation::new("post", Address::Counts, Face::Json, "countGuide")
        .of_site()?
        .told(
            "choose",
            "A guide was left",
            "Where, and what it showed then: numbers of the day, which know nobody. 240 an hour from one address.",
        )
        .takes(&schemas.taken::<Left>(), &example)
        .answers(200, "application/json", &schemas.variant::<Data, Counted>()?)
        .fails(&SENT))
}
