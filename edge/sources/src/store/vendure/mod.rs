//! Vendure. Products by the Shop API, which anybody may ask.
//!
//! The Shop API tells an order to its owner, and to others only for two hours after it was placed
//! (`DefaultOrderByCodeAccessStrategy` of `@vendure/core`). So a help desk needs the Admin API: the secret
//! `ADMIN` is an API key (since Vendure 3.6, with `api-key` among `authOptions.tokenMethod`) of a role that
//! has the permission `ReadOrder`, and `ReadCustomer` where customers are to see a list of their orders. Without it orders are asked of the Shop API all the same,
//! since a shop may have another strategy; what it forbids is no order to whoever asks.

mod order;
mod parcel;
mod product;

use model::source::Source;
use serde_json::Value;

use crate::ask::Ask;
use crate::secrets::Secrets;
use crate::store::graphql;
use crate::store::json::{list, word};

/// A shop on Vendure.
#[derive(Clone, Debug)]
pub struct Vendure {
    source: String,
    address: String,
    product_url: Option<String>,
    secrets: Secrets,
}

impl Vendure {
    pub(crate) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            product_url: source.product_url.clone(),
            secrets: secrets.clone(),
        }
    }

    fn shop_api(&self, query: &str, variables: &Value) -> Ask {
        self.ask("/shop-api", query, variables, None)
    }

    fn admin_api(&self, key: &str, query: &str, variables: &Value) -> Ask {
        self.ask("/admin-api", query, variables, Some(key))
    }

    fn ask(&self, path: &str, query: &str, variables: &Value, key: Option<&str>) -> Ask {
        let mut ask = graphql::ask([&self.address, path].concat(), query, variables);
        if let Some(token) = self.secrets.get("TOKEN") {
            ask = ask.header("vendure-token", token);
        }
        if let Some(key) = key {
            ask = ask.header("vendure-api-key", key);
        }
        Ask::Http(ask)
    }
}

/// What a variant is called beside its product: its options, in the order of the product's groups of options, such as
/// `Blue / Large`. (Vendure tells the options of each variant in another order.)
fn options(variant: &Value, groups: &Value) -> String {
    let options = list(&variant["options"]);
    let of = |group: &Value| options.iter().find(|option| option["groupId"] == group["id"]);
    let names: Vec<String> = list(groups).iter().filter_map(of).map(|option| word(&option["name"])).collect();
    names.join(" / ")
}
