//! Looks into the JSON of other systems. What is missing, null or of another kind reads as nothing, so that
//! one odd field does not cost the whole answer; and one reader for all costs the Worker less than a
//! derived one for each.

use serde_json::Value;

use crate::error::Error;
use crate::store::json::saturated;

/// A text; empty where there is none.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether it is there and true.
pub(crate) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// Whether there is anything.
pub(crate) fn given(value: &Value, key: &str) -> bool {
    value.get(key).is_some_and(|value| !value.is_null())
}

/// How many, never less than none and never more than fit.
pub(crate) fn count(value: &Value, key: &str) -> u32 {
    saturated(value.get(key).and_then(Value::as_f64).unwrap_or_default())
}

/// A number that names something.
pub(crate) fn id(value: &Value, key: &str) -> Option<u64> {
    value.get(key)?.as_u64()
}

/// An instant.
pub(crate) fn seconds(value: &Value, key: &str) -> Option<model::Seconds> {
    value.get(key)?.as_i64()
}

/// A list; empty where there is none.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Something without which the answer is another than the documented one.
pub(crate) fn needed<'a>(value: &'a Value, key: &str) -> Result<&'a Value, Error> {
    value
        .get(key)
        .filter(|value| value.is_array() || value.is_object())
        .ok_or_else(|| Error::Unreadable(format!("it has no `{key}`")))
}
