//! Who the shop says a shopper is: their orders without typing, and only theirs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use model::problem::{Kind, Problem};
use model::view::{Orders, View};
use serde_json::{Value, json};
use sha2::Sha256;
use tests::ask::{Answer, Ask, FRIDAY};

/// As `xtask/src/serve/upstreams.rs` sets them for the site `plugged`: the new one, and the one before.
const KEYS: [&str; 2] = ["identity_fake_of_thirty-two_characters", "identity_fake_of_before_and_as_long"];

pub(crate) fn signed(key: &str, header: &Value, claims: &Value) -> String {
    let signed = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// A token of another shop.
pub(crate) fn signed_by(key: &str, claims: &Value) -> String {
    signed(key, &json!({ "alg": "HS256", "typ": "JWT" }), claims)
}

fn now() -> i64 {
    let friday: Timestamp = FRIDAY.parse().expect("an instant");
    friday.as_second()
}

/// The present instant, for who asks by no clock of tests.
pub(crate) fn real_now() -> i64 {
    Timestamp::now().as_second()
}

/// A token for the site `plugged` that is good for ten minutes, but for these claims.
pub(crate) fn token(email: &str, changes: &Value) -> String {
    let mut claims = json!({ "aud": "plugged", "exp": now() + 600, "iat": now(), "email": email });
    for (name, value) in changes.as_object().into_iter().flatten() {
        claims[name] = value.clone();
    }
    signed(KEYS[0], &json!({ "alg": "HS256", "typ": "JWT" }), &claims)
}

fn mine(token: &str) -> Answer {
    Ask::post("/api/orders/mine", &json!({ "identity": token }))
        .with("site", "plugged")
        .with("lang", "en")
        .send()
}

#[track_caller]
fn orders(answer: &Answer) -> Orders {
    match answer.json() {
        View::Orders(orders) if answer.status == 200 => orders,
        _ => panic!("{} {}", answer.status, answer.text()),
    }
}

#[test]
fn who_is_known_sees_their_orders_and_opens_each() {
    let answer = mine(&token("ben@example.com", &json!({})));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let found = orders(&answer);
    assert!(found.known && found.wrong.is_empty());
    let numbers: Vec<&str> = found.orders.iter().map(|order| order.number.trim_start_matches('#')).collect();
    assert!(numbers.contains(&"2001") && numbers.contains(&"2002"), "{numbers:?}");
    // Ada's are 1001 to 1016.
    assert!(!numbers.iter().any(|number| number.starts_with("10")), "{numbers:?}");
    for brief in &found.orders {
        assert!(
            !brief.headline.is_empty() && !brief.contents.is_empty() && !brief.token.is_empty(),
            "{brief:?}"
        );
    }
    let brief = found.orders.iter().find(|order| order.number.contains("2002")).expect("2002");
    let opened = Ask::post("/api/orders", &json!({ "token": brief.token })).with("site", "plugged").send();
    let View::Order(order) = opened.json() else { panic!("{}", opened.text()) };
    assert_eq!(order.number, brief.number);
    // As a form, too; and somebody the shop knows may have none.
    let form = Ask::form("/orders/mine", &[("identity", &token("ben@example.com", &json!({})))]);
    let page = form.with("site", "plugged").with("lang", "en").page(200);
    assert!(matches!(&*page.boot().view, View::Orders(listed) if listed.orders.len() == found.orders.len()));
    let nobody = orders(&mine(&token("nobody@example.com", &json!({}))));
    assert!(nobody.known && nobody.orders.is_empty(), "{nobody:?}");
}

#[test]
fn what_is_no_good_identity_lists_nothing() {
    let claims = json!({ "aud": "plugged", "exp": now() + 600, "email": "ben@example.com" });
    let good = token("ben@example.com", &json!({}));
    let head = good.rsplit_once('.').expect("a signature").0;
    let cases = [
        signed("", &json!({ "alg": "none" }), &claims),
        format!(
            "{}.",
            signed(KEYS[0], &json!({ "alg": "none" }), &claims).rsplit_once('.').expect("a signature").0
        ),
        signed(KEYS[0], &json!({ "alg": "HS384" }), &claims),
        signed("another_key_of_thirty-two_characters", &json!({ "alg": "HS256" }), &claims),
        token("ben@example.com", &json!({ "aud": "lindenhof" })),
        token("ben@example.com", &json!({ "aud": ["lindenhof", "paperie"] })),
        token("ben@example.com", &json!({ "aud": null })),
        token("ben@example.com", &json!({ "exp": now() - 61 })),
        token("ben@example.com", &json!({ "exp": now() + 3_700 })),
        token("ben@example.com", &json!({ "exp": null })),
        token("ben@example.com", &json!({ "nbf": now() + 120 })),
        token("", &json!({})),
        token("*", &json!({})),
        token("ben@example.com", &json!({ "email_verified": false })),
        format!("{head}."),
        format!("{good}x"),
        "ü.ü.ü".to_owned(),
        String::new(),
        "x".repeat(10_000),
    ];
    for token in cases {
        let answer = mine(&token);
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (403, Kind::Expired), "{token:.120}");
    }
    // Where the shop shares no key, nobody is known by one.
    let elsewhere =
        Ask::post("/api/orders/mine", &json!({ "identity": good })).with("site", "trouble20").send();
    assert_eq!(elsewhere.status, 404);
}

#[test]
fn keys_are_exchanged_without_a_gap() {
    let claims = json!({ "aud": ["plugged"], "exp": now() + 600, "email": "ada@example.com" });
    for key in KEYS {
        let answer = mine(&signed(key, &json!({ "alg": "HS256" }), &claims));
        assert_eq!(answer.status, 200, "{key}: {}", answer.text());
    }
}

#[test]
fn an_address_beyond_ascii_is_an_address() {
    assert_eq!(mine(&token("jörg@bücher.example", &json!({}))).status, 200);
}
