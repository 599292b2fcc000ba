//! What stands beside `site.toml`: mistakes with their lines, and the rows in a real database.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::import::read::{Content, read};
use crate::import::rows::Rows;
use crate::import::sql::statements;

const SITE: &str = "id = \"acme\"\nname = \"Acme\"\nlanguages = [\"en\", \"de\"]\n[[source]]\nid = \"desk\"\nkind = \"builtin\"\n";

const ARTICLE: &str = r#"{"id":"returns","lang":"en","question":"How do I return a part?","answer":"Within 30 days.\n\nIt's free.","variants":["can i send it back"],"keywords":["refund"]}"#;

const PRODUCT: &str = r#"{"id":"fan-120","name":"Quiet Fan 120","brand":"Acme","description":"Hardly heard.","url":"https://acme.example/fan","image":"https://acme.example/fan.jpg","price":{"amount":"19.90","currency":"EUR"},"available":true,"specs":{"Size":"120 mm","Colours":["black","white"],"Blades":9},"options":[{"id":"b","name":"Black","sku":"F-B","price":{"amount":21,"currency":"EUR"}},{"id":"w","name":"White","available":false}]}"#;

const ORDER: &str = r##"{"number":"#A-1001","placed":"2026-11-20T11:00:00+01:00","state":"partly-shipped","stage":"Being built","destination":"NL","lines":[{"name":"Quiet Fan 120","quantity":2,"product":"fan-120"}],"parcels":[{"carrier":"DHL","tracking":"1","url":"https://dhl.example/1","state":"in-transit","shipped":1795168800,"contents":[{"line":0,"quantity":1}],"events":[{"at":"2026-11-20T10:00:00Z","text":"Picked up","place":"Berlin"}]}],"events":[],"email":"ada@example.com","postcode":"1011 AB"}"##;

const THREAD: &str = r#"{"id":"loud-fan","lang":"en","title":"Loud fan","text":"It screams.","author":"Ada","at":"2026-11-20T10:00:00+01:00","likes":2,"answers":[{"text":"Clean it.","author":"Ben","at":"2026-11-20T11:00:00+01:00","likes":3},{"text":"Lower its curve.","author":"Emre","at":1795172400,"staff":true,"accepted":true}]}"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), SITE).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn content(files: &[(&str, &str)]) -> Content {
    read(folder(files).path(), None).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The mistakes of a folder, each as `FILE:LINE: SENTENCE`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(files);
    let prefix = format!("{}/", folder.path().display());
    let mistakes = read(folder.path(), None).unwrap_err().to_string();
    mistakes.lines().map(|line| line.trim_start_matches(&prefix).to_owned()).collect()
}

/// Breaks a line at each of these places, behind the right one with another id.
fn check(file: &str, line: &str, cases: &[(&str, &str, &str)]) {
    for (right, wrong, expect) in cases {
        let broken = line.replace(right, wrong);
        assert_ne!(broken, line, "{right}");
        let before = line
            .replace("returns", "a")
            .replace("fan-120\",\"name", "a\",\"name")
            .replace("#A-1001", "a")
            .replace("loud-fan", "a");
        let told = told(&[(file, &format!("{before}\n\n{broken}\n"))]);
        let start = format!("{file}:3: ");
        assert!(
            told.iter().any(|told| told.starts_with(&start) && told.contains(expect)),
            "{told:#?}\n{expect}"
        );
        for told in &told {
            assert!(told.starts_with(&start), "{told}");
            assert!(["write ", "did you mean"].iter().any(|advice| told.contains(advice)), "{told}");
        }
    }
}

#[test]
fn mistakes_in_articles() {
    let cases = [
        ("\"answer\"", "\"anser\"", "a line knows no `anser`; did you mean `answer`?"),
        ("\"lang\":\"en\",", "", "missing field `lang`; write it as {"),
        ("\"en\"", "\"fr\"", "the site does not offer `fr`; write"),
        ("\"en\"", "\"xx\"", "`xx` is not a language Deskbell speaks; write"),
        ("\"returns\"", "\"a b\"", "`id`: `a b` cannot stand in an address; write"),
        ("\"Within 30 days.\\n\\nIt's free.\"", "\" \"", "`answer` is empty; write it"),
        ("30", "\\u0000", "the invisible character U+0000; write"),
        ("[\"refund\"]", "\"refund\"", "expected a sequence; write it as {"),
        ("[\"refund\"]", "[],\"panels\":[\"nowhere\"]", "unknown variant `nowhere`"),
        ("[\"refund\"]", "[],\"products\":[\"a fan\"]", "`products`: `a fan` is no product's id; write it"),
        ("}", "", "this line is not one whole JSON object; write each in a line of its own"),
        ("\"id\"", "id", "this line is no JSON object (key must be a string); write it as {"),
    ];
    check("articles.jsonl", ARTICLE, &cases);
}

