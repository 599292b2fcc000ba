//! What is kept of a person can be taken along, and erased: nothing of it is left in any table.

use std::time::SystemTime;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::ask::{Answer, Ask};
use tests::database::{insert, number, places, run};
use tests::mails;

use crate::identity;

/// Somebody who writes.
pub(crate) struct Person {
    pub(crate) id: i64,
    key: String,
}

impl Person {
    /// As their browser sends it.
    pub(crate) fn cookie(&self) -> String {
        format!("deskbell_key={}", self.key)
    }
}

/// Letters that stand nowhere else.
fn word() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("it is after 1970").as_nanos();
    let digits = format!("{now}{}", COUNT.fetch_add(1, Ordering::SeqCst));
    // From the end: indices write the beginning of neighbouring words but once.
    digits.bytes().rev().map(|b| char::from(b - b'0' + b'a')).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

/// Somebody new, whose browser has a key.
pub(crate) fn person(site: &str) -> Person {
    // As long as those that are given out.
    let key = word() + &word();
    let proof = format!("key:{}", hex(&Sha256::digest(&key)));
    let sql = "INSERT INTO people (site, proof, name, since) VALUES (?1, ?2, '', 1)";
    Person { id: insert(sql, &json!([site, proof])), key }
}

/// A question of theirs.
pub(crate) fn question(site: &str, person: &Person, title: &str) -> i64 {
    let sql = "INSERT INTO threads (site, lang, person, asked) VALUES (?1, 'en', ?2, 1)";
    let thread = insert(sql, &json!([site, person.id]));
    post(thread, person, title, title);
    thread
}

/// An answer of theirs.
pub(crate) fn answer(thread: i64, person: &Person, text: &str) {
    post(thread, person, "", text);
}

fn post(thread: i64, person: &Person, title: &str, text: &str) -> i64 {
    let sql = "INSERT INTO posts (thread, title, text, author, at, bigrams, person) VALUES (?1, ?2, ?3, 'Nobody', 1, '', ?4)";
    insert(sql, &json!([thread, title, text, person.id]))
}

/// A site with the two who write there, and what one of them leaves all over it.
struct Planted {
    site: &'static str,
    ada: Person,
    ben: Person,
    /// What is theirs has this in it.
    canary: String,
    email: String,
    /// A thread that others read, too.
    shared: i64,
    /// An e-mail that has nothing to do with them, but for a word that anybody may have said.
    others: String,
}

