//! Who hears of what waits: once, at the right step, and no more once they have stopped it.

use std::thread;
use std::time::Duration;

use tests::ask::Ask;
use tests::crowd::until;
use tests::mails::{self, Mail, OFTEN};
use tests::socket::Socket;
use tests::{database, deployment};

use super::{Question, Staff, page, path};

const PATIENCE: Duration = Duration::from_secs(45);
const STILL: Duration = Duration::from_secs(2);
const CLARA: &str = "clara@staffed.example";
const EMIL: &str = "emil@staffed.example";

/// What somebody got about a question.
fn about(question: &Question, to: &str) -> Vec<Mail> {
    mails::sent("mail", to).into_iter().filter(|mail| mail.text.contains(&question.word)).collect()
}

#[track_caller]
fn wait(question: &Question, to: &str, count: usize) -> Vec<Mail> {
    let what = format!("{count} e-mails for {to}");
    let found = until(PATIENCE, &what, || Some(about(question, to)).filter(|mails| mails.len() >= count));
    assert_eq!(found.len(), count, "{found:#?}");
    found
}

/// Runs the schedule, several at the same time.
fn check() {
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| mails::schedule(OFTEN, Duration::ZERO));
        }
    });
}

/// Somebody comes in, so that links know where to lead.
fn staff() -> Staff {
    Staff::enter("Clara")
}

fn untold(question: &Question) {
    database::run("UPDATE posts SET told = 0 WHERE thread = ?1", &[&question.id]);
}

fn follow(question: &Question, email: &str, person: i64) {
    let insert = "INSERT INTO followers (id, site, thread, person, email, lang, home, at) VALUES (?1, 'staffed', ?2, ?3, ?4, 'de', ?5, 1)";
    let id = format!("{:0>32}", mails::word());
    database::run(insert, &[&id, &question.id, &person, &email, &deployment::url()]);
}

#[test]
fn staff_hear_once_of_what_is_theirs() {
    let _clock = mails::together();
    let _staff = staff();
    let private = Question::new(&[("private", "1"), ("step", "1")]);
    let urgent = Question::new(&[("urgency", "2"), ("step", "1")]);
    let open = Question::new(&[]);
    let held = Question::new(&[("held", "1")]);
    for question in [&private, &urgent, &open, &held] {
        untold(question);
    }
    check();
    let mail = wait(&private, CLARA, 1).remove(0);
    assert_eq!(mail.subject, format!("Question {} waits for you", private.id));
    assert!(!mail.text.contains("Does it fit?"), "what is private is at the desk: {}", mail.text);
    assert_eq!(
        mail.headers.get("List-Unsubscribe-Post").map(String::as_str),
        Some("List-Unsubscribe=One-Click")
    );
    let opened = staff().get(&mail.link("/desk/thread/"));
    assert_eq!(opened.status, 200);
    // What comes before everything else is told everybody.
    assert!(wait(&urgent, CLARA, 1)[0].subject.starts_with("Before everything else"));
    wait(&urgent, EMIL, 1);
    assert!(wait(&held, CLARA, 1)[0].subject.contains("approval"));
    thread::sleep(STILL);
    check();
    thread::sleep(STILL);
    for (question, to, count) in
        [(&private, CLARA, 1), (&private, EMIL, 0), (&urgent, EMIL, 1), (&open, CLARA, 0), (&held, EMIL, 0)]
    {
        assert_eq!(about(question, to).len(), count, "{to}");
    }
}

