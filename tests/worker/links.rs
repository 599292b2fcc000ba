//! Links in e-mails: they open what they are for, for as long as they are good, and tell nobody anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::data::Data;
use model::problem::{Kind, Problem};
use serde_json::json;
use sha2::Sha256;
use tests::ask::Ask;
use tests::mails::{self, DAILY, Order};

/// The e-mail that a report causes, and its links: to the order, and to the staff's page.
#[track_caller]
fn links(order: &Order) -> (String, String) {
    let page = order.by_email();
    let word = mails::word();
    let fields = [("token", page.token.as_str()), ("kind", "address"), ("text", &word), ("key", &page.key)];
    mails::page(&order.post("/api/orders/problem", &fields).send());
    let mail = mails::wait("mail", &order.email, 1).remove(0);
    let staff = tests::crowd::until(std::time::Duration::from_secs(45), "staff are told", || {
        mails::sent("mail", "staff@mailed.example").into_iter().find(|mail| mail.text.contains(&word))
    });
    (mail.link("/orders/link/"), staff.link("/desk/case/"))
}

#[test]
fn a_link_opens_the_order_without_typing() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let (link, _) = links(&order);
    let page = mails::page(&Ask::get(format!("/api{link}")).now().send());
    assert_eq!(page.number, order.number);
    // What it gives is as good as what somebody typed.
    let again = order.post("/api/orders", &[("token", &page.token)]).send();
    assert_eq!(mails::page(&again).number, order.number);

    let document = Ask::get(link.as_str()).now().send();
    assert_eq!(document.status, 200);
    for (name, value) in
        [("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex")]
    {
        assert_eq!(document.header(name), Some(value), "{name}");
    }
    let token = link.split(['/', '?']).nth(3).expect("a token");
    assert_eq!(document.text().matches(token).count(), 0, "the page repeats its own address");
    // A browser that sends its forms from there says `null` where it comes from.
    let form = Ask::by("POST", "/api/orders?site=mailed").now().body(format!("token={}", page.token));
    let form = form.header("content-type", "application/x-www-form-urlencoded").header("origin", "null");
    assert_eq!(form.header("sec-fetch-site", "same-origin").send().status, 200);
}

/// What the shop's server signs to say whose e-mail it writes (docs/identify.md).
fn identity(key: &str, email: &str) -> String {
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = json!({ "aud": "mailed", "exp": mails::now() / 1_000 + 300, "email": email });
    let signed = [part(&json!({ "alg": "HS256" })), part(&claims)].join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(signed.as_bytes());
    [signed, URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())].join(".")
}

#[test]
fn the_shops_server_has_links_made_for_its_own_mails() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let key = "identity_fake_of_thirty-two_characters";
    let ask = |identity: &str, number: &str| {
        Ask::post("/api/orders/links?site=mailed&lang=de", &json!({ "identity": identity, "number": number }))
            .now()
            .send()
    };
    let answer = ask(&identity(key, &order.email), &format!("#{}", order.number));
    assert_eq!((answer.status, answer.header("cache-control")), (201, Some("no-store")), "{}", answer.text());
    let Data::Link(link) = answer.json() else { panic!("{}", answer.text()) };
    let path = link.url.strip_prefix(&tests::deployment::url()).expect("an address of the help desk");
    assert!(path.ends_with("?site=mailed&lang=de") && !path.contains(&order.number), "{path}");
    assert!(link.until > i64::try_from(mails::now() / 1_000).expect("a time") + 29 * 86_400);
    assert_eq!(mails::page(&Ask::get(format!("/api{path}")).now().send()).number, order.number);

    // For somebody else's order there is a link, and nothing behind it.
    let answer = ask(&identity(key, "mail-canary-stranger@example.net"), &order.number);
    let Data::Link(link) = answer.json() else { panic!("{}", answer.text()) };
    let path = link.url.strip_prefix(&tests::deployment::url()).expect("an address of the help desk");
    assert_eq!(Ask::get(format!("/api{path}")).now().send().status, 404);

    let good = identity(key, &order.email);
    for (identity, number, status) in [
        ("", "1", 403),
        (identity("another key of thirty-two characters", &order.email).as_str(), "1", 403),
        (&good[..good.len() - 1], "1", 403),
        (&good, "", 422),
        (&good, &"1".repeat(41), 422),
    ] {
        assert_eq!(ask(identity, number).status, status, "{number}");
    }
    // A shop without a key makes none.
    let answer =
        Ask::post("/api/orders/links?site=posted", &json!({ "identity": good, "number": "1" })).now().send();
    assert_eq!(answer.status, 404);
}

