//! Tell me when it moves: each stage once, to who wants it and to nobody else.

use std::time::Duration;

use model::problem::{Kind, Problem};
use model::view::{Notice, View};
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::mails::{self, OFTEN, Order};

use crate::hooks::standard_of;

/// As `xtask/src/serve/upstreams.rs` sets it.
const WEBHOOK: &str = "bWFpbGVkX3dlYmhvb2tfc2VjcmV0X2Zha2U=";

const HOUR: Duration = Duration::from_hours(1);

/// The headers and the body by which the shop tells that orders have changed.
fn notice(numbers: &[&str]) -> (Vec<(&'static str, String)>, String) {
    let changes: Vec<_> = numbers.iter().map(|id| json!({ "type": "order.updated", "id": id })).collect();
    let body = json!(changes).to_string();
    (standard_of(&mails::word(), WEBHOOK, 0, &body), body)
}

#[track_caller]
fn tell((headers, body): &(Vec<(&'static str, String)>, String)) {
    let ask = Ask::by("POST", "/hooks/mailed/shop").header("content-type", "application/json").now();
    let ask =
        headers.iter().fold(ask.body(body.as_str()), |ask, (name, value)| ask.header(name, value.as_str()));
    let answer = ask.send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[track_caller]
fn notice_of(answer: &Answer) -> Notice {
    match answer.json() {
        View::Notice(notice) if answer.status == 200 => notice,
        other => panic!("{} {other:?}", answer.status),
    }
}

#[track_caller]
fn refused(answer: &Answer, kind: Kind) {
    let problem: Problem = answer.json();
    assert_eq!((answer.status, problem.kind), (kind.status(), kind), "{}", answer.text());
}

fn shipped() -> serde_json::Value {
    let parcel = json!({ "carrier": "DHL", "tracking": "00340434161094042557", "state": "in-transit" });
    json!({ "state": "shipped", "parcels": [parcel] })
}

#[test]
fn a_webhook_tells_of_each_stage_once() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let page = order.watch(&["shipped", "delivered", "trouble"]);
    assert!(!page.done.is_empty());
    let watch = page.watch.expect("it can be watched");
    let on: Vec<_> = watch.stages.iter().filter(|stage| stage.on).map(|stage| stage.id.as_str()).collect();
    assert_eq!((watch.on, watch.needs_email, on), (true, false, vec!["shipped", "delivered", "trouble"]));

    // Nothing has moved.
    tell(&notice(&[&order.number]));
    order.becomes(&shipped());
    let first = notice(&[&order.number, "W-NOBODYS"]);
    tell(&first);
    let [mail] = &mails::wait("mail", &order.email, 1)[..] else { panic!() };
    assert_eq!(mail.from, r#""Mailed & Sons" <orders@mailed.example>"#);
    assert!(mail.subject.contains(&order.number) && mail.subject.starts_with("Order "), "{}", mail.subject);
    assert!(mail.text.contains("00340434161094042557"), "{}", mail.text);
    assert!(mail.html.starts_with(r#"<!doctype html><html lang="en" dir="ltr">"#), "{}", mail.html);
    assert!(mail.html.contains("Mailed &amp; &quot;Sons&quot;"), "{}", mail.html);
    assert_eq!(mail.headers["Auto-Submitted"], "auto-generated");

    // A replay, another notice of the same, and one of a stage that was not chosen.
    tell(&first);
    tell(&notice(&[&order.number.to_lowercase()]));
    order.becomes(&json!({ "state": "shipped", "parcels": [{ "state": "out-for-delivery" }] }));
    tell(&notice(&[&order.number]));
    order.becomes(&json!({ "state": "delivered", "parcels": [{ "state": "delivered" }] }));
    tell(&notice(&[&order.number]));
    mails::wait("mail", &order.email, 2);
    // It is over: nobody looks any more.
    order.becomes(&json!({ "state": "returned" }));
    tell(&notice(&[&order.number]));
    assert_eq!(order.by_email().watch, None);
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(mails::sent("mail", &order.email).len(), 2);
}

#[test]
fn each_parcel_of_several_is_told_of() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    order.watch(&["shipped"]);
    order.becomes(&json!({ "state": "partly-shipped", "parcels": [{ "state": "in-transit" }, { "state": "preparing" }] }));
    tell(&notice(&[&order.number]));
    mails::wait("mail", &order.email, 1);
    order.becomes(
        &json!({ "state": "shipped", "parcels": [{ "state": "in-transit" }, { "state": "in-transit" }] }),
    );
    tell(&notice(&[&order.number]));
    mails::wait("mail", &order.email, 2);
}

#[test]
fn many_notices_at_once_tell_once() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    order.watch(&["shipped"]);
    order.becomes(&shipped());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let number = order.number.as_str();
            scope.spawn(move || tell(&notice(&[number])));
        }
    });
    mails::wait("mail", &order.email, 1);
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(mails::sent("mail", &order.email).len(), 1);
}

#[test]
fn the_schedule_tells_what_no_webhook_did() {
    let _clock = mails::alone();
    let order = Order::new("mailed");
    order.watch(&["shipped"]);
    order.becomes(&shipped());
    // It is not its turn.
    mails::schedule(OFTEN, Duration::ZERO);
    assert!(mails::sent("mail", &order.email).is_empty());
    // Those of other tests have their turns, too, ten in a run.
    let mut later = HOUR * 2;
    tests::crowd::until(Duration::from_mins(1), "it is told of", || {
        mails::schedule(OFTEN, later);
        later += Duration::from_mins(5);
        (!mails::sent("mail", &order.email).is_empty()).then_some(())
    });
    mails::schedule(OFTEN, later + HOUR * 12);
    assert_eq!(mails::sent("mail", &order.email).len(), 1);
}

#[test]
fn an_address_that_proved_nothing_is_asked_first() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let page = order.by_postcode();
    assert!(page.watch.as_ref().is_some_and(|watch| watch.needs_email && !watch.on));
    let other = format!("mail-canary-other-{}@example.net", mails::word());
    let ask = |email: &str| {
        let fields = [("token", page.token.as_str()), ("stages", "shipped"), ("email", email)];
        order.post("/api/orders/watch", &fields).send()
    };
    for wrong in ["", "nobody", "a@b", "a b@example.net", "a@example.net\r\nBcc: b@example.net"] {
        refused(&ask(wrong), Kind::Invalid);
    }
    assert!(!mails::page(&ask(&other)).watch.expect("it can be watched").on);
    let [mail] = &mails::wait("mail", &other, 1)[..] else { panic!() };
    assert!(!mail.headers.contains_key("List-Unsubscribe"), "{mail:?}");
    let link = mail.link("/orders/confirm/");

    // Until then nothing is told.
    order.becomes(&shipped());
    tell(&notice(&[&order.number]));
    // What opens links before people do changes nothing.
    let question = notice_of(&Ask::get(format!("/api{link}")).now().send());
    assert!(question.action.starts_with("/orders/confirm/") && !question.submit.is_empty());
    assert_eq!(mails::sent("mail", &other).len(), 1);
    let done = notice_of(&Ask::form(format!("/api{link}"), &[]).now().send());
    assert_eq!(done.action, "");
    tell(&notice(&[&order.number]));
    let mails = mails::wait("mail", &other, 2);
    assert!(mails[1].text.contains("00340434161094042557"), "{:?}", mails[1]);
    assert!(order.by_postcode().watch.is_some_and(|watch| watch.on));
    // The order's own customer knows nothing of it, and is not told of it.
    assert!(mails::sent("mail", &order.email).is_empty());

    // Nobody's mailbox is filled: three questions in a day.
    let page = order.by_postcode();
    let fields = [("token", page.token.as_str()), ("stages", "delivered"), ("email", other.as_str())];
    let again: Vec<u16> = (0..3).map(|_| order.post("/api/orders/watch", &fields).send().status).collect();
    assert_eq!(again, [200, 200, 429]);
}

