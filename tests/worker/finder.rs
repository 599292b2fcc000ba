//! "What is it about?": a plain form that finds who answers.

use model::view::View;
use tests::ask::Ask;
use tests::owner;
use tests::page::{Page, text};

/// The names of the people found, as a reader meets them.
fn found(page: &Page) -> Vec<String> {
    page.texts("main .finder li.person strong")
}

#[test]
fn customers_words_find_who_answers() {
    for (lang, query, expect) in [
        ("en", "installation", &["Emre Yıldız", "Felix Gruber", "Samira Haddad"][..]),
        ("en", "Where is my parcel?", &["Jonas Petersen", "Linh Nguyen"]),
        ("en", "gruber", &["Felix Gruber"]),
        ("de", "Rechnung", &["Linh Nguyen", "Katrin Lindner"]),
        ("fr", "ma facture", &["Linh Nguyen", "Katrin Lindner"]),
        ("zh-CN", "怎么安装", &["埃姆雷·耶尔德兹", "费利克斯·格鲁伯", "萨米拉·哈达德"]),
        ("ja", "修理", &["サミラ・ハダド"]),
        ("ar", "الضمان", &["سميرة حداد"]),
        ("en", "zebra", &[]),
    ] {
        let page = Ask::get("/").with("lang", lang).with("q", query).page(200);
        let found = found(&page);
        assert!(expect.iter().all(|name| found.iter().any(|one| one == name)), "{query}: {found:?}");
        assert_eq!(expect.is_empty(), found.is_empty(), "{query}: {found:?}");
        // What was asked stands in the field again, and in the heading that is read out.
        assert_eq!(page.one("input#q").attr("value"), Some(query));
        assert!(text(page.one("main [role=status]")).contains(query), "{query}");
        // Nobody is left without a way on.
        let ways = page.all("main .finder a[href^='tel:'], main .finder a[href^='mailto:']");
        assert!(!ways.is_empty(), "{query}");
    }
}

#[test]
fn every_topic_is_a_question_that_finds_its_people() {
    let site = owner::lindenhof();
    for lang in &site.languages {
        let home = Ask::get("/").with("lang", lang.code()).page(200);
        assert!(found(&home).is_empty());
        let topics = home.all("main .topics a");
        assert_eq!(topics.len(), site.topics.len());
        for (topic, link) in site.topics.iter().zip(topics) {
            let name = topic.name.get(*lang, site.main_language());
            assert_eq!(text(link), name);
            let found = found(&Ask::get(link.attr("href").unwrap_or_default()).page(200));
            for person in site.people.iter().filter(|person| person.topics.contains(&topic.id)) {
                let person = person.name.get(*lang, site.main_language());
                assert!(found.iter().any(|one| one == person), "{name}: {person} is not in {found:?}");
            }
        }
    }
}

#[test]
fn a_question_is_kept_as_asked_but_for_what_cannot_be_shown() {
    let long = "é".repeat(300);
    let cut = "é".repeat(200);
    for (query, expect) in [
        ("", ""),
        (" mouse  mat ", " mouse  mat "),
        ("a&b=c+d%20", "a&b=c+d%20"),
        ("tab\tand\nline", "tabandline"),
        ("nul\0byte", "nulbyte"),
        ("{query} {value}", "{query} {value}"),
        ("\u{202e}drow", "\u{202e}drow"),
        (&long, &cut),
    ] {
        let ask = Ask::get("/api/").with("q", query).send();
        let View::Home(home) = ask.json() else { panic!("{}", ask.text()) };
        assert_eq!(home.query, expect);
        let page = Ask::get("/").with("q", query).page(200);
        assert_eq!(page.one("input#q").attr("value").unwrap_or_default(), expect);
    }
}
