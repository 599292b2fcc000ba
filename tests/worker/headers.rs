//! What the headers of every answer promise, and that the page keeps it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tests::ask::{Answer, Ask};
use tests::page::{Page, text};
use tests::{deployment, owner, policy};

/// Pages of every kind: alone, embedded, a problem, without a site, refused.
fn pages() -> Vec<Answer> {
    let mut asked: Vec<Ask> =
        ["/", "/?q=monitor", "/contact", "/no-such-page", "/?site=zebra", "/?site=paperie&lang=ja"]
            .into_iter()
            .flat_map(|path| {
                [
                    Ask::get(path),
                    Ask::get(path).with("embed", "panel"),
                    Ask::get(path).with("embed", "inline"),
                ]
            })
            .collect();
    asked.push(Ask::by("POST", "/"));
    asked.push(Ask::get("/").with("q", &"a".repeat(5_000)));
    asked.iter().map(Ask::send).collect()
}

fn csp(answer: &Answer) -> policy::Policy<'_> {
    policy::parse(answer.header("content-security-policy").expect("every page has a policy"))
}

#[test]
fn a_page_may_load_our_own_files_and_nothing_else() {
    for answer in pages() {
        let csp = csp(&answer);
        for (directive, sources) in [
            ("default-src", &["'none'"][..]),
            ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
            ("img-src", &["'self'"]),
            ("connect-src", &["'self'"]),
            ("base-uri", &["'none'"]),
            ("require-trusted-types-for", &["'script'"]),
            ("trusted-types", &["'none'"]),
        ] {
            assert_eq!(csp.get(directive), Some(&sources.iter().copied().collect()), "{directive}");
        }
        let known = [
            "style-src",
            "frame-ancestors",
            "default-src",
            "script-src",
            "img-src",
            "connect-src",
            "form-action",
        ];
        let more = ["base-uri", "require-trusted-types-for", "trusted-types"];
        assert!(csp.keys().all(|name| known.contains(name) || more.contains(name)), "{csp:?}");
    }
}

#[test]
fn the_policy_knows_the_pages_own_styles_and_no_other() {
    for answer in pages() {
        let page = answer.page();
        let styles = page.all("style").into_iter().map(|style| text(style));
        let hashes: BTreeSet<String> =
            styles.map(|style| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)))).collect();
        let allowed: BTreeSet<String> =
            csp(&answer)["style-src"].iter().map(|&source| source.to_owned()).collect();
        assert_eq!(allowed, hashes);
        assert!(page.all("[style]").is_empty(), "the policy refuses style attributes");
    }
}

#[test]
fn who_may_embed_is_what_the_owner_wrote() {
    let storefront = deployment::storefront();
    for site in [owner::lindenhof(), owner::paperie(), owner::bare()] {
        for path in ["/", "/contact", "/no-such-page"] {
            let answer = Ask::get(path).with("site", site.id.as_str()).send();
            let mut found = csp(&answer)["frame-ancestors"].clone();
            assert!(found.remove("'self'"), "{path} of {}", site.id);
            // The storefront of the tests may embed all that somebody may.
            found.remove(storefront.as_str());
            let written: BTreeSet<&str> = site.embed.iter().map(model::id::Origin::as_str).collect();
            let written: BTreeSet<&str> =
                written.into_iter().filter(|origin| *origin != storefront).collect();
            assert_eq!(found, written, "{path} of {}", site.id);
        }
    }
    let bare = Ask::get("/?site=bare").send();
    assert_eq!(csp(&bare)["frame-ancestors"], ["'self'"].into());
    let lindenhof = Ask::get("/?site=lindenhof").send();
    assert!(csp(&lindenhof)["frame-ancestors"].contains(storefront.as_str()));
}

/// What makes a browser fetch something, or run something.
const LOADS: [(&str, &str); 9] = [
    ("script[src]", "src"),
    ("script[data-app]", "data-app"),
    ("link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=modulepreload]", "href"),
    ("img[src]", "src"),
    ("img[srcset], source[srcset]", "srcset"),
    ("iframe[src], embed[src], audio[src], video[src], track[src]", "src"),
    ("object[data]", "data"),
    ("form[action]", "action"),
    ("svg use[href], svg image[href]", "href"),
];

#[test]
fn nothing_is_asked_of_third_parties_and_no_script_stands_in_the_page() {
    for answer in pages() {
        let page = answer.page();
        for (selector, name) in LOADS {
            for address in page.attributes(selector, name) {
                let own = address.is_empty() || (address.starts_with('/') && !address.starts_with("//"));
                assert!(own, "{selector} loads {address}");
            }
        }
        for script in page.all("script") {
            let kind = script.attr("type").unwrap_or_default();
            let data =
                matches!(kind, "application/json" | "application/ld+json") && script.attr("src").is_none();
            let module = kind == "module" && script.attr("src").is_some() && text(script).is_empty();
            assert!(data || module, "{}", script.html());
        }
        assert!(page.all("base, meta[http-equiv], iframe, object, embed").is_empty());
        for element in page.all("*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{name} in {}", element.html());
                assert!(!value.trim_start().starts_with("javascript:"), "{value}");
            }
        }
        for link in page.all("a[target=_blank]") {
            assert!(link.attr("rel").is_some_and(|rel| rel.contains("noopener")), "{}", link.html());
        }
    }
}

#[test]
fn what_a_page_loads_is_there() {
    let page = Ask::get("/contact").page(200);
    let mut loaded: BTreeSet<String> = BTreeSet::new();
    for (selector, name) in LOADS.into_iter().filter(|(_, name)| *name != "action") {
        loaded.extend(page.attributes(selector, name).into_iter().map(str::to_owned));
    }
    assert!(loaded.len() > 3, "{loaded:?}");
    for address in loaded {
        let answer = Ask::get(&address).send();
        assert_eq!(answer.status, 200, "{address}");
        let kind = match address.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("svg") => "image/svg+xml",
            other => panic!("{other:?}"),
        };
        let found = answer.header("content-type").unwrap_or_default();
        assert_eq!(found.split(';').next(), Some(kind), "{address}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{address}");
        let forever = answer.header("cache-control").is_some_and(|value| value.contains("immutable"));
        assert_eq!(forever, address != "/icon.svg", "{address}: {:?}", answer.header("cache-control"));
    }
}

#[test]
fn every_answer_is_ready_for_an_isolated_storefront_and_says_who_may_keep_it() {
    let paths = [
        ("/api/", "no-cache"),
        ("/api/contact", "no-cache"),
        ("/contact.vcf", "no-cache"),
        ("/", "no-cache"),
        ("/api/no-such-page", "no-store"),
        ("/no-such-page", "no-store"),
        ("/api/?site=zebra", "no-store"),
        ("/healthz", "no-store"),
    ];
    for (path, keep) in paths {
        let answer = Ask::get(path).send();
        for (name, value) in [
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", keep),
            ("referrer-policy", "strict-origin-when-cross-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name} of {path}");
        }
        assert!(answer.header("age").is_some() && answer.header("cache-status").is_some(), "{path}");
        assert_eq!(answer.header("deskbell-entry"), None, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "contact data is for our own pages");
    }
}

#[test]
fn a_problem_has_no_app_to_load() {
    for (path, status) in [("/no-such-page", 404), ("/?site=zebra", 404)] {
        let page: Page = Ask::get(path).page(status);
        assert!(page.all("#boot").is_empty());
        assert_eq!(page.attributes("script[data-app]", "data-app"), [""]);
    }
}
