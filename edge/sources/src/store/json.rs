//! Reading what other systems answer: nothing of it is trusted.
//!
//! Answers are read as [`Value`]s, by these few functions: a type with its derive for each of the platforms'
//! shapes would cost the Worker several times as much.

use model::Seconds;
use model::money::{Currency, Money};
use serde_json::Value;

use crate::error::Error;
use crate::lower::lower;

/// The most characters of a name, a word or a number.
const WORD_CHARS: usize = 300;
/// The longest address that is kept, in bytes.
const URL_BYTES: usize = 2_000;

/// The members of a list; none where it is no list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A list that must be there.
pub(crate) fn needed_list<'a>(value: &'a Value, name: &str) -> Result<&'a [Value], Error> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| missing(name))
}

/// What to say where `name` is not, or is something else than documented.
pub(crate) fn missing(name: &str) -> Error {
    Error::Unreadable(["another shape than documented: no `", name, "`"].concat())
}

/// A member of an object, moved out of it; nothing where it is no object or has no such member. (Indexing
/// what is to be changed panics on lists and texts.)
pub(crate) fn taken(mut value: Value, name: &str) -> Value {
    value.get_mut(name).map(Value::take).unwrap_or_default()
}

/// A text as it stands; empty where there is none.
pub(crate) fn raw(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A name in plain text, on one line, cut to a sane length; numbers are written out.
pub(crate) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A name that may hold HTML entities and tags, as a [`word`].
pub(crate) fn html_word(value: &Value) -> String {
    one_line(&crate::html::text(raw(value)))
}

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(part.chars().filter(|c| !c.is_control()));
    }
    cut(&line, WORD_CHARS)
}

/// The first `most` characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A whole number that is not negative; the greatest there is for greater ones, 0 where there is none.
pub(crate) fn count(value: &Value) -> u32 {
    match (value.as_u64(), value.as_f64()) {
        (Some(whole), _) => u32::try_from(whole).unwrap_or(u32::MAX),
        (None, Some(number)) => saturated(number),
        (None, None) => raw(value).parse().unwrap_or(0),
    }
}

/// The nearest number there is: 0 for negative ones and for none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates, which is meant")]
pub(crate) fn saturated(number: f64) -> u32 {
    number as u32
}

/// A country by its code (ISO 3166-1 alpha-2), in capitals.
pub(crate) fn country(value: &Value) -> Option<String> {
    let code = raw(value).trim();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then(|| code.to_ascii_uppercase())
}

/// An instant.
pub(crate) fn time(value: &Value) -> Option<Seconds> {
    crate::time::rfc3339(value.as_str()?)
}

/// An address that a browser may be sent to: `https:`, or `http:` on this very machine.
pub(crate) fn url(value: &Value) -> Option<String> {
    let url = value.as_str()?.trim();
    let rest = url.strip_prefix("https://").map(|rest| (rest, false));
    let (rest, plain) = rest.or_else(|| url.strip_prefix("http://").map(|rest| (rest, true)))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.split(':').next()?;
    let sound = !host.is_empty()
        && (!plain || matches!(host, "localhost" | "127.0.0.1"))
        // A name before `@` is there to deceive.
        && !authority.contains('@')
        && url.len() <= URL_BYTES
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    sound.then(|| url.to_owned())
}

/// An amount, as text or as a number, in major units: `"19.99"`.
pub(crate) fn money(amount: &Value, currency: &Value) -> Option<Money> {
    let currency: Currency = currency.as_str()?.parse().ok()?;
    Money::parse(&word(amount), currency)
}

/// A whole number, or its text, that counts units of `10^-digits`.
pub(crate) fn scaled_money(amount: &Value, digits: u32, currency: &Value) -> Option<Money> {
    let currency: Currency = currency.as_str()?.parse().ok()?;
    let amount = amount.as_i64().or_else(|| raw(amount).parse().ok())?;
    let minor = match currency.digits().checked_sub(digits) {
        Some(more) => amount.checked_mul(10_i64.checked_pow(more)?)?,
        None => amount / 10_i64.checked_pow(digits - currency.digits())?,
    };
    Some(Money { minor, currency })
}

