//! Guides and products that are put together: what is refused and in which words, and what becomes of the rest.

mod guides;
mod kept;
mod options;

use std::fs;

use crate::import::read::{Content, read};
use crate::import::tests::agree;

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

/// Every key of a guide, in what is read last of each list.
const FULL: &str = r#"
title = "T"
intro = "I"
among = [{ spec = "S", is = ["a"], is_not = ["b"], has = ["c"], at_least = "1", at_most = "2", yes = true }]
spec = [{ name = "S", label = "L" }]
[[question]]
id = "q"
text = "Q"
help = "H"
many = true
when = [{ question = "p", is = ["a"], is_not = ["b"] }]
[[question.answer]]
id = "a"
text = "A"
[[question.answer.weigh]]
spec = "S"
is = ["a"]
is_not = ["b"]
has = ["c"]
at_least = "1"
at_most = "2"
yes = true
points = 1
for = "F"
against = "A"
[[question.answer.need]]
spec = "S"
is = ["a"]
is_not = ["b"]
has = ["c"]
at_least = "1"
at_most = "2"
yes = true
against = "A"
"#;

#[test]
fn the_shape_of_a_guide_is_that_of_the_model() {
    let guide: model::choose::guide::Guide = toml::from_str(FULL).unwrap();
    agree("guide", super::shape::GUIDE, &serde_json::to_value(guide).unwrap());
}
