use super::*;
use model::knowledge::HitKind;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use serde_json::{Value, json};
use sources::Statement;
use sources::forum::Forum;
use sources::library::Library;
use sources::query::Search;
use sources::words::indexed;

fn database() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    for migration in [
        include_str!("../../../migrations/0003_knowledge.sql"),
        include_str!("../../../migrations/0008_community.sql"),
        include_str!("../../../migrations/0009_learned.sql"),
    ] {
        database.execute_batch(migration).unwrap();
    }
    database
}

fn article(database: &Connection, [site, id, lang, question, answer, variants]: [&str; 6]) {
    let bigrams = indexed(&[question, variants].join("\n"), answer);
    let sql = "INSERT INTO articles (site, id, lang, question, answer, variants, keywords, bigrams, updated, version) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?7, 1795168800, 'v1')";
    database.execute(sql, [site, id, lang, question, answer, variants, &bigrams]).unwrap();
}

/// As a question is written: a thread and its first post.
fn ask(database: &Connection, site: &str, title: &str, text: &str) -> String {
    database.execute("INSERT INTO threads (site, lang) VALUES (?1, 'en')", [site]).unwrap();
    let thread = database.last_insert_rowid().to_string();
    post(database, &thread, title, text);
    thread
}

fn post(database: &Connection, thread: &str, title: &str, text: &str) {
    let sql = "INSERT INTO posts (thread, title, text, author, at, bigrams) VALUES (?1, ?2, ?3, 'Ada', 1795168800, ?4)";
    database.execute(sql, [thread, title, text, &indexed(title, text)]).unwrap();
}

/// Runs a statement as the edge does: all parameters are texts.
fn rows(database: &Connection, statement: &Statement) -> Reply {
    let mut prepared = database.prepare(statement.sql).unwrap();
    let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
    let mut rows = prepared.query(params_from_iter(&statement.parameters)).unwrap();
    let mut all = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let value = |index| match row.get_ref_unwrap(index) {
            ValueRef::Integer(number) => json!(number),
            ValueRef::Real(number) => json!(number),
            ValueRef::Text(text) => json!(str::from_utf8(text).unwrap()),
            _ => Value::Null,
        };
        all.push(Value::Object(
            names.iter().enumerate().map(|(index, name)| (name.clone(), value(index))).collect(),
        ));
    }
    Reply::Rows(Value::Array(all).to_string().into_bytes())
}

fn run<T: std::fmt::Debug>(database: &Connection, step: impl Fn(&[Reply]) -> Result<Step<T>, Error>) -> T {
    let mut replies = Vec::new();
    loop {
        match step(&replies) {
            Ok(Step::Ask(Ask::Rows(statement))) => replies.push(rows(database, &statement)),
            other => return done(other),
        }
    }
}

fn library(site: &str) -> Library {
    Library::of(site, &source(&json!({ "kind": "builtin" })), &Secrets::default()).unwrap()
}

fn forum(site: &str) -> Forum {
    Forum::of(site, &source(&json!({ "kind": "builtin" })), &Secrets::default()).unwrap()
}

fn search(words: &str, lang: &str) -> Search {
    Search { words: words.to_owned(), lang: lang.to_owned(), limit: 5, ..Search::default() }
}

#[test]
fn what_a_title_says_counts_for_more_in_chinese_too() {
    let database = database();
    for (id, question, answer) in [
        ("pixels", "几个坏点算多？", "五个以上可以退货。"),
        ("phone", "该打哪个电话？", "退货请打这个电话。"),
        (
            "how",
            "怎么退货？",
            "请先联系我们，我们会给您寄送标签，把商品连同原包装一起寄回，收到以后三天之内退款，运费由我们承担。",
        ),
    ] {
        article(&database, ["acme", id, "zh-CN", question, answer, ""]);
    }
    for id in ["a", "b", "c", "d", "e", "f"] {
        article(&database, ["acme", id, "zh-CN", "保修期多久？", "两年。", ""]);
    }
    let found = run(&database, |replies| library("acme").search(&search("退货", "zh-CN"), replies));
    let ids: Vec<&str> = found.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!((ids.len(), ids.first()), (3, Some(&"desk.how")), "{ids:?}");
}