#[test]
fn who_has_had_enough_presses_once() {
    let _clock = mails::together();
    for one_click in [true, false] {
        let order = Order::new("mailed");
        order.watch(&["shipped", "delivered"]);
        order.becomes(&shipped());
        tell(&notice(&[&order.number]));
        let [mail] = &mails::wait("mail", &order.email, 1)[..] else { panic!() };
        let link = mail.link("/orders/stop/");
        if one_click {
            // RFC 8058: the mail program posts this very body to the address in the header, from wherever it is.
            assert_eq!(mail.headers["List-Unsubscribe"], format!("<{}{link}>", tests::deployment::url()));
            assert_eq!(mail.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
            let press = Ask::by("POST", link.as_str()).now().header("origin", "https://mail.example");
            let press = press.header("content-type", "application/x-www-form-urlencoded");
            assert_eq!(press.body("List-Unsubscribe=One-Click").send().status, 200);
        } else {
            let question = notice_of(&Ask::get(format!("/api{link}")).now().send());
            assert!(question.title.contains(&order.number));
            assert!(order.by_email().watch.is_some_and(|watch| watch.on), "asking stops nothing");
            let page = Ask::get(link.as_str()).now().page(200);
            let form = page.one("#app form[method=post]");
            assert!(page.all("#boot").is_empty(), "no app takes it over");
            assert!(form.attr("action").is_some_and(|action| action.starts_with("/orders/stop/")));
            notice_of(&Ask::form(format!("/api{link}"), &[]).now().send());
        }
        assert!(order.by_email().watch.is_some_and(|watch| !watch.on));
        order.becomes(&json!({ "state": "delivered" }));
        tell(&notice(&[&order.number]));
        // Twice is as good as once.
        notice_of(&Ask::form(format!("/api{link}"), &[]).now().send());
        std::thread::sleep(Duration::from_secs(2));
        assert_eq!(mails::sent("mail", &order.email).len(), 1);
    }
}

#[test]
fn who_chooses_nothing_is_told_no_more() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    assert!(order.watch(&["shipped", "nonsense"]).watch.is_some_and(|watch| watch.on));
    assert!(order.watch(&["nonsense"]).watch.is_some_and(|watch| !watch.on));
    // A postal code may be known to others.
    let token = order.by_postcode().token;
    let answer = order.post("/api/orders/watch", &[("token", &token), ("email", &order.email)]).send();
    refused(&answer, Kind::Invalid);
}

