//! `[cart]` of `site.toml`.

use serde::{Deserialize, Serialize};

/// How a product gets into the shop's cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Where that happens, with places: `{id}`, `{variant}`, `{quantity}`, `{quote}`.
    pub url: String,
}
