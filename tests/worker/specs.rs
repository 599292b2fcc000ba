//! The catalogue by its specs, products beside each other, and a product by itself.

use model::view::{ComparePage, FilterShown, SpecsPage, Step, View};
use tests::ask::Ask;
use tests::page::{Page, text};

const SPECS: &str = "/choose/by-spec";
const COMPARE: &str = "/choose/compare";

fn of_site(path: &str, site: &str) -> Ask {
    Ask::get(path).with("site", site).with("lang", "en")
}

#[track_caller]
fn specs(path: &str, site: &str) -> SpecsPage {
    match of_site(&format!("/api{path}"), site).send().json() {
        View::Specs(page) => *page,
        view => panic!("{view:?}"),
    }
}

#[track_caller]
fn compared(path: &str, site: &str) -> ComparePage {
    match of_site(&format!("/api{path}"), site).send().json() {
        View::Compare(page) => *page,
        view => panic!("{view:?}"),
    }
}

#[track_caller]
fn filter<'a>(page: &'a SpecsPage, name: &str) -> &'a FilterShown {
    let names: Vec<&str> = page.filters.iter().map(|filter| filter.name.as_str()).collect();
    page.filters.iter().find(|filter| filter.name == name).unwrap_or_else(|| panic!("{name}: {names:?}"))
}

#[track_caller]
fn choice<'a>(page: &'a SpecsPage, name: &str, text: &str) -> &'a Step {
    let filter = filter(page, name);
    filter.choices.iter().find(|step| step.text == text).unwrap_or_else(|| panic!("{text}: {filter:?}"))
}

fn ids(page: &SpecsPage) -> Vec<&str> {
    page.products.iter().map(|product| product.id.as_str()).collect()
}

#[test]
fn a_catalogue_of_many_kinds_asks_for_one_first() {
    let page = specs(SPECS, "lindenhof");
    let kinds: Vec<(&str, u32)> = page.categories.iter().map(|step| (&*step.text, step.count)).collect();
    assert_eq!(&kinds[..3], [("Monitor", 170), ("Graphics card", 110), ("Processor", 60)]);
    assert!(page.products.is_empty() && page.filters.is_empty());
    let monitors = specs(&page.categories[0].href, "lindenhof");
    assert_eq!((&*monitors.title, monitors.fitting, monitors.products.len()), ("Monitor", 170, 24));
    let names: Vec<&str> = monitors.filters.iter().map(|filter| filter.name.as_str()).collect();
    assert_eq!(&names[..3], ["Price", "Availability", "Brand"]);
    assert!(
        names.contains(&"Refresh rate") && !names.contains(&"Kind") && !names.contains(&"Socket"),
        "{names:?}"
    );
    // A kind that the shop has no more is asked for anew.
    assert_eq!(specs(&format!("{SPECS}?kind=Abacus"), "lindenhof").categories.len(), page.categories.len());
}

#[test]
fn each_count_is_what_its_link_leaves() {
    let start = specs(&format!("{SPECS}?kind=Monitor&s.Size=27..32&s.Panel=IPS"), "lindenhof");
    assert!(start.fitting > 10, "{}", start.fitting);
    let mut followed = 0;
    for filter in &start.filters {
        for step in filter.choices.iter().filter(|step| !step.on).take(3) {
            if step.href.is_empty() {
                assert_eq!(step.count, 0, "{step:?}");
                continue;
            }
            let then = specs(&step.href, "lindenhof");
            let others = filter.choices.iter().filter(|other| other.on).map(|other| other.count).sum::<u32>();
            assert_eq!(then.fitting, step.count + others, "{}: {step:?}", filter.name);
            followed += 1;
        }
    }
    assert!(followed > 10, "{followed}");
    // What is chosen leads back, one by one and all together.
    let told: Vec<&str> = start.chosen.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(told, ["Size: 27 in to 32 in", "Panel: IPS"]);
    let wider = specs(&start.chosen[0].href, "lindenhof");
    assert!(wider.fitting > start.fitting && wider.chosen.len() == 1);
    assert_eq!(specs(&start.clear, "lindenhof").fitting, 170);
}

