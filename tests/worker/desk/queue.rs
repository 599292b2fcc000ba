//! What waits, and in which order.

use tests::ask::Ask;
use tests::{database, mails};

use super::{Question, Staff, path, rows};

const HOUR: i64 = 3_600_000;

/// Milliseconds from now.
fn at(ms: i64) -> String {
    (i64::try_from(mails::now()).expect("it is not that late") + ms).to_string()
}

/// Those of the questions that a part of the queue shows, by their place in the list.
#[track_caller]
fn shown(staff: &Staff, part: &str, questions: &[&Question]) -> Vec<usize> {
    let mut found = Vec::new();
    for from in [0, 50, 100] {
        let page = staff.page(&format!("/desk?show={part}&from={from}"));
        for row in rows(&page) {
            found.extend(questions.iter().position(|one| row[0].text.contains(&one.word)));
        }
    }
    found
}

#[test]
fn what_is_urgent_comes_first_then_what_is_due() {
    let _clock = mails::together();
    let staff = Staff::enter("Clara");
    // At the last step, so that no schedule moves it on.
    let late = Question::new(&[("due", &at(-HOUR)), ("step", "2")]);
    let soon = Question::new(&[("due", &at(HOUR))]);
    let refund = Question::new(&[("due", &at(HOUR)), ("urgency", "1")]);
    let fire = Question::new(&[("due", &at(HOUR)), ("urgency", "2")]);
    let spam = Question::new(&[("held", "1")]);
    let answered = Question::new(&[]);
    let hidden = Question::new(&[("due", &at(HOUR)), ("hidden", "1")]);
    let merged = Question::new(&[("due", &at(HOUR)), ("merged", "1")]);
    let private = Question::new(&[("private", "1"), ("due", &at(2 * HOUR))]);
    let mine = Question::new(&[("assigned", "clara@staffed.example"), ("due", &at(3 * HOUR + HOUR / 2))]);
    let to_approve = Question::new(&[]);
    to_approve.post("", "An answer", &[("held", "1")]);
    let flagged = Question::new(&[]);
    let post = flagged.post("", "An insult", &[]);
    database::run("INSERT INTO flags (post, person, reason, at) VALUES (?1, 1, 'rude', 1)", &[&post]);
    let all = [
        &late,
        &soon,
        &refund,
        &fire,
        &spam,
        &answered,
        &hidden,
        &merged,
        &private,
        &mine,
        &to_approve,
        &flagged,
    ];
    for (part, expect) in [
        ("all", &[3, 2, 0, 1, 8, 9, 4, 10, 11][..]),
        ("late", &[0]),
        ("mine", &[9]),
        ("held", &[4, 10]),
        ("flags", &[11]),
        ("private", &[8]),
        ("cases", &[]),
    ] {
        let found = shown(&staff, part, &all);
        // Those that nothing orders come as they came.
        assert_eq!(found, expect, "{part}");
    }
    let everything = shown(&staff, "done", &all);
    assert!(everything.contains(&5) && everything.contains(&6) && !everything.contains(&7), "{everything:?}");
    // The clock runs against the promise.
    let page = staff.page("/desk");
    let row = |question: &Question| {
        let all = rows(&page);
        let row = all.into_iter().find(|row| row[0].text.contains(&question.word)).expect("it waits");
        row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(row(&late)[2], "was due 1 hour ago");
    assert!(["due in 59 minutes", "due in 60 minutes"].contains(&&*row(&soon)[2]), "{:?}", row(&soon));
    // From far away the instant as well, by whose clock, and how long it is.
    let tokyo = super::page(&staff.with(Ask::get(path("/api/desk")).from_zone("Asia/Tokyo")));
    let cells: Vec<_> = rows(&tokyo).into_iter().flatten().map(|cell| cell.text.clone()).collect();
    let far = |text: &String| text.starts_with("due ") && text.ends_with(" GMT+9 · in 3 hours");
    assert!(cells.iter().any(far), "{cells:?}");
    assert!(row(&fire)[1].starts_with("Before everything else"), "{:?}", row(&fire));
    assert_eq!(row(&mine)[3], "Clara");
    for question in all {
        question.becomes(&[("hidden", "1")]);
    }
}

#[test]
fn reports_about_orders_wait_there_too() {
    let staff = Staff::enter("Clara");
    let word = mails::word().to_uppercase();
    let id = format!("{:0>32}", mails::word());
    let insert = "INSERT INTO cases (id, reference, site, number, kind, text, email, proof, lang, snapshot, at, changed, due) \
                  VALUES (?1, ?2, 'staffed', ?2, 'late', '', 'a@b.example', '1', 'en', '{}', ?3, ?3, ?4)";
    database::run(insert, &[&id, &word, &at(0), &at(-HOUR)]);
    for part in ["all", "cases", "late"] {
        let page = staff.page(&format!("/desk?show={part}"));
        let found = rows(&page).into_iter().find(|row| row[1].text.contains(&word));
        let row = found.unwrap_or_else(|| panic!("{part}"));
        let case = staff.get(&row[0].href);
        assert_eq!(case.status, 200, "{}", case.text());
        assert!(case.page().told().contains(&word));
    }
    database::run("UPDATE cases SET state = 'settled' WHERE id = ?1", &[&id]);
    let page = staff.page("/desk?show=cases");
    assert!(!rows(&page).iter().any(|row| row[1].text.contains(&word)));
}

#[test]
fn a_flag_is_told_in_the_words_that_customers_choose_from() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    let post = question.post("", "An answer", &[]);
    for (person, reason) in ["spam", "rude", "private", "wrong"].iter().enumerate() {
        let insert = "INSERT INTO flags (post, person, reason, at) VALUES (?1, ?2, ?3, ?2)";
        database::run(insert, &[&post, &(person + 1), reason]);
    }
    let told = staff.get(&question.place()).page().told();
    for words in ["Advertising", "Unkind", "Shows something private", "Wrong or dangerous"] {
        assert!(told.contains(&format!("Flagged: {words}")), "{words}: {told}");
    }
}

