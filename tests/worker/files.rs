//! What is served beside the pages: the vCard, portraits, the icon, the scripts, the state of the server.

use serde::Deserialize;
use serde_json::Value;
use tests::ask::Ask;
use tests::{deployment, owner, policy};

#[test]
fn the_shop_can_be_saved_as_a_vcard() {
    for (site, lang, lines) in [
        (
            "lindenhof",
            "de",
            &[
                "FN:Lindenhof Computer",
                "ADR;TYPE=WORK:;Laden und Werkstatt Berlin;Naumannstraße 182;Berlin;;10829;DE",
                "TEL;TYPE=WORK,VOICE:+493023125014",
                "EMAIL;TYPE=INTERNET:hello@lindenhof.example",
            ][..],
        ),
        ("paperie", "ja", &["FN:紙匠 Paperie", "TEL;TYPE=WORK,VOICE:+81300000199"]),
        ("bare", "ar", &["FN:متجر الزاوية"]),
    ] {
        let answer = Ask::get("/contact.vcf").with("site", site).with("lang", lang).send();
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/vcard; charset=utf-8")));
        let name = format!("attachment; filename=\"{site}.vcf\"");
        assert_eq!(answer.header("content-disposition"), Some(name.as_str()));
        assert_eq!(answer.header("vary"), Some("accept-language"));
        let card = answer.text();
        assert!(card.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{card}");
        // Folded lines go on after a space (RFC 2426, section 2.6).
        let unfolded = card.replace("\r\n ", "");
        let found: Vec<&str> = unfolded.lines().collect();
        assert_eq!((found.first(), found.get(1)), (Some(&"BEGIN:VCARD"), Some(&"VERSION:3.0")));
        assert_eq!(found.last(), Some(&"END:VCARD"));
        for line in lines {
            assert!(found.contains(line), "{line} is not in {found:?}");
        }
    }
}

#[test]
fn the_contact_page_leads_to_its_vcard() {
    let page = Ask::get("/contact?site=paperie&lang=en").page(200);
    let href = page.one("main a[download]").attr("href").unwrap_or_default();
    assert_eq!(href, "/contact.vcf?site=paperie&lang=en");
}

#[test]
fn portraits_are_pictures_that_never_change_and_can_do_nothing() {
    let page = Ask::get("/contact").page(200);
    let portraits = page.attributes("li.person img", "src");
    assert!(portraits.len() >= owner::lindenhof().people.len());
    for portrait in portraits {
        let answer = Ask::get(portrait).send();
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some("image/svg+xml")),
            "{portrait}"
        );
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
        let csp = policy::parse(answer.header("content-security-policy").unwrap_or_default());
        assert_eq!(csp.get("default-src"), Some(&["'none'"].into()));
        assert_eq!(csp.get("sandbox"), Some(&[].into()), "opened by itself it runs nothing");
        assert!(answer.text().contains("<svg") && !answer.text().contains("<script"), "{portrait}");
        assert!(Ask::by("HEAD", portrait).send().body.is_empty());
    }
}

#[test]
fn other_names_of_files_are_not_there() {
    let hash = "0123456789abcdef0123456789abcdef";
    for name in [
        "",
        hash,
        &format!("{hash}.svg"),
        &format!("{hash}.svg/x"),
        &format!("{}.svg", hash.to_uppercase()),
        "site.toml",
        "..%2f..%2fsite.toml",
        "%00.svg",
        "people/emre-yildiz.svg",
        "'%20OR%201=1.svg",
        &format!("{}.svg", "a".repeat(5_000)),
    ] {
        assert_eq!(Ask::get(format!("/files/{name}")).send().status, 404, "{name}");
        let answer = Ask::get(format!("/api/files/{name}")).send();
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, Some("application/problem+json")),
            "{name}"
        );
    }
}

#[test]
fn health_is_told() {
    let answer = Ask::get("/healthz").send();
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let health: Value = answer.json();
    assert_eq!(health["status"], "ok");
    assert!(health["sites"].as_u64().is_some_and(|sites| sites >= 3), "{health}");
}

