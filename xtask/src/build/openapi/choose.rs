//! Operations of the Choose panel.

use anyhow::Result;
use model::data::{Counted, Data, Left};
use model::route::Address;
use serde_json::json;

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;

const HTML: &str = "text/html";
const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Counts => vec![counts(schemas)?],
        _ => Vec::new(),
    })
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