#[test]
fn staff_read_what_was_written_as_customers_do() {
    let staff = Staff::enter("Clara");
    let question = Question::new(&[]);
    let post = question.post("", "**DHL lost it**\n\n- one\n- two", &[]);
    let version = "INSERT INTO revisions (post, number, title, text, editor, at) VALUES (?1, 1, '', '*Perhaps*', 'Ada', 1)";
    database::run(version, &[&post]);
    let page = staff.get(&question.place()).page();
    assert_eq!(page.texts(".said b"), ["DHL lost it"]);
    assert_eq!(
        (page.texts(".said li"), page.texts(".said i")),
        (vec!["one".to_owned(), "two".to_owned()], vec!["Perhaps".to_owned()])
    );
    assert!(!page.told().contains('*'), "{}", page.told());
}

#[test]
fn nothing_that_somebody_wrote_is_markup() {
    const HOSTILE: &str = "<script>alert(1)</script>\"'&{title}\u{202e}";
    let staff = Staff::enter("Clara");
    let question = Question::new(&[
        ("seen", HOSTILE),
        ("product", HOSTILE),
        ("reasons", r#"[{"kind":"anger","words":["<script>alert(1)</script>"],"score":12}]"#),
        ("private", "1"),
    ]);
    database::run(
        "UPDATE posts SET title = title || ?2, text = ?2 WHERE thread = ?1",
        &[&question.id, &HOSTILE],
    );
    let answer = question.post("", HOSTILE, &[("author", HOSTILE)]);
    database::run("INSERT INTO flags (post, person, reason, at) VALUES (?1, 1, ?2, 1)", &[&answer, &HOSTILE]);
    database::run(
        "INSERT INTO revisions (post, number, title, text, editor, at) VALUES (?1, 1, ?2, ?2, ?2, 1)",
        &[&answer, &HOSTILE],
    );
    let answer = staff.get(&question.place());
    let page = answer.page();
    assert!(page.all("#app script").is_empty() && page.told().contains("<script>alert(1)</script>"));
    // What triage said, in words.
    assert!(page.told().contains("Anger: <script>alert(1)</script> (12)"), "{}", page.told());
}
