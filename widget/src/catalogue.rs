//! The catalogues of all languages, for the edge: one JSON file each, in the order of [`KEYS`].

use std::cell::OnceCell;
use std::collections::HashMap;

use model::lang::Lang;

use crate::texts::{
    ASK_KEYS, CONFIGURE_KEYS, GUIDE_KEYS, KEYS, ORDER_KEYS, QUOTE_KEYS, SPECS_KEYS, THREAD_KEYS,
};

/// A part's texts in every language, each read once.
type Catalogues = [OnceCell<Vec<String>>; Lang::ALL.len()];

type Source = fn(Lang) -> &'static str;

/// Declares parts: the function that gives a part's texts of a language in the order of its keys, those keys, the folder.
macro_rules! parts {
    ($($(#[$doc:meta])* $texts:ident $source:ident $keys:ident $folder:literal,)+) => {
        $(
            model::source!($source, $folder);

            $(#[$doc])*
            pub fn $texts(lang: Lang) -> Vec<String> {
                thread_local! {
                    static ALL: Catalogues = const { [const { OnceCell::new() }; Lang::ALL.len()] };
                }
                ALL.with(|all| read(all, lang, $source, $keys))
            }
        )+

        /// Each part with its keys.
        #[cfg(test)]
        const PARTS: &[(Source, &[&str])] = &[$(($source, $keys)),+];
    };
}

parts! {
    /// Of [`crate::texts::Text`].
    texts source KEYS "../texts",
    /// Of [`crate::texts::OrderText`].
    order_texts order_source ORDER_KEYS "../texts/orders",
    /// Of [`crate::texts::GuideText`].
    guide_texts guide_source GUIDE_KEYS "../texts/guide",
    /// Of [`crate::texts::SpecsText`].
    specs_texts specs_source SPECS_KEYS "../texts/specs",
    /// Of [`crate::texts::ConfigureText`].
    configure_texts configure_source CONFIGURE_KEYS "../texts/configure",
    /// Of [`crate::texts::QuoteText`].
    quote_texts quote_source QUOTE_KEYS "../texts/quote",
    /// Of [`crate::texts::AskText`].
    ask_texts ask_source ASK_KEYS "../texts/ask",
    /// Of [`crate::texts::ThreadText`].
    thread_texts thread_source THREAD_KEYS "../texts/thread",
}

fn read(all: &Catalogues, lang: Lang, source: Source, keys: &[&str]) -> Vec<String> {
    let Some(cell) = Lang::ALL.iter().position(|one| *one == lang).and_then(|at| all.get(at)) else {
        return Vec::new();
    };
    cell.get_or_init(|| in_order(source(lang), keys)).clone()
}

/// A test sees to it that every catalogue is JSON and has every key.
fn in_order(json: &str, keys: &[&str]) -> Vec<String> {
    let mut by_key: HashMap<String, String> = serde_json::from_slice(json.as_bytes()).unwrap_or_default();
    keys.iter().map(|key| by_key.remove(*key).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn catalogue(source: Source, lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(source(lang)).unwrap_or_else(|error| panic!("{lang}.json: {error}"))
    }

    fn parts() -> impl Iterator<Item = (Source, &'static [&'static str], Lang)> {
        PARTS.iter().flat_map(|(source, keys)| Lang::ALL.map(|lang| (*source, *keys, lang)))
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        for (source, keys, lang) in parts() {
            let wanted: BTreeSet<&str> = keys.iter().copied().collect();
            let found = catalogue(source, lang);
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
        for (source, _, lang) in parts() {
            let english = catalogue(source, Lang::En);
            for (key, text) in catalogue(source, lang) {
                assert!(!text.trim().is_empty(), "{key} in {lang}.json is empty");
                assert_eq!(places(&text), places(&english[&key]), "{key} in {lang}.json");
            }
        }
    }

    #[test]
    fn no_language_is_english_by_mistake() {
        for (source, _, lang) in parts().filter(|(.., lang)| *lang != Lang::En) {
            let english = catalogue(source, Lang::En);
            let same = catalogue(source, lang).iter().filter(|(key, text)| english[*key] == **text).count();
            // "Contact" and "{from} – {to}" are right in some languages.
            assert!(same <= 6, "{same} texts of {lang}.json are the English ones");
        }
    }
}