#[test]
fn ranges_are_understood_as_typed() {
    let at = |query: &str| specs(&format!("{SPECS}?kind=Monitor&{query}"), "lindenhof");
    let inches = at("s.Size.from=26.9+in&s.Size.to=27.1+in");
    for same in [
        "s.Size=27",
        "s.Size=68.58+cm",
        "s.Size.from=27%22&s.Size.to=27%22",
        "s.Size.from=68+cm&s.Size.to=700mm",
    ] {
        assert_eq!(at(same).fitting, inches.fitting, "{same}");
    }
    assert!(inches.fitting > 0);
    let cheap = at("s.price.to=250").fitting;
    assert!(cheap > 0);
    for same in ["s.price.to=250,00+%E2%82%AC", "s.price=..250", "s.price.to=EUR+250.00"] {
        assert_eq!(at(same).fitting, cheap, "{same}");
    }
    let wrong = at("s.Size.from=big&s.Refresh+rate.to=3+kg&s.Panel=IPS");
    assert_eq!(wrong.unread.len(), 2);
    assert!(wrong.unread[0].contains("“big”") && wrong.unread[0].contains("“Size”"), "{:?}", wrong.unread);
    assert_eq!(wrong.fitting, at("s.Panel=IPS").fitting);
    // What was typed still stands there, to be mended, beside what was understood.
    let wrong = at("s.Size.from=big&s.Size.to=28&s.price.to=");
    let range = |field: &str| {
        let ranges = wrong.filters.iter().filter_map(|filter| filter.range.as_ref());
        ranges.clone().find(|range| range.field == field).map(|range| (range.low.clone(), range.high.clone()))
    };
    assert_eq!(range("s.Size"), Some(("big".to_owned(), "28 in".to_owned())));
    assert_eq!(range("s.price"), Some(Default::default()));
}

#[test]
fn where_nothing_fits_the_nearest_and_what_to_drop_are_told() {
    let page = specs(&format!("{SPECS}?kind=Monitor&s.Size=28.5..29.5&s.Panel=OLED"), "lindenhof");
    assert_eq!(page.fitting, 0);
    assert!(!page.products.is_empty() && page.products.len() <= 12);
    // OLED, and the sizes around first.
    let sizes = |card: &model::view::ProductCard| {
        card.facts.iter().find(|(name, _)| name == "Size").map(|(_, size)| size.clone())
    };
    let first = sizes(&page.products[0]).unwrap();
    assert!(["27 in", "31.5 in", "32 in", "26.5 in", "28 in"].contains(&&*first), "{first}");
    assert!(!page.relax.is_empty());
    for step in &page.relax {
        assert_eq!(specs(&step.href, "lindenhof").fitting, step.count, "{step:?}");
    }
    let html =
        of_site(&format!("{SPECS}?kind=Monitor&s.Size=28.5..29.5&s.Panel=OLED"), "lindenhof").page(200);
    assert!(html.texts("h2").iter().any(|heading| heading.contains("come closest")));
}

#[test]
fn lists_are_put_in_order_and_into_pages() {
    let mut path = format!("{SPECS}?kind=Monitor&sort=-Size");
    let mut seen: Vec<String> = Vec::new();
    let mut sizes: Vec<f64> = Vec::new();
    for _ in 0..20 {
        let page = specs(&path, "lindenhof");
        assert_eq!(page.first as usize, seen.len() + 1);
        seen.extend(page.products.iter().map(|product| product.id.clone()));
        for product in &page.products {
            let size = product.facts.iter().find(|(name, _)| name == "Size").map(|(_, size)| size);
            sizes.push(size.and_then(|size| size.trim_end_matches(" in").parse().ok()).unwrap_or(0.0));
        }
        if page.next.is_empty() {
            break;
        }
        path = page.next;
    }
    assert_eq!(seen.len(), 170);
    assert!(sizes.is_sorted_by(|one, next| one >= next), "{sizes:?}");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 170);
    // Beyond the last page is the last; what is no order is the shop's.
    let last = specs(&format!("{SPECS}?kind=Monitor&page=9999&sort=weather"), "lindenhof");
    assert_eq!((last.first, last.next.as_str(), last.sorts[0].on), (169, "", true));
    for odd in ["page=0", "page=-1", "page=x", "page=99999999999999999999"] {
        assert_eq!(specs(&format!("{SPECS}?kind=Monitor&{odd}"), "lindenhof").first, 1, "{odd}");
    }
}

