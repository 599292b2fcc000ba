//! Each mistake, and the words for it, against servers that play recorded replies.

use std::future::{IntoFuture, ready};
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use model::site::Site;
use tokio::runtime;

use super::secrets::{Known, file};
use super::{Line, check};
use crate::paths;

/// A server that answers in turn: a status with a recorded reply, a `Location`, or a text.
fn server(replies: &'static [(u16, &'static str)]) -> String {
    let runtime = runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (origin, count) = (address.clone(), Arc::new(AtomicUsize::new(0)));
    let answer = move || ready(reply(replies[count.fetch_add(1, Relaxed).min(replies.len() - 1)], &origin));
    let answers = Router::new().fallback(answer);
    thread::spawn(move || runtime.block_on(axum::serve(listener, answers).into_future()));
    address
}

fn reply((status, reply): (u16, &str), origin: &str) -> Response {
    let recorded = paths::root().join("edge/sources/recorded").join(reply);
    let body = match reply {
        "large" => vec![b' '; 3 << 20],
        _ if recorded.is_file() => std::fs::read(recorded).unwrap(),
        other => other.as_bytes().to_vec(),
    };
    let status = StatusCode::from_u16(status).unwrap();
    match status.as_u16() {
        300..400 => (status, [(LOCATION, reply.replace("{origin}", origin))], body).into_response(),
        429 => (status, [(RETRY_AFTER, "7")], body).into_response(),
        _ => (status, body).into_response(),
    }
}

fn site(source: &str) -> Site {
    let text = format!(
        "id = \"my-shop\"\nname = \"Shop\"\nlanguages = [\"en\"]\n[[source]]\nid = \"s\"\n{source}\n"
    );
    toml::from_str(&text).unwrap()
}

