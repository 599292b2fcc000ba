//! The shop's own systems, asked by the Worker: a source of every kind answers for the site `plugged`.

use model::data::Data;
use model::order::State;
use model::problem::{Kind, Problem};
use model::view::View;
use serde_json::{Value, json};
use tests::ask::Ask;
use tests::upstreams;

const SHOPS: [&str; 4] = ["shopify", "woo", "vendure", "contract"];

fn plugged(path: &str) -> Ask {
    Ask::get(path).with("site", "plugged").with("lang", "en").now()
}

#[test]
fn products_of_several_shops_are_one_catalogue() {
    let answer = plugged("/api/products").with("q", "monitor").send();
    let Data::Products(found) = answer.json() else { panic!("{}", answer.text()) };
    assert_eq!(found.missing, Vec::<String>::new());
    for shop in SHOPS {
        let of_shop: Vec<_> =
            found.products.iter().filter(|product| product.id.starts_with(&format!("{shop}."))).collect();
        assert!(!of_shop.is_empty(), "{shop}: {}", answer.text());
        for product in of_shop {
            assert!(product.price.as_ref().is_some_and(|price| price.minor > 1_000), "{product:?}");
            let answer = plugged(&format!("/api/products/{}", product.id)).send();
            let Data::Product(alone) = answer.json() else { panic!("{}", answer.text()) };
            assert_eq!((&alone.id, &alone.name, &alone.price), (&product.id, &product.name, &product.price));
        }
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for path in [
        "/api/products/shopify.999999",
        "/api/products/woo.999999",
        "/api/products/vendure.999999",
        "/api/products/contract.999999",
        "/api/products/desk.no-such",
        "/api/products/nobody.1",
        "/api/products/101",
        "/api/articles/zendesk.999999",
        "/api/articles/discourse.1",
        "/api/ask/discourse.999999",
        "/api/ask/desk.999999",
    ] {
        let answer = plugged(path).send();
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (404, Kind::NotFound), "{path}");
    }
}

#[test]
fn articles_and_threads_are_found_together() {
    let answer = plugged("/api/ask").with("q", "order").send();
    let View::Ask(found) = answer.json() else { panic!("{}", answer.text()) };
    assert_eq!(found.missing, Vec::<String>::new());
    for (source, folder) in [("zendesk.", "/articles/"), ("discourse.", "/ask/")] {
        let hit = found.hits.iter().find(|hit| hit.id.starts_with(source));
        let hit = hit.unwrap_or_else(|| panic!("{source} has no hit: {}", answer.text()));
        assert_eq!(hit.path, [folder, &hit.id].concat());
        let opened: Value = plugged(&["/api", &hit.path].concat()).send().json();
        let thing = opened.as_object().and_then(|told| told.values().next());
        assert_eq!(thing.and_then(|thing| thing["title"].as_str()), Some(&*hit.title), "{opened}");
    }
}

#[test]
fn an_order_is_told_to_who_proves_it() {
    for (number, email, postcode, expect) in [
        ("1002", "ada@example.com", "", Some(State::Processing)),
        ("#1005", "ADA@example.com ", "", Some(State::Shipped)),
        (" 1006 ", "", "10829", Some(State::Delivered)),
        ("1002", "ben@example.com", "", None),
        ("1002", "", "20095", None),
        ("9999", "ada@example.com", "", None),
    ] {
        let body = json!({ "number": number, "email": email, "postcode": postcode });
        let ask = Ask::post("/api/orders?site=plugged&lang=en", &body).now();
        let answer = ask.header("cf-connecting-ip", "203.0.113.20").send();
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{body}");
        match expect {
            Some(state) => {
                let View::Order(order) = answer.json() else { panic!("{body}: {}", answer.text()) };
                assert_eq!(order.state, state, "{body}: {}", answer.text());
                assert!(
                    !order.lines.is_empty() || order.parcels.iter().any(|parcel| !parcel.lines.is_empty())
                );
                // The order's own page is for who proved that it is theirs; nothing else of a person is told.
                let told = answer.text().replace("CANARY-status", "");
                assert!(!told.contains("CANARY") && !told.contains("example.com"), "{told}");
            }
            None => assert_eq!(answer.status, 404, "{body}: {}", answer.text()),
        }
    }
}

/// What the shops' systems were asked about an order of this number (in small letters), the number itself aside.
fn asked_about(number: &str) -> Vec<String> {
    let about = |upstream: &'static str| {
        let told = upstreams::log(upstream).requests.into_iter().map(move |asked| {
            [upstream, " ", &asked.method, " ", &asked.path, " ", &asked.body].concat().to_lowercase()
        });
        told.filter(move |asked| asked.contains(number)).map(move |asked| asked.replace(number, "#"))
    };
    ["shopify", "woocommerce", "vendure", "http"].into_iter().flat_map(about).collect()
}

/// Who listens to how long it takes hears nothing: every shop is asked as much, and the same.
#[test]
fn a_wrong_proof_is_as_much_work_as_an_unknown_number() {
    for (there, unknown, proof, asks) in [
        ("1012", "8712", json!({ "email": "eve@example.com" }), 5),
        ("1013", "8713", json!({ "postcode": "99999" }), 5),
        // WooCommerce knows it by another id.
        ("c-3002", "c-8714", json!({ "email": "eve@example.com" }), 4),
        // And something else by this one.
        ("3002", "8715", json!({ "postcode": "99999" }), 5),
        // With five hundred lines.
        ("2500", "8716", json!({ "email": "eve@example.com" }), 5),
    ] {
        for number in [there, unknown] {
            let mut body = proof.clone();
            body["number"] = json!(number);
            let ask = Ask::post("/api/orders?site=plugged&lang=en", &body).now();
            assert_eq!(ask.header("cf-connecting-ip", "203.0.113.21").send().status, 404, "{body}");
        }
        // "3002" is also in what is asked about "c-3002".
        let wrong: Vec<String> =
            asked_about(there).into_iter().filter(|asked| !asked.contains("c-#")).collect();
        let none = asked_about(unknown);
        assert_eq!(wrong, none, "{there}");
        assert_eq!(none.len(), asks, "{unknown}: {none:#?}");
    }
}
