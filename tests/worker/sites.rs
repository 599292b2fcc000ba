//! Several shops in one deployment: which one is asked, and what one that is not there is told.

use model::problem::{Kind, Problem};
use tests::ask::Ask;
use tests::deployment;
use tests::page::{Page, text};
use tests::policy;

/// The shop whose name a page bears.
fn shop(page: &Page) -> String {
    text(page.one("header .brand span"))
}

#[test]
fn the_site_is_found_by_parameter_then_host_then_default() {
    for (host, path, expect) in [
        (None, "/", "Lindenhof Computer"),
        (None, "/?site=paperie", "紙匠 Paperie"),
        (None, "/?site=bare", "متجر الزاوية"),
        (Some("paperie.localhost"), "/", "紙匠 Paperie"),
        (Some("PAPERIE.localhost:8080"), "/contact", "紙匠 Paperie"),
        (Some("paperie.localhost"), "/?site=lindenhof", "Lindenhof Computer"),
        (Some("nobody.example"), "/", "Lindenhof Computer"),
        (None, "/?site=", "Lindenhof Computer"),
        (Some("paperie.localhost"), "/?site=&lang=ja", "紙匠 Paperie"),
        // The first of two counts.
        (None, "/?site=bare&site=paperie", "متجر الزاوية"),
    ] {
        let mut ask = Ask::get(path);
        if let Some(host) = host {
            ask = ask.header("host", host);
        }
        assert_eq!(shop(&ask.page(200)), expect, "{host:?} {path}");
    }
}

#[test]
fn an_unknown_site_is_told_as_a_problem() {
    for (asked, suggestion) in [
        ("lindenhoff", Some("lindenhof")),
        ("Paperie", Some("paperie")),
        ("papiere", Some("paperie")),
        ("zebra", None),
        ("../lindenhof", Some("lindenhof")),
        ("<script>alert(1)</script>", None),
        ("' OR 1=1 --", None),
    ] {
        for path in ["/api/", "/api/contact"] {
            let answer = Ask::get(path).with("site", asked).with("lang", "en").send();
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (404, Some("application/problem+json"))
            );
            let problem: Problem = answer.json();
            assert_eq!((problem.kind, problem.status), (Kind::UnknownSite, 404));
            assert_eq!(problem.title, "There is no help desk by this name");
            assert!(problem.detail.contains(&format!("“{asked}”")), "{}", problem.detail);
            assert_eq!(problem.suggestion.as_deref(), suggestion, "{asked}");
        }
    }
}

#[test]
fn an_unknown_site_is_shown_to_any_storefront_and_shows_nothing_of_any_site() {
    for asked in ["lindenhoff", "zebra", "a", &"x".repeat(300), "<b>x</b>", "\u{202e}\0"] {
        let ask = Ask::get("/").with("site", asked).with("lang", "en");
        for ask in [ask.clone(), ask.clone().with("embed", "panel"), ask.with("embed", "inline")] {
            let answer = ask.send();
            assert_eq!(answer.status, 404, "{asked}");
            let csp = policy::parse(answer.header("content-security-policy").unwrap_or_default());
            assert_eq!(csp["frame-ancestors"], ["*"].into());
            let page = answer.page();
            assert_eq!(text(page.one("#main h1")), "There is no help desk by this name");
            for private in ["Lindenhof Computer", "Paperie", "hello@", "+49", &deployment::storefront()] {
                assert!(!answer.text().contains(private), "{asked}: {private}");
            }
            for selector in
                ["#boot", "[data-accent]", "link[rel=canonical]", "[type='application/ld+json']", "nav a"]
            {
                assert!(page.all(selector).is_empty(), "{asked}: {selector}");
            }
        }
    }
}

#[test]
fn the_owner_of_a_storefront_is_told_the_right_site() {
    for (asked, expect) in [("lindenhoff", "data-site=\"lindenhof\""), ("zebra", "site.toml")] {
        let page = Ask::get("/?embed=panel&lang=en").with("site", asked).page(404);
        let told = page.one("html").attr("data-problem").unwrap_or_default();
        assert!(told.contains(&format!("\"{asked}\"")) && told.contains(expect), "{told}");
        assert_eq!(page.one("html").attr("data-origins"), Some("*"));
        let said = text(page.one("main")).contains("Did you mean lindenhof?");
        assert_eq!(said, asked == "lindenhoff");
    }
}

#[test]
fn an_unknown_page_is_told_under_the_sites_name_with_the_pages_there_are() {
    for path in ["/no-such-page", "/contact/x", "/Contact", "/order", "/wp-login.php", "/.env"] {
        let page = Ask::get(path).with("site", "paperie").with("lang", "en").page(404);
        assert_eq!(
            (shop(&page), text(page.one("main h1"))),
            ("Paperie".to_owned(), "This page does not exist".to_owned())
        );
        assert_eq!(
            page.attributes("main a", "href"),
            ["/?site=paperie&lang=en", "/contact?site=paperie&lang=en"]
        );
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        let answer = Ask::get(format!("/api{path}")).with("lang", "en").send();
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/problem+json")));
        let problem: Problem = answer.json();
        assert_eq!((problem.kind, problem.status, problem.suggestion), (Kind::UnknownPage, 404, None));
        assert!(!problem.title.is_empty() && !problem.detail.is_empty());
        // A storefront that asks for a panel that is not there learns it in its console.
        let embedded = Ask::get(path).with("embed", "panel").page(404);
        let told = embedded.one("html").attr("data-problem").unwrap_or_default();
        assert!(told.contains("home") && told.contains("contact"), "{told}");
    }
}

#[test]
fn the_frame_knows_whom_to_talk_to_and_how_to_look() {
    for (site, embed, origins, accent) in [
        ("lindenhof", "panel", vec!["http://localhost:8788".to_owned(), deployment::storefront()], "#0b5d4e"),
        ("paperie", "inline", vec!["http://127.0.0.1:8788".to_owned()], "#ffd400"),
        ("bare", "panel", vec![], ""),
    ] {
        let page = Ask::get("/").with("site", site).with("embed", embed).page(200);
        let root = page.one("html");
        assert_eq!(root.attr("data-embed"), Some(embed));
        let listed: Vec<&str> = root.attr("data-origins").unwrap_or_default().split_whitespace().collect();
        assert!(origins.iter().all(|origin| listed.contains(&origin.as_str())), "{site}: {listed:?}");
        assert_eq!(listed.is_empty(), origins.is_empty(), "{site}: {listed:?}");
        assert!(
            root.attr("data-accent").is_some_and(|colour| accent.is_empty() || colour == accent),
            "{site}"
        );
        // A panel can be closed; in the storefront's own page there is nothing around the content.
        assert_eq!(page.all("button[data-close]").len(), usize::from(embed == "panel"));
        assert_eq!(page.all("header, footer, .skip").is_empty(), embed == "inline");
        let alone = Ask::get("/").with("site", site).page(200);
        assert!(alone.all("[data-embed], [data-origins], [data-accent], [data-close]").is_empty());
    }
}

#[test]
fn a_theme_is_one_of_two_or_the_readers_own() {
    for (theme, expect) in
        [("light", Some("light")), ("dark", Some("dark")), ("auto", None), ("\"><b>", None)]
    {
        let page = Ask::get("/").with("theme", theme).page(200);
        assert_eq!(page.one("html").attr("data-theme"), expect);
    }
}
