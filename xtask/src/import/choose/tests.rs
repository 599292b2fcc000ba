//! Guides and products that are put together: what is refused and in which words, and what becomes of the rest.

use std::fs;
use std::path::Path;

use model::choose::answers::Answers;
use model::choose::configure::{Configurable, Selection};
use model::choose::rank::rank;
use model::choose::ready::{Cards, Columns, Ready, Words};
use rusqlite::Connection;

use crate::import::read::{Content, read};
use crate::import::sql::statements;

const SITE: &str = "id = \"acme\"\nname = \"Acme\"\nlanguages = [\"en\", \"de\"]\n[[source]]\nid = \"desk\"\nkind = \"builtin\"\n";

const PRODUCTS: &str = r#"{"id":"small","name":"Small Screen","price":{"amount":"99.00","currency":"EUR"},"available":true,"specs":{"Kind":"Monitor","Size":"24 in","Rate":"60 Hz","Panel":"IPS"}}
{"id":"fast","name":"Fast Screen","price":{"amount":"299.00","currency":"EUR"},"available":false,"specs":{"Kind":"Monitor","Size":"68.58 cm","Rate":"165 Hz","Panel":["VA","curved"]}}
{"id":"odd","name":"Odd Screen","specs":{"Kind":"Monitor","Size":"32 in"}}
{"id":"pc","name":"PC","price":{"amount":"500.00","currency":"EUR"},"specs":{"Kind":"Computer"}}
{"id":"chip","name":"Chip","price":{"amount":"150.00","currency":"EUR"},"specs":{"Kind":"Part"}}
{"id":"dear","name":"Dear Chip","price":{"amount":"300.00","currency":"USD"},"specs":{"Kind":"Part"}}
"#;

const GUIDE: &str = r#"title = { en = "Screens", de = "Bildschirme" }
[[among]]
spec = "Kind"
is = ["Monitor"]
[[spec]]
name = "Size"
label = { en = "Diagonal", de = "Diagonale" }
[[question]]
id = "use"
text = "What for?"
many = true
[[question.answer]]
id = "games"
text = "Games"
[[question.answer.weigh]]
spec = "Rate"
at_least = "120 Hz"
points = 3
for = "{value}: fast"
against = "only {value}"
[[question.answer]]
id = "text"
text = "Text"
[[question.answer.weigh]]
spec = "Panel"
is = ["IPS"]
points = 1
for = "{value}"
[[question]]
id = "desk"
text = "A small desk?"
[[question.when]]
question = "use"
is = ["text"]
[[question.answer]]
id = "yes"
text = "Yes"
[[question.answer.need]]
spec = "Size"
at_most = "27 in"
against = "{value} is too large"
[[question.answer]]
id = "no"
text = "No"
[[question]]
id = "budget"
text = "How much?"
[[question.answer]]
id = "200"
text = "200"
[[question.answer.need]]
spec = "price"
at_most = "200.00"
against = "{value} is too much"
[[question.answer]]
id = "open"
text = "More"
"#;

const OPTIONS: &str = r#"currency = "EUR"
price = "99.00"
days = 3
[[option]]
id = "chip"
text = { en = "Processor", de = "Prozessor" }
[[option.choice]]
id = "five"
product = "chip"
facts = { socket = "A", power = 65 }
[[option.choice]]
id = "nine"
text = "Nine"
price = "200.00"
days = 2
facts = { socket = "B", power = 170 }
[[option]]
id = "board"
text = "Board"
[[option.choice]]
id = "a"
text = "A"
price = "80.00"
facts = { socket = "A" }
[[option.choice]]
id = "b"
text = "B"
price = "90.00"
facts = { socket = "B" }
[[option]]
id = "supply"
text = "Supply"
default = "weak"
[[option.choice]]
id = "weak"
text = "300 W"
price = "30.00"
facts = { supply = 300 }
[[option.choice]]
id = "strong"
text = "500 W"
price = "60.00"
facts = { supply = 500 }
[[option]]
id = "fan"
text = "Fans"
least = 0
most = 4
[[option.choice]]
id = "quiet"
text = "Quiet"
price = "20.00"
[[option.choice.tier]]
from = 2
price = "15.00"
[[rule]]
same = "socket"
text = "Sockets differ."
[[rule]]
sum = "power"
reserve = 100
percent = 150
within = "supply"
text = "{needed} W of {limit} W"
[[rule]]
choices = ["chip.nine"]
need = ["fan"]
text = "Too hot."
[[combination]]
text = "Set"
choices = ["chip.five", "board.a"]
price = "-10.00"
"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["guides", "options"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let right = [
        ("site.toml", SITE),
        ("products.jsonl", PRODUCTS),
        ("guides/screens.toml", GUIDE),
        ("options/pc.toml", OPTIONS),
    ];
    for (name, text) in right.iter().chain(files) {
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
    let mistakes = match read(folder.path(), None) {
        Ok(_) => panic!("accepted: {files:#?}"),
        Err(mistakes) => mistakes.to_string(),
    };
    mistakes.lines().map(|line| line.trim_start_matches(&prefix).to_owned()).collect()
}

