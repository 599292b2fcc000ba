//! Something is wrong: it reaches staff with all they need, once, and the shopper sees what becomes of it.

use std::time::Duration;

use model::problem::{Kind, Problem};
use model::view::{CaseShown, Notice, View};
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::mails::{self, Mail, Order};
use tests::upstreams;

const PATIENCE: Duration = Duration::from_secs(45);

/// Hostile in every place where it could get to.
const HOSTILE: &str =
    "<script>alert(1)</script> \"quoted\" & {reference}\n\nhttps://evil.example/\nبارد 🛎 \u{202e}abc";

#[track_caller]
fn refused(answer: &Answer, kind: Kind) {
    let problem: Problem = answer.json();
    assert_eq!((answer.status, problem.kind), (kind.status(), kind), "{}", answer.text());
}

#[track_caller]
fn notice_of(answer: &Answer) -> Notice {
    match answer.json() {
        View::Notice(notice) if answer.status == 200 => notice,
        other => panic!("{} {other:?}", answer.status),
    }
}

#[track_caller]
fn to_staff(word: &str) -> Mail {
    until(PATIENCE, "staff are told", || {
        mails::sent("mail", "staff@mailed.example").into_iter().find(|mail| mail.text.contains(word))
    })
}

fn value(notice: &Notice, name: &str) -> String {
    notice.fields.iter().find(|field| field.name == name).map(|field| field.value.clone()).unwrap_or_default()
}

#[test]
fn a_report_goes_its_whole_way() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let page = order.by_email();
    let kinds: Vec<_> = page.problems.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(kinds, ["late", "address", "cancel"]);
    let word = mails::word();
    let text = format!("{word} {HOSTILE}");
    let send = |key: &str, kind: &str, text: &str| {
        let token = order.by_email().token;
        let fields = [("token", token.as_str()), ("kind", kind), ("text", text), ("key", key)];
        order.post("/api/orders/problem", &fields).send()
    };
    let after = mails::page(&send(&page.key, "address", &text));
    let [case] = &after.cases[..] else { panic!("{:?}", after.cases) };
    let CaseShown { reference, answer, .. } = case;
    assert_eq!((reference.len(), reference.as_bytes()[4], answer.as_str()), (9, b'-', ""));
    assert!(after.done.contains(reference), "{}", after.done);

    // Sent again it is the same report; another under its key is none.
    assert_eq!(mails::page(&send(&page.key, "address", &text)).cases, after.cases);
    refused(&send(&page.key, "late", &text), Kind::KeyReused);

    let mail = mails::wait("mail", &order.email, 1).remove(0);
    assert!(mail.subject.contains(reference) && mail.text.contains(&order.number), "{mail:?}");
    assert!(!mail.text.contains(&word), "what a stranger may have written is not sent on: {mail:?}");
    assert_eq!(mail.reply_to, "staff@mailed.example");
    let staff = to_staff(&word);
    assert_eq!(staff.reply_to, order.email);
    for told in [reference.as_str(), &order.number, "Monitor", "English", "> https://evil.example/"] {
        assert!(staff.text.contains(told), "{told}: {}", staff.text);
    }
    assert!(staff.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !staff.html.contains("<script"));
    assert_eq!(staff.html.matches("<a ").count(), 1, "{}", staff.html);

    // Staff see it, and answer.
    let link = staff.link("/desk/case/");
    let document = Ask::get(link.as_str()).now().send();
    assert_eq!(document.header("referrer-policy"), Some("no-referrer"));
    assert!(
        document.page().all("#app script").is_empty()
            && document.page().told().contains("<script>alert(1)</script>")
    );
    let desk = notice_of(&Ask::get(format!("/api{link}")).now().send());
    assert!(desk.title.contains(reference), "{desk:?}");
    let seen = value(&desk, "key");
    let settle = |state: &str, answer: &str, key: &str| {
        let fields = [("kind", state), ("text", answer), ("key", key)];
        Ask::form(format!("/api{link}"), &fields).now().send()
    };
    for (state, answer) in [("new", "x"), ("", "x"), ("open", "a\u{0}b"), ("open", &*"x".repeat(4_001))] {
        refused(&settle(state, answer, &seen), Kind::Invalid);
    }
    let saved = notice_of(&settle("open", "We send <b>another</b> label.", &seen));
    // Who pressed twice, or did not see what a colleague did, changes nothing.
    for _ in 0..2 {
        let late = notice_of(&settle("settled", "Something else", &seen));
        assert_eq!(value(&late, "text"), "We send <b>another</b> label.");
    }
    notice_of(&settle("open", "We send <b>another</b> label.", &value(&saved, "key")));
    let mails = mails::wait("mail", &order.email, 2);
    assert!(mails[1].text.contains("We send <b>another</b> label."), "{:?}", mails[1]);
    assert!(mails[1].html.contains("&lt;b&gt;another"), "{:?}", mails[1]);
    let cases = order.by_email().cases;
    assert_eq!(cases[0].answer, "We send <b>another</b> label.");
    assert_ne!(cases[0].status, after.cases[0].status);

    notice_of(&settle("settled", "It is there now.", &value(&saved, "key")));
    let mails = mails::wait("mail", &order.email, 3);
    // The link in it shows how it stands.
    let page = mails::page(&Ask::get(format!("/api{}", mails[2].link("/orders/link/"))).now().send());
    assert_eq!(page.cases[0].answer, "It is there now.");
    // Who proves the order otherwise sees it, too; nobody else does.
    assert_eq!(order.by_postcode().cases.len(), 1);
    assert_eq!(Order::new("mailed").by_email().cases, []);
}

