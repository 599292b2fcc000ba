//! Each reader's language: how it is found, and how it writes dates, times, money and places.

use model::lang::Lang;
use model::view::View;
use tests::ask::Ask;
use tests::owner;

#[test]
fn the_readers_language_is_found() {
    for (site, wish, accept, expect) in [
        ("lindenhof", None, "", "en"),
        ("lindenhof", None, "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("lindenhof", None, "en;q=0.2, fr-CH;q=0.9", "fr"),
        ("lindenhof", None, "ja;q=0, de;q=0.1", "de"),
        ("lindenhof", None, "ja; Q = 0, en;Q=0.2, de;q=0.4", "de"),
        ("lindenhof", None, "zh-Hans-SG,zh;q=0.9", "zh-CN"),
        ("lindenhof", None, "pt-PT", "pt-BR"),
        ("lindenhof", None, "es-419", "es"),
        ("lindenhof", None, "ar-EG", "ar"),
        ("lindenhof", None, "it, tlh, *;q=0.5", "en"),
        ("lindenhof", None, "nonsense;;;q=x,,,-", "en"),
        // Said outright, it counts before what the browser prefers.
        ("lindenhof", Some("ja"), "de", "ja"),
        ("lindenhof", Some("PT-br"), "de", "pt-BR"),
        ("lindenhof", Some("zh_CN"), "", "zh-CN"),
        ("lindenhof", Some("xx"), "de", "de"),
        ("lindenhof", Some(""), "fr", "fr"),
        // A shop that does not offer it answers in its own first language.
        ("paperie", None, "", "ja"),
        ("paperie", None, "en-GB", "en"),
        ("paperie", None, "de", "ja"),
        ("paperie", Some("de"), "en", "en"),
        ("bare", Some("en"), "en", "ar"),
    ] {
        for path in ["/", "/contact", "/api/contact"] {
            let mut ask = Ask::get(path).with("site", site).header("accept-language", accept);
            if let Some(wish) = wish {
                ask = ask.with("lang", wish);
            }
            let answer = ask.send();
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("vary"), Some("accept-language"), "{path}");
            assert_eq!(
                answer.header("content-language"),
                Some(expect),
                "{path} of {site}: {wish:?} {accept}"
            );
        }
    }
}

#[test]
fn a_wrong_language_shows_a_page_and_tells_the_storefront() {
    for (path, site, wish, told) in [
        ("/", "lindenhof", "xx", Some("en, zh-CN, de, pt-BR, es, fr, ja, ar")),
        ("/contact", "paperie", "de", Some("ja, en")),
        ("/", "paperie", "<b>", Some("ja, en")),
        ("/", "paperie", "en", None),
        ("/", "lindenhof", "zh_cn", None),
    ] {
        let ask = Ask::get(path).with("site", site).with("lang", wish);
        let embedded = ask.clone().with("embed", "panel").page(200);
        let problem = embedded.one("html").attr("data-problem");
        assert_eq!(problem.is_some(), told.is_some(), "{problem:?}");
        if let (Some(problem), Some(told)) = (problem, told) {
            assert!(problem.ends_with(told) && problem.contains(wish), "{problem}");
        }
        // Alone in a tab there is nobody to tell.
        assert_eq!(ask.page(200).one("html").attr("data-problem"), None);
    }
}

#[test]
fn problems_are_told_in_the_readers_language() {
    for lang in owner::lindenhof().languages {
        for path in ["/no-such-page", "/api/no-such-page"] {
            let answer = Ask::get(path).header("accept-language", lang.code()).send();
            assert_eq!(
                (answer.status, answer.header("content-language")),
                (404, Some(lang.code())),
                "{path}"
            );
        }
        // Where no site is found there is none to restrict the languages.
        let page = Ask::get("/?site=zebra").header("accept-language", lang.code()).page(404);
        assert_eq!(page.one("html").attr("lang"), Some(lang.code()));
    }
}

/// How a language writes a time range, a price, a day, a usual day and a country.
const WRITTEN: [(Lang, [&str; 5]); 8] = [
    (
        Lang::En,
        ["10:00 AM – 7:00 PM", "€0.49 per minute", "Thursday, December 24", "Monday – Wednesday", "Germany"],
    ),
    (Lang::ZhCn, ["10:00至19:00", "每分钟 €0.49", "12月24日星期四", "星期一至星期三", "德国"]),
    (
        Lang::De,
        [
            "10:00 – 19:00",
            "0,49 € pro Minute",
            "Donnerstag, 24. Dezember",
            "Montag – Mittwoch",
            "Deutschland",
        ],
    ),
    (
        Lang::PtBr,
        [
            "10:00 – 19:00",
            "€ 0,49 por minuto",
            "quinta-feira, 24 de dezembro",
            "segunda-feira – quarta-feira",
            "Alemanha",
        ],
    ),
    (
        Lang::Es,
        ["10:00 – 19:00", "0,49 € por minuto", "jueves, 24 de diciembre", "lunes – miércoles", "Alemania"],
    ),
    (Lang::Fr, ["10:00 – 19:00", "0,49 € par minute", "jeudi 24 décembre", "lundi – mercredi", "Allemagne"]),
    (Lang::Ja, ["10:00～19:00", "1分あたり€0.49", "12月24日木曜日", "月曜日～水曜日", "ドイツ"]),
    (Lang::Ar, ["10:00 ص – 7:00 م", "0.49 € للدقيقة", "الخميس، 24 ديسمبر", "الاثنين – الأربعاء", "ألمانيا"]),
];

/// Without the marks and narrow spaces that the eye does not tell from plain ones.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{200e}', '\u{200f}', '\u{61c}'], "")
}

#[test]
fn dates_times_money_and_places_are_written_as_each_language_writes_them() {
    for (lang, [times, price, day, days, country]) in WRITTEN {
        let told = plain(&Ask::get("/contact").with("lang", lang.code()).page(200).told());
        for expect in [times, price, day, days, country] {
            assert!(told.contains(expect), "{lang}: {expect}");
        }
    }
}

#[test]
fn a_currency_without_cents_has_none() {
    for (lang, expect) in [("ja", "1分あたり￥10"), ("en", "¥10 per minute")] {
        let told = plain(&Ask::get("/contact").with("site", "paperie").with("lang", lang).page(200).told());
        assert!(told.contains(expect), "{told}");
    }
}

#[test]
fn holidays_in_a_row_are_told_as_one_and_only_when_near() {
    let special = |instant: &str| {
        let answer = Ask::get("/api/contact?lang=en").at(instant).send();
        let View::Contact(contact) = answer.json() else { panic!("{}", answer.text()) };
        let rows = contact.hours.expect("the shop has hours").special;
        rows.into_iter().map(|row| format!("{}: {} {:?}", row.days, row.note, row.times)).collect::<Vec<_>>()
    };
    assert_eq!(
        special("2027-07-20T12:00:00+02:00"),
        ["Monday, August 2 – Saturday, August 14: Works holiday []"]
    );
    // In the middle of it, the rest is told.
    assert_eq!(
        special("2027-08-10T12:00:00+02:00")[0],
        "Tuesday, August 10 – Saturday, August 14: Works holiday []"
    );
    assert_eq!(special("2027-05-31T12:00:00+02:00"), [""; 0]);
    assert_eq!(
        special("2026-12-23T12:00:00+01:00")[..2],
        [
            "Thursday, December 24: Christmas Eve [\"10:00 AM – 1:00 PM\"]",
            "Friday, December 25: Christmas Day []"
        ]
    );
}
