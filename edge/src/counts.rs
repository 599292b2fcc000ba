//! How guides are used, in counts.

use model::site::Site;
use worker::Env;

/// Counts that a product went into the cart.
pub(crate) async fn cart(_env: &Env, _site: &Site, _product: &str) {}
