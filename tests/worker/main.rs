//! Deskbell from the outside: the Worker on workerd, asked over HTTP.
//!
//! Every test names the instant it asks at, changes nothing that another reads, and stands alone.

mod bad_input;
mod content;
mod documents;
mod files;
mod finder;
mod headers;
mod hours;
mod languages;
mod markup;
mod pages;
mod search_engines;
mod sites;
mod sources;
mod upstreams;