#[test]
fn only_with_a_token_of_this_site() {
    let _clock = mails::together();
    let (order, other) = (Order::new("mailed"), Order::new("posted"));
    for token in ["", "nonsense", &other.by_email().token] {
        for path in ["/api/orders/watch", "/api/orders/problem"] {
            let fields = [("token", token), ("stages", "shipped"), ("kind", "late"), ("key", "k")];
            refused(&order.post(path, &fields).send(), Kind::Expired);
        }
    }
    // A site that writes no e-mails offers none.
    let answer = Ask::form("/api/orders/watch?site=plugged", &[("token", "x")]).now().send();
    refused(&answer, Kind::UnknownPage);
}

#[test]
fn a_shops_own_stages_can_be_chosen() {
    let _clock = mails::alone();
    let order = Order::new("posted");
    order.becomes(&json!({ "state": "processing", "stage": "Building" }));
    let page = order.watch(&["boxing"]);
    let watch = page.watch.expect("it can be watched");
    let ids: Vec<_> = watch.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(ids, ["boxing", "away", "delivered", "out-for-delivery", "trouble"]);
    assert!(watch.on);
    order.becomes(&json!({ "state": "processing", "stage": "Boxing" }));
    mails::schedule(OFTEN, HOUR * 2);
    // Cloudflare's binding, as wrangler plays it, writes to the log what it sends.
    let sent = || {
        let log = std::fs::read_to_string(tests::deployment::log()).unwrap_or_default();
        log.matches(&format!("To: {}", order.email)).count()
    };
    tests::crowd::until(Duration::from_secs(45), "it is sent by the binding", || (sent() == 1).then_some(()));
}
