//! The statements over Deskbell's own tables, run on `SQLite` with the migration's own tables.

use model::order::{Line, Order, State};
use model::product::Product;
use model::source::{Source, SourceKind};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::{Map, Value, json};
use sources::query::{Lookup, ProductQuery, Proof, bare_key, owner_hash, proof_hash};
use sources::store::Store;
use sources::{Ask, Error, Reply, Secrets, Step};

/// Tables as the importer fills them, with two sites in them.
fn tables() -> Connection {
    let tables = Connection::open_in_memory().unwrap();
    tables.execute_batch(include_str!("../../migrations/0002_shop.sql")).unwrap();
    tables.execute_batch(include_str!("../../migrations/0005_orders.sql")).unwrap();
    for (site, id, position, name, words) in [
        ("acme", "vg27", 1, "Asus Gaming Monitor", "27 inch IPS Entspiegelung"),
        ("acme", "pg32", 2, "Asus OLED", "32 inch gaming monitor"),
        ("acme", "zh", 3, "显示器 27", "黑色 IPS"),
        ("acme", "cable", 4, "Cable", "DisplayPort für Monitore"),
        ("other", "vg27", 1, "Other monitor", "27 inch"),
    ] {
        let product = json!({ "id": id, "name": name });
        let sql =
            "INSERT INTO products (site, id, position, name, words, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        tables.execute(sql, params![site, id, position, name, words, product.to_string()]).unwrap();
    }
    let line = Line {
        name: "Monitor".into(),
        variant: String::new(),
        sku: String::new(),
        quantity: 1,
        removed: 0,
        product: Some("vg27".into()),
    };
    let order = Order {
        number: "#A-1001".to_owned(),
        placed: Some(1),
        state: State::Shipped,
        stage: String::new(),
        destination: None,
        pickup: false,
        lines: vec![line],
        parcels: Vec::new(),
        truncated: false,
        events: Vec::new(),
        url: None,
    };
    let hash = |value: &str| proof_hash("acme", "#A-1001", value);
    let postcodes = [hash("1011 AB"), hash("10115")].join(" ");
    let row =
        params!["acme", bare_key("#A-1001"), hash("Ada@shop.example"), postcodes, json!(order).to_string()];
    tables
        .execute(
            "INSERT INTO orders (site, number, emails, postcodes, json) VALUES (?1, ?2, ?3, ?4, ?5)",
            row,
        )
        .unwrap();
    let bare = params!["acme", "a-1002", "", "", json!(order).to_string()];
    tables
        .execute(
            "INSERT INTO orders (site, number, emails, postcodes, json) VALUES (?1, ?2, ?3, ?4, ?5)",
            bare,
        )
        .unwrap();
    tables
}

fn shop(site: &str) -> Store {
    let source = Source {
        id: "own".parse().unwrap(),
        kind: SourceKind::Builtin,
        address: None,
        gives: Vec::new(),
        version: None,
        user: None,
        category: None,
        ask_category: None,
        tickets: false,
        filters: false,
        product_url: None,
    };
    Store::of(site, &source, &Secrets::default()).unwrap()
}

/// Calls an operation and answers what it asks from the tables, as D1 would: rows as objects.
fn run<T>(tables: &Connection, operation: impl Fn(&[Reply]) -> Result<Step<T>, Error>) -> T {
    let statement = match operation(&[]).unwrap() {
        Step::Done(done) => return done,
        Step::Ask(Ask::Rows(statement)) => statement,
        Step::Ask(Ask::Http(ask)) => panic!("{ask:?}"),
    };
    let mut prepared = tables.prepare(statement.sql).unwrap();
    let names: Vec<String> = prepared.column_names().map(ToString::to_string).collect();
    let rows = prepared.query_map(params_from_iter(&statement.parameters), |row| {
        let cell = |n: usize| -> rusqlite::Result<Value> {
            match row.get_ref(n)? {
                ValueRef::Text(text) => Ok(json!(String::from_utf8_lossy(text))),
                ValueRef::Integer(number) => Ok(json!(number)),
                other => panic!("{other:?}"),
            }
        };
        let cells = names.iter().enumerate().map(|(n, name)| Ok((name.clone(), cell(n)?)));
        Ok(Value::Object(cells.collect::<rusqlite::Result<Map<String, Value>>>()?))
    });
    let rows: Vec<Value> = rows.unwrap().map(Result::unwrap).collect();
    match operation(&[Reply::Rows(json!(rows).to_string().into_bytes())]).unwrap() {
        Step::Done(done) => done,
        Step::Ask(_) => panic!("it asks again"),
    }
}

