//! What is known: searches and articles, as pages and as JSON.

use model::view::{ArticlePage, AskPage, View};
use serde_json::Value;
use tests::ask::Ask;
use tests::page::text;

/// A search of the demo's shop.
fn ask(query: &str) -> Ask {
    Ask::get("/ask?site=lindenhof&lang=en").with("q", query)
}

#[track_caller]
fn found(ask: &Ask) -> AskPage {
    let answer = ask.send();
    let View::Ask(page) = answer.json() else { panic!("{}", answer.text()) };
    page
}

#[test]
fn a_search_is_a_form_whose_answer_is_a_page() {
    let page = ask("how long can I return it").page(200);
    assert_eq!(page.one("form[role=search] input[name=q]").attr("value"), Some("how long can I return it"));
    assert_eq!(page.one("form[role=search]").attr("action"), Some("/ask"));
    assert!(text(page.one("h2.found")).contains("“how long can I return it”"));
    let first = page.all(".hits li").into_iter().next().expect("there are hits");
    let first = tests::page::Page::of(&first.html());
    assert_eq!(first.texts("h3"), ["How long can I return something?"]);
    let href = first.attributes("h3 a", "href")[0].to_owned();
    assert_eq!(
        href,
        "/articles/desk.return-window?site=lindenhof&lang=en&q=how%20long%20can%20I%20return%20it"
    );

    let article = Ask::get(href).page(200);
    assert_eq!(article.texts("main h1"), ["How long can I return something?"]);
    assert!(article.all("article p").len() >= 2);
    let back = article.attributes("main a", "href");
    assert!(back.iter().any(|href| href.starts_with("/ask?") && href.contains("q=how%20long")), "{back:?}");
}

#[test]
fn the_words_searched_for_are_marked_and_nothing_typed_is_markup() {
    let page = ask("return label").page(200);
    let marked = page.texts(".hits mark");
    assert!(
        !marked.is_empty()
            && marked
                .iter()
                .all(|word| ["label", "retur"].iter().any(|of| word.to_lowercase().starts_with(of))),
        "{marked:?}"
    );

    let evil = "<mark>\"'></mark><script>alert(1)</script> {query} \u{202e}refund";
    let page = ask(evil).page(200);
    assert_eq!(page.one("form[role=search] input[name=q]").attr("value"), Some(evil));
    assert!(page.all("main script, main mark mark").is_empty());
}

#[test]
fn other_scripts_are_found_and_marked() {
    for (query, lang) in [("如何退货", "zh-CN"), ("wie viele Tage zum Zurückgeben", "de")] {
        let page = found(&Ask::get("/api/ask?site=lindenhof").with("q", query).with("lang", lang));
        let marked = page.hits.iter().any(|hit| hit.passage.len() > 1);
        assert!(marked, "{query}: {:?}", page.hits);
    }
}