#[test]
fn a_token_is_good_for_one_thing_for_one_row_for_a_while() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let (link, desk) = links(&order);
    let token_of = |link: &str| link.split(['/', '?']).nth(3).expect("a token").to_owned();
    let (open, settle) = (token_of(&link), token_of(&desk));
    let (id, case) = (mails::id_of(&open), mails::id_of(&settle));
    let soon = u32::try_from(mails::now() / 1_000 + 600).expect("before 2106");
    let status = |path: &str, token: &str, site: &str| {
        let answer = Ask::get(format!("/api{path}{token}?site={site}")).now().send();
        if answer.status != 200 {
            let problem: Problem = answer.json();
            assert_eq!((answer.status, problem.kind), (410, Kind::Gone), "{path} {}", answer.text());
            assert!(!problem.detail.is_empty());
        }
        answer.status
    };
    // What is signed here as the Worker signs it opens what the e-mail's own link opens.
    assert_eq!(status("/orders/link/", &open, "mailed"), 200);
    assert_eq!(status("/orders/link/", &mails::token(0, id, soon), "mailed"), 200);
    assert_eq!(status("/desk/case/", &mails::token(3, case, soon), "mailed"), 200);
    let old = u32::try_from(mails::now() / 1_000 - 1).expect("before 2106");
    for (path, own, id) in [
        ("/orders/link/", 0, id),
        ("/orders/confirm/", 1, id),
        ("/orders/stop/", 2, id),
        ("/desk/case/", 3, case),
    ] {
        for purpose in 0..4 {
            if purpose != own {
                assert_eq!(status(path, &mails::token(purpose, id, soon), "mailed"), 410, "{path} {purpose}");
            }
        }
        assert_eq!(status(path, &mails::token(own, id, old), "mailed"), 410, "{path}: old");
        if own != 2 {
            // Who has stopped already may stop again: what is not there is not told from what was.
            assert_eq!(status(path, &mails::token(own, id ^ 1, soon), "mailed"), 410, "{path}: another row");
            assert_eq!(status(path, &mails::token(own, id, soon), "posted"), 410, "{path}: another site");
        }
        let good = mails::token(own, id, soon);
        for place in [0, 20, 25, 30, 47] {
            let mut forged = good.clone();
            let other = if forged.as_bytes()[place] == b'A' { "B" } else { "A" };
            forged.replace_range(place..=place, other);
            assert_eq!(status(path, &forged, "mailed"), 410, "{path}: letter {place}");
        }
        for odd in ["x", &"A".repeat(48), &"A".repeat(119), &good[..40]] {
            assert_eq!(status(path, odd, "mailed"), 410, "{path}: {odd}");
        }
    }
}

#[test]
fn who_has_an_old_link_is_told_what_to_do() {
    let page = Ask::get(format!("/orders/link/{}?site=mailed&lang=de", "A".repeat(48))).now().page(410);
    assert!(page.told().contains("Dieser Link gilt nicht mehr"), "{}", page.told());
    assert!(page.attributes("a", "href").iter().any(|href| href.starts_with("/orders")), "{}", page.told());
}

#[test]
fn what_is_old_is_forgotten() {
    let _clock = mails::alone();
    let order = Order::new("mailed");
    let (link, desk) = links(&order);
    assert!(order.watch(&["shipped"]).watch.is_some_and(|watch| watch.on));
    let status = |link: &str| Ask::get(format!("/api{link}")).now().send().status;
    let forget = |days: u64| mails::schedule(DAILY, std::time::Duration::from_hours(24 * days));
    forget(29);
    assert_eq!((status(&link), status(&desk)), (200, 200));
    forget(31);
    assert_eq!((status(&link), status(&desk)), (410, 200));
    assert!(order.by_email().watch.is_some_and(|watch| watch.on));
    forget(121);
    assert!(order.by_email().watch.is_some_and(|watch| !watch.on));
    assert_eq!(order.by_email().cases.len(), 1);
    forget(181);
    assert_eq!(status(&desk), 410);
    assert_eq!(order.by_email().cases, []);
}

#[test]
fn nothing_of_who_writes_or_is_written_to_is_in_an_address_or_a_log() {
    let _clock = mails::together();
    let order = Order::new("mailed");
    let (link, desk) = links(&order);
    order.watch(&["shipped"]);
    for link in [&link, &desk] {
        for told in [&order.number, &order.email, &order.postcode] {
            assert!(!link.contains(told.as_str()), "{link}");
        }
        Ask::get(link.as_str()).now().send();
    }
    let log = std::fs::read_to_string(tests::deployment::log()).unwrap_or_default();
    let token = link.split(['/', '?']).nth(3).expect("a token");
    // wrangler writes its own line a request, with its address; the Worker's are JSON.
    let ours: Vec<_> =
        log.lines().filter(|line| line.contains("\"route\"") || line.contains("given up")).collect();
    assert!(ours.iter().any(|line| line.contains("/orders/link/{token}")), "no line of this route");
    for told in [token, &order.email, &order.postcode, &order.number] {
        assert!(!ours.iter().any(|line| line.contains(told)), "{told} is in the log");
    }
    assert!(!log.contains(&order.email) && !log.contains(&order.postcode));
}
