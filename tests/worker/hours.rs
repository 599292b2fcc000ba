//! Open or closed: the sentence people come for, at any instant of the shop's own clock.

use model::hours::{Status, status};
use model::view::View;
use tests::ask::Ask;
use tests::page::{Page, text};

/// The sentence on the first page of a site; the clock of the shopper is left out.
fn sentence(page: &Page) -> String {
    text(page.one("main .glance .status strong"))
}

/// What `site` says in English at an instant.
#[track_caller]
fn check(site: &str, instant: &str, expect: &str) {
    for path in ["/", "/contact"] {
        let page = Ask::get(path).with("site", site).with("lang", "en").at(instant).page(200);
        let told = page.one(if path == "/" { "main .glance .status" } else { "main > section > .status" });
        assert_eq!(text(Page::of(&told.html()).one("strong")), expect, "{site} at {instant} on {path}");
        let open = told.value().classes().any(|class| class == "open");
        assert_eq!(open, expect.starts_with("Open"), "{site} at {instant} on {path}");
    }
}

#[test]
fn a_usual_week_in_berlin() {
    for (instant, expect) in [
        ("2026-11-20T08:30:00+01:00", "Closed, opens at 10:00 AM"),
        ("2026-11-20T09:20:00+01:00", "Closed, opens in 40 minutes"),
        ("2026-11-20T09:59:59+01:00", "Closed, opens in 1 minute"),
        ("2026-11-20T10:00:00+01:00", "Open now, closes at 7:00 PM"),
        ("2026-11-20T18:00:00+01:00", "Open now, closes in 60 minutes"),
        ("2026-11-20T18:20:00+01:00", "Open now, closes in 40 minutes"),
        ("2026-11-20T18:59:30+01:00", "Open now, closes in 1 minute"),
        ("2026-11-20T19:00:00+01:00", "Closed, opens Saturday 10:00 AM"),
        // A break at noon.
        ("2026-11-21T11:00:00+01:00", "Open now, closes at 1:00 PM"),
        ("2026-11-21T13:30:00+01:00", "Closed, opens in 30 minutes"),
        ("2026-11-21T14:00:00+01:00", "Open now, closes at 5:00 PM"),
        ("2026-11-21T17:00:00+01:00", "Closed, opens Monday 10:00 AM"),
        ("2026-11-22T23:59:59+01:00", "Closed, opens Monday 10:00 AM"),
        ("2026-11-23T00:00:00+01:00", "Closed, opens at 10:00 AM"),
    ] {
        check("lindenhof", instant, expect);
    }
}

#[test]
fn holidays_and_half_days_in_berlin() {
    for (instant, expect) in [
        // Christmas Eve, a Thursday, is a half day; then two holidays and a Sunday.
        ("2026-12-24T10:00:00+01:00", "Open now, closes at 1:00 PM"),
        ("2026-12-24T12:20:00+01:00", "Open now, closes in 40 minutes"),
        ("2026-12-24T13:00:00+01:00", "Closed, opens Monday 10:00 AM"),
        ("2026-12-25T12:00:00+01:00", "Closed, opens Monday 10:00 AM"),
        ("2026-12-31T13:00:00+01:00", "Closed, opens Saturday 10:00 AM"),
        // Stock-taking: open in the afternoon alone.
        ("2027-01-04T10:00:00+01:00", "Closed, opens at 3:00 PM"),
        ("2027-01-04T15:00:00+01:00", "Open now, closes at 7:00 PM"),
        // Two weeks of holiday: a weekday alone would not say which.
        ("2027-07-31T17:00:00+02:00", "Closed, opens Monday, August 16 at 10:00 AM"),
        ("2027-08-14T12:00:00+02:00", "Closed, opens Monday 10:00 AM"),
        // A holiday of every year, years ahead.
        ("2031-05-01T12:00:00+02:00", "Closed, opens Friday 10:00 AM"),
    ] {
        check("lindenhof", instant, expect);
    }
}