#[test]
fn articles_are_about_products_that_are_there() {
    let article = |products: &str| ARTICLE.replace("[\"refund\"]", &["[],\"products\":", products].concat());
    let wrong = |site: &str, products: &str| {
        let files =
            [("site.toml", site), ("articles.jsonl", &*article(products)), ("products.jsonl", PRODUCT)];
        read(folder(&files).path(), None).err().map_or_else(Vec::new, |mistakes| mistakes.found)
    };
    // A shop's own system knows products that nobody can look up here.
    let other = format!(
        "{SITE}[[source]]\nid = \"shop\"\nkind = \"shopify\"\naddress = \"https://acme.myshopify.com\"\n"
    );
    for (site, products, expect) in [
        (SITE, "[\"fan-120\",\"desk.fan-120\"]", None),
        (
            SITE,
            "[\"fan-12\"]",
            Some("`products`: products.jsonl has no product `fan-12`; did you mean `fan-120`?"),
        ),
        (
            SITE,
            "[\"desk.zebra\"]",
            Some("`products`: products.jsonl has no product `zebra`; write the id of one, or leave it out"),
        ),
        (&*other, "[\"zebra\",\"shop.zebra\"]", None),
        (&*other, "[\"desk.zebra\"]", Some("`products`: products.jsonl has no product `zebra`; write")),
    ] {
        let found = wrong(site, products);
        let told: Vec<_> = found.iter().map(|mistake| (mistake.line, &*mistake.sentence)).collect();
        match expect {
            None => assert_eq!(told, [], "{products}"),
            Some(expect) => {
                assert!(
                    told.len() == 1 && told[0].0 == Some(1) && told[0].1.starts_with(expect),
                    "{told:#?}"
                );
            }
        }
    }
}

/// Editors and converters like to write them so; of the lines that follow none says anything by itself.
#[test]
fn objects_over_several_lines_are_told_once() {
    let list = format!("[\n{PRODUCT},\n{PRODUCT}\n]\n");
    let pretty = PRODUCT.replace(',', ",\n  ");
    for written in [&list, &pretty] {
        let told = told(&[("products.jsonl", written)]);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(
            told[0].starts_with("products.jsonl:1: this line is not one whole JSON object; write each"),
            "{told:?}"
        );
    }
}

#[test]
fn mistakes_in_products() {
    let cases = [
        ("https://acme.example/fan\"", "http://acme.example/fan\"", "is not a web address; write"),
        ("\"19.90\"", "\"19,90\"", "`19,90` is no price in EUR; write it with a point"),
        ("\"19.90\"", "-5", "`-5` is no price in EUR; write it"),
        ("21,\"currency\":\"EUR\"", "21,\"currency\":\"USD\"", "in several currencies; write all in one"),
        ("\"EUR\"},\"av", "\"euro\"},\"av", "`euro` is not a currency; write"),
        ("\"EUR\"},\"av", "\"EUT\"},\"av", "`EUT` is not a currency; did you mean `EUR`?"),
        ("\"EUR\"},\"av", "\"QQQ\"},\"av", "`QQQ` is not a currency; write its code by ISO 4217"),
        ("\"120 mm\"", "{}", "`specs`: `Size` is neither a text nor a number; write"),
        ("\"Blades\"", "\"size\"", "`specs`: `size` is there twice; write it once"),
        ("\"Blades\"", "\"price\"", "`specs`: `price` stands beside `specs`, not in it; write"),
        ("\"Blades\"", "\"<b>Blades</b>\"", "`specs` holds HTML (`<b>Blades</b>`); write"),
        (
            "{\"amount\":\"19.90\",\"currency\":\"EUR\"}",
            "12.5",
            "`price`: invalid type: floating point `12.5`, expected an amount with its currency; write it as {",
        ),
        ("true", "\"yes\"", "`available`: invalid type: string \"yes\", expected a boolean; write it as {"),
        (
            "{\"amount\":\"19.90\",\"currency\":\"EUR\"}",
            "{\"amount\":\"19.50\",\"currency\":\"JPY\"}",
            "`price`: `19.50` is no price in JPY; write it without a point, such as \"1990\"",
        ),
        ("\"sku\"", "\"skuu\"", "unknown field `skuu`"),
        ("\"id\":\"w\"", "\"id\":\"b\"", "`b` is there twice as id of an option; write"),
        ("\"Acme\"", "\"<script>x</script>\"", "`brand` holds HTML (`<script>x</script>`); write"),
    ];
    check("products.jsonl", PRODUCT, &cases);
}

