//! A site's own words, in one language or in several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Words of the site: one text for every language, or one per language.
///
/// In `site.toml`: `name = "Ada"`, or `name = { en = "Sales", de = "Verkauf" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Localized {
    /// The same words in every language.
    Same(String),
    /// Words by language.
    Each(BTreeMap<Lang, String>),
}

impl Localized {
    /// The words for `lang`; where it has none, those of `fallback`; where that has none either, the
    /// first there are. An importer has seen to it that `fallback` is there.
    pub fn get(&self, lang: Lang, fallback: Lang) -> &str {
        match self {
            Self::Same(words) => words,
            Self::Each(by_lang) => by_lang
                .get(&lang)
                .or_else(|| by_lang.get(&fallback))
                .or_else(|| by_lang.values().next())
                .map_or("", String::as_str),
        }
    }

    /// The words in every language there is.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (same, each) = match self {
            Self::Same(words) => (Some(words), None),
            Self::Each(by_lang) => (None, Some(by_lang)),
        };
        same.into_iter().chain(each.into_iter().flat_map(BTreeMap::values)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_the_sites_language_then_to_any() {
        let words: Localized = serde_json::from_str(r#"{"en":"Sales","de":"Verkauf"}"#).unwrap();
        assert_eq!(words.get(Lang::De, Lang::En), "Verkauf");
        assert_eq!(words.get(Lang::Fr, Lang::En), "Sales");
        assert_eq!(words.get(Lang::Fr, Lang::Ja), "Sales");
        let same: Localized = serde_json::from_str(r#""Ada""#).unwrap();
        assert_eq!(same.get(Lang::Ar, Lang::En), "Ada");
    }
}