#[test]
fn clock_changes_in_berlin() {
    for (instant, expect) in [
        // Good Friday; the clocks go forward on Sunday; Easter Monday.
        ("2027-03-25T20:00:00+01:00", "Closed, opens Saturday 10:00 AM"),
        ("2027-03-27T16:20:00+01:00", "Open now, closes in 40 minutes"),
        ("2027-03-27T17:00:00+01:00", "Closed, opens Tuesday 10:00 AM"),
        ("2027-03-30T09:20:00+02:00", "Closed, opens in 40 minutes"),
        ("2027-03-30T18:20:00+02:00", "Open now, closes in 40 minutes"),
        // They go back on the last Sunday of October.
        ("2027-10-30T16:20:00+02:00", "Open now, closes in 40 minutes"),
        ("2027-10-31T12:00:00+01:00", "Closed, opens Monday 10:00 AM"),
        ("2027-11-01T09:20:00+01:00", "Closed, opens in 40 minutes"),
    ] {
        check("lindenhof", instant, expect);
    }
}

#[test]
fn past_midnight_in_tokyo() {
    for (instant, expect) in [
        ("2026-11-20T14:20:00+09:00", "Open now, closes in 40 minutes"),
        ("2026-11-20T16:00:00+09:00", "Closed, opens at 8:00 PM"),
        ("2026-11-20T23:00:00+09:00", "Open now, closes Saturday 2:00 AM"),
        ("2026-11-21T00:30:00+09:00", "Open now, closes at 2:00 AM"),
        ("2026-11-21T01:20:00+09:00", "Open now, closes in 40 minutes"),
        ("2026-11-21T02:00:00+09:00", "Closed, opens at 11:00 AM"),
        ("2026-11-23T12:00:00+09:00", "Closed, opens Tuesday 11:00 AM"),
        // Friday's night is not Saturday's: New Year's Eve 2027 is a Friday, closed all day.
        ("2027-12-31T21:00:00+09:00", "Closed, opens Tuesday 11:00 AM"),
        ("2026-12-30T19:00:00+09:00", "Closed, opens Tuesday 11:00 AM"),
    ] {
        check("paperie", instant, expect);
    }
}

#[test]
fn a_shop_that_keeps_its_hours_to_itself_says_nothing_of_them() {
    for path in ["/", "/contact"] {
        let page = Ask::get(path).with("site", "bare").page(200);
        assert!(page.all(".status, table, caption").is_empty(), "{path}");
    }
}

#[test]
fn the_sentence_in_every_language() {
    for (lang, near, today, later) in [
        (
            "en",
            "Open now, closes in 40 minutes",
            "Open now, closes at 7:00 PM",
            "Closed, opens Monday 10:00 AM",
        ),
        ("zh-CN", "营业中，40分钟后打烊", "营业中，19:00打烊", "休息中，星期一10:00开门"),
        (
            "de",
            "Jetzt geöffnet, schließt in 40 Minuten",
            "Jetzt geöffnet, schließt um 19:00 Uhr",
            "Geschlossen, öffnet Montag, 10:00",
        ),
        (
            "pt-BR",
            "Aberto agora, fecha em 40 minutos",
            "Aberto agora, fecha às 19:00",
            "Fechado, abre segunda-feira, 10:00",
        ),
        (
            "es",
            "Abierto ahora, cierra dentro de 40 minutos",
            "Abierto ahora, cierra a las 19:00",
            "Cerrado. Próxima apertura: lunes, 10:00",
        ),
        ("fr", "Ouvert, ferme dans 40 minutes", "Ouvert, ferme à 19:00", "Fermé, ouvre lundi 10:00"),
        (
            "ja",
            "営業中・40 分後に閉店します",
            "営業中・19:00に閉店します",
            "営業時間外・月曜日 10:00に開店します",
        ),
        (
            "ar",
            "مفتوح الآن، يغلق خلال 40 دقيقة",
            "مفتوح الآن، يغلق الساعة 7:00 م",
            "مغلق الآن، يفتح الاثنين 10:00 ص",
        ),
    ] {
        let instants =
            ["2026-11-20T18:20:00+01:00", "2026-11-20T12:00:00+01:00", "2026-11-22T12:00:00+01:00"];
        for (instant, expect) in instants.into_iter().zip([near, today, later]) {
            let page = Ask::get("/").with("lang", lang).at(instant).page(200);
            assert_eq!(sentence(&page), expect, "{lang} at {instant}");
        }
    }
}

