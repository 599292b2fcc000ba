//! What search engines read of a page that stands alone: schema.org, its address, its languages.

use model::site::Site;
use serde_json::Value;
use tests::ask::Ask;
use tests::page::{Page, text};
use tests::{deployment, owner};

/// The shop as schema.org tells it.
#[track_caller]
fn organization(page: &Page) -> Value {
    let json = text(page.one("head script[type='application/ld+json']"));
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[test]
fn robots_are_told_where_to_look_and_where_not() {
    for (site, address) in [("plugged", "/robots.txt"), ("lindenhof", "/robots.txt")] {
        let robots = Ask::get(address).with("site", site).send();
        let what = (robots.status, robots.header("content-type"));
        assert_eq!(what, (200, Some("text/plain; charset=utf-8")), "{site}");
        let sitemap = format!("{}/sitemap.xml?site={site}", deployment::url());
        let expect = format!("User-agent: *\nDisallow: /api\nDisallow: /desk\n\nSitemap: {sitemap}\n");
        assert_eq!(robots.text(), expect);
        assert_eq!(Ask::get("/sitemap.xml").with("site", site).send().status, 200);
    }
}

#[test]
fn the_shop_is_told_as_an_organization() {
    for site in [owner::lindenhof(), owner::paperie(), owner::bare()] {
        let lang = site.main_language();
        let page = Ask::get("/contact").with("site", site.id.as_str()).page(200);
        let shop = organization(&page);
        assert_eq!(shop["@context"], "https://schema.org");
        let kinds = shop["@type"].as_array().expect("several types");
        assert!(kinds.iter().any(|kind| kind == "Organization"), "{kinds:?}");
        assert_eq!(shop["name"], site.name.get(lang, lang));
        if let Some(place) = site.places.first() {
            assert_eq!(shop["address"]["@type"], "PostalAddress");
            assert_eq!(shop["address"]["streetAddress"], place.street);
            assert_eq!(shop["address"]["addressCountry"], place.country);
        }
        contact_points(&shop, &site);
    }
}

fn contact_points(shop: &Value, site: &Site) {
    let points = shop["contactPoint"].as_array().expect("a list");
    assert_eq!(points.len(), site.phones.len() + site.emails.len());
    assert!(points.iter().all(|point| point["@type"] == "ContactPoint" && point["contactType"].is_string()));
    for phone in &site.phones {
        assert!(points.iter().any(|point| point["telephone"] == phone.number.as_str()));
    }
    for mailbox in &site.emails {
        assert!(points.iter().any(|point| point["email"] == mailbox.address.as_str()));
    }
}

#[test]
fn opening_hours_are_told_day_by_day() {
    let opening = |spec: &Value, day: &str| {
        let said = |name: &str| spec[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(spec["@type"], "OpeningHoursSpecification");
        (said("dayOfWeek") == day).then(|| format!("{}-{}", said("opens"), said("closes")))
    };
    for (site, day, expect) in [
        ("lindenhof", "Monday", &["10:00-19:00"][..]),
        ("lindenhof", "Saturday", &["10:00-13:00", "14:00-17:00"]),
        ("lindenhof", "Sunday", &[]),
        // Past midnight, the closing time is smaller than the opening one.
        ("paperie", "Friday", &["11:00-15:00", "20:00-02:00"]),
    ] {
        let shop = organization(&Ask::get("/").with("site", site).page(200));
        let specs = shop["openingHoursSpecification"].as_array().expect("a list");
        let found: Vec<String> = specs.iter().filter_map(|spec| opening(spec, day)).collect();
        assert_eq!(found, expect, "{site} on {day}");
    }
    assert!(organization(&Ask::get("/?site=bare").page(200))["openingHoursSpecification"].is_null());
}

#[test]
fn special_days_are_told_with_their_dates() {
    let shop = organization(&Ask::get("/").page(200));
    let specs = shop["specialOpeningHoursSpecification"].as_array().expect("a list");
    for (first, last, opens, closes) in [
        ("2027-01-04", "2027-01-04", "15:00", "19:00"),
        // Closed is an opening of no length.
        ("2027-08-02", "2027-08-14", "00:00", "00:00"),
        // Of every year: the coming one.
        ("2026-12-24", "2026-12-24", "10:00", "13:00"),
        ("2026-12-25", "2026-12-25", "00:00", "00:00"),
        ("2027-10-03", "2027-10-03", "00:00", "00:00"),
    ] {
        let expect = [first, last, opens, closes];
        let found = specs.iter().any(|spec| {
            ["validFrom", "validThrough", "opens", "closes"]
                .iter()
                .zip(expect)
                .all(|(name, value)| spec[*name] == value)
        });
        assert!(found, "{expect:?} is not in {specs:?}");
    }
}

#[test]
fn each_page_names_its_address_and_its_other_languages() {
    let origin = deployment::url();
    for (path, canonical, english) in [
        ("/", "/", "/?lang=en"),
        ("/contact/", "/contact", "/contact?lang=en"),
        ("/contact?lang=de&theme=dark", "/contact?lang=de", "/contact?lang=en"),
        ("/contact?site=paperie&q=x", "/contact?site=paperie", "/contact?site=paperie&lang=en"),
    ] {
        let page = Ask::get(path).page(200);
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [format!("{origin}{canonical}")]);
        let alternate = page.attributes("link[rel=alternate][hreflang=en]", "href");
        assert_eq!(alternate, [format!("{origin}{english}")]);
        let site = if path.contains("paperie") { owner::paperie() } else { owner::lindenhof() };
        let codes: Vec<&str> = site.languages.iter().map(|lang| lang.code()).collect();
        assert_eq!(page.attributes("link[rel=alternate]", "hreflang"), codes);
        for address in page.attributes("link[rel=canonical], link[rel=alternate]", "href") {
            let own = address.strip_prefix(&origin).expect("an address of our own");
            let there = Ask::get(own).page(200);
            let lang = page.all(&format!("link[hreflang][href='{address}']"));
            if let Some(lang) = lang.first().and_then(|link| link.attr("hreflang")) {
                assert_eq!(there.one("html").attr("lang"), Some(lang));
            }
        }
    }
}

#[test]
fn what_is_embedded_or_not_there_is_not_for_search_engines() {
    for (path, status) in [
        ("/?embed=panel", 200),
        ("/contact?embed=inline", 200),
        ("/no-such-page", 404),
        ("/?site=zebra", 404),
    ] {
        let page = Ask::get(path).page(status);
        assert!(
            page.all("script[type='application/ld+json'], link[rel=canonical], link[hreflang]").is_empty(),
            "{path}"
        );
        if status == 404 {
            assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{path}");
        }
    }
}
