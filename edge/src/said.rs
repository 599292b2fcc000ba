//! The words of e-mails, and of the pages that their links lead to: one JSON file a language, `edge/texts/mails`.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use model::lang::Lang;
use widget::texts::fill;

/// Declares the words, and their names, which are the keys of the catalogues.
macro_rules! words {
    ($($variant:ident = $key:literal,)+) => {
        /// Words, as the catalogue in English has them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word {
            $($variant,)+
        }

        const KEYS: &[&str] = &[$($key,)+];
    };
}

words! {
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

/// The words of a language.
#[derive(Clone)]
pub(crate) struct Said(Rc<[String]>);

thread_local! {
    static SAID: [OnceCell<Said>; Lang::ALL.len()] = const { [const { OnceCell::new() }; Lang::ALL.len()] };
}

/// The words in this language, read once.
pub(crate) fn said(lang: Lang) -> Said {
    SAID.with(|all| {
        let cell = Lang::ALL.iter().zip(all).find_map(|(one, cell)| (*one == lang).then_some(cell));
        cell.map_or_else(|| read(lang), |cell| cell.get_or_init(|| read(lang)).clone())
    })
}

/// A test sees to it that every catalogue is JSON and has every key.
fn read(lang: Lang) -> Said {
    let mut by_key: HashMap<String, String> =
        serde_json::from_slice(source(lang).as_bytes()).unwrap_or_default();
    Said(KEYS.iter().map(|key| by_key.remove(*key).unwrap_or_default()).collect())
}

impl Said {
    pub(crate) fn get(&self, word: Word) -> &str {
        self.0.get(word as usize).map_or("", String::as_str)
    }

    /// With each `{place}` filled. What is put in is not looked through for places, if they stand in the text in this
    /// order.
    pub(crate) fn fill(&self, word: Word, places: &[(&str, &str)]) -> String {
        places.iter().fold(self.get(word).to_owned(), |text, (name, value)| fill(&text, name, value))
    }
}

model::source!(source, "../texts/mails");

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn catalogue(lang: Lang) -> BTreeMap<String, String> {
        serde_json::from_str(source(lang)).unwrap_or_else(|error| panic!("mails/{lang}.json: {error}"))
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        let wanted: BTreeSet<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        for lang in Lang::ALL {
            let found: BTreeSet<String> = catalogue(lang).into_keys().collect();
            let (missing, surplus): (Vec<_>, Vec<_>) =
                (wanted.difference(&found).collect(), found.difference(&wanted).collect());
            assert!(missing.is_empty() && surplus.is_empty(), "mails/{lang}.json: -{missing:?} +{surplus:?}");
        }
    }

    #[test]
    fn every_text_says_something_and_has_the_places_of_the_english_one() {
        let english = catalogue(Lang::En);
        for lang in Lang::ALL {
            let (words, texts) = (said(lang), catalogue(lang));
            for (at, key) in KEYS.iter().enumerate() {
                let text = &texts[*key];
                assert!(!text.trim().is_empty(), "{key} in mails/{lang}.json is empty");
                assert_eq!(places(text), places(&english[*key]), "{key} in mails/{lang}.json");
                assert_eq!(words.0[at], *text);
                // Some are nothing but places.
                let words: String = english[*key].split(['{', '}']).step_by(2).collect();
                let same = lang != Lang::En && text == &english[*key] && words.contains(char::is_alphabetic);
                assert!(!same, "{key} in mails/{lang}.json is English");
            }
        }
    }
}