/// Tries the one thing that the source gives. What is told of it.
fn told(source: &str, address: &str, secrets: &[(&str, &str)]) -> Line {
    let site = site(&format!("{source}\naddress = \"{address}\""));
    let mut all = vec![("DESKBELL_PRIVATE_UPSTREAMS", "127.0.0.1 no-such-host.invalid")];
    all.extend(secrets);
    let known = Known::of_pairs(&all);
    let mut lines: Vec<Line> = check(&site, &known, Duration::from_millis(500)).collect();
    lines.retain(|line| !matches!(line, Line::Told(text) if text.contains(" is not set: ")));
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

const SHOPIFY: &str = "kind = \"shopify\"\nversion = \"2026-10\"\ngives = [\"products\"]";
const SHOPIFY_ORDERS: &str = "kind = \"shopify\"\nversion = \"2026-10\"\ngives = [\"orders\"]";
const WOO: &str = "kind = \"woocommerce\"\ngives = [\"products\"]";
const WOO_ORDERS: &str = "kind = \"woocommerce\"\ngives = [\"orders\"]";
const VENDURE_ORDERS: &str = "kind = \"vendure\"\ngives = [\"orders\"]";
const HTTP_ORDERS: &str = "kind = \"http\"\ngives = [\"orders\"]";
const ZENDESK: &str = "kind = \"zendesk\"";
const DISCOURSE: &str = "kind = \"discourse\"\ngives = [\"threads\"]";

const TOKEN: &[(&str, &str)] = &[("SECRET__MY_SHOP__S__TOKEN", "CANARY")];

#[test]
fn what_works_is_told() {
    for (source, replies, expect) in [
        (
            SHOPIFY,
            &[(200, "shopify/admin_products.json")][..],
            "s: products: works, 2 found and there are more",
        ),
        (WOO, &[(200, "woocommerce/products.json")], "s: products: works, 3 found"),
        (
            WOO,
            &[(301, "{origin}/moved"), (308, "/again"), (200, "woocommerce/products.json")],
            "s: products: works, 3 found",
        ),
        (SHOPIFY_ORDERS, &[(200, "shopify/find_none.json")], "s: orders: works, they may be looked up"),
        (
            WOO_ORDERS,
            &[(404, "woocommerce/order_unknown.json"), (200, "woocommerce/orders_none.json")],
            "s: orders: works, they may be looked up",
        ),
        (
            VENDURE_ORDERS,
            &[(200, "vendure/shop_forbidden.json")],
            "s: orders: works, as far as can be told without SECRET__MY_SHOP__S__ADMIN",
        ),
        (
            HTTP_ORDERS,
            &[
                (404, "{\"error\":\"there is none\"}"),
                (404, "{\"error\":\"there is none\"}"),
                (404, "Not Found"),
            ],
            "s: orders: works, they may be looked up",
        ),
        // The same for an order as for an address that is not there.
        (
            HTTP_ORDERS,
            &[
                (404, "Cannot POST /orders/lookup"),
                (404, "Cannot POST /orders/lookup"),
                (404, "Cannot POST /no-such-path/orders/lookup"),
            ],
            "s: orders: works, as far as can be told: it answers to an order that is not there as it does to an address \
             that is not there; look up a real order to be sure",
        ),
        (ZENDESK, &[(200, "zendesk/search.json")], "s: articles: works, 3 found for \"order\""),
        (DISCOURSE, &[(200, "discourse/search.json")], "s: threads: works, 1 found for \"order\""),
    ] {
        assert_eq!(
            told(source, &server(replies), TOKEN),
            Line::Told(expect.to_owned()),
            "{source} {replies:?}"
        );
    }
}

#[test]
fn what_is_wrong_is_told_with_what_to_do() {
    for (source, secrets, replies, expect) in [
        (
            ZENDESK,
            &[][..],
            &[(401, "zendesk/unauthorised.json")][..],
            "it wants credentials; set what it needs of SECRET__MY_SHOP__S__TOKEN (an API token",
        ),
        (
            ZENDESK,
            TOKEN,
            &[(401, "zendesk/unauthorised.json")],
            "lack a right; look at SECRET__MY_SHOP__S__TOKEN (an API token, where the Help Center is not public or questions become tickets (with `user`)). Its `user` is not set either",
        ),
        (SHOPIFY_ORDERS, TOKEN, &[(200, "shopify/access_denied.json")], "with read_orders"),
        (
            VENDURE_ORDERS,
            &[("SECRET__MY_SHOP__S__ADMIN", "CANARY")],
            &[(401, "{}")],
            "look at SECRET__MY_SHOP__S__ADMIN (an API key",
        ),
        (
            WOO_ORDERS,
            &[("SECRET__MY_SHOP__S__KEY", "ck")],
            &[(401, "woocommerce/cannot_view.json")],
            "not set is SECRET__MY_SHOP__S__SECRET (the REST API's consumer secret",
        ),
        (
            SHOPIFY,
            TOKEN,
            &[(200, "shopify/throttled.json")],
            "it is asked too much at present; try again in ",
        ),
        (ZENDESK, TOKEN, &[(429, "{}")], "it is asked too much at present; try again in 7 s"),
        (
            WOO,
            TOKEN,
            &[(404, "woocommerce/no_route.json")],
            "but not to this; write the address of the WordPress site",
        ),
        (DISCOURSE, TOKEN, &[(503, "discourse/overloaded.json")], "it fails with status 503"),
        (
            ZENDESK,
            TOKEN,
            &[(200, "<!doctype html>")],
            "cannot be understood (no JSON, line 1 column 1); is it zendesk that answers at http://127.0.0.1:",
        ),
        (ZENDESK, TOKEN, &[(200, "{\"results\": [")], "cannot be understood (cut off, "),
        (
            WOO,
            TOKEN,
            &[(301, "https://www.shop.example/wp-json")],
            "redirects to https://www.shop.example, where the Worker does not follow with secrets; write address = \"https://www.shop.example\"",
        ),
        (WOO, TOKEN, &[(301, "//www.shop.example/")], "redirects without saying where"),
        (WOO, TOKEN, &[(302, "/round")], "redirects without end"),
        (WOO, TOKEN, &[(200, "large")], "larger than 2 MB"),
    ] {
        wrong(told(source, &server(replies), secrets), expect);
    }
}

#[test]
fn who_does_not_answer_is_told_too() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // Takes connections, and says nothing.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    // Speaks HTTP where TLS belongs.
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let encrypted = format!("https://{}", plain.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in plain.incoming().map_while(Result::ok) {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    for (address, expect) in [
        (format!("http://{closed}"), "nothing listens at http://127.0.0.1:"),
        (format!("http://{}", mute.local_addr().unwrap()), "no answer within 500ms"),
        (encrypted, "no encrypted connection to 127.0.0.1 can be trusted"),
        ("http://no-such-host.invalid".to_owned(), "there is no host no-such-host.invalid in the DNS"),
        ("http://shop.example".to_owned(), "the Worker sends secrets only encrypted"),
    ] {
        wrong(told(WOO, &address, TOKEN), expect);
    }
}

#[track_caller]
fn wrong(line: Line, expect: &str) {
    let Line::Wrong(text) = line else { panic!("{line:?}, and not {expect}") };
    assert!(text.contains(expect), "{text}\nis not\n{expect}");
    assert!(!text.contains("CANARY"), "{text}");
}

#[test]
fn secrets_that_are_missing_are_named_and_nothing_is_tried_of_our_own() {
    let known = Known::of_pairs(&[]);
    let lines = |site: &Site| check(site, &known, Duration::from_millis(500)).collect::<Vec<_>>();
    let missing =
        lines(&site("kind = \"discourse\"\naddress = \"http://shop.example\"\ngives = [\"threads\"]"));
    let told = |text: &str| Line::Told(text.to_owned());
    assert_eq!(
        missing[..2],
        [
            told(
                "s: SECRET__MY_SHOP__S__KEY is not set: an API key, where the forum is not public or questions are posted there (with `user`)"
            ),
            told("s: SECRET__MY_SHOP__S__WEBHOOK is not set: the webhook's secret"),
        ]
    );
    assert_eq!(
        lines(&site("kind = \"builtin\"")),
        [told("s: Deskbell's own database, which is always there")]
    );
    let mut none = site("kind = \"builtin\"");
    none.sources.clear();
    assert_eq!(
        lines(&none),
        [told("my-shop: there is no [[source]] in its site.toml, and so nothing to try")]
    );
}

#[test]
fn secrets_are_read_as_wrangler_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".dev.vars");
    assert!(file(&path).unwrap().is_empty());
    std::fs::write(&path, "# ours\nA=plain\n\nB = \"two words\" # a remark\nC='a#b'\nD=\n").unwrap();
    let read = file(&path).unwrap();
    for (name, value) in [("A", "plain"), ("B", "two words"), ("C", "a#b"), ("D", "")] {
        assert_eq!(read.get(name).map(String::as_str), Some(value), "{name}");
    }
    std::fs::write(&path, "A='CANARY").unwrap();
    let error = format!("{:#}", file(Path::new(&path)).unwrap_err());
    assert!(error.contains(".dev.vars") && !error.contains("CANARY"), "{error}");
}

