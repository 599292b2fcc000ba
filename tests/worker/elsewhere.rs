//! Questions that customers ask in a forum of another system: posted there once, whatever happens on the way.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::data::{Asked, Data};
use model::problem::{Kind, Problem};
use model::view::View;
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::upstreams;

/// While it is held no other test spoils the forum.
fn alone() -> MutexGuard<'static, ()> {
    static FORUM: Mutex<()> = Mutex::new(());
    FORUM.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Every test asks from another address: limits count by it.
fn ask(title: &str, key: &str, address: &str) -> Ask {
    let question = json!({ "title": title, "text": "It hums at 1,200 rpm. Is that normal?", "name": "Ada" });
    let ask = Ask::post("/api/ask?site=asked&lang=en", &question).now();
    ask.header("idempotency-key", key).header("cf-connecting-ip", address)
}

#[track_caller]
fn asked(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text());
    let Data::Asked(Asked { id }) = answer.json() else { panic!("{}", answer.text()) };
    id
}

/// How many topics of this title the forum was asked to make.
fn made(title: &str) -> usize {
    let posts = |asked: &&upstreams::Asked| {
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        asked.method == "POST" && body["title"] == title
    };
    upstreams::log("forum").requests.iter().filter(posts).count()
}

#[test]
fn a_question_is_posted_once_and_can_be_read_at_once() {
    let _alone = alone();
    let title = "Does the cooler hum, too?";
    let id = asked(&ask(title, "elsewhere-1", "192.0.2.81").send());
    assert!(id.starts_with("forum."), "{id}");
    assert_eq!(asked(&ask(title, "elsewhere-1", "192.0.2.81").send()), id);
    assert_eq!(made(title), 1);
    let thread = Ask::get(format!("/api/ask/{id}?site=asked&lang=en")).now().send();
    assert!(thread.status == 200 && thread.text().contains("1,200 rpm"), "{}", thread.text());
    let reused: Problem = ask("Another cooler that hums", "elsewhere-1", "192.0.2.81").send().json();
    assert_eq!(reused.kind, Kind::KeyReused);
}

#[test]
fn what_the_forums_rules_refuse_is_told_and_can_be_sent_better() {
    let _alone = alone();
    let short: Problem = ask("Hum", "elsewhere-2", "192.0.2.82").send().json();
    assert_eq!((short.kind, &*short.field), (Kind::Invalid, "text"));
    assert!(short.detail.contains("a whole sentence"), "{short:?}");
    asked(&ask("Hum of the cooler at night", "elsewhere-2", "192.0.2.82").send());
}

/// Staff answer a ticket by e-mail: without an address nobody would ever hear of it.
#[test]
fn a_question_to_staff_elsewhere_needs_an_address() {
    let question = |email: &str| json!({ "title": "My invoice", "text": "Please send it again.", "to": "staff", "email": email });
    let send = |email: &str| {
        let ask = Ask::post("/api/ask?site=asked&lang=en", &question(email)).now();
        ask.header("idempotency-key", "elsewhere-5").header("cf-connecting-ip", "192.0.2.85").send()
    };
    let problem: Problem = send("").json();
    assert_eq!((problem.kind, &*problem.field), (Kind::Invalid, "email"), "{problem:?}");
    assert!(problem.detail.contains("by e-mail"), "{problem:?}");
    assert_eq!(asked(&send("ada@example.com")), "", "nobody reads it here");
    let fields =
        [("title", "My other invoice"), ("text", "Send it."), ("to", "staff"), ("email", "ada@example.com")];
    let form = Ask::form("/ask?site=asked&lang=en", &fields).header("cf-connecting-ip", "192.0.2.86");
    let told = form.now().page(200).told();
    assert!(told.contains("My other invoice") && told.contains("They answer by e-mail"), "{told}");
}

/// An address that is asked for afterwards is not called optional before.
#[test]
fn the_form_says_when_an_address_is_needed() {
    for (site, label, required) in [
        ("plugged&lang=en", "E-mail for the answer (optional)", false),
        ("asked&lang=en", "E-mail for the answer (needed to ask our staff privately)", false),
        ("ticketed&lang=en", "E-mail for the answer", true),
        ("ticketed&lang=ja", "回答を受け取るメールアドレス", true),
    ] {
        let form = Ask::get(format!("/ask/new?site={site}")).now().page(200);
        assert_eq!(form.texts("label[for=email]"), [label], "{site}");
        assert_eq!(form.one("#email").attr("required").is_some(), required, "{site}");
        assert!(
            form.one("#title").attr("required").is_some() && form.one("#name").attr("required").is_none()
        );
    }
}

#[test]
fn a_question_whose_answer_was_lost_is_not_posted_twice() {
    let _alone = alone();
    let title = "Does the light flicker, too?";
    {
        let _spoiled = upstreams::mode("forum", &json!({ "mode": "lose" }));
        let lost: Problem = ask(title, "elsewhere-3", "192.0.2.83").may_fail().send().json();
        assert_eq!(lost.kind, Kind::SourceUnavailable);
        // Who has no script is told so on the form, which keeps what was typed.
        let fields = [("title", "Does the lamp hum, too?"), ("text", "It hums at 50 Hz. Is that normal?")];
        let form = Ask::form("/ask?site=asked&lang=en", &fields).header("cf-connecting-ip", "192.0.2.87");
        let form = form.now().may_fail().page(503);
        let told = form.texts("main [role=alert]").concat();
        assert!(told.contains("could not be sent") && told.contains("Your text is still here"), "{told}");
        assert_eq!(form.texts("main textarea"), [fields[1].1]);
    }
    assert_eq!(made(title), 1, "a write is not tried again");
    let id = tests::crowd::until(Duration::from_mins(1), "the forum is asked again", || {
        let answer = ask(title, "elsewhere-3", "192.0.2.83").may_fail().send();
        (answer.status == 201).then(|| asked(&answer))
    });
    assert!(id.starts_with("forum.") && made(title) == 1, "{id}");
    let found = Ask::get("/api/ask?site=asked&lang=en").with("q", "flicker").now().send();
    let View::Ask(page) = found.json() else { panic!("{}", found.text()) };
    let ids: Vec<&str> = page.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, [id.as_str()], "{}", found.text());
}

#[test]
fn the_pages_lead_there_and_back_without_script() {
    let _alone = alone();
    let search = Ask::get("/ask?site=asked&lang=en&q=zzzunheardof").now().page(200);
    let leads = search.attributes("main a", "href");
    assert!(leads.iter().any(|href| href.starts_with("/ask/new?")), "{leads:?}");
    let form = Ask::get("/ask/new?site=asked&lang=en").now().page(200);
    assert!(form.told().contains("Other answers are read in the community"), "{}", form.told());
    let action = form.one("main form[method=post]").attr("action").unwrap_or_default().to_owned();
    let title = "Does the fan hum without script?";
    let fields = [("title", title), ("text", "It hums at 900 rpm. Is that normal?"), ("name", "Ada")];
    for _ in 0..2 {
        let answer = Ask::form(&action, &fields).header("cf-connecting-ip", "192.0.2.84").now().send();
        assert_eq!(answer.status, 303, "{}", answer.text());
        let to = answer.header("location").unwrap_or_default();
        assert!(to.starts_with("/ask/forum."), "{to}");
        assert!(Ask::get(to).now().page(200).told().contains("900 rpm"));
    }
    assert_eq!(made(title), 1, "the same form again is the same question");
}
