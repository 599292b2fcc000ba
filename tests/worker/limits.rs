//! How often, how much and from where somebody may ask for an order.

use std::collections::BTreeSet;

use model::problem::{Kind, Problem};
use model::view::View;
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::crowd::each;
use tests::{deployment, raw, upstreams};

/// A shop whose orders no other test asks for.
const SITE: &str = "trouble19";

/// Seconds until one more look-up of an order may come: ten an hour.
const ORDER_SECONDS: u32 = 360;

/// Seconds until one more look-up from an address may come: sixty an hour.
const ADDRESS_SECONDS: u32 = 60;

fn lookup(number: &str, email: &str, address: &str) -> Answer {
    let ask = Ask::post("/api/orders", &json!({ "number": number, "email": email })).with("site", SITE);
    ask.with("lang", "en").header("cf-connecting-ip", address).send()
}

/// A wait in words.
fn told(seconds: u32) -> String {
    let (value, unit) = if seconds > 90 { (seconds.div_ceil(60), "minute") } else { (seconds, "second") };
    format!("in {value} {unit}{}", if value == 1 { "" } else { "s" })
}

#[track_caller]
fn is_too_many(answer: &Answer, within: u32) {
    let problem: Problem = answer.json();
    assert_eq!((answer.status, problem.kind), (429, Kind::TooMany));
    let wait: u32 = answer.header("retry-after").and_then(|wait| wait.parse().ok()).expect("Retry-After");
    assert!((1..=within).contains(&wait), "{wait}");
    assert!(problem.detail.contains(&told(wait)), "{wait}: {}", problem.detail);
}

#[test]
fn an_order_is_looked_up_ten_times_an_hour_whoever_asks() {
    // Spellings of one number, and right and wrong proofs, count together.
    let spellings = ["1010", "#1010", " 1010 ", "# 1010", "1010"];
    for (at, number) in spellings.iter().chain(&spellings).enumerate() {
        let (email, status) = if at % 2 == 0 { ("ada@example.com", 200) } else { ("eve@example.com", 404) };
        assert_eq!(lookup(number, email, &format!("203.0.113.{}", 100 + at)).status, status, "{at} {number}");
    }
    for (email, address) in [
        ("ada@example.com", "203.0.113.110"),
        ("eve@example.com", "203.0.113.111"),
        ("x@example.com", "2001:db8::1"),
    ] {
        is_too_many(&lookup("1010", email, address), ORDER_SECONDS);
    }
    // It is not asked for any more: the first who was refused may have been on the way while they were counted.
    let asked = upstreams::log(SITE).requests;
    let asked = asked.iter().filter(|asked| asked.body.contains("\"1010\"") || asked.path.contains("1010"));
    let asked = asked.count();
    assert!((10..=11).contains(&asked), "{asked}");
    // Without a script it is the form again, with how long to wait.
    let form = Ask::form("/orders", &[("number", "#1010"), ("proof", "10829")]).with("site", SITE);
    let answer = form.with("lang", "en").header("cf-connecting-ip", "203.0.113.112").send();
    let View::Orders(orders) = &*answer.page().boot().view else { panic!("{}", answer.text()) };
    let wait = answer.header("retry-after").and_then(|wait| wait.parse().ok()).expect("Retry-After");
    assert!(answer.status == 429 && orders.wrong.contains(&told(wait)), "{}", orders.wrong);
    // Another order of the same customer is not touched.
    assert_eq!(lookup("1011", "ada@example.com", "203.0.113.110").status, 200);
}

#[test]
fn who_has_proved_an_order_is_not_locked_out_by_who_guesses_and_asks_sixty_times_an_hour() {
    let answer = lookup("1013", "ada@example.com", "203.0.113.140");
    let View::Order(order) = answer.json() else { panic!("{}", answer.text()) };
    for guess in 0..9 {
        assert_eq!(lookup("1013", &format!("{guess}@example.com"), "203.0.113.141").status, 404);
    }
    is_too_many(&lookup("1013", "ada@example.com", "203.0.113.140"), ORDER_SECONDS);
    let by_token = |_: &usize| {
        let ask =
            Ask::post("/api/orders", &json!({ "token": order.token })).with("site", SITE).with("lang", "en");
        ask.header("cf-connecting-ip", "203.0.113.140").send()
    };
    let times: Vec<usize> = (0..60).collect();
    let statuses: Vec<u16> = each(4, &times, by_token).iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200; 60]);
    is_too_many(&by_token(&60), ADDRESS_SECONDS);
}

#[test]
fn an_address_looks_up_sixty_orders_an_hour() {
    for (address, same, other) in [
        ("203.0.113.120", "203.0.113.120", "203.0.113.121"),
        // A household has a network of its own, whichever of its addresses it uses.
        ("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:3::1"),
    ] {
        let numbers: Vec<String> = (0..60).map(|number| format!("{}-{number}", address.len())).collect();
        let statuses = each(4, &numbers, |number| lookup(number, "eve@example.com", address).status);
        assert_eq!(statuses, [404; 60], "{address}");
        is_too_many(&lookup("L-61", "eve@example.com", same), ADDRESS_SECONDS);
        assert_eq!(lookup("L-61", "eve@example.com", other).status, 404, "{other}");
    }
}