/// Breaks a right file at one place; `expect` is the one mistake, with its line.
#[track_caller]
fn check(file: &str, right: &str, cases: &[(&str, &str, &str)]) {
    for (good, bad, expect) in cases {
        assert!(right.contains(good), "{good}");
        let told = told(&[(file, &right.replacen(good, bad, 1))]);
        assert!(told.len() == 1 && told[0].contains(expect), "{told:#?}\n{expect}");
        assert!(["write ", "did you mean"].iter().any(|advice| told[0].contains(advice)), "{told:#?}");
    }
}

#[test]
fn guides_by_themselves() {
    check(
        "guides/screens.toml",
        GUIDE,
        &[
            (
                "title =",
                "titel =",
                "guides/screens.toml:1: guides/screens.toml knows no `titel`; did you mean `title`?",
            ),
            ("points = 3", "points = 0", ":18: `points`: 0 points cannot be; write a number"),
            ("points = 3", "points = \"3\"", ":18: `points` stands without quotes; write points = 3"),
            ("is = [\"IPS\"]", "is = \"IPS\"", ":26: `is` is a list; write is = [\"IPS\"]"),
            ("points = 3\n", "", ":15: [[question.answer.weigh]] has no `points`; write points = 3"),
            (
                "against = \"{value} is too large\"\n",
                "",
                ":38: [[question.answer.need]] has no `against`; write",
            ),
            ("id = \"desk\"", "id = \"use\"", ":30: `use` is there twice as id of a [[question]]; write"),
            (
                "id = \"no\"",
                "id = \"yes\"",
                ":43: `yes` is there twice as id of a [[question.answer]]; write",
            ),
            ("id = \"budget\"", "id = \"lang\"", ":46: `lang` means something else in addresses; write"),
            ("id = \"budget\"", "id = \"unsure\"", ":46: `id`: `unsure` cannot stand in an address; write"),
            (
                "question = \"use\"",
                "question = \"budget\"",
                ":33: no earlier question has the id `budget`; write",
            ),
            ("is = [\"text\"]\n", "", ":32: no answer to `use` is named; write is ="),
            ("is = [\"text\"]", "is = [\"texts\"]", ":34: `use` has no answer `texts`; did you mean `text`?"),
            ("for = \"{value}\"\n", "", ":24: this is weighed and no reason is told; write for ="),
            (
                "en = \"Diagonal\", ",
                "",
                ":7: `label` is not written in `en`, the first of `languages`; write",
            ),
            ("text = \"Games\"", "text = Games", ":14: this value is not TOML; write"),
        ],
    );
    let none = GUIDE.split("[[question]]").next().unwrap();
    assert!(
        told(&[("guides/screens.toml", none)])[0]
            .contains(":1: guides/screens.toml has no `question`; write")
    );
    let folder = told(&[("guides/Screens.toml", GUIDE)]);
    assert!(
        folder[0]
            .contains("guides/Screens.toml: the file's name: `Screens` cannot stand in an address; write")
    );
}

