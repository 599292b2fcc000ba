//! The desk: who comes in, what waits there, what is done about it, and who hears of it.

mod acts;
mod alerts;
mod door;
mod queue;

use model::view::{Block, Cell, DeskForm, DeskPage, View};
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::{database, mails};

use crate::identity;

/// A token of the shop for somebody of its staff.
fn token(name: &str, changes: &serde_json::Value) -> String {
    let mut claims = json!({
        "aud": "staffed", "exp": identity::real_now() + 600, "iat": 0, "role": "staff", "name": name,
    });
    for (claim, value) in changes.as_object().into_iter().flatten() {
        claims[claim] = value.clone();
    }
    identity::token(&email(name), &claims)
}

fn email(name: &str) -> String {
    format!("{}@staffed.example", name.to_lowercase())
}

fn path(path: &str) -> String {
    let between = if path.contains('?') { '&' } else { '?' };
    format!("{path}{between}site=staffed&lang=en")
}

/// Somebody who is signed in.
#[derive(Clone)]
struct Staff {
    cookie: String,
}

impl Staff {
    #[track_caller]
    fn enter(name: &str) -> Self {
        let token = token(name, &json!({}));
        let answer = Ask::form(path("/desk/sign-in"), &[("identity", &token)]).now().may_keep().send();
        Self::of(&answer)
    }

    /// Whom an answer signs in.
    #[track_caller]
    fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 303, "{}", answer.text());
        let set = answer.header("set-cookie").expect("a cookie");
        Self { cookie: set.split(';').next().expect("a part").to_owned() }
    }

    fn with(&self, ask: Ask) -> Answer {
        ask.now().header("cookie", self.cookie.as_str()).send()
    }

    fn get(&self, place: &str) -> Answer {
        self.with(Ask::get(path(place)))
    }

    #[track_caller]
    fn page(&self, place: &str) -> DeskPage {
        page(&self.get(&format!("/api{place}")))
    }

    fn post(&self, place: &str, fields: &[(&str, &str)]) -> Answer {
        self.with(Ask::form(path(&format!("/api{place}")), fields))
    }
}

#[track_caller]
fn page(answer: &Answer) -> DeskPage {
    match answer.json() {
        View::Desk(page) if answer.status == 200 => *page,
        other => panic!("{} {other:?}", answer.status),
    }
}

/// All blocks of a page, the inner ones after what they are in.
fn all(blocks: &[Block]) -> Vec<&Block> {
    let mut found = Vec::new();
    for block in blocks {
        found.push(block);
        if let Block::Card(_, inner) | Block::Details(_, inner) = block {
            found.extend(all(inner));
        }
    }
    found
}

fn rows(page: &DeskPage) -> Vec<&Vec<Cell>> {
    all(&page.blocks)
        .into_iter()
        .flat_map(|block| match block {
            Block::Table(_, rows) => rows.iter().collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn forms(page: &DeskPage) -> Vec<&DeskForm> {
    all(&page.blocks)
        .into_iter()
        .flat_map(|block| match block {
            Block::Form(form) => vec![form],
            Block::Buttons(forms) => forms.iter().collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn notice(page: &DeskPage) -> &str {
    match page.blocks.first() {
        Some(Block::Notice(text)) => text,
        _ => "",
    }
}

/// A question of customers, with a word in its title that no other has.
struct Question {
    id: i64,
    word: String,
}

impl Question {
    /// With these columns of `threads`.
    #[track_caller]
    fn new(columns: &[(&str, &str)]) -> Self {
        let (now, word) = (mails::now().to_string(), mails::word());
        let id = database::run(
            "INSERT INTO threads (site, lang, asked, changed) VALUES ('staffed', 'en', ?1, ?1)",
            &[&now],
        );
        let question = Self { id, word };
        question.post(&format!("Which cable {}?", question.word), "Does it fit?", &[]);
        question.becomes(columns);
        question
    }

    #[track_caller]
    fn becomes(&self, columns: &[(&str, &str)]) {
        for (column, value) in columns {
            let sql = format!("UPDATE threads SET {column} = ?2 WHERE id = ?1");
            database::run(&sql, &[&self.id, value]);
        }
    }

    /// A post with these columns.
    #[track_caller]
    fn post(&self, title: &str, text: &str, columns: &[(&str, &str)]) -> i64 {
        let id = database::run(
            "INSERT INTO posts (thread, title, text, author, at, bigrams) VALUES (?1, ?2, ?3, 'Ada', ?4, '')",
            &[&self.id, &title, &text, &(mails::now() / 1_000)],
        );
        for (column, value) in columns {
            database::run(&format!("UPDATE posts SET {column} = ?2 WHERE id = ?1"), &[&id, value]);
        }
        id
    }

    /// Its page at the desk.
    fn place(&self) -> String {
        format!("/desk/thread/{}", self.id)
    }

    /// A column of it.
    #[track_caller]
    fn now(&self, column: &str) -> Option<i64> {
        database::value(&format!("SELECT {column} FROM threads WHERE id = ?1"), &[&self.id]).parse().ok()
    }

    /// Does something to it, as its page offers it.
    #[track_caller]
    fn act(&self, staff: &Staff, fields: &[(&str, &str)]) -> Answer {
        let seen = self.now("changed").unwrap_or_default().to_string();
        let fields: Vec<_> = [("seen", seen.as_str())].iter().chain(fields).copied().collect();
        staff.post(&self.place(), &fields)
    }

    /// What was done to it and why, the latest first.
    fn log(&self) -> Vec<(String, String, String)> {
        let rows = database::rows(
            "SELECT act, staff, why FROM acts WHERE thread = ?1 ORDER BY id DESC",
            &[&self.id],
        );
        let row = |row: Vec<String>| <[String; 3]>::try_from(row).expect("three columns").into();
        rows.into_iter().map(row).collect()
    }

    /// As customers ask for it.
    fn public(&self) -> Answer {
        Ask::get(path(&format!("/api/ask/desk.{}", self.id))).now().send()
    }
}
