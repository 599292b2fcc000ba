//! Operations of the Choose panel.

use anyhow::Result;
use model::problem::Kind;
use model::route::Address;
use model::view::{ComparePage, SpecsPage, View};
use serde_json::json;

use super::operation::{Face, Operation};
use super::parameters;
use super::schemas::Schemas;

const HTML: &str = "text/html";
const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    match address {
        Address::Specs => by_spec(schemas),
        Address::Compare => compare(schemas),
        _ => Ok(Vec::new()),
    }
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
