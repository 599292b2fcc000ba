//! Operations of the desk.

use anyhow::Result;
use model::route::Address;

use super::community;
use super::operation::Operation;
use super::schemas::Schemas;

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    match address {
        Address::DeskPerson => community::person(schemas),
        _ => Ok(Vec::new()),
    }
}