#[test]
fn the_shoppers_own_clock_is_told_where_it_differs() {
    for (zone, instant, expect) in [
        ("America/Chicago", "2026-11-22T12:00:00+01:00", Some("(3:00 AM your time)")),
        ("Asia/Kolkata", "2026-11-20T12:00:00+01:00", Some("(11:30 PM your time)")),
        // The same instant is another day there.
        ("Pacific/Auckland", "2026-11-20T12:00:00+01:00", Some("(Saturday 7:00 AM your time)")),
        ("Pacific/Honolulu", "2026-11-22T12:00:00+01:00", Some("(Sunday 11:00 PM your time)")),
        // Minutes are the same everywhere; so is the clock of a neighbour.
        ("America/Chicago", "2026-11-20T18:20:00+01:00", None),
        ("Europe/Paris", "2026-11-20T12:00:00+01:00", None),
        // A zone that nobody knows: nothing is better than something wrong.
        ("Moon/Tycho", "2026-11-20T12:00:00+01:00", None),
    ] {
        let page = Ask::get("/").with("lang", "en").at(instant).from_zone(zone).page(200);
        assert_eq!(page.boot().zone.as_deref(), Some(zone), "what the network told was not heard");
        let told = page.texts("main .glance .status .yours");
        assert_eq!(told.first().map(String::as_str), expect, "{zone} at {instant}");
    }
}

#[test]
fn an_early_hour_is_written_alike_with_and_without_its_day() {
    for (lang, time, day_and_time) in [
        ("en", "3:00 AM", "Saturday 7:00 AM"),
        ("zh-CN", "03:00", "星期六07:00"),
        ("de", "03:00", "Samstag, 07:00"),
        ("pt-BR", "03:00", "sábado, 07:00"),
        ("es", "3:00", "sábado, 7:00"),
        ("fr", "03:00", "samedi 07:00"),
        ("ja", "3:00", "土曜日 7:00"),
        ("ar", "3:00 ص", "السبت 7:00 ص"),
    ] {
        for (zone, instant, expect) in [
            ("America/Chicago", "2026-11-22T12:00:00+01:00", time),
            ("Pacific/Auckland", "2026-11-20T12:00:00+01:00", day_and_time),
            ("Moon/Tycho", "2026-11-20T12:00:00+01:00", ""),
        ] {
            let page = Ask::get("/").with("lang", lang).at(instant).from_zone(zone).page(200);
            let told = page.texts("main .glance .status .yours").concat();
            let said = told.replace(['\u{a0}', '\u{202f}'], " ");
            let alone = said.split(expect).all(|beside| !beside.contains(|c: char| c.is_ascii_digit()));
            assert_eq!(said.is_empty(), expect.is_empty(), "{lang} in {zone}: {said}");
            assert!(said.contains(expect) && alone, "{lang} in {zone}: {said}");
        }
    }
}

#[test]
fn a_reader_elsewhere_is_told_whose_clock_the_table_goes_by() {
    for (zone, told) in [("America/Chicago", true), ("Europe/London", true), ("Europe/Paris", false)] {
        let page = Ask::get("/contact").with("lang", "en").from_zone(zone).page(200);
        let notes = page.texts("main > section > p.soft").concat();
        assert_eq!(notes.contains("Europe/Berlin"), told, "{zone}: {notes}");
    }
}

#[test]
fn programs_are_told_instants() {
    let answer = Ask::get("/api/contact").at("2027-03-27T17:00:00+01:00").send();
    let View::Contact(contact) = answer.json() else { panic!("{}", answer.text()) };
    let hours = contact.hours.expect("the shop has hours");
    let tuesday: jiff::Timestamp = "2027-03-30T10:00:00+02:00".parse().expect("an instant");
    let now: jiff::Timestamp = "2027-03-27T17:00:00+01:00".parse().expect("an instant");
    assert_eq!(status(&hours.openings, now.as_second()), Status::Closed { opens: Some(tuesday.as_second()) });
    assert_eq!(hours.zone, "Europe/Berlin");
    let vienna =
        contact.places.iter().find_map(|place| place.hours.as_ref()).expect("Vienna has hours of its own");
    assert_eq!(vienna.zone, "Europe/Vienna");
}
