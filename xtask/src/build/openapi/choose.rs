//! Operations of the Choose panel.

use anyhow::Result;
use model::problem::Kind;
use model::route::Address;
use model::view::{GuidePage, View};
use serde_json::json;

use super::operation::{Face, Operation};
use super::schemas::Schemas;

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Guide => guide(schemas)?,
        _ => Vec::new(),
    })
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
