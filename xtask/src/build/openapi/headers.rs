//! Headers of answers.

use model::route::EVERGREEN;
use serde_json::{Map, Value, json};

/// Every header that is described: its name, its schema, what it says.
fn known() -> [(&'static str, Value, &'static str); 10] {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    [
        (
            "Age",
            json!({ "type": "integer", "minimum": 0 }),
            "For how many seconds it has been kept (RFC 9111).",
        ),
        ("Allow", text("^[A-Z]+(, [A-Z]+)*$"), "The methods that the address knows."),
        (
            "Cache-Control",
            json!({ "enum": [
                "no-cache",
                "no-store",
                "public, max-age=15",
                EVERGREEN,
                "public, max-age=31536000, immutable",
            ] }),
            "Who may keep it: `no-cache` asks to come back with the `ETag`, `no-store` is somebody's own; the loader may be kept \
             for minutes.",
        ),
        ("Cache-Status", text("^Deskbell; "), "What our caches had to do with it (RFC 9211)."),
        (
            "Content-Disposition",
            text("^attachment; filename=\"[a-z0-9-]+\\.(ics|vcf)\"$"),
            "The file's name.",
        ),
        ("Content-Language", text("^[a-z]{2}(-[A-Z]{2})?$"), "The language of the texts."),
        ("ETag", text("^\"[0-9a-f]{24}\"$"), "Changes with every byte of the body."),
        ("Location", text("^/"), "The page to go on to."),
        ("Set-Cookie", text("^__Host-desk="), "Who is signed in, sealed; empty: nobody any more."),
        ("Retry-After", json!({ "type": "integer", "minimum": 1 }), "After how many seconds to ask again."),
    ]
}

/// As components of the document. Where one is named, it is always there.
pub(super) fn all() -> Map<String, Value> {
    let header = |(name, schema, description): (&str, Value, &str)| {
        (name.to_owned(), json!({ "description": description, "required": true, "schema": schema }))
    };
    known().into_iter().map(header).collect()
}

/// References to these.
pub(super) fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Map<String, Value> {
    let reference = |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    names.into_iter().map(reference).collect()
}
