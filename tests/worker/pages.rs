//! Every page tells all that the owner wrote, in every language, and tells programs the same.

use model::lang::Lang;
use model::page::Page as Route;
use model::site::Site;
use model::text::Localized;
use model::view::View;
use serde_json::Value;
use tests::ask::Ask;
use tests::owner;
use tests::page::{Page, text};

/// Every language of every site.
fn each(mut check: impl FnMut(&Site, Lang)) {
    for site in [owner::lindenhof(), owner::paperie(), owner::bare()] {
        for lang in &site.languages {
            check(&site, *lang);
        }
    }
}

fn ask(path: &str, site: &Site, lang: Lang) -> Ask {
    Ask::get(path).with("site", site.id.as_str()).with("lang", lang.code())
}

/// What the owner's words are to a reader of `lang`.
fn said<'a>(words: &'a Localized, site: &Site, lang: Lang) -> &'a str {
    words.get(lang, site.main_language())
}

#[track_caller]
fn tells(page: &Page, expect: &str, site: &Site, lang: Lang) {
    assert!(page.told().contains(expect), "{} in {lang} does not tell `{expect}`", site.id);
}

/// The one link to `href` within `selector`, and what is read of it.
#[track_caller]
fn link(page: &Page, selector: &str, href: &str) -> String {
    let links = page.all(&format!("{selector} a"));
    let found: Vec<_> = links.into_iter().filter(|link| link.attr("href") == Some(href)).collect();
    assert_eq!(found.len(), 1, "links to {href} in {selector}");
    text(found[0])
}

#[test]
fn every_page_is_a_document_in_its_language() {
    each(|site, lang| {
        for (path, view) in [("/", "home"), ("/contact", "contact")] {
            let page = ask(path, site, lang).page(200);
            let root = page.one("html");
            assert_eq!((root.attr("lang"), root.attr("dir")), (Some(lang.code()), Some(lang.dir())));
            let title = text(page.one("head > title"));
            assert!(title.contains(said(&site.name, site, lang)), "{title}");
            // It may be in another direction than the page.
            let heading = text(page.one("main h1 > bdi"));
            assert!(!heading.is_empty() && (view == "home" || title.contains(&heading)), "{heading} {title}");
            let current = page.one("nav a[aria-current=page]");
            assert!(current.attr("href").is_some_and(|href| href.split('?').next() == Some(path)), "{view}");
            // A text whose place was not filled, or whose catalogue lacks it.
            let told = page.told();
            assert!(!told.contains(['{', '}']), "{path} of {} in {lang}: {told}", site.id);
            let empty = page.all("h1, h2, h3, nav a, label, button:not([aria-label]), option, th[scope=row]");
            assert!(empty.into_iter().all(|element| !text(element).trim().is_empty()), "{path} in {lang}");
            assert_eq!(page.boot().lang, lang);
            let offered = page.attributes("footer select[name=lang] option", "value");
            let codes: Vec<&str> = site.languages.iter().map(|lang| lang.code()).collect();
            assert_eq!(offered, if codes.len() > 1 { codes } else { Vec::new() });
        }
    });
}

#[test]
fn contact_tells_where_the_shop_is() {
    each(|site, lang| {
        let page = ask("/contact", site, lang).page(200);
        assert_eq!(page.all("main address").len(), site.places.len());
        for (place, shown) in site.places.iter().zip(page.texts("main address")) {
            let postcode = place.postcode.as_deref().unwrap_or_default();
            for part in [said(&place.name, site, lang), &place.street, &place.city, postcode] {
                assert!(shown.contains(part), "{} in {lang}: {part} is not in {shown}", site.id);
            }
            if let Some(note) = &place.note {
                tells(&page, said(note, site, lang), site, lang);
            }
            if let Some(map) = &place.map {
                assert!(!link(&page, "main", map.as_str()).is_empty());
            }
        }
        if let Some(shop) = &site.shop {
            assert!(link(&page, "footer", shop.as_str()).contains(said(&site.name, site, lang)));
        }
    });
}

#[test]
fn contact_tells_every_way_to_reach_the_shop() {
    each(|site, lang| {
        let page = ask("/contact", site, lang).page(200);
        let list = "main ul.plain";
        for phone in &site.phones {
            let digits: String = phone.number.as_str().chars().filter(char::is_ascii_digit).collect();
            assert_eq!(link(&page, list, &format!("tel:+{digits}")), phone.number.as_str());
            tells(&page, said(&phone.name, site, lang), site, lang);
        }
        for mailbox in &site.emails {
            let address = mailbox.address.as_str();
            assert_eq!(link(&page, list, &format!("mailto:{address}")), address);
            tells(&page, said(&mailbox.name, site, lang), site, lang);
        }
        for one in &site.messaging {
            assert_eq!(link(&page, list, &one.href()), one.address());
            tells(&page, one.app().name(), site, lang);
        }
    });
}

