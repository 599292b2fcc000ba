use super::*;
use model::knowledge::HitKind;
use serde_json::{Value, json};
use sources::forum::Forum;
use sources::library::Library;
use sources::query::Search;

const TOPIC: &str = include_str!("../../recorded/discourse/topic.json");
const SEARCH: &str = include_str!("../../recorded/discourse/search.json");
const FOUND: &str = include_str!("../../recorded/discourse/found.json");
const SOLVED: &str = include_str!("../../recorded/discourse/solved.json");
const ANSWER: &str = include_str!("../../recorded/discourse/answer.json");
const NOT_FOUND: &str = include_str!("../../recorded/discourse/not-found.json");
const NO_ACCESS: &str = include_str!("../../recorded/discourse/invalid-access.json");
const LIMITED: &str = include_str!("../../recorded/discourse/rate-limited.json");
const OVERLOADED: &str = include_str!("../../recorded/discourse/overloaded.json");
const PAGE: &str = include_str!("../../recorded/zendesk/closed.html");

fn forum() -> Forum {
    let source = source(&json!({ "kind": "discourse", "category": 7 }));
    Forum::of("acme", &source, &secrets(&source, &[])).unwrap()
}

fn library(category: &Value) -> Library {
    let source = source(&json!({ "kind": "discourse", "category": category }));
    Library::of("acme", &source, &secrets(&source, &[])).unwrap()
}

fn search(words: &str) -> Search {
    Search { words: words.to_owned(), lang: "en".to_owned(), limit: 5, ..Search::default() }
}

/// A recorded reply with one field changed.
fn changed(body: &str, pointer: &str, value: Value) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap();
    *body.pointer_mut(pointer).unwrap() = value;
    body.to_string()
}

#[test]
fn requests_are_as_documented() {
    for (words, query) in [
        ("fan noise", "fan%20noise"),
        ("in:messages @ada", "in%20messages%20ada"),
        ("a&b=c%", "a%26b%20c%25"),
        ("ファン", "%E3%83%95%E3%82%A1%E3%83%B3"),
    ] {
        let ask = asked(forum().search(&search(words), &[]));
        assert_eq!(ask.url, format!("https://forum.example/search.json?q={query}"));
        let ask = asked(library(&json!(7)).search(&search(words), &[]));
        assert_eq!(
            ask.url,
            format!("https://forum.example/search.json?q={query}%20category%3A7%20in%3Afirst")
        );
    }
    for words in ["", "x", "@#:"] {
        assert_eq!(done(forum().search(&search(words), &[])), []);
    }
    assert_eq!(asked(forum().thread("13", &[])).url, "https://forum.example/t/13.json");
    assert_eq!(asked(library(&json!(7)).article("13", "en", &[])).url, "https://forum.example/t/13.json");
    for id in ["", "13.json?", "../admin", "x"] {
        assert_eq!(done(forum().thread(id, &[])), None, "{id}");
        assert_eq!(done(library(&json!(7)).article(id, "en", &[])), None, "{id}");
    }
}

#[test]
fn a_key_is_sent_in_the_users_name() {
    for (user, key, expect) in [
        (json!("reader"), "K", &["api-key: K", "api-username: reader"][..]),
        (Value::Null, "K", &["api-key: K"]),
        (json!("reader"), "", &[]),
    ] {
        let source = source(&json!({ "kind": "discourse", "user": user }));
        let forum = Forum::of("acme", &source, &secrets(&source, &[("KEY", key)])).unwrap();
        let headers = asked(forum.thread("1", &[])).headers;
        let sent: Vec<_> = headers.iter().skip(1).map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(sent, expect);
    }
}