#[test]
fn what_makes_no_sense_is_not_taken() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    order.becomes(&json!({ "state": "delivered", "parcels": [{ "state": "delivered" }] }));
    let page = order.by_email();
    let kinds: Vec<_> = page.problems.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(kinds, ["damaged", "missing", "return"]);
    let send = |kind: &str, text: &str, key: &str| {
        let fields = [("token", page.token.as_str()), ("kind", kind), ("text", text), ("key", key)];
        order.post("/api/orders/problem", &fields).send()
    };
    let long = "ä".repeat(4_001);
    for (kind, text, key, expect) in [
        ("cancel", "", "k", Kind::Invalid),
        ("late", "", "k", Kind::Invalid),
        ("nonsense", "text", "k", Kind::Invalid),
        ("", "text", "k", Kind::Invalid),
        ("damaged", "", "k", Kind::Invalid),
        ("damaged", " \n ", "k", Kind::Invalid),
        ("damaged", &long, "k", Kind::Invalid),
        ("damaged", "a\u{0}b", "k", Kind::Invalid),
        ("damaged", "text", "", Kind::MissingIdempotencyKey),
    ] {
        refused(&send(kind, text, key), expect);
    }
    // Who proved it by the postal code has to say where to answer.
    assert!(order.by_postcode().watch.is_some_and(|watch| watch.needs_email && watch.stages.is_empty()));
    assert_eq!(page.watch, None);
    // What was refused has used up nothing.
    assert_eq!(mails::page(&send("damaged", "A corner is broken", "k")).cases.len(), 1);
}

#[test]
fn too_many_reports_of_one_order_have_to_wait() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let page = order.by_email();
    let send = |key: u8| {
        let key = format!("{}-{key}", page.key);
        let fields = [("token", page.token.as_str()), ("kind", "late"), ("key", &key)];
        order.post("/api/orders/problem", &fields).send()
    };
    for key in 0..5 {
        assert_eq!(mails::page(&send(key)).cases.len(), usize::from(key) + 1);
    }
    refused(&send(9), Kind::TooMany);
    assert_eq!(order.by_email().cases.len(), 5);
}

#[test]
fn a_shop_that_is_down_is_written_to_all_the_same() {
    let _clock = mails::alone();
    let order = Order::new("spoiltmail");
    let page = order.by_email();
    let spoilt = upstreams::mode("spoiltwarehouse", &json!({ "mode": "status", "status": 500 }));
    let fields = [("token", page.token.as_str()), ("kind", "late"), ("key", &page.key)];
    // What was seen is kept once its answer is out.
    let answer = until(PATIENCE, "it is taken", || {
        Some(order.post("/api/orders/problem", &fields).may_fail().send())
            .filter(|answer| answer.status == 200)
    });
    let after = mails::page(&answer);
    assert!(!after.stale.is_empty() && after.cases.len() == 1, "{after:?}");
    mails::wait("spoiltmail", &order.email, 1);
    drop(spoilt);
    // The shop is left alone for a while.
    until(PATIENCE, "the shop answers again", || {
        let fields = [("token", page.token.as_str())];
        let answer = order.post("/api/orders", &fields).may_fail().send();
        (answer.status == 200 && mails::page(&answer).stale.is_empty()).then_some(())
    });
}

#[test]
fn it_works_as_a_plain_form_and_in_the_shoppers_language() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let page = order.by_postcode();
    let email = format!("mail-canary-{}@example.net", mails::word());
    let word = mails::word();
    let fields = [
        ("token", page.token.as_str()),
        ("kind", "address"),
        ("text", word.as_str()),
        ("email", email.as_str()),
        ("key", &page.key),
    ];
    let answer = Ask::form("/orders/problem?site=mailed&lang=ar", &fields).now().send();
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let mail = mails::wait("mail", &email, 1).remove(0);
    assert!(mail.html.contains(r#"<html lang="ar" dir="rtl">"#), "{}", mail.html);
    assert!(mail.text.contains("العنوان غير صحيح"), "{}", mail.text);
    assert!(to_staff(&word).text.contains("العربية"));
}