#[test]
fn products_are_found_by_words_in_every_script() {
    let tables = tables();
    for (site, words, ids) in [
        ("acme", "", "own.vg27 own.pg32 own.zh own.cable"),
        ("acme", "monitor", "own.vg27 own.cable own.pg32"),
        ("acme", "MONITORS gaming", "own.vg27 own.pg32"),
        ("acme", "mon", "own.vg27 own.cable own.pg32"),
        ("acme", "entspiegelung", "own.vg27"),
        ("acme", "fur", "own.cable"),
        ("acme", "27", "own.zh own.vg27"),
        ("acme", "显示", "own.zh"),
        ("acme", "器 黑", "own.zh"),
        ("acme", "显示 红", ""),
        ("acme", "name:oled OR \"x", ""),
        ("acme", "NEAR(asus oled)", ""),
        ("acme", "oled*", "own.pg32"),
        ("acme", "' ; DROP TABLE products --", ""),
        ("acme", "\"", ""),
        ("other", "monitor", "own.vg27"),
        ("nobody", "monitor", ""),
        ("nobody", "", ""),
    ] {
        let query = ProductQuery { words: words.to_owned(), after: None, limit: 50 };
        let page = run(&tables, |replies| shop(site).products(&query, replies));
        let found: Vec<&str> = page.items.iter().map(|product| product.id.as_str()).collect();
        assert_eq!(found.join(" "), ids, "{site} {words}");
        assert_eq!(page.next, None);
    }
}

#[test]
fn pages_go_on_where_the_one_before_ended() {
    let tables = tables();
    // A catalogue may have gaps.
    tables.execute("UPDATE products SET position = 40 WHERE site = 'acme' AND id = 'cable'", []).unwrap();
    for words in ["", "monitor", "7"] {
        let all = ProductQuery { words: words.to_owned(), after: None, limit: 50 };
        let all = run(&tables, |replies| shop("acme").products(&all, replies)).items;
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let query = ProductQuery { words: words.to_owned(), after, limit: 1 };
            let page = run(&tables, |replies| shop("acme").products(&query, replies));
            assert!(page.items.len() <= 1 && seen.len() < 9);
            seen.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, all, "{words}");
    }
}

#[test]
fn the_index_follows_its_table() {
    let tables = tables();
    let found = |words: &str| {
        let query = ProductQuery { words: words.to_owned(), after: None, limit: 50 };
        run(&tables, |replies| shop("acme").products(&query, replies)).items.len()
    };
    tables
        .execute("UPDATE products SET name = 'Lamp', words = '' WHERE site = 'acme' AND id = 'cable'", [])
        .unwrap();
    assert_eq!((found("lamp"), found("displayport")), (1, 0));
    tables.execute("DELETE FROM products WHERE site = 'acme'", []).unwrap();
    assert_eq!((found("lamp"), found("monitor")), (0, 0));
    // Fails where index and table differ.
    tables
        .execute("INSERT INTO product_words (product_words, rank) VALUES ('integrity-check', 1)", [])
        .unwrap();
}

#[test]
fn a_product_is_found_by_its_id() {
    let tables = tables();
    for (site, id, name) in
        [("acme", "vg27", Some("Asus Gaming Monitor")), ("acme", "x", None), ("nobody", "vg27", None)]
    {
        let product = run(&tables, |replies| shop(site).product(id, replies));
        assert_eq!(product.map(|product| product.name).as_deref(), name, "{site} {id}");
    }
}

#[test]
fn an_order_is_told_to_who_proves_it() {
    let tables = tables();
    let (email, postcode) =
        (|text: &str| Proof::Email(text.to_owned()), |text: &str| Proof::Postcode(text.to_owned()));
    for (site, number, proof, told) in [
        ("acme", "A-1001", email("ada@shop.example"), true),
        ("acme", "#a-1001", email(" ADA@shop.example"), true),
        ("acme", "A 1001", email("ada@shop.example"), true),
        ("acme", "a1001", email("ada@shop.example"), true),
        ("acme", "A-1001", postcode("1011ab"), true),
        ("acme", "A-1001", postcode("10115"), true),
        ("acme", "A-1001", postcode("1011"), false),
        ("acme", "A-1001", postcode("ada@shop.example"), false),
        ("acme", "A-1001", email("10115"), false),
        ("acme", "A-1001", email(""), false),
        ("acme", "A-1002", email(""), false),
        ("acme", "A-1002", email("ada@shop.example"), false),
        ("acme", "A-1003", email("ada@shop.example"), false),
        ("other", "A-1001", email("ada@shop.example"), false),
    ] {
        let lookup = Lookup { number: number.to_owned(), proof };
        let order = run(&tables, |replies| shop(site).order(&lookup, replies));
        let product = order.map(|order| order.lines[0].product.clone());
        assert_eq!(product, told.then(|| Some("own.vg27".to_owned())), "{site} {number}");
    }
}