#[test]
fn mistakes_in_orders() {
    let cases = [
        ("partly-shipped", "sent", "unknown variant `sent`"),
        ("ada@example.com", "ada", "`ada` is not an e-mail address; write"),
        (
            ",\"email\":\"ada@example.com\",\"postcode\":\"1011 AB\"",
            "",
            "write its `email`, its `postcode` or both",
        ),
        ("\"quantity\":2", "\"quantity\":0", "write a `quantity` of at least 1"),
        ("\"quantity\":1", "\"quantity\":3", "`contents`: 3 of line 0 were not ordered; write"),
        ("\"NL\"", "\"nl\"", "`destination`: `nl` is not a country's code; write its two capital letters"),
        (
            "\"NL\"",
            "\"UK\"",
            "`destination`: `UK` is not a country's code; write its two capital letters (ISO 3166), such as \"GB\"",
        ),
        ("\"destination\"", "\"country\"", "a line knows no `country`; write"),
        ("\"tracking\"", "\"trackin\"", "a parcel knows no `trackin`; did you mean `tracking`?"),
        ("https://dhl.example/1", "javascript:alert(1)", "`url`: `javascript:alert(1)` is not a web address"),
        ("2026-11-20T11:00:00+01:00", "20.11.2026", "`20.11.2026` is not an instant; write it as"),
        (
            "\"events\":[],",
            "\"events\":[{\"at\":2,\"text\":\"b\"},{\"at\":1,\"text\":\"a\"}],",
            "write the oldest first",
        ),
    ];
    check("orders.jsonl", ORDER, &cases);
}

#[test]
fn synonyms_are_keywords_of_what_they_mean() {
    let database = database();
    let synonyms =
        "parcel-label = \"refund\"\n\"give back\" = [\"return a part\", \"退货\"]\ntower = \"case\"\n";
    let chinese = ARTICLE
        .replace("How do I return a part?", "怎么退货？")
        .replace("\"en\"", "\"de\"")
        .replace("refund", "x");
    load(
        &database,
        &content(&[("synonyms.toml", synonyms), ("articles.jsonl", &format!("{ARTICLE}\n{chinese}\n"))]),
    );
    let keywords = "SELECT group_concat(keywords, '|' ORDER BY n) FROM articles";
    assert_eq!(one(&database, keywords), "refund give back parcel-label|x give back");
    // Another file of synonyms alone is another version.
    load(&database, &content(&[("synonyms.toml", ""), ("articles.jsonl", ARTICLE)]));
    assert_eq!(one(&database, keywords), "refund");
    for (text, expect) in [
        ("tower = 5", "synonyms.toml:1: `tower` has no words of the shop; write"),
        ("\ntower = []", "synonyms.toml:2: `tower` has no words of the shop; write"),
        ("tower = \"?\"", "synonyms.toml:1: `?` is no word or phrase; write"),
        ("tower case", "synonyms.toml:1: this is not TOML"),
    ] {
        let told = told(&[("synonyms.toml", text), ("articles.jsonl", ARTICLE)]);
        assert!(told[0].starts_with(expect), "{told:#?}");
    }
}

