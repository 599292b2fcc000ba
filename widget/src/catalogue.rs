//! The catalogues of all languages, for the edge: one JSON file each, in the order of [`KEYS`].

use std::cell::OnceCell;
use std::collections::HashMap;

use model::lang::Lang;

use crate::texts::KEYS;

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

thread_local! {
    static CATALOGUES: [OnceCell<Vec<String>>; Lang::ALL.len()] = const { [const { OnceCell::new() }; Lang::ALL.len()] };
}

/// The texts of a language in the order of [`crate::texts::Text`], read once.
pub fn texts(lang: Lang) -> Vec<String> {
    CATALOGUES.with(|all| {
        let Some(cell) = Lang::ALL.iter().position(|one| *one == lang).and_then(|at| all.get(at)) else {
            return Vec::new();
        };
        cell.get_or_init(|| in_order(source(lang))).clone()
    })
}

/// A test sees to it that every catalogue is JSON and has every key.
fn in_order(json: &str) -> Vec<String> {
    let mut by_key: HashMap<String, String> = serde_json::from_slice(json.as_bytes()).unwrap_or_default();
    KEYS.iter().map(|key| by_key.remove(*key).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn catalogue(lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(source(lang)).unwrap_or_else(|error| panic!("widget/texts/{lang}.json: {error}"))
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        let wanted: BTreeSet<&str> = KEYS.iter().copied().collect();
        for lang in Lang::ALL {
            let found = catalogue(lang);
            let found: BTreeSet<&str> = found.keys().map(String::as_str).collect();
            assert_eq!(
                wanted.difference(&found).collect::<Vec<_>>(),
                Vec::<&&str>::new(),
                "missing in {lang}.json"
            );
            assert_eq!(
                found.difference(&wanted).collect::<Vec<_>>(),
                Vec::<&&str>::new(),
                "surplus in {lang}.json"
            );
        }
    }

    #[test]
    fn every_text_says_something_and_has_the_places_of_the_english_one() {
        let english = catalogue(Lang::En);
        for lang in Lang::ALL {
            for (key, text) in catalogue(lang) {
                assert!(!text.trim().is_empty(), "{key} in {lang}.json is empty");
                assert_eq!(places(&text), places(&english[&key]), "{key} in {lang}.json");
            }
        }
    }

    #[test]
    fn no_language_is_english_by_mistake() {
        let english = catalogue(Lang::En);
        for lang in Lang::ALL.into_iter().skip(1) {
            let same = catalogue(lang).iter().filter(|(key, text)| english[*key] == **text).count();
            // "Contact" and "{from} – {to}" are right in some languages.
            assert!(same <= 6, "{same} texts of {lang}.json are the English ones");
        }
    }
}
