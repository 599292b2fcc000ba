//! Questions to the community and their answers, as browsers send them: asked, answered, voted for, settled.

use std::sync::Barrier;
use std::thread;

use model::problem::{Kind, Problem};
use model::triage::{self, Rules};
use model::view::{AskingPage, PostShown, ThreadPage, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::page::{Page, text};

use crate::identity::{real_now, signed, token};

/// A browser that keeps its key.
#[derive(Clone, Default)]
struct Browser {
    cookie: String,
    /// Its network, `203.0.113.…`.
    address: String,
}

impl Browser {
    fn at(address: &str) -> Self {
        Self { cookie: String::new(), address: address.to_owned() }
    }

    fn with(&self, ask: Ask) -> Ask {
        let ask = ask.now().may_keep().header("cf-connecting-ip", self.address.clone());
        if self.cookie.is_empty() { ask } else { ask.header("cookie", self.cookie.clone()) }
    }

    /// Sends a form, and keeps the key that it is given.
    #[track_caller]
    fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.with(Ask::form(path, fields)).send();
        if let Some(cookie) = answer.header("set-cookie") {
            for part in ["HttpOnly", "Secure", "SameSite=None", "Partitioned", "Path=/"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        }
        answer
    }

    /// Sends a form as the app does; the thread that it is given.
    #[track_caller]
    fn act(&mut self, id: &str, act: &str, fields: &[(&str, &str)]) -> ThreadPage {
        let answer = self.send(&format!("/api/ask/{id}/{act}?site=plugged&lang=en"), fields);
        page(&answer)
    }

    #[track_caller]
    fn refused(&mut self, id: &str, act: &str, fields: &[(&str, &str)], expect: Kind) {
        let answer = self.send(&format!("/api/ask/{id}/{act}?site=plugged&lang=en"), fields);
        let problem: Problem = answer.json();
        assert_eq!(problem.kind, expect, "{act}: {}", answer.text());
    }

    fn read(&self, id: &str) -> Answer {
        self.with(Ask::get(format!("/api/ask/{id}?site=plugged&lang=en"))).send()
    }

    /// Asks, as the app does.
    #[track_caller]
    fn ask(&mut self, site: &str, fields: &[(&str, &str)]) -> ThreadPage {
        let answer = self.send(&format!("/api/ask?site={site}&lang=en"), fields);
        assert_eq!(answer.status, 201, "{}", answer.text());
        page(&answer)
    }
}

#[track_caller]
fn page(answer: &Answer) -> ThreadPage {
    let View::Thread(thread) = answer.json() else { panic!("{}", answer.text()) };
    *thread
}

#[track_caller]
fn asking(answer: &Answer) -> AskingPage {
    let View::Asking(page) = answer.json() else { panic!("{}", answer.text()) };
    page
}

#[track_caller]
fn post<'a>(page: &'a ThreadPage, text: &str) -> &'a PostShown {
    page.posts.iter().find(|post| post.text == text).unwrap_or_else(|| panic!("no {text}: {:?}", page.posts))
}

fn plain<'a>(title: &'a str, text: &'a str) -> [(&'a str, &'a str); 2] {
    [("title", title), ("text", text)]
}

#[test]
fn a_question_is_asked_answered_and_settled_by_plain_forms() {
    let mut ada = Browser::at("203.0.113.201");
    let form = ada.with(Ask::get("/ask/new?site=plugged&lang=en&q=Which+cable")).page(200);
    assert_eq!(form.one("#title").attr("value"), Some("Which cable"));
    assert!(ada.cookie.is_empty(), "who only looks gets no key");

    let fields = [
        ("title", "Which plain cable fits?"),
        ("text", "It has **two** plugs.\n\n- one\n- two"),
        ("name", "Ada"),
    ];
    let asked = ada.send("/ask?site=plugged&lang=en", &fields);
    assert_eq!(asked.status, 303, "{}", asked.text());
    let home = asked.header("location").expect("it leads to the thread").to_owned();
    let id = home.trim_start_matches("/ask/").split('?').next().unwrap_or_default().to_owned();
    assert!(!ada.cookie.is_empty());
    // Sent again it is the same.
    assert_eq!(ada.send("/ask?site=plugged&lang=en", &fields).header("location"), Some(&*home));

    let mut ben = Browser::at("203.0.113.202");
    let answered =
        ben.send(&format!("/ask/{id}/answer?site=plugged&lang=en"), &[("text", "Any with <b>both</b>.")]);
    assert_eq!(answered.status, 303, "{}", answered.text());
    let shown = ben.with(Ask::get(&*home)).page(200);
    assert!(text(shown.one("article:last-of-type .said")).contains("<b>both</b>"), "it is text");
    assert_eq!(text(shown.one("article .said b")), "two");
    assert_eq!(shown.all("article .said li").len(), 2);

    let thread = page(&ada.read(&id));
    assert!(thread.own && !thread.solved);
    let answer = post(&thread, "Any with <b>both</b>.").id.clone();
    let place =
        ada.send(&format!("/ask/{id}/accept?site=plugged&lang=en"), &[("post", &answer), ("on", "1")]);
    assert_eq!(
        place.header("location").and_then(|place| place.split_once('#')),
        Some((&*home, &*format!("p{answer}")))
    );
    assert!(page(&ben.read(&id)).solved);
    let closed = ada.act(&id, "close", &[("on", "1")]);
    assert!(closed.closed && !closed.open);
    ben.refused(&id, "answer", &[("text", "One more.")], Kind::Invalid);
}

