//! Deskbell from the outside: the Worker on workerd, asked over HTTP.
//!
//! Every test names the instant it asks at, changes nothing that another reads, and stands alone.

mod bad_input;
mod caching;
mod canaries;
mod carts;
mod cases;
mod catalogue;
mod coalesce;
mod configure;
mod counts;
mod desk;
mod documents;
mod elsewhere;
mod erasure;
mod files;
mod finder;
mod guides;
mod headers;
mod hooks;
mod hours;
mod identity;
mod languages;
mod learned;
mod limits;
mod links;
mod live;
mod mails;
mod markup;
mod orders;
mod pages;
mod partial;
mod poison;
mod privacy;
mod search;
mod search_engines;
mod sites;
mod sources;

mod specs;
mod threads;
mod trouble;
mod upstreams;
mod varies;
mod watches;
mod writes;
