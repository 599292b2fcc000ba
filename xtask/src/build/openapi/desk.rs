//! Operations of the desk. All but the way in are for who is signed in there.

use anyhow::Result;
use model::problem::Kind;
use model::route::Address;
use model::view::{DeskPage, View};
use serde_json::{Map, json};

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;

const JSON: &str = "application/json";

const TAG: &str = "desk";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::DeskSearches => searches(schemas)?,
        _ => Vec::new(),
    })
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
