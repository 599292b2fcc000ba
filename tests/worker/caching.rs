//! What is kept, for how long, for whom, and how an answer says so.

use std::time::Duration;

use model::view::View;
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::upstreams;

/// A shop that nobody spoils and no other test asks.
const SITE: &str = "trouble18";

/// What happens behind the scenes has happened by then, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Weeks after all other tests ask: what is full of their answers makes room for these.
const START: i64 = 30 * 86_400;

fn ask(path: &str) -> Ask {
    Ask::get(path).with("site", SITE).later(START)
}

/// How often an upstream was asked for something in whose address is `word`.
fn heard(site: &str, word: &str) -> usize {
    upstreams::log(site).requests.iter().filter(|asked| asked.path.contains(word)).count()
}

fn age(answer: &Answer) -> i64 {
    answer.header("age").and_then(|age| age.parse().ok()).expect("every answer has an Age")
}

#[test]
fn an_answer_is_made_once_and_then_given_from_the_caches() {
    for (path, status, fresh) in [
        ("/api/products?q=ryzen", 200, 120),
        ("/api/products/shop.104", 200, 120),
        ("/api/products/shop.nothing", 404, 15),
        ("/api/ask?q=confirmation", 200, 120),
        ("/api/ask/forum.15", 200, 120),
        ("/contact.vcf?theme=made-once", 200, 300),
        // Their minute has just begun.
        ("/contact?theme=made-once", 200, 60),
        ("/api/contact?theme=made-once", 200, 60),
        ("/?q=made-once", 200, 60),
    ] {
        let made = ask(path).send();
        let cache = made.cache();
        assert_eq!((made.status, cache.hit, cache.stored), (status, false, true), "{path}: {cache:?}");
        assert_eq!(cache.forwarded, "uri-miss", "{path}");
        for (seconds, tier) in [(0, "memory"), (10, "network")] {
            let given = ask(path).later(START + seconds).send();
            let cache = given.cache();
            assert_eq!((given.status, cache.hit, cache.detail.as_str()), (status, true, tier), "{path}");
            // It counts from when its sources were asked.
            let (age, ttl) = (age(&given), cache.ttl.unwrap_or_default());
            assert!((seconds..seconds + 5).contains(&age), "{path}: {age}");
            assert_eq!(age + ttl, fresh, "{path}");
            assert_eq!(given.body, made.body, "{path}");
            assert_eq!(given.lasting_headers(), made.lasting_headers(), "{path}");
        }
    }
    for word in ["q=ryzen", "/products/104", "q=confirmation", "/t/15"] {
        assert_eq!(heard(SITE, word), 1, "{word}");
    }
}

#[test]
fn who_has_it_is_told_that_it_is_not_modified() {
    for path in ["/contact?theme=not-modified", "/api/products?q=corsair"] {
        let whole = ask(path).send();
        let etag = whole.header("etag").expect("an entity tag").to_owned();
        for (condition, status) in [
            (etag.clone(), 304),
            (format!("W/{etag}"), 304),
            (format!("\"x\", W/\"y\" , {etag}"), 304),
            ("*".to_owned(), 304),
            ("\"x\"".to_owned(), 200),
            (etag.trim_matches('"').to_owned(), 200),
        ] {
            for ask in [ask(path), ask(path).later(START + 1)] {
                let answer = ask.header("if-none-match", condition.as_str()).send();
                assert_eq!(answer.status, status, "{path}: {condition}");
                assert_eq!(answer.body.is_empty(), status == 304, "{path}: {condition}");
                for header in ["etag", "cache-control", "vary", "cache-status"] {
                    assert!(answer.header(header).is_some(), "{path}: {condition}: {header}");
                }
            }
        }
    }
    // What was made anew may still be the same.
    let path = "/api/products?q=corsair";
    let etag = ask(path).send().header("etag").expect("an entity tag").to_owned();
    let anew = ask(path).with("theme", "another-key").header("if-none-match", etag).send();
    assert_eq!((anew.status, anew.cache().stored), (304, true));
}

#[test]
fn head_is_get_without_the_body() {
    for path in ["/contact?theme=head", "/api/products?q=peerless", "/no-such-page"] {
        let head = Ask::by("HEAD", path).with("site", SITE).later(START).send();
        let get = ask(path).send();
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        let (mut of_head, mut of_get) = (head.lasting_headers(), get.lasting_headers());
        for framing in ["content-length", "transfer-encoding"] {
            of_head.remove(framing);
            of_get.remove(framing);
        }
        assert_eq!(of_head, of_get, "{path}");
    }
}