#[test]
fn what_nobody_could_read_comes_back_with_what_is_wrong_with_it() {
    let mut ada = Browser::at("203.0.113.229");
    let long = "a".repeat(100_000);
    for (title, text, says) in [
        ("Why\u{7}?", "Because.", "characters that cannot be shown"),
        ("Why?", "Because\u{1b}[2J.", "characters that cannot be shown"),
        ("\u{200b}", "Because.", "one sentence of at most 200 characters"),
        ("Why?", "\u{200b}\u{2060} \u{feff}", "some text of at most 10,000 characters"),
        ("Why?", &long, "some text of at most 10,000 characters"),
    ] {
        let answer = ada.send("/ask?site=plugged&lang=en", &[("title", title), ("text", text)]);
        assert_eq!(answer.status, 422, "{says}: {:.300}", answer.text());
        let page = answer.page();
        let wrong = page.texts("form [role=alert]").concat();
        assert!(wrong.contains(says), "{says}: {wrong}");
        // Nothing typed is lost.
        assert_eq!(page.attributes("form [name=title]", "value"), [title], "{says}");
        assert_eq!(page.texts("form textarea"), [text], "{says}");
    }
    // What is not even read is with who wrote it.
    let longest = "a".repeat(200_000);
    let answer = ada.send("/ask?site=plugged&lang=en", &[("title", "Why?"), ("text", &longest)]);
    let told = answer.page().told();
    assert!(answer.status == 413 && told.contains("10,000 characters. If you go back"), "{told}");
}

#[test]
fn who_did_not_ask_settles_nothing() {
    let (mut ada, mut ben) = (Browser::at("203.0.113.203"), Browser::at("203.0.113.204"));
    let id = ada.ask("plugged", &plain("Whose question is it?", "Mine.")).id;
    let answer = post(&ben.act(&id, "answer", &[("text", "Not yours.")]), "Not yours.").id.clone();
    let question = page(&ada.read(&id)).posts[0].id.clone();
    for (act, fields) in [
        ("accept", &[("post", &*answer)][..]),
        ("close", &[]),
        ("edit", &[("post", &question), ("text", "Theirs."), ("stamp", "0")]),
        ("vote", &[("post", &answer)]),
    ] {
        ben.refused(&id, act, fields, Kind::Forbidden);
    }
    ben.refused(&id, "vote", &[("post", "1")], Kind::Invalid);
    ben.refused(&id, "dance", &[], Kind::UnknownPage);
    // A program without a key is nobody, and may still answer.
    let vote = Ask::post(format!("/api/ask/{id}/vote?site=plugged&lang=en"), &json!({ "post": answer }))
        .now()
        .send();
    assert_eq!(vote.json::<Problem>().kind, Kind::Forbidden);
    let told =
        Ask::post(format!("/api/ask/{id}/answer?site=plugged&lang=en"), &json!({ "text": "By a program." }));
    assert_eq!(told.now().send().status, 200);
}