#[test]
fn what_solved_a_question_is_shown_unless_another_post_has_more_of_the_words() {
    for (query, lang, title, begins) in [
        ("return vienna", "en", "Can I return in Vienna what I ordered online?", "Gladly, Tuesday to Friday"),
        (
            "zweites Kit zurückgeben",
            "de",
            "Vier Riegel DDR5 laufen nur mit 3600?",
            "Das zweite Kit können Sie",
        ),
        ("DDR5 vier Riegel AM5", "de", "Vier Riegel DDR5 laufen nur mit 3600?", "Normal auf AM5 mit vier"),
    ] {
        let page = found(&Ask::get("/api/ask?site=lindenhof").with("q", query).with("lang", lang));
        let hits = || page.hits.iter().map(|hit| (&*hit.title, hit.passage.concat()));
        let told = hits().find(|(found, _)| *found == title).map(|(_, passage)| passage);
        assert!(
            told.is_some_and(|told| told.starts_with(begins)),
            "{query}: {:?}",
            hits().collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_hit_is_in_the_language_that_its_page_opens_in_and_says_which() {
    for (query, lang) in [
        ("zurückgeben Tage", "fr"),
        ("退货", "fr"),
        ("zurückgeben Tage", "en"),
        ("return", "de"),
        ("return", "zh-CN"),
    ] {
        let page = Ask::get("/ask?site=lindenhof").with("q", query).with("lang", lang).page(200);
        let View::Ask(ask) = &*page.boot().view else { panic!("{query}") };
        assert!(!ask.hits.is_empty(), "{query}");
        let told = [page.attributes(".hits h3", "lang"), page.attributes(".hits h3 + .what + p", "lang")];
        for hit in &ask.hits {
            let there = Ask::get(&hit.path).with("site", "lindenhof").with("lang", lang).page(200);
            let heading = there.one("main h1");
            assert_eq!(
                (&*text(heading), heading.attr("lang")),
                (&*hit.title, Some(&*hit.lang)),
                "{query} in {lang}"
            );
            assert!(!there.all(&format!("main [dir=auto][lang={}]", hit.lang)).is_empty(), "{}", hit.path);
        }
        let expect: Vec<&str> = ask.hits.iter().map(|hit| &*hit.lang).collect();
        assert_eq!(told, [expect.clone(), expect], "{query} in {lang}");
    }
}

#[test]
fn chinese_little_words_keep_nothing_from_fitting() {
    for (query, id) in [("我要退款", "desk.refund-when"), ("电脑声音很吵", "desk.too-loud")] {
        let page = found(&Ask::get("/api/ask?site=lindenhof&lang=zh-CN").with("q", query));
        let ids: Vec<_> = page.hits.iter().map(|hit| hit.id.as_str()).collect();
        assert!(page.fits && ids.contains(&id) && ids.len() <= 10, "{query}: {ids:?}");
    }
}

#[test]
fn who_reads_a_language_without_articles_is_shown_those_there_are() {
    let page = found(&Ask::get("/api/ask?site=lindenhof&lang=ar"));
    assert!(page.hits.len() > 3, "{page:?}");
}

#[test]
fn without_words_it_is_what_most_want_to_know() {
    let page = found(&Ask::get("/api/ask?site=lindenhof&lang=de"));
    assert!(page.query.is_empty() && page.hits.len() > 3, "{page:?}");
    assert!(page.hits.iter().all(|hit| hit.id.starts_with("desk.")));
    for blank in ["%20%20", "%00"] {
        assert_eq!(found(&Ask::get(format!("/api/ask?site=lindenhof&lang=de&q={blank}"))).hits, page.hits);
    }
}

#[test]
fn a_panel_has_its_own_articles() {
    let page = Ask::get("/orders?site=lindenhof&lang=en").page(200);
    let href = page.attributes(".answers a", "href")[0].to_owned();
    assert_eq!(href, "/ask?site=lindenhof&lang=en&panel=orders");
    let page = found(&Ask::get(["/api", &href].concat()));
    let ids: Vec<_> = page.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert!(ids.contains(&"desk.delivery-time") && !ids.contains(&"desk.opening-hours"), "{ids:?}");
    assert_eq!(found(&Ask::get("/api/ask?site=lindenhof&lang=en&panel=nowhere")).hits, []);
}

#[test]
fn an_article_is_told_to_people_programs_and_search_engines() {
    let answer = Ask::get("/api/articles/desk.return-window?site=lindenhof&lang=de").send();
    let View::Article(ArticlePage { id, lang, title, paragraphs, .. }) = answer.json() else {
        panic!("{}", answer.text())
    };
    assert_eq!((&*id, &*lang), ("desk.return-window", "de"));
    let page = Ask::get("/articles/desk.return-window?site=lindenhof&lang=de&q=x").page(200);
    assert_eq!(page.texts("main h1"), std::slice::from_ref(&title));
    assert_eq!(page.texts("article p"), paragraphs);

    // What was searched for is no part of the address that search engines keep.
    let canonical = page.attributes("link[rel=canonical]", "href");
    assert!(canonical[0].ends_with("/articles/desk.return-window?site=lindenhof&lang=de"), "{canonical:?}");
    assert_eq!(page.all("link[rel=alternate]").len(), 8);
    let told: Value =
        serde_json::from_str(&text(page.one("script[type='application/ld+json']"))).expect("JSON");
    assert_eq!((&told["@type"], &told["mainEntity"][0]["name"]), (&"FAQPage".into(), &title.into()));
    assert_eq!(told["mainEntity"][0]["acceptedAnswer"]["text"], paragraphs.join("\n\n"));
    assert_eq!(page.all("meta[name=robots]").len(), 0);
}

#[test]
fn a_search_is_no_page_for_search_engines_and_a_missing_article_is_none() {
    let robots = |page: &tests::page::Page| page.attributes("meta[name=robots]", "content").join(" ");
    assert_eq!(robots(&ask("fan").page(200)), "noindex");
    assert_eq!(robots(&Ask::get("/ask?site=lindenhof").page(200)), "");
    assert_eq!(robots(&Ask::get("/articles/desk.nobody?site=lindenhof").page(404)), "noindex");
}