#[test]
fn mistakes_in_threads() {
    let cases = [
        ("\"likes\":2", "\"lieks\":2", "a line knows no `lieks`; did you mean `likes`?"),
        ("\"staff\"", "\"stuff\"", "an answer knows no `stuff`; did you mean `staff`?"),
        ("\"Ben\"", "\"\"", "`author` is empty; write it"),
        ("\"en\"", "\"fr\"", "the site does not offer `fr`; write"),
        ("loud-fan", "loud fan", "`id`: `loud fan` cannot stand in an address; write"),
        ("2026-11-20T11:00:00+01:00", "20.11.2026", "`20.11.2026` is not an instant; write it as"),
        (
            "2026-11-20T11:00:00+01:00",
            "2025-11-20T11:00:00Z",
            "`answers` are not in their order; write the oldest",
        ),
        ("\"likes\":3", "\"accepted\":true", "several answers are `accepted`; write it at the one"),
        ("\"Loud fan\",", "\"\",", "`title` is empty; write it"),
        ("\"likes\":2", "\"likes\":-2", "expected u32; write it as {"),
    ];
    check("threads.jsonl", THREAD, &cases);
}

#[test]
fn threads_are_added_and_left_to_people() {
    let database = database();
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let import = |text: &str| load(&database, &content(&[("threads.jsonl", text)]));
    let posts = || {
        one(
            &database,
            "SELECT ifnull(group_concat(t.lang || ':' || p.title || ':' || p.text || ':' || p.author || p.likes || p.accepted, '|' ORDER BY p.id), '') FROM posts p JOIN threads t ON t.id = p.thread",
        )
    };
    let other = THREAD.replace("loud-fan", "other").replace("Loud fan", "Other");
    import(&format!("{THREAD}\n{other}\n"));
    let loud = "en:Loud fan:It screams.:Ada20|en::Clean it.:Ben30|en::Lower its curve.:Emre01";
    assert_eq!(posts(), format!("{loud}|{}", loud.replace("Loud fan", "Other")));
    assert_eq!(
        one(&database, "SELECT at || ' ' || staff FROM posts WHERE text = 'Lower its curve.'"),
        "1795172400 1"
    );
    // The same again, in another version of the site.
    import(&format!("{THREAD}\n\n{other}\n"));
    assert_eq!(posts(), format!("{loud}|{}", loud.replace("Loud fan", "Other")));

    // What people do here stays, whatever the folder says next.
    let people = "UPDATE posts SET likes = 9 WHERE text = 'Clean it.' AND thread = 1;
        UPDATE posts SET text = 'Lower its curve, gently.' WHERE text = 'Lower its curve.' AND thread = 1;
        INSERT INTO posts (thread, text, author, at, bigrams) VALUES (2, 'Me too.', 'Cem', 1795180000, '');
        INSERT INTO threads (site, lang) VALUES ('acme', 'de');
        INSERT INTO posts (thread, title, text, author, at, bigrams) VALUES (3, 'Own', 'Asked here.', 'Dia', 1795180000, '');";
    database.execute_batch(people).unwrap();
    let edited = THREAD.replace("Clean it.", "Clean it first.").replace("Lower its curve.", "Take another.");
    import(&format!("{edited}\n{}\n", THREAD.replace("loud-fan", "third")));
    let own = "de:Own:Asked here.:Dia00";
    assert_eq!(
        posts(),
        [
            "en:Loud fan:It screams.:Ada20|en::Clean it first.:Ben90|en::Lower its curve, gently.:Emre01",
            "en:Other:It screams.:Ada20|en::Clean it.:Ben30|en::Lower its curve.:Emre01|en::Me too.:Cem00",
            own,
            loud,
        ]
        .join("|")
    );
    // What was deleted here is not brought again, and what the folder names no more goes where nobody answered.
    database.execute_batch("DELETE FROM posts WHERE text = 'Clean it first.'").unwrap();
    import(&edited);
    let rest = "en:Loud fan:It screams.:Ada20|en::Lower its curve, gently.:Emre01";
    let kept = "en:Other:It screams.:Ada20|en::Clean it.:Ben30|en::Lower its curve.:Emre01|en::Me too.:Cem00";
    assert_eq!(posts(), [rest, kept, own].join("|"));
    assert_eq!(one(&database, "SELECT count(*) FROM threads"), "3");
    import(&THREAD.replace(",\"answers\":[{\"text\":\"Clean it.\"", ",\"answers\":[{\"text\":\"Anew.\""));
    assert_eq!(posts(), [rest, kept, own].join("|"));
    let found = "SELECT count(*) FROM post_words WHERE post_words MATCH 'gently OR anew OR first'";
    assert_eq!(one(&database, found), "1");
    database.execute("INSERT INTO post_words (post_words) VALUES ('integrity-check')", []).unwrap();
}

