//! News of a thread while it is open: who may hear them, what they say, and that there is nothing to be said back.

use std::time::Duration;

use serde_json::json;
use tests::ask::Ask;
use tests::socket::{Heard, Socket};
use tests::{database, deployment};

use crate::erasure::{Person, answer, person, question};

/// News come at once; a busy machine takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nothing is waited for.
const SILENCE: Duration = Duration::from_millis(1_500);

const SITE: &str = "?site=plugged";

fn open(thread: i64, headers: &[(&str, &str)]) -> Result<Socket, u16> {
    Socket::open(&format!("/ask/desk.{thread}/live{SITE}"), headers)
}

fn set(thread: i64, column: &str, to: bool) {
    database::insert(
        &format!("UPDATE threads SET {column} = ?2 WHERE id = ?1"),
        &json!([thread, u8::from(to)]),
    );
}

/// Erases what this person has written, which changes their threads.
fn erase(person: &Person) {
    let answer = Ask::post(format!("/api/ask/me{SITE}"), &json!({ "do": "erase", "sure": "1" }))
        .now()
        .header("cookie", person.cookie())
        .may_keep()
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn everybody_who_has_a_thread_open_hears_when_it_changes_and_what_is_read_then_is_new() {
    let (asker, other) = (person("plugged"), person("plugged"));
    let thread = question("plugged", &asker, "Does the fan hum?");
    answer(thread, &other, "It hums");
    let path = format!("/api/ask/desk.{thread}{SITE}");
    // It is in every cache now.
    assert!(Ask::get(&path).now().send().text().contains("Does the fan hum?"));
    let origin = deployment::url();
    let mut sockets: Vec<Socket> = (0..5)
        .map(|n| {
            open(thread, &[("origin", &origin), ("cf-connecting-ip", &format!("192.0.2.{n}"))])
                .expect("a socket")
        })
        .collect();
    // Of another thread nobody hears anything.
    let near = question("plugged", &asker, "Does the light hum?");
    let stranger = person("plugged");
    let far = question("plugged", &stranger, "Does the door hum?");
    let mut elsewhere = open(far, &[]).expect("a socket");
    set(near, "private", true);
    erase(&asker);
    for socket in &mut sockets {
        let Heard::Text(when) = socket.hear(PATIENCE) else { panic!("no news") };
        assert!(when.parse::<u64>().is_ok_and(|when| when > 1_700_000_000_000), "{when}");
        let read = Ask::get(&path).with("changed", &when).now().send();
        let text = read.text();
        assert!(text.contains("It hums") && !text.contains("Does the fan hum?"), "{text}");
    }
    assert_eq!(elsewhere.hear(SILENCE), Heard::Nothing);
}

#[test]
fn news_of_what_is_not_public_are_for_who_may_see_it() {
    let asker = person("plugged");
    let thread = question("plugged", &asker, "My bill");
    let cookie = asker.cookie();
    let own = [("cookie", cookie.as_str())];
    for (column, asker) in [("private", true), ("held", true), ("hidden", false)] {
        assert!(open(thread, &[]).is_ok(), "{column}");
        set(thread, column, true);
        for headers in [&[][..], &[("cookie", "deskbell_key=guess")], &[("cookie", "deskbell_key=")]] {
            assert_eq!(open(thread, headers).err(), Some(404), "{column} {headers:?}");
        }
        assert_eq!(open(thread, &own).err(), (!asker).then_some(404), "{column}");
        set(thread, column, false);
    }
}

#[test]
fn what_is_no_socket_of_ours_is_refused() {
    let thread = question("plugged", &person("plugged"), "Is it quiet?");
    let evil = [("origin", "https://evil.example")];
    assert_eq!(open(thread, &evil).err(), Some(403));
    for path in [
        "/ask/desk.999999999/live?site=plugged",
        "/ask/nosuch.1/live?site=plugged",
        "/ask/desk.x/live?site=plugged",
    ] {
        assert_eq!(Socket::open(path, &[]).err(), Some(404), "{path}");
    }
    // Of another site.
    assert_eq!(Socket::open(&format!("/ask/desk.{thread}/live?site=lindenhof"), &[]).err(), Some(404));
    let plain = Ask::get(format!("/api/ask/desk.{thread}/live{SITE}")).send();
    assert_eq!(plain.status, 400, "{}", plain.text());
}

#[test]
fn a_socket_stays_open_by_its_beat_and_is_closed_to_who_says_more() {
    let thread = question("plugged", &person("plugged"), "Is it loud?");
    let mut socket = open(thread, &[]).expect("a socket");
    socket.say("?");
    assert_eq!(socket.hear(PATIENCE), Heard::Text("!".to_owned()));
    socket.say("tell me more");
    assert_eq!(socket.hear(PATIENCE), Heard::Closed(1008));
}

#[test]
fn one_address_has_no_more_sockets_than_a_school_needs() {
    let thread = question("plugged", &person("plugged"), "Is it cold?");
    let from = |address| open(thread, &[("cf-connecting-ip", address)]);
    let sockets: Vec<Socket> = (0..50).map(|_| from("198.51.100.7").expect("a socket")).collect();
    assert_eq!(from("198.51.100.7").err(), Some(429));
    assert!(from("198.51.100.8").is_ok());
    drop(sockets);
    // Who leaves makes room.
    tests::crowd::until(PATIENCE, "room for another", || from("198.51.100.7").ok());
}
