//! Questions that shoppers ask in a site's own community: each `Idempotency-Key` once, and what is wrong
//! is told (draft-ietf-httpapi-idempotency-key-header). What a crash may not do to them, tests/crash says.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use model::data::{Asked, Data};
use model::problem::{Kind, Problem};
use model::view::{AskPage, ThreadPage, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::deployment;

/// How long the list that somebody else has read may lag behind a question: the memories of an isolate.
const LAG: Duration = Duration::from_secs(5);

/// A word that no other question has.
fn word() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("it is after 1970").as_nanos();
    // Letters alone: the search cuts words at anything else.
    format!("{now}{}", COUNT.fetch_add(1, Ordering::SeqCst))
        .bytes()
        .map(|b| char::from(b - b'0' + b'a'))
        .collect()
}

fn question(title: &str) -> Value {
    json!({ "title": title, "text": "Does it fit?", "name": "Ada" })
}

/// A question, sent under a key by an address that no other test has: limits count by it.
fn ask(body: &Value, key: &str, address: &str) -> Ask {
    Ask::post("/api/ask?site=plugged&lang=en", body)
        .now()
        .header("idempotency-key", key)
        .header("cf-connecting-ip", address)
}

#[track_caller]
fn asked(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.header("cache-control")), (201, Some("no-store")), "{}", answer.text());
    let Data::Asked(Asked { id }) = answer.json() else { panic!("{}", answer.text()) };
    id
}

#[track_caller]
fn refused(answer: &Answer, expect: Kind) {
    let problem: Problem = answer.json();
    assert_eq!((problem.kind, answer.status), (expect, expect.status()), "{}", answer.text());
    assert!(!problem.detail.is_empty());
}

#[track_caller]
fn thread(id: &str) -> ThreadPage {
    let answer = Ask::get(format!("/api/ask/{id}?site=plugged&lang=en")).now().send();
    let View::Thread(thread) = answer.json() else { panic!("{id}: {}", answer.text()) };
    *thread
}

/// What a search finds among the site's own threads.
#[track_caller]
fn found(word: &str) -> Vec<String> {
    let answer = Ask::get("/api/ask?site=plugged&lang=en").with("q", word).now().send();
    let View::Ask(AskPage { hits, .. }) = answer.json() else { panic!("{}", answer.text()) };
    hits.into_iter().map(|hit| hit.id).filter(|id| id.starts_with("desk.")).collect()
}

#[test]
fn what_is_wrong_with_a_question_is_told() {
    let good = question("A good question").to_string();
    let with = |field: &str, value: Value| {
        let mut body = question("A good question");
        body[field] = value;
        body.to_string()
    };
    let without = |field: &str| {
        let mut body = question("A good question");
        body.as_object_mut().expect("an object").remove(field);
        body.to_string()
    };
    let (own, json) = (deployment::url(), "application/json");
    let long_key = "k".repeat(101);
    for (told, key, origin, media_type, body, expect) in [
        ("no key", None, None, json, good.clone(), Kind::MissingIdempotencyKey),
        ("an empty key", Some(""), None, json, good.clone(), Kind::MissingIdempotencyKey),
        ("too long a key", Some(long_key.as_str()), None, json, good.clone(), Kind::MissingIdempotencyKey),
        ("another site", Some("k"), Some("https://evil.example"), json, good.clone(), Kind::Forbidden),
        ("a sandboxed frame", Some("k"), Some("null"), json, good.clone(), Kind::Forbidden),
        ("no form", Some("k"), None, "application/x-www-form-urlencoded", good.clone(), Kind::Invalid),
        ("plain text", Some("k"), None, "text/plain", good.clone(), Kind::UnsupportedMediaType),
        ("no type", Some("k"), None, "", good.clone(), Kind::UnsupportedMediaType),
        ("too large", Some("k"), None, json, with("text", "x".repeat(70_000).into()), Kind::TooLarge),
        ("no JSON", Some("k"), None, json, "{\"title\":".to_owned(), Kind::BadRequest),
        ("nothing", Some("k"), None, json, String::new(), Kind::BadRequest),
        ("a list", Some("k"), None, json, "[]".to_owned(), Kind::Invalid),
        ("no title", Some("k"), None, json, without("title"), Kind::Invalid),
        ("no text", Some("k"), None, json, without("text"), Kind::Invalid),
        ("a number", Some("k"), None, json, with("title", 7.into()), Kind::Invalid),
        ("an empty title", Some("k"), None, json, with("title", " \n ".into()), Kind::Invalid),
        ("a long title", Some("k"), None, json, with("title", "ä".repeat(201).into()), Kind::Invalid),
        ("an empty text", Some("k"), None, json, with("text", "".into()), Kind::Invalid),
        ("a long text", Some("k"), None, json, with("text", "ä".repeat(10_001).into()), Kind::Invalid),
        ("a control character", Some("k"), None, json, with("text", "a\u{0}b".into()), Kind::Invalid),
        (
            "a long name",
            Some("k"),
            Some(own.as_str()),
            json,
            with("name", "ä".repeat(61).into()),
            Kind::Invalid,
        ),
    ] {
        let mut ask = Ask::by("POST", "/api/ask?site=plugged&lang=en").now().body(body);
        for (name, value) in [("idempotency-key", key), ("origin", origin)] {
            if let Some(value) = value {
                ask = ask.header(name, value);
            }
        }
        let answer = ask.header("content-type", media_type).header("cf-connecting-ip", "203.0.113.30").send();
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (expect.status(), expect), "{told}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{told}");
    }
}