#[test]
fn orders_are_listed_for_whose_they_are() {
    let tables = tables();
    for (site, number, placed, owner) in [
        ("acme", "1", json!(10), "ada@shop.example"),
        ("acme", "2", json!(30), "ada@shop.example"),
        ("acme", "3", json!(20), "ada@shop.example"),
        ("acme", "4", json!(null), "ada@shop.example"),
        ("acme", "5", json!(40), "a-da@shop.example"),
        ("other", "6", json!(50), "ada@shop.example"),
    ] {
        let order = json!({ "number": number, "placed": placed, "state": "shipped", "lines": [] });
        let sql = "INSERT INTO orders (site, number, emails, postcodes, json) VALUES (?1, ?2, '', '', ?3)";
        tables.execute(sql, params![site, number, order.to_string()]).unwrap();
        let sql = "INSERT INTO order_owners (site, owner, number) VALUES (?1, ?2, ?3)";
        tables.execute(sql, params![site, owner_hash(site, owner), number]).unwrap();
    }
    // Of an order that is gone.
    let gone = params!["acme", owner_hash("acme", "ada@shop.example"), "7"];
    tables.execute("INSERT INTO order_owners (site, owner, number) VALUES (?1, ?2, ?3)", gone).unwrap();
    for (site, email, limit, numbers) in [
        ("acme", "ada@shop.example", 40, "2 3 1 4"),
        ("acme", " ADA@shop.example", 2, "2 3"),
        ("acme", "a-da@shop.example", 40, "5"),
        ("other", "ada@shop.example", 40, "6"),
        ("acme", "bob@shop.example", 40, ""),
        ("acme", "", 40, ""),
        ("acme", "ada@shop.example", 0, "2"),
    ] {
        let orders = run(&tables, |replies| shop(site).orders_of(email, limit, replies));
        let listed: Vec<String> = orders.into_iter().map(|order| order.number).collect();
        assert_eq!(listed.join(" "), numbers, "{site} {email} {limit}");
    }
}

/// What is asked of the database, and what it answers, tells nobody which orders there are.
#[test]
fn a_wrong_proof_and_an_unknown_number_are_the_same_to_the_database() {
    let tables = tables();
    let rows = |number: &str, proof: Proof| {
        let lookup = Lookup { number: number.to_owned(), proof };
        let Ok(Step::Ask(Ask::Rows(statement))) = shop("acme").order(&lookup, &[]) else {
            panic!("{number}")
        };
        let mut prepared = tables.prepare(statement.sql).unwrap();
        let found = prepared.query_map(params_from_iter(&statement.parameters), |_| Ok(())).unwrap().count();
        (statement.sql, found)
    };
    for proof in [Proof::Email("bob@shop.example".to_owned()), Proof::Postcode("99999".to_owned())] {
        let (wrong, unknown) = (rows("A-1001", proof.clone()), rows("A-9999", proof));
        assert_eq!(wrong, unknown);
        assert_eq!(wrong.1, 0);
    }
}

#[test]
fn what_went_in_comes_out_whole() {
    let tables = tables();
    let product = json!({
        "id": "full", "name": "Full", "url": "https://shop.example/full", "image": "https://shop.example/full.jpg",
        "description": "First.\n\nIf a < b.", "brand": "Asus", "price": { "minor": 24_900, "currency": "EUR" },
        "price_to": { "minor": 5, "currency": "JPY" }, "available": false,
        "specs": [{ "name": "Size", "values": ["27", "32"] }],
        "variants": [{ "id": "v", "name": "Black", "sku": "S", "price": { "minor": -1, "currency": "EUR" }, "available": true }]
    });
    let event = json!({ "at": 5, "text": "Sorted", "place": "Utrecht" });
    let order = json!({
        "number": "#A-7", "placed": 1, "state": "partly-shipped", "stage": "Burn-in", "url": "https://shop.example/o",
        "destination": "DE", "pickup": true, "truncated": true,
        "lines": [{ "name": "Monitor", "variant": "Black", "sku": "S", "quantity": 2, "removed": 1 }],
        "parcels": [{
            "carrier": "DHL", "tracking": "1", "url": "https://dhl.example/1", "state": "out-for-delivery", "shipped": 2,
            "expected": 3, "delivered": 4, "contents": [{ "line": 0, "quantity": 1 }], "events": [event]
        }],
        "events": [event]
    });
    let sql = "INSERT INTO products (site, id, position, name, words, json) VALUES ('acme', 'full', 9, 'Full', '', ?1)";
    tables.execute(sql, params![product.to_string()]).unwrap();
    let sql = "INSERT INTO orders (site, number, emails, postcodes, json) VALUES ('acme', 'a7', ?1, '', ?2)";
    tables.execute(sql, params![proof_hash("acme", "a-7", "a@b.example"), order.to_string()]).unwrap();

    let told = run(&tables, |replies| shop("acme").product("full", replies)).unwrap();
    let expect: Product = serde_json::from_value(product).unwrap();
    assert_eq!(told, Product { id: "own.full".to_owned(), ..expect });
    let lookup = Lookup { number: "A-7".to_owned(), proof: Proof::Email("a@b.example".to_owned()) };
    let told = run(&tables, |replies| shop("acme").order(&lookup, replies)).unwrap();
    assert_eq!(told, serde_json::from_value::<Order>(order).unwrap());
}
