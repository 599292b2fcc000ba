//! Every shop's recorded replies, and what is made of them: the files of `tests/cases`.
//!
//! A case is a paragraph: `#` what is called, `>` what is asked, `<` what is answered (a status, and a file of
//! `recorded/`, a header or a body), `=` how it ends. `UPDATE_CASES=1` writes anew what is asked and how it ends.

mod in_short;

use std::fmt::Write;
use std::path::PathBuf;

use model::source::{Source, SourceKind};
use serde_json::{Value, json};
use sources::query::{Lookup, ProductQuery, Proof};
use sources::store::Store;
use sources::{Ask, Error, HttpAsk, HttpReply, Reply, Secrets, Step};

const NAMES: [&str; 4] = ["shopify", "woocommerce", "vendure", "http"];

#[test]
fn recorded_replies_are_understood() {
    for name in NAMES {
        let path = here("tests/cases").join(format!("{name}.txt"));
        let written = std::fs::read_to_string(&path).unwrap();
        let cases: Vec<&str> =
            written.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()).collect();
        assert!(cases.len() > 10, "{name}");
        let seen: Vec<String> = cases.iter().map(|case| play(case)).collect();
        if std::env::var_os("UPDATE_CASES").is_some() {
            std::fs::write(&path, seen.join("\n\n") + "\n").unwrap();
        } else {
            for (case, seen) in cases.iter().zip(&seen) {
                assert_eq!(case, seen, "{name}");
            }
        }
    }
}

/// The case again, with what it asks and how it ends as they are. It calls the operation as the edge does,
/// with one reply more each time.
fn play(case: &str) -> String {
    let title = title(case);
    let answers: Vec<&str> = case.lines().filter_map(|line| line.strip_prefix("< ")).collect();
    let replies: Vec<Reply> = answers.iter().map(|answer| reply(answer)).collect();
    let mut out = format!("# {title}\n");
    for given in 0..=replies.len() {
        if given > 0 {
            writeln!(out, "< {}", answers[given - 1]).unwrap();
        }
        let end = match call(title, &replies[..given]) {
            Ok(Step::Ask(Ask::Http(ask))) => {
                writeln!(out, "> {}", asked(&ask)).unwrap();
                continue;
            }
            Ok(Step::Ask(Ask::Rows(_))) => panic!("the database was asked"),
            Ok(Step::Done(end)) => end,
            Err(error) => format!("{error:?}"),
        };
        assert_eq!(given, replies.len(), "answers are left over:\n{out}");
        end.lines().for_each(|line| writeln!(out, "= {line}").unwrap());
        return out.trim_end().to_owned();
    }
    panic!("it asks for more:\n{out}");
}

fn title(case: &str) -> &str {
    case.lines().next().unwrap().strip_prefix("# ").unwrap()
}

/// One call of what the title of a case says.
fn call(title: &str, replies: &[Reply]) -> Result<Step<String>, Error> {
    let mut words = title.splitn(4, ' ').chain(std::iter::repeat(""));
    let mut word = || words.next().unwrap().to_owned();
    let (store, operation, first, rest) = (shop(&word()), word(), word(), word());
    match operation.as_str() {
        "order" => {
            let proof = if rest.contains('@') { Proof::Email(rest) } else { Proof::Postcode(rest) };
            let end = store.order(&Lookup { number: first, proof }, replies);
            Ok(told(end?, |order| order.map_or_else(|| "none".to_owned(), |order| in_short::order(&order))))
        }
        // `orders_of {at most} {e-mail}`
        "orders_of" => Ok(told(store.orders_of(&rest, first.parse().unwrap(), replies)?, |orders| {
            orders
                .iter()
                .map(in_short::order)
                .chain([format!("{} in all", orders.len())])
                .collect::<Vec<_>>()
                .join("\n")
        })),
        "product" => {
            let end = store.product(&first, replies);
            Ok(told(end?, |found| {
                found.map_or_else(|| "none".to_owned(), |product| in_short::product(&product))
            }))
        }
        // `products {after, or -} {words}`, two at a time.
        "products" => {
            let query =
                ProductQuery { words: rest, after: Some(first).filter(|after| after != "-"), limit: 2 };
            Ok(told(store.products(&query, replies)?, |page| in_short::page(&page)))
        }
        // `catalogue {after, or -}`.
        "catalogue" => {
            let after = Some(first.as_str()).filter(|after| *after != "-");
            Ok(told(store.catalogue(after, replies)?, |page| in_short::page(&page)))
        }
        other => panic!("{other}"),
    }
}

fn told<T>(step: Step<T>, in_short: impl Fn(T) -> String) -> Step<String> {
    match step {
        Step::Ask(ask) => Step::Ask(ask),
        Step::Done(end) => Step::Done(in_short(end)),
    }
}

