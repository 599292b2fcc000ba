//! Answers in several languages and looks are kept apart, and each reader gets their own.

use tests::ask::Ask;

/// What a browser sends, and what is told then by a shop of eight languages, English first.
const READERS: [(&str, &str); 6] = [
    ("de", "de"),
    ("en", "en"),
    ("de-AT,de;q=0.9,en;q=0.5", "de"),
    ("fr;q=0.3, en;q=0.4", "en"),
    ("tlh", "en"),
    ("", "en"),
];

#[test]
fn readers_of_different_languages_never_get_each_others_answers() {
    for path in ["/contact?theme=varies", "/api/contact?theme=varies", "/contact.vcf?theme=varies"] {
        let told: Vec<_> = READERS
            .iter()
            .map(|(accept, lang)| {
                let answer = Ask::get(path).header("accept-language", *accept).send();
                assert_eq!(answer.header("content-language"), Some(*lang), "{path} {accept}");
                assert_eq!(answer.header("vary"), Some("accept-language"), "{path} {accept}");
                answer.body
            })
            .collect();
        assert_ne!(told[0], told[1], "{path}");
        assert_eq!((&told[0], &told[1]), (&told[2], &told[3]), "{path}");
        // Now from the caches: the memory knows each header, the network's cache each language.
        for (seconds, order) in [(0, [1, 0, 2, 3, 5, 4]), (5, [5, 4, 3, 1, 0, 2])] {
            for at in order {
                let (accept, lang) = READERS[at];
                let ask = Ask::get(path).header("accept-language", accept).later(seconds);
                let answer = ask.send();
                assert!(answer.cache().hit, "{path} {accept}: {:?}", answer.cache());
                assert_eq!(answer.header("content-language"), Some(lang), "{path} {accept}");
                assert_eq!(answer.body, told[at], "{path} {accept}");
            }
        }
    }
}

#[test]
fn whoever_asks_for_a_language_gets_it_whatever_the_browser_says() {
    for (parameter, accept, lang) in
        [("en", "de", "en"), ("de", "en", "de"), ("en", "", "en"), ("tlh", "en", "en"), ("", "en", "en")]
    {
        for _ in 0..2 {
            let ask = Ask::get("/contact").with("theme", "asked-for").with("lang", parameter);
            let answer = ask.header("accept-language", accept).send();
            assert_eq!(answer.header("content-language"), Some(lang), "{parameter} {accept}");
        }
    }
}

#[test]
fn what_sources_tell_is_kept_by_language_too() {
    // Articles in two languages have two texts, and searches of two languages two answers.
    for (path, in_english, in_german) in [("/api/ask?q=30", " days", " Tage")] {
        for (lang, there, not_there) in
            [("en", in_english, in_german), ("de", in_german, in_english)].repeat(2)
        {
            let answer = Ask::get(path).with("site", "plugged").with("lang", lang).send();
            assert_eq!(answer.header("content-language"), Some(lang), "{path}");
            assert!(answer.text().contains(there), "{path} {lang}: {}", answer.text());
            assert!(!answer.text().contains(not_there), "{path} {lang}: {}", answer.text());
        }
    }
}
