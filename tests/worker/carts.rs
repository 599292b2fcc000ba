//! Into the shop's cart: by an address of the shop, where the browser may be led and nowhere else.

use model::data::{CartLink, Data};
use model::problem::{Kind, Problem};
use model::view::{QuotePage, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::policy;

fn cart(site: &str, body: &Value) -> Answer {
    Ask::post(format!("/api/cart?site={site}&lang=en"), body).now().may_fail().send()
}

/// Where it leads, without the scheme and host of the shop, which tests play.
#[track_caller]
fn path(answer: &Answer) -> String {
    let Data::Cart(CartLink { url }) = answer.json() else { panic!("{}", answer.text()) };
    let after_host = url.splitn(4, '/').nth(3).map(str::to_owned);
    after_host.unwrap_or_else(|| panic!("{url}"))
}

fn held() -> QuotePage {
    let answer =
        Ask::post("/api/configure/desk.pc-to-measure?site=lindenhof&lang=en", &json!({ "options": "" }));
    match answer.send().json() {
        View::Quote(page) => *page,
        view => panic!("{view:?}"),
    }
}

#[test]
fn each_kind_of_shop_has_its_address() {
    for (body, expect) in [
        (json!({ "product": "shopify.101" }), "cart/1101:1"),
        (json!({ "product": "shopify.104", "quantity": 3 }), "cart/1104:3"),
        (json!({ "product": "shopify.106", "variant": "1109", "quantity": 2 }), "cart/1109:2"),
        (json!({ "product": "woo.101", "quantity": 2 }), "?add-to-cart=101&quantity=2"),
        (json!({ "product": "woo.106", "variant": "1108" }), "?add-to-cart=106&variation_id=1108&quantity=1"),
    ] {
        assert_eq!(path(&cart("plugged", &body)), expect, "{body}");
    }
    let own = cart("lindenhof", &json!({ "product": "desk.amd-ryzen-5-5500", "quantity": 2 }));
    assert_eq!(path(&own), "cart/add?product=amd-ryzen-5-5500&variant=&quantity=2&quote=");
    // The white one comes first and costs half as much again as the price that is shown.
    let card = "msi-gaming-trio-oc-geforce-rtx-5070-ti";
    let cheapest = cart("lindenhof", &json!({ "product": format!("desk.{card}") }));
    assert_eq!(path(&cheapest), format!("cart/add?product={card}&variant={card}-black&quantity=1&quote="));
}

#[test]
fn a_form_is_led_to_the_shop() {
    let fields = [("product", "desk.amd-ryzen-5-5500"), ("quantity", "2"), ("odd", "1")];
    let answer = Ask::form("/cart?site=lindenhof&lang=en", &fields).send();
    assert_eq!((answer.status, answer.header("cache-control")), (303, Some("no-store")), "{}", answer.text());
    let to = "https://lindenhof.example/cart/add?product=amd-ryzen-5-5500&variant=&quantity=2&quote=";
    assert_eq!(answer.header("location"), Some(to));
}

#[test]
fn what_was_put_together_goes_by_its_quote() {
    let quote = held();
    assert!(quote.cart);
    let answer = Ask::form("/cart?site=lindenhof&lang=en", &[("quote", &quote.quote)]).send();
    let to = answer.header("location").unwrap_or_else(|| panic!("{}", answer.text()));
    let expect = format!("?product=pc-to-measure&variant=&quantity=1&quote={}", quote.quote);
    assert!(to.ends_with(&expect), "{to}");
    let mut changed = quote.quote.clone();
    changed.replace_range(60..=60, if &changed[60..=60] == "A" { "B" } else { "A" });
    for (letters, ask) in [(&changed, 0), (&quote.quote, 14 * 86_400)] {
        let body = json!({ "quote": letters });
        let answer = Ask::post("/api/cart?site=lindenhof&lang=en", &body).later(ask).send();
        let problem: Problem = answer.json();
        assert_eq!((problem.kind, answer.status), (Kind::QuoteGone, 410), "{}", answer.text());
    }
}

#[test]
fn what_is_wrong_is_told() {
    for (site, body, kind) in [
        ("plugged", json!({}), Kind::NotFound),
        ("plugged", json!({ "product": "shopify.999999" }), Kind::NotFound),
        ("plugged", json!({ "product": "none.1" }), Kind::NotFound),
        // Its storefronts are anybody's: without an address of a cart in the settings there is none.
        ("plugged", json!({ "product": "vendure.1" }), Kind::NotFound),
        ("plugged", json!({ "product": "discourse.1" }), Kind::NotFound),
        ("plugged", json!({ "product": "shopify.101", "variant": "1104" }), Kind::Invalid),
        ("plugged", json!({ "product": "shopify.101", "quantity": 0 }), Kind::Invalid),
        ("plugged", json!({ "product": "shopify.101", "quantity": 100 }), Kind::Invalid),
        ("plugged", json!({ "product": "shopify.101", "quantity": -1 }), Kind::Invalid),
        ("plugged", json!({ "product": 1 }), Kind::Invalid),
    ] {
        let answer = cart(site, &body);
        let problem: Problem = answer.json();
        assert_eq!((problem.kind, answer.status), (kind, kind.status()), "{body}");
    }
    let forged = Ask::post("/api/cart?site=plugged", &json!({ "product": "shopify.101" }));
    assert_eq!(forged.header("origin", "https://elsewhere.example").send().status, 403);
    assert_eq!(Ask::get("/cart?site=plugged").send().status, 405);
}

#[test]
fn forms_may_lead_to_the_shop_and_nowhere_else() {
    for (site, expect) in [
        ("lindenhof", vec!["'self'", "https://lindenhof.example"]),
        ("paperie", vec!["'self'"]),
        ("bare", vec!["'self'"]),
    ] {
        for path in ["/", "/contact", "/no-such-page"] {
            let answer = Ask::get(path).with("site", site).send();
            let csp = policy::parse(answer.header("content-security-policy").unwrap());
            let mut found = csp["form-action"].clone();
            // The storefronts, where carts may lead on.
            found.retain(|origin| !origin.starts_with("http://localhost"));
            assert_eq!(found, expect.iter().copied().collect(), "{path} of {site}");
        }
    }
}
