//! What tests choose among, and a source of numbers that is the same each time.

use crate::money::Money;
use crate::product::{Product, Spec};

/// A product with a price in cents of the euro; 0 for none.
pub(crate) fn product(id: &str, minor: i64, specs: &[(&str, &str)]) -> Product {
    let spec =
        |(name, value): &(&str, &str)| Spec { name: (*name).to_owned(), values: vec![(*value).to_owned()] };
    Product {
        id: id.to_owned(),
        name: id.to_uppercase(),
        url: None,
        image: None,
        description: String::new(),
        brand: String::new(),
        price: (minor > 0).then(|| Money { minor, currency: "EUR".parse().unwrap() }),
        price_to: None,
        available: None,
        specs: specs.iter().map(spec).collect(),
        variants: Vec::new(),
    }
}

/// A small generator of numbers (Marsaglia's xorshift64*), for tests of properties.
pub(crate) struct Dice(u64);

impl Dice {
    /// The same rolls for the same seed, which is not 0.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0 to below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % sides
    }

    /// One of these.
    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}
