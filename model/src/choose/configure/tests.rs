use super::*;
use crate::choose::fixtures::Dice;

fn product() -> Configurable {
    serde_json::from_str(
        r#"{ "currency": "EUR", "base": 9900, "days": 3,
        "options": [
            { "id": "cpu", "text": "Processor", "help": "", "least": 1, "most": 1, "default": 0, "choices": [
                { "id": "r5", "text": "Ryzen 5", "product": "", "price": 17000, "tiers": [], "days": 0,
                  "facts": [{ "name": "socket", "number": 0, "word": "AM5" }, { "name": "power", "number": 105, "word": "" }] },
                { "id": "i5", "text": "Core i5", "product": "", "price": 20000, "tiers": [], "days": 2,
                  "facts": [{ "name": "socket", "number": 0, "word": "LGA1700" }, { "name": "power", "number": 125, "word": "" }] }] },
            { "id": "board", "text": "Board", "help": "", "least": 1, "most": 1, "default": 0, "choices": [
                { "id": "b650", "text": "B650", "product": "", "price": 16000, "tiers": [], "days": 0,
                  "facts": [{ "name": "socket", "number": 0, "word": "AM5" }, { "name": "slots", "number": 2, "word": "" }] },
                { "id": "z790", "text": "Z790", "product": "", "price": 19000, "tiers": [], "days": 0,
                  "facts": [{ "name": "socket", "number": 0, "word": "LGA1700" }, { "name": "slots", "number": 4, "word": "" }] }] },
            { "id": "ram", "text": "Memory", "help": "", "least": 1, "most": 4, "default": 0, "choices": [
                { "id": "16", "text": "16 GB", "product": "", "price": 5000, "tiers": [{ "pieces": 2, "price": 4500 }, { "pieces": 4, "price": 4000 }],
                  "days": 0, "facts": [{ "name": "modules", "number": 1, "word": "" }] }] },
            { "id": "card", "text": "Graphics", "help": "", "least": 0, "most": 1, "default": null, "choices": [
                { "id": "5070", "text": "RTX 5070", "product": "", "price": 55000, "tiers": [], "days": 5,
                  "facts": [{ "name": "power", "number": 250, "word": "" }] }] },
            { "id": "psu", "text": "Power supply", "help": "", "least": 1, "most": 1, "default": 0, "choices": [
                { "id": "450", "text": "450 W", "product": "", "price": 5000, "tiers": [], "days": 0,
                  "facts": [{ "name": "supply", "number": 450, "word": "" }] },
                { "id": "750", "text": "750 W", "product": "", "price": 9000, "tiers": [], "days": 0,
                  "facts": [{ "name": "supply", "number": 750, "word": "" }] }] },
            { "id": "system", "text": "System", "help": "", "least": 0, "most": 1, "default": null, "choices": [
                { "id": "home", "text": "Home", "product": "", "price": 13000, "tiers": [], "days": 0, "facts": [] }] }],
        "rules": [
            { "check": { "same": "socket" }, "text": "The sockets differ." },
            { "check": { "at-most": { "sum": "power", "reserve": 100, "percent": 150, "within": "supply" } },
              "text": "{needed} W are needed, {limit} W are there." },
            { "check": { "at-most": { "sum": "modules", "reserve": 0, "percent": 100, "within": "slots" } }, "text": "{needed} of {limit}" },
            { "check": { "excludes": [[{ "option": 5, "choice": 0 }], [{ "option": 1, "choice": 1 }]] }, "text": "No driver." },
            { "check": { "needs": [[{ "option": 5, "choice": 0 }], [{ "option": 3, "choice": 0 }]] }, "text": "Needs a card." }],
        "combinations": [{ "text": "Set", "of": [{ "option": 0, "choice": 0 }, { "option": 1, "choice": 0 }], "price": -2000 }] }"#,
    )
    .unwrap()
}

