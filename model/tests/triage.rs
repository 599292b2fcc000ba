//! Triage on messages as customers write them, in every language: how much of what matters is found, and how
//! often something is found that is none. `model/tests/triage` has the messages, each with what is to be said of it.

use model::data::Question;
use model::lang::Lang;
use model::site::Site;
use model::triage::sheet::{self, Said};
use model::triage::{Decision, Kind, Route, Rules, doubts, triage};

fn site() -> Site {
    let site = serde_json::json!({
        "id": "lindenhof", "name": "Lindenhof", "languages": ["en"], "shop": "https://lindenhof.example",
        "email": [{ "name": "Help", "address": "hello@lindenhof.example" }],
        "phone": [{ "name": "Help", "number": "+49 30 23125 014" }],
        "topic": [
            { "id": "advice", "name": "Advice",
              "words": "recommend, which gpu, empfehlt, welche grafikkarte, 推荐, recomend, indicam, おすすめ, conseille, نصيحة" },
            { "id": "custom", "name": "Custom PC",
              "words": "silent workstation, wunsch-pc, 定制, personalizado, a medida, sur mesure, オーダーメイド, تجميعة" },
        ],
        "triage": { "order_numbers": ["LC-#####"], "champions": ["advice", "custom"] },
    });
    serde_json::from_value(site).unwrap()
}

fn rules(lang: Lang) -> Rules {
    Rules::of(&site(), lang)
}

fn ask(text: &str, rules: &Rules) -> Decision {
    let question = Question { title: String::new(), text: text.to_owned(), ..Question::default() };
    triage(&question, rules)
}

/// What a decision is called in the files.
fn labels(decision: &Decision) -> Vec<&'static str> {
    let route = match decision.route {
        Route::Everyone => "everyone",
        Route::Champions(_) => "expert",
        Route::Staff => "staff",
        Route::StaffFirst => "first",
        Route::Held => "held",
    };
    let mut all = vec![route];
    for mark in &decision.marks {
        let kind = match mark.kind {
            Kind::OrderNumber => "order",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Card => "card",
            Kind::Iban => "iban",
            Kind::Address => "address",
            other => panic!("{other:?} is not private"),
        };
        if !all.contains(&kind) {
            all.push(kind);
        }
    }
    all
}

const LABELS: [&str; 11] =
    ["everyone", "expert", "staff", "first", "held", "order", "email", "phone", "card", "iban", "address"];

#[derive(Clone, Copy, Default)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Tally {
    /// In hundredths; all of nothing is everything.
    fn precision(self) -> u32 {
        (100 * self.right).checked_div(self.right + self.wrong).unwrap_or(100)
    }

    fn recall(self) -> u32 {
        (100 * self.right).checked_div(self.right + self.missed).unwrap_or(100)
    }
}

/// The messages of a language, each with its labels.
fn messages(lang: Lang) -> Vec<(Vec<String>, String)> {
    let file = format!("{}/tests/triage/{lang}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let split = |line: &str| {
        let (labels, message) = line.split_once(" | ").unwrap_or_else(|| panic!("{file}: {line}"));
        (labels.split(' ').map(str::to_owned).collect(), message.to_owned())
    };
    lines.map(split).collect()
}