#[test]
fn mistakes_of_all_files_are_told_at_once() {
    let twice = |line: &str| format!("{line}\n{line}\n");
    let site = SITE.replace("Acme\"", "Acme\"\nnonsense = 1");
    let told = told(&[
        ("site.toml", &site),
        ("articles.jsonl", &twice(ARTICLE)),
        ("products.jsonl", &twice(PRODUCT)),
        ("orders.jsonl", &format!("{ORDER}\n{}\n[]\n", ORDER.replace("#A-1001", " a-1001"))),
    ]);
    let starts =
        ["articles.jsonl:2: ", "orders.jsonl:2: ", "orders.jsonl:3: ", "products.jsonl:2: ", "site.toml:3: "];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told} does not start with {start}");
    }
}

#[test]
fn files_as_a_whole() {
    for (files, expect) in [
        (&[("articles.jsonl", "{}\n\u{feff}")][..], "articles.jsonl:1: missing field"),
        (
            &[("articles.jsonl", &format!("{{\"id\":\"{}\"}}", "a".repeat(30_000)))],
            "articles.jsonl:1: this line has 31 KB; write 20 KB",
        ),
        (
            &[
                ("site.toml", &SITE.replace("[[source]]", "[[source]]\ngives = [\"orders\"]")),
                ("articles.jsonl", ARTICLE),
            ],
            "articles.jsonl: no source gives the articles of this file; write a [[source]] with kind = \"builtin\"",
        ),
    ] {
        let told = told(files);
        assert!(told[0].starts_with(expect), "{told:#?}");
    }
    let windows = format!("\u{feff}{ARTICLE}\r\n\r\n");
    assert_eq!(content(&[("articles.jsonl", &windows)]).rows.articles.len(), 1);
    assert_ne!(content(&[("articles.jsonl", ARTICLE)]).version, content(&[]).version);
}

fn database() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    let migrations = crate::paths::root().join("edge/migrations");
    let mut files: Vec<_> = fs::read_dir(migrations).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        database.execute_batch(&fs::read_to_string(file).unwrap()).unwrap();
    }
    database
}

fn load(database: &Connection, content: &Content) {
    database
        .execute_batch(&format!("BEGIN;{};COMMIT", statements(std::slice::from_ref(content)).join(";")))
        .unwrap();
}

fn one(database: &Connection, sql: &str) -> String {
    database
        .query_row(sql, [], |row| row.get::<_, rusqlite::types::Value>(0))
        .map(|value| match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => format!("{other:?}"),
        })
        .unwrap()
}

