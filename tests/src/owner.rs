//! What the owners of the sites have written.

use std::fs;

use model::site::Site;

use crate::deployment;

/// The demo's shop: eight languages, three places, the default site.
pub fn lindenhof() -> Site {
    read("www/demo/site")
}

/// A shop in Japanese and English, open past midnight.
pub fn paperie() -> Site {
    read("tests/sites/paperie")
}

/// A shop that says nothing but its name.
pub fn bare() -> Site {
    read("tests/sites/bare")
}

fn read(folder: &str) -> Site {
    let file = deployment::repository().join(folder).join("site.toml");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
