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

/// Where payloads go in, and the pages without any whose kinds of elements they may show.
struct WayIn {
    path: &'static str,
    /// The parameters, and how much of each a page shows, in characters.
    names: &'static [(&'static str, usize)],
    usual: &'static [&'static str],
    status: u16,
}

const WAYS_IN: [WayIn; 2] = [
    WayIn {
        // The smaller site: hundreds of pages take a while.
        path: "/?site=paperie&embed=panel",
        names: &[("q", 200), ("lang", 40), ("theme", 40)],
        // Somebody is found, or nobody.
        usual: &[
            "/?site=paperie&embed=panel&q=pen&lang=xx&theme=x",
            "/?site=paperie&embed=panel&q=xyzzy&lang=xx&theme=x",
        ],
        status: 200,
    },
    WayIn {
        path: "/?embed=panel",
        names: &[("site", 40)],
        usual: &["/?embed=panel&site=xyzzy", "/?embed=panel&site=lindenhoff"],
        status: 404,
    },
];

fn cut(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

/// Several payloads in one text, as many as are shown: what becomes markup does so beside others too.
fn packed(payloads: &[String], length: usize) -> BTreeSet<String> {
    let mut packs = BTreeSet::new();
    let mut pack = String::new();
    for payload in payloads.iter().map(|payload| cut(payload, length)) {
        if !pack.is_empty() && pack.chars().count() + 1 + payload.chars().count() > length {
            packs.insert(std::mem::take(&mut pack));
        }
        pack = if pack.is_empty() { payload } else { pack + " " + &payload };
    }
    packs.insert(pack);
    packs
}

/// The kinds of elements of some pages, and how many there are of those that do something.
fn usual(paths: &[&str]) -> (BTreeSet<String>, usize) {
    let pages: Vec<Page> = paths.iter().map(|path| Ask::get(*path).send().page()).collect();
    (pages.iter().flat_map(Page::kinds).collect(), active(&pages[0]))
}

fn active(page: &Page) -> usize {
    page.all("script, style, form, input:not([type=hidden]), button, iframe, object, link, meta, base").len()
}

fn try_all(WayIn { path, names, usual: paths, status }: &WayIn, payloads: &[String]) {
    let (kinds, actives) = usual(paths);
    let longest = names.iter().map(|(_, shown)| *shown).max().unwrap_or_default();
    for pack in packed(payloads, longest) {
        let with = |ask: Ask, (name, shown): &(&str, usize)| ask.with(name, &cut(&pack, *shown));
        let page = names.iter().fold(Ask::get(*path), with).page(*status);
        let new: Vec<String> = page.kinds().difference(&kinds).cloned().collect();
        assert!(new.is_empty(), "{pack} in {names:?} makes {new:?}");
        assert_eq!(active(&page), actives, "{pack} in {names:?}");
        for href in page.attributes("[href]", "href") {
            let scheme = href.split_once(':').map_or("", |(scheme, _)| scheme);
            assert!(matches!(scheme, "" | "https" | "tel" | "mailto"), "{pack}: {href}");
        }
        // Shown as it was asked, but for what cannot be shown: nothing is dropped that would break out.
        let shown: String = pack.chars().filter(|c| !c.is_control()).collect();
        match names[0].0 {
            "q" => assert_eq!(page.one("input#q").attr("value"), Some(shown.as_str())),
            _ => assert!(page.told().contains(&shown), "{pack}"),
        }
    }
}

#[test]
fn no_payload_becomes_markup() {
    let payloads = payloads();
    // The server is waited for, not this machine.
    thread::scope(|scope| {
        for way_in in &WAYS_IN {
            let payloads = &payloads;
            scope.spawn(move || try_all(way_in, payloads));
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
