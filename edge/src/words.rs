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

thread_local! {
    static PROBLEMS: Catalogues = const { [const { OnceCell::new() }; Lang::ALL.len()] };
    static ORDERS: Catalogues = const { [const { OnceCell::new() }; Lang::ALL.len()] };
    static COUNTS: Catalogues = const { [const { OnceCell::new() }; Lang::ALL.len()] };
}

/// Title and detail of a problem, `{kind}.title` and `{kind}.detail`. Some details have a place: `{value}` in
/// [`Kind::UnknownSite`] (the id that was asked for) and [`Kind::Invalid`] (the field's name), `{seconds}` in
/// [`Kind::TooMany`].
pub(crate) fn problem(lang: Lang, kind: Kind) -> (String, String) {
    let text = |part: &str| PROBLEMS.with(|all| found(all, problems, lang, &[kind.name(), part].concat()));
    (text(".title"), text(".detail"))
}

/// A text about orders.
pub(crate) fn order(lang: Lang, key: &str) -> String {
    ORDERS.with(|all| found(all, orders, lang, key))
}

/// A text about how guides are used.
pub(crate) fn count(lang: Lang, key: &str) -> String {
    COUNTS.with(|all| found(all, counts, lang, key))
}

/// A test sees to it that every catalogue is JSON and has every key.
fn found(all: &Catalogues, source: fn(Lang) -> &'static str, lang: Lang, key: &str) -> String {
    let cell = Lang::ALL.iter().zip(all).find_map(|(one, cell)| (*one == lang).then_some(cell));
    let read = || serde_json::from_slice(source(lang).as_bytes()).unwrap_or_default();
    cell.and_then(|cell| cell.get_or_init(read).get(key)).cloned().unwrap_or_default()
}

model::source!(problems, "../texts");
model::source!(orders, "../texts/orders");
model::source!(counts, "../texts/counts");

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
                    Kind::TooMany => &["seconds"],
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
    fn no_language_is_english_by_mistake() {
        let english = catalogue(Lang::En);
        for lang in Lang::ALL.into_iter().skip(1) {
            let found = catalogue(lang);
            let same: Vec<_> = english.iter().filter(|(key, text)| found.get(*key) == Some(*text)).collect();
            assert!(same.is_empty(), "{lang}.json: {same:?}");
        }
    }

    #[test]
    fn every_language_says_everything_about_orders_and_counts() {
        for (part, source) in [("orders", orders as fn(Lang) -> &'static str), ("counts", counts)] {
            let texts = |lang| -> BTreeMap<String, String> {
                let read = serde_json::from_str(source(lang));
                read.unwrap_or_else(|error| panic!("edge/texts/{part}/{lang}.json: {error}"))
            };
            let english = texts(Lang::En);
            for lang in Lang::ALL {
                let texts = texts(lang);
                assert!(texts.keys().eq(english.keys()), "{part}/{lang}.json has other keys than en.json");
                for (key, text) in &texts {
                    assert!(!text.trim().is_empty(), "{key} in {part}/{lang}.json");
                    let all: [BTreeSet<_>; 2] =
                        [text, &english[key]].map(|text| places(text).into_iter().collect());
                    assert_eq!(all[0], all[1], "{key} in {part}/{lang}.json");
                    let same = lang != Lang::En && english[key] == *text && all[0].is_empty();
                    assert!(!same, "{key} in {part}/{lang}.json is English");
                }
            }
        }
    }
}