#[test]
fn messages_of_customers_go_where_they_belong() {
    let mut tallies = [Tally::default(); LABELS.len()];
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let (rules, messages) = (rules(lang), messages(lang));
        assert!(messages.len() >= 25, "{lang}");
        for (expect, message) in messages {
            let decision = ask(&message, &rules);
            let told = labels(&decision);
            for (label, tally) in LABELS.iter().zip(&mut tallies) {
                let wanted = expect.iter().any(|expect| expect == label);
                match (wanted, told.contains(label)) {
                    (true, true) => tally.right += 1,
                    (true, false) => tally.missed += 1,
                    (false, true) => tally.wrong += 1,
                    (false, false) => {}
                }
            }
            if expect != told {
                let why: Vec<_> = decision
                    .reasons
                    .iter()
                    .map(|r| format!("{:?} {} {:?}", r.kind, r.score, r.words))
                    .collect();
                wrong.push(format!("{lang} {expect:?} but {told:?}: {message}\n    {}", why.join("; ")));
            }
        }
    }
    println!("{:10} {:>9} {:>6} {:>8}", "", "precision", "recall", "messages");
    for (label, tally) in LABELS.iter().zip(tallies) {
        println!(
            "{label:10} {:>8}% {:>5}% {:>8}",
            tally.precision(),
            tally.recall(),
            tally.right + tally.missed
        );
    }
    println!("{}", wrong.join("\n"));
    for (label, tally) in LABELS.iter().zip(tallies) {
        assert!(tally.precision() >= 97 && tally.recall() >= 97, "{label}");
    }
}

/// What a browser goes by.
fn sheet_of(lang: Lang) -> String {
    let said = Said {
        question: "{value}?".to_owned(),
        answer: "{value}!".to_owned(),
        kinds: ["order", "email", "phone", "card", "iban", "address"].map(str::to_owned),
        between: ", ".to_owned(),
    };
    sheet::write(&site(), lang, &said)
}

/// The rules in it, as a browser has them.
fn unpacked(sheet: &str) -> Rules {
    Rules::unpack(sheet.splitn(10, '\n').nth(9).unwrap_or_default())
}

fn bits(kinds: &[Kind]) -> u32 {
    let bit = |kind: &Kind| Kind::PRIVATE.iter().position(|known| known == kind).unwrap();
    kinds.iter().fold(0, |bits, kind| bits | 1 << bit(kind))
}

#[test]
fn a_browser_asks_what_the_edge_asks() {
    let (mut asked, mut other) = (0, Vec::new());
    for lang in Lang::ALL {
        let (rules, packed) = (rules(lang), unpacked(&sheet_of(lang)));
        for (_, message) in messages(lang) {
            let decision = ask(&message, &rules);
            for answer in [false, true] {
                let edge = bits(&decision.doubts(answer));
                assert_eq!(doubts("", &message, &rules, answer), edge, "{message}");
                // Though it has the words of its page's language alone.
                let browser = doubts("", &message, &packed, answer);
                asked += browser.count_ones();
                if browser != edge {
                    other.push(format!("{lang} {browser:b} but {edge:b}: {message}"));
                }
            }
        }
    }
    assert!(asked > 100, "{asked}");
    assert!(other.is_empty(), "{}", other.join("\n"));
}

#[test]
fn a_browser_goes_by_its_sheet() {
    let sheet = sheet_of(Lang::En);
    let head: Vec<&str> = sheet.split('\n').take(9).collect();
    assert_eq!(head, ["{value}?", "{value}!", "order", "email", "phone", "card", "iban", "address", ", "]);
    let rules = unpacked(&sheet);
    for (text, answer, expect) in [
        ("Does it hum?", false, &[][..]),
        ("Write to ada@example.com", false, &[Kind::Email]),
        ("Write to ada@example.com", true, &[Kind::Email]),
        ("LC-20371 of ada@example.com and bob@example.com", false, &[Kind::OrderNumber, Kind::Email]),
        // What is the shop's own is nobody's secret.
        ("Write to hello@lindenhof.example or call +49 30 23125 014", false, &[]),
        // Staff alone would read it; of an answer everybody would.
        ("I want a refund for LC-20371", false, &[]),
        ("I got a refund for LC-20371", true, &[Kind::OrderNumber]),
    ] {
        assert_eq!(doubts("", text, &rules, answer), bits(expect), "{text}");
    }
    // A sheet that is cut or no sheet at all asks nothing, or what it can.
    for cut in (0..sheet.len()).step_by(97).filter(|cut| sheet.is_char_boundary(*cut)) {
        doubts("", "ada@example.com", &unpacked(&sheet[..cut]), false);
    }
}