#[test]
fn contact_tells_who_answers_what() {
    each(|site, lang| {
        let page = ask("/contact", site, lang).page(200);
        let sections = page.all("main section.topic");
        let answered =
            |id: &str| site.people.iter().any(|person| person.topics.iter().any(|topic| topic == id));
        let topics: Vec<_> = site.topics.iter().filter(|topic| answered(&topic.id)).collect();
        assert_eq!(sections.len(), topics.len(), "{}", site.id);
        for (topic, section) in topics.into_iter().zip(sections) {
            let section = Page::of(&section.html());
            assert_eq!(section.texts("h3"), [said(&topic.name, site, lang)]);
            let people = site.people.iter().filter(|person| person.topics.contains(&topic.id));
            let names: Vec<&str> = people.clone().map(|person| said(&person.name, site, lang)).collect();
            assert_eq!(section.texts("li.person strong"), names);
            let html = section.one("body");
            for person in people {
                let name = said(&person.name, site, lang);
                assert!(text(html).contains(said(&person.role, site, lang)), "{name}");
                if let Some(place) = &person.place {
                    let place = site.places.iter().find(|one| one.id == *place).expect("a place of the site");
                    assert!(text(html).contains(&place.street), "{name}");
                }
                if let Some(phone) = &person.phone {
                    let label = format!("a[href='tel:{}'][aria-label*='{name}']", phone.dialled());
                    assert_eq!(section.all(&label).len(), 1, "{label}");
                }
                if let Some(email) = &person.email {
                    let label = format!("a[href='mailto:{email}'][aria-label*='{name}']");
                    assert_eq!(section.all(&label).len(), 1, "{label}");
                }
            }
            let portraits = site
                .people
                .iter()
                .filter(|person| person.topics.contains(&topic.id) && person.photo.is_some());
            assert_eq!(section.all("img[src^='/files/'][alt='']").len(), portraits.count());
        }
    });
}

#[test]
fn home_tells_what_most_people_come_for() {
    each(|site, lang| {
        let page = ask("/", site, lang).page(200);
        assert_eq!(page.all("main .status").len(), usize::from(site.hours.is_some()));
        assert_eq!(page.all("main address").len(), usize::from(!site.places.is_empty()));
        if let Some(place) = site.places.first() {
            assert!(text(page.one("main address")).contains(&place.street));
        }
        if let Some(phone) = site.phones.first() {
            assert_eq!(
                link(&page, "main .glance", &format!("tel:{}", phone.number.dialled())),
                phone.number.as_str()
            );
        }
        if let Some(mailbox) = site.emails.first() {
            link(&page, "main .glance", &format!("mailto:{}", mailbox.address));
        }
        let kept = format!("/contact?site={}&lang={lang}", site.id);
        assert!(!link(&page, "main", &kept).is_empty());
        assert_eq!(
            page.all("main form[role=search][method=get]").len(),
            usize::from(!site.people.is_empty())
        );
    });
}

/// The texts that a JSON answer holds, but for those nobody reads: search words and zones' names.
fn leaves(value: &Value, name: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !matches!(name, "words" | "zone") && !text.is_empty() => {
            found.push(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, name, found)),
        Value::Object(members) => members.iter().for_each(|(name, member)| leaves(member, name, found)),
        _ => {}
    }
}

#[test]
fn programs_are_told_the_same() {
    each(|site, lang| {
        let answer = ask("/api/contact", site, lang).send();
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
        let View::Contact(contact) = answer.json() else { panic!("{}", answer.text()) };
        let counts = [
            (contact.places.len(), site.places.len()),
            (contact.phones.len(), site.phones.len()),
            (contact.emails.len(), site.emails.len()),
            (contact.messaging.len(), site.messaging.len()),
            (contact.people.len(), site.people.len()),
            (usize::from(contact.hours.is_some()), usize::from(site.hours.is_some())),
        ];
        assert!(counts.iter().all(|(told, written)| told == written), "{}: {counts:?}", site.id);
        let mut texts = Vec::new();
        leaves(&answer.json(), "", &mut texts);
        let told = ask("/contact", site, lang).page(200).told();
        for text in texts {
            assert!(told.contains(&text), "{} in {lang} tells programs alone: {text}", site.id);
        }
        let View::Home(home) = ask("/api/", site, lang).send().json() else { panic!("not the first page") };
        assert_eq!((home.query.as_str(), &home.contact), ("", &contact));
        // The browser goes on from the very answer that the page was made of.
        assert_eq!(*ask("/contact", site, lang).page(200).boot().view, View::Contact(contact));
    });
}

#[test]
fn a_slash_at_the_end_is_forgiven() {
    for (one, other) in [("/contact", "/contact/"), ("/api", "/api/"), ("/api/contact", "/api/contact/")] {
        let (one, other) = (Ask::get(one).send(), Ask::get(other).send());
        assert_eq!((one.status, one.text()), (200, other.text()));
    }
}

#[test]
fn head_is_get_without_its_body() {
    for path in
        ["/", "/contact", "/api/contact", "/contact.vcf", "/healthz", "/no-such-page", "/api/no-such-page"]
    {
        let (get, head) = (Ask::get(path).send(), Ask::by("HEAD", path).send());
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(get.status, head.status, "{path}");
        for name in ["content-type", "content-language", "cache-control", "content-security-policy", "vary"] {
            assert_eq!(get.header(name), head.header(name), "{name} of {path}");
        }
    }
}

#[test]
fn links_lead_to_pages_and_keep_what_the_page_was_asked_with() {
    let query = "site=paperie&lang=en&theme=dark&embed=panel";
    // This shop tells nothing of products, orders and answers.
    let offered = [Route::Home, Route::Contact];
    for route in offered {
        let page = Ask::get(format!("{}?{query}&q=pen&unknown=1", route.path())).page(200);
        let own: Vec<&str> = page
            .attributes("#app a[href]", "href")
            .into_iter()
            .filter(|href| href.starts_with('/'))
            .collect();
        assert!(own.len() > offered.len(), "{own:?}");
        for href in own {
            assert!(href.contains(query) && !href.contains("unknown"), "{href}");
            assert_eq!(Ask::get(href).send().status, 200, "{href}");
        }
        for form in page.all("form") {
            let form = Page::of(&form.html());
            let fields: Vec<&str> = form.attributes("[name]", "name");
            for name in ["site", "lang", "theme", "embed"] {
                assert_eq!(fields.iter().filter(|field| **field == name).count(), 1, "{name} in {fields:?}");
            }
        }
    }
}
