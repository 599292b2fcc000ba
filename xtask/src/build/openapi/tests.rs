//! The document is whole: nothing that the edge answers is missing, and nothing in it leads nowhere.

use super::document;
use model::page::KEPT;
use model::problem::Kind;
use model::route::{Address, EVERYTHING};
use serde_json::Value;
use std::collections::BTreeSet;

/// Each operation with its path and method.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

#[test]
fn every_method_of_every_address_is_described() {
    let document = document().unwrap();
    for address in Address::ALL {
        let faces = [address.path().to_owned(), format!("/api{}", address.path())];
        let described: Vec<_> = operations(&document)
            .into_iter()
            .filter(|(path, ..)| faces.iter().any(|face| face == path))
            .collect();
        let methods: BTreeSet<String> =
            described.iter().map(|(_, method, _)| method.to_uppercase()).collect();
        // What answers GET answers HEAD.
        let allowed =
            address.allowed().split(", ").filter(|method| *method != "HEAD").map(str::to_owned).collect();
        assert_eq!(methods, allowed, "{address:?}");
        for (path, method, operation) in described {
            let parameters = operation["parameters"].as_array().unwrap();
            let named: BTreeSet<&str> = parameters.iter().filter_map(|one| one["name"].as_str()).collect();
            let looked_at = if method == "get" { address.parameters() } else { &[] };
            if looked_at == EVERYTHING {
                let own =
                    |one: &&Value| one["in"] == "query" && !KEPT.contains(&one["name"].as_str().unwrap());
                assert!(parameters.iter().any(|one| own(&one)), "{method} {path}: {named:?}");
            } else {
                assert!(looked_at.iter().all(|name| named.contains(name)), "{method} {path}: {named:?}");
            }
        }
    }
}

#[test]
fn every_kind_of_problem_is_described_under_its_status() {
    let document = document().unwrap();
    let mut found = BTreeSet::new();
    for (_, _, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let schema = &response["content"]["application/problem+json"]["schema"];
            for kind in schema["allOf"][1]["properties"]["type"]["enum"].as_array().into_iter().flatten() {
                let kind: Kind = kind.as_str().unwrap().parse().unwrap();
                assert_eq!(*status, kind.status().to_string());
                found.insert(kind.name());
            }
        }
    }
    assert_eq!(found, Kind::ALL.map(Kind::name).into());
}

#[test]
fn operations_have_names_of_their_own_and_something_to_say() {
    let document = document().unwrap();
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        assert!(names.insert(operation["operationId"].as_str().unwrap()), "{method} {path}");
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{method} {path}");
    }
    assert!(names.len() > Address::ALL.len());
}

#[test]
fn no_reference_leads_nowhere_and_no_schema_is_there_for_nothing() {
    let document = document().unwrap();
    let mut named = BTreeSet::new();
    references(&document, &mut named);
    for reference in &named {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    for part in ["schemas", "headers"] {
        for name in document["components"][part].as_object().unwrap().keys() {
            assert!(named.contains(format!("#/components/{part}/{name}").as_str()), "{name} is not used");
        }
    }
}

fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