#[test]
fn an_untidy_catalogue_is_shown_safely() {
    let page = specs(SPECS, "mixed");
    assert!(page.categories.is_empty());
    assert_eq!(page.fitting, 10);
    let same = specs(&format!("{SPECS}?s.Size=24+in"), "mixed");
    assert_eq!(ids(&same), ["desk.a", "desk.b"]);
    assert_eq!(same.products[1].facts[0].1, "24 in");
    // What says no size, or none in numbers, does not pass; what is in another currency keeps its own price.
    assert_eq!(
        ids(&specs(&format!("{SPECS}?s.Size.to=28"), "mixed")),
        ["desk.a", "desk.b", "desk.c", "desk.d"]
    );
    assert_eq!(ids(&specs(&format!("{SPECS}?s.price.to=121"), "mixed")), ["desk.a", "desk.b"]);
    assert_eq!(page.products[2].price, "$99.00");
    assert_eq!((&*page.products[3].price, &*page.products[4].price), ("", "€9,000,000.00"));
    // Nobody puts into a cart what is not in stock.
    assert_eq!([page.products[0].cart, page.products[1].cart, page.products[2].cart], [true, false, true]);
    let odd = choice(&page, "Note & = #", "50% a=b&c");
    assert_eq!(ids(&specs(&odd.href, "mixed")), ["desk.b"]);
    let html = of_site(SPECS, "mixed").page(200);
    assert!(html.all("main b").is_empty());
    assert!(html.told().contains("<b>loud</b> & {count}") && html.told().contains("Screen <3 & \"half\""));
}

