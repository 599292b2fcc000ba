//! What staff do, and what it changes.

use std::time::Duration;

use model::problem::{Kind, Problem};
use tests::ask::Ask;
use tests::crowd::until;
use tests::{database, mails};

use super::{Question, Staff, forms, notice, page, path, rows};

const DONE: &str = "Done.";

#[test]
fn every_act_does_what_it_says_and_is_logged() {
    let _clock = mails::together();
    let staff = Staff::enter("Clara");
    let question = Question::new(&[("due", "9999999999999"), ("held", "1")]);
    let clara = "clara@staffed.example";
    for (act, why, column, expect) in [
        ("approve", "", "held", Some(0)),
        ("private", "An order number", "private", Some(1)),
        ("public", "It is gone", "private", Some(0)),
        ("hide", "Not ours", "hidden", Some(1)),
        ("show", "It is", "hidden", Some(0)),
        ("close", "Too long", "closed", Some(1)),
        ("open", "Still open", "closed", Some(0)),
        ("solve", "", "solved", Some(1)),
        ("unsolve", "", "solved", Some(0)),
    ] {
        let shown = page(&question.act(&staff, &[("act", act), ("why", why)]));
        assert_eq!(notice(&shown), DONE, "{act}");
        assert_eq!(question.now(column), expect, "{act}");
        assert_eq!(question.log()[0], (act.to_owned(), clara.to_owned(), why.to_owned()));
        let waits = !matches!(act, "hide" | "close" | "solve");
        assert_eq!(question.now("due").is_some(), waits, "{act}");
        if act == "hide" {
            // What an isolate remembers of the site is a few seconds old at most.
            let gone = || (question.public().status == 404).then_some(());
            until(Duration::from_secs(10), "customers see it no more", gone);
        }
    }
    let log = staff.page("/desk/log");
    let log = rows(&log);
    let entries: Vec<_> = log.iter().filter(|row| row[3].text == question.id.to_string()).collect();
    assert_eq!(entries.len(), 9);
    let told: Vec<_> = entries[5].iter().skip(1).map(|cell| cell.text.as_str()).collect();
    assert_eq!(told, ["Clara", "Hide", &question.id.to_string(), "Not ours"]);
}

#[test]
fn what_takes_something_from_customers_is_said_why() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    for act in ["hide", "private", "close", "merge"] {
        let answer = question.act(&staff, &[("act", act), ("why", " ")]);
        let problem: Problem = answer.json();
        assert_eq!((problem.kind, &*problem.field), (Kind::Invalid, "why"), "{act}");
    }
    for (told, fields) in [
        ("nonsense", &[("act", "nonsense")][..]),
        ("nothing", &[]),
        ("what is so already", &[("act", "show"), ("why", "x")]),
        ("what is not held", &[("act", "approve")]),
        ("a post of another", &[("act", "hide"), ("why", "x"), ("post", "1")]),
        ("a post that is none", &[("act", "hide"), ("why", "x"), ("post", "x'); DROP TABLE posts")]),
        ("to a stranger", &[("act", "assign"), ("to", "eve@evil.example")]),
        ("into nothing", &[("act", "merge"), ("why", "x"), ("into", "0")]),
        ("into itself", &[("act", "merge"), ("why", "x"), ("into", &question.id.to_string())]),
        ("too long a reason", &[("act", "hide"), ("why", &"ä".repeat(501))]),
        ("signs that nobody sees", &[("act", "hide"), ("why", "\u{200b}\u{2060}")]),
        ("a control character", &[("act", "hide"), ("why", "a\u{0}b")]),
    ] {
        let problem: Problem = question.act(&staff, fields).json();
        assert_eq!(problem.kind, Kind::Invalid, "{told}");
    }
    assert_eq!((question.log(), question.now("hidden")), (Vec::new(), Some(0)));
    let missing = staff.post("/desk/thread/999999999", &[("act", "solve")]);
    assert_eq!(missing.json::<Problem>().kind, Kind::NotFound);
}

