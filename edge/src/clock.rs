//! The clock of deadlines, leases, purges and hosts' health; never the clock that tests set.

/// The present instant in milliseconds.
pub(crate) fn now_ms() -> i64 {
    from_js(js_sys::Date::now())
}

/// Milliseconds as JavaScript and D1 take them.
#[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
pub(crate) fn to_js(ms: i64) -> f64 {
    ms as f64
}

/// Milliseconds as JavaScript and D1 give them.
#[expect(clippy::cast_possible_truncation, reason = "what a clock shows or `to_js` wrote is whole and fits")]
pub(crate) fn from_js(ms: f64) -> i64 {
    ms as i64
}