#[test]
fn storefronts_get_the_loader() {
    let answer = Ask::get("/bell.js").header("origin", deployment::storefront()).send();
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/javascript")));
    // Under an address that stays it may be kept for minutes, not forever; SRI and COEP need the others.
    assert!(
        answer
            .header("cache-control")
            .is_some_and(|kept| kept.contains("max-age=300") && !kept.contains("immutable"))
    );
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert!(answer.text().len() < 16 * 1024);
    // Nobody's content is asked for by guessing names of the build.
    for path in ["/_headers", "/index.js", "/assets/", "/assets/app.js", "/wrangler.toml", "/.assetsignore"] {
        assert_eq!(Ask::get(path).send().status, 404, "{path}");
    }
}

/// The facts of a loader, and its cache status.
fn facts(ask: &Ask) -> (Value, String) {
    let answer = ask.send();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
    let script = answer.text();
    assert!(script.contains("deskbell: loaded twice"), "the loader is in it");
    let facts = script.split_once("const deskbellFacts=").expect("facts").1;
    let facts = Value::deserialize(&mut serde_json::Deserializer::from_str(facts)).expect("JSON");
    (facts, answer.header("cache-control").unwrap_or_default().to_owned())
}

#[test]
fn a_loader_can_bring_the_sites_first_facts() {
    for (site, lang, expect) in [
        ("lindenhof", "de", ["Naumannstraße 182", "tel:+493023125014", "10:00 – 19:00", "Worum geht es?"]),
        ("lindenhof", "zh-CN", ["Naumannstraße 182", "tel:+493023125014", "星期日", "您想咨询什么？"]),
    ] {
        let (facts, kept) = facts(&Ask::get("/loader.js").with("site", site).with("lang", lang));
        assert_eq!(facts["lang"], lang);
        assert_eq!(facts["card"][0], "section");
        for words in expect {
            assert!(facts["card"].to_string().contains(words), "{words} is not in {facts}");
        }
        assert!(facts["style"].as_str().is_some_and(|style| style.starts_with("--deskbell-accent:#")));
        assert_eq!(kept, "public, max-age=300, stale-while-revalidate=86400");
    }
    // Who speaks what is told by the browser, where the address does not say it.
    let french = Ask::get("/loader.js").with("site", "lindenhof").header("accept-language", "fr-CA,fr;q=0.9");
    assert_eq!(facts(&french).0["lang"], "fr");
    // A site without anything to tell has a card without it: nothing to press that leads nowhere.
    let (bare, _) = facts(&Ask::get("/loader.js").with("site", "bare").with("lang", "ar"));
    assert!(!bare["card"].to_string().contains("\"form\""), "{bare}");
}

#[test]
fn a_storefront_with_a_wrong_name_has_the_loader_all_the_same() {
    for site in ["nowhere", "../x", "\"};alert(1)//"] {
        let (facts, kept) = facts(&Ask::get("/loader.js").with("site", site));
        assert!(facts.is_null(), "{facts}");
        assert_eq!(kept, "public, max-age=15");
    }
    assert_eq!(Ask::by("POST", "/loader.js").send().status, 405);
}

#[test]
fn the_browsers_half_is_webassembly_that_never_changes() {
    let page = Ask::get("/").page(200);
    let app = page.attributes("script[data-app]", "data-app");
    let script = Ask::get(app[0]).send();
    let mut strings = script.text().split(['"', '\'', '`', '/']);
    let stem = strings.find_map(|part| part.strip_suffix(".wasm")).expect("the script names its WebAssembly");
    let name = format!("{stem}.wasm");
    let answer = Ask::get(format!("/assets/{name}")).send();
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/wasm")), "{name}");
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert!(answer.body.starts_with(b"\0asm"));
}

#[test]
fn the_api_is_described_without_waking_the_worker() {
    let answer = Ask::get("/api/openapi.json").send();
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    assert_eq!(answer.header("cache-status"), None, "that is a header of the Worker's");
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    // Under an address that stays it may be kept for minutes, not forever.
    assert!(
        answer
            .header("cache-control")
            .is_some_and(|kept| kept.contains("max-age=300") && !kept.contains("immutable"))
    );
    let document: Value = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().expect("paths are an object");
    for path in paths.keys() {
        // Each is there: what it lacks is a method, a right or the thing itself, and never the page.
        let answer = Ask::by("PROPFIND", path.replace(['{', '}'], "")).send();
        assert_eq!(answer.status, 405, "{path}: {}", answer.text());
    }
    assert!(paths.len() > 10, "{paths:?}");
}