#[test]
fn a_form_that_failed_says_what_was_wrong_and_loses_nothing() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    let post = question.post("", "An answer", &[]).to_string();
    let long = "ä".repeat(501);
    for (fields, wrong) in [
        (
            &[("act", "merge"), ("into", "abc"), ("why", "The same")][..],
            "Write the number of another question.",
        ),
        (&[("act", "merge"), ("into", "1"), ("why", &long)], "Say why, in at most 500 characters."),
        (&[("act", "close"), ("why", &long)], "Say why, in at most 500 characters."),
        (
            &[("act", "hide"), ("post", &post), ("why", " \u{7} ")],
            "This holds characters that cannot be shown.",
        ),
        (&[("act", "hide"), ("post", &post), ("why", "\u{200b}")], "Say why, in at most 500 characters."),
        (&[("act", "assign"), ("to", "eve@evil.example")], "Please check “Taken by” and send it again."),
    ] {
        let seen = question.now("changed").unwrap_or_default().to_string();
        let sent: Vec<_> = [("seen", seen.as_str())].iter().chain(fields).copied().collect();
        let answer = staff.with(Ask::form(path(&question.place()), &sent));
        assert_eq!(answer.status, 422, "{fields:?}: {}", answer.text());
        let page = answer.page();
        assert!(page.texts("h1").concat().contains(&question.word), "{fields:?}: it is the desk's page");
        let told = page.texts("form [role=alert]");
        assert!(told.len() == 1 && told[0].starts_with(wrong), "{fields:?}: {told:?}");
        // It stands in the form that was sent, of that very post, where it is seen without a press.
        let form = page.one("form:has([role=alert])");
        let all = |name: &str| page.all(&format!("form:has([role=alert]) [name={name}]"));
        for (name, value) in fields {
            let field = all(name);
            assert_eq!(field.len(), 1, "{name}: {}", form.html());
            let kept = match field[0].value().name() {
                "select" => {
                    page.attributes(&format!("form:has([role=alert]) [name={name}] [selected]"), "value")
                }
                _ => field[0].attr("value").into_iter().collect(),
            };
            // Nobody is offered who is not of the desk.
            assert!(kept == [*value] || (*name == "to" && kept.is_empty()), "{name}: {kept:?}");
        }
        assert!(page.all("details:not([open]) [role=alert]").is_empty(), "{fields:?}");
    }
    assert_eq!(question.log(), Vec::new());
    for (place, fields, wrong, typed) in [
        (
            "/desk/person",
            &[("email", "nobody"), ("do", "look")][..],
            "Please check “Their e-mail address” and send it again.",
            "nobody",
        ),
        ("/desk/sign-in", &[("identity", "a.b.c")], "This token is not good", "a.b.c"),
    ] {
        let answer = staff.with(Ask::form(path(place), fields));
        assert_eq!(answer.status, 422, "{place}");
        let page = answer.page();
        assert!(page.one("form [role=alert]").text().collect::<String>().starts_with(wrong), "{place}");
        assert_eq!(
            page.attributes("form:has([role=alert]) input:not([type=hidden])", "value"),
            [typed],
            "{place}"
        );
    }
}

#[test]
fn who_answers_from_the_desk_stays_there() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[("private", "1"), ("due", "9999999999999")]);
    let form = |page: &model::view::DeskPage| {
        let form = forms(page).into_iter().find(|form| form.action.ends_with("/answer")).expect("a form");
        let fields = form.fields.iter().filter(|field| field.kind == "hidden");
        (
            form.action.clone(),
            fields.map(|field| (field.name.clone(), field.value.clone())).collect::<Vec<_>>(),
        )
    };
    let send = |text: &str| {
        let (action, hidden) = form(&staff.page(&question.place()));
        let mut fields: Vec<_> = hidden.iter().map(|(name, value)| (&**name, &**value)).collect();
        fields.push(("text", text));
        staff.with(Ask::form(path(&action), &fields).may_keep())
    };
    let failed = send("What\u{7} fits");
    assert_eq!(failed.status, 422, "{}", failed.text());
    let page = failed.page();
    assert!(page.texts("h1").concat().contains(&question.word));
    assert_eq!(page.texts("form:has([role=alert]) textarea"), ["What\u{7} fits"]);
    let answer = send("The short one.");
    let place = path(&question.place());
    assert_eq!((answer.status, answer.header("location")), (303, Some(&*place)));
    assert!(staff.get(&question.place()).page().told().contains("The short one."));
    assert_eq!(question.log()[0].0, "answer");
}

#[test]
fn the_log_says_to_whom_and_when_it_was_the_customer() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    for to in ["emil@staffed.example", "clara@staffed.example", ""] {
        page(&question.act(&staff, &[("act", "assign"), ("to", to)]));
    }
    let erased = "INSERT INTO acts (site, at, staff, act, thread) VALUES ('staffed', 1, '', 'erase', ?1)";
    database::run(erased, &[&question.id]);
    let shown = staff.page("/desk/log");
    let number = question.id.to_string();
    let told: Vec<[&str; 3]> = rows(&shown)
        .into_iter()
        .filter(|row| row[3].text == number)
        .map(|row| [&*row[1].text, &row[2].text, &row[4].text])
        .collect();
    assert_eq!(
        told,
        [
            ["The customer", "Erase data of a person", ""],
            ["Clara", "Assign: Nobody", ""],
            ["Clara", "Assign: Clara", ""],
            ["Clara", "Assign: Emil", ""],
        ]
    );
}

