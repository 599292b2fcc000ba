//! A question to the community: asking it, and its answers.

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::markup::Block;

/// `/ask/new`: where a question is asked; also what a question came back with that was not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskingPage {
    /// The page's own words, in the order of the widget's `ThreadText`.
    pub texts: Vec<String>,
    /// What stands in the fields; see [`crate::data::Question`].
    pub title: String,
    /// See [`AskingPage::title`].
    pub text: String,
    /// See [`AskingPage::title`].
    pub name: String,
    /// See [`AskingPage::title`].
    pub email: String,
    /// See [`crate::data::Question::to`].
    pub to: String,
    /// What was seen and typed before, in lines.
    pub seen: String,
    /// The id of the product that it is about; may be empty.
    pub product: String,
    /// What that product is called.
    pub about: String,
    /// Who writes is asked whether this may be read by everybody, with a reason; empty: nothing is to be asked.
    pub doubt: String,
    /// What was wrong, in a sentence; may be empty.
    pub wrong: String,
    /// The field that it was; may be empty.
    pub field: String,
    /// The rules of conduct; may be empty.
    pub rules: String,
    /// Whether it is asked in another system, whose answer is a page of its own: no app sends it.
    pub elsewhere: bool,
    /// Whether an e-mail address must be given: staff alone answer, and by e-mail.
    pub needs_email: bool,
}

/// `/ask/{id}`: a question with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own of what is shown")]
pub struct ThreadPage {
    /// The page's own words, in the order of the widget's `ThreadText`.
    pub texts: Vec<String>,
    /// As in [`crate::knowledge::Thread::id`].
    pub id: String,
    /// Its own path, with a few words of the title: `/ask/desk.12~quiet-cooler`.
    pub path: String,
    /// BCP 47 code of the language it was asked in.
    pub lang: String,
    /// The question's title.
    pub title: String,
    /// Its page, where it has one elsewhere (`https:`).
    pub url: Option<String>,
    /// The id of the product that it is about; may be empty.
    pub product: String,
    /// What that product is called.
    pub about: String,
    /// Whether an answer was accepted, or asker or staff say that it is solved.
    pub solved: bool,
    /// Whether it takes no more answers.
    pub closed: bool,
    /// Whether only staff and the asker see it, so far.
    pub private: bool,
    /// Whether answers are written here.
    pub open: bool,
    /// Whether who reads may close it and say what solved it.
    pub own: bool,
    /// How it stands, for the asker; may be empty.
    pub note: String,
    /// The question first, then its answers: the one that solved it, then by votes.
    pub posts: Vec<PostShown>,
    /// How many posts there are in all.
    pub posts_total: u32,
    /// What stands in the field of the answer.
    pub typed: String,
    /// And in the one beside it of who answers.
    pub typed_name: String,
    /// Whether who answers is asked if everybody may read this.
    pub doubt: bool,
    /// What was wrong with what was sent, in a sentence; may be empty.
    pub wrong: String,
    /// What was done, in a sentence; may be empty.
    pub done: String,
    /// The rules of conduct; may be empty.
    pub rules: String,
}

/// A question or an answer. What [`crate::knowledge::Post`] has, it has too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own of what is shown")]
pub struct PostShown {
    /// The source's own id.
    pub id: String,
    /// The name its author is known by.
    pub author: String,
    /// Whether the author is of the shop.
    pub staff: bool,
    /// What the author is, in words; may be empty.
    pub badge: String,
    /// When it was written.
    pub at: Seconds,
    /// The same in words, and whether it was edited since.
    pub when: String,
    /// As it was written.
    pub text: String,
    /// The same, to be shown.
    pub blocks: Vec<Block>,
    /// Whether it is the answer that solved the question.
    pub accepted: bool,
    /// How many found it good.
    pub likes: u32,
    /// Whether who reads is one of them.
    pub voted: bool,
    /// Whether who reads wrote it.
    pub mine: bool,
    /// Whether who reads may edit it.
    pub editable: bool,
    /// Names what it says now, for who edits it: nobody undoes what somebody else has done meanwhile.
    pub stamp: String,
    /// Whether others do not see it yet.
    pub held: bool,
}
