//! The words that the edge alone has, one JSON file a language: of problems (RFC 9457), since no shopper needs them
//! before something goes wrong; of orders, which are told in sentences already; and of counts, which staff alone see.

use std::cell::OnceCell;
use std::collections::HashMap;

use model::lang::Lang;
use model::problem::Kind;

/// From a key to the text.
type Catalogue = HashMap<String, String>;

/// A part's texts in every language, each read once.
type Catalogues = [OnceCell<Catalogue>; Lang::ALL.len()];

/// Declares parts: the function that gives a text of a part by its key, and the folder of its catalogues.
macro_rules! parts {
    ($($(#[$doc:meta])* $text:ident $source:ident $folder:literal,)+) => {
        $(
            model::source!($source, $folder);

            $(#[$doc])*
            pub(crate) fn $text(lang: Lang, key: &str) -> String {
                thread_local! {
                    static ALL: Catalogues = const { [const { OnceCell::new() }; Lang::ALL.len()] };
                }
                ALL.with(|all| found(all, $source, lang, key))
            }
        )+

        /// Each part with its folder.
        #[cfg(test)]
        const PARTS: &[(&str, fn(Lang) -> &'static str)] = &[$(($folder, $source)),+];
    };
}

parts! {
    /// A text about a problem: see [`problem`].
    of_problem problems "../texts",
    /// A text about orders.
    order orders "../texts/orders",
    /// A text about questions of the community and their answers.
    community of_community "../texts/community",
    /// A text about what is kept of somebody.
    kept of_kept "../texts/kept",
    /// A text about how guides are used.
    count counts "../texts/counts",
    /// A text about searches in vain and what was learned of them, for staff.
    searches of_searches "../texts/searches",
}

/// A text of somebody's, or its title, for who reads this language: what stands where something was erased is told in theirs.
/// It is kept in the language of the question, for search engines and e-mails.
pub(crate) fn erased(lang: Lang, text: &str) -> String {
    let stands = Lang::ALL.into_iter().any(|other| kept(other, "removed") == text);
    if stands { kept(lang, "removed") } else { text.to_owned() }
}

/// Title and detail of a problem, `{kind}.title` and `{kind}.detail`. Some details have a place: `{value}` in
/// [`Kind::UnknownSite`] (the id that was asked for) and [`Kind::Invalid`] (the field's name), `{when}` in
/// [`Kind::TooMany`] ("in 40 seconds").
pub(crate) fn problem(lang: Lang, kind: Kind) -> (String, String) {
    let text = |part: &str| of_problem(lang, &[kind.name(), part].concat());
    (text(".title"), text(".detail"))
}

/// The sentence of [`crate::error::Error::Typed`]: about what was written to the community or at its desk, or about an order.
pub(crate) fn typed(lang: Lang, key: &str) -> String {
    if key.starts_with("ask.") || key.starts_with("desk.") { community(lang, key) } else { order(lang, key) }
}

/// A test sees to it that every catalogue is JSON and has every key.
fn found(all: &Catalogues, source: fn(Lang) -> &'static str, lang: Lang, key: &str) -> String {
    let cell = Lang::ALL.iter().zip(all).find_map(|(one, cell)| (*one == lang).then_some(cell));
    let read = || serde_json::from_slice(source(lang).as_bytes()).unwrap_or_default();
    cell.and_then(|cell| cell.get_or_init(read).get(key)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn catalogue(lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(problems(lang)).unwrap_or_else(|error| panic!("edge/texts/{lang}.json: {error}"))
    }

    fn places(text: &str) -> Vec<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        let wanted: BTreeSet<String> = Kind::ALL
            .into_iter()
            .flat_map(|kind| [".title", ".detail"].map(|part| [kind.name(), part].concat()))
            .collect();
        for lang in Lang::ALL {
            let found: BTreeSet<String> = catalogue(lang).into_keys().collect();
            let missing: Vec<_> = wanted.difference(&found).collect();
            let surplus: Vec<_> = found.difference(&wanted).collect();
            assert!(missing.is_empty() && surplus.is_empty(), "{lang}.json: -{missing:?} +{surplus:?}");
        }
    }

    #[test]
    fn every_problem_says_something_and_has_the_places_that_are_filled() {
        for lang in Lang::ALL {
            for kind in Kind::ALL {
                let (title, detail) = problem(lang, kind);
                let wanted: &[&str] = match kind {
                    Kind::UnknownSite | Kind::Invalid => &["value"],
                    Kind::TooMany => &["when"],
                    _ => &[],
                };
                let what = format!("{} in {lang}.json", kind.name());
                assert!(!title.trim().is_empty() && !detail.trim().is_empty(), "{what} is empty");
                assert_eq!(places(&title), Vec::<&str>::new(), "title of {what}");
                assert_eq!(places(&detail), wanted, "detail of {what}");
            }
        }
    }

    #[test]
    fn a_problem_has_its_own_words_in_the_language_asked_for() {
        for lang in Lang::ALL {
            let texts = catalogue(lang);
            for kind in Kind::ALL {
                let name = kind.name();
                let wanted = [".title", ".detail"].map(|part| texts[&[name, part].concat()].clone());
                assert_eq!(problem(lang, kind), wanted.into(), "{name} in {lang}");
            }
            let titles: BTreeSet<String> = Kind::ALL.map(|kind| problem(lang, kind).0).into();
            assert_eq!(titles.len(), Kind::ALL.len(), "two problems of {lang}.json have one title");
        }
    }

    #[test]
    fn what_was_erased_is_told_in_the_language_of_who_reads() {
        for (lang, text, expect) in [
            (Lang::De, "Why does it hum?", "Why does it hum?"),
            (Lang::De, "", ""),
            (Lang::ZhCn, &*kept(Lang::En, "removed"), &*kept(Lang::ZhCn, "removed")),
            (Lang::En, &kept(Lang::Ar, "removed"), &kept(Lang::En, "removed")),
        ] {
            assert_eq!(erased(lang, text), expect);
        }
    }

    #[test]
    fn no_language_is_english_by_mistake() {
        let english = catalogue(Lang::En);
        for lang in Lang::ALL.into_iter().skip(1) {
            let found = catalogue(lang);
            let same: Vec<_> = english.iter().filter(|(key, text)| found.get(*key) == Some(*text)).collect();
            assert!(same.is_empty(), "{lang}.json: {same:?}");
        }
    }

    #[test]
    fn every_language_says_everything_of_every_part() {
        // Problems have tests of their own.
        for (part, source) in PARTS.iter().skip(1) {
            let texts = |lang| -> BTreeMap<String, String> {
                let read = serde_json::from_str(source(lang));
                read.unwrap_or_else(|error| panic!("{part}/{lang}.json: {error}"))
            };
            let english = texts(Lang::En);
            for lang in Lang::ALL {
                let texts = texts(lang);
                assert!(texts.keys().eq(english.keys()), "{part}/{lang}.json has other keys than en.json");
                for (key, text) in &texts {
                    let what = format!("{key} in {part}/{lang}.json");
                    let all = |text| places(text).into_iter().collect::<BTreeSet<_>>();
                    assert!(!text.is_empty(), "{what} is empty");
                    assert_eq!(all(text), all(&english[key]), "{what}");
                    let written = places(text).is_empty() && text.contains(char::is_alphabetic);
                    let same = lang != Lang::En && written && english[key] == *text;
                    assert!(!same, "{what} is English");
                }
            }
        }
    }
}
