//! "Help me choose": from a need, or from the specs, to the product that fits, and why.
//!
//! A catalogue's specs become [columns](table): each distinct value once, each product a number that
//! names it. Rules are held against values, so an answer is weighed by looking numbers up: the same on the
//! edge and in the browser, which needs neither units nor conditions for it.

pub mod answers;
pub mod category;
pub mod codes;
pub mod compare;
pub mod condition;
pub mod configure;
pub mod filter;
#[cfg(test)]
mod fixtures;
pub mod guide;
pub mod rank;
pub mod ready;
pub mod spec;
pub mod table;
