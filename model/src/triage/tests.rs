//! What of a text is private, and what its words lead to; labelled messages are in `model/tests/triage`.

use super::*;
use crate::lang::Lang;

fn rules() -> Rules {
    let mut rules = Rules::new(Lang::En);
    for lang in Lang::ALL {
        rules.read(Some(lang), words::of(lang));
    }
    rules
}

fn ask(text: &str, rules: &Rules) -> Decision {
    triage(&Question { title: String::new(), text: text.to_owned(), ..Question::default() }, rules)
}

#[test]
fn what_is_private_is_marked() {
    let mut rules = rules();
    rules.read(
        None,
        "[numbers]\nLC-#####*\nq@ ####\n[own]\nhello@shop.example\n+49 30 23125 014\nNaumannstraße 182",
    );
    for (text, expect) in [
        // Orders: the site's pattern, in people's spelling, or words that say so.
        (
            "it is LC-20371, or lc 20372",
            &[(Kind::OrderNumber, "LC-20371"), (Kind::OrderNumber, "lc 20372")][..],
        ),
        ("LC20371!", &[(Kind::OrderNumber, "LC20371")]),
        ("LC-203711234", &[(Kind::OrderNumber, "LC-203711234")]),
        ("XLC-20371, LC-2037, LC-20371x", &[]),
        ("Qb1234", &[(Kind::OrderNumber, "Qb1234")]),
        ("my order number is 884 213 77", &[(Kind::OrderNumber, "884 213 77")]),
        ("order number B-550 or so", &[]),
        ("Sendungsnummer: 00340434161094021501", &[(Kind::OrderNumber, "00340434161094021501")]),
        // E-mail.
        ("(a.b+c@mail.example.com).", &[(Kind::Email, "a.b+c@mail.example.com")]),
        ("A\u{200b}da@example.com", &[(Kind::Email, "A\u{200b}da@example.com")]),
        ("邮箱ada@example.com。", &[(Kind::Email, "ada@example.com")]),
        ("hello@shop.example, @ada, a@b, a@b.1, @", &[]),
        // Cards: Luhn, the networks' lengths, not what only looks like one.
        ("4111 1111 1111 1111", &[(Kind::Card, "4111 1111 1111 1111")]),
        ("4111-1111-1111-1111 12/27", &[(Kind::Card, "4111-1111-1111-1111")]),
        ("３７８２ ８２２４６３ １０００５", &[(Kind::Card, "３７８２ ８２２４６３ １０００５")]),
        ("6205500000000000004", &[(Kind::Card, "6205500000000000004")]),
        ("4111 1111 1111 1112, 4111-111, 35 4567 8901 2345", &[]),
        // An article's number that Luhn would let pass.
        ("EAN 4006381333931", &[]),
        // IBAN.
        ("DE89370400440532013000", &[(Kind::Iban, "DE89370400440532013000")]),
        ("de89 3704 0044 0532 0130 00 please", &[(Kind::Iban, "de89 3704 0044 0532 0130 00")]),
        ("GB29 NWBK 6016 1331 9268 19", &[(Kind::Iban, "GB29 NWBK 6016 1331 9268 19")]),
        ("DE89 3704 1044 1532 1130 01, RX90 70XT", &[]),
        // Phones.
        ("+49 (0)30 901820-12", &[(Kind::Phone, "49 (0)30 901820-12")]),
        ("0049 30 901820", &[(Kind::Phone, "0049 30 901820")]),
        ("06.12.34.56.78", &[(Kind::Phone, "06.12.34.56.78")]),
        ("(415) 555-2671", &[(Kind::Phone, "415) 555-2671")]),
        ("13812345678", &[(Kind::Phone, "13812345678")]),
        ("call me: 555 0199", &[(Kind::Phone, "555 0199")]),
        ("030 23125 014 and +49 30 23125014", &[]),
        ("2026-11-22 10:00, 22.11.2026 10 00, 192.168.178.1, 0.03 ms, 2560 1440, 1.199,99", &[]),
        ("serial number 0102030405", &[]),
        // Addresses.
        ("221B Baker Street", &[(Kind::Address, "221B Baker Street")]),
        ("12 elm street, 94107", &[(Kind::Address, "12 elm street"), (Kind::Address, "94107")]),
        ("postcode SW1A 1AA", &[(Kind::Address, "SW1A 1AA")]),
        ("Naumannstr. 183, 10829 Berlin", &[(Kind::Address, "Naumannstr. 183"), (Kind::Address, "10829")]),
        ("Naumannstraße 182", &[]),
        ("12 bis rue des Lilas, Paris", &[(Kind::Address, "12 bis rue des Lilas")]),
        ("le 56 rue. Et ? non", &[(Kind::Address, "56 rue")]),
        ("postcode 192.168.1.20", &[]),
        ("Rua das Flores, 123", &[(Kind::Address, "Rua das Flores, 123")]),
        ("建国路88号3楼", &[(Kind::Address, "路88号")]),
        ("〒150-0041", &[(Kind::Address, "150-0041")]),
        ("神南区1-2-3です", &[(Kind::Address, "区1-2-3")]),
        ("3 fans down the road, and the IP address is 192", &[]),
        ("Der RAM-Steckplatz 2 ist frei, der Speicherplatz 500", &[]),
    ] {
        let decision = ask(text, &rules);
        let marked: Vec<_> =
            decision.marks.iter().map(|mark| (mark.kind, &text[mark.bytes.clone()])).collect();
        assert_eq!(marked, expect, "{text}");
        let told =
            decision.reasons.iter().filter(|reason| expect.iter().any(|(kind, _)| *kind == reason.kind));
        assert!(told.into_iter().all(|reason| reason.words.is_empty() && reason.score > 0), "{text}");
    }
}

