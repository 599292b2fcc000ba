//! What the edge signs.

use super::{Configurable, Selection};
use crate::Seconds;
use crate::id::SiteId;

/// A price that is promised until an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Whose product it is.
    pub site: SiteId,
    /// The product's id.
    pub product: String,
    /// The selection as [`Selection::write`] writes it.
    pub options: String,
    /// The price in minor units.
    pub amount: i64,
    /// Its currency's code.
    pub currency: String,
    /// In how many days it is sent.
    pub days: u32,
    /// From when on it is not promised any more.
    pub expires: Seconds,
}

impl Quote {
    /// A quote for a selection; none for one that cannot be bought.
    pub fn of(
        site: SiteId,
        id: &str,
        product: &Configurable,
        selection: &Selection,
        expires: Seconds,
    ) -> Option<Self> {
        if !product.is_valid(selection) {
            return None;
        }
        let price = product.price(selection);
        Some(Self {
            site,
            product: id.to_owned(),
            options: selection.write(product),
            amount: price.total,
            currency: product.currency.code().to_owned(),
            days: price.days,
            expires,
        })
    }

    /// The text that is signed: one line for each part, named, in this order. Ids hold no line breaks, so
    /// no two quotes have one text. The first line says what it is, so that no other signature passes for it.
    pub fn canonical(&self) -> String {
        let Self { site, product, options, amount, currency, days, expires } = self;
        format!(
            "deskbell quote 1\nsite={site}\nproduct={product}\noptions={options}\namount={amount} {currency}\ndays={days}\nexpires={expires}\n"
        )
    }

    /// The quote that has this canonical text; nothing of any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let mut part = |name: &str| lines.next()?.strip_prefix(name);
        let (site, product, options) = (part("site=")?, part("product=")?, part("options=")?);
        let (amount, currency) = part("amount=")?.split_once(' ')?;
        let quote = Self {
            site: site.parse().ok()?,
            product: product.to_owned(),
            options: options.to_owned(),
            amount: amount.parse().ok()?,
            currency: currency.to_owned(),
            days: part("days=")?.parse().ok()?,
            expires: part("expires=")?.parse().ok()?,
        };
        (quote.canonical() == text).then_some(quote)
    }

    /// Whether it is promised at an instant.
    pub const fn holds_at(&self, now: Seconds) -> bool {
        now < self.expires
    }
}
