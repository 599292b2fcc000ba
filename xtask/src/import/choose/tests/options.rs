//! Mistakes in products that are put together.

use super::{OPTIONS, check, told};

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
            (
                "{needed} W of",
                "{need} W of",
                ":64: `text`: `{need}` is nothing that is filled in here; write {needed}",
            ),
            (
                "power = 65",
                "power = \"65 W\"",
                ":10: `power` is summed or compared by a rule, and \"65 W\" is no whole number; write power = 65",
            ),
            (
                "\"chip.five\", \"board.a\"",
                "\"chip.five\", \"chip.nine\"",
                ":71: `choices`: of `chip` one is chosen, so these are never together; write",
            ),
            (
                "price = \"-10.00\"",
                "price = \"-230.01\"",
                ":69: together these cost less than nothing; write a `price` that takes off no more",
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