#[test]
fn of_a_hundred_votes_at_once_each_person_has_one() {
    let (mut ada, mut ben) = (Browser::at("203.0.113.205"), Browser::at("203.0.113.206"));
    let id = ada.ask("plugged", &plain("Who counts the votes?", "All at once.")).id;
    let answer = post(&ben.act(&id, "answer", &[("text", "The database.")]), "The database.").id.clone();
    let vote = |browser: &Browser, on: &str| {
        let fields = [("post", &*answer), ("on", on)];
        browser.with(Ask::form(format!("/api/ask/{id}/vote?site=plugged&lang=en"), &fields)).send().status
    };
    // Fewer than an act's limit lets through at once, from two browsers.
    let mut carl = Browser::at("203.0.113.207");
    carl.act(&id, "flag", &[("post", &answer), ("reason", "wrong")]);
    let barrier = Barrier::new(100);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let one = |number: usize| {
            let browser = if number.is_multiple_of(2) { ada.clone() } else { carl.clone() };
            let (barrier, vote) = (&barrier, &vote);
            scope.spawn(move || {
                barrier.wait();
                vote(&browser, "1")
            })
        };
        let all: Vec<_> = (0..100).map(one).collect();
        all.into_iter().map(|one| one.join().expect("it is answered")).collect()
    });
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    let shown = page(&ada.read(&id));
    assert_eq!((post(&shown, "The database.").likes, post(&shown, "The database.").voted), (2, true));
    vote(&ada, "0");
    vote(&ada, "0");
    assert_eq!(post(&page(&carl.read(&id)), "The database.").likes, 1);
}

#[test]
fn what_looks_private_is_asked_about_and_what_is_stays_so() {
    let mut ada = Browser::at("203.0.113.208");
    let mut fields =
        vec![("title", "Which adapter do I need?"), ("text", "Write to ada.canary@example.com please.")];
    let answer = ada.send("/api/ask?site=plugged&lang=en", &fields);
    let doubt = asking(&answer);
    assert!(doubt.doubt.contains("an e-mail address"), "{}", doubt.doubt);
    assert_eq!(doubt.text, "Write to ada.canary@example.com please.");
    assert!(ada.cookie.is_empty(), "nothing was written");
    // A browser says the same before it is sent.
    let sheet = Ask::get("/ask/sheet.txt?site=plugged&lang=en").send();
    assert_eq!(told(sheet.text(), fields[0].1, fields[1].1), doubt.doubt);
    let html = ada.send("/ask?site=plugged&lang=en", &fields);
    let html = Page::of(html.text());
    assert_eq!(html.all("input[type=radio][name=to]").len(), 2);
    assert_eq!(text(html.one("textarea")), "Write to ada.canary@example.com please.");
    // A program says it in its first try, or is told.
    let body = json!({ "title": fields[0].1, "text": fields[1].1 });
    let told =
        Ask::post("/api/ask?site=plugged&lang=en", &body).header("idempotency-key", "doubt").now().send();
    let problem: Problem = told.json();
    assert_eq!((told.status, &*problem.field), (422, "to"));

    fields.push(("to", "staff"));
    fields.push(("seen", "Cables\n? which cable"));
    let thread = ada.ask("plugged", &fields);
    assert!(thread.private && thread.note.contains("staff"), "{}", thread.note);
    let id = thread.id;
    assert_eq!(page(&ada.read(&id)).posts.len(), 1);
    for other in [
        Browser::at("203.0.113.209"),
        Browser { cookie: format!("deskbell_key={}", "a".repeat(32)), ..ada.clone() },
    ] {
        assert_eq!(other.read(&id).status, 404);
        let answer =
            other.with(Ask::form(format!("/api/ask/{id}/answer?site=plugged"), &[("text", "Hello")])).send();
        assert_eq!(answer.status, 404);
    }
    let found = Ask::get("/api/ask?site=plugged&lang=en").with("q", "canary").now().send();
    assert!(!found.text().contains("ada.canary"), "{}", found.text());
    let sitemap = Ask::get("/sitemap.xml?site=plugged").now().send();
    assert!(!sitemap.text().contains(&id), "{}", sitemap.text());
}

#[test]
fn triage_sends_questions_where_they_belong() {
    for (text, private, held) in [
        ("Which of the two cables is longer?", false, false),
        ("The power supply caught fire and there was smoke everywhere.", true, false),
        ("I want my money back. Refund me, I will sue you, my lawyer is on it.", true, false),
        (
            "Buy cheap followers!!! Earn money fast, casino bonus https://spam.example https://spam2.example",
            false,
            true,
        ),
    ] {
        let mut ada = Browser::at("203.0.113.210");
        let thread = ada.ask("plugged", &plain("A question of triage", text));
        let seen = Ask::get(format!("/api/ask/{}?site=plugged&lang=en", thread.id)).now().send().status;
        assert_eq!(
            (thread.private, seen),
            (private || held, if private || held { 404 } else { 200 }),
            "{text}"
        );
        assert_eq!(thread.note.contains("before others see it"), held, "{text}: {}", thread.note);
    }
}