#[test]
fn who_asked_hears_of_answers_until_they_stop_it() {
    let _clock = mails::together();
    let question = Question::new(&[("person", "7")]);
    let word = &question.word;
    let (asker, other) =
        (format!("mail-canary-{word}@example.net"), format!("mail-canary-{word}@example.org"));
    follow(&question, &asker, 7);
    follow(&question, &other, 8);
    let said = "What a stranger wrote";
    question.post("", said, &[("person", "8"), ("told", "0")]);
    check();
    let mail = wait(&question, &asker, 1).remove(0);
    assert!(!mail.text.contains(said), "nobody is sent what strangers write: {}", mail.text);
    assert!(mail.html.contains("<html lang=\"de\""), "{}", mail.html);
    assert_eq!(mail.subject, "Ihre Frage hat eine Antwort");
    assert!(mail.link("/ask/desk.").starts_with(&format!("/ask/desk.{}?", question.id)));
    question.post("", "Use <b>the</b> **short** one.", &[("staff", "1"), ("told", "0")]);
    check();
    let mail = wait(&question, &asker, 2).remove(1);
    // What staff marked is shown so, or left out; what looks like markup is text.
    assert!(mail.text.contains("\n\nUse <b>the</b> short one.\n\n"), "{}", mail.text);
    assert!(mail.html.contains("Use &lt;b&gt;the&lt;/b&gt; <b>short</b> one."), "{}", mail.html);
    // Their own answer was no news to them.
    wait(&question, &other, 1);

    let stop = mail.link("/ask/stop/");
    let page = Ask::get(stop.as_str()).now().page(200);
    assert_eq!(page.all("main form[method=post]").len(), 1);
    // As mail programs do it by themselves.
    let by_itself = || Ask::by("POST", stop.as_str()).now().body("List-Unsubscribe=One-Click");
    for says in ["Es kommen keine solchen E-Mails mehr.", "Diese E-Mails sind schon abbestellt."] {
        let answer = by_itself().header("content-type", "application/x-www-form-urlencoded").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.page().told().contains(says), "{says}: {}", answer.page().told());
    }
    // Whoever follows it later is not asked again.
    let later = Ask::get(stop.as_str()).now().page(200);
    assert!(later.told().contains("schon abbestellt") && later.all("main form[method=post]").is_empty());
    question.post("", "More", &[("staff", "1"), ("told", "0")]);
    check();
    wait(&question, &other, 2);
    assert_eq!(about(&question, &asker).len(), 2);
    for odd in ["x", &"A".repeat(48)] {
        assert_eq!(Ask::get(path(&format!("/ask/stop/{odd}"))).now().send().status, 410);
    }
}

#[test]
fn what_was_made_private_is_told_only_who_asked() {
    let _clock = mails::together();
    let question = Question::new(&[("person", "7"), ("private", "1")]);
    let word = &question.word;
    let (asker, other) =
        (format!("mail-canary-{word}@example.net"), format!("mail-canary-{word}@example.org"));
    follow(&question, &asker, 7);
    follow(&question, &other, 8);
    question.post("", "Your refund is on its way.", &[("staff", "1"), ("told", "0")]);
    check();
    let mail = wait(&question, &asker, 1).remove(0);
    assert!(mail.text.contains("Your refund is on its way."));
    opens_in_any_browser(&question, &mail);
    thread::sleep(STILL);
    assert_eq!(about(&question, &other).len(), 0);
}

/// The link of an e-mail shows a question that is private, and no other, without who it was sent to being known there.
#[track_caller]
fn opens_in_any_browser(question: &Question, mail: &Mail) {
    let link = mail.text.split_whitespace().find(|word| word.contains("&read=")).unwrap();
    let link = link.trim_start_matches(&*deployment::url());
    let (bare, token) = link.split_once("&read=").unwrap();
    assert_eq!(Ask::get(bare).now().send().status, 404);
    for odd in ["", "x", &"A".repeat(48)] {
        let answer = Ask::get(format!("{bare}&read={odd}")).now().send();
        assert_eq!((answer.status, answer.header("set-cookie")), (404, None), "{odd}");
    }
    let answer = Ask::get(link).may_keep().now().send();
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").unwrap();
    assert!(!to.contains(token), "{to}");
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).unwrap();
    let read = |path: &str| Ask::get(path).header("cookie", cookie).now().send();
    let shown = read(to);
    assert_eq!((shown.status, shown.header("cache-control")), (200, Some("no-store")));
    assert!(shown.text().contains("Your refund is on its way."));
    let live = |cookie: &str| Socket::open(&bare.replacen('?', "/live?", 1), &[("cookie", cookie)]).err();
    assert_eq!((live(cookie), live("")), (None, Some(404)), "it stays true there, too");
    let other = Question::new(&[("person", "7"), ("private", "1")]);
    assert_eq!(read(&bare.replace(&question.id.to_string(), &other.id.to_string())).status, 404);
    let late = Ask::get(link).at("2100-01-01T00:00:00Z").send();
    assert_eq!(late.status, 404, "{}", late.text());
}

