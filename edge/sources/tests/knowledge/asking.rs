use super::*;
use serde_json::{Value, json};
use sources::asking::{Asking, Posted, Receiver};

const POSTED: &str = include_str!("../../recorded/discourse/posted.json");
const ENQUEUED: &str = include_str!("../../recorded/discourse/enqueued.json");
const UNFIT: &str = include_str!("../../recorded/discourse/unfit.json");
const NOT_FOUND: &str = include_str!("../../recorded/discourse/not-found.json");
const TOPIC: &str = include_str!("../../recorded/discourse/topic.json");
const TICKET: &str = include_str!("../../recorded/zendesk/ticket.json");
const REFUSED: &str = include_str!("../../recorded/zendesk/unfit.json");

fn receiver(more: &Value, known: &[(&str, &str)]) -> Option<Receiver> {
    let source = source(more);
    Receiver::of(&source, &secrets(&source, known))
}

fn forum() -> Receiver {
    let more = json!({ "kind": "discourse", "ask_category": 5, "user": "helpdesk" });
    receiver(&more, &[("KEY", "key")]).unwrap()
}

fn tickets() -> Receiver {
    let more = json!({ "kind": "zendesk", "tickets": true, "user": "agent@shop.example" });
    receiver(&more, &[("TOKEN", "token")]).unwrap()
}

fn asking() -> Asking {
    Asking {
        name: "4f3a".to_owned(),
        title: "Does the cooler hum?".to_owned(),
        text: "Ask @staff.".to_owned(),
        author: "Ada".to_owned(),
        email: "ada@example.com".to_owned(),
    }
}

fn body(ask: &HttpAsk) -> Value {
    serde_json::from_str(ask.body.as_deref().unwrap()).unwrap()
}

#[test]
fn only_who_may_write_takes_questions() {
    let all = [("KEY", "key"), ("TOKEN", "token")];
    for (more, known, takes) in [
        (json!({ "kind": "discourse", "ask_category": 5, "user": "helpdesk" }), &all[..], true),
        (json!({ "kind": "discourse", "ask_category": 5, "user": "helpdesk" }), &[], false),
        (json!({ "kind": "discourse", "ask_category": 5 }), &all, false),
        (json!({ "kind": "discourse", "user": "helpdesk" }), &all, false),
        (json!({ "kind": "zendesk", "tickets": true, "user": "agent@shop.example" }), &all, true),
        (json!({ "kind": "zendesk", "tickets": true, "user": "agent@shop.example" }), &[], false),
        (json!({ "kind": "zendesk", "tickets": true }), &all, false),
        (json!({ "kind": "zendesk", "user": "agent@shop.example" }), &all, false),
        (json!({ "kind": "shopify", "tickets": true, "user": "x" }), &all, false),
    ] {
        assert_eq!(receiver(&more, known).is_some(), takes, "{more} {known:?}");
    }
}

#[test]
fn a_topic_is_looked_for_by_its_name_and_then_made_once() {
    let (forum, asking) = (forum(), asking());
    let look = asked(forum.post(&asking, &[]));
    assert_eq!((look.method, look.once), ("GET", false));
    assert_eq!(look.url, "https://forum.example/t/external_id/4f3a.json");
    // It is there already.
    let id = serde_json::from_str::<Value>(TOPIC).unwrap()["id"].to_string();
    assert_eq!(done(forum.post(&asking, &[reply(200, TOPIC)])), Posted::As(id.clone()));

    let none = reply(404, NOT_FOUND);
    let post = asked(forum.post(&asking, std::slice::from_ref(&none)));
    assert_eq!((post.method, post.once, &*post.url), ("POST", true, "https://forum.example/posts.json"));
    assert!(post.headers.contains(&("api-username", "helpdesk".to_owned())), "{:?}", post.headers);
    // Who posts may call groups; a text of anybody's may not.
    let raw = "Ask @\u{2060}staff.\n\n— Ada";
    let expect = json!({ "title": "Does the cooler hum?", "raw": raw, "category": 5, "external_id": "4f3a" });
    assert_eq!(body(&post), expect);
    for (status, told, expect) in [(200, POSTED, Posted::As("312".to_owned())), (200, ENQUEUED, Posted::Held)]
    {
        assert_eq!(done(forum.post(&asking, &[none.clone(), reply(status, told)])), expect);
    }
    // Refused: because it came in twice at the same time, or because it breaks a rule.
    let refused = [none.clone(), reply(422, UNFIT)];
    assert_eq!(asked(forum.post(&asking, &refused)).url, look.url);
    for (last, expect) in [(reply(200, TOPIC), Posted::As(id)), (none, Posted::Unfit)] {
        let replies = [&refused[..], &[last]].concat();
        assert_eq!(done(forum.post(&asking, &replies)), expect);
    }
}

#[test]
fn a_ticket_names_who_asks_and_is_made_once() {
    let (tickets, asking) = (tickets(), asking());
    let post = asked(tickets.post(&asking, &[]));
    assert_eq!(
        (post.method, post.once, &*post.url),
        ("POST", true, "https://forum.example/api/v2/tickets.json")
    );
    // printf 'agent@shop.example/token:token' | base64
    let basic = "Basic YWdlbnRAc2hvcC5leGFtcGxlL3Rva2VuOnRva2Vu";
    for header in [("authorization", basic), ("idempotency-key", "4f3a")] {
        assert!(post.headers.contains(&(header.0, header.1.to_owned())), "{:?}", post.headers);
    }
    let expect = json!({ "ticket": {
        "subject": "Does the cooler hum?",
        "comment": { "body": "Ask @staff." },
        "external_id": "4f3a",
        "requester": { "name": "Ada", "email": "ada@example.com" },
    } });
    assert_eq!(body(&post), expect);
    let nameless = Asking { author: String::new(), ..asking.clone() };
    assert_eq!(body(&asked(tickets.post(&nameless, &[])))["ticket"]["requester"]["name"], "ada@example.com");
    let unknown = Asking { email: String::new(), ..asking.clone() };
    assert_eq!(body(&asked(tickets.post(&unknown, &[])))["ticket"]["requester"], Value::Null);
    assert_eq!(done(tickets.post(&asking, &[reply(201, TICKET)])), Posted::As("35436".to_owned()));
    assert_eq!(done(tickets.post(&asking, &[reply(422, REFUSED)])), Posted::Unfit);
}

#[test]
fn a_receiver_that_fails_says_how() {
    let asking = asking();
    for (failure, error) in failures() {
        assert_eq!(tickets().post(&asking, std::slice::from_ref(&failure)).unwrap_err(), error);
        assert_eq!(forum().post(&asking, std::slice::from_ref(&failure)).unwrap_err(), error);
        let made = [reply(404, NOT_FOUND), failure];
        assert_eq!(forum().post(&asking, &made).unwrap_err(), error);
    }
    for odd in ["", "[]", "{}", "{\"ticket\":{}}", "{\"id\":\"x\"}", "<html>"] {
        assert!(is_unreadable(&tickets().post(&asking, &[reply(201, odd)])), "{odd}");
        assert!(is_unreadable(&forum().post(&asking, &[reply(200, odd)])), "{odd}");
        assert!(is_unreadable(&forum().post(&asking, &[reply(404, ""), reply(200, odd)])), "{odd}");
    }
}