#[test]
fn rows_are_what_the_folder_says() {
    let database = database();
    let german = ARTICLE.replace("\"en\"", "\"de\"").replace("How do I return", "Wie geht die Rückgabe von");
    let german =
        german.replace("[\"refund\"]", "[\"refund\"],\"products\":[\"fan-120\"],\"panels\":[\"orders\"]");
    let all = [
        ("articles.jsonl", format!("{ARTICLE}\n{german}\n")),
        ("products.jsonl", PRODUCT.to_owned()),
        ("orders.jsonl", ORDER.to_owned()),
    ];
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load(&database, &content(&all));
    for (sql, expect) in [
        ("SELECT group_concat(lang ORDER BY n) FROM articles WHERE site = 'acme'", "en,de"),
        ("SELECT answer FROM articles WHERE lang = 'en'", "Within 30 days.\n\nIt's free."),
        (
            "SELECT count(*) FROM article_words WHERE article_words MATCH 'variants:send AND keywords:refund'",
            "2",
        ),
        ("SELECT count(*) FROM articles JOIN sites USING (version)", "2"),
        (
            "SELECT group_concat(about || ' ' || article, ', ') FROM article_subjects WHERE site = 'acme'",
            "panel:orders returns, product:fan-120 returns",
        ),
        ("SELECT name || position FROM products WHERE id = 'fan-120'", "Quiet Fan 1201"),
        (
            "SELECT words FROM products",
            "Acme F-B Black White Size 120 mm Colours black white Blades 9 Hardly heard.",
        ),
        (
            "SELECT json ->> '$.price.minor' || ' ' || (json ->> '$.price_to.minor') FROM products",
            "1990 2100",
        ),
        ("SELECT json ->> '$.specs[1].name' FROM products", "Colours"),
        ("SELECT name || position || products FROM categories WHERE site = 'acme'", "11"),
        ("SELECT json ->> '$.table.columns[3].texts[0]' FROM category_parts WHERE category = 1", "120 mm"),
        ("SELECT number FROM orders", "a1001"),
        ("SELECT json ->> '$.placed' FROM orders", "1795168800"),
        ("SELECT json ->> '$.parcels[0].events[0].at' FROM orders", "1795168800"),
        ("SELECT json ->> '$.destination' FROM orders", "NL"),
        ("SELECT length(emails) || ' ' || length(postcodes) FROM orders", "64 64"),
        ("SELECT site || ' ' || number || ' ' || length(owner) FROM order_owners", "acme a1001 64"),
        (
            "SELECT count(*) FROM orders WHERE json || emails || postcodes LIKE '%ada%' OR json LIKE '%1011%'",
            "0",
        ),
    ] {
        assert_eq!(one(&database, sql), expect, "{sql}");
    }
    let order = sources::query::proof_hash("acme", "a-1001", "ADA@example.com");
    assert_eq!(one(&database, "SELECT emails FROM orders"), order);
    let owner = sources::query::owner_hash("acme", "ada@EXAMPLE.com");
    assert_eq!(one(&database, "SELECT owner FROM order_owners"), owner);
    // Once more is no more.
    load(&database, &content(&all));
    assert_eq!(one(&database, "SELECT count(*) FROM order_owners JOIN orders USING (site, number)"), "1");

    // What stays the same keeps its time; what is gone goes, of this site alone.
    database.execute("UPDATE articles SET updated = 1", []).unwrap();
    database
        .execute(
            "INSERT INTO orders (site, number, emails, postcodes, json) VALUES ('bell', '1', '', '', '{}')",
            [],
        )
        .unwrap();
    database.execute("INSERT INTO order_owners (site, owner, number) VALUES ('bell', 'o', '1')", []).unwrap();
    let edited = format!("{ARTICLE}\n{}\n", ARTICLE.replace("\"returns\"", "\"other\"").replace("30", "14"));
    load(&database, &content(&[("articles.jsonl", &edited)]));
    assert_eq!(
        one(&database, "SELECT group_concat(id || lang || (updated = 1) ORDER BY n) FROM articles"),
        "returnsen1,otheren0"
    );
    load(&database, &content(&[("articles.jsonl", &ARTICLE.replace("30", "14"))]));
    for (sql, expect) in [
        ("SELECT group_concat(id || lang || (updated = 1) ORDER BY n) FROM articles", "returnsen0"),
        ("SELECT count(*) FROM article_words WHERE article_words MATCH 'refund'", "1"),
        ("SELECT count(*) FROM products", "0"),
        ("SELECT group_concat(site) FROM orders", "bell"),
        ("SELECT group_concat(site) FROM order_owners", "bell"),
    ] {
        assert_eq!(one(&database, sql), expect, "{sql}");
    }
    for index in ["article_words", "product_words"] {
        database.execute(&format!("INSERT INTO {index} ({index}) VALUES ('integrity-check')"), []).unwrap();
    }
}

