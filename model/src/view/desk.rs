//! What staff see.

use serde::{Deserialize, Serialize};

/// A page of the desk (`/desk…`); its words are in it. The edge's page tells it all: no app takes it over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskPage {
    /// What the page is called.
    pub title: String,
    /// The desk's pages: path and name.
    pub links: Vec<(String, String)>,
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
    /// A paragraph.
    Text(String),
    /// Something that was done, or went wrong.
    Notice(String),
    /// A table: the names of its columns, then its rows.
    Table(Vec<String>, Vec<Vec<Cell>>),
    /// A form, sent by POST.
    Form(DeskForm),
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
    /// What stands in it.
    pub value: String,
    /// Of a choice: values and their names.
    pub choices: Vec<(String, String)>,
}