/// Leaves a canary wherever a person leaves anything.
fn planted(site: &'static str) -> Planted {
    let canary = word();
    let email = format!("{canary}@example.com");
    let (ada, ben) = (person(site), person(site));
    let run = |sql: &str, values: Value| insert(sql, &values);
    run("UPDATE people SET name = ?1 WHERE id = ?2", json!([canary, ada.id]));

    // A question with an answer that quotes and names her; and her answer to one of his, which solved it.
    let shared = question(site, &ada, &format!("Why {canary} hums"));
    run("UPDATE posts SET author = ?1 WHERE person = ?2", json!([canary, ada.id]));
    run("UPDATE threads SET seen = ?1, reasons = ?1, route = ?1 WHERE id = ?2", json!([canary, shared]));
    let quoting = format!("> Why {canary} hums\n\n@{canary}: oil it.");
    let quote = post(shared, &ben, "", &quoting);
    run(
        "INSERT INTO revisions VALUES (?1, 1, '', ?2, NULL, 'Ben', 1)",
        json!([quote, format!("> Why {canary} hums\nOil.")]),
    );
    let his = question(site, &ben, "Why it creaks");
    let answer = post(his, &ada, "", &format!("{canary} creaks"));
    run("UPDATE posts SET accepted = 1 WHERE id = ?1", json!([answer]));
    run("INSERT INTO revisions VALUES (?1, 1, '', ?2, ?3, ?2, 1)", json!([answer, canary, ada.id]));
    run("INSERT INTO revisions VALUES (?1, 2, '', 'He said', ?2, ?3, 1)", json!([quote, ada.id, canary]));
    // What anybody may have said.
    post(his, &ada, "", "Yes");
    // One that nobody answered, and one between her and staff.
    question(site, &ada, &format!("{canary} alone"));
    let private = question(site, &ada, &format!("{canary} in private"));
    run("UPDATE threads SET private = 1 WHERE id = ?1", json!([private]));
    let staff =
        "INSERT INTO posts (thread, text, author, at, bigrams, staff) VALUES (?1, ?2, 'Staff', 1, '', 1)";
    run(staff, json!([private, format!("Dear {canary}")]));

    run("INSERT INTO votes VALUES (?1, ?2, 1)", json!([quote, ada.id]));
    run("UPDATE posts SET likes = 3 WHERE id = ?1", json!([quote]));
    run("INSERT INTO flags VALUES (?1, ?2, ?3, 1)", json!([quote, ada.id, canary]));
    run("INSERT INTO flags VALUES (?1, ?2, ?3, 1)", json!([answer, ben.id, canary]));
    let follower = "INSERT INTO followers VALUES (?1, ?2, ?3, ?4, ?5, 'en', 'https://help.example', 1)";
    run(follower, json!([word(), site, his, ada.id, email.to_uppercase()]));
    let act = "INSERT INTO acts (site, at, staff, act, thread, why) VALUES (?1, 1, 'staff@example.com', 'hide', ?2, ?3)";
    run(act, json!([site, shared, canary]));

    // What the Orders panel keeps.
    run(
        "INSERT INTO watches VALUES (?1, ?2, '7001', ?3, 1, '10829', 'en', 'https://help.example', '[]', '[]', 1, 9e15, 9e15)",
        json!([word(), site, email]),
    );
    for proof in ["10829", &email] {
        run("INSERT INTO order_links VALUES (?1, ?2, '7001', ?3, 9e15)", json!([word(), site, proof]));
    }
    let case = "INSERT INTO cases (id, reference, site, number, kind, text, email, proof, lang, state, answer, snapshot, at, changed) \
                VALUES (?1, ?1, ?2, '7001', 'late', ?3, ?4, '10829', 'en', 'new', ?3, ?5, 9e15, 9e15)";
    run(case, json!([word(), site, canary, email, json!({ "number": canary }).to_string()]));
    let wait = |id: &str, mail: Value| {
        let sql = "INSERT INTO mails (id, site, json, next, until) VALUES (?1, ?2, ?3, 9e15, 9e15)";
        run(sql, json!([id, site, mail.to_string()]));
    };
    wait(&word(), json!({ "to": email, "subject": "Yours", "text": canary }));
    wait(
        &word(),
        json!({ "to": "staff@example.com", "subject": format!("New: Why {canary} hums"), "text": "…" }),
    );
    wait(
        &word(),
        json!({ "to": "staff@example.com", "subject": "New", "text": format!("> {canary} creaks") }),
    );
    let others = word();
    wait(&others, json!({ "to": "staff@example.com", "subject": "Yes", "text": "Yes, it has left." }));
    let keyed = |purpose: &str, about: &str| mails::key(&[purpose, site, about]);
    for (owner, subject) in
        [(keyed("known order, owner", &email), ""), (String::new(), &*keyed("known order, subject", "7001"))]
    {
        run(
            "INSERT INTO known_orders VALUES (?1, ?2, 9e15, ?3, ?4)",
            json!([word(), canary, owner, subject]),
        );
    }
    Planted { site, ada, ben, canary, email, shared, others }
}

impl Planted {
    /// Asks for what is kept of whose browser this is.
    fn me(&self, cookie: &str, body: &Value) -> Answer {
        let ask = Ask::post("/api/ask/me", body).with("site", self.site).with("lang", "en").now();
        ask.header("cookie", cookie).may_keep().send()
    }