#[test]
fn no_statement_is_too_long_for_d1() {
    for filling in ["'", "語", "a ", "話'"] {
        let long = filling.repeat(19_000 / filling.len());
        let article = serde_json::json!({ "id": "a", "lang": "en", "question": "Q", "answer": long });
        let product = serde_json::json!({ "id": "a", "name": "A", "specs": { "Long": long } });
        let order = serde_json::json!({
            "number": "1", "state": "processing", "email": "a@example.com", "stage": long,
            "lines": [{ "name": "A", "quantity": 1 }],
        });
        let words: String = long.chars().take(9_000).collect();
        let thread = serde_json::json!({
            "id": "a", "lang": "en", "title": "A", "text": words, "author": "Ada", "at": 1, "answers": [],
        });
        let files = [
            ("articles.jsonl", article.to_string()),
            ("products.jsonl", product.to_string()),
            ("orders.jsonl", order.to_string()),
            ("threads.jsonl", thread.to_string()),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let all = statements(&[content(&files)]);
        let longest = all.iter().map(String::len).max().unwrap_or_default();
        assert!(longest < 100_000, "{filling}: {longest}");
    }
}

#[test]
fn the_demo_shop_has_what_its_panels_show() {
    let content = read(Path::new(&crate::paths::root().join("www/demo/site")), None).unwrap();
    let rows = &content.rows;
    assert!(
        rows.articles.len() >= 150
            && rows.threads.len() >= 40
            && rows.products.len() >= 50
            && rows.orders.len() >= 12,
        "{:?}",
        rows.files
    );
    let orders = fs::read_to_string(crate::paths::root().join("www/demo/site/orders.jsonl")).unwrap();
    for state in [
        "awaiting-payment",
        "processing",
        "on-hold",
        "back-ordered",
        "partly-shipped",
        "shipped",
        "ready-for-pickup",
        "delivered",
        "cancelled",
        "partly-refunded",
        "refunded",
        "returned",
        "unknown",
    ] {
        assert!(orders.contains(&format!("\"state\":\"{state}\"")), "no order is {state}");
    }
}

#[test]
fn a_sample_moves_to_the_present_by_whole_weeks() {
    // 2026-11-20T10:00:00Z, when the newest was placed.
    const PLACED: i64 = 1_795_168_800;
    const DAY: i64 = 24 * 60 * 60;
    let older =
        ORDER.replace("A-1001", "A-1000").replace("2026-11-20T11:00:00+01:00", "2026-11-02T11:00:00+01:00");
    let content = content(&[("orders.jsonl", &format!("{ORDER}\n{older}\n"))]);
    let insert = |rows: &Rows| rows.statements("acme", "1").join("\n");
    for (days, weeks) in [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (371, 53), (-1, -1)] {
        let was = content.rows.clone();
        let moved = was.clone().fresh(PLACED + days * DAY);
        let by = weeks * 7 * DAY;
        let [was_sql, moved_sql] = [&was, &moved].map(insert);
        // Both of the orders, and of the parcel when it was sent and picked up.
        for at in [PLACED, PLACED - 18 * DAY] {
            assert!(was_sql.contains(&at.to_string()), "{was_sql}");
        }
        let expect = was_sql.replace(&PLACED.to_string(), &(PLACED + by).to_string());
        let expect = expect.replace(&(PLACED - 18 * DAY).to_string(), &(PLACED - 18 * DAY + by).to_string());
        assert_eq!(moved_sql, expect, "{days} days later");
        assert_eq!(moved.digest == was.digest, weeks == 0, "{days} days later");
    }
}

#[test]
fn pictures_that_nobody_will_see_are_told() {
    let products = |images: [&str; 3]| {
        let row = |(number, image): (usize, &str)| {
            let product = PRODUCT.replace("\"fan-120\"", &format!("\"fan-{number}\""));
            product.replace("https://acme.example/fan.jpg", image)
        };
        images.into_iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
    };
    let named = SITE.replacen('\n', "\npictures = [\"https://cdn.example\"]\n", 1);
    for (site, images, told) in [
        (
            SITE,
            ["https://cdn.example/a.jpg", "https://cdn.example/b.jpg", "https://other.example/c.jpg"],
            vec!["2 pictures are not shown", "1 picture is not shown"],
        ),
        (
            &named,
            ["https://cdn.example/a.jpg", "https://cdn.example/b.jpg", "https://cdn.example.evil/c.jpg"],
            vec!["as in pictures = [\"https://cdn.example.evil\"]"],
        ),
        (&named, ["https://cdn.example/a.jpg"; 3], vec![]),
    ] {
        let content = content(&[("site.toml", site), ("products.jsonl", &products(images))]);
        let found = super::super::hidden_pictures(&content);
        assert_eq!(found.len(), told.len(), "{found:?}");
        assert!(found.iter().zip(&told).all(|(found, told)| found.contains(told)), "{found:?}");
    }
}
