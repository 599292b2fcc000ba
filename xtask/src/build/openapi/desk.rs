//! Operations of the desk.

use anyhow::Result;
use model::route::Address;

use super::operation::Operation;
use super::schemas::Schemas;

/// Everything that an address answers.
#[expect(clippy::unnecessary_wraps, reason = "schemas can fail")]
pub(super) fn of(_address: Address, _schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(Vec::new())
}
