//! No text of a request becomes markup: every known way of trying, on every way in.

use std::collections::BTreeSet;
use std::{fs, thread};

use serde::Deserialize;
use tests::ask::Ask;
use tests::deployment;
use tests::page::Page;

/// Ways of their own to end an attribute, an element, a data block or a comment.
const OWN: [&str; 12] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "</style><b>",
    "--><b>x</b><!--",
    "<!--<script>",
    "]]><b>",
    "javascript:alert(1)",
    "\u{2028}\u{2029}</script>",
    "{value}{query}<b>",
    "\u{202e}<b>\u{202c}",
];

#[derive(Deserialize)]
struct Collected {
    payload: String,
}

/// Our own, and a collection of a thousand where it lies beside the checkout.
fn payloads() -> Vec<String> {
    let collection = deployment::repository().join("../shared/data/xss/core.jsonl");
    let lines = fs::read_to_string(collection).unwrap_or_default();
    let collected = lines.lines().map(|line| {
        let collected: Collected =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        collected.payload
    });
    OWN.into_iter().map(str::to_owned).chain(collected).collect()
}

/// Where a payload goes in, and the pages without one whose kinds of elements it may show.
struct WayIn {
    path: &'static str,
    names: &'static [&'static str],
    usual: &'static [&'static str],
}

const WAYS_IN: [WayIn; 2] = [
    WayIn {
        // The smaller site: a thousand pages take a while.
        path: "/?site=paperie&embed=panel",
        names: &["q", "lang", "theme"],
        // Somebody is found, or nobody.
        usual: &[
            "/?site=paperie&embed=panel&q=pen&lang=xx&theme=x",
            "/?site=paperie&embed=panel&q=xyzzy&lang=xx&theme=x",
        ],
    },
    WayIn {
        path: "/?embed=panel",
        names: &["site"],
        usual: &["/?embed=panel&site=xyzzy", "/?embed=panel&site=lindenhoff"],
    },
];

/// The kinds of elements of some pages, and how many there are of those that do something.
fn usual(paths: &[&str]) -> (BTreeSet<String>, usize) {
    let pages: Vec<Page> = paths.iter().map(|path| Ask::get(*path).send().page()).collect();
    (pages.iter().flat_map(Page::kinds).collect(), active(&pages[0]))
}

fn active(page: &Page) -> usize {
    page.all("script, style, form, input:not([type=hidden]), button, iframe, object, link, meta, base").len()
}

fn try_all(payloads: &[String]) {
    for WayIn { path, names, usual: paths } in &WAYS_IN {
        let (kinds, actives) = usual(paths);
        for payload in payloads {
            let ask = names.iter().fold(Ask::get(*path), |ask, name| ask.with(name, payload));
            let answer = ask.send();
            if answer.status == 400 {
                // Too long to be read at all: nothing of it is shown.
                assert!(!answer.text().contains(payload.as_str()), "{payload}");
                continue;
            }
            let page = answer.page();
            let new: Vec<String> = page.kinds().difference(&kinds).cloned().collect();
            assert!(new.is_empty(), "{payload} in {names:?} makes {new:?}");
            assert_eq!(active(&page), actives, "{payload} in {names:?}");
            for href in page.attributes("[href]", "href") {
                let scheme = href.split_once(':').map_or("", |(scheme, _)| scheme);
                assert!(
                    matches!(scheme, "" | "https" | "http" | "tel" | "mailto" | "weixin"),
                    "{payload}: {href}"
                );
            }
            if names.contains(&"q") {
                let kept: String = payload.chars().filter(|c| !c.is_control()).take(200).collect();
                assert_eq!(
                    page.one("input#q").attr("value"),
                    Some(kept.as_str()),
                    "what was asked is shown as asked"
                );
            }
        }
    }
}

#[test]
fn no_payload_becomes_markup() {
    let payloads = payloads();
    // The server is waited for, not this machine: two at a time take half as long.
    thread::scope(|scope| {
        for half in payloads.chunks(payloads.len().div_ceil(2)) {
            scope.spawn(|| try_all(half));
        }
    });
}

#[test]
fn no_payload_becomes_markup_in_a_page_that_stands_alone() {
    let (kinds, actives) = usual(&["/?q=printer", "/?q=xyzzy", "/?lang=xx&theme=x"]);
    for payload in OWN {
        for name in ["q", "lang", "theme", "embed", "x"] {
            let page = Ask::get("/").with(name, payload).page(200);
            let new: Vec<String> = page.kinds().difference(&kinds).cloned().collect();
            assert!(new.is_empty(), "{payload} in {name} makes {new:?}");
            assert_eq!(active(&page), actives, "{payload} in {name}");
        }
        let answer = Ask::get("/api/").with("q", payload).send();
        assert_eq!(
            (answer.header("content-type"), answer.header("x-content-type-options")),
            (Some("application/json"), Some("nosniff"))
        );
    }
}