/// Who comes for the night sees who has what, and takes with one press what nobody has.
#[test]
fn a_question_says_who_has_taken_it_and_is_taken_by_one_press() {
    let clara = Staff::enter("Clara");
    let lina = Staff::enter("Lina");
    let question = Question::new(&[]);
    let told = |staff: &Staff| {
        let page = staff.page(&question.place());
        let forms = forms(&page);
        let fields = |form: &model::view::DeskForm, name: &str| {
            form.fields.iter().find(|field| field.name == name).cloned().unwrap_or_default()
        };
        let select =
            forms.iter().map(|form| fields(form, "to")).find(|to| to.kind == "choice").expect("a select");
        let chosen: Vec<&String> =
            select.choices.iter().filter(|(one, _)| *one == select.value).map(|(_, name)| name).collect();
        assert_eq!(chosen.len(), 1, "{select:?}");
        let take = forms.iter().find(|form| fields(form, "to").kind == "hidden").map(|form| (*form).clone());
        (chosen[0].clone(), take)
    };
    let (who, take) = told(&clara);
    let take = take.expect("a button");
    assert_eq!((&*who, &*take.submit), ("Nobody", "Assign: Clara"));
    let fields: Vec<_> = take.fields.iter().map(|field| (&*field.name, &*field.value)).collect();
    assert_eq!(notice(&page(&clara.post(&question.place(), &fields))), DONE);
    let (who, take) = told(&clara);
    assert_eq!((&*who, take), ("Clara", None));
    let (who, take) = told(&lina);
    assert_eq!((&*who, take.map(|form| form.submit)), ("Clara", Some("Assign: Lina".to_owned())));
    // By a token of the shop an address may be written otherwise than in its settings.
    page(&question.act(&lina, &[("act", "assign"), ("to", "lina@staffed.example")]));
    assert_eq!((told(&clara).0, told(&lina)), ("Lina".to_owned(), ("Lina".to_owned(), None)));
    // Who is of the desk no more has it still.
    question.becomes(&[("assigned", "gone@staffed.example")]);
    assert_eq!(told(&clara).0, "gone@staffed.example");
}

#[test]
fn nobody_undoes_what_somebody_else_did_meanwhile() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    let seen = question.now("changed").unwrap_or_default().to_string();
    let act = |act: &str| {
        let fields = [("act", act), ("why", "A reason"), ("seen", &seen)];
        page(&staff.post(&question.place(), &fields))
    };
    assert_eq!(notice(&act("hide")), DONE);
    let mut kept = 0;
    for late in ["hide", "show", "close", "solve"] {
        let shown = act(late);
        assert!(notice(&shown).contains("meanwhile"), "{late}");
        // Where it can still be done, what was typed is there still.
        let is = |field: &model::view::DeskField| {
            field.name == "act" && field.choices.iter().any(|(act, _)| act == late)
        };
        let forms = forms(&shown);
        let why = forms.iter().find(|form| form.fields.iter().any(is)).map(|form| {
            form.fields
                .iter()
                .map(|field| (&*field.name, &*field.value))
                .filter(|(name, _)| ["act", "why"].contains(name))
        });
        if let Some(typed) = why {
            assert_eq!(typed.collect::<Vec<_>>(), [("act", late), ("why", "A reason")]);
            kept += 1;
        }
    }
    assert!(kept > 0, "none of them was a form with a reason");
    assert_eq!((question.now("hidden"), question.now("closed"), question.log().len()), (Some(1), Some(0), 1));
}