#[test]
fn articles_are_found_by_what_people_type() {
    let database = database();
    for row in [
        [
            "acme",
            "returns",
            "en",
            "How do I return a part?",
            "Within 30 days, with the receipt.",
            "can i send it back",
        ],
        ["acme", "returns", "de", "Wie gebe ich ein Teil zurück?", "Innerhalb von 30 Tagen.", "Umtausch"],
        [
            "acme",
            "warranty",
            "en",
            "How long is the warranty?",
            "Two years by law.",
            "my gpu died\nis it covered",
        ],
        ["acme", "warranty", "zh-CN", "保修期多久？", "两年。", "坏了怎么办"],
        ["acme", "parking", "en", "Where can I park?", "There is a car park in the yard.", ""],
        ["bell", "returns", "en", "How do I return a bell?", "Not at all.", ""],
    ] {
        article(&database, row);
    }
    let library = library("acme");
    for (words, lang, expect) in [
        ("returning parts", "en", &["desk.returns"][..]),
        ("send back", "en", &["desk.returns"]),
        ("gpu", "en", &["desk.warranty"]),
        // What is being typed.
        ("warr", "en", &["desk.warranty"]),
        ("zuruck", "de", &["desk.returns"]),
        ("保修", "zh-CN", &["desk.warranty"]),
        ("修", "zh-CN", &["desk.warranty"]),
        ("多", "en", &["desk.warranty"]),
        ("退货", "zh-CN", &[]),
        ("bell", "en", &[]),
        ("\" OR site : *", "en", &[]),
        ("?", "en", &[]),
    ] {
        let hits = run(&database, |replies| library.search(&search(words, lang), replies));
        let ids: Vec<_> = hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!(ids, expect, "{words}");
        assert!(hits.iter().all(|hit| hit.kind == HitKind::Article && hit.url.is_none()));
    }
    let hits = run(&database, |replies| library.search(&search("30", "de"), replies));
    assert_eq!((hits[0].title.as_str(), hits.len()), ("Wie gebe ich ein Teil zurück?", 1));
    assert_eq!(hits[0].passage, "Innerhalb von 30 Tagen.");

    for (id, lang, expect) in [
        ("returns", "de", Some("de")),
        ("returns", "en", Some("en")),
        ("returns", "ja", Some("en")),
        ("'; DROP TABLE articles; --", "en", None),
    ] {
        let article = run(&database, |replies| library.article(id, lang, replies));
        assert_eq!(article.as_ref().map(|article| article.lang.as_str()), expect, "{id}");
        assert!(
            article
                .is_none_or(|article| article.id == "desk.returns" && article.updated == Some(1_795_168_800))
        );
    }
}

fn learn(database: &Connection, [said, means, expression, hit]: [&str; 4], weight: i32) {
    let sql = "INSERT INTO learned (site, lang, said, means, expression, hit, weight, at) \
               VALUES ('acme', 'en', ?1, ?2, ?3, ?4, ?5, 0)";
    database.execute(sql, (said, means, expression, hit, weight)).unwrap();
}

#[test]
fn what_was_learned_is_found_and_slips_are_forgiven() {
    let database = database();
    for row in [
        ["acme", "warranty", "en", "How long is the warranty?", "Two years by law.", "is it covered"],
        ["acme", "battery", "en", "Is a battery covered?", "Half a year.", ""],
        ["acme", "parking", "en", "Where can I park?", "There is a car park in the yard.", ""],
    ] {
        article(&database, row);
    }
    let thread = ask(&database, "acme", "Loud fan", "After an hour it screams.");
    for (row, weight) in [
        (["guarantee", "warranty", "\"warranty\"", ""], 2),
        (["weak", "warranty", "\"warranty\"", ""], 1),
        (["automobile put", "", "", "desk.parking"], 2),
        (["automobile put", "", "", &format!("desk.{thread}")], 2),
        (["automobile put", "", "", "other.battery"], 2),
    ] {
        learn(&database, row, weight);
    }
    database
        .execute(
            "INSERT INTO learned (site, lang, said, means, expression, weight, at, undone) \
                      VALUES ('acme', 'en', 'pledge', 'warranty', '\"warranty\"', 9, 0, 1)",
            [],
        )
        .unwrap();
    let found = |words: &str| {
        let hits = run(&database, |replies| library("acme").search(&search(words, "en"), replies));
        hits.into_iter().map(|hit| (hit.id, hit.fit.is_none())).collect::<Vec<_>>()
    };
    let one = |id: &str, sure| vec![(id.to_owned(), sure)];
    for (words, expect) in [
        ("guarantee ", one("desk.warranty", true)),
        ("my guarantees", one("desk.warranty", true)),
        ("weak ", vec![]),
        ("pledge ", vec![]),
        ("where do I put my automobile", one("desk.parking", true)),
        ("automobile ", vec![]),
        ("warrenty ", one("desk.warranty", false)),
        ("batery ", one("desk.battery", false)),
        ("xyzzyx ", vec![]),
    ] {
        assert_eq!(found(words), expect, "{words}");
    }
    let hits = run(&database, |replies| forum("acme").search(&search("automobile, put", "en"), replies));
    assert_eq!(hits.iter().map(|hit| &*hit.id).collect::<Vec<_>>(), [format!("desk.{thread}")]);
    // Of the same site alone.
    assert_eq!(run(&database, |replies| library("bell").search(&search("guarantee ", "en"), replies)), []);
}