#[test]
fn guides_held_against_the_catalogue() {
    check(
        "guides/screens.toml",
        GUIDE,
        &[
            (
                "spec = \"Kind\"",
                "spec = \"Knid\"",
                ":2: no product of the catalogue has the spec `Knid`; did you mean `Kind`?",
            ),
            (
                "is = [\"Monitor\"]",
                "is = [\"Scanner\"]",
                ":2: no product of the catalogue is among these; write",
            ),
            (
                "name = \"Size\"",
                "name = \"Weight\"",
                ":5: no product of this guide has the spec `Weight`; write",
            ),
            (
                "spec = \"Rate\"",
                "spec = \"Rates\"",
                ":15: no product of this guide has the spec `Rates`; did you mean `Rate`?",
            ),
            (
                "is = [\"IPS\"]",
                "is = [\"IPSS\"]",
                ":24: no product of this guide says \"IPSS\" of `Panel`; did you mean \"IPS\"?",
            ),
            (
                "is = [\"IPS\"]",
                "is = [\"VA\", \"8 K\"]",
                ":24: no product of this guide says \"8 K\" of `Panel`; write",
            ),
            (
                "at_least = \"120 Hz\"",
                "at_least = \"120 kg\"",
                ":15: `Rate` does not compare with that: products say such as \"60 Hz\"; write",
            ),
            ("at_least = \"120 Hz\"", "at_least = \"fast\"", ":15: `fast` is no number; write"),
            ("at_least = \"120 Hz\"\n", "", ":15: nothing is asked of this spec; write"),
            (
                "at_least = \"120 Hz\"",
                "at_least = \"500 Hz\"",
                ":15: no product fits this, so it changes nothing; write",
            ),
            (
                "at_most = \"27 in\"",
                "at_most = \"40 in\"",
                ":38: every product fits this, so it changes nothing; write",
            ),
            (
                "at_most = \"27 in\"",
                "at_most = \"20 in\"",
                ":38: no product fits this, so the answer leaves none; write",
            ),
            ("at_most = \"200.00\"", "at_most = \"200 EUR\"", ":51: `200 EUR` is no price; write"),
            (
                "[[question.answer]]\nid = \"open\"\ntext = \"More\"\n",
                "",
                ":45: no path leads to `fast`: every answer to `budget` leaves it out; write",
            ),
            (
                "[[question.answer.need]]\nspec = \"Size\"\nat_most = \"27 in\"\nagainst = \"{value} is too large\"\n",
                "",
                ":29: `desk` changes nothing: whatever is answered, all products stay as they are; write",
            ),
            (
                "is = [\"text\"]",
                "is = [\"text\"]\nis_not = [\"text\"]",
                ":29: nobody is ever asked `desk`: its conditions exclude each other; write",
            ),
        ],
    );
}

#[test]
fn products_that_do_not_compare() {
    check(
        "products.jsonl",
        PRODUCTS,
        &[
            (
                "\"32 in\"",
                "\"32\"",
                "products.jsonl:3: `specs`: `Size` is \"32\", which does not compare with guides/screens.toml line 38; write",
            ),
            (
                "\"299.00\",\"currency\":\"EUR\"",
                "\"299.00\",\"currency\":\"USD\"",
                "products.jsonl:2: `price` is in USD, and most products",
            ),
            ("\"299.00\"", "\"0.00\"", "products.jsonl:2: a price of 0 reads as a gift; write"),
            (
                "\"299.00\"",
                "\"99999999.00\"",
                "products.jsonl:2: this price is beyond all that is sold here; write",
            ),
            (
                "Fast Screen",
                "<b>Fast</b> Screen",
                "products.jsonl:2: `name` holds HTML (`<b>Fast</b> Screen`); write",
            ),
            (
                "\"id\":\"fast\"",
                "\"id\":\"small\"",
                "products.jsonl:2: `small` is there twice as id of a product; write",
            ),
        ],
    );
    // What is only missing, or an odd word, is not known.
    for (right, fine) in [
        (",\"Rate\":\"60 Hz\"", ""),
        ("\"60 Hz\"", "\"slow\""),
        ("Fast Screen", "Fast <3 Screen, 5 > 4"),
        ("\"price\":{\"amount\":\"299.00\",\"currency\":\"EUR\"},", ""),
    ] {
        content(&[
            ("products.jsonl", &PRODUCTS.replacen(right, fine, 1)),
            ("guides/screens.toml", &guide_without_budget()),
        ]);
    }
}

/// The guide without the question that only one product's price makes a difference to.
fn guide_without_budget() -> String {
    GUIDE.split("[[question]]\nid = \"budget\"").next().unwrap().to_owned()
}

