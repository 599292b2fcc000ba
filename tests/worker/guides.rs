//! Guides by need: every step is an address that is rendered whole, and tells what fits and why.

use std::collections::BTreeSet;
use std::fs;

use model::choose::rank::SHOWN;
use model::lang::Lang;
use model::view::View;
use scraper::{ElementRef, Selector};
use serde_json::Value;
use tests::ask::Ask;
use tests::deployment;
use tests::page::{Page, text};

const GUIDES: [&str; 2] = ["monitor", "graphics"];

/// The address that a step's form leads to, one of its answers given: what a browser makes of it.
fn answered(page: &Page, answer: usize) -> String {
    let form = page.one("form[data-live=guide]");
    assert_eq!(form.attr("method"), Some("get"));
    let mut fields = page.all("form[data-live=guide] input[type=hidden]");
    fields.push(page.all("form[data-live=guide] fieldset input")[answer]);
    let pair = |field: &ElementRef<'_>| {
        [field.attr("name").unwrap_or_default(), "=", field.attr("value").unwrap_or_default()].concat()
    };
    let query: Vec<String> = fields.iter().map(pair).collect();
    format!("{}?{}", form.attr("action").unwrap_or_default(), query.join("&"))
}

/// The ids of the products shown, the best first, as the links to all that is known of them have them.
fn shown(page: &Page) -> Vec<String> {
    let links = page.all("[data-results] ol > li a[href^='/products/']");
    let id =
        |href: &str| href.trim_start_matches("/products/").split('?').next().unwrap_or_default().to_owned();
    links.into_iter().filter_map(|link| link.attr("href")).map(id).collect()
}

/// The products of the catalogue that are of a kind.
fn of_kind(kind: &str) -> Vec<Value> {
    let file = deployment::repository().join("www/demo/site/products.jsonl");
    let lines = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let products = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")));
    products.filter(|product: &Value| product["specs"]["Kind"] == kind).collect()
}

#[test]
fn the_panel_leads_to_every_guide_and_to_what_is_put_together() {
    for lang in Lang::ALL {
        let page = Ask::get("/choose").with("lang", lang.code()).page(200);
        let links: BTreeSet<&str> = page
            .attributes("main a.entry", "href")
            .into_iter()
            .map(|href| href.split('?').next().unwrap_or(href))
            .collect();
        let expect =
            ["/choose/by-spec", "/choose/graphics", "/choose/monitor", "/configure/desk.pc-to-measure"];
        assert_eq!(links, expect.into(), "{lang}");
        let empty = page.all("main h1, main h2, main strong, main label, main button");
        assert!(empty.into_iter().all(|element| !text(element).trim().is_empty()), "{lang}");
    }
    // A shop that has no products offers none.
    assert_eq!(Ask::get("/choose?site=bare").send().status, 404);
    assert_eq!(Ask::get("/choose/monitor?site=bare").send().status, 404);
}

#[test]
fn products_are_found_by_words() {
    let page = Ask::get("/choose?lang=en").with("q", "Odyssey").page(200);
    assert_eq!(page.one("input#q").attr("value"), Some("Odyssey"));
    let found = page.all("main a.entry[href^='/products/']");
    assert!(!found.is_empty());
    assert!(found.into_iter().all(|link| text(link).contains("Odyssey") && text(link).contains('€')));
    let none = Ask::get("/choose?lang=en").with("q", "<b>zebra</b>").page(200);
    assert!(none.told().contains("No product was found for “<b>zebra</b>”."));
    assert!(none.all("main a.entry[href^='/products/'], main b").is_empty());
}

