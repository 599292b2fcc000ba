//! Operations of the community.

use anyhow::Result;
use model::data::Helpful;
use model::problem::Kind;
use model::route::Address;
use model::view::{ArticlePage, AskPage, View};
use serde_json::json;

use super::operation::{Face, Operation};
use super::operations::SENT;
use super::schemas::Schemas;
use anyhow::Result;
use model::problem::Kind;
use model::route::Address;
use model::view::{DeskPage, View};
use serde_json::{Value, json};

const JSON: &str = "application/json";

const JSON: &str = "application/json";

/// Everything that an address answers.
pub(super) fn of(address: Address, schemas: &mut Schemas) -> Result<Vec<Operation>> {
    Ok(match address {
        Address::Helpful => helpful(schemas)?,
        _ => Vec::new(),
    })
}

/// Both faces of what became of a search.
fn helpful(schemas: &mut Schemas) -> Result<Vec<Operation>> {
    let taken = schemas.taken::<Helpful>();
    let page =
        json!({ "anyOf": [schemas.variant::<View, AskPage>()?, schemas.variant::<View, ArticlePage>()?] });
    let operation = |face, id| {
        let operation = Operation::new("post", Address::Helpful, face, id).of_site()?.told(
            "knowledge",
            "What became of a search",
            "Whether an answer helped, was opened after a search in vain, or was not found: other words for the same are learned \
             of it. Of one address the same counts once a day. The answer is the same page again.",
        );
        anyhow::Ok(operation.fails(&SENT).fails(&[Kind::NotFound]))
    };
    let example = json!({ "id": "desk.returns", "how": "yes", "q": "send it back", "place": "article" });
    Ok(vec![
        operation(Face::Json, "helpful")?.takes(&taken, &example).answers(200, "application/json", &page),
        operation(Face::Html, "helpfulPage")?.takes_form(&taken).answers(
            200,
            "text/html",
            &json!({ "type": "string" }),
        ),
    ])
}
