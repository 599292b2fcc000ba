use std::hint::black_box;
use std::time::{Duration, Instant};

use super::*;
use crate::choose::answers::{Given, Picks};
use crate::choose::fixtures::{Dice, product};
use crate::choose::guide::Guide;
use crate::choose::ready::{Columns, Rule, Words, candidates, ready};
use crate::lang::Lang;
use crate::product::Product;

const GUIDE: &str = r#"{
    "title": "Screens",
    "among": [{ "spec": "Kind", "is": ["Monitor"] }],
    "spec": [{ "name": "Size", "label": "Diagonal" }, { "name": "Rate" }],
    "question": [
        { "id": "use", "text": "What for?", "many": true, "answer": [
            { "id": "games", "text": "Games", "weigh": [
                { "spec": "Rate", "at_least": "120 Hz", "points": 3, "for": "{value}: fast", "against": "only {value}" },
                { "spec": "Panel", "is": ["TN"], "points": -1, "for": "good colours", "against": "{value}: pale" }] },
            { "id": "text", "text": "Text", "weigh": [{ "spec": "Size", "at_least": "27 in", "points": 2, "for": "large" }] }] },
        { "id": "budget", "text": "How much?", "answer": [
            { "id": "200", "text": "200", "need": [{ "spec": "price", "at_most": "200.00", "against": "costs {value}" }] },
            { "id": "400", "text": "400", "need": [{ "spec": "price", "at_most": "400.00", "against": "costs {value}" }] }] },
        { "id": "desk", "text": "Small desk?", "answer": [
            { "id": "small", "text": "Yes", "need": [{ "spec": "Size", "at_most": "25 in", "against": "{value} is too large" }] }] }]
}"#;

fn euros(minor: i64) -> String {
    format!("€{}", minor / 100)
}

fn screens() -> Vec<Product> {
    let screen =
        |id, minor, specs: &[(&str, &str)]| product(id, minor, &[&[("Kind", "Monitor")], specs].concat());
    vec![
        screen("slow", 15_000, &[("Size", "27 in"), ("Rate", "60 Hz"), ("Panel", "IPS")]),
        screen("fast", 30_000, &[("Size", "68.58 cm"), ("Rate", "165 Hz"), ("Panel", "IPS")]),
        screen("pale", 12_000, &[("Size", "24 in"), ("Rate", "144 Hz"), ("Panel", "TN")]),
        screen("odd", 19_000, &[("Size", "27 in"), ("Panel", "VA")]),
        screen("free", 0, &[("Size", "24 in"), ("Rate", "144 Hz"), ("Panel", "VA")]),
        product("mouse", 2_000, &[("Kind", "Mouse")]),
    ]
}

fn guide() -> Ready {
    let guide: Guide = serde_json::from_str(GUIDE).unwrap();
    let products = screens();
    let products: Vec<&Product> = products.iter().collect();
    let candidates = candidates(&guide, &products).unwrap();
    ready("screens", &guide, &candidates, (Lang::En, Lang::En)).unwrap()
}

fn ranked(query: &str) -> (Ready, Ranking) {
    let guide = guide();
    let ranking = rank(&guide, &Answers::read(&guide.words.questions, query), 10, &euros);
    (guide, ranking)
}

#[test]
fn the_best_come_first_and_what_is_left_out_does_not() {
    for (query, expect, fitting) in [
        ("", &["pale", "slow", "odd", "fast", "free"][..], 5),
        // `odd` says no rate, and counts as the others on average; `free` no price, which leaves nothing out.
        ("use=games", &["fast", "free", "odd", "pale", "slow"], 5),
        ("use=games&budget=200", &["free", "odd", "pale", "slow"], 4),
        ("use=games.text&budget=200", &["odd", "free", "pale", "slow"], 4),
        ("use=text", &["slow", "odd", "fast", "pale", "free"], 5),
        ("use=unsure&budget=-&desk=small", &["pale", "free"], 2),
    ] {
        let (guide, ranking) = ranked(query);
        let ids: Vec<&str> =
            ranking.picks.iter().map(|pick| guide.cards.ids[pick.product].as_str()).collect();
        assert_eq!((&ids[..], ranking.fitting), (expect, fitting), "{query}");
    }
}

