//! What becomes of guides and products that are put together, in a real database.

use std::fs;
use std::path::Path;

use model::choose::answers::Answers;
use model::choose::configure::{Configurable, Picked, Selection, repair};
use model::choose::rank::rank;
use model::choose::ready::{Cards, Columns, Ready, Words};
use rusqlite::Connection;

use super::{GUIDE, PRODUCTS, SITE, content};
use crate::import::read::{Content, read};
use crate::import::sql::statements;

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
fn what_is_not_in_stock_can_be_no_part_and_is_not_proposed() {
    let of_chip = "\"name\":\"Chip\",";
    let gone = "\"options\":[{\"id\":\"a\",\"name\":\"A\",\"available\":false}],";
    for (stock, is_out) in
        [("\"available\":false,", true), ("\"available\":true,", false), (gone, true), ("", false)]
    {
        let database = database();
        let rows = PRODUCTS.replace(of_chip, &[of_chip, stock].concat());
        load(&database, &content(&[("products.jsonl", &rows)]));
        let product: Configurable = kept(&database, "configurables", "pc", "de");
        let asked = Selection::read(&product, "chip=five&board=a&supply=weak&fan=-");
        let proposed = Selection::default_of(&product);
        let told = if is_out {
            (vec!["Chip · Nicht auf Lager".to_owned()], "chip=nine&board=b&supply=strong&fan=quiet")
        } else {
            (vec![], "chip=five&board=a&supply=weak&fan=-")
        };
        assert_eq!((product.broken(&asked), &*proposed.write(&product)), told, "{stock}");
        assert!(product.is_valid(&proposed));
        let repaired = repair(&product, &asked, Some(0)).unwrap();
        assert_eq!(repaired.selection, proposed);
    }
}

#[test]
fn where_another_system_has_products_too_guides_are_kept_as_they_are() {
    let site = format!(
        "{SITE}[[source]]\nid = \"shop\"\nkind = \"shopify\"\naddress = \"https://acme.myshopify.com\"\n"
    );
    // The catalogue is not all here, so it is not held against it.
    let guide = GUIDE.replace("Panel", "Finish");
    assert!(!self::content(&[]).shown.has_unchecked());
    let content = content(&[("site.toml", &site), ("guides/screens.toml", &guide)]);
    assert!(content.shown.has_unchecked());
    let database = database();
    load(&database, &content);
    let guide: model::choose::guide::Guide = kept(&database, "guides", "screens", "guide");
    assert_eq!((guide.questions.len(), guide.specs()), (3, vec!["Size", "Rate", "Finish", "price"]));
    // What the edge has made of it stays until it makes it anew; what there is no guide for goes.
    let made = "INSERT INTO guides (site, id, what, part, json) VALUES ('acme', 'screens', 'de', 0, '1'), \
                ('acme', 'gone', 'de', 0, '1'); UPDATE catalogue_turns SET next = 9";
    database.execute_batch(made).unwrap();
    load(&database, &content);
    let all = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(|text| text.unwrap()).collect()
    };
    assert_eq!(all("SELECT id || ' ' || what FROM guides ORDER BY what"), ["screens de", "screens guide"]);
    assert_eq!(all("SELECT source || next FROM catalogue_turns"), ["0"]);
}

#[test]
fn filters_over_another_system_stay_until_they_are_made_anew() {
    let site = format!(
        "{SITE}[[source]]\nid = \"shop\"\nkind = \"shopify\"\naddress = \"https://acme.myshopify.com\"\n"
    );
    // With products of its own it has filters over these at once.
    for (own, stay) in [(true, false), (false, true)] {
        let mut content = content(&[("site.toml", &site), ("guides/screens.toml", GUIDE)]);
        assert!(!content.rows.products.is_empty());
        if !own {
            content.rows.products.clear();
        }
        let database = database();
        let made =
            "INSERT INTO categories (site, position, name, products, made) VALUES ('acme', 99, 'Made', 3, 9)";
        database.execute_batch(made).unwrap();
        load(&database, &content);
        let here: u32 = database
            .query_row("SELECT count(*) FROM categories WHERE name = 'Made'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(here == 1, stay, "{own}");
    }
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

#[test]
fn whatever_is_chosen_of_the_demos_pc_can_be_repaired() {
    let content = read(&crate::paths::root().join("www/demo/site"), None).unwrap();
    let database = database();
    load(&database, &content);
    let product: Configurable = kept(&database, "configurables", "pc-to-measure", "en");
    let (mut number, mut broken, mut kept) = (1_u32, 0, 0);
    for round in 0..60_usize {
        let mut selection = Selection::default_of(&product);
        for (at, option) in product.options.iter().enumerate() {
            // Numbers that look thrown (Numerical Recipes' generator), the same each time.
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let choice = (number >> 16) % u32::try_from(option.choices.len()).unwrap();
            selection = selection.with(at, Some(Picked { choice, pieces: 1 + (number >> 8) % option.most }));
        }
        let keep = round % product.options.len();
        let repaired = repair(&product, &selection, Some(keep)).unwrap();
        assert!(product.is_valid(&repaired.selection));
        assert_eq!(repaired.changes.is_empty(), product.is_valid(&selection));
        broken += usize::from(!repaired.changes.is_empty());
        // What is out of stock cannot stay.
        let alone =
            selection.picked(keep).map(|picked| Selection::default_of(&product).with(keep, Some(picked)));
        let out = alone
            .is_some_and(|alone| product.broken(&alone).iter().any(|told| told.ends_with("Not in stock")));
        kept += usize::from(out || repaired.selection.picked(keep) == selection.picked(keep));
    }
    assert!(broken > 40 && kept == 60, "{broken} broken, {kept} kept");
}
