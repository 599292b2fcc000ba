//! What belongs to one shopper gets to nobody else, and stays nowhere.

use std::fs;
use std::path::{Path, PathBuf};

use model::view::View;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::deployment;
use tests::upstreams::{self, CANARIES};

use crate::identity;

/// The shops of the site `plugged`.
const SHOPS: [&str; 4] = ["shopify", "woocommerce", "vendure", "http"];

/// What proves orders, and would tell of a person where it is not meant to be.
const PROOFS: [&str; 4] = ["ada@example.com", "10829", "ben@example.com", "20095"];

fn lookup(number: &str, proof: &str) -> Answer {
    let kind = if proof.contains('@') { "email" } else { "postcode" };
    let ask = Ask::post("/api/orders?site=plugged&lang=en", &json!({ "number": number, kind: proof }));
    ask.now().header("cf-connecting-ip", "203.0.113.50").send()
}

/// The canaries in a text. The key of an order's own page is for who proved that the order is theirs.
fn canaries(text: &str, number: &str) -> Vec<&'static str> {
    let text = text.replace(&format!("CANARY-status-{number}"), "");
    CANARIES.into_iter().filter(|canary| text.contains(canary)).collect()
}

#[test]
fn nothing_of_an_order_is_anywhere_but_in_its_answer() {
    for (number, proof, found) in [
        ("1001", "ada@example.com", true),
        ("1004", "10829", true),
        ("1008", "ada@example.com", true),
        ("1014", "ada@example.com", true),
        // Then Ben, who also tries hers.
        ("2001", "ben@example.com", true),
        ("2002", "20095", true),
        ("B-3001", "ben@example.com", true),
        ("1001", "ben@example.com", false),
        ("1004", "20095", false),
        ("1014", "ben@example.com", false),
        ("2001", "ada@example.com", false),
        ("9998", "ben@example.com", false),
    ] {
        let answer = lookup(number, proof);
        let told = match (found, answer.status) {
            (true, 200) => match answer.json() {
                View::Order(order) => order.number.trim_start_matches('#') == number,
                _ => false,
            },
            (found, status) => !found && status == 404,
        };
        assert!(told, "{number} {proof}: {} {}", answer.status, answer.text());
        let own = if found { number } else { "" };
        assert_eq!(canaries(answer.text(), own), Vec::<&str>::new(), "{number}: {}", answer.text());
    }
    for path in
        ["/api/products?q=koorui", "/api/ask?q=order", "/contact", "/healthz", "/api/products/contract.101"]
    {
        let answer = Ask::get(path).with("site", "plugged").now().send();
        assert_eq!(canaries(answer.text(), ""), Vec::<&str>::new(), "{path}");
    }
    no_file_has_any(&proofs_of_a_page());
    no_address_has_any();
}

/// What stands for a proof: the token of an order, as a page has it, and the identity that the shop signs.
fn proofs_of_a_page() -> [String; 2] {
    let ask = |path: &str, fields: &[(&str, &str)]| {
        let form = Ask::form(path, fields).with("site", "plugged").with("lang", "en").now();
        form.header("cf-connecting-ip", "203.0.113.51")
    };
    let page = ask("/orders", &[("number", "1008"), ("proof", "ada@example.com")]).send();
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")), "{}", page.text());
    let View::Order(order) = &*page.page().boot().view else { panic!("{}", page.text()) };
    assert_eq!(canaries(page.text(), "1008"), Vec::<&str>::new(), "{}", page.text());
    for fields in [&[("token", &*order.token), ("by", "2026-12-24")][..], &[("token", &order.token)]] {
        let again = ask("/orders", fields).send();
        assert!(again.status == 200 && !again.text().contains("ada@"), "{}", again.text());
        ask("/orders/calendar", fields).send();
    }
    let identity =
        identity::token("ada@example.com", &json!({ "exp": identity::real_now() + 600, "iat": 0 }));
    let list = ask("/orders/mine", &[("identity", &identity)]).send();
    assert!(list.status == 200 && !list.text().contains(&identity), "{}", list.text());
    assert_eq!(canaries(list.text(), ""), Vec::<&str>::new(), "{}", list.text());
    [order.token.clone(), identity]
}

/// Neither a file below the Worker's state nor its log has a canary, or one of these.
fn no_file_has_any(proofs: &[String]) {
    let mut seen = String::new();
    let files = files(&deployment::state());
    for file in files.iter().chain([&deployment::log()]) {
        // One that was there a moment ago may be gone: caches and databases tidy up.
        let Ok(mut bytes) = fs::read(file) else { continue };
        // Without zeros, UTF-16 of either order reads as UTF-8.
        bytes.retain(|byte| *byte != 0);
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(canaries(&text, "nothing"), Vec::<&str>::new(), "{}", file.display());
        assert!(!proofs.iter().any(|proof| text.contains(proof)), "a proof is in {}", file.display());
        for known in ["KOORUI 24E3", "CREATE TABLE sites", "\"route\":\"/orders\""] {
            if text.contains(known) {
                seen.push_str(known);
            }
        }
    }
    // What is public is found where it is kept: what was read are the caches, the database and the log.
    for known in ["KOORUI 24E3", "CREATE TABLE sites", "\"route\":\"/orders\""] {
        assert!(seen.contains(known), "{known} is in none of {} files", files.len());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Addresses are in everybody's logs: what proves an order goes in bodies.
fn no_address_has_any() {
    for shop in SHOPS {
        let log = upstreams::log(shop);
        assert!(log.count > 0, "{shop} was never asked");
        for asked in log.requests {
            let path = percent_decode_str(&asked.path).decode_utf8_lossy();
            let headers = format!("{:?}", asked.headers);
            for secret in CANARIES.iter().chain(&PROOFS) {
                assert!(!path.contains(secret) && !headers.contains(secret), "{shop}: {path} {headers}");
            }
        }
    }
}
