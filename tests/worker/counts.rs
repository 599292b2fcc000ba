//! How guides are used, in counts that know nobody.

use model::data::{Counted, Data};
use model::problem::{Kind, Problem};
use model::view::{Block, DeskPage, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};

use crate::identity::{real_now, signed_by};

/// As `xtask/src/test/mod.rs` sets it.
const KEY: &str = "identity_fake_of_the_demo_shop_and_long";

fn count(left: &Value) -> Answer {
    Ask::post("/api/choose/counts?site=lindenhof&lang=en", left).send()
}

/// The page of the desk, in English.
fn page() -> DeskPage {
    let claims = json!({
        "aud": "lindenhof", "exp": real_now() + 600, "email": "ada@example.com", "name": "Ada", "role": "staff",
    });
    let token = signed_by(KEY, &claims);
    let signed_in = Ask::form("/desk/sign-in?site=lindenhof", &[("identity", &token)]).now().send();
    assert_eq!(signed_in.status, 303, "{}", signed_in.text());
    let cookie = signed_in.header("set-cookie").and_then(|set| set.split(';').next()).expect("a cookie");
    let answer = Ask::get("/api/desk/choose?site=lindenhof&lang=en").header("cookie", cookie).now().send();
    match answer.json() {
        View::Desk(page) => *page,
        view => panic!("{view:?}"),
    }
}

/// The last number of the row of a table that begins so; none where there is no such row.
fn number(page: &DeskPage, columns: usize, begins: &str) -> u64 {
    let rows = page.blocks.iter().filter_map(|block| match block {
        Block::Table(names, rows) if names.len() == columns => Some(rows),
        _ => None,
    });
    let row = rows.flatten().find(|row| row[0].text == begins);
    row.map_or(0, |row| row[1].text.parse().expect("a number"))
}

#[test]
fn staff_see_where_guides_are_left_and_what_they_showed() {
    let before = page();
    let product = "desk.acer-nitro-kg251q-z";
    let left = json!({ "guide": "monitor", "left": "use", "shown": [product, product] });
    let answer = count(&left);
    assert_eq!(
        (answer.status, answer.json()),
        (200, Data::Counted(Counted { counted: 2 })),
        "{}",
        answer.text()
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    // As a browser sends it when its page goes.
    let fields = [("guide", "monitor"), ("left", "use"), ("shown", product)];
    assert_eq!(Ask::form("/api/choose/counts?site=lindenhof", &fields).send().status, 200);
    let after = page();
    let question = after.blocks.iter().find_map(|block| match block {
        Block::Table(_, rows) => {
            rows.iter().find(|row| row[0].text.ends_with('?')).map(|row| row[0].text.clone())
        }
        _ => None,
    });
    let question = question.expect("the question's own words");
    assert_eq!(number(&after, 2, &question) - number(&before, 2, &question), 2);
    let name = "Acer Nitro KG251Q Z";
    assert_eq!(number(&after, 3, name) - number(&before, 3, name), 2);
}

#[test]
fn what_is_not_there_is_not_counted() {
    let many: Vec<String> = (0..25).map(|n| format!("desk.{n}")).collect();
    for (left, field) in [
        (json!({ "guide": "nothing", "left": "", "shown": [] }), "guide"),
        (json!({ "left": "use" }), "guide"),
        (json!({ "guide": "monitor", "left": "nothing" }), "left"),
        (json!({ "guide": "monitor", "shown": ["desk.nothing"] }), "shown"),
        (json!({ "guide": "monitor", "shown": ["acer-nitro-kg251q-z"] }), "shown"),
        (json!({ "guide": "monitor", "shown": ["other.acer-nitro-kg251q-z"] }), "shown"),
        (json!({ "guide": "monitor", "shown": many }), "shown"),
        (json!({ "guide": 1 }), "body"),
        (json!("monitor"), "body"),
    ] {
        let answer = count(&left);
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (422, Kind::Invalid), "{left}");
        assert!(problem.detail.contains(field), "{left}: {}", problem.detail);
    }
}

#[test]
fn no_other_site_counts_and_one_address_not_without_end() {
    let ask = || {
        let left = json!({ "guide": "monitor", "left": "" });
        Ask::post("/api/choose/counts?site=lindenhof", &left).header("cf-connecting-ip", "203.0.113.77")
    };
    assert_eq!(ask().header("origin", "https://evil.example").send().status, 403);
    let statuses: Vec<u16> = (0..250).map(|_| ask().send().status).collect();
    assert_eq!(statuses[..240].iter().filter(|status| **status == 200).count(), 240);
    assert_eq!(statuses.last(), Some(&429));
}

#[test]
fn who_is_not_signed_in_sees_no_counts() {
    assert_eq!(Ask::get("/api/desk/choose?site=lindenhof").send().status, 403);
    assert_eq!(Ask::get("/api/desk/choose?site=bare").send().status, 404);
    assert_eq!(Ask::get("/api/choose/counts?site=lindenhof").send().status, 405);
}