#[test]
fn a_site_without_a_community_takes_no_question() {
    let answer =
        Ask::post("/api/ask?site=bare", &question("Hello")).header("idempotency-key", "k").now().send();
    refused(&answer, Kind::UnknownPage);
}

#[test]
fn a_question_that_is_sent_again_is_asked_once() {
    let word = word();
    let body = question(&word);
    let send = |body: &Value, key: &str| ask(body, key, "203.0.113.31").send();
    let id = asked(&send(&body, &word));
    for _ in 0..3 {
        assert_eq!(asked(&send(&body, &word)), id);
    }
    assert_eq!(found(&word), std::slice::from_ref(&id));
    // The key stands for what was sent first, to the byte.
    for other in [question("Another"), json!({ "title": word, "text": "Does it fit?" })] {
        refused(&send(&other, &word), Kind::KeyReused);
    }
    assert_eq!(asked(&send(&body, &word)), id);
    // Somebody else may ask the same.
    let other = asked(&send(&body, &format!("{word}-2")));
    assert_ne!(other, id);
    assert_eq!(thread(&other).title, thread(&id).title);
}

/// How many send the same at the same moment, and how often at most, until one has met another under way.
const TOGETHER: usize = 12;
const ROUNDS: u8 = 20;

#[test]
fn of_equal_questions_at_the_same_moment_one_is_asked() {
    for round in 0..ROUNDS {
        let word = word();
        let body = question(&word);
        let address = format!("203.0.113.{}", 100 + round);
        let barrier = Barrier::new(TOGETHER);
        let send = || {
            barrier.wait();
            ask(&body, &word, &address).send()
        };
        let answers: Vec<Answer> = thread::scope(|scope| {
            let senders: Vec<_> = (0..TOGETHER).map(|_| scope.spawn(send)).collect();
            senders.into_iter().map(|sender| sender.join().expect("it is answered")).collect()
        });
        let id = asked(&ask(&body, &word, &address).send());
        let (done, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
        assert!(!done.is_empty(), "nobody was told that the question is asked");
        for answer in &done {
            assert_eq!(asked(answer), id);
        }
        for answer in &waiting {
            refused(answer, Kind::InFlight);
            assert_eq!(answer.header("retry-after"), Some("1"));
        }
        assert_eq!(found(&word), [id]);
        if !waiting.is_empty() {
            return;
        }
    }
    panic!("in {ROUNDS} rounds no request met another under way");
}

#[test]
fn a_question_is_there_at_once_and_as_it_was_written() {
    let word = word();
    let title = format!("<b>{word}</b> & \"quotes\"");
    let text = "<script>alert(1)</script> 1 < 2\n\n  <img src=x onerror=alert(2)>\n&amp; 🛎 \u{202e}中文";
    let body = json!({ "title": format!("  {title} "), "text": text, "name": "<i>Ada</i>" });
    let id = asked(&ask(&body, &word, "203.0.113.32").send());
    let thread = thread(&id);
    assert_eq!(
        (thread.id.as_str(), thread.title.as_str(), thread.posts_total),
        (id.as_str(), title.as_str(), 1)
    );
    assert_eq!((thread.url.as_ref(), thread.solved, thread.closed), (None, false, false));
    let [post] = thread.posts.as_slice() else { panic!("{thread:?}") };
    assert_eq!((post.text.as_str(), post.author.as_str(), post.staff), (text, "<i>Ada</i>", false));
    assert_eq!(found(&word), [id]);
}

#[test]
fn who_has_seen_that_it_is_not_there_sees_it_when_it_is() {
    let word = word();
    // It has an id before anybody asks for the next ones.
    let before = asked(&ask(&question("The one before"), &word, "203.0.113.33").send());
    let number: u32 = before["desk.".len()..].parse().expect("ids of threads are numbers");
    // Other tests ask questions too.
    for next in 1..=30 {
        let answer = Ask::get(format!("/api/ask/desk.{}?site=plugged&lang=en", number + next)).now().send();
        assert!([200, 404].contains(&answer.status));
    }
    assert_eq!(found(&word), Vec::<String>::new());
    let id = asked(&ask(&question(&word), &format!("{word}-2"), "203.0.113.33").send());
    let since = Instant::now();
    loop {
        let answer = Ask::get(format!("/api/ask/{id}?site=plugged&lang=en")).now().send();
        if answer.status == 200 && found(&word) == [id.clone()] {
            return;
        }
        assert!(since.elapsed() < LAG, "{id} is asked, and {} after {LAG:?}", answer.text());
        thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn too_many_questions_of_one_address_have_to_wait() {
    let word = word();
    let send = |title: &str, key: &str, address: &str| {
        ask(&question(&format!("{title} {word}")), &format!("{word}-{key}"), address).send()
    };
    for number in 0..20 {
        asked(&send("One of many", &number.to_string(), "203.0.113.34"));
    }
    // The key is not used up: it may be sent again, also when it says something else by then.
    for title in ["One too many", "One too many", "Another"] {
        let answer = send(title, "last", "203.0.113.34");
        refused(&answer, Kind::TooMany);
        let wait = answer.header("retry-after").and_then(|wait| wait.parse::<u32>().ok());
        assert!(wait.is_some_and(|wait| (1..=180).contains(&wait)), "{wait:?}");
    }
    // Who is acknowledged already is told so, and others are not meant.
    asked(&send("One of many", "0", "203.0.113.34"));
    asked(&send("One too many", "last", "203.0.113.35"));
}
