//! One of a site's systems fails while another answers: what is there is told, and what is missing is named.

use std::time::Duration;

use model::view::View;
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::upstreams;

/// The forum of the site `half`.
const FORUM: &str = "trouble23";

/// A host that is well again is found out by then, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn missing(answer: &Answer) -> Vec<String> {
    let View::Ask(found) = answer.json() else { panic!("{}", answer.text()) };
    found.missing
}

#[test]
fn what_is_incomplete_says_so_and_is_soon_asked_for_again() {
    let ask = |words: &str, seconds| Ask::get("/api/ask?site=half").with("q", words).later(seconds);
    let whole = ask("memory", 0).send();
    assert_eq!(missing(&whole), Vec::<String>::new());
    upstreams::let_go();

    let spoiled = upstreams::mode(FORUM, &json!({ "mode": "status", "status": 500 }));
    let half = ask("boot", 0).send();
    let cache = half.cache();
    assert_eq!((half.status, missing(&half)), (200, vec!["forum".to_owned()]));
    assert!(cache.stored && cache.ttl.is_some_and(|ttl| ttl <= 5), "{cache:?}");
    let again = ask("boot", 6).send();
    assert!(!again.cache().hit && missing(&again) == ["forum"], "{:?}", again.cache());

    // An old answer that is whole is better than a new one that is not.
    for seconds in [600, 620, 7_200, 7_220] {
        let old = ask("memory", seconds).send();
        assert!(old.cache().is_stale(), "{seconds} s: {:?}", old.cache());
        assert_eq!(old.body, whole.body, "{seconds} s");
    }

    drop(spoiled);
    let mut seconds = 6;
    let back = until(PATIENCE, "the forum is back", || {
        seconds += 6;
        Some(ask("boot", seconds).send()).filter(|answer| missing(answer).is_empty())
    });
    assert!(back.body.len() > half.body.len());
}
