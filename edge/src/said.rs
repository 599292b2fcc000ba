//! The words of e-mails, and of the pages that their links lead to: one JSON file a language, `edge/texts/mails`. Other parts
//! declare theirs by [`words`] as well.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;

use model::lang::Lang;
use widget::texts::fill;

/// Declares the words of a part in the folder of its catalogues, and their names, which are the keys there.
macro_rules! words {
    ($folder:literal: $($variant:ident = $key:literal,)+) => {
        /// Words, as the catalogue in English has them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word {
            $($variant,)+
        }

        impl From<Word> for usize {
            fn from(word: Word) -> Self {
                word as Self
            }
        }

        const KEYS: &[&str] = &[$($key,)+];

        /// The words in this language, read once.
        pub(crate) fn said(lang: model::lang::Lang) -> $crate::said::Said<Word> {
            thread_local! {
                static SAID: $crate::said::Catalogues<Word> = const {
                    [const { std::cell::OnceCell::new() }; model::lang::Lang::ALL.len()]
                };
            }
            SAID.with(|all| $crate::said::of(all, lang, source, KEYS))
        }

        model::source!(source, $folder);

        #[cfg(test)]
        mod catalogues {
            #[test]
            fn every_language_has_every_text_and_no_other() {
                $crate::said::tests::complete(super::source, super::KEYS);
            }

            #[test]
            fn every_text_says_something_and_has_the_places_of_the_english_one() {
                $crate::said::tests::sound(super::source, super::KEYS);
            }
        }
    };
}

pub(crate) use words;

words! {
    "../texts/mails":
    StageShipped = "stage.shipped",
    StageOutForDelivery = "stage.out-for-delivery",
    StageDelivered = "stage.delivered",
    StageTrouble = "stage.trouble",
    WatchOn = "watch.on",
    WatchOff = "watch.off",
    WatchAsked = "watch.asked",
    ConfirmSubject = "confirm.subject",
    ConfirmText = "confirm.text",
    ConfirmNot = "confirm.not",
    ConfirmTitle = "confirm.title",
    ConfirmAsk = "confirm.ask",
    ConfirmYes = "confirm.yes",
    StopAsk = "stop.ask",
    StopYes = "stop.yes",
    NewsSubject = "news.subject",
    NewsOpen = "news.open",
    NewsStop = "news.stop",
    CaseLate = "case.late",
    CaseDamaged = "case.damaged",
    CaseMissing = "case.missing",
    CaseAddress = "case.address",
    CaseReturn = "case.return",
    CaseCancel = "case.cancel",
    CaseDone = "case.done",
    CaseSubject = "case.subject",
    CaseTaken = "case.taken",
    CaseSee = "case.see",
    StaffSubject = "staff.subject",
    StaffWhat = "staff.what",
    StaffWords = "staff.words",
    StaffOrder = "staff.order",
    StaffSettle = "staff.settle",
    AnswerAbout = "answer.about",
    AnswerOpen = "answer.open",
    AnswerSettled = "answer.settled",
    StatusNew = "status.new",
    StatusOpen = "status.open",
    StatusSettled = "status.settled",
    DeskTitle = "desk.title",
    DeskState = "desk.state",
    DeskOpen = "desk.open",
    DeskSettled = "desk.settled",
    DeskAnswer = "desk.answer",
    DeskSave = "desk.save",
    DeskSaved = "desk.saved",
    DeskOther = "desk.other",
}

/// The words of a part in a language.
pub(crate) struct Said<W = Word>(Rc<[String]>, PhantomData<W>);

impl<W> Clone for Said<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

/// A part's words in every language, each read once.
pub(crate) type Catalogues<W> = [OnceCell<Said<W>>; Lang::ALL.len()];

/// A part's words in this language.
pub(crate) fn of<W>(
    all: &Catalogues<W>,
    lang: Lang,
    source: fn(Lang) -> &'static str,
    keys: &[&str],
) -> Said<W> {
    let cell = Lang::ALL.iter().zip(all).find_map(|(one, cell)| (*one == lang).then_some(cell));
    let read = || Said(read(source(lang), keys), PhantomData);
    cell.map_or_else(read, |cell| cell.get_or_init(read).clone())
}

/// A test sees to it that every catalogue is JSON and has every key.
fn read(json: &str, keys: &[&str]) -> Rc<[String]> {
    let mut by_key: HashMap<String, String> = serde_json::from_slice(json.as_bytes()).unwrap_or_default();
    keys.iter().map(|key| by_key.remove(*key).unwrap_or_default()).collect()
}

impl<W: Into<usize>> Said<W> {
    pub(crate) fn get(&self, word: W) -> &str {
        self.0.get(word.into()).map_or("", String::as_str)
    }

    /// With each `{place}` filled. What is put in is not looked through for places, if they stand in the text in this
    /// order.
    pub(crate) fn fill(&self, word: W, places: &[(&str, &str)]) -> String {
        places.iter().fold(self.get(word).to_owned(), |text, (name, value)| fill(&text, name, value))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    type Source = fn(Lang) -> &'static str;

    fn catalogue(source: Source, lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(source(lang)).unwrap_or_else(|error| panic!("{lang}.json: {error}"))
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    pub(crate) fn complete(source: Source, keys: &[&str]) {
        let wanted: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        for lang in Lang::ALL {
            let found: BTreeSet<String> = catalogue(source, lang).into_keys().collect();
            let (missing, surplus): (Vec<_>, Vec<_>) =
                (wanted.difference(&found).collect(), found.difference(&wanted).collect());
            assert!(missing.is_empty() && surplus.is_empty(), "{lang}.json: -{missing:?} +{surplus:?}");
        }
    }

    pub(crate) fn sound(source: Source, keys: &[&str]) {
        let english = catalogue(source, Lang::En);
        for lang in Lang::ALL {
            let (words, texts) = (read(source(lang), keys), catalogue(source, lang));
            for (at, key) in keys.iter().enumerate() {
                let text = &texts[*key];
                assert!(!text.trim().is_empty(), "{key} in {lang}.json is empty");
                assert_eq!(places(text), places(&english[*key]), "{key} in {lang}.json");
                assert_eq!(words[at], *text);
                // Some are nothing but places.
                let words: String = english[*key].split(['{', '}']).step_by(2).collect();
                let same = lang != Lang::En && text == &english[*key] && words.contains(char::is_alphabetic);
                assert!(!same, "{key} in {lang}.json is English");
            }
        }
    }
}