#[test]
fn reasons_are_told_for_and_against() {
    let (guide, ranking) = ranked("use=games.text&budget=400");
    let told = |id: &str| ranking.picks.iter().find(|pick| guide.cards.ids[pick.product] == id).unwrap();
    assert_eq!(told("fast").pros, ["165 Hz: fast", "large", "good colours"]);
    assert_eq!(told("slow").cons, ["only 60 Hz"]);
    assert_eq!(
        (&told("pale").pros[..], &told("pale").cons[..]),
        (&["144 Hz: fast".to_owned()][..], &["TN: pale".to_owned()][..])
    );
    let unknown: Vec<&str> =
        told("odd").unknown.iter().map(|column| guide.words.labels[*column as usize].as_str()).collect();
    assert_eq!(unknown, ["Rate"]);
    assert_eq!(told("free").unknown.len(), 1);
    assert_eq!(guide.words.labels[0], "Diagonal");
    assert_eq!((ranking.picks[0].points, guide.cards.names[ranking.picks[0].product].as_str()), (6, "FAST"));
}

#[test]
fn what_it_would_take_and_what_costs_less() {
    let (guide, ranking) = ranked("use=games.text&budget=200");
    let better = ranking.better.unwrap();
    assert_eq!((guide.cards.ids[better.pick.product].as_str(), better.question), ("fast", 1));
    assert_eq!((better.instead, &better.pick.cons[..]), (vec![1], &["costs €300".to_owned()][..]));
    let (guide, ranking) = ranked("use=games.text");
    let cheaper = ranking.cheaper.unwrap();
    assert_eq!(guide.cards.ids[cheaper.pick.product], "odd");
    // What it does not say is not what it lacks.
    assert_eq!((cheaper.lost, cheaper.pick.unknown.len()), (Vec::new(), 1));
    // 144 Hz are as fast as 165.
    let screens: Vec<Product> = screens().into_iter().filter(|screen| screen.id != "odd").collect();
    let parsed: Guide = serde_json::from_str(GUIDE).unwrap();
    let few = candidates(&parsed, &screens.iter().collect::<Vec<_>>()).unwrap();
    let few = ready("screens", &parsed, &few, (Lang::En, Lang::En)).unwrap();
    let cheaper =
        rank(&few, &Answers::read(&few.words.questions, "use=games.text"), 10, &euros).cheaper.unwrap();
    assert_eq!(few.cards.ids[cheaper.pick.product], "pale");
    assert_eq!(cheaper.lost, ["good colours", "large"]);
    assert_eq!(ranking.better, None);
    // The cheapest has no cheaper one.
    assert_eq!(ranked("").1.cheaper, None);
}

#[test]
fn where_nothing_fits_the_nearest_are_told() {
    let guide = guide();
    let mut hard = guide.clone();
    // Nothing is known to be at most 25 in and to have a price of at most 200, but the one that says no price.
    hard.columns.products = 2;
    let answers = Answers::read(&hard.words.questions, "budget=200&desk=small");
    let ranking = rank(&hard, &answers, 10, &euros);
    assert_eq!(ranking.fitting, 0);
    let told: Vec<(usize, u32, &str)> =
        ranking.picks.iter().map(|pick| (pick.product, pick.missed, pick.cons[0].as_str())).collect();
    assert_eq!(told, [(0, 1, "27 in is too large"), (1, 2, "costs €300")]);
    let better = ranking.better.unwrap();
    assert_eq!((better.pick.product, better.question, better.instead), (0, 2, Vec::new()));
    assert_eq!(rank(&Ready::default(), &Answers::default(), 3, &euros), Ranking::default());
}

