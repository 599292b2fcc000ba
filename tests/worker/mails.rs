//! The outbox: nothing is lost while a mail service is down, and nothing goes out twice when it is back.

use std::fs;
use std::time::Duration;

use serde_json::json;
use tests::crowd::until;
use tests::mails::{self, OFTEN, Order};
use tests::{deployment, upstreams};

const MINUTE: Duration = Duration::from_mins(1);

/// Reports that an order is late, which writes two e-mails.
#[track_caller]
fn report(order: &Order) {
    let page = order.by_email();
    let fields = [("token", page.token.as_str()), ("kind", "late"), ("key", &page.key)];
    mails::page(&order.post("/api/orders/problem", &fields).send());
}

#[test]
fn a_service_that_was_down_gets_each_mail_once() {
    let _clock = mails::alone();
    let mut orders = Vec::new();
    for mode in [
        json!({ "mode": "refuse" }),
        json!({ "mode": "hang" }),
        json!({ "mode": "status", "status": 500 }),
        json!({ "mode": "status", "status": 401 }),
        json!({ "mode": "throttled", "after": 1 }),
        // It takes the mail, and nobody hears of it.
        json!({ "mode": "truncate" }),
    ] {
        let order = Order::new("spoiltmail");
        let spoilt = upstreams::mode("spoiltmail", &mode);
        let before = upstreams::log("spoiltmail").connections;
        report(&order);
        // It was tried, unless the host is being left alone.
        std::thread::sleep(Duration::from_secs(3));
        if orders.is_empty() {
            assert!(upstreams::log("spoiltmail").connections > before, "{mode}");
        }
        drop(spoilt);
        orders.push(order);
    }
    // The host may be left alone for some seconds more; in the schedule's time it is hours.
    let mut later = MINUTE * 5;
    until(Duration::from_mins(2), "all are sent", || {
        mails::schedule(OFTEN, later);
        later = (later + MINUTE * 15).min(MINUTE * 60 * 20);
        std::thread::sleep(Duration::from_millis(500));
        orders.iter().all(|order| !mails::sent("spoiltmail", &order.email).is_empty()).then_some(())
    });
    mails::schedule(OFTEN, MINUTE * 60 * 22);
    let staff = mails::sent("spoiltmail", "staff@spoiltmail.example");
    for order in &orders {
        assert_eq!(mails::sent("spoiltmail", &order.email).len(), 1, "{order:?}");
        assert_eq!(staff.iter().filter(|mail| mail.text.contains(&order.number)).count(), 1, "{order:?}");
    }
}

#[test]
fn what_is_refused_for_good_is_given_up_and_told_without_an_address() {
    let _clock = mails::alone();
    let order = Order::new("spoiltmail");
    let spoilt = upstreams::mode("spoiltmail", &json!({ "mode": "status", "status": 422 }));
    let given_up = || {
        let log = fs::read_to_string(deployment::log()).unwrap_or_default();
        log.lines().filter(|line| line.contains("given up") && line.contains("\"status 422\"")).count()
    };
    let before = given_up();
    report(&order);
    until(Duration::from_secs(45), "both are given up", || (given_up() == before + 2).then_some(()));
    drop(spoilt);
    mails::schedule(OFTEN, MINUTE * 30);
    assert!(mails::sent("spoiltmail", &order.email).is_empty());
    let log = fs::read_to_string(deployment::log()).unwrap_or_default();
    assert!(!log.contains(&order.email), "the log names who was written to");
}

#[test]
fn what_nobody_takes_for_a_day_is_given_up() {
    let _clock = mails::alone();
    let order = Order::new("spoiltmail");
    let spoilt = upstreams::mode("spoiltmail", &json!({ "mode": "status", "status": 503 }));
    report(&order);
    std::thread::sleep(Duration::from_secs(2));
    for hours in [2, 8, 16, 23, 25] {
        mails::schedule(OFTEN, MINUTE * 60 * hours);
    }
    drop(spoilt);
    std::thread::sleep(Duration::from_secs(2));
    mails::schedule(OFTEN, MINUTE * 60 * 30);
    assert!(mails::sent("spoiltmail", &order.email).is_empty());
}
