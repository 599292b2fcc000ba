//! GraphQL over HTTP, as Shopify and Vendure speak it.

use serde_json::{Value, json};

use crate::ask::{HttpAsk, HttpReply};
use crate::error::Error;
use crate::store::json::{list, missing, raw, saturated, taken};

/// A query with its variables.
pub(crate) fn ask(url: String, query: &str, variables: &Value) -> HttpAsk {
    HttpAsk::post(url, &json!({ "query": query, "variables": variables }))
}

/// The `data` of an answer. An answer with errors is an error, even where it has some data: nobody could
/// tell what is missing.
pub(crate) fn data(reply: &HttpReply) -> Result<Value, Error> {
    sound(answer(reply)?)
}

/// As [`data`]; what the asker has no right to see may be missing in it, but for the member `needed`.
pub(crate) fn permitted(reply: &HttpReply, needed: &str) -> Result<Value, Error> {
    let answer = answer(reply)?;
    let denied = |error: &Value| raw(&error["extensions"]["code"]) == "ACCESS_DENIED";
    if list(&answer["errors"]).iter().all(denied) && answer["data"][needed].is_object() {
        return Ok(taken(answer, "data"));
    }
    sound(answer)
}

fn answer(reply: &HttpReply) -> Result<Value, Error> {
    // A query that cannot be run is answered with 400 and errors that say more than the status does.
    match reply.status {
        400 => serde_json::from_slice(&reply.body).map_err(|_| Error::WrongAddress),
        _ => reply.json(),
    }
}

fn sound(answer: Value) -> Result<Value, Error> {
    if let Some(error) = error_of(&answer) {
        return Err(error);
    }
    match taken(answer, "data") {
        Value::Null => Err(missing("data")),
        data => Ok(data),
    }
}

/// Whether the answer is that the asker may not see what was asked for.
pub(crate) fn is_forbidden(reply: &HttpReply) -> bool {
    let answer: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    list(&answer["errors"]).first().is_some_and(|error| raw(&error["extensions"]["code"]) == "FORBIDDEN")
}

fn error_of(answer: &Value) -> Option<Error> {
    let errors = &answer["errors"];
    // Shopify also writes one as a text, where the shop is gone or closed.
    let Some(error) = list(errors).first() else {
        return (errors.is_string() || errors.is_object()).then_some(Error::WrongAddress);
    };
    Some(match raw(&error["extensions"]["code"]) {
        "THROTTLED" => Error::Throttled(throttled_seconds(&answer["extensions"]["cost"])),
        // The last is Vendure's, where the token of its channel is wrong.
        "ACCESS_DENIED" | "UNAUTHORIZED" | "UNAUTHENTICATED" | "FORBIDDEN" | "CHANNEL_NOT_FOUND" => {
            Error::Refused
        }
        "INTERNAL_SERVER_ERROR" => Error::Failing(500),
        // Codes are names, never what was asked; a message may quote it.
        code if !code.is_empty()
            && code.len() <= 60
            && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') =>
        {
            Error::Unreadable(["the query was refused: ", code].concat())
        }
        _ => Error::Unreadable("the query was refused".to_owned()),
    })
}

/// How long until as many points as the query costs are there again (Shopify's leaky bucket).
fn throttled_seconds(cost: &Value) -> Option<u32> {
    let status = &cost["throttleStatus"];
    let wanting = cost["requestedQueryCost"].as_f64()? - status["currentlyAvailable"].as_f64()?;
    let seconds = (wanting / status["restoreRate"].as_f64()?).ceil();
    // At least one: at zero it would not have been throttled. A rate of 0 makes it infinite.
    seconds.is_finite().then(|| saturated(seconds.clamp(1.0, 3_600.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_the_error_it_means() {
        let throttled = |cost: &str| {
            format!(
                r#"{{"errors":[{{"extensions":{{"code":"THROTTLED"}}}}],"extensions":{{"cost":{cost}}}}}"#
            )
        };
        let unreadable = |why: &str| Error::Unreadable(why.to_owned());
        for (status, body, expect) in [
            (
                200,
                throttled(
                    r#"{"requestedQueryCost":702,"throttleStatus":{"currentlyAvailable":102,"restoreRate":50}}"#,
                ),
                Error::Throttled(Some(12)),
            ),
            (
                200,
                throttled(
                    r#"{"requestedQueryCost":1,"throttleStatus":{"currentlyAvailable":5,"restoreRate":50}}"#,
                ),
                Error::Throttled(Some(1)),
            ),
            (
                200,
                throttled(
                    r#"{"requestedQueryCost":1,"throttleStatus":{"currentlyAvailable":0,"restoreRate":0}}"#,
                ),
                Error::Throttled(None),
            ),
            (200, throttled("null"), Error::Throttled(None)),
            (
                200,
                r#"{"errors":[{"extensions":{"code":"ACCESS_DENIED"}}],"data":{"orders":null}}"#.to_owned(),
                Error::Refused,
            ),
            (
                200,
                r#"{"errors":[{"extensions":{"code":"FORBIDDEN"}}],"data":null}"#.to_owned(),
                Error::Refused,
            ),
            (
                200,
                r#"{"errors":[{"extensions":{"code":"CHANNEL_NOT_FOUND"}}],"data":null}"#.to_owned(),
                Error::Refused,
            ),
            (
                200,
                r#"{"errors":[{"extensions":{"code":"MAX_COST_EXCEEDED"}}]}"#.to_owned(),
                unreadable("the query was refused: MAX_COST_EXCEEDED"),
            ),
            (
                200,
                r#"{"errors":[{"message":"Field 'x' doesn't exist: ada@shop.example"}]}"#.to_owned(),
                unreadable("the query was refused"),
            ),
            (
                400,
                r#"{"errors":[{"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}"#.to_owned(),
                unreadable("the query was refused: GRAPHQL_VALIDATION_FAILED"),
            ),
            (400, "<html>".to_owned(), Error::WrongAddress),
            (
                200,
                r#"{"errors":[{"extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}"#.to_owned(),
                Error::Failing(500),
            ),
            (200, r#"{"errors":"Not Found"}"#.to_owned(), Error::WrongAddress),
            (200, r#"{"data":null}"#.to_owned(), missing("data")),
            (200, "[]".to_owned(), missing("data")),
            (401, String::new(), Error::Refused),
            (503, String::new(), Error::Failing(503)),
        ] {
            let reply = HttpReply { status, headers: Vec::new(), body: body.clone().into_bytes() };
            assert_eq!(data(&reply).unwrap_err(), expect, "{status} {body}");
        }
    }
}
