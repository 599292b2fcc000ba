//! Who comes in, and how.

use std::time::Duration;

use model::problem::{Kind, Problem};
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::mails;

use super::{Staff, page, path, token};

const PATIENCE: Duration = Duration::from_secs(45);

const PAGES: [&str; 3] = ["/desk", "/desk/log", "/desk/thread/1"];

#[track_caller]
fn refused(answer: &Answer, kind: Kind) {
    let problem: Problem = answer.json();
    assert_eq!((answer.status, problem.kind), (kind.status(), kind), "{}", answer.text());
}

fn enter(identity: &str) -> Answer {
    Ask::form(path("/api/desk/sign-in"), &[("identity", identity)]).now().send()
}

#[test]
fn nobody_is_in_without_having_come_in() {
    for place in PAGES {
        refused(&Ask::get(path(&format!("/api{place}"))).now().send(), Kind::Forbidden);
        // A reader is shown the way in, and comes back to where they wanted to go.
        let shown = Ask::get(path(place)).now().page(403);
        let next = shown.all("input[name=next]");
        assert!(next.iter().all(|field| field.attr("value") == Some(place)) && !next.is_empty(), "{place}");
    }
    for cookie in
        ["__Host-desk=", "__Host-desk=nonsense", "__Host-desk=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
    {
        let answer = Ask::get(path("/api/desk")).now().header("cookie", cookie).send();
        refused(&answer, Kind::Forbidden);
    }
    // Where there is no desk nobody is told that there might be one.
    for place in ["/api/desk", "/api/desk/sign-in", "/api/desk/log"] {
        refused(&Ask::get(format!("{place}?site=mailed")).now().send(), Kind::UnknownPage);
    }
}

#[test]
fn the_shop_says_who_comes_in() {
    let answer =
        Ask::form(path("/desk/sign-in"), &[("identity", &token("Clara", &json!({}))), ("next", "/desk/log")]);
    let answer = answer.now().may_keep().send();
    let set = answer.header("set-cookie").expect("a cookie").to_owned();
    assert_eq!(answer.header("location"), Some("/desk/log?site=staffed&lang=en"));
    for part in ["__Host-desk=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(set.contains(part), "{part}: {set}");
    }
    assert!(!set.contains("clara") && !set.contains("Domain"), "{set}");
    let staff = Staff::of(&answer);
    for place in ["/desk", "/desk/log"] {
        let answer = staff.get(place);
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")), "{place}");
        assert!(
            answer.header("content-security-policy").is_some_and(|it| it.contains("frame-ancestors 'none'"))
        );
        let page = answer.page();
        assert!(page.all("script[type='application/json']").is_empty(), "no app takes it over");
        assert_eq!(page.all("nav.staff a[aria-current]").len(), 1, "{place}");
        assert!(page.told().contains("Sign out (Clara)"), "{}", page.told());
    }
    // Not of this site, nobody of staff, old, of nobody.
    for changes in [
        json!({ "aud": "plugged" }),
        json!({ "role": "customer" }),
        json!({ "role": null }),
        json!({ "exp": 1 }),
        json!({ "email": "nobody" }),
    ] {
        refused(&enter(&token("Clara", &changes)), Kind::Expired);
    }
    for odd in ["", "a.b.c", &"x".repeat(5_000)] {
        refused(&enter(odd), Kind::Expired);
    }
}

#[test]
fn nobody_is_led_out_of_the_desk() {
    for next in ["https://evil.example", "//evil.example", "/orders", "/desk/../contact", "/desk\r\nx: y"] {
        let identity = token("Clara", &json!({}));
        let fields = [("identity", identity.as_str()), ("next", next)];
        let answer = Ask::form(path("/desk/sign-in"), &fields).now().may_keep().send();
        let location = answer.header("location").expect("a location");
        assert_eq!(location, "/desk?site=staffed&lang=en", "{next}");
    }
}

#[test]
fn who_goes_is_out() {
    let staff = Staff::enter("Clara");
    let out = Ask::form(path("/desk/sign-out"), &[]).now().may_keep();
    let answer = out.header("cookie", staff.cookie.as_str()).send();
    assert_eq!((answer.status, answer.header("location")), (303, Some("/desk/sign-in?site=staffed&lang=en")));
    assert!(
        answer
            .header("set-cookie")
            .is_some_and(|set| set.contains("__Host-desk=;") && set.contains("Max-Age=0"))
    );
}

#[test]
fn other_pages_send_no_forms_to_the_desk() {
    let staff = Staff::enter("Clara");
    for (origin, from) in [
        ("https://evil.example", "cross-site"),
        ("null", "cross-site"),
        ("https://evil.example", "same-origin"),
    ] {
        for place in ["/api/desk", "/api/desk/thread/1", "/api/desk/sign-in", "/api/desk/sign-out"] {
            let ask = Ask::by("POST", path(place)).now().body("alerts=off");
            let ask = ask
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", origin)
                .header("sec-fetch-site", from)
                .header("cookie", staff.cookie.as_str());
            let answer = ask.send();
            // What is not there is not there for them either.
            assert!([403, 404].contains(&answer.status), "{place} {origin}: {}", answer.text());
        }
    }
    assert!(staff.get("/desk").page().told().contains("You are told by e-mail"));
}

#[test]
fn a_link_lets_somebody_in_once() {
    let _clock = mails::together();
    let ask = |email: &str, address: &str| {
        let ask = Ask::form(path("/desk/sign-in"), &[("email", email), ("next", "/desk/log")]).now();
        ask.header("cf-connecting-ip", address).send()
    };
    let links = || {
        let mails = mails::sent("mail", "Lina@staffed.example").into_iter();
        mails.filter(|mail| mail.subject == "Your link to the desk").collect::<Vec<_>>()
    };
    let known = ask(" LINA@staffed.example", "203.0.113.80");
    let unknown = ask("nobody@staffed.example", "203.0.113.81");
    assert_eq!(known.status, 200);
    // Nobody learns from it who is of the desk.
    assert_eq!((known.text(), known.lasting_headers()), (unknown.text(), unknown.lasting_headers()));
    let found = until(PATIENCE, "a link", || Some(links()).filter(|found| !found.is_empty()));
    let link = found[0].link("/desk/link/");
    assert_eq!(mails::sent("mail", "nobody@staffed.example").len(), 0);

    // Programs that look at links use nothing up.
    for _ in 0..2 {
        let page = Ask::get(link.as_str()).now().page(200);
        assert!(page.told().contains("You sign in as Lina."), "{}", page.told());
    }
    let enter = || Ask::form(link.as_str(), &[]).now().may_keep().send();
    let answer = enter();
    assert_eq!(answer.header("location"), Some("/desk/log?site=staffed&lang=en"));
    assert!(Staff::of(&answer).get("/desk").page().told().contains("Sign out (Lina)"));
    assert_eq!((enter().status, enter().header("set-cookie")), (410, None));
    // Whoever follows it again is shown where to get a new one.
    let again = Ask::get(link.as_str()).now().page(410);
    assert!(again.told().contains("Have a new one sent to you."), "{}", again.told());
    assert_eq!(again.all("form[action^='/desk/sign-in'] input[type=email]").len(), 1);
    // Nor is it good at another site, or for anything else.
    let other = link.replace("site=staffed", "site=mailed");
    assert_eq!(Ask::get(other).now().send().status, 410);
    assert_eq!(Ask::get(link.replace("/desk/link/", "/ask/stop/")).now().send().status, 410);
}

#[test]
fn a_mailbox_is_not_filled() {
    // Of nobody: who is refused does not learn whether anybody is there.
    let ask = || {
        let fields = [("email", "flooded@staffed.example")];
        Ask::form(path("/api/desk/sign-in"), &fields).now().send()
    };
    for _ in 0..3 {
        page(&ask());
    }
    refused(&ask(), Kind::TooMany);
}