#[test]
fn an_edit_is_kept_and_nobody_undoes_another() {
    let mut ada = Browser::at("203.0.113.211");
    let thread = ada.ask("plugged", &plain("What do I edit?", "First."));
    let (id, first) = (thread.id, thread.posts[0].clone());
    assert!(first.editable && first.mine);
    let edit = |text: &'static str, stamp: &str| {
        [
            ("post", first.id.clone()),
            ("stamp", stamp.to_owned()),
            ("title", "What did I edit?".to_owned()),
            ("text", text.to_owned()),
        ]
    };
    let of = |fields: &[(&'static str, String)]| {
        fields.iter().map(|(name, value)| (*name, value.clone())).collect::<Vec<_>>()
    };
    let send = |browser: &mut Browser, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.send(&format!("/api/ask/{id}/edit?site=plugged&lang=en"), &fields)
    };
    let after = page(&send(&mut ada, of(&edit("Second.", "0"))));
    assert_eq!((&*after.title, &*after.posts[0].text), ("What did I edit?", "Second."));
    assert!(after.posts[0].when.contains("edited"), "{}", after.posts[0].when);
    let late: Problem = send(&mut ada, of(&edit("Third.", "0"))).json();
    assert_eq!((late.kind, &*late.field), (Kind::Invalid, "text"));
    // The old address leads to the new one.
    let old = Ask::get(format!("/ask/{id}~what-do-i-edit?site=plugged&lang=en")).now().send();
    assert_eq!(
        (old.status, old.header("location")),
        (301, Some(&*format!("/ask/{id}~what-did-i-edit?site=plugged&lang=en")))
    );
}

#[test]
fn nothing_typed_is_lost() {
    let mut ada = Browser::at("203.0.113.212");
    let long = "ä".repeat(10_001);
    for (fields, wrong, status) in [
        (vec![("title", ""), ("text", "Kept.")], "title", 422),
        (vec![("title", "Kept?"), ("text", &*long)], "text", 422),
        (vec![("title", "Kept?"), ("text", "Kept."), ("email", "nowhere")], "email", 422),
        (
            vec![("title", "Kept?"), ("text", "a https://a.example b https://b.example c https://c.example")],
            "",
            422,
        ),
    ] {
        let answer = ada.send("/ask?site=plugged&lang=en", &fields);
        assert_eq!(answer.status, status, "{wrong}");
        let page = Page::of(answer.text());
        assert!(!text(page.one(".wrong")).is_empty());
        if !wrong.is_empty() {
            assert_eq!(page.one("[aria-invalid]").attr("name"), Some(wrong));
        }
        assert_eq!(page.one("#title").attr("value").unwrap_or_default(), fields[0].1);
        assert_eq!(text(page.one("textarea")), fields[1].1);
    }
    let id = ada.ask("plugged", &plain("Is an answer kept?", "Surely.")).id;
    let path = format!("/ask/{id}/answer?site=plugged&lang=en");
    let answer = ada.send(&path, &[("text", "Call me: ben.canary@example.com"), ("name", "Ben")]);
    let page = Page::of(answer.text());
    assert_eq!((answer.status, &*text(page.one("#text"))), (422, "Call me: ben.canary@example.com"));
    assert_eq!(page.one("form[action*=answer] input[name=name]").attr("value"), Some("Ben"));
    assert_eq!(page.all("form[action*=answer] input[name=to]").len(), 1);
}

#[test]
fn strangers_wait_where_the_site_says_so() {
    let mut ada = Browser::at("203.0.113.213");
    let thread = ada.ask("guarded", &plain("May I ask?", "I am new."));
    assert!(thread.private && !thread.note.is_empty() && thread.rules == "Be kind.", "{thread:?}");
    let seen = |browser: &Browser| {
        browser.with(Ask::get(format!("/api/ask/{}?site=guarded", thread.id))).send().status
    };
    assert_eq!((seen(&ada), seen(&Browser::at("203.0.113.214"))), (200, 404));
}

