use super::*;
use model::knowledge::HitKind;
use serde_json::{Value, json};
use sources::library::Library;
use sources::query::Search;

const SEARCH: &str = include_str!("../../recorded/zendesk/search.json");
const ARTICLE: &str = include_str!("../../recorded/zendesk/article.json");
const NOT_FOUND: &str = include_str!("../../recorded/zendesk/not-found.json");
const CLOSED: &str = include_str!("../../recorded/zendesk/closed.html");

fn library() -> Library {
    let source = source(
        &json!({ "kind": "zendesk", "address": "https://shop.zendesk.com", "user": "a@shop.example" }),
    );
    Library::of("acme", &source, &secrets(&source, &[])).unwrap()
}

fn search(words: &str, lang: &str) -> Search {
    Search { words: words.to_owned(), lang: lang.to_owned(), limit: 5, ..Search::default() }
}

#[test]
fn requests_are_as_documented() {
    let library = library();
    let articles = "https://shop.zendesk.com/api/v2/help_center/articles/search.json";
    for (words, lang, url) in [
        ("return", "en", format!("{articles}?query=return&per_page=5&locale=en-us")),
        ("a&locale=x#?", "pt-BR", format!("{articles}?query=a%26locale%3Dx%23%3F&per_page=5&locale=pt-br")),
        ("退货", "zh-CN", format!("{articles}?query=%E9%80%80%E8%B4%A7&per_page=5&locale=zh-cn")),
        ("x", "../de?", format!("{articles}?query=x&per_page=5&locale=de")),
    ] {
        let ask = asked(library.search(&search(words, lang), &[]));
        assert_eq!((ask.method, ask.url, ask.headers.len()), ("GET", url, 1));
    }
    let ask = asked(library.article("360004231", "de", &[]));
    assert_eq!(ask.url, "https://shop.zendesk.com/api/v2/help_center/de/articles/360004231.json");
    for id in ["", "1/../2", "x", "1?a=b", "-1"] {
        assert_eq!(done(library.article(id, "de", &[])), None, "{id}");
    }
}

#[test]
fn a_token_is_sent_in_the_users_name() {
    for (user, token, expect) in [
        (json!("a@shop.example"), "T", Some("Basic YUBzaG9wLmV4YW1wbGUvdG9rZW46VA==")),
        (json!("a@shop.example"), "", None),
        (Value::Null, "T", None),
    ] {
        let source = source(&json!({ "kind": "zendesk", "user": user }));
        let library = Library::of("acme", &source, &secrets(&source, &[("TOKEN", token)])).unwrap();
        let ask = asked(library.search(&search("x", "en"), &[]));
        let sent =
            ask.headers.iter().find(|(name, _)| *name == "authorization").map(|(_, value)| value.as_str());
        assert_eq!(sent, expect);
    }
}

#[test]
fn what_everybody_may_read_is_found() {
    let hits = done(library().search(&search("return", "en"), &[reply(200, SEARCH)]));
    let told: Vec<_> =
        hits.iter().map(|hit| (hit.id.as_str(), hit.title.as_str(), hit.passage.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                "desk.360004231",
                "How do I return a part?",
                "Within 30 days: print the label and return it & keep the receipt"
            ),
            (
                "desk.360004232",
                "Return & refund of <b>builds</b>",
                "Within 30 days:\n\n• Print the label.\n• Bring it to a shop.\n\nThe label"
            ),
            ("desk.360004235", "Nulls", ""),
        ]
    );
    assert!(hits.iter().all(|hit| hit.kind == HitKind::Article && !hit.solved));
    assert_eq!(hits[0].url.as_deref(), Some("https://shop.zendesk.com/hc/en-us/articles/360004231"));
    assert_eq!((&hits[1].url, &hits[2].url), (&None, &None));
}

#[test]
fn five_hundred_results_are_cut_to_what_was_asked() {
    let mut body: Value = serde_json::from_str(SEARCH).unwrap();
    body["results"] = Value::Array(vec![body["results"][0].clone(); 500]);
    let hits = done(library().search(&search("return", "en"), &[reply(200, body.to_string())]));
    assert_eq!(hits.len(), 5);
}

/// Nothing in the shopper's language, or no such language: the Help Center's own is asked.
#[test]
fn the_own_language_is_the_second_try() {
    let library = library();
    let empty = r#"{"count":0,"results":[]}"#;
    for first in [reply(200, empty), reply(400, "{}"), reply(404, NOT_FOUND)] {
        let ask = asked(library.search(&search("return", "ar"), std::slice::from_ref(&first)));
        let url = "https://shop.zendesk.com/api/v2/help_center/articles/search.json?query=return&per_page=5";
        assert_eq!(ask.url, url);
        assert_eq!(
            done(library.search(&search("return", "ar"), &[first.clone(), reply(200, SEARCH)])).len(),
            3
        );
        assert_eq!(done(library.search(&search("return", "ar"), &[first, reply(200, empty)])), []);
    }
    // Twice not found means that no Help Center is there.
    let twice = [reply(404, CLOSED), reply(404, CLOSED)];
    assert!(matches!(library.search(&search("return", "ar"), &twice), Err(Error::WrongAddress)));

    for first in [reply(404, NOT_FOUND), reply(400, "{}")] {
        let ask = asked(library.article("360004231", "ar", std::slice::from_ref(&first)));
        assert_eq!(ask.url, "https://shop.zendesk.com/api/v2/help_center/articles/360004231.json");
        assert!(done(library.article("360004231", "ar", &[first.clone(), reply(200, ARTICLE)])).is_some());
        assert_eq!(done(library.article("360004231", "ar", &[first, reply(404, NOT_FOUND)])), None);
    }
}

#[test]
fn an_article_is_read() {
    let article = done(library().article("360004231", "en", &[reply(200, ARTICLE)])).unwrap();
    assert_eq!((article.id.as_str(), article.lang.as_str()), ("desk.360004231", "en-us"));
    assert_eq!(article.title, "How do I return a part?");
    assert_eq!(article.text, "Within 30 days:\n\n• Print the label.\n• Bring it to a shop.\n\nThe label");
    assert_eq!(article.updated, Some(1_788_084_000));
    for (key, value) in
        [("draft", json!(true)), ("user_segment_id", json!(1)), ("user_segment_ids", json!([1]))]
    {
        let mut body: Value = serde_json::from_str(ARTICLE).unwrap();
        body["article"][key] = value;
        let replies = [reply(200, body.to_string()), reply(404, NOT_FOUND)];
        assert_eq!(done(library().article("360004231", "en", &replies)), None, "{key}");
    }
}

#[test]
fn failures_are_named() {
    let library = library();
    for (reply, error) in failures() {
        // The first try in a language may find another address wrong; then the second is asked.
        let replies = [reply.clone(), reply];
        assert_eq!(library.search(&search("x", "en"), &replies).unwrap_err(), error);
        assert_eq!(library.article("1", "en", &replies).unwrap_err(), error);
    }
    assert_eq!(library.article("1", "en", &[reply(403, "{}")]).unwrap_err(), Error::Refused);
    for body in
        [&SEARCH[..SEARCH.len() / 2], CLOSED, "", "null", "[]", "{}", r#"{"results":null,"article":7}"#]
    {
        assert!(is_unreadable(&library.search(&search("x", "en"), &[reply(200, body)])), "{body}");
        assert!(is_unreadable(&library.article("1", "en", &[reply(200, body)])), "{body}");
    }
}
