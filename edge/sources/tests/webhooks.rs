//! Notices of every platform: the genuine, the forged, the old and the unreadable.
//!
//! The genuine ones are in `cases/webhooks.txt`: `#` the source's kind, its secret and when it came, headers, `>` the
//! body, `=` what changed. Their signatures are of openssl's making; the first of Standard Webhooks is that of its
//! libraries' own tests.

use model::Seconds;
use model::source::SourceKind;
use sources::Secrets;
use sources::webhook::{Changed, Notice, Rejection, TOLERANCE_SECONDS, read};

/// What a notice is taken for.
fn taken(
    kind: SourceKind,
    secret: &str,
    headers: &[(&str, &str)],
    body: &str,
    now: Seconds,
) -> Result<Vec<Changed>, Rejection> {
    let secrets = Secrets::of(kind, |name| (name == "WEBHOOK").then(|| secret.to_owned()));
    let headers: Vec<(String, String)> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    read(kind, &secrets, &Notice { headers: &headers, body: body.as_bytes(), now }).map(|news| {
        assert_eq!(news.fingerprint.len(), 64);
        news.changed
    })
}

fn product(id: &str) -> Vec<Changed> {
    vec![Changed::Product(id.to_owned())]
}

#[test]
fn genuine_notices_tell_what_changed() {
    let cases =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/webhooks.txt")).unwrap();
    for case in cases.split("\n\n") {
        let (mut headers, mut body, mut expect) = (Vec::new(), "", "");
        let mut lines = case.lines();
        let title: Vec<&str> = lines.next().unwrap().split(' ').collect();
        let (kind, secret): (SourceKind, &str) = (title[1].parse().unwrap(), title[2]);
        let now: Seconds = title[3].parse().unwrap();
        for line in lines {
            if let Some(line) = line.strip_prefix("> ") {
                body = line;
            } else if let Some(line) = line.strip_prefix("= ") {
                expect = line;
            } else {
                headers.push(line.split_once(": ").unwrap());
            }
        }

        let changed = taken(kind, secret, &headers, body, now).unwrap();
        let changed: Vec<String> = changed.iter().map(|changed| format!("{changed:?}")).collect();
        let told = if changed.is_empty() { "nothing".to_owned() } else { changed.join(" ") };
        assert_eq!(told, expect, "{case}");

        // One wrong thing makes it a forgery: the body, the secret, the signature.
        let forged = [body, " "].concat();
        assert_eq!(taken(kind, secret, &headers, &forged, now), Err(Rejection::Signature), "{case}");
        let other =
            if secret.starts_with("whsec_") { "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" } else { "other" };
        assert_eq!(taken(kind, other, &headers, body, now), Err(Rejection::Signature), "{case}");
        assert_eq!(taken(kind, "", &headers, body, now), Err(Rejection::NoSecret), "{case}");
        if secret.starts_with("whsec_") {
            // What anybody could guess is no secret: an empty key signs as any other.
            for short in ["whsec_", "whsec_AAAA", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY="] {
                assert_eq!(taken(kind, short, &headers, body, now), Err(Rejection::NoSecret), "{short}");
            }
        }
        let signature = |name: &str| name.ends_with("signature") || name.ends_with("hmac-sha256");
        let at = headers.iter().position(|(name, _)| signature(name)).unwrap();
        let sound = headers[at].1;
        for spoilt in
            ["", "%", "v1,", "sha256=", "sha256=zz", "sha256=é", &sound[1..], &sound[..sound.len() - 2]]
        {
            // Of several signatures one that is right is enough.
            if sound.contains(' ') && spoilt.contains(' ') {
                continue;
            }
            headers[at].1 = spoilt;
            let taken = taken(kind, secret, &headers, body, now);
            assert_eq!(taken, Err(Rejection::Signature), "{spoilt} {case}");
        }
    }
}

#[test]
fn a_signed_time_has_an_end() {
    let body = r#"{"type":"product.updated","id":"34"}"#;
    let at = 1_614_265_330;
    for (now, expect) in [
        (at - TOLERANCE_SECONDS - 1, Err(Rejection::Time)),
        (at - TOLERANCE_SECONDS, Ok(product("34"))),
        (at + TOLERANCE_SECONDS, Ok(product("34"))),
        (at + TOLERANCE_SECONDS + 1, Err(Rejection::Time)),
        (Seconds::MAX, Err(Rejection::Time)),
        (Seconds::MIN, Err(Rejection::Time)),
    ] {
        let headers = [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", "v1,DnqXPMGVJVshNZ3+S5S4o9eeNL8k9ZT9lMEO96rDopQ="),
        ];
        assert_eq!(
            taken(SourceKind::Http, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &headers, body, now),
            expect,
            "{now}"
        );
    }
}

#[test]
fn a_genuine_notice_may_be_unreadable() {
    for (kind, header, body, signature) in [
        (SourceKind::Shopify, "x-shopify-hmac-sha256", "{", "tBjFmDqHHA61n+7hHvK3hFyr7YcCXwgcO1rjzN+/XaM="),
        (
            SourceKind::Woocommerce,
            "x-wc-webhook-signature",
            "",
            "Knm8rWjeSXNIt2H0AOMT7DQ8/YSy8sQi/pEjbuUmGMs=",
        ),
        (
            SourceKind::Discourse,
            "x-discourse-event-signature",
            "[",
            "sha256=c69dd8fd548ef39feaf74bbd562b16deb5c84037b75f6585aae7b2fc45cd7941",
        ),
    ] {
        assert_eq!(
            taken(kind, "hush", &[(header, signature)], body, 0),
            Err(Rejection::Unreadable),
            "{kind}"
        );
    }
}

#[test]
fn deliveries_are_told_apart_by_what_was_signed() {
    let of = |kind: SourceKind, headers: &[(&str, &str)], body: &str| {
        let secrets = Secrets::of(kind, |_| Some("hush".to_owned()));
        let headers: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        read(kind, &secrets, &Notice { headers: &headers, body: body.as_bytes(), now: 0 })
            .unwrap()
            .fingerprint
    };
    let shopify = |topic: &str, body: &str, hmac: &str| {
        of(SourceKind::Shopify, &[("x-shopify-topic", topic), ("x-shopify-hmac-sha256", hmac)], body)
    };
    let (one, two) = (
        ("{\"id\":1}", "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY="),
        ("{\"id\":2}", "0UgiQGZokmeifqbhMIs+8B3dxTE2NCLEMmDgIJcPF10="),
    );
    let first = shopify("products/update", one.0, one.1);
    // Again, and again under a topic that nobody signed.
    assert_eq!(first, shopify("products/update", one.0, one.1));
    assert_eq!(first, shopify("orders/updated", one.0, one.1));
    assert_ne!(first, shopify("products/update", two.0, two.1));
    assert_ne!(first, of(SourceKind::Woocommerce, &[("x-wc-webhook-signature", one.1)], one.0));
}