#[test]
fn products_put_together() {
    check(
        "options/pc.toml",
        OPTIONS,
        &[
            (
                "id = \"strong\"",
                "id = \"weak\"",
                ":40: `weak` is there twice as id of an [[option.choice]]; write",
            ),
            ("id = \"supply\"", "id = \"lang\"", ":31: `lang` means something else in addresses; write"),
            (
                "default = \"weak\"",
                "default = \"wek\"",
                ":33: `supply` has no choice `wek`; did you mean `weak`?",
            ),
            ("least = 0", "least = 5", ":44: of `fan` 5 to 4 pieces can be chosen; write"),
            ("from = 2", "from = 9", ":53: `from` is 9; write ascending numbers of pieces from 2 to 4"),
            ("text = \"Nine\"\n", "", ":11: this choice has no name or no price; write product ="),
            ("price = \"80.00\"", "price = \"80,00\"", ":23: `price`: `80,00` is no price in EUR; write"),
            ("price = \"80.00\"", "price = \"-80.00\"", ":23: `price`: `-80.00` is no price in EUR; write"),
            (
                "power = 65",
                "power = 6.5",
                ":10: `facts`: `power` is neither a text nor a whole number; write",
            ),
            (
                "same = \"socket\"",
                "same = \"sockets\"",
                ":57: no choice states the fact `sockets`; did you mean `socket`?",
            ),
            ("within = \"supply\"\n", "", ":59: a rule says one thing; write `same`, or"),
            (
                "need = [\"fan\"]",
                "need = [\"fans\"]",
                ":67: `need`: there is no choice `fans`; did you mean `fan`?",
            ),
            (
                "\"chip.five\", \"board.a\"",
                "\"chip.fife\", \"board.a\"",
                ":71: `choices`: there is no choice `chip.fife`; did you mean `chip.five`?",
            ),
            (
                "product = \"chip\"",
                "product = \"chips\"",
                ":7: products.jsonl has no product `chips`; did you mean `chip`?",
            ),
            (
                "product = \"chip\"",
                "product = \"dear\"",
                ":7: `dear` is priced in USD, and this file is in EUR; write",
            ),
            ("product = \"chip\"", "product = \"odd\"", ":7: `odd` has no price in products.jsonl; write"),
            (
                "{ socket = \"A\", power = 65 }",
                "{ socket = \"A\", power = 165 }",
                "options/pc.toml: what is proposed cannot be bought (\"398 W of 300 W\"); write",
            ),
            (
                "choices = [\"chip.nine\"]\nneed = [\"fan\"]",
                "choices = [\"fan\"]\nexclude = [\"board\"]",
                ":49: `quiet` goes with nothing: each choice of the other options breaks a rule; write",
            ),
        ],
    );
    let other = told(&[("options/pcs.toml", OPTIONS)]);
    assert!(
        other[0].contains(
            "options/pcs.toml: products.jsonl has no product `pcs`; write one, or did you mean `pc`?"
        ),
        "{other:#?}"
    );
}

/// Each `tests/sites/broken/{guides,options}/*.toml` says in its first line which mistake it holds, the shop being the one
/// above.
#[test]
fn broken_files_are_refused_as_they_expect() {
    for (of, name) in [("guides", "guides/screens.toml"), ("options", "options/pc.toml")] {
        let folder = crate::paths::root().join("tests/sites/broken").join(of);
        let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!files.is_empty());
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let expect = text.lines().next().and_then(|line| line.strip_prefix("# expect: ")).unwrap();
            let told = told(&[(name, &text)]);
            assert!(
                told.iter().any(|told| told.contains(&format!(":{expect}"))),
                "{}: {told:#?}",
                file.display()
            );
        }
    }
}

fn database() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    let mut files: Vec<_> = fs::read_dir(crate::paths::root().join("edge/migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        database.execute_batch(&fs::read_to_string(file).unwrap()).unwrap();
    }
    database
}

fn load(database: &Connection, content: &Content) {
    let statements = statements(std::slice::from_ref(content));
    assert!(statements.iter().all(|statement| statement.len() < 100_000));
    database.execute_batch(&format!("BEGIN;{};COMMIT", statements.join(";"))).unwrap();
}

/// What is kept under these names, put together from its parts.
fn kept<T: serde::de::DeserializeOwned>(database: &Connection, table: &str, id: &str, what: &str) -> T {
    let sql = format!("SELECT json FROM {table} WHERE id = ?1 AND what = ?2 ORDER BY part");
    let mut statement = database.prepare(&sql).unwrap();
    let parts: Vec<String> =
        statement.query_map([id, what], |row| row.get(0)).unwrap().map(|part| part.unwrap()).collect();
    serde_json::from_str(&parts.concat()).unwrap()
}