#[test]
fn a_thousand_wrong_lookups_teach_nothing() {
    // Sixteen of the numbers are Ada's, and each is asked for on both faces.
    let wrong = |at: usize| {
        let (number, address) = ((1_001 + at % 100).to_string(), format!("192.0.2.{}", at / 50));
        let proof = if at.is_multiple_of(2) { "email" } else { "postcode" };
        let value = if proof == "email" { format!("{at}@example.com") } else { format!("{at}") };
        let ask = if (at / 100).is_multiple_of(2) {
            Ask::post("/api/orders", &json!({ "number": number, proof: value }))
        } else {
            Ask::form("/orders", &[("number", &number), (proof, &value)])
        };
        ask.with("site", "trouble20").with("lang", "en").header("cf-connecting-ip", address)
    };
    let asks: Vec<Ask> = (0..1_000).map(wrong).collect();
    let answers = each(8, &asks, |ask| {
        let answer = ask.send();
        (answer.status, answer.lasting_headers(), answer.body)
    });
    let kinds: BTreeSet<_> = answers.into_iter().collect();
    let types: BTreeSet<_> = kinds.iter().map(|(_, headers, _)| &headers["content-type"]).collect();
    assert_eq!((kinds.len(), types.len()), (2, 2), "{kinds:?}");
    assert!(kinds.iter().all(|(status, ..)| *status == 404), "{kinds:?}");
}

#[test]
fn a_body_is_json_of_sixty_four_kilobytes_that_says_what_is_needed() {
    let padded = |bytes: usize| {
        let body = json!({ "number": "NO-404", "email": "eve@example.com", "more": "" }).to_string();
        body.replace("\"\"", &format!("\"{}\"", "a".repeat(bytes - body.len())))
    };
    let sound = padded(200);
    let of = |body: Value| body.to_string();
    for (media_type, body, status) in [
        ("application/json", sound.clone(), 404),
        ("Application/JSON; charset=utf-8", sound.clone(), 404),
        ("application/json", padded(64 * 1024), 404),
        ("application/json", padded(64 * 1024 + 1), 413),
        ("application/json", padded(4 * 1024 * 1024), 413),
        // Each byte of what is typed may be three of a form.
        ("application/x-www-form-urlencoded", ["a=", &"%E5".repeat(40_000)].concat(), 422),
        ("application/x-www-form-urlencoded", ["a=", &"%E5".repeat(45_000)].concat(), 413),
        ("", sound.clone(), 415),
        ("text/plain", sound.clone(), 415),
        ("application/jsonp", sound.clone(), 415),
        ("application/x-www-form-urlencoded", "number=NO-404&email=eve%40example.com".to_owned(), 404),
        ("application/x-www-form-urlencoded", "number=NO-404&proof=10829".to_owned(), 404),
        ("application/x-www-form-urlencoded", "number=NO-404&email=eve".to_owned(), 422),
        ("application/x-www-form-urlencoded", sound.clone(), 422),
        ("multipart/form-data; boundary=x", sound.clone(), 415),
        ("application/json", String::new(), 400),
        ("application/json", "{".to_owned(), 400),
        ("application/json", "null".to_owned(), 422),
        ("application/json", "\"1001\"".to_owned(), 422),
        ("application/json", of(json!({ "number": 1001, "email": "a@example.com" })), 422),
        ("application/json", of(json!({})), 422),
        ("application/json", of(json!([])), 422),
        ("application/json", of(json!([" NO-404", "eve@example.com", "", "", "", ""])), 422),
        ("application/json", of(json!({ "email": "a@example.com" })), 422),
        ("application/json", of(json!({ "number": " # ", "email": "a@example.com" })), 422),
        ("application/json", of(json!({ "number": "1001" })), 422),
        ("application/json", of(json!({ "number": "1001", "email": " ", "postcode": "" })), 422),
        ("application/json", of(json!({ "number": "1".repeat(41), "email": "a@example.com" })), 422),
        ("application/json", of(json!({ "number": "1001", "email": "a".repeat(255) })), 422),
        ("application/json", of(json!({ "number": "1001", "postcode": "1".repeat(21) })), 422),
        // What nobody sees is left out, as of the number.
        ("application/json", of(json!({ "number": "NO-404", "email": "a\u{0}@example.com" })), 404),
        ("application/json", of(json!({ "number": "1001", "email": "a b@example.com" })), 422),
    ] {
        let ask = Ask::by("POST", "/api/orders").with("site", SITE).body(body.clone());
        let ask = if media_type.is_empty() { ask } else { ask.header("content-type", media_type) };
        let answer = ask.header("cf-connecting-ip", "203.0.113.130").send();
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.status), (status, status), "{media_type} {body:.100}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{media_type} {body:.100}");
    }
}

#[test]
fn a_body_that_does_not_tell_its_length_is_no_longer_either() {
    let head = "POST /api/orders?site=trouble19 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
    for (chunks, expect) in [(0, 400), (1, 400), (2, 413)] {
        let request = [head, &chunk.repeat(chunks), "0\r\n\r\n"].concat();
        let (status, answer) = raw::send(request.as_bytes());
        assert_eq!(status, Some(expect), "{chunks}: {answer:.300}");
    }
}

#[test]
fn only_pages_of_the_desk_ask_for_orders() {
    let own = deployment::url();
    let body = json!({ "number": "NO-404", "email": "eve@example.com" });
    for (origin, status) in [
        (own.as_str(), 404),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://localhost", 403),
        (&format!("{own}.evil.example"), 403),
        (&deployment::storefront(), 403),
    ] {
        let ask = Ask::post("/api/orders", &body).with("site", SITE).header("origin", origin);
        let answer = ask.header("cf-connecting-ip", "203.0.113.131").send();
        assert_eq!(answer.status, status, "{origin}: {}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), None, "{origin}");
    }
}