/// A request on one line, of GraphQL the variables alone.
fn asked(ask: &HttpAsk) -> String {
    let body: Option<Value> = ask.body.as_ref().map(|body| serde_json::from_str(body).unwrap());
    let shown = body.map(|body| if body["query"].is_null() { body } else { body["variables"].clone() });
    let line =
        [ask.method, " ", &ask.url, " ", &shown.map(|body| body.to_string()).unwrap_or_default()].concat();
    line.trim_end().to_owned()
}

/// A shop of this kind, such as `shopify` or, with a secret more, `shopify+STOREFRONT`.
fn shop(written: &str) -> Store {
    let (kind, secret) = written.split_once('+').unwrap_or((written, ""));
    let kind: SourceKind = kind.parse().unwrap();
    Store::of("acme", &source(kind), &Secrets::of(kind, |name| (name == secret).then(|| "x".to_owned())))
        .unwrap()
}

fn source(kind: SourceKind) -> Source {
    Source {
        id: "shop".parse().unwrap(),
        kind,
        address: Some("https://shop.example".to_owned()),
        gives: Vec::new(),
        version: None,
        user: None,
        category: None,
        ask_category: None,
        tickets: false,
        filters: false,
        product_url: Some("https://shop.example/p/{slug}".to_owned()),
    }
}

/// `200 shopify/order.json`, `503 retry-after: 7`, `200 {"a":1}`, or a status alone.
fn reply(written: &str) -> Reply {
    let (status, rest) = written.split_once(' ').unwrap_or((written, ""));
    let (mut headers, mut body) = (Vec::new(), rest.as_bytes().to_vec());
    if let Some((name, value)) = rest.split_once(": ").filter(|_| !rest.starts_with(['{', '[', '<'])) {
        headers.push((name.to_owned(), value.to_owned()));
        body.clear();
    } else if rest.contains(".json") && !rest.contains('{') {
        body = std::fs::read(here("recorded").join(rest)).unwrap_or_else(|error| panic!("{rest}: {error}"));
    }
    Reply::Http(HttpReply { status: status.parse().unwrap(), headers, body })
}

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn credentials_go_where_they_belong_and_nowhere_else() {
    let query = ProductQuery { words: String::new(), after: None, limit: 2 };
    let lookup = Lookup { number: "1001".to_owned(), proof: Proof::Postcode("1011AB".to_owned()) };
    let secrets = [("TOKEN", "t0"), ("STOREFRONT", "s0"), ("KEY", "ck"), ("SECRET", "cs"), ("ADMIN", "a0")];
    for (kind, of_products, of_orders) in [
        (
            SourceKind::Shopify,
            &[("x-shopify-storefront-access-token", "s0")][..],
            &[("x-shopify-access-token", "t0")][..],
        ),
        // printf ck:cs | base64
        (SourceKind::Woocommerce, &[], &[("authorization", "Basic Y2s6Y3M=")]),
        (
            SourceKind::Vendure,
            &[("vendure-token", "t0")],
            &[("vendure-token", "t0"), ("vendure-api-key", "a0")],
        ),
        (SourceKind::Http, &[("authorization", "Bearer t0")], &[("authorization", "Bearer t0")]),
    ] {
        let read =
            |name: &str| secrets.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let store = Store::of("acme", &source(kind), &Secrets::of(kind, read)).unwrap();
        let Ok(Step::Ask(Ask::Http(products))) = store.products(&query, &[]) else { panic!("{kind}") };
        let Ok(Step::Ask(Ask::Http(order))) = store.order(&lookup, &[]) else { panic!("{kind}") };
        let Ok(Step::Ask(Ask::Http(list))) = store.orders_of("ada@shop.example", 9, &[]) else {
            panic!("{kind}")
        };
        assert!(!list.url.contains("ada"), "{}", list.url);
        for (ask, expect) in [(products, of_products), (order, of_orders), (list, of_orders)] {
            let told = ask.headers.iter().map(|(name, value)| (*name, value.as_str()));
            let told: Vec<_> = told.filter(|(name, _)| !matches!(*name, "accept" | "content-type")).collect();
            assert_eq!(told, expect, "{kind} {}", ask.url);
            let elsewhere = [ask.url, ask.body.unwrap_or_default()].concat();
            assert!(expect.iter().all(|(_, secret)| !elsewhere.contains(secret)), "{kind}");
        }
    }
}

/// No answer makes it panic: everything in the recorded ones is turned into everything else.
#[test]
fn whatever_is_answered_nothing_panics() {
    for name in NAMES {
        let written = std::fs::read_to_string(here("tests/cases").join(format!("{name}.txt"))).unwrap();
        for case in written.split("\n\n") {
            let mut replies: Vec<Reply> =
                case.lines().filter_map(|line| line.strip_prefix("< ")).map(reply).collect();
            let Some(Reply::Http(last)) = replies.pop() else { continue };
            let Ok(sound) = serde_json::from_slice::<Value>(&last.body) else { continue };
            for place in 0..places(&sound) {
                for other in [
                    json!(null),
                    json!(-1.5),
                    json!(u64::MAX),
                    json!("\u{0}<é"),
                    json!([[]]),
                    json!({ "": 0 }),
                ] {
                    let mut spoilt = sound.clone();
                    *at(&mut spoilt, &mut place.clone()).unwrap() = other;
                    let body = spoilt.to_string().into_bytes();
                    let spoilt = Reply::Http(HttpReply { body, ..last.clone() });
                    let replies = [replies.as_slice(), &[spoilt]].concat();
                    let _: Result<Step<String>, Error> = call(title(case), &replies);
                }
            }
        }
    }
}