#[test]
fn answers_are_approved_chosen_and_hidden() {
    let _clock = mails::together();
    let staff = Staff::enter("Clara");
    let question = Question::new(&[("due", "9999999999999")]);
    let insert = "INSERT INTO people (site, proof, since) VALUES ('staffed', ?1, 1)";
    let person = database::run(insert, &[&mails::word()]).to_string();
    let first = question.post("", "First", &[("accepted", "1")]);
    let held = question.post("", "Held", &[("held", "1"), ("person", &person)]);
    let act = |act: &str, post: i64, more: &[(&str, &str)]| {
        let post = post.to_string();
        let fields: Vec<_> = [("act", act), ("post", &post)].iter().chain(more).copied().collect();
        let shown = page(&question.act(&staff, &fields));
        assert_eq!(notice(&shown), DONE, "{act}");
        shown
    };
    let column = |post: i64, column: &str| {
        database::value(&format!("SELECT {column} FROM posts WHERE id = ?1"), &[&post])
    };
    let person_is =
        |column: &str| database::value(&format!("SELECT {column} FROM people WHERE id = ?1"), &[&person]);
    act("approve", held, &[]);
    assert_eq!((column(held, "held"), person_is("trusted")), ("0".to_owned(), "1".to_owned()));
    act("accept", held, &[]);
    assert_eq!((column(held, "accepted"), column(first, "accepted")), ("1".to_owned(), "0".to_owned()));
    assert_eq!((question.now("solved"), question.now("due")), (Some(1), None));
    database::run("INSERT INTO flags (post, person, reason, at) VALUES (?1, 1, 'rude', 1)", &[&first]);
    let flags = || database::rows("SELECT post FROM flags WHERE post = ?1", &[&first]).len();
    assert_eq!(flags(), 1);
    act("flags", first, &[]);
    assert_eq!(flags(), 0);
    act("hide", first, &[("why", "An insult")]);
    assert_eq!(column(first, "hidden"), "1");
    // Somebody who knows a topic is named so, and no more.
    let shown = act("champion", held, &[("topic", "setup")]);
    assert_eq!(person_is("champion"), "setup");
    assert!(forms(&shown).iter().any(|form| form.fields.iter().any(|field| field.value == "setup")));
    act("champion", held, &[("topic", "")]);
    assert_eq!(person_is("champion"), "");
    let log: Vec<String> = question.log().into_iter().map(|(act, ..)| act).collect();
    assert_eq!(log, ["champion", "champion", "hide", "flags", "accept", "approve"]);
}

#[test]
fn the_later_of_two_questions_becomes_part_of_the_earlier() {
    let _clock = mails::together();
    let staff = Staff::enter("Clara");
    for shown in ["earlier", "later"] {
        let earlier = Question::new(&[]);
        let answer = earlier.post("", "Because", &[("accepted", "1")]);
        let later = Question::new(&[("due", "9999999999999"), ("urgency", "1")]);
        let also = later.post("", "Me too", &[("accepted", "1")]);
        for (thread, email) in [(&earlier, "a@b.example"), (&later, "a@b.example"), (&later, "c@d.example")] {
            let insert = "INSERT INTO followers (id, site, thread, email, lang, home, at) VALUES (?1, 'staffed', ?2, ?3, 'en', '', 1)";
            database::run(insert, &[&mails::word(), &thread.id, &email]);
        }
        let (one, other) = if shown == "earlier" { (&earlier, &later) } else { (&later, &earlier) };
        let into = other.id.to_string();
        let after = page(&one.act(&staff, &[("act", "merge"), ("into", &into), ("why", "The same")]));
        assert_eq!(notice(&after), DONE);
        assert!(after.title.contains(&earlier.word), "{}", after.title);
        assert_eq!((later.now("merged"), later.now("due")), (Some(earlier.id), None), "{shown}");
        assert_eq!(
            (earlier.now("urgency"), earlier.now("due")),
            (Some(1), Some(9_999_999_999_999)),
            "{shown}"
        );
        let posts = "SELECT id, title, text, accepted FROM posts WHERE thread = ?1 ORDER BY id";
        let posts = database::rows(posts, &[&earlier.id]);
        assert_eq!(posts.len(), 4);
        assert!(
            posts[2][1].is_empty() && posts[2][2].contains(&later.word),
            "its title is not lost: {posts:?}"
        );
        let chosen: Vec<_> = posts.iter().map(|post| post[3].as_str()).collect();
        assert_eq!(chosen, ["0", "1", "0", "0"], "{answer} {also}: {posts:?}");
        let followers = "SELECT email FROM followers WHERE thread = ?1 ORDER BY email";
        let followers = database::rows(followers, &[&earlier.id]).concat();
        assert_eq!(followers, ["a@b.example", "c@d.example"]);
        assert_eq!(one.log()[0].0, "merge");
        // What is part of another takes no more acts of its own.
        let again = one.act(&staff, &[("act", "merge"), ("into", &into), ("why", "x")]);
        assert_eq!(again.json::<Problem>().kind, Kind::Invalid, "{shown}");
    }
    // What is private is told nobody else.
    let (open, private) = (Question::new(&[]), Question::new(&[("private", "1")]));
    for (one, other) in [(&open, &private), (&private, &open)] {
        let into = other.id.to_string();
        let answer = one.act(&staff, &[("act", "merge"), ("into", &into), ("why", "x")]);
        assert_eq!(answer.json::<Problem>().kind, Kind::Invalid);
    }
}