/// A guide of `products` made up by chance, with `questions` of four answers each.
fn any(dice: &mut Dice, products: usize, questions: usize, columns: usize) -> Ready {
    let column = |dice: &mut Dice, spec: &str, values: usize| crate::choose::table::Column {
        spec: spec.to_owned(),
        values: Vec::new(),
        texts: (0..values).map(|value| value.to_string()).collect(),
        codes: (0..products).map(|_| u32::try_from(dice.roll(values + 1)).unwrap()).collect(),
    };
    let mut all: Vec<_> = (0..columns).map(|at| column(dice, &at.to_string(), 40)).collect();
    all.push(column(dice, "price", products.max(1)));
    let rule = |dice: &mut Dice| {
        let column = dice.roll(all.len());
        let middle = u32::try_from(1 + dice.roll(all[column].texts.len())).unwrap();
        let points = dice.pick(&[-3, -1, 0, 1, 2, 5]);
        let last = u32::try_from(all[column].texts.len()).unwrap();
        Rule {
            column: u32::try_from(column).unwrap(),
            yes: vec![middle, last],
            no: if middle > 1 { vec![1, middle - 1] } else { Vec::new() },
            points,
            silent: points / 2,
            pro: "for".to_owned(),
            con: "against".to_owned(),
        }
    };
    let question = |dice: &mut Dice, id: usize| crate::choose::ready::Question {
        id: format!("q{id}"),
        many: dice.roll(2) == 1,
        answers: (0..4)
            .map(|at| crate::choose::ready::Answer {
                id: format!("a{at}"),
                text: String::new(),
                rules: (0..dice.roll(4)).map(|_| rule(dice)).collect(),
            })
            .collect(),
        ..Default::default()
    };
    let questions = (0..questions).map(|id| question(dice, id)).collect();
    let columns = Columns {
        columns: all,
        amounts: (1..=i64::try_from(products.max(1)).unwrap()).collect(),
        products: u32::try_from(products).unwrap(),
        ..Columns::default()
    };
    Ready { words: Words { questions, ..Words::default() }, columns, ..Ready::default() }
}

fn answered(dice: &mut Dice, guide: &Ready) -> Answers {
    (0..guide.words.questions.len()).fold(Answers::default(), |answers, at| {
        let answer = u32::try_from(dice.roll(4)).unwrap();
        answers.with(at, if dice.roll(3) == 0 { Given::Open } else { Given::Picked(Picks::one(answer)) })
    })
}

/// The points of a product, rule by rule.
fn plainly(guide: &Ready, answers: &Answers, product: usize) -> (u32, i32) {
    let mut missed: Vec<usize> = Vec::new();
    let mut points = 0;
    for (at, rule) in active(guide, answers) {
        match rule.fits(guide.columns.columns[rule.column as usize].codes[product]) {
            Some(fits) if rule.is_need() => missed.extend((!fits).then_some(at)),
            Some(fits) => points += if fits { rule.points } else { -rule.points },
            None => points += rule.silent,
        }
    }
    missed.sort_unstable();
    missed.dedup();
    (u32::try_from(missed.len()).unwrap(), points)
}

#[test]
fn the_order_is_that_of_plain_counting() {
    let mut dice = Dice::new(7);
    for _ in 0..300 {
        let guide = any(&mut dice, 30, 4, 3);
        let answers = answered(&mut dice, &guide);
        let ranking = rank(&guide, &answers, 30, &euros);
        let all: Vec<(u32, i32)> = (0..30).map(|product| plainly(&guide, &answers, product)).collect();
        let fitting = all.iter().filter(|(missed, _)| *missed == 0).count();
        assert_eq!(ranking.fitting as usize, fitting);
        assert_eq!(ranking.picks.len(), if fitting > 0 { fitting } else { 30 });
        for pick in &ranking.picks {
            assert_eq!((pick.missed, pick.points), all[pick.product]);
        }
        for two in ranking.picks.windows(2) {
            assert!((two[0].missed, -two[0].points) <= (two[1].missed, -two[1].points));
        }
        // The first few are the same, however many are asked for.
        assert_eq!(rank(&guide, &answers, 3, &euros).picks, ranking.picks[..ranking.picks.len().min(3)]);
        if let Some(better) = ranking.better.filter(|_| ranking.fitting > 0) {
            assert!(better.pick.points > ranking.picks[0].points && better.pick.missed == 1);
            for instead in better.instead {
                let other = answers.with(better.question, Given::Picked(Picks::one(instead)));
                assert_eq!(plainly(&guide, &other, better.pick.product).0, 0);
            }
        }
        if let Some(cheaper) = ranking.cheaper {
            let price = |product: usize| guide.columns.price().unwrap().codes[product];
            assert!(price(cheaper.pick.product) < price(ranking.picks[0].product));
        }
    }
}