/// How many values there are in a value, itself included.
fn places(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Array(list) => list.iter().map(places).sum(),
        Value::Object(members) => members.values().map(places).sum(),
        _ => 0,
    };
    1 + inside
}

/// The value at a place, counted from the outermost on.
fn at<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|value| at(value, place)),
        Value::Object(members) => members.values_mut().find_map(|value| at(value, place)),
        _ => None,
    }
}

#[test]
fn long_orders_are_read_to_their_end_and_endless_ones_are_not() {
    let page = |from: usize, count: usize, more: bool| {
        let line =
            |n: usize| json!({ "id": n.to_string(), "title": "Screw", "quantity": 1, "currentQuantity": 1 });
        let nodes: Vec<Value> = (from..from + count).map(line).collect();
        json!({ "nodes": nodes, "pageInfo": { "hasNextPage": more, "endCursor": from.to_string() } })
    };
    let ok = |order: &Value| reply(&format!("200 {}", json!({ "data": { "order": order } })));
    let first = |lines: Value| {
        let packed = json!({ "nodes": [{ "quantity": 1, "lineItem": { "id": "499" } }] });
        json!({ "name": "#1001", "lineItems": lines, "fulfillments": [{ "fulfillmentLineItems": packed }] })
    };
    let more = |lines: Value| ok(&json!({ "lineItems": lines }));
    let found = reply("200 shopify/find_1001.json");
    let whole = vec![
        found.clone(),
        ok(&first(page(0, 50, true))),
        more(page(50, 250, true)),
        more(page(300, 200, false)),
    ];
    let empty = vec![found.clone(), ok(&first(page(0, 50, true))), more(page(50, 0, true))];
    let mut endless = vec![found, ok(&first(page(0, 50, true)))];
    endless.extend((0..4).map(|n| more(page(50 + n * 250, 250, true))));
    for (replies, lines, last) in
        [(whole, 500, "1x#499"), (empty, 50, "[Unknown]"), (endless, 1_050, "1x#499\nand more")]
    {
        let Ok(Step::Done(told)) = call("shopify order 1001 40202", &replies) else { panic!("{lines}") };
        assert_eq!(told.matches("1 x Screw").count(), lines);
        assert!(told.ends_with(last), "{lines}: {told}");
    }

    // Two parcels with so much in them that it comes in pages; one whose contents have no end is told without them.
    let packed = |from: usize, count: usize, more: bool| {
        let nodes: Vec<Value> = (from..from + count)
            .map(|n| json!({ "quantity": 1, "lineItem": { "id": n.to_string() } }))
            .collect();
        json!({ "nodes": nodes, "pageInfo": { "hasNextPage": more, "endCursor": "c" } })
    };
    let parcel =
        |contents: Value| json!({ "id": "gid://shopify/Fulfillment/1", "fulfillmentLineItems": contents });
    let more = |contents: Value| {
        reply(&format!("200 {}", json!({ "data": { "fulfillment": { "fulfillmentLineItems": contents } } })))
    };
    let order = |parcels: &[Value]| {
        ok(
            &json!({ "name": "#1001", "lineItems": page(0, 40, false), "fulfillments": parcels, "fulfillmentsCount": { "count": 17 } }),
        )
    };
    let found = reply("200 shopify/find_1001.json");
    let two = [parcel(packed(0, 12, true)), parcel(packed(20, 12, true))];
    let whole = vec![found.clone(), order(&two), more(packed(12, 8, false)), more(packed(32, 8, false))];
    let mut endless = vec![found, order(&[parcel(packed(0, 12, true))])];
    endless.extend((0..8).map(|_| more(packed(12, 1, true))));
    for (replies, contained) in [(whole, 40), (endless, 0)] {
        let Ok(Step::Done(told)) = call("shopify order 1001 40202", &replies) else { panic!("{contained}") };
        assert_eq!(told.matches(" 1x#").count(), contained, "{told}");
        assert!(told.ends_with("\nand more"), "not all parcels are told: {told}");
    }

    let items: Vec<Value> = (0..500).map(|n| json!({ "id": n, "name": "Screw", "quantity": 1 })).collect();
    let order = json!({ "id": 7, "number": "7", "status": "processing", "billing": { "postcode": "1" }, "line_items": items });
    let Ok(Step::Done(told)) =
        call("woocommerce order 7 1", &[reply(&format!("200 {order}")), reply("200 []")])
    else {
        panic!()
    };
    assert_eq!(told.matches("1 x Screw").count(), 500);
}