#[test]
fn what_is_stale_is_given_and_made_anew_behind_the_scenes() {
    let (path, word) = ("/api/products?q=samsung", "q=samsung");
    let made = ask(path).send();
    upstreams::let_go();
    let stale = ask(path).later(START + 600).send();
    let cache = stale.cache();
    assert_eq!((cache.is_stale(), cache.detail.as_str()), (true, "stale"), "{cache:?}");
    assert!(age(&stale) >= 600 && stale.body == made.body);
    let fresh = until(PATIENCE, "a fresh answer", || {
        let answer = ask(path).later(START + 600).send();
        (!answer.cache().is_stale()).then_some(answer)
    });
    assert!(fresh.cache().hit && age(&fresh) < 60, "{:?}", fresh.cache());
    assert_eq!(fresh.body, made.body);
    assert_eq!(heard(SITE, word), 2);
    // The second time it was asked whether the first answer is still true.
    let log = upstreams::log(SITE).requests;
    let asked: Vec<_> = log.iter().filter(|asked| asked.path.contains(word)).collect();
    let conditional = |at: usize| asked[at].headers.contains_key("if-none-match");
    assert_eq!((conditional(0), conditional(1)), (false, true));
}

#[test]
fn that_there_is_no_such_thing_is_kept_for_a_moment() {
    let path = "/api/products/shop.missing";
    for (seconds, hit, times) in [(0, false, 1), (10, true, 1), (20, false, 2), (30, true, 2)] {
        upstreams::let_go();
        let answer = ask(path).later(START + seconds).send();
        assert_eq!((answer.status, answer.cache().hit), (404, hit), "{seconds} s");
        assert_eq!(heard(SITE, "/products/missing"), times, "{seconds} s");
    }
}

#[test]
fn a_page_is_fresh_until_its_minute_is_over() {
    let ask = |second| ask("/contact?theme=minute").later(START + second);
    assert_eq!(ask(30).send().cache().ttl, Some(30));
    let last = ask(59).send().cache();
    assert_eq!((last.hit, last.ttl), (true, Some(1)));
    let next = ask(60).send().cache();
    assert_eq!((next.hit, next.stored, next.ttl), (false, true, Some(60)), "{next:?}");
}

#[test]
fn what_nobody_looks_at_is_in_no_key_and_goes_no_further() {
    let stowaways = |ask: Ask| {
        let ask = ask.with("utm_source", "stowaway").with("limit", "stowaway").with("_", "stowaway");
        ask.header("cookie", "a=stowaway")
            .header("authorization", "Bearer stowaway")
            .header("user-agent", "stowaway")
            .header("referer", "https://stowaway.example/")
            .header("x-forwarded-for", "stowaway")
            .header("x-stowaway", "1")
    };
    let (path, word) = ("/api/products?q=creative", "q=creative");
    let first = stowaways(ask(path)).send();
    let second = ask(path).send();
    assert!(second.cache().hit, "{:?}", second.cache());
    assert!(stowaways(ask(path)).later(START + 10).send().cache().hit);
    assert_eq!(first.body, second.body);
    let log = upstreams::log(SITE).requests;
    let asked: Vec<_> = log.iter().filter(|asked| asked.path.contains(word)).collect();
    assert_eq!(asked.len(), 1);
    assert!(!format!("{asked:?}").contains("stowaway"), "{asked:?}");
}

#[test]
fn what_is_somebodys_own_is_kept_nowhere() {
    let body = json!({ "number": "1006", "email": "ada@example.com" });
    for times in 1..=2 {
        let ask = Ask::post("/api/orders", &body).with("site", SITE).later(START);
        let answer = ask.header("cf-connecting-ip", "203.0.113.40").send();
        let View::Order(order) = answer.json() else { panic!("{}", answer.text()) };
        assert_eq!(order.number, "1006");
        let cache = answer.cache();
        assert_eq!((cache.hit, cache.stored, cache.forwarded.as_str()), (false, false, "bypass"));
        assert_eq!((answer.header("cache-control"), answer.header("etag")), (Some("no-store"), None));
        assert_eq!(heard(SITE, "/orders/lookup"), times);
    }
}

#[test]
fn every_kind_of_answer_says_who_may_keep_it() {
    for (path, status, keep) in [
        ("/", 200, "no-cache"),
        ("/api/contact", 200, "no-cache"),
        ("/contact.vcf", 200, "no-cache"),
        ("/api/products?q=asus", 200, "no-cache"),
        ("/api/products/shop.nobody", 404, "no-cache"),
        ("/no-such-page", 404, "no-store"),
        ("/healthz", 200, "no-store"),
        ("/api/ask", 200, "no-cache"),
        ("/ask?q=asus", 200, "no-cache"),
    ] {
        for _ in 0..2 {
            let answer = ask(path).send();
            assert_eq!((answer.status, answer.header("cache-control")), (status, Some(keep)), "{path}");
        }
    }
}