#[test]
fn differences_come_first_and_units_are_compared() {
    let page = compared(&format!("{COMPARE}?p=desk.a&p=desk.b&p=desk.g&p=desk.a"), "mixed");
    let lines: Vec<(&str, Vec<&str>)> = page
        .differences
        .iter()
        .map(|line| (&*line.name, line.texts.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        lines,
        [
            ("Size", vec!["24 in", "24 in", "0.8 m (31.5 in)"]),
            ("Note & = #", vec!["<b>loud</b> & {count}", "50% a=b&c", ""]),
        ]
    );
    assert_eq!(page.products.len(), 3);
    assert_eq!(page.notes, Vec::<String>::new());
    let fewer = compared(&page.products[2].remove, "mixed");
    assert_eq!(fewer.same, [("Size".to_owned(), "24 in".to_owned())]);
    assert!(page.add.starts_with(SPECS), "{}", page.add);
    // Another is ticked beside those.
    assert_eq!(specs(&page.add, "mixed").products.iter().filter(|product| product.picked).count(), 3);
    let page = of_site(&format!("{COMPARE}?p=desk.a&p=desk.b"), "mixed").page(200);
    assert_eq!(page.all("table.beside thead th").len(), 2);
    assert_eq!(text(page.one("tbody th[scope=rowgroup]")), "Note & = #");
}

#[test]
fn what_cannot_be_compared_is_said() {
    for (query, products, note) in [
        ("", 0, "Choose two to four"),
        ("?p=desk.a", 1, "Choose two to four"),
        ("?p=desk.a&p=desk.nothing&p=desk.b", 2, "not in the catalogue any more"),
        ("?p=nobody.1&p=%00&p=..%2F..&p=desk.b", 1, "not in the catalogue any more"),
        ("?p=desk.a&p=desk.b&p=desk.c&p=desk.d&p=desk.e", 4, "the first four"),
    ] {
        let page = compared(&format!("{COMPARE}{query}"), "mixed");
        assert_eq!(page.products.len(), products, "{query}");
        assert!(page.notes.iter().any(|told| told.contains(note)), "{query}: {:?}", page.notes);
    }
}

#[test]
fn products_of_every_shop_are_compared() {
    let answer = of_site("/api/products", "plugged").with("q", "monitor").now().send();
    let model::data::Data::Products(found) = answer.json() else { panic!("{}", answer.text()) };
    let of = |shop: &str| {
        let prefix = format!("{shop}.");
        found.products.iter().find(|product| product.id.starts_with(&prefix)).unwrap().id.clone()
    };
    let (one, other) = (of("shopify"), of("woo"));
    let path = format!("/api{COMPARE}?p={one}&p={other}");
    let View::Compare(page) = of_site(&path, "plugged").now().send().json() else { panic!("no comparison") };
    assert_eq!(page.products.iter().map(|product| &product.id).collect::<Vec<_>>(), [&one, &other]);
    assert!(page.products.iter().all(|product| product.cart));
    // Their filters are their own systems'.
    assert_eq!((page.add.as_str(), of_site(SPECS, "plugged").send().status), ("", 404));
    for path in ["/choose".to_owned(), format!("/products/{one}")] {
        let leads = of_site(&path, "plugged").now().page(200).attributes("main a", "href").concat();
        assert!(!leads.contains(SPECS) && !leads.contains(COMPARE), "{path}: {leads}");
    }
}

#[test]
fn a_product_has_a_page() {
    let page = of_site("/products/desk.pc-to-measure", "lindenhof").page(200);
    let name = text(page.one("h1"));
    assert!(!name.is_empty());
    let links = page.attributes("main a", "href");
    for (start, part) in [
        ("https://lindenhof.example/", ""),
        ("/configure/desk.pc-to-measure", "site=lindenhof"),
        ("/ask/new?", "product=desk.pc-to-measure"),
        (COMPARE, "p=desk.pc-to-measure"),
    ] {
        assert!(
            links.iter().any(|link| link.starts_with(start) && link.contains(part)),
            "{start}: {links:?}"
        );
    }
    assert_eq!(of_site("/products/desk.nothing", "lindenhof").send().status, 404);
    assert_eq!(of_site("/products", "lindenhof").send().status, 404);
    let escaped = of_site("/products/desk.a", "mixed").page(200);
    assert_eq!(text(escaped.one("h1")), "Screen <3 & \"half\"");
    let cart = escaped.one("form[action^='/cart']");
    assert_eq!((cart.attr("method"), cart.attr("target")), (Some("post"), Some("_top")));
    assert_eq!(escaped.one("form[action^='/cart'] input[name=product]").attr("value"), Some("desk.a"));
}

#[test]
fn names_are_listed_as_the_language_lists_them() {
    for (lang, expect) in
        [("en", ["IPS, VA", "VA, IPS"]), ("ja", ["IPS、VA", "VA、IPS"]), ("ar", ["IPS، VA", "VA، IPS"])]
    {
        let page = Ask::get(format!("{SPECS}?site=lindenhof&kind=Monitor&s.Panel=IPS&s.Panel=VA"))
            .with("lang", lang)
            .page(200);
        let told = page.told();
        assert!(expect.iter().any(|list| told.contains(list)), "{lang}: {told}");
    }
}

#[test]
fn each_state_is_everybodys_and_kept_by_its_whole_query() {
    let ask = |query: &str| of_site(&format!("{SPECS}?kind=Monitor&{query}"), "lindenhof");
    for query in ["s.Panel=VA", "s.Panel=IPS", "s.Panel=IPS&s.Panel=VA"] {
        let first = ask(query).send();
        assert_eq!(first.status, 200, "{query}");
        let again = ask(query).send();
        assert_eq!(first.text(), again.text(), "{query}");
    }
    assert_ne!(ask("s.Panel=VA").send().text(), ask("s.Panel=IPS").send().text());
}

#[test]
fn every_language_tells_all_of_it() {
    for lang in model::lang::Lang::ALL {
        for path in [
            SPECS.to_owned(),
            format!("{SPECS}?kind=Monitor&s.Panel=IPS&s.Size.from=x"),
            format!("{SPECS}?kind=Monitor&s.Size=28.5..29.5&s.Panel=OLED"),
            format!("{COMPARE}?p=desk.acer-nitro-kg251q-z&p=desk.acer-nitro-xv272u-vbmiiprx"),
            "/products/desk.acer-nitro-kg251q-z".to_owned(),
        ] {
            let page: Page = Ask::get(&path).with("site", "lindenhof").with("lang", lang.code()).page(200);
            let told = page.told();
            assert!(!told.contains(['{', '}']), "{path} in {lang}: {told}");
            let empty = page.all("h1, h2, h3, nav a, label, button:not([aria-label]), th, dt, summary");
            assert!(empty.into_iter().all(|element| !text(element).trim().is_empty()), "{path} in {lang}");
        }
    }
}