#[test]
fn prices_and_rules() {
    let product = product();
    for (query, total, days, broken) in [
        ("", 9_900 + 17_000 + 16_000 - 2_000 + 5_000 + 5_000, 3, &[][..]),
        // From two pieces on each is cheaper.
        ("ram=16*2", 9_900 + 17_000 + 16_000 - 2_000 + 9_000 + 5_000, 3, &[]),
        ("cpu=i5", 9_900 + 20_000 + 16_000 + 5_000 + 5_000, 5, &["The sockets differ."]),
        ("cpu=i5&board=z790&ram=16*4", 9_900 + 20_000 + 19_000 + 16_000 + 5_000, 5, &[]),
        (
            "card=5070",
            9_900 + 15_000 + 16_000 + 5_000 + 5_000 + 55_000,
            8,
            &["683 W are needed, 450 W are there."],
        ),
        ("card=5070&psu=750", 9_900 + 15_000 + 16_000 + 5_000 + 9_000 + 55_000, 8, &[]),
        ("ram=16*3", 9_900 + 15_000 + 16_000 + 13_500 + 5_000, 3, &["3 of 2"]),
        (
            "system=home&cpu=i5&board=z790",
            9_900 + 20_000 + 19_000 + 5_000 + 5_000 + 13_000,
            5,
            &["No driver.", "Needs a card."],
        ),
    ] {
        let selection = Selection::read(&product, query);
        let price = product.price(&selection);
        assert_eq!((price.total, price.days), (total, days), "{query}");
        let told = product.broken(&selection);
        assert_eq!(told, broken, "{query}");
        assert_eq!(product.is_valid(&selection), broken.is_empty());
    }
}

#[test]
fn addresses_hold_the_selection() {
    let product = product();
    let default = "cpu=r5&board=b650&ram=16&card=-&psu=450&system=-";
    for (query, changed) in [
        ("", ""),
        ("cpu=i5", "cpu=i5"),
        ("ram=16*3", "ram=16*3"),
        ("ram=16%2A3", "ram=16*3"),
        ("ram=16&ram.pieces=2", "ram=16*2"),
        ("ram=16*9", "ram=16*4"),
        ("ram=16*0", "ram=16"),
        ("ram=16*-1&lang=de", ""),
        ("cpu=-&psu=650&x=y&&=&cpu", ""),
        ("card=5070&card=-", ""),
        ("card=5070&card.pieces=0", ""),
        ("card.pieces=1", ""),
        ("card=5070*7", "card=5070"),
        ("ram=16*99999999999999999999", ""),
    ] {
        let written = Selection::read(&product, query).write(&product);
        let expect = default.split('&').map(|pair| {
            let same = |other: &&str| other.split('=').next() == pair.split('=').next();
            changed.split('&').find(same).unwrap_or(pair)
        });
        assert_eq!(written, expect.collect::<Vec<_>>().join("&"), "{query}");
        assert_eq!(Selection::read(&product, &written).write(&product), written);
    }
}

#[test]
fn what_cannot_be_is_repaired() {
    let product = product();
    for (query, keep, expect) in [
        ("", None, ""),
        ("cpu=i5", None, "board=z790"),
        ("cpu=i5", Some(1), "cpu=r5"),
        ("cpu=i5", Some(0), "board=z790"),
        ("card=5070", Some(3), "psu=750"),
        ("card=5070", None, "psu=750"),
        ("ram=16*3", Some(2), "cpu=i5&board=z790"),
        ("ram=16*3", None, "ram=16*2"),
        ("system=home", Some(5), "card=5070&psu=750"),
        ("system=home", None, "system=-"),
    ] {
        let selection = Selection::read(&product, query);
        let repair = repair(&product, &selection, keep).unwrap();
        let changed: Vec<String> = repair
            .changes
            .iter()
            .map(|change| repair.selection.write(&product).split('&').nth(change.option).unwrap().to_owned())
            .collect();
        assert_eq!(changed.join("&"), expect, "{query}");
        assert_eq!(
            repair.difference,
            product.price(&repair.selection).total - product.price(&selection).total
        );
        assert!(product.is_valid(&repair.selection));
    }
}

/// A product made up by chance.
fn any(dice: &mut Dice) -> Configurable {
    let choice = |dice: &mut Dice, id: usize| Choice {
        id: format!("c{id}"),
        price: i64::try_from(dice.roll(50)).unwrap() * 100,
        facts: ["a", "b", "c"]
            .into_iter()
            .filter(|_| dice.roll(2) == 0)
            .map(|name| Fact { name: name.to_owned(), number: 0, word: String::new() })
            .collect::<Vec<_>>(),
        ..Choice::default()
    };
    let mut options: Vec<Choosing> = (0..4)
        .map(|id| Choosing {
            id: format!("o{id}"),
            least: u32::try_from(dice.roll(2)).unwrap(),
            most: u32::try_from(1 + dice.roll(2)).unwrap(),
            default: Some(0),
            choices: (0..3).map(|id| choice(dice, id)).collect(),
            ..Choosing::default()
        })
        .collect();
    for fact in options.iter_mut().flat_map(|option| &mut option.choices).flat_map(|choice| &mut choice.facts)
    {
        fact.number = i64::try_from(1 + dice.roll(3)).unwrap();
    }
    let places = |dice: &mut Dice| -> Vec<Place> {
        let one = |dice: &mut Dice| Place {
            option: u32::try_from(dice.roll(4)).unwrap(),
            choice: u32::try_from(dice.roll(3)).unwrap(),
        };
        (0..=dice.roll(2)).map(|_| one(dice)).collect()
    };
    let rules = (0..3 + dice.roll(3))
        .map(|_| {
            let check = match dice.roll(4) {
                0 => Check::Same(dice.pick(&["a", "b"]).to_owned()),
                1 => Check::AtMost(AtMost {
                    sum: "a".to_owned(),
                    reserve: 0,
                    percent: 100,
                    within: "c".to_owned(),
                }),
                2 => Check::Needs(places(dice), places(dice)),
                _ => Check::Excludes(places(dice), places(dice)),
            };
            Rule { check, text: String::new() }
        })
        .collect();
    Configurable {
        currency: "EUR".parse().unwrap(),
        base: 0,
        days: 0,
        options,
        rules,
        combinations: Vec::new(),
    }
}