/// A text as a part of an address: all but letters, digits and `-._~` percent-encoded (RFC 3986).
pub(crate) fn encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// The words in what somebody typed, in small letters, the first ten: no mark of ASCII is in them, and so none
/// of a search's own syntax. (What is a letter beyond ASCII would take tables that a search can do without.)
pub(crate) fn words(typed: &str) -> Vec<String> {
    let words = typed.split(|c: char| !in_word(c)).filter(|word| !word.is_empty());
    words.take(10).map(|word| lower(&word.chars().take(50).collect::<String>())).collect()
}

/// Whether it is a letter, a digit, or anything beyond ASCII that is no space.
pub(crate) fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !c.is_control())
}

/// Whether a source's own id is a whole number, as those of Shopify and WooCommerce are.
pub(crate) fn is_number(id: &str) -> bool {
    (1..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_addresses_that_a_browser_may_be_sent_to_are_kept() {
        for (written, kept) in [
            ("https://shop.example/a?b=c#d", true),
            (" https://shop.example ", true),
            ("http://localhost:8788/a", true),
            ("http://127.0.0.1/a", true),
            ("http://shop.example/a", false),
            ("http://localhost.evil.example/", false),
            ("https://shop.example@evil.example/", false),
            ("https://", false),
            ("javascript:alert(1)", false),
            ("https://a.example/\"onmouseover=x", false),
            ("https://a.example/<script>", false),
            ("//shop.example", false),
            ("", false),
        ] {
            assert_eq!(url(&json!(written)).is_some(), kept, "{written}");
        }
        assert_eq!(url(&json!(["https://shop.example/", &"a".repeat(2_000)].concat())), None);
        assert_eq!(url(&json!(null)), None);
    }

    #[test]
    fn words_are_one_line_and_counts_have_ends() {
        assert_eq!(word(&json!("a\n  b\u{0}c\t")), "a bc");
        assert_eq!(word(&json!("x".repeat(1_000))).len(), WORD_CHARS);
        assert_eq!(word(&json!(22)), "22");
        assert_eq!(word(&json!({})), "");
        for (written, expect) in [
            (json!(3), 3),
            (json!(3.0), 3),
            (json!("3"), 3),
            (json!(-3), 0),
            (json!(1e300), u32::MAX),
            (json!(u64::MAX), u32::MAX),
            (json!(null), 0),
            (json!("many"), 0),
        ] {
            assert_eq!(count(&written), expect, "{written}");
        }
    }

    #[test]
    fn amounts_are_brought_to_the_currencys_own_unit() {
        for (amount, digits, currency, minor) in [
            (json!("1999"), 2, "EUR", Some(1_999)),
            (json!(1_999), 2, "EUR", Some(1_999)),
            (json!("100000"), 2, "JPY", Some(1_000)),
            (json!("1"), 0, "EUR", Some(100)),
            (json!("1"), 2, "KWD", Some(10)),
            (json!("19.99"), 2, "EUR", None),
            (json!("1"), 2, "euro", None),
            (json!(i64::MAX), 0, "EUR", None),
            (json!("1"), 99, "EUR", None),
        ] {
            let read = scaled_money(&amount, digits, &json!(currency)).map(|money| money.minor);
            assert_eq!(read, minor, "{amount} {digits} {currency}");
        }
    }

    #[test]
    fn countries_are_codes_and_nothing_else() {
        for (written, code) in [
            (json!("DE"), Some("DE")),
            (json!(" nl "), Some("NL")),
            (json!("Germany"), None),
            (json!("D1"), None),
            (json!("ÄÖ"), None),
            (json!(""), None),
            (json!(null), None),
        ] {
            assert_eq!(country(&written).as_deref(), code, "{written}");
        }
    }

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(encoded("a b/ü&c=1"), "a%20b%2F%C3%BC%26c%3D1");
    }
}