#[test]
fn words_lead_to_staff() {
    let rules = rules();
    for (text, route) in [
        ("it smokes", Route::StaffFirst),
        ("IT SMÖKES", Route::StaffFirst),
        ("s\u{200b}moke came out and it is burning", Route::StaffFirst),
        ("it does not smoke, no fire", Route::Everyone),
        ("not happy. smoke came out", Route::StaffFirst),
        ("a fire up test", Route::Everyone),
        ("they wrote \"fraud\" on it", Route::Everyone),
        ("> this is fraud\nwhat does that mean?", Route::Everyone),
        // Each weighs too little alone, and once however often it is said.
        ("upset upset upset", Route::Everyone),
        ("upset and frustrated", Route::StaffFirst),
        // `Brand` is German for fire, and English here.
        ("is it the brand of the hazard in the box", Route::Everyone),
        ("Стоит ли брать эту карту?", Route::Everyone),
        ("وبالمحامي", Route::StaffFirst),
        ("", Route::Everyone),
    ] {
        assert_eq!(ask(text, &rules).route, route, "{text}");
    }
}

#[test]
fn spam_is_held() {
    let mut rules = rules();
    rules.read(None, "[own]\nshop.example");
    for (text, held) in [
        ("https://a.example/x https://b.example/y https://c.example/z http://d.example", true),
        ("see https://a.example/x and https://b.example/y", false),
        (
            "https://shop.example/a https://shop.example/b https://www.shop.example/c https://shop.example",
            false,
        ),
        ("bit.ly/a and tinyurl.com/b", true),
        // Without one of the little words that show a language.
        (
            "Best casino bonus, cheap viagra online. Win money fast! Casino bonus, cheap viagra, crypto investment guaranteed profit",
            true,
        ),
        ("Ich habe hier etwas für dich: casino bonus, viagra", true),
        ("click here: bit.ly/a", true),
        ("WHERE IS THE MANUAL OF THIS BOARD?!!!!!!!!", false),
        ("Click here for pаypаl bonus", true),
        ("a capacitor of 10 µF and 4 kΩ", false),
        ("buy buy buy buy buy BITCOIN CRYPTO NOW PLEASE", true),
        ("すごーーーーーーーい、哈哈哈哈哈哈哈", false),
    ] {
        assert_eq!(ask(text, &rules).route == Route::Held, held, "{text}");
    }
}

#[test]
fn a_site_changes_lists() {
    let site = serde_json::json!({
        "id": "acme", "name": "Acme", "languages": ["en", "de"], "embed": ["https://shop.example:8443"],
        "place": [{ "id": "shop", "name": "Shop", "street": "Elm Street 5", "city": "Berlin", "country": "DE" }],
        "email": [{ "name": "Help", "address": "help@acme.example" }],
        "topic": [
            { "id": "cooling", "name": { "en": "Cooling", "de": "Kühlung" }, "words": "fan, loud" },
            { "id": "other", "name": "Zebras" },
        ],
        "triage": {
            "order_numbers": ["A-####"], "champions": ["cooling"],
            "list": [
                { "name": "staff", "add": ["leasing rate*"], "remove": ["my order"] },
                { "name": "anger", "add": ["grumble"], "weight": 5, "threshold": 5 },
                { "name": "safety", "threshold": 20 },
            ],
        },
    });
    let rules = Rules::of(&serde_json::from_value(site).unwrap(), Lang::En);
    for (text, route) in [
        ("Leasing-Raten?", Route::Staff),
        ("my order of things", Route::Everyone),
        ("grumble", Route::StaffFirst),
        ("it smokes", Route::Everyone),
        ("it smokes and burns, and is in flames with a burning smell", Route::StaffFirst),
        ("a FAN", Route::Champions("cooling".to_owned())),
        ("fang", Route::Everyone),
        ("LOUDER", Route::Champions("cooling".to_owned())),
        ("Welche Kühlungen?", Route::Champions("cooling".to_owned())),
        ("zebras", Route::Everyone),
    ] {
        assert_eq!(ask(text, &rules).route, route, "{text}");
    }
    let marks = ask("A-1001, help@acme.example, elm street 5, me@acme.example", &rules).marks;
    assert_eq!(marks.iter().map(|mark| mark.kind).collect::<Vec<_>>(), [Kind::OrderNumber, Kind::Email]);
    let reasons = ask("a loud fan", &rules).reasons;
    assert_eq!(reasons, [Reason { kind: Kind::Expert, words: vec!["loud".into(), "fan".into()], score: 20 }]);
}

