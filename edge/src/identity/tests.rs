use hmac::Hmac;
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

/// The e-mail address that a token names.
fn read(token: &str, keys: &str, site: &str, now: f64) -> Option<String> {
    super::read(token, keys, site, now).map(|named| named.email)
}

const NOW: f64 = 1_795_305_600.0;
const SITE: &str = "acme";
const KEY: &str = "a-key-of-thirty-two-characters-or-more";
const OLD: &str = "the-key-before-that-one-of-forty-characters";

fn signed(key: &str, header: &str, claims: &str) -> String {
    let signed = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    [&*signed, ".", &*URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())].concat()
}

const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// A token that is right but for these claims; `null` leaves one out.
fn token(changes: &Value) -> String {
    let mut claims = json!({ "aud": SITE, "exp": NOW + 600.0, "iat": NOW, "email": "ada@example.com" });
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    signed(KEY, HS256, &claims.to_string())
}

#[test]
fn a_token_says_who_it_is() {
    for (changes, email) in [
        (json!({}), "ada@example.com"),
        (json!({ "aud": ["other", SITE] }), "ada@example.com"),
        (json!({ "iat": null, "sub": "42", "name": "Ada" }), "ada@example.com"),
        (json!({ "email": " jörg@bücher.example " }), "jörg@bücher.example"),
        (json!({ "exp": NOW + 3_660.0 }), "ada@example.com"),
        (json!({ "exp": NOW - 59.0 }), "ada@example.com"),
        (json!({ "exp": NOW + 0.5 }), "ada@example.com"),
        (json!({ "nbf": NOW + 60.0, "iat": NOW + 60.0 }), "ada@example.com"),
        (json!({ "email_verified": true }), "ada@example.com"),
    ] {
        assert_eq!(read(&token(&changes), KEY, SITE, NOW).as_deref(), Some(email), "{changes}");
    }
}

#[test]
fn a_token_that_is_not_good_says_nothing() {
    for changes in [
        json!({ "aud": "other" }),
        json!({ "aud": "acm" }),
        json!({ "aud": ["other"] }),
        json!({ "aud": [] }),
        json!({ "aud": null }),
        json!({ "aud": { "acme": true } }),
        json!({ "exp": null }),
        json!({ "exp": NOW - 60.0 }),
        json!({ "exp": NOW + 3_661.0 }),
        json!({ "exp": 1e300 }),
        json!({ "exp": "1795306200" }),
        json!({ "nbf": NOW + 61.0 }),
        json!({ "iat": NOW + 61.0 }),
        json!({ "nbf": "soon" }),
        json!({ "email": null }),
        json!({ "email": "" }),
        json!({ "email": "ada" }),
        json!({ "email": "ada@example.com\u{0}" }),
        json!({ "email": "ada@example.com bob@example.com" }),
        json!({ "email": format!("{}@example.com", "a".repeat(254)) }),
        json!({ "email": ["ada@example.com"] }),
        json!({ "email_verified": false }),
    ] {
        assert_eq!(read(&token(&changes), KEY, SITE, NOW), None, "{changes}");
    }
}

#[test]
fn only_one_kind_of_signature_is_one() {
    let claims = json!({ "aud": SITE, "exp": NOW + 600.0, "email": "ada@example.com" }).to_string();
    let good = signed(KEY, HS256, &claims);
    assert!(read(&good, KEY, SITE, NOW).is_some());
    let (head, signature) = good.rsplit_once('.').unwrap();
    for header in [
        r#"{"alg":"none"}"#,
        r#"{"alg":"None"}"#,
        r#"{"alg":"HS384"}"#,
        r#"{"alg":"hs256"}"#,
        r#"{"alg":"RS256"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":"HS256","crit":["exp"]}"#,
        r#"{"typ":"JWT"}"#,
        "HS256",
        "",
    ] {
        assert_eq!(read(&signed(KEY, header, &claims), KEY, SITE, NOW), None, "{header}");
    }
    for odd in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        format!("{head}."),
        head.to_owned(),
        format!("{good}="),
        format!("{good}A"),
        format!("{good}.{signature}"),
        format!("{head}.{}", signature.to_ascii_uppercase()),
        format!("ü{good}"),
        format!("{good}{}", "A".repeat(5_000)),
        signed(&KEY[1..], HS256, &claims),
        signed("", HS256, &claims),
    ] {
        assert_eq!(read(&odd, KEY, SITE, NOW), None, "{odd:.80}");
    }
}

#[test]
fn keys_are_exchanged_without_a_gap() {
    let claims = json!({ "aud": SITE, "exp": NOW + 600.0, "email": "ada@example.com" }).to_string();
    let both = [KEY, OLD].join(" \n");
    for (keys, by_new, by_old) in [
        (KEY, true, false),
        (OLD, false, true),
        (&both, true, true),
        ("", false, false),
        // What is too short to be a key is none, also as a part of several.
        ("a-key-of-thirty-two", false, false),
    ] {
        let reads = |key| read(&signed(key, HS256, &claims), keys, SITE, NOW).is_some();
        assert_eq!((reads(KEY), reads(OLD)), (by_new, by_old), "{keys}");
    }
    let short = "short";
    assert_eq!(read(&signed(short, HS256, &claims), short, SITE, NOW), None);
}