#[test]
fn a_guide_is_gone_through_by_addresses_alone() {
    for guide in GUIDES {
        for lang in Lang::ALL {
            let mut page = Ask::get(format!("/choose/{guide}")).with("lang", lang.code()).page(200);
            assert!(shown(&page).is_empty(), "nothing was said yet");
            let mut steps = 0;
            while !page.all("form[data-live=guide]").is_empty() {
                page = Ask::get(answered(&page, steps % 2)).page(200);
                steps += 1;
                let told = page.told();
                assert!(!told.contains(['{', '}']), "{guide} in {lang}: {told}");
                assert!((1..=SHOWN).contains(&shown(&page).len()), "{guide} in {lang}");
                // Each answer so far leads back to its question, and one more link to the beginning.
                assert_eq!(page.all("main .topics a").len(), steps + 1, "{guide} in {lang}");
                assert!(steps <= 10, "{guide} has no end");
            }
            assert!(steps >= 3, "{guide}");
            assert!(!page.all(".pros li, .cons li").is_empty(), "{guide} in {lang} tells no reason");
            assert_eq!(page.one("main").attr("lang"), None);
            assert_eq!(page.one("html").attr("lang"), Some(lang.code()));
        }
    }
}

#[test]
fn an_address_means_its_answers_however_it_is_written() {
    for (query, expect) in [
        ("use=games", "use=games"),
        ("use=-&use=games", "use=games"),
        ("use=film.games", "use=games.film"),
        ("use=games&use=film", "use=games.film"),
        ("use=unsure", "use=unsure"),
        ("use=-", "use=-"),
        ("use=zebra&zebra=games", ""),
        ("use[]=games&use=%00&use=%3Cb%3E", ""),
        ("budget=300&use=games&q=x", "use=games&budget=300"),
        ("use=games&ask_again=use", "use=games&ask_again=use"),
        ("ask_again=use", ""),
        ("use=games&ask_again=zebra", "use=games"),
    ] {
        let page = Ask::get(format!("/choose/monitor?lang=en&{query}")).page(200);
        let View::Guide(guide) = &*page.boot().view else { panic!("{query}") };
        assert_eq!(guide.query, expect, "{query}");
        // Both faces say the same.
        let View::Guide(same) = Ask::get(format!("/api/choose/monitor?lang=en&{query}")).send().json() else {
            panic!("{query}")
        };
        assert_eq!(guide, &same, "{query}");
    }
    for (path, status) in
        [("/choose/zebra", 404), ("/choose/Monitor", 404), ("/choose/monitor/use", 404), ("/choose/%00", 404)]
    {
        assert_eq!(Ask::get(path).send().status, status, "{path}");
    }
    let long = ["/choose/monitor?use=", &"games.".repeat(400)].concat();
    assert_eq!(Ask::get(long).send().status, 400);
    assert_eq!(Ask::by("POST", "/choose/monitor").send().status, 405);
}

#[test]
fn an_answer_can_be_changed() {
    let page = Ask::get("/choose/monitor?lang=en&use=games.film&budget=300").page(200);
    let change = page.all("main .topics a")[0].attr("href").unwrap_or_default().to_owned();
    let again = Ask::get(change).page(200);
    let ticked = again.attributes("form[data-live=guide] fieldset input[checked]", "value");
    assert_eq!(ticked, ["games", "film"]);
    let kept = again.all("form[data-live=guide] input[type=hidden][name=budget]");
    assert_eq!(kept.iter().map(|field| field.attr("value")).collect::<Vec<_>>(), [Some("300")]);
    // Who does not know, or passes it over, goes on to the next.
    for (label, expect) in
        [("I don’t know", "use=unsure&budget=300"), ("Skip this question", "use=-&budget=300")]
    {
        let way = again.all("form[data-live=guide] a").into_iter().find(|link| text(*link) == label).unwrap();
        assert_eq!(way.attr("href"), Some(&*format!("/choose/monitor?lang=en&{expect}")));
    }
}

