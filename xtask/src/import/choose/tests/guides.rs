//! Mistakes in guides, each with its line.

use super::{GUIDE, PRODUCTS, check, content, told};

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
            (
                "{value} is too large",
                "{vaule} is too large",
                ":41: `against`: `{vaule}` is nothing that is filled in here; write {value}",
            ),
            (
                "{value} is too large",
                "{ value } is too large",
                ":41: `against`: `{value}` is nothing that is filled in here; write {value}",
            ),
            (
                "{value} is too large",
                "{value is too large",
                ":41: `against`: `{value is too large}` is nothing that is filled",
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
    // Beside the guides other pages stand.
    for name in ["by-spec", "compare", "counts"] {
        let taken = told(&[(&format!("guides/{name}.toml"), GUIDE)]);
        assert!(
            taken[0].contains(&format!("the file's name: `{name}` means something else in addresses; write"))
        );
    }
}

#[test]
fn a_guide_has_an_end() {
    let answer = "[[question.answer]]\nid = \"a{at}\"\ntext = \"Answer\"\n";
    let question = format!("[[question]]\nid = \"q{{at}}\"\ntext = \"Question\"\n{answer}");
    for (more, expect) in [
        (answer, "this is answer 65; write 64 at most"),
        (&question, "this is question 65; write 64 at most"),
    ] {
        let more: String = (0..64).map(|at| more.replace("{at}", &at.to_string())).collect();
        let told = told(&[("guides/screens.toml", &format!("{GUIDE}{more}"))]);
        assert!(told.iter().any(|told| told.contains(expect)), "{expect}: {told:?}");
    }
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
                ":5: no product of this guide has the spec `Weight`; write one that they have, such as `Kind`, `Size`, `Rate`, `Panel`",
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
            (
                "against = \"{value} is too large\"\n",
                "against = \"{value} is too large\"\n[[question.answer.need]]\nspec = \"Size\"\nat_least = \"30 in\"\nagainst = \"{value}\"\n",
                ":35: the answer `yes` leaves no product: none meets all of its needs; write",
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