#[test]
fn guides_are_held_against_what_other_systems_sell() {
    let guide = |spec: &str| {
        format!(
            "title = \"Screens\"\n[[question]]\nid = \"use\"\ntext = \"What for?\"\n[[question.answer]]\nid = \"games\"\n\
             text = \"Games\"\n[[question.answer.weigh]]\nspec = \"{spec}\"\nat_least = \"120 Hz\"\npoints = 3\nagainst = \"slow\"\n"
        )
    };
    for (rates, spec, expect) in [
        (
            &["60 Hz", "165 Hz"][..],
            "Rate",
            Ok("guides: 1 held against 2 products of other systems: nothing is wrong"),
        ),
        (
            &["60 Hz", "165 Hz"],
            "Rat",
            Err("screens.toml:8: no product of this guide has the spec `Rat`; did you mean `Rate`?"),
        ),
        (&["165 Hz", "200 Hz"], "Rate", Err("screens.toml:8: every product fits this")),
        (
            &["60 Hz", "165 Hz", "3 kg"],
            "Rate",
            Err("screens.toml: product `s.2`: `specs`: `Rate` is \"3 kg\""),
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("guides")).unwrap();
        std::fs::write(folder.path().join("guides/screens.toml"), guide(spec)).unwrap();
        let products = rates.iter().enumerate().map(|(id, rate)| {
            format!(r#"{{"id":"{id}","name":"Screen","specs":[{{"name":"Rate","values":["{rate}"]}}]}}"#)
        });
        let page = format!(r#"{{"products":[{}]}}"#, products.collect::<Vec<_>>().join(","));
        let address = server(vec![(200, &*page.leak())].leak());
        let site = site(&format!("kind = \"http\"\naddress = \"{address}\""));
        let known = Known::of_pairs(&[("DESKBELL_PRIVATE_UPSTREAMS", "127.0.0.1")]);
        let line = super::guides::check(folder.path(), &site, &known, Duration::from_secs(5)).unwrap();
        match (&line, expect) {
            (Line::Told(told), Ok(expect)) => assert_eq!(told, expect),
            (Line::Wrong(told), Err(expect)) => assert!(told.contains(expect), "{told}"),
            _ => panic!("{line:?} {expect:?}"),
        }
    }
}
