//! What people type who look an order up.

use model::data::{EMAIL_CHARS, POSTCODE_CHARS};
use model::number::{NotANumber, OrderNumber, swap};
use model::typed::plain;
use sources::query::{Lookup, Proof};

use crate::body;
use crate::error::Error;
use crate::form::Form;

/// The number and the proof, each where it belongs; or what is wrong with which field, and what to write there.
/// `patterns`: how the shop's numbers look.
pub(super) fn lookup(form: &Form, patterns: &[String]) -> Result<Lookup, Error> {
    // In the digits and letters of whatever keyboard, as the number is.
    let plain = |typed: &str| plain(typed).collect::<String>().trim().to_owned();
    let [proof, email, postcode] = [&form.proof, &form.email, &form.postcode].map(|typed| plain(typed));
    // The field of the form takes both; programs name which of the two it is.
    let (email, postcode) = match (&*proof, &*email) {
        ("", "") => ("", &*postcode),
        ("", email) => (email, ""),
        // An address in the number's field makes whatever stands here the number.
        (proof, _) if proof.contains('@') || form.number.contains('@') => (proof, ""),
        (proof, _) => ("", proof),
    };
    let (number, email) = swap(&form.number, email);
    let number = OrderNumber::parse(number).map_err(not_a_number)?.begun(patterns);
    let wrong = |field, key| Error::Typed { field, key, value: String::new() };
    let proof = match (email.trim(), postcode) {
        ("", "") => return Err(wrong("email", "proof.missing")),
        ("", postcode) => {
            let postcode = body::field(postcode, "postcode", POSTCODE_CHARS);
            Proof::Postcode(postcode.map_err(|_| wrong("postcode", "proof.postcode"))?)
        }
        (email, _) => {
            let email = body::field(email, "email", EMAIL_CHARS).ok().filter(|email| is_address(email));
            Proof::Email(email.ok_or_else(|| wrong("email", "proof.email"))?)
        }
    };
    Ok(Lookup { number: number.into(), proof })
}

/// Whether it can be an e-mail address: what else there is to say against one only the shop's system knows.
fn is_address(email: &str) -> bool {
    email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !email.chars().any(char::is_whitespace)
}

fn not_a_number(wrong: NotANumber) -> Error {
    let (key, value) = match wrong {
        NotANumber::Empty => ("number.empty", String::new()),
        NotANumber::Email => ("number.email", String::new()),
        NotANumber::Link => ("number.link", String::new()),
        NotANumber::Tracking(carrier) => ("number.tracking", carrier.name().to_owned()),
        NotANumber::Price => ("number.price", String::new()),
        NotANumber::Several => ("number.several", String::new()),
        NotANumber::Words => ("number.words", String::new()),
        NotANumber::TooLong => ("number.long", String::new()),
        NotANumber::Sign(sign) => ("number.sign", sign.to_string()),
    };
    Error::Typed { field: "number", key, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(number: &str, proof: &str) -> Form {
        Form { number: number.to_owned(), proof: proof.to_owned(), ..Form::default() }
    }

    fn json(number: &str, email: &str, postcode: &str) -> Form {
        let [number, email, postcode] = [number, email, postcode].map(str::to_owned);
        Form { number, email, postcode, ..Form::default() }
    }

    #[test]
    fn whatever_is_typed_is_put_where_it_belongs() {
        for (form, number, email, postcode) in [
            (form("#1001", " ada@example.com "), "1001", "ada@example.com", ""),
            (form("１００１", "10829"), "1001", "", "10829"),
            (form("ada@example.com", "LC-20371"), "LC-20371", "ada@example.com", ""),
            (form("1001", "1011 AB"), "1001", "", "1011 AB"),
            (json("1001", "ada@example.com", "10829"), "1001", "ada@example.com", ""),
            (json("1001", "", "10829"), "1001", "", "10829"),
            (form("20371", "10829"), "LC-20371", "", "10829"),
            (form("1001", " ８００４"), "1001", "", "8004"),
            (form("1001", "٦٠٣١١\u{200f}"), "1001", "", "60311"),
            (form("1001", "ａｄａ＠example.com"), "1001", "ada@example.com", ""),
            (json("ada@example.com", "1001", ""), "1001", "ada@example.com", ""),
        ] {
            let Ok(lookup) = lookup(&form, &["LC-#####".to_owned()]) else { panic!("{number}") };
            let proved = match &lookup.proof {
                Proof::Email(email) => (email.as_str(), ""),
                Proof::Postcode(postcode) => ("", postcode.as_str()),
            };
            assert_eq!((lookup.number.as_str(), proved), (number, (email, postcode)));
        }
    }

    #[test]
    fn what_cannot_be_understood_is_told_what_to_write() {
        let long = "1".repeat(POSTCODE_CHARS + 1);
        for (form, field, key) in [
            (form("", "ada@example.com"), "number", "number.empty"),
            (form("https://shop.example/orders/1001", "ada@example.com"), "number", "number.link"),
            (form("ada@example.com", "ada@example.com"), "number", "number.email"),
            (form("1001, 1002", "ada@example.com"), "number", "number.several"),
            (form("1001", ""), "email", "proof.missing"),
            (form("1001", "ada@"), "email", "proof.email"),
            (form("1001", "a da@example.com"), "email", "proof.email"),
            (form("1001", &long), "postcode", "proof.postcode"),
            (json("1001", "ada", ""), "email", "proof.email"),
            (json("1001", " ", "\u{0}"), "email", "proof.missing"),
        ] {
            let told = lookup(&form, &[]).err();
            let Some(Error::Typed { field: told, key: said, .. }) = told else { panic!("{key}: {told:?}") };
            assert_eq!((told, said), (field, key));
        }
    }
}
