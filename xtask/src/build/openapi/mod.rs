//! `/api/openapi.json`: the API described in OpenAPI 3.1, made from the addresses that the edge answers and from the
//! types that cross the wire.

mod choose;
mod community;
mod desk;
mod headers;
mod mails;
mod operation;
mod operations;
mod parameters;
mod schemas;
#[cfg(test)]
mod tests;

use anyhow::{Result, ensure};
use model::route::Address;
use schemas::Schemas;
use serde_json::{Map, Value, json};

/// Where the document is served, below the folder of assets.
pub(super) const PATH: &str = "api/openapi.json";

const DESCRIPTION: &str = "\
Every page of the help desk answers twice: as HTML, and below `/api` as JSON. Which site is asked is said by `?site=`, \
else by the host name; the language by `?lang=`, else by `Accept-Language`. What goes wrong is told as a Problem \
(RFC 9457) below `/api`, and as a page everywhere else; texts are in the reader's language, and `type` names the kind. \
Whatever answers GET answers HEAD. Answers that everybody gets have an `ETag`: who sends it back as `If-None-Match` is \
told 304 while nothing has changed.";

/// The document.
pub(super) fn document() -> Result<Value> {
    let mut schemas = Schemas::default();
    let mut paths: Map<String, Value> = Map::new();
    let mut add = |path: String, method: &str, operation: Value| -> Result<()> {
        let path = paths.entry(path).or_insert_with(|| json!({}));
        ensure!(path.get(method).is_none(), "{method} is described twice for {path}");
        path[method] = operation;
        Ok(())
    };
    for address in Address::ALL {
        for operation in operations::of(address, &mut schemas)? {
            add(operation.path(), operation.method, operation.written(&mut schemas)?)?;
        }
    }
    add(format!("/{PATH}"), "get", operations::this_document())?;
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Deskbell",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "The help desk that serves this document" }],
        "tags": operations::TAGS.map(|(name, description)| json!({ "name": name, "description": description })),
        "paths": paths,
        "components": {
            "schemas": schemas.finish()?,
            "headers": headers::all(),
            "securitySchemes": {
                "metrics": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The Worker's secret `METRICS_TOKEN`.",
                },
            },
        },
    }))
}