    /// Asks as staff.
    fn person(&self, body: &Value) -> Answer {
        let claims = json!({ "role": "staff", "name": "Grace", "exp": identity::real_now() + 600, "iat": 0 });
        let token = identity::token("grace@example.com", &claims);
        let signed = Ask::form("/desk/sign-in", &[("identity", &token)]).with("site", self.site).now();
        let signed = signed.may_keep().send();
        assert_eq!(signed.status, 303, "{}", signed.text());
        let cookie =
            signed.header("set-cookie").and_then(|cookie| cookie.split(';').next()).unwrap_or_default();
        let ask = Ask::post("/api/desk/person", body).with("site", self.site).with("lang", "en").now();
        ask.header("cookie", cookie.to_owned()).send()
    }
}

/// What an export has of each part.
fn parts(answer: &Answer) -> Vec<(String, usize)> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.header("content-disposition").is_some_and(|how| how.starts_with("attachment")));
    let kept: serde_json::Map<String, Value> = answer.json();
    kept.into_iter().map(|(name, part)| (name, part.as_array().map_or(0, Vec::len))).collect()
}

fn named(parts: &[(&str, usize)]) -> Vec<(String, usize)> {
    parts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn staff_take_along_and_erase_everything_of_somebody_and_no_table_has_any_of_it() {
    let planted = planted("plugged");
    let about = |act: &str, sure: &str| json!({ "email": planted.email, "do": act, "sure": sure });
    let expect = named(&[
        ("cases", 1),
        ("flags", 1),
        ("followed", 1),
        ("mails", 1),
        ("orders", 2),
        ("people", 1),
        ("posts", 5),
        ("questions", 3),
        ("revisions", 2),
        ("votes", 1),
        ("watches", 1),
    ]);
    assert_eq!(parts(&planted.person(&about("export", ""))), expect);
    // Nobody is erased who is not meant: without the tick, or of another address.
    assert_eq!(planted.person(&about("erase", "")).status, 200);
    let other = json!({ "email": "nobody@example.com", "do": "erase", "sure": "1" });
    assert_eq!(planted.person(&other).status, 200);
    assert!(places(&planted.canary[2..]).len() > 15, "everything is still there");

    let acts = number("SELECT count(*) FROM acts WHERE act = 'erase' AND staff = 'grace@example.com'");
    let erased = planted.person(&about("erase", "1"));
    assert_eq!(
        (erased.status, erased.text().contains("Everything is erased.")),
        (200, true),
        "{}",
        erased.text()
    );
    assert_eq!(places(&planted.canary[2..]), Vec::<String>::new());
    assert!(parts(&planted.person(&about("export", ""))).iter().all(|(_, count)| *count == 0));
    // Who did it is known, to whom is not.
    let logged = "SELECT count(*) FROM acts WHERE act = 'erase' AND staff = 'grace@example.com' AND thread IS NULL AND why = ''";
    assert_eq!(number(logged), acts + 1);
}

#[test]
fn what_others_wrote_stays_and_can_be_read() {
    let planted = planted("plugged");
    let path = format!("/api/ask/desk.{}?site=plugged", planted.shared);
    assert!(Ask::get(&path).now().send().text().contains(&planted.canary));
    // Why staff did something to what he wrote, or merged; and why they did to what she wrote, or with her name.
    let his = "SELECT id FROM posts WHERE person = ";
    let his = number(&format!("{his}{} AND thread = {}", planted.ben.id, planted.shared));
    let act = |what: &str, post: Option<i64>, why: &str| {
        let sql = "INSERT INTO acts (site, at, staff, act, thread, post, why) VALUES ('plugged', 1, 'staff@example.com', ?1, ?2, nullif(?3, 'null'), ?4)";
        insert(sql, &json!([what, planted.shared, post, why]))
    };
    let kept = [
        act("hide", Some(his), "An insult"),
        act("merge", None, "The same"),
        act("assign", None, "grace@example.com"),
    ];
    let gone =
        [act("hide", None, "Spam"), act("hide", Some(his), &format!("It is about {}", planted.canary))];
    let erased = planted.me(&planted.ada.cookie(), &json!({ "do": "erase", "sure": "1" }));
    assert_eq!(erased.status, 200, "{}", erased.text());
    let forgotten = erased.header("set-cookie").unwrap_or_default();
    assert!(forgotten.starts_with("deskbell_key=;") && forgotten.contains("Max-Age=0"), "{forgotten}");
    let read = tests::crowd::until(std::time::Duration::from_secs(15), "the thread is purged", || {
        let answer = Ask::get(&path).now().send();
        (!answer.text().contains(&planted.canary)).then_some(answer)
    });
    assert_eq!(read.status, 200, "{}", read.text());
    for text in ["Removed at its author", "oil it."] {
        assert!(read.text().contains(text), "{text}: {}", read.text());
    }
    // Whoever reads it, in their language, as its title as well.
    let page = Ask::get(format!("/ask/desk.{}?site=plugged&lang=de", planted.shared)).now();
    let page = page.header("cookie", planted.ben.cookie()).page(200);
    let words = "Auf Wunsch der Verfasserin oder des Verfassers entfernt.";
    assert_eq!(page.texts("h1"), [words]);
    assert!(page.texts(".said").iter().any(|said| said == words) && !page.told().contains("Removed at"));
    for (acts, expect) in [(&kept[..], 0), (&gone[..], 1)] {
        for id in acts {
            assert_eq!(number(&format!("SELECT why = '' FROM acts WHERE id = {id}")), expect, "{id}");
        }
    }
    let ben = planted.ben.id;
    assert_eq!(number(&format!("SELECT count(*) FROM posts WHERE person = {ben}")), 2);
    assert_eq!(number(&format!("SELECT likes FROM posts WHERE person = {ben} AND title = ''")), 2);
    let solved = "SELECT count(*) FROM posts p JOIN threads t ON t.id = p.thread WHERE p.accepted AND t.id = p.thread \
                  AND p.text LIKE 'Removed at%'";
    assert_eq!(number(solved), 0, "what is gone solves nothing");
    let waiting = format!("SELECT count(*) FROM mails WHERE id = '{}'", planted.others);
    assert_eq!(number(&waiting), 1, "what is not hers is sent");
    // A search finds neither what was there nor the words that stand for it under that name.
    let found = Ask::get("/api/ask?site=plugged&lang=en").with("q", &planted.canary).now().send();
    assert!(!found.text().contains("\"id\":\"desk."), "{}", found.text());
}

#[test]
fn a_browsers_key_is_for_what_was_written_with_it() {
    let planted = planted("plugged");
    let export = json!({ "do": "export" });
    let own = parts(&planted.me(&planted.ada.cookie(), &export));
    // Her e-mail address is not proved by it.
    for (part, count) in
        [("posts", 5), ("questions", 3), ("followed", 1), ("cases", 0), ("watches", 0), ("orders", 0)]
    {
        assert!(own.contains(&(part.to_owned(), count)), "{part}: {own:?}");
    }
    for cookie in ["", "deskbell_key=", "deskbell_key=guess", "other=1"] {
        let none = parts(&planted.me(cookie, &export));
        assert!(none.iter().all(|(_, count)| *count == 0), "{cookie}: {none:?}");
    }
    // Whom the shop names gets what is under that address, and no writings of whoever left it with a question.
    let identity = identity::token(&planted.email, &json!({ "exp": identity::real_now() + 600, "iat": 0 }));
    let named = parts(&planted.me("", &json!({ "do": "export", "identity": identity })));
    for (part, count) in
        [("posts", 0), ("followed", 1), ("cases", 1), ("watches", 1), ("orders", 2), ("mails", 1)]
    {
        assert!(named.contains(&(part.to_owned(), count)), "{part}: {named:?}");
    }
}

#[test]
fn nobody_else_may_look_or_erase() {
    let about = json!({ "email": "ada@example.com", "do": "export" });
    let staff = Ask::post("/api/desk/person?site=plugged", &about).now().send();
    assert_eq!(staff.status, 403, "{}", staff.text());
    let page = Ask::get("/ask/me?site=plugged&lang=en").now().send();
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    let elsewhere = Ask::form("/ask/me?site=plugged", &[("do", "erase"), ("sure", "1")]).now();
    let evil = Ask::post("/api/ask/me?site=plugged", &json!({ "do": "erase", "sure": "1" }));
    let evil = evil.now().header("origin", "https://evil.example").send();
    assert_eq!(evil.status, 403, "{}", evil.text());
    assert_eq!(elsewhere.may_keep().send().status, 200, "who has nothing erases nothing");
    let forged =
        Ask::post("/api/ask/me?site=plugged", &json!({ "do": "export", "identity": "a.b.c" })).now().send();
    assert_eq!(forged.status, 403, "{}", forged.text());
}

#[test]
fn its_forms_keep_the_language_and_grow_no_address() {
    let planted = planted("plugged");
    let address = "/ask/me?site=plugged&lang=de";
    let page = Ask::get(address).now().header("cookie", planted.ada.cookie()).page(200);
    let actions: Vec<_> = page.all("main form[method=post]").iter().map(|form| form.attr("action")).collect();
    assert_eq!(actions, [Some(address), Some(address)]);
    // Who has not ticked that they are sure is told so in their language, by a page whose forms lead there again.
    let form = Ask::form(address, &[("do", "erase")]).now().header("cookie", planted.ada.cookie());
    let again = form.page(200);
    assert_eq!(again.one("html").attr("lang"), Some("de"));
    assert_eq!(again.all("main form[method=post]")[0].attr("action"), Some(address));
}

#[test]
fn who_knows_a_topic_is_shown_its_questions() {
    let (grace, ada) = (person("staffed"), person("staffed"));
    run("UPDATE people SET champion = 'other setup' WHERE id = ?1", &[&grace.id]);
    let asked = |title: &str, person: &Person, set: &str| {
        let thread = question("staffed", person, title);
        run("UPDATE threads SET route = ?2 WHERE id = ?1", &[&thread, &r#"{"champions":"setup"}"#]);
        if !set.is_empty() {
            run(&format!("UPDATE threads SET {set} WHERE id = ?1"), &[&thread]);
        }
        thread
    };
    let open = asked("How is it put up", &ada, "");
    answer(open, &ada, "I have read the manual");
    asked("Is it solved", &ada, "solved = 1");
    asked("Is it private", &ada, "private = 1");
    asked("Is it held", &ada, "held = 1");
    asked("Is it mine", &grace, "");
    asked("Is it of another topic", &ada, "route = '{\"champions\":\"set\"}'");
    asked("Is it everybody's", &ada, "route = '\"everyone\"'");
    asked("Was it imported", &ada, "route = ''");
    let shown = |person: &Person| {
        let page = Ask::get("/ask/me?site=staffed&lang=en").now().header("cookie", person.cookie()).page(200);
        let addresses = page.attributes("main table a", "href").into_iter().map(str::to_owned);
        page.texts("main table a").into_iter().zip(addresses).collect::<Vec<_>>()
    };
    let address = format!("/ask/desk.{open}?site=staffed&lang=en");
    assert_eq!(shown(&grace), [("How is it put up".to_owned(), address)]);
    assert_eq!(shown(&ada), [], "who knows no topic");
}

#[test]
fn who_has_given_no_name_is_told_of_none() {
    let ada = person("plugged");
    question("plugged", &ada, "Which way round?");
    let told = || {
        let page = Ask::get("/ask/me?site=plugged&lang=en").now().header("cookie", ada.cookie()).page(200);
        page.texts("main table tbody tr")
    };
    let names = |rows: &[String]| rows.iter().filter(|row| row.contains("Names")).count();
    let nameless = told();
    assert!(!nameless.is_empty() && names(&nameless) == 0, "{nameless:?}");
    insert("UPDATE people SET name = 'Ada' WHERE id = ?1", &json!([ada.id]));
    assert_eq!(names(&told()), 1);
}