#[test]
fn an_approved_answer_is_news_only_then() {
    let _clock = mails::together();
    let staff = staff();
    let question = Question::new(&[("person", "7")]);
    let asker = format!("mail-canary-{}@example.net", question.word);
    follow(&question, &asker, 7);
    let post = question.post("", "From a stranger", &[("held", "1"), ("told", "0")]);
    check();
    wait(&question, CLARA, 1);
    assert_eq!(about(&question, &asker).len(), 0);
    page(&question.act(&staff, &[("act", "approve"), ("post", &post.to_string())]));
    wait(&question, &asker, 1);
}

#[test]
fn a_question_that_waits_too_long_goes_up_a_step_at_a_time() {
    let _clock = mails::together();
    let _staff = staff();
    let question = Question::new(&[("due", "1000")]);
    let waits = Question::new(&[("due", "9999999999999")]);
    let note = || staff().get(&format!("/ask/desk.{}", question.id)).page().told();
    assert!(note().contains("If nobody answers by"), "{}", note());
    // The run that moves it on also sends what tells of it: the next comes five minutes later.
    mails::schedule(OFTEN, Duration::ZERO);
    assert_eq!(question.now("step"), Some(1));
    assert!(note().contains("Our staff answer by"), "{}", note());
    let due = question.now("due").expect("it still waits");
    let now = i64::try_from(mails::now()).expect("it is not that late");
    // Sixty minutes, as the site promises; it has no opening hours.
    assert!((now + 59 * 60_000..=now + 60 * 60_000).contains(&due), "{due} {now}");
    assert!(wait(&question, CLARA, 1)[0].subject.contains("longer than promised"));
    assert_eq!(about(&question, EMIL).len(), 0);
    check();
    assert_eq!(question.now("step"), Some(1), "one step for one promise");
    question.becomes(&[("due", "1000")]);
    check();
    wait(&question, EMIL, 1);
    question.becomes(&[("due", "1000")]);
    check();
    thread::sleep(STILL);
    // Nobody is above the experts; the clock goes on.
    assert_eq!((question.now("step"), question.now("due")), (Some(2), Some(1_000)));
    assert_eq!((about(&question, CLARA).len(), about(&question, EMIL).len()), (1, 1));
    assert_eq!((waits.now("step"), about(&waits, CLARA).len()), (Some(0), 0));
    question.becomes(&[("hidden", "1")]);
    database::run("UPDATE threads SET due = NULL WHERE id = ?1", &[&question.id]);
}

#[test]
fn whoever_is_given_a_question_hears_of_it_unless_they_want_none() {
    let _clock = mails::together();
    let staff = staff();
    let given = Question::new(&[]);
    page(&given.act(&staff, &[("act", "assign"), ("to", EMIL)]));
    let mail = wait(&given, EMIL, 1).remove(0);
    let own = Question::new(&[]);
    page(&own.act(&staff, &[("act", "assign"), ("to", CLARA)]));
    let assigned = database::value("SELECT assigned FROM threads WHERE id = ?1", &[&own.id]);
    assert_eq!(assigned, CLARA);
    assert_eq!(about(&own, CLARA).len(), 0, "who takes it knows");
    // The link of staff's e-mails leads to the same page as everybody's; the desk turns them on again.
    let lina = Staff::enter("Lina");
    let on = |staff: &Staff| staff.get("/desk").page().told().contains("You are told by e-mail");
    assert!(on(&lina) && mail.text.contains("/ask/stop/"));
    assert_eq!(lina.post("/desk", &[("alerts", "off")]).status, 200);
    assert!(!on(&lina));
    let unheard = Question::new(&[]);
    page(&unheard.act(&staff, &[("act", "assign"), ("to", "lina@staffed.example")]));
    assert_eq!(lina.post("/desk", &[("alerts", "on")]).status, 200);
    let heard = Question::new(&[]);
    page(&heard.act(&staff, &[("act", "assign"), ("to", "lina@staffed.example")]));
    let stop = wait(&heard, "lina@staffed.example", 1)[0].link("/ask/stop/");
    assert_eq!(about(&unheard, "lina@staffed.example").len(), 0);
    assert!(on(&lina));
    assert_eq!(Ask::form(stop, &[]).now().send().status, 200);
    assert!(!on(&lina));
    assert_eq!(lina.post("/desk", &[("alerts", "on")]).status, 200);
}
