//! What staff see.

use serde::{Deserialize, Serialize};

use crate::markup;

/// A page of the desk (`/desk…`); its words are in it. The edge's page tells it all: no app takes it over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskPage {
    /// What the page is called.
    pub title: String,
    /// The desk's pages: path and name. Who makes a page leaves them empty.
    pub links: Vec<(String, String)>,
    /// What signs out; none where nobody is signed in.
    pub sign_out: Option<DeskForm>,
    /// What it shows, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a page of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph, in lines as they were written.
    Text(String),
    /// What somebody wrote, with what of it is marked.
    Said(Vec<markup::Block>),
    /// Something that was done, or went wrong.
    Notice(String),
    /// A table: the names of its columns, then its rows. Without names the first cell of a row names the others.
    Table(Vec<String>, Vec<Vec<Cell>>),
    /// A form, sent by POST.
    Form(DeskForm),
    /// Forms that are nothing but a button, beside each other.
    Buttons(Vec<DeskForm>),
    /// Links beside each other: a choice of what is shown.
    Links(Vec<DeskLink>),
    /// Blocks that belong together, under a heading; that may be empty.
    Card(String, Vec<Block>),
    /// Blocks that open at a press on their name.
    Details(String, Vec<Block>),
}

/// A link of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskLink {
    /// A path of ours, with its own query if it has one.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether it leads to what is shown.
    pub current: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads: a path of ours; may be empty.
    pub href: String,
    /// Forms that are nothing but a button.
    pub forms: Vec<DeskForm>,
}

/// A form of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskForm {
    /// Where it is sent: a path of ours.
    pub action: String,
    /// Its fields.
    pub fields: Vec<DeskField>,
    /// What its button says.
    pub submit: String,
    /// What was wrong when it was sent; empty where nothing was.
    pub wrong: String,
}

/// A field of such a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskField {
    /// Its name in the form.
    pub name: String,
    /// `hidden`, `text`, `email`, `area`, `choice` or `check`.
    pub kind: String,
    /// What it is called; empty of what is hidden.
    pub label: String,
    /// What stands in it; of a check: anything where it is on.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Of a choice: values and their names.
    pub choices: Vec<(String, String)>,
}

impl DeskField {
    /// A field of a kind, empty.
    pub fn new(name: &str, kind: &str, label: impl Into<String>) -> Self {
        Self { name: name.to_owned(), kind: kind.to_owned(), label: label.into(), ..Self::default() }
    }

    /// A field that nobody sees.
    pub fn hidden(name: &str, value: &str) -> Self {
        Self { value: value.to_owned(), ..Self::new(name, "hidden", "") }
    }
}
