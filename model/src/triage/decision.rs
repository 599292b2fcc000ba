//! What triage says.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What is to become of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Who is to see it first.
    pub route: Route,
    /// What in it is private, in the order of the text; where there is any, the writer is asked whether to
    /// send it privately.
    pub marks: Vec<Mark>,
    /// Why, for staff to see; none of it quotes what is private.
    pub reasons: Vec<Reason>,
}

impl Decision {
    /// Whether nobody but staff is to see it.
    pub const fn is_private(&self) -> bool {
        matches!(self.route, Route::Staff | Route::StaffFirst)
    }

    /// What in it looks private and would be read by everybody, each kind once, in the order of the text: who writes is
    /// asked about it before it is sent. A question that goes to staff is read by nobody else; an answer by all.
    pub fn doubts(&self, answer: bool) -> Vec<Kind> {
        if self.is_private() && !answer {
            return Vec::new();
        }
        let mut kinds = Vec::new();
        for mark in &self.marks {
            if !kinds.contains(&mark.kind) {
                kinds.push(mark.kind);
            }
        }
        kinds
    }
}

/// Who is to see a question first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Everybody, at once.
    #[default]
    Everyone,
    /// Those who know about this topic (its id), and everybody.
    Champions(String),
    /// Staff: nobody else can settle it.
    Staff,
    /// Staff, before everything else.
    StaffFirst,
    /// Staff, who let it through or not: it looks like spam.
    Held,
}

/// A part of a question that is private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub field: Field,
    /// Which bytes of that field; always whole characters.
    pub bytes: Range<usize>,
}

/// A field of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// [`crate::data::Question::title`]
    Title,
    /// [`crate::data::Question::text`]
    Text,
}

/// Why a question goes where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The kind of reason.
    pub kind: Kind,
    /// What was found, as the lists have it; empty of what is private.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The sum of the weights. Of what is private: how often.
    pub score: u16,
}

/// What can be found in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Private: the number of an order or a parcel.
    OrderNumber,
    /// Private: an e-mail address.
    Email,
    /// Private: a phone number.
    Phone,
    /// Private: the number of a payment card.
    Card,
    /// Private: the number of a bank account.
    Iban,
    /// Private: where somebody lives.
    Address,
    /// Danger to people and things.
    Safety,
    /// Law, police, fraud.
    Legal,
    /// Anger.
    Anger,
    /// A threat to leave, or to tell everybody.
    Leaving,
    /// What only staff can settle.
    Staff,
    /// A topic that some know well.
    Expert,
    /// Signs of spam.
    Spam,
}

impl Kind {
    /// Those that are private, which come first.
    pub const PRIVATE: [Self; 6] =
        [Self::OrderNumber, Self::Email, Self::Phone, Self::Card, Self::Iban, Self::Address];
}