#[test]
fn links_of_who_is_new_are_recommended_to_nobody() {
    let mut ada = Browser::at("203.0.113.215");
    let id = ada
        .ask(
            "plugged",
            &plain("Is this link good?", "See https://cables.example/x and [this](javascript:alert(1))."),
        )
        .id;
    let page = Ask::get(format!("/ask/{id}?site=plugged&lang=en")).now().page(200);
    let link = page.one(".said a");
    assert_eq!(
        (link.attr("href"), link.attr("rel")),
        (Some("https://cables.example/x"), Some("nofollow ugc noopener noreferrer"))
    );
    assert_eq!(page.all(".said a").len(), 1);
}

#[test]
fn search_engines_read_a_question_with_its_answers() {
    let (mut ada, mut ben) = (Browser::at("203.0.113.216"), Browser::at("203.0.113.217"));
    let id = ada.ask("plugged", &plain("How do robots read this?", "By </script> of JSON-LD.")).id;
    // Marks are for pages.
    let text_of = "**Well** enough.";
    let answer = post(&ben.act(&id, "answer", &[("text", text_of)]), text_of).id.clone();
    ada.act(&id, "accept", &[("post", &answer)]);
    let page = Ask::get(format!("/ask/{id}?site=plugged&lang=en")).now().page(200);
    let told: Value =
        serde_json::from_str(&text(page.one("head script[type='application/ld+json']"))).expect("JSON");
    assert_eq!(told["@type"], "QAPage");
    let question = &told["mainEntity"];
    assert_eq!(
        (&question["name"], &question["answerCount"]),
        (&json!("How do robots read this?"), &json!(1))
    );
    assert_eq!(question["acceptedAnswer"]["text"], "Well enough.");
    let canonical = page.one("link[rel=canonical]").attr("href").expect("an address").to_owned();
    assert!(canonical.ends_with(&format!("/ask/{id}~how-do-robots-read-this?site=plugged")), "{canonical}");
    let sitemap = Ask::get("/sitemap.xml?site=plugged").now().send();
    assert_eq!(sitemap.header("content-type"), Some("application/xml"));
    assert!(sitemap.text().contains(&format!("<loc>{canonical}</loc>")), "{}", sitemap.text());
}

#[test]
fn who_is_signed_in_to_the_shop_is_the_same_everywhere() {
    let identity = token("ada.same@example.com", &json!({ "exp": real_now() + 600, "iat": real_now() }));
    let mut here = Browser::at("203.0.113.218");
    let id = here.ask("plugged", &plain("Am I the same?", "Here.")).id;
    // What was asked under a key alone becomes theirs.
    let answer = here.act(&id, "answer", &[("text", "Still me."), ("identity", &identity)]);
    assert!(answer.own && answer.posts.iter().all(|post| post.mine), "{answer:?}");
    let mut there = Browser::at("203.0.113.219");
    let answer = there.act(&id, "answer", &[("text", "And there."), ("identity", &identity)]);
    assert!(answer.own && answer.posts.iter().all(|post| post.mine), "{answer:?}");
    assert!(page(&here.read(&id)).own && page(&there.read(&id)).own);
}

#[test]
fn staff_answer_under_their_name_and_say_what_solved_it() {
    let mut ada = Browser::at("203.0.113.220");
    let thread = ada.ask(
        "lindenhof",
        &[&plain("My case is on fire?", "It caught fire, there is smoke!")[..], &[("to", "staff")]].concat(),
    );
    let id = thread.id;
    let claims = json!({
        "aud": "lindenhof", "exp": real_now() + 600, "email": "mara@lindenhof.example", "name": "Mara Lindner", "role": "staff",
    });
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let staff = signed("identity_fake_of_the_demo_shop_and_long", &header, &claims);
    let mut mara = Browser::at("203.0.113.221");
    let signed_in = mara.with(Ask::form("/desk/sign-in?site=lindenhof", &[("identity", &staff)])).send();
    let cookie = signed_in.header("set-cookie").unwrap_or_else(|| panic!("{}", signed_in.text()));
    mara.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let path = |act: &str| format!("/api/ask/{id}/{act}?site=lindenhof&lang=en");
    let told = page(&mara.send(&path("answer"), &[("text", "Unplug it, and call 112.")]));
    let answer = post(&told, "Unplug it, and call 112.");
    assert_eq!((&*answer.author, answer.staff, &*answer.badge), ("Mara Lindner", true, "Staff"));
    assert!(
        told.own && told.private && !told.note.contains("answer by"),
        "nobody waits any more: {}",
        told.note
    );
    let solved = page(&mara.send(&path("accept"), &[("post", &answer.id)]));
    assert!(solved.solved);
    let seen = ada.with(Ask::get(format!("/api/ask/{id}?site=lindenhof&lang=en"))).send();
    assert_eq!(page(&seen).posts.len(), 2);
}

