//! Parameters of requests.

use anyhow::{Result, bail};
use model::lang::Lang;
use serde_json::{Value, json};

/// Ids of products, articles and threads: the source's, a dot, its own.
const ID: &str = "^[a-z0-9]{1,20}\\.[A-Za-z0-9._~:-]{1,99}$";

/// A parameter of the query. Values that are not known here are no mistake, but for the site.
pub(super) fn query(name: &str, required: bool) -> Result<Value> {
    let (schema, example, description) = match name {
        "site" => (
            json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$" }),
            json!("lindenhof"),
            "Which site; without it the host name decides, or the default site.",
        ),
        "lang" => (
            json!({ "enum": Lang::ALL.map(Lang::code) }),
            json!("en"),
            "The language; without it, and for one the site does not offer, `Accept-Language` decides.",
        ),
        "theme" => (json!({ "enum": ["auto", "light", "dark"] }), json!("auto"), "The look."),
        "embed" => {
            (json!({ "enum": ["none", "panel", "inline"] }), json!("none"), "How the page is to be shown.")
        }
        "q" => (
            json!({ "type": "string", "pattern": if required { "\\S" } else { "" } }),
            json!("monitor"),
            "What somebody typed; control characters are left out, and what is longer than 200 characters is cut.",
        ),
        "product" => (
            json!({ "type": "string", "pattern": ID }),
            json!("shop.m-27-4k"),
            "The product that it is about.",
        ),
        "panel" => (
            json!({ "type": "string", "maxLength": 40 }),
            json!("orders"),
            "The panel that it is about, as articles name it.",
        ),
        "before" => (
            json!({ "type": "string" }),
            json!("telly"),
            "What was searched for before, in vain: told again to who says what helped.",
        ),
        "kind" => {
            (json!({ "type": "string" }), json!("Monitor"), "The kind of product, as the catalogue calls it.")
        }
        "sort" => (
            json!({ "type": "string" }),
            json!("price"),
            "The spec that puts the products in order; behind `-`, from the highest down.",
        ),
        "page" => (
            json!({ "type": "integer", "minimum": 1 }),
            json!(1),
            "Which page; the last one, where there are fewer.",
        ),
        "p" => (
            json!({ "type": "array", "items": { "type": "string" }, "maxItems": 4 }),
            Value::Null,
            "Products for a comparison, each as a parameter of its own.",
        ),
        "after" => (
            json!({ "type": "string", "maxLength": 1500 }),
            Value::Null,
            "Where to go on: what the page before told as its `next`.",
        ),
        "seen" => (
            json!({ "type": "string", "maxLength": 1500 }),
            Value::Null,
            "What was seen before, in lines: staff read it with a private question.",
        ),
        "quote" => (json!({ "type": "string", "pattern": "^[0-9]{1,15}$" }), json!("1"), "A post's id."),
        _ => bail!("the parameter `{name}` is not described"),
    };
    Ok(parameter("query", name, required, &schema, example, description))
}

/// All that a query may hold: names and values are the site's own.
pub(super) fn any() -> Value {
    json!({
        "name": "answers", "in": "query", "required": false, "style": "form", "explode": true,
        "description": "What was chosen so far. What is not known is passed over.",
        "schema": { "type": "object", "additionalProperties": { "type": "string" } },
    })
}

/// A place in a path.
pub(super) fn place(name: &str) -> Result<Value> {
    let (pattern, example, description) = match name {
        "id" => (ID, "desk.1", "The id, as lists and searches tell it."),
        "name" => (
            "^[0-9a-f]{32}\\.[a-z]{1,4}$",
            "0123456789abcdef0123456789abcdef.svg",
            "The name, as pages link it: a hash of the content, and the kind.",
        ),
        "site" => ("^[a-z0-9][a-z0-9-]{0,39}$", "lindenhof", "The site."),
        "source" => ("^[a-z0-9]{1,20}$", "shop", "The source, as the site's settings name it."),
        "guide" => ("^[a-z0-9][a-z0-9-]{0,39}$", "monitor", "The guide's id: the name of its file."),
        "token" => (
            "^[A-Za-z0-9_-]{48}$",
            "AAECAwQFBgcICQoLDA0OD2w1lYBVXoNGVNFxzq3rPKMNy2kT",
            "What stands in the link of an e-mail: signed, good for one thing and for a while.",
        ),
        "act" => ("^(answer|vote|accept|edit|flag|close)$", "answer", "What is done."),
        "product" => (ID, "desk.pc-to-measure", "The product's id, as lists tell it."),
        "quote" => (
            "^[A-Za-z0-9_-]{1,4000}$",
            "AAECAwQFBgcICQoLDA0ODw",
            "A price that is held, as it was told: what was promised, signed.",
        ),
        _ => bail!("the place `{{{name}}}` is not described"),
    };
    let schema = json!({ "type": "string", "pattern": pattern });
    Ok(parameter("path", name, true, &schema, json!(example), description))
}

/// A header of a request.
pub(super) fn header(name: &str) -> Result<Value> {
    let (required, schema, example, description) = match name {
        "Accept-Language" => {
            (false, json!({ "type": "string" }), "de, en;q=0.8", "Languages the reader knows (RFC 9110).")
        }
        "deskbell-zone" => (
            false,
            json!({ "type": "string" }),
            "Europe/Berlin",
            "The time zone of the reader's clock, an IANA name, by which times are told. Else it is the network's, and named \
             with each time.",
        ),
        "If-None-Match" => (
            false,
            json!({ "type": "string" }),
            "\"0123456789abcdef01234567\"",
            "The `ETag` of the answer that is there already.",
        ),
        "Idempotency-Key" => (
            true,
            json!({ "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$" }),
            "8e03978e-40d5-43dd-bc93-6894a57f9324",
            "Names this write: sent again with the same key and body it happens once, and gets the same answer. Kept for two days.",
        ),
        _ => bail!("the header `{name}` is not described"),
    };
    Ok(parameter("header", name, required, &schema, json!(example), description))
}

fn parameter(
    place: &str,
    name: &str,
    required: bool,
    schema: &Value,
    example: Value,
    description: &str,
) -> Value {
    let mut parameter = json!({
        "name": name, "in": place, "required": required, "description": description, "schema": schema,
    });
    if !example.is_null() {
        parameter["example"] = example;
    }
    parameter
}