#[test]
fn a_product_that_fits_one_more_rule_does_not_fall() {
    let mut dice = Dice::new(11);
    let mut moved = 0;
    for _ in 0..400 {
        let guide = any(&mut dice, 20, 3, 3);
        let answers = answered(&mut dice, &guide);
        let rules = active(&guide, &answers);
        let Some((_, rule)) = rules.get(dice.roll(rules.len().max(1))) else { continue };
        // One rule looks at the column, and the product goes over to what that rule wants.
        if rules.iter().filter(|(_, other)| other.column == rule.column).count() > 1 {
            continue;
        }
        let wanted = if rule.points < 0 { &rule.no } else { &rule.yes };
        let (Some(code), product) = (wanted.first(), dice.roll(20)) else { continue };
        let place = |guide: &Ready| {
            let picks = rank(guide, &answers, 20, &euros).picks;
            picks.iter().position(|pick| pick.product == product).unwrap_or(picks.len())
        };
        let mut improved = guide.clone();
        if guide.columns.columns[rule.column as usize].spec == "price" {
            continue;
        }
        improved.columns.columns[rule.column as usize].codes[product] = *code;
        let (before, after) = (place(&guide), place(&improved));
        // Where nothing fitted, the improved one may be the only one that does.
        assert!(after <= before, "{before} {after}");
        moved += usize::from(after < before);
    }
    assert!(moved > 20, "{moved}");
}

#[test]
fn a_few_of_the_products_are_told_of_as_among_all() {
    let mut dice = Dice::new(13);
    let mut others = 0;
    for _ in 0..300 {
        let guide = any(&mut dice, 60, 4, 3);
        let answers = answered(&mut dice, &guide);
        let ranking = rank(&guide, &answers, 3, &euros);
        let rows = ranking.products();
        let few = Ready::only(guide.words.clone(), &guide.columns, &rows);
        assert_eq!(few.columns.products as usize, rows.len());
        let mut told = rank(&few, &answers, 3, &euros);
        let named = |pick: &mut Pick| pick.product = rows[pick.product];
        told.picks.iter_mut().for_each(named);
        told.better.iter_mut().for_each(|better| named(&mut better.pick));
        told.cheaper.iter_mut().for_each(|cheaper| named(&mut cheaper.pick));
        others += usize::from(ranking.better.is_some()) + usize::from(ranking.cheaper.is_some());
        // How many fit, only who has all can tell.
        assert_eq!(Ranking { fitting: 0, ..told }, Ranking { fitting: 0, ..ranking });
    }
    assert!(others > 100, "{others}");
}

/// `cargo test --release -p model ranking_takes -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn ranking_takes() {
    let mut dice = Dice::new(3);
    for products in [500, 5_000, 50_000] {
        let guide = any(&mut dice, products, 8, 6);
        let mut ranker = Ranker::default();
        let mut times: Vec<Duration> = (0..200)
            .map(|_| {
                let answers = answered(&mut dice, &guide);
                let start = Instant::now();
                black_box(ranker.rank(black_box(&guide), &answers, 12, &euros));
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!("{products:>6} products: median {:?}, {:?} to {:?}", times[100], times[0], times[199]);
    }
}
