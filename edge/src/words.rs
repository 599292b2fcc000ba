//! The words of problems (RFC 9457), one JSON file a language. The edge alone has them, since no
//! shopper needs them before something goes wrong.

use std::cell::OnceCell;
use std::collections::HashMap;

use model::lang::Lang;
use model::problem::Kind;

/// From `{kind}.title` and `{kind}.detail` to the text.
type Catalogue = HashMap<String, String>;

thread_local! {
    static CATALOGUES: [OnceCell<Catalogue>; Lang::ALL.len()] = const { [const { OnceCell::new() }; Lang::ALL.len()] };
}

/// Title and detail of a problem. Some details have a place: `{value}` in [`Kind::UnknownSite`] (the id
/// that was asked for) and [`Kind::Invalid`] (the field's name), `{seconds}` in [`Kind::TooMany`].
pub(crate) fn problem(lang: Lang, kind: Kind) -> (String, String) {
    CATALOGUES.with(|all| {
        let cell = Lang::ALL.iter().zip(all).find_map(|(one, cell)| (*one == lang).then_some(cell));
        let catalogue = cell.map(|cell| cell.get_or_init(|| read(lang)));
        let text = |part: &str| {
            let found = catalogue.and_then(|texts| texts.get(&[kind.name(), part].concat()));
            found.cloned().unwrap_or_default()
        };
        (text(".title"), text(".detail"))
    })
}

/// A test sees to it that every catalogue is JSON and has every key.
fn read(lang: Lang) -> Catalogue {
    serde_json::from_slice(source(lang).as_bytes()).unwrap_or_default()
}

fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../texts/en.json"),
        Lang::ZhCn => include_str!("../texts/zh-CN.json"),
        Lang::De => include_str!("../texts/de.json"),
        Lang::PtBr => include_str!("../texts/pt-BR.json"),
        Lang::Es => include_str!("../texts/es.json"),
        Lang::Fr => include_str!("../texts/fr.json"),
        Lang::Ja => include_str!("../texts/ja.json"),
        Lang::Ar => include_str!("../texts/ar.json"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn catalogue(lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(source(lang)).unwrap_or_else(|error| panic!("edge/texts/{lang}.json: {error}"))
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
}
