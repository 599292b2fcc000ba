//! Shopify. Orders by the Admin API, products by the Storefront API where there is a token for it, else
//! by the Admin API as well.
//!
//! Queries stay below the 1,000 points that one may cost, counted as Shopify documents it: an object is
//! one point, a connection as many as its `first` times what is inside.
//! <https://shopify.dev/docs/api/usage/limits#graphql-admin-api-rate-limits>

mod order;
mod parcel;
mod product;
mod read;

use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, HttpAsk};
use crate::secrets::Secrets;
use crate::store::graphql;

/// The version of the APIs that is asked where the source names none.
const VERSION: &str = "2026-10";

/// A shop on Shopify.
#[derive(Clone, Debug)]
pub struct Shopify {
    source: String,
    address: String,
    version: String,
    secrets: Secrets,
}

impl Shopify {
    pub(crate) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            version: source.version.clone().unwrap_or_else(|| VERSION.to_owned()),
            secrets: secrets.clone(),
        }
    }

    fn admin(&self, query: &str, variables: &Value) -> Ask {
        let url = [&self.address, "/admin/api/", &self.version, "/graphql.json"].concat();
        self.ask(url, "x-shopify-access-token", "TOKEN", query, variables)
    }

    fn storefront(&self, query: &str, variables: &Value) -> Ask {
        let url = [&self.address, "/api/", &self.version, "/graphql.json"].concat();
        self.ask(url, "x-shopify-storefront-access-token", "STOREFRONT", query, variables)
    }

    fn ask(&self, url: String, header: &'static str, secret: &str, query: &str, variables: &Value) -> Ask {
        let ask: HttpAsk = graphql::ask(url, query, variables);
        Ask::Http(ask.header(header, self.secrets.get(secret).unwrap_or_default()))
    }

    fn has_storefront(&self) -> bool {
        self.secrets.get("STOREFRONT").is_some()
    }
}

/// One of Shopify's names as people write: `IN_TRANSIT` is "In transit".
fn said(name: &str) -> String {
    let mut chars = name.chars().take(60).map(|c| if c == '_' { ' ' } else { c.to_ascii_lowercase() });
    chars
        .next()
        .map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(chars).collect())
}

/// The number in a global id: `gid://shopify/Product/632910392` is product `632910392`.
fn number_of(gid: &str) -> &str {
    gid.split('?').next().and_then(|gid| gid.rsplit('/').next()).unwrap_or_default()
}
