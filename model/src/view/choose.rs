//! Help me choose: what the Choose panel shows of guides.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::choose::answers::{Answers, pairs};
use crate::choose::ready::{Ready, Words};
use crate::page::Page;

/// `/choose`: what helps to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choose {
    /// The page's own words, in the order of the widget's `GuideText`.
    pub texts: Vec<String>,
    /// The guides, in the shop's order.
    pub guides: Vec<Offer>,
    /// Whether the catalogue can be filtered by its specs.
    pub by_spec: bool,
    /// What can be put together.
    pub configurables: Vec<Offer>,
    /// What was searched for; empty where nothing was.
    pub query: String,
    /// The products that it found.
    pub found: Vec<Offer>,
}

/// A page that is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// Its path, without what every link keeps.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What it is for; of a product what it costs. May be empty.
    pub intro: String,
}

/// `/choose/{guide}`: a guide by need, at the answers of its address.
///
/// Everything else on the page follows from these: which question comes next, and what fits best
/// ([`crate::choose::rank`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuidePage {
    /// The page's own words, in the order of the widget's `GuideText`.
    pub texts: Vec<String>,
    /// The guide, with its products; where these are too many to be sent, with those that are shown at these answers.
    pub ready: Rc<Ready>,
    /// The answers so far, as [`crate::choose::answers::Answers::write`] writes them; then, where one of them is about
    /// to be changed, [`AGAIN`].
    pub query: String,
    /// How many digits the currency's minor unit has.
    pub digits: u32,
    /// How many products fit the answers, where not all are here; nothing where they are.
    pub fitting: Option<u32>,
    /// How many products the guide chooses among.
    pub products: u32,
    /// The products that can be put together, by the shop's own ids.
    pub configurables: Vec<String>,
    /// Whether products can be put into the shop's cart from here.
    pub cart: bool,
}

impl GuidePage {
    /// Its path.
    pub fn path(&self) -> String {
        [Page::Choose.path(), "/", &self.ready.words.id].concat()
    }

    /// The answers so far.
    pub fn answers(&self) -> Answers {
        Answers::read(&self.ready.words.questions, &self.query)
    }

    /// What [`GuidePage::query`] is at an address with this query, which may have other parameters too.
    pub fn read(words: &Words, query: &str) -> String {
        let answers = Answers::read(&words.questions, query);
        let mut written = answers.write(&words.questions);
        // Only what was answered is asked again.
        let again = pairs(query).find(|(name, _)| *name == AGAIN).map(|(_, id)| id);
        if let Some(id) = again.filter(|id| pairs(&written).any(|(name, _)| name == *id)) {
            written = [&written, "&", AGAIN, "=", id].concat();
        }
        written
    }

    /// Which question is asked, the answers of the address being these: the one that is asked again, else the first that
    /// has no answer; at the end none.
    pub fn asked(&self, answers: &Answers) -> Option<usize> {
        let questions = &self.ready.words.questions;
        let again = pairs(&self.query).find(|(name, _)| *name == AGAIN);
        let again = again.and_then(|(_, id)| questions.iter().position(|question| question.id == id));
        again.filter(|at| answers.is_asked(questions, *at)).or_else(|| answers.next(questions))
    }
}

/// Names the question of a guide that is asked again, in addresses. No question can be called so.
pub const AGAIN: &str = "ask_again";
