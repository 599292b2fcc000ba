//! `[cart]` of `site.toml`.

use serde::{Deserialize, Serialize};

/// How a product gets into the shop's cart, and how long a price is held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Where the first happens, with places: `{id}`, `{variant}`, `{quantity}`, `{quote}`. None: as its source's kind of
    /// shop does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// For how many days the price of what was put together is held; none: two weeks. 0: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_days: Option<u8>,
}

impl Cart {
    /// For how many days a price is held where the owner says nothing.
    pub const QUOTE_DAYS: u8 = 14;

    /// The places of [`Cart::url`].
    pub const PLACES: [&str; 4] = ["id", "variant", "quantity", "quote"];

    /// Where a product gets into the cart: each place filled, fit for an address. `values` are in the order of
    /// [`Cart::PLACES`]; what is no place stays as it is.
    pub fn filled(url: &str, values: [&str; 4]) -> String {
        let mut filled = String::new();
        let mut rest = url;
        while let Some((before, after)) = rest.split_once('{') {
            let place = after.split_once('}').and_then(|(name, after)| {
                let at = Self::PLACES.iter().position(|place| *place == name)?;
                Some((values[at], after))
            });
            filled.push_str(before);
            rest = if let Some((value, after)) = place {
                filled.push_str(&crate::page::encoded(value));
                after
            } else {
                filled.push('{');
                after
            };
        }
        filled.push_str(rest);
        filled
    }

    /// Whether the cart takes what was put together: its address has a place for the quote.
    pub fn takes_quotes(&self) -> bool {
        self.url.as_ref().is_some_and(|url| url.contains("{quote}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_fit_for_an_address() {
        for (url, expect) in [
            ("https://a.example/cart?add={id}&n={quantity}", "https://a.example/cart?add=m%2027&n=2"),
            ("https://a.example/{variant}:{quantity}", "https://a.example/%7Bid%7D:2"),
            ("https://a.example/{quote}?{odd}={", "https://a.example/?{odd}={"),
            ("https://a.example/", "https://a.example/"),
        ] {
            assert_eq!(Cart::filled(url, ["m 27", "{id}", "2", ""]), expect);
        }
    }
}