#[test]
fn topics_are_found_once_and_in_their_place() {
    let hits = done(forum().search(&search("fan"), &[reply(200, FOUND)]));
    let told: Vec<_> =
        hits.iter().map(|hit| (hit.id.as_str(), hit.kind, hit.title.as_str(), hit.solved)).collect();
    assert_eq!(told, [("desk.90", HitKind::Thread, "Loud fan <after> an hour", true)]);
    assert_eq!(hits[0].passage, "...the fan curve & the fan itself: 1200 rpm is enough...");
    assert_eq!(hits[0].url.as_deref(), Some("https://forum.example/t/90"));

    let hits = done(library(&json!(7)).search(&search("fan"), &[reply(200, FOUND)]));
    let told: Vec<_> = hits.iter().map(|hit| (hit.id.as_str(), hit.kind, hit.solved)).collect();
    assert_eq!(told, [("desk.91", HitKind::Article, false)]);
    assert_eq!(done(library(&Value::Null).search(&search("fan"), &[])), []);

    let hits = done(forum().search(&search("ecf65fcd"), &[reply(200, SEARCH)]));
    assert_eq!(hits[0].title, "2a6aa74e-e341-5e3c-1eaa-78c6331f305f");
}

#[test]
fn odd_searches_find_nothing() {
    let empty = r#"{"posts":[],"users":[],"grouped_search_result":{"post_ids":[],"error":null}}"#;
    for (status, body) in [
        (200, empty.to_owned()),
        // What Discourse answers to words that are shorter than the forum's setting.
        (200, "null".to_owned()),
        (400, r#"{"errors":["You supplied invalid parameters to the request: q"]}"#.to_owned()),
        (200, changed(FOUND, "/topics", Value::Null)),
        (200, changed(FOUND, "/posts", json!([null, 1, {"topic_id": "90"}, {}]))),
    ] {
        assert_eq!(done(forum().search(&search("fan"), &[reply(status, &body)])), [], "{body}");
    }
    let (mut posts, mut topics) = (Vec::new(), Vec::new());
    for id in 1..=500 {
        posts.push(json!({ "topic_id": id, "blurb": "<b".repeat(id) }));
        topics.push(json!({ "id": id, "title": "t".repeat(id), "archetype": "regular" }));
    }
    let body = json!({ "posts": posts, "topics": topics, "grouped_search_result": {} });
    let hits = done(forum().search(&search("fan"), &[reply(200, body.to_string())]));
    assert_eq!(hits.len(), 5);
}

#[test]
fn a_real_topic_is_a_thread() {
    let thread = done(forum().thread("13", &[reply(200, TOPIC)])).unwrap();
    assert_eq!(
        (thread.id.as_str(), thread.posts_total, thread.solved, thread.closed),
        ("desk.13", 1, false, false)
    );
    assert_eq!(thread.url.as_deref(), Some("https://forum.example/t/13"));
    let [question] = thread.posts.as_slice() else { panic!("{thread:?}") };
    assert_eq!((question.id.as_str(), question.author.as_str(), question.staff), ("16", "discourse1", true));
    assert_eq!((question.at, question.likes, question.accepted), (1_475_329_886, 0, false));
    assert!(
        question.text.contains("or rules:\n\n• Why should people use this category? What is it for?\n• How")
    );

    let article = done(library(&json!(5)).article("13", "en", &[reply(200, TOPIC)])).unwrap();
    assert_eq!((article.id.as_str(), article.updated), ("desk.13", Some(1_475_329_886)));
    assert!(article.text.starts_with("(Replace this first paragraph"));
    for (category, is_article) in [(json!(5), true), (json!(7), false), (Value::Null, false)] {
        let found = done(library(&category).article("13", "en", &[reply(200, TOPIC)]));
        assert_eq!(found.is_some(), is_article, "{category}");
    }
}

/// Of thirty posts twenty at most are sent; five of the seven here are not for everybody.
#[test]
fn the_answer_of_a_long_topic_is_asked_for() {
    let ask = asked(forum().thread("90", &[reply(200, SOLVED)]));
    assert_eq!(ask.url, "https://forum.example/posts/by_number/90/28.json");
    let thread = done(forum().thread("90", &[reply(200, SOLVED), reply(200, ANSWER)])).unwrap();
    assert_eq!((thread.solved, thread.closed, thread.posts_total), (true, true, 25));
    let told: Vec<_> = thread
        .posts
        .iter()
        .map(|post| (post.author.as_str(), post.text.as_str(), post.staff, post.accepted, post.likes))
        .collect();
    assert_eq!(
        told,
        [
            ("ada", "After an hour my fan is loud.\n\n:cry:", false, false, 3),
            ("gus", "We see this often:\n\n• clean it\n• lower its curve", true, false, 0),
            ("hal", "It was the cable.", false, true, 12),
        ]
    );
    for second in
        [reply(404, NOT_FOUND), reply(200, changed(ANSWER, "/hidden", json!(true))), reply(200, "x")]
    {
        let thread = done(forum().thread("90", &[reply(200, SOLVED), second])).unwrap();
        assert_eq!((thread.posts.len(), thread.solved), (2, true));
    }
}

#[test]
fn fields_of_a_topic() {
    let none = |body: String| done(forum().thread("13", &[reply(200, body)])).is_none();
    for (pointer, value) in [
        ("/archetype", json!("private_message")),
        ("/deleted_at", json!("2026-01-01T00:00:00.000Z")),
        ("/category_id", json!(7)),
        ("/post_stream/posts/0/hidden", json!(true)),
        ("/post_stream/posts/0/created_at", Value::Null),
        ("/post_stream/posts/0/post_type", json!(4)),
        ("/post_stream/posts", json!([])),
        ("/id", json!("13")),
    ] {
        assert!(none(changed(TOPIC, pointer, value)), "{pointer}");
    }
    let like = |count: Value| json!([{ "id": 2, "count": count }]);
    for (count, likes) in
        [(json!(7), 7), (json!(-3), 0), (json!(1e300), u32::MAX), (json!("9"), 0), (Value::Null, 0)]
    {
        let body = changed(TOPIC, "/post_stream/posts/0/actions_summary", like(count));
        let thread = done(forum().thread("13", &[reply(200, body)])).unwrap();
        assert_eq!(thread.posts[0].likes, likes);
    }
    let long = changed(TOPIC, "/post_stream/posts/0/cooked", json!("<p>word</p>".repeat(100_000)));
    let thread = done(forum().thread("13", &[reply(200, long)])).unwrap();
    assert_eq!(thread.posts[0].text.chars().count(), 8_000);
}

#[test]
fn failures_are_named() {
    let (forum, library) = (forum(), library(&json!(7)));
    let mut cases = failures();
    cases.push((reply(429, LIMITED), Error::Throttled(Some(11))));
    cases.push((with_header(reply(429, LIMITED), "retry-after", "12"), Error::Throttled(Some(12))));
    cases.push((reply(429, r#"{"extras":{"wait_seconds":-1}}"#), Error::Throttled(None)));
    for (reply, error) in cases {
        let replies = [reply];
        assert_eq!(forum.search(&search("fan"), &replies).unwrap_err(), error);
        assert_eq!(forum.thread("1", &replies).unwrap_err(), error);
        assert_eq!(library.search(&search("fan"), &replies).unwrap_err(), error);
        assert_eq!(library.article("1", "en", &replies).unwrap_err(), error);
    }
    // A topic that needs a login is none; a forum that needs one refuses.
    for (status, body) in [(403, NO_ACCESS), (404, NOT_FOUND), (410, NOT_FOUND)] {
        assert_eq!(done(forum.thread("1", &[reply(status, body)])), None);
        assert_eq!(done(library.article("1", "en", &[reply(status, body)])), None);
    }
    assert_eq!(forum.search(&search("fan"), &[reply(403, NO_ACCESS)]).unwrap_err(), Error::Refused);
    assert_eq!(forum.search(&search("fan"), &[reply(404, PAGE)]).unwrap_err(), Error::WrongAddress);
    assert_eq!(forum.search(&search("fan"), &[reply(200, OVERLOADED)]).unwrap_err(), Error::Throttled(None));
    for body in [&SOLVED[..SOLVED.len() / 2], PAGE, "", "[]", "{}", r#"{"post_stream":{"posts":null}}"#] {
        assert!(is_unreadable(&forum.search(&search("fan"), &[reply(200, body)])), "{body}");
        assert!(is_unreadable(&forum.thread("1", &[reply(200, body)])), "{body}");
        assert!(is_unreadable(&library.article("1", "en", &[reply(200, body)])), "{body}");
    }
}
