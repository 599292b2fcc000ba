//! Operations of the desk. All but the way in are for who is signed in there.

use anyhow::Result;
use model::problem::Kind;
use model::route::Address;
use model::view::{DeskPage, View};

use super::operation::{Face, Operation};
use super::schemas::Schemas;

const JSON: &str = "application/json";

const TAG: &str = "desk";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::DeskChoose => vec![counts(schemas)?],
        _ => Vec::new(),
    })
}

fn counts(schemas: &mut Schemas) -> Result<Operation> {
    let page = schemas.variant::<View, DeskPage>()?;
    Ok(Operation::new("get", Address::DeskChoose, Face::Json, "guidesUsed")
        .of_site()?
        .told("choose", "How guides are used", "In the last 30 days. For who is signed in at the desk.")
        .answers(200, "application/json", &page)
        .fails(&[Kind::Forbidden, Kind::UnknownPage]))
}