#[test]
fn the_database_has_what_pages_need() {
    let database = database();
    load(&database, &content(&[]));
    let titles: Vec<String> = database
        .prepare("SELECT guide || ' ' || lang || ' ' || title FROM guide_titles ORDER BY position")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(|title| title.unwrap())
        .collect();
    assert_eq!(titles, ["screens en Screens", "screens de Bildschirme"]);
    let words: Words = kept(&database, "guides", "screens", "de");
    let columns: Columns = kept(&database, "guides", "screens", "columns");
    let cards: Cards = kept(&database, "guides", "screens", "cards");
    let positions: Vec<u32> = kept(&database, "guides", "screens", "positions");
    assert_eq!(
        (&words.labels[..], &cards.ids[..]),
        (&["Diagonale".to_owned()][..], &["desk.small", "desk.fast", "desk.odd"].map(str::to_owned)[..])
    );
    assert_eq!((positions, columns.amounts.clone()), (vec![1, 2, 3], vec![9_900, 29_900]));
    let guide = Ready { words, columns, cards };
    let answers = Answers::read(&guide.words.questions, "use=games&budget=200");
    let ranking = rank(&guide, &answers, 5, &|minor| format!("{} €", minor / 100));
    let told: Vec<(&str, &[String])> =
        ranking.picks.iter().map(|pick| (guide.cards.names[pick.product].as_str(), &pick.cons[..])).collect();
    assert_eq!(told, [("Odd Screen", &[][..]), ("Small Screen", &["only 60 Hz".to_owned()])]);
    let better = ranking.better.unwrap();
    assert_eq!((better.pick.cons, better.question), (vec!["299 € is too much".to_owned()], 2));
    let product: Configurable = kept(&database, "configurables", "pc", "de");
    let price = product.price(&Selection::read(&product, "fan=quiet*2"));
    assert_eq!((product.options[0].text.as_str(), price.total, price.days), ("Prozessor", 37_900, 3));
    assert_eq!(product.options[0].choices[0].product, "desk.chip");

    // What a folder does not have goes.
    let bare = tempfile::tempdir().unwrap();
    fs::write(bare.path().join("site.toml"), SITE).unwrap();
    load(&database, &read(bare.path(), None).unwrap());
    for table in ["guide_titles", "guides", "configurables"] {
        let count: i64 =
            database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0, "{table}");
    }
}

#[test]
fn where_another_system_has_products_too_guides_are_kept_as_they_are() {
    let site = format!(
        "{SITE}[[source]]\nid = \"shop\"\nkind = \"shopify\"\naddress = \"https://acme.myshopify.com\"\n"
    );
    // The catalogue is not all here, so it is not held against it.
    let guide = GUIDE.replace("Panel", "Finish");
    let content = content(&[("site.toml", &site), ("guides/screens.toml", &guide)]);
    let database = database();
    load(&database, &content);
    let guide: model::choose::guide::Guide = kept(&database, "guides", "screens", "de");
    assert_eq!((guide.questions.len(), guide.specs()), (3, vec!["Size", "Rate", "Finish", "price"]));
}

#[test]
fn a_guide_that_changes_is_another_version() {
    let versions = [content(&[]), content(&[("guides/screens.toml", &GUIDE.replace("Games", "Play"))])]
        .map(|content| content.version);
    assert_ne!(versions[0], versions[1]);
}

#[test]
fn the_demo_shop_helps_to_choose() {
    let content = read(Path::new(&crate::paths::root().join("www/demo/site")), None).unwrap();
    assert!(
        content.rows.products.len() >= 500
            && content.shown.guides() >= 2
            && content.shown.configurables() == 1
    );
    let database = database();
    load(&database, &content);
    for lang in &content.site.languages {
        for guide in ["monitor", "graphics"] {
            let words: Words = kept(&database, "guides", guide, lang.code());
            assert!(words.questions.len() >= 4, "{guide} {lang}");
        }
        let product: Configurable = kept(&database, "configurables", "pc-to-measure", lang.code());
        assert!(product.options.len() >= 8 && product.rules.len() >= 8);
    }
}