#[test]
fn how_well_it_fits_is_told_by_how_much_of_the_question_it_answers() {
    let database = database();
    for number in 0..60 {
        let id = number.to_string();
        article(&database, ["acme", &id, "en", &format!("What is part{number} made of?"), "Of steel.", ""]);
    }
    article(
        &database,
        ["acme", "repair", "en", "How do I have a laptop repaired?", "Bring it to us.", "laptop broken"],
    );
    let fits = |words: &str| {
        let hits = run(&database, |replies| library("acme").search(&search(words, "en"), replies));
        hits.first().is_some_and(model::knowledge::Hit::fits)
    };
    for (words, expect) in [
        ("laptop repair ", true),
        ("my laptop is broken ", true),
        ("laptpo repair ", true),
        ("bicycle gears squeak, repair ", false),
        ("nothing of it ", false),
    ] {
        assert_eq!(fits(words), expect, "{words}");
    }
}

#[test]
fn what_most_want_to_know_is_what_helped_most() {
    let database = database();
    for (id, lang) in [("a", "en"), ("b", "en"), ("c", "en"), ("c", "de")] {
        article(&database, ["acme", id, lang, id, "Text.", ""]);
    }
    database.execute_batch(
        "INSERT INTO helpful VALUES ('acme', 'desk.c', 5, 1), ('acme', 'desk.a', 1, 4), ('bell', 'desk.a', 9, 0);
         INSERT INTO article_subjects VALUES ('acme', 'panel:orders', 'b'), ('acme', 'product:p', 'c'), ('bell', 'product:p', 'a')",
    ).unwrap();
    for (about, lang, expect) in [
        (&[][..], "en", &["desk.c", "desk.b", "desk.a"][..]),
        (&[], "de", &["desk.c"]),
        (&["panel:orders"], "en", &["desk.b"]),
        (&["product:shop.p", "product:p"], "en", &["desk.c"]),
        (&["product:none"], "en", &[]),
    ] {
        let about = about.iter().map(|subject| (*subject).to_owned()).collect();
        let search = Search { about, ..search("", lang) };
        let hits = run(&database, |replies| library("acme").search(&search, replies));
        assert_eq!(hits.iter().map(|hit| &*hit.id).collect::<Vec<_>>(), expect, "{lang}");
    }
}

#[test]
fn the_index_follows_the_articles() {
    let database = database();
    article(&database, ["acme", "a", "en", "Where can I park?", "In the yard.", ""]);
    let library = library("acme");
    let count = |words: &str| run(&database, |replies| library.search(&search(words, "en"), replies)).len();
    assert_eq!((count("yard"), count("street")), (1, 0));
    database.execute("UPDATE articles SET answer = 'In the street.'", []).unwrap();
    assert_eq!((count("yard"), count("street")), (0, 1));
    database.execute("DELETE FROM articles", []).unwrap();
    assert_eq!((count("park"), count("street")), (0, 0));
    database.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')", []).unwrap();
}