/// Every selection there is.
fn all(product: &Configurable) -> Vec<Selection> {
    let mut all = vec![Selection::default_of(product)];
    for (at, option) in product.options.iter().enumerate() {
        let mut picks: Vec<Option<Picked>> = (0..3)
            .flat_map(|choice| {
                (option.least.max(1)..=option.most).map(move |pieces| Some(Picked { choice, pieces }))
            })
            .collect();
        picks.extend((option.least == 0).then_some(None));
        all = all
            .iter()
            .flat_map(|one| picks.iter().map(|picked| one.with(at, *picked)).collect::<Vec<_>>())
            .collect();
    }
    all
}

#[test]
fn no_repair_changes_less() {
    let mut dice = Dice::new(9);
    let (mut repaired, mut impossible) = (0, 0);
    for _ in 0..150 {
        let product = any(&mut dice);
        let all = all(&product);
        let valid: Vec<&Selection> = all.iter().filter(|selection| product.is_valid(selection)).collect();
        let selection = &all[dice.roll(all.len())];
        let keep = [None, Some(dice.roll(4))][dice.roll(2)];
        let changes =
            |other: &Selection| (0..4).filter(|at| other.picked(*at) != selection.picked(*at)).count();
        let distance = |other: &Selection| {
            (changes(other), product.price(other).total.abs_diff(product.price(selection).total))
        };
        let kept = |other: &&&Selection| keep.is_none_or(|at| other.picked(at) == selection.picked(at));
        let least = valid.iter().filter(kept).map(|other| distance(other)).min();
        let least = least.or_else(|| valid.iter().map(|other| distance(other)).min());
        let repair = repair(&product, selection, keep);
        match (&repair, least) {
            (Some(repair), Some(least)) => {
                assert!(product.is_valid(&repair.selection));
                assert_eq!((distance(&repair.selection), repair.changes.len()), (least, least.0));
                repaired += usize::from(least.0 > 0);
            }
            (None, None) => impossible += 1,
            _ => panic!("{repair:?} {least:?}"),
        }
    }
    assert!(repaired > 30, "{repaired} repaired, {impossible} impossible");
}

#[test]
fn a_quote_has_one_text_and_none_what_cannot_be() {
    let product = product();
    let quote = |query: &str| {
        Quote::of("acme".parse().unwrap(), "pc", &product, &Selection::read(&product, query), 1_800_000_000)
    };
    let told = quote("ram=16*2").unwrap();
    assert_eq!(
        told.canonical(),
        "deskbell quote 1\nsite=acme\nproduct=pc\noptions=cpu=r5&board=b650&ram=16*2&card=-&psu=450&system=-\n\
         amount=54900 EUR\ndays=3\nexpires=1800000000\n"
    );
    assert_eq!(quote("cpu=i5"), None);
    assert!(told.holds_at(1_799_999_999) && !told.holds_at(1_800_000_000));
    assert_ne!(quote("").unwrap().canonical(), told.canonical());
    let text = told.canonical();
    assert_eq!(Quote::parse(&text), Some(told));
    for (part, other) in [
        ("deskbell", "doorbell"),
        ("site=acme", "site=ACME"),
        ("amount=54900", "amount=+54900"),
        (" EUR", ""),
        ("days=3", "days=-3"),
        ("expires=1800000000", "expires=1800000000 "),
        ("product=pc", "product=pc\nproduct=pc"),
        ("\n", "\r\n"),
        ("deskbell quote 1\n", ""),
    ] {
        let other = text.replacen(part, other, 1);
        assert!(other != text && Quote::parse(&other).is_none(), "{other}");
    }
}
