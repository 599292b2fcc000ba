//! What a help desk knows and decides: the types that cross the wire, and the pure rules that the
//! edge and the browser both run.
//!
//! Nothing here does I/O, reads a clock or formats for a language: instants come in as
//! [`Seconds`], words come from the site's own content.

pub mod address;
pub mod arrival;
pub mod calendar;
pub mod carrier;
pub mod choose;
pub mod data;
pub mod days;
pub mod hours;
pub mod id;
pub mod knowledge;
pub mod lang;
mod lines;
pub mod link;
pub mod markup;
pub mod money;
pub mod number;
pub mod order;
pub mod page;
pub mod people;
pub mod places;
pub mod problem;
pub mod product;
pub mod route;
pub mod settings;
pub mod shipping;
pub mod site;
pub mod source;
pub mod stage;
pub mod text;
pub mod theme;
pub mod triage;
pub mod typed;
pub mod vcard;
pub mod view;
pub mod zones;

/// An instant: whole seconds since 1970-01-01T00:00:00Z.
pub type Seconds = i64;