#[test]
fn threads_are_found_by_questions_and_answers() {
    let database = database();
    let loud = ask(&database, "acme", "Loud fan", "After an hour it screams.");
    post(&database, &loud, "", "Clean it, then lower its curve.");
    let other = ask(&database, "acme", "静音风扇推荐", "求推荐。");
    ask(&database, "bell", "Loud bell", "It rings.");
    let forum = forum("acme");
    let found = |words: &str| {
        let hits = run(&database, |replies| forum.search(&search(words, "en"), replies));
        hits.into_iter().map(|hit| (hit.id, hit.title, hit.solved)).collect::<Vec<_>>()
    };
    let found_loud = |solved| vec![(format!("desk.{loud}"), "Loud fan".to_owned(), solved)];
    for (words, expect) in [
        ("fans", found_loud(false)),
        ("curve", found_loud(false)),
        ("loud fan clean", found_loud(false)),
        ("风扇", vec![(format!("desk.{other}"), "静音风扇推荐".to_owned(), false)]),
        ("bell", vec![]),
    ] {
        assert_eq!(found(words), expect, "{words}");
    }
    database.execute("UPDATE posts SET accepted = 1, likes = 2 WHERE text LIKE 'Clean%'", []).unwrap();
    assert_eq!(found("curve"), found_loud(true));
    database.execute("UPDATE posts SET hidden = 1 WHERE text LIKE 'Clean%'", []).unwrap();
    assert_eq!((found("curve"), found("fan")), (vec![], found_loud(false)));
    for state in ["hidden", "held", "private", "merged"] {
        database.execute(&format!("UPDATE threads SET {state} = 1"), []).unwrap();
        assert_eq!(found("fan"), [], "{state}");
        assert_eq!(run(&database, |replies| forum.thread(&loud, replies)), None, "{state}");
        database
            .execute(
                &format!("UPDATE threads SET {state} = {}", if state == "merged" { "NULL" } else { "0" }),
                [],
            )
            .unwrap();
    }
    database.execute("INSERT INTO post_words (post_words) VALUES ('integrity-check')", []).unwrap();
}

#[test]
fn a_long_thread_has_its_first_posts_and_its_solution() {
    let database = database();
    let id = ask(&database, "acme", "Loud fan", "After an hour.");
    for number in 1..=39 {
        post(&database, &id, "", &format!("Answer {number}"));
    }
    let thread = |site: &str, id: &str| run(&database, |replies| forum(site).thread(id, replies));
    let read = thread("acme", &id).unwrap();
    assert_eq!((read.posts.len(), read.posts_total, read.solved, read.closed), (20, 40, false, false));
    assert_eq!((read.title.as_str(), read.posts[0].text.as_str()), ("Loud fan", "After an hour."));
    database
        .execute("UPDATE posts SET accepted = 1, likes = 3, staff = 1 WHERE text = 'Answer 30'", [])
        .unwrap();
    database.execute("UPDATE posts SET hidden = 1 WHERE text = 'Answer 1'", []).unwrap();
    database.execute("UPDATE threads SET closed = 1", []).unwrap();
    let read = thread("acme", &id).unwrap();
    assert_eq!((read.posts.len(), read.posts_total, read.solved, read.closed), (21, 39, true, true));
    let last = read.posts.last().unwrap();
    assert_eq!((last.text.as_str(), last.accepted, last.staff, last.likes), ("Answer 30", true, true, 3));
    for (site, id) in [("bell", id.as_str()), ("acme", "999"), ("acme", "1 OR 1"), ("acme", "")] {
        assert_eq!(thread(site, id), None, "{site} {id}");
    }
    database.execute("UPDATE posts SET hidden = 1 WHERE title <> ''", []).unwrap();
    assert_eq!(thread("acme", &id), None);
}

#[test]
fn rows_that_are_none_are_told() {
    let (library, forum) = (library("acme"), forum("acme"));
    for odd in [Reply::Rows(b"{}".to_vec()), Reply::Rows(b"[".to_vec()), reply(200, "[]")] {
        let odd = [odd];
        assert!(is_unreadable(&library.search(&search("x", "en"), &odd)));
        assert!(is_unreadable(&library.article("x", "en", &odd)));
        assert!(is_unreadable(&forum.search(&search("x", "en"), &odd)));
        assert!(is_unreadable(&forum.thread("1", &odd)));
    }
}
