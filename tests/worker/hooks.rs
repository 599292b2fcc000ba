//! What platforms tell of themselves: a genuine notice has exactly what it names asked for anew, and no other does
//! anything.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::Sha256;
use tests::ask::{Answer, Ask};
use tests::crowd::{each, until};
use tests::upstreams;

/// What is purged is gone within five seconds; the rest is for a busy machine.
const PATIENCE: Duration = Duration::from_secs(45);

/// How a platform signs: the headers that a secret, the age of the notice in seconds and its body make.
type Sign = fn(secret: &str, age: i64, body: &str) -> Vec<(&'static str, String)>;

/// A source of the site `plugged`, and two things it tells of, of which a notice names one. No other test opens them.
struct Platform {
    source: &'static str,
    upstream: &'static str,
    /// As `xtask/src/serve/upstreams.rs` sets it.
    secret: &'static str,
    sign: Sign,
    body: &'static str,
    purged: usize,
    /// The page, and what the upstream is asked for it.
    touched: (&'static str, &'static str),
    other: (&'static str, &'static str),
    /// Whether the time is signed.
    timely: bool,
}

const PLATFORMS: [Platform; 6] = [
    Platform {
        source: "shopify",
        upstream: "shopify",
        secret: "shopify_webhook_fake",
        sign: |secret, _, body| {
            let signature = STANDARD.encode(mac(secret.as_bytes(), body));
            vec![("x-shopify-topic", "products/update".to_owned()), ("x-shopify-hmac-sha256", signature)]
        },
        body: r#"{"id":104,"title":"Corsair"}"#,
        purged: 2,
        touched: ("/api/products/shopify.104", "gid://shopify/Product/104"),
        other: ("/api/products/shopify.106", "gid://shopify/Product/106"),
        timely: false,
    },
    Platform {
        source: "woo",
        upstream: "woocommerce",
        secret: "woo_webhook_fake",
        sign: |secret, _, body| {
            let signature = STANDARD.encode(mac(secret.as_bytes(), body));
            vec![("x-wc-webhook-topic", "product.updated".to_owned()), ("x-wc-webhook-signature", signature)]
        },
        body: r#"{"id":104,"parent_id":0}"#,
        purged: 2,
        touched: ("/api/products/woo.104", "/products/104"),
        other: ("/api/products/woo.106", "/products/106"),
        timely: false,
    },
    Platform {
        source: "vendure",
        upstream: "vendure",
        secret: "dmVuZHVyZV93ZWJob29rX3NlY3JldF9mYWtl",
        sign: standard,
        body: r#"{"type":"product.updated","id":"104"}"#,
        purged: 2,
        touched: ("/api/products/vendure.104", r#""id":"104""#),
        other: ("/api/products/vendure.106", r#""id":"106""#),
        timely: true,
    },
    Platform {
        source: "contract",
        upstream: "http",
        secret: "Y29udHJhY3Rfd2ViaG9va19zZWNyZXRfZmFrZQ==",
        sign: standard,
        body: r#"[{"type":"product.deleted","id":"104"},{"type":"order.updated","id":"1001"}]"#,
        purged: 2,
        touched: ("/api/products/contract.104", "/products/104"),
        other: ("/api/products/contract.106", "/products/106"),
        timely: true,
    },
    Platform {
        source: "zendesk",
        upstream: "zendesk",
        secret: "zendesk_webhook_fake",
        sign: |secret, age, body| {
            let at = (Timestamp::now() - SignedDuration::from_secs(age)).to_string();
            let signature = STANDARD.encode(mac(secret.as_bytes(), &[at.as_str(), body].concat()));
            vec![("x-zendesk-webhook-signature-timestamp", at), ("x-zendesk-webhook-signature", signature)]
        },
        body: r#"{"type":"zen:event-type:article.published","detail":{"id":"360001"}}"#,
        purged: 2,
        touched: ("/api/articles/zendesk.360001", "/articles/360001.json"),
        other: ("/api/articles/zendesk.360003", "/articles/360003.json"),
        timely: true,
    },
    Platform {
        source: "discourse",
        upstream: "discourse",
        secret: "discourse_webhook_fake",
        sign: |secret, _, body| {
            let signature = mac(secret.as_bytes(), body)
                .iter()
                .fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
            vec![("x-discourse-event-signature", format!("sha256={signature}"))]
        },
        body: r#"{"post":{"id":14002,"topic_id":14}}"#,
        // A topic may be a thread or an article.
        purged: 4,
        touched: ("/api/ask/discourse.14", "/t/14.json"),
        other: ("/api/ask/discourse.16", "/t/16.json"),
        timely: false,
    },
];

/// Standard Webhooks; the secret is base64.
fn standard(secret: &str, age: i64, body: &str) -> Vec<(&'static str, String)> {
    standard_of("msg_1", secret, age, body)
}

/// The same of the message with this id.
pub(crate) fn standard_of(id: &str, secret: &str, age: i64, body: &str) -> Vec<(&'static str, String)> {
    let at = (Timestamp::now().as_second() - age).to_string();
    let key = STANDARD.decode(secret).unwrap_or_default();
    let signature = STANDARD.encode(mac(&key, &format!("{id}.{at}.{body}")));
    // One of several: a secret is being changed.
    let signature = format!("v1,AAAA v1,{signature}");
    vec![("webhook-id", id.to_owned()), ("webhook-timestamp", at), ("webhook-signature", signature)]
}

fn mac(key: &[u8], signed: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn post(path: &str, headers: &[(&'static str, String)], body: &str) -> Answer {
    let ask = Ask::by("POST", path).header("content-type", "application/json").body(body).now();
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value.as_str())).send()
}

impl Platform {
    fn tell(&self, headers: &[(&'static str, String)], body: &str) -> Answer {
        post(&format!("/hooks/plugged/{}", self.source), headers, body)
    }

    /// Whether a page comes from the caches; it is there in any case.
    fn is_kept(path: &str) -> bool {
        let answer = Ask::get(path).with("site", "plugged").with("lang", "en").now().send();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.cache().hit
    }

    /// How often the upstream was asked for something.
    fn heard(&self, word: &str) -> usize {
        let log = upstreams::log(self.upstream);
        log.requests.iter().filter(|asked| asked.path.contains(word) || asked.body.contains(word)).count()
    }

    fn is_told_genuinely(&self) {
        let (name, (touched, asked), (other, others)) = (self.source, self.touched, self.other);
        for page in [touched, other] {
            until(PATIENCE, &format!("{page} is kept"), || Self::is_kept(page).then_some(()));
        }
        let before = (self.heard(asked), self.heard(others));

        let good = (self.sign)(self.secret, 0, self.body);
        let mut forged = vec![
            (vec![], self.body.to_owned(), "no signature"),
            ((self.sign)("anothersecret000", 0, self.body), self.body.to_owned(), "another's signature"),
            (good.clone(), format!("{} ", self.body), "another body"),
        ];
        if self.timely {
            for (age, why) in [(400, "an old notice"), (-400, "one of the future")] {
                forged.push(((self.sign)(self.secret, age, self.body), self.body.to_owned(), why));
            }
        }
        for (headers, body, why) in &forged {
            assert_eq!(self.tell(headers, body).status, 403, "{name}: {why}");
        }
        // What is in the memory of answers and settings would show by now.
        std::thread::sleep(Duration::from_secs(6));
        assert!(Self::is_kept(touched) && Self::is_kept(other), "{name}");
        assert_eq!((self.heard(asked), self.heard(others)), before, "{name}");

        let answer = self.tell(&good, self.body);
        assert_eq!(answer.text(), json!({ "purged": self.purged }).to_string(), "{name}");
        until(PATIENCE, &format!("{name} is asked for {asked} anew"), || {
            Self::is_kept(touched);
            (self.heard(asked) > before.0).then_some(())
        });
        assert!(Self::is_kept(other), "{name}");
        assert_eq!(self.heard(others), before.1, "{name}");
        // Once the clocks of all places are past the notice, it is kept again.
        until(PATIENCE, &format!("{touched} is kept again"), || Self::is_kept(touched).then_some(()));

        let before = self.heard(asked);
        assert_eq!(self.tell(&good, self.body).text(), r#"{"purged":0}"#, "{name}: a replay");
        std::thread::sleep(Duration::from_secs(6));
        assert!(Self::is_kept(touched), "{name}");
        assert_eq!(self.heard(asked), before, "{name}");
    }
}

#[test]
fn a_genuine_notice_has_exactly_what_it_names_asked_for_anew() {
    each(PLATFORMS.len(), &PLATFORMS, Platform::is_told_genuinely);
}

#[test]
fn a_notice_goes_to_a_source_that_is_there_and_is_no_book() {
    let notice = |bytes: usize| "x".repeat(bytes);
    let unsigned = [];
    for (path, bytes, status) in [
        ("/hooks/plugged/nobody", 1, 404),
        ("/hooks/zebra/shopify", 1, 404),
        ("/hooks/plugged", 1, 404),
        ("/hooks/", 1, 404),
        ("/hooks/plugged/shopify/more", 1, 404),
        ("/hooks/plugged/shopify", 1024 * 1024, 403),
        ("/hooks/plugged/shopify", 1024 * 1024 + 1, 413),
        // No secret is set: nobody's word is taken.
        ("/hooks/trouble22/shop", 1, 403),
        ("/hooks/plugged/desk", 1, 403),
    ] {
        let answer = post(path, &unsigned, &notice(bytes));
        let told = (answer.status, answer.header("content-type"));
        assert_eq!(told, (status, Some("application/problem+json")), "{path} {bytes}");
    }
    let answer = Ask::get("/hooks/plugged/shopify").send();
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
}