#[test]
fn whatever_is_typed_is_kept_as_written_and_shown_safely() {
    let tower = format!("Z{}", "\u{337}\u{489}".repeat(40));
    for (text, shown) in [
        (
            "<img src=x onerror=alert(1)> &lt; </textarea><script>",
            "<img src=x onerror=alert(1)> &lt; </textarea><script>",
        ),
        ("turned \u{202e}around\u{2066} here", "turned around here"),
        (&*tower, "Z\u{337}\u{489}\u{337}\u{489}"),
        ("مرحبا 👩‍👩‍👧 中文 ẞ \u{feff}x", "مرحبا 👩‍👩‍👧 中文 ẞ \u{feff}x"),
        ("{value} %00 ${x} \\ ' \" ` ", "{value} %00 ${x} \\ ' \" `"),
    ] {
        let mut ada = Browser::at(&format!("203.0.113.{}", 222 + text.len() % 20));
        let fields = [("title", "What is kept?"), ("text", text), ("to", "everybody")];
        let thread = ada.ask("plugged", &fields);
        assert_eq!(thread.posts[0].text, text.trim());
        let html = ada.with(Ask::get(format!("/ask/{}?site=plugged&lang=en", thread.id))).page(200);
        assert_eq!(text_of(&html), shown);
        assert!(html.all("img[src=x], .said script").is_empty());
    }
    for (text, why) in [
        ("", "10,000 characters"),
        (" \n ", "10,000 characters"),
        ("\u{202e}\u{2066}", "10,000 characters"),
        ("a\0b", "cannot be shown"),
    ] {
        let answer =
            Browser::at("203.0.113.243").send("/api/ask?site=plugged&lang=en", &plain("Refused?", text));
        let problem: Problem = answer.json();
        assert_eq!((problem.kind, &*problem.field), (Kind::Invalid, "text"), "{text:?}");
        assert!(problem.detail.contains(why), "{}", problem.detail);
    }
}

fn text_of(page: &Page) -> String {
    text(page.one(".said")).trim().to_owned()
}

#[test]
fn a_thread_of_another_system_is_read_here_and_answered_there() {
    let page = Ask::get("/ask/discourse.15?site=plugged&lang=en").now().page(200);
    assert!(
        page.all("form").iter().all(|form| form.value().attr("data-live").is_none()),
        "nothing is written here"
    );
    assert!(page.one("main a[target=_blank][href^=http]").value().attr("rel").is_some());
    let sent = Ask::form("/ask/discourse.15/answer?site=plugged", &[("text", "Hello")]).now().send();
    assert_eq!(sent.status, 404);
}

/// What somebody who asks this is told by their browser, as `widget/src/browser/check.js` puts it together.
fn told(sheet: &str, title: &str, text: &str) -> String {
    let lines: Vec<&str> = sheet.splitn(10, '\n').collect();
    let [question, _, kinds @ .., between, packed] = &lines[..] else { panic!("{sheet}") };
    let bits = triage::doubts(title, text, &Rules::unpack(packed), false);
    let found = kinds.iter().enumerate().filter(|(kind, _)| bits >> kind & 1 == 1);
    question.replace("{value}", &found.map(|(_, name)| *name).collect::<Vec<_>>().join(between))
}

#[test]
fn a_sheet_is_of_a_site_and_a_language() {
    let sheet = |query: &str| {
        let sheet = Ask::get(format!("/ask/sheet.txt?{query}")).send();
        assert_eq!((sheet.status, sheet.header("content-type")), (200, Some("text/plain; charset=utf-8")));
        sheet.text().to_owned()
    };
    for (query, expect) in [
        ("site=lindenhof&lang=en", "an order number, an e-mail address"),
        ("site=lindenhof&lang=de", "eine Bestellnummer, eine E-Mail-Adresse"),
        // Its numbers look otherwise.
        ("site=plugged&lang=en", "private: an e-mail address."),
    ] {
        let told = told(&sheet(query), "", "LC-20371, ada@example.com");
        assert!(told.contains(expect), "{query}: {told}");
    }
    assert_eq!(Ask::get("/ask/sheet.txt?site=bare").send().status, 404, "nobody is asked there");
}