#[test]
fn only_what_fits_is_shown_and_the_number_is_right() {
    let monitors = of_kind("Monitor");
    let cents = |product: &Value| {
        product["price"]["amount"].as_str().and_then(|amount| amount.replace('.', "").parse::<u32>().ok())
    };
    let page = Ask::get("/choose/monitor?lang=en&budget=300").page(200);
    // What has no price is known not to cost too much by nobody: it stays.
    let fitting =
        monitors.iter().filter(|product| cents(product).is_none_or(|cents| cents <= 30_000)).count();
    let told = page.texts("[data-results] [role=status]");
    assert_eq!(told, [format!("Fitting products: {fitting} of {}", monitors.len())]);
    for id in shown(&page) {
        let product = monitors
            .iter()
            .find(|product| Some(&*id) == product["id"].as_str().map(|own| format!("desk.{own}")).as_deref());
        let product = product.unwrap_or_else(|| panic!("{id} is no monitor"));
        assert!(cents(product).is_none_or(|cents| cents <= 30_000), "{id}");
    }
}

#[test]
fn of_several_prices_the_least_is_told_as_such() {
    let (mut from, mut one) = (0, 0);
    for (guide, kind, queries) in [
        ("graphics", "Graphics card", &["use=ai", "use=games&screen=4k", "use=games&screen=qhd"][..]),
        ("monitor", "Monitor", &["budget=300"]),
    ] {
        let products = of_kind(kind);
        for query in queries {
            let page = Ask::get(format!("/choose/{guide}?lang=en&{query}")).page(200);
            for card in page.all("[data-results] li[data-product]") {
                let id = card.attr("data-product").and_then(|id| id.strip_prefix("desk."));
                let product = products.iter().find(|product| product["id"].as_str() == id);
                let product = product.unwrap_or_else(|| panic!("{id:?} is no {kind}"));
                let options = product["options"].as_array().into_iter().flatten();
                let own = options.chain([product]).map(|of| &of["price"]).filter(|price| !price.is_null());
                let prices: BTreeSet<String> = own.map(Value::to_string).collect();
                let told =
                    card.select(&Selector::parse("strong").unwrap()).next().map(text).unwrap_or_default();
                assert_eq!(told.starts_with("from €"), prices.len() > 1, "{id:?}: {told}");
                *(if prices.len() > 1 { &mut from } else { &mut one }) += 1;
            }
        }
    }
    assert!(from > 0 && one > 0, "{from} of several prices, {one} of one");
}

#[test]
fn a_result_leads_on() {
    let answers = "use=games&play=fast&desk=usual&wide=no&budget=300&soon=-";
    let address = ["/choose/monitor?lang=en&", answers].concat();
    let page = Ask::get(&*address).page(200);
    let hrefs = page.attributes("[data-results] a", "href");
    let first = shown(&page)[0].clone();
    assert!(hrefs.iter().any(|href| href.starts_with("https://lindenhof.example/p/")), "{hrefs:?}");
    assert!(hrefs.contains(&&*format!("/products/{first}?lang=en")), "{hrefs:?}");
    // Who is asked about it knows what was looked for.
    let asked = hrefs.iter().find(|href| href.starts_with("/ask/new?")).unwrap();
    assert!(asked.contains(&format!("product={first}")) && asked.contains("&seen="), "{asked}");
    let compared = hrefs.iter().find(|href| href.starts_with("/choose/compare?")).unwrap();
    assert_eq!(compared.matches("&p=").count(), 4, "{compared}");
    // In the panel there is no address to copy: the link is one of the page by itself.
    let shared = ["/choose/monitor?", answers, "&lang=en"].concat();
    assert!(!hrefs.contains(&&*shared));
    let panel = Ask::get([&*address, "&embed=panel&theme=dark"].concat()).page(200);
    assert!(panel.attributes("[data-results] a[target=_blank]", "href").contains(&&*shared));
}

#[test]
fn a_guide_is_small_enough_to_be_sent_whole() {
    for guide in GUIDES {
        for lang in Lang::ALL {
            let answer = Ask::get(format!("/api/choose/{guide}")).with("lang", lang.code()).send();
            let View::Guide(page) = answer.json() else { panic!("{guide} in {lang}") };
            assert_eq!(page.fitting, None, "{guide} in {lang}");
            assert_eq!(page.ready.cards.ids.len(), page.products as usize);
            // 500 products are three times as many as the larger of the two has.
            assert!(answer.body.len() < 40_000, "{guide} in {lang}: {} bytes", answer.body.len());
        }
    }
}
