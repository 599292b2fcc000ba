//! The documents of the HTTP contract say what the adapter does: every example in them is read by it, and so
//! is everything that the example server has.

mod in_short;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use model::order::{ParcelState, State};
use model::source::{Source, SourceKind};
use serde_json::Value;
use sources::query::{Lookup, ProductQuery, Proof};
use sources::store::Store;
use sources::webhook::{Notice, read};
use sources::{HttpReply, Reply, Secrets, Step};

const OPENAPI: &str = include_str!("../../../docs/http-contract.openapi.json");
const DOCUMENT: &str = include_str!("../../../docs/http-contract.md");
const SERVER: &str = include_str!("../../../docs/http-contract/shop.json");

fn shop() -> Store {
    let source = Source {
        id: "shop".parse().unwrap(),
        kind: SourceKind::Http,
        address: Some("https://shop.example/deskbell".to_owned()),
        gives: Vec::new(),
        version: None,
        user: None,
        category: None,
        ask_category: None,
        tickets: false,
        filters: false,
        product_url: None,
    };
    Store::of("acme", &source, &Secrets::default()).unwrap()
}

fn reply(body: &Value) -> [Reply; 1] {
    [Reply::Http(HttpReply { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() })]
}

/// Reads an example as the answer that it looks like; everything it says must have been understood.
fn understood(example: &Value) {
    if example["products"].is_array() {
        let query = ProductQuery { words: String::new(), after: None, limit: 50 };
        let Ok(Step::Done(page)) = shop().products(&query, &reply(example)) else { panic!("{example}") };
        assert_eq!(page.items.len(), example["products"].as_array().unwrap().len());
        assert_eq!(page.next.as_deref(), example["next"].as_str());
        everything_told(example, &in_short::page(&page));
    } else if let Some(list) = example["orders"].as_array() {
        let Ok(Step::Done(orders)) = shop().orders_of("ada@shop.example", 40, &reply(example)) else {
            panic!("{example}")
        };
        assert_eq!(orders.len(), list.len(), "{example}");
        everything_told(example, &orders.iter().map(in_short::order).collect::<String>());
    } else if example["number"].is_string() {
        let number = example["number"].as_str().unwrap().to_owned();
        let lookup = Lookup { number, proof: Proof::Postcode("1011AB".to_owned()) };
        let Ok(Step::Done(Some(order))) = shop().order(&lookup, &reply(example)) else { panic!("{example}") };
        assert_ne!(order.state, State::Unknown, "{example}");
        assert!(order.parcels.iter().all(|parcel| parcel.state != ParcelState::Unknown), "{example}");
        everything_told(example, &in_short::order(&order));
    } else {
        let Ok(Step::Done(Some(product))) = shop().product("x", &reply(example)) else { panic!("{example}") };
        everything_told(example, &in_short::product(&product));
    }
}

/// Every text of an example is told again, but for names of states, amounts and instants, which are read.
fn everything_told(example: &Value, told: &str) {
    match example {
        Value::String(text) => assert!(told.contains(text.as_str()), "{text} is not told in {told}"),
        Value::Array(list) => list.iter().for_each(|value| everything_told(value, told)),
        Value::Object(members) => {
            let read = ["state", "amount", "placed", "shipped", "expected", "delivered", "at"];
            let kept = members.iter().filter(|(name, _)| !read.contains(&name.as_str()));
            kept.for_each(|(_, value)| everything_told(value, told));
        }
        _ => {}
    }
}

/// A signed notice is understood, and tells as many changes as there are.
fn taken(example: &Value) {
    let body = example.to_string();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"0123456789abcdef01234567").unwrap();
    mac.update(["msg_1.1000.", &body].concat().as_bytes());
    let signature = ["v1,", &STANDARD.encode(mac.finalize().into_bytes())].concat();
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "1000"), ("webhook-signature", &signature)];
    let headers: Vec<(String, String)> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let secret = ["whsec_", &STANDARD.encode("0123456789abcdef01234567")].concat();
    let secrets = Secrets::of(SourceKind::Http, |_| Some(secret.clone()));
    let notice = Notice { headers: &headers, body: body.as_bytes(), now: 1_000 };
    let news = read(SourceKind::Http, &secrets, &notice).unwrap();
    assert_eq!(news.changed.len(), example.as_array().map_or(1, Vec::len), "{example}");
}

#[test]
fn every_example_of_the_openapi_is_understood() {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut seen = 0;
    for operation in
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        let answer = &operation["responses"]["200"]["content"]["application/json"];
        for example in answer["examples"].as_object().unwrap().values() {
            understood(&example["value"]);
            seen += 1;
        }
        assert!(
            answer["schema"]["$ref"]
                .as_str()
                .is_some_and(|schema| { document.pointer(schema.trim_start_matches('#')).is_some() })
        );
    }
    let webhook = &document["webhooks"]["change"]["post"]["requestBody"]["content"]["application/json"];
    webhook["examples"].as_object().unwrap().values().for_each(|example| taken(&example["value"]));
    assert!(seen >= 8, "{seen}");
}

#[test]
fn the_openapi_names_the_states_there_are() {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    for (schema, known) in
        [("Order", state_is_known as fn(&Value) -> bool), ("Parcel", parcel_state_is_known)]
    {
        let states =
            document["components"]["schemas"][schema]["properties"]["state"]["examples"].as_array().unwrap();
        assert!(states.len() > 8);
        for state in states {
            assert!(known(state), "{state}");
            assert!(DOCUMENT.contains(&["`", state.as_str().unwrap(), "`"].concat()), "{state}");
        }
    }
}

fn state_is_known(state: &Value) -> bool {
    serde_json::from_value::<State>(state.clone()).is_ok()
}

fn parcel_state_is_known(state: &Value) -> bool {
    serde_json::from_value::<ParcelState>(state.clone()).is_ok()
}

#[test]
fn every_example_of_the_document_is_understood() {
    let blocks: Vec<&str> =
        DOCUMENT.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let example: Value = serde_json::from_str(block).unwrap();
        if example.is_array() { taken(&example) } else { understood(&example) }
    }
}

#[test]
fn all_that_the_example_server_has_is_understood() {
    let mut has: Value = serde_json::from_str(SERVER).unwrap();
    has["products"].as_array().unwrap().iter().for_each(understood);
    for order in has["orders"].as_array_mut().unwrap() {
        for proof in ["email", "postcode"] {
            assert!(order.as_object_mut().unwrap().remove(proof).is_some_and(|proof| proof.is_string()));
        }
        understood(order);
    }
}