#[test]
fn both_fields_are_one_text() {
    let rules = rules();
    let question = |title: &str, text: &str| Question {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Question::default()
    };
    assert_eq!(triage(&question("upset", "frustrated"), &rules).route, Route::StaffFirst);
    let marks = triage(&question("ada@example.com", "Ü bob@example.com"), &rules).marks;
    let expect = [(Field::Title, 0..15), (Field::Text, 3..18)].map(|(field, bytes)| Mark {
        kind: Kind::Email,
        field,
        bytes,
    });
    assert_eq!(marks, expect);
    // What stands in the one is not beside what stands in the other.
    for (title, text) in
        [("12 Elm", "Street"), ("Where is my order", "22.11.2026 I paid"), ("postcode", "10829")]
    {
        let marks = triage(&question(title, text), &rules).marks;
        assert!(marks.is_empty(), "{title} {text}: {marks:?}");
    }
}

/// Each text has 100 KB: what took a time that grows with the square of it would not end while somebody watches.
#[test]
fn hostile_texts_come_to_an_end() {
    let mut rules = rules();
    rules.read(None, "[numbers]\nLC-#####*\n#####*");
    for piece in [
        "a",
        " ",
        "\n",
        "1",
        "1 ",
        "-",
        "@",
        "a@",
        "a@b.",
        "a.",
        "+1",
        "0 1 ",
        "(1) ",
        "LC-",
        "LC-1",
        "DE89 ",
        "DE89 3704 ",
        "4111 ",
        "order ",
        "order number 1",
        "call me ",
        "street ",
        "12 Street ",
        "12 Elm ",
        "rue ",
        "calle ",
        "路",
        "1号",
        "区1-",
        "〒1",
        "\"",
        "„",
        "> ",
        "not ",
        "fire ",
        "not fire ",
        "no smoke test ",
        "http://",
        "bit.ly/",
        "www.a.b ",
        "\u{202e}",
        "\u{200b}",
        "\u{301}",
        "e\u{301}\u{301}\u{301}",
        "\0",
        "\u{7}",
        "\u{fe0f}",
        "👩‍👩‍👧",
        "я",
        "aя",
        "و",
        "وال",
        "والمحامي ",
        "冒烟",
        "没",
        "ません",
        "煙が",
        "*strasse 1 ",
        "xstrasse ",
        "xstrasse 1 ",
        "\u{10ffff}",
        "ﷺ",
        "ß",
        "İ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let question = Question { title: piece.to_owned(), text, ..Question::default() };
        let decision = triage(&question, &rules);
        assert!(decision.marks.len() <= MARKS);
        for Mark { field, bytes, .. } in decision.marks {
            let field = if field == Field::Title { &question.title } else { &question.text };
            assert!(field.get(bytes).is_some_and(|part| !part.is_empty()), "{piece:?}");
        }
    }
}

#[test]
fn lists_are_sound() {
    for lang in Lang::ALL {
        let mut rules = Rules::new(lang);
        rules.read(Some(lang), words::of(lang));
        for list in [List::SAFETY, List::LEGAL, List::ANGER, List::LEAVING, List::STAFF, List::SPAM] {
            let of_list: Vec<_> = rules.phrases.iter().filter(|phrase| phrase.list == list).collect();
            assert!(of_list.len() >= 60, "{lang} {list:?}: {}", of_list.len());
        }
        // What decides on who sees a question is not excepted as a whole.
        let excepted: Vec<_> = rules.phrases.iter().filter(|phrase| phrase.list == List::EXCEPT).collect();
        for phrase in rules.phrases.iter().filter(|phrase| matches!(phrase.list, List::SAFETY | List::LEGAL))
        {
            assert!(
                excepted.iter().all(|except| rules.letters(except) != rules.letters(phrase)),
                "{lang} {:?}",
                rules.letters(phrase)
            );
        }
        for line in words::of(lang).lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
            let (weight, phrases) = line.split_once(' ').unwrap_or_default();
            assert!(weight.parse::<u16>().is_ok(), "{lang}: {line}");
            // A sign at its end is nothing that is looked for.
            for phrase in phrases.split(',').map(|phrase| phrase.trim().trim_matches('*')) {
                assert!(
                    !phrase.starts_with(|c: char| !text::is_word(c))
                        && !phrase.ends_with(|c: char| !text::is_word(c)),
                    "{lang}: {phrase}"
                );
            }
        }
    }
}
