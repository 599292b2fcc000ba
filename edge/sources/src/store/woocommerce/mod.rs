//! WooCommerce: products by the Store API, which needs no credentials, orders by the REST API.

mod order;
mod parcel;
mod product;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::source::Source;
use serde_json::Value;

use crate::ask::{Ask, HttpAsk, HttpReply};
use crate::error::Error;
use crate::secrets::Secrets;
use crate::store::json::raw;

/// A shop on WooCommerce.
#[derive(Clone, Debug)]
pub struct Woocommerce {
    source: String,
    address: String,
    secrets: Secrets,
}

impl Woocommerce {
    pub(crate) fn new(source: &Source, secrets: &Secrets) -> Self {
        Self {
            source: source.id.to_string(),
            address: source.address.clone().unwrap_or_default(),
            secrets: secrets.clone(),
        }
    }

    fn store_api(&self, path: &[&str]) -> Ask {
        Ask::Http(HttpAsk::get([&self.address, "/wp-json/wc/store/v1/", &path.concat()].concat()))
    }

    fn rest_api(&self, path: &[&str]) -> Ask {
        self.authorized(HttpAsk::get([&self.address, "/wp-json/wc/v3/", &path.concat()].concat()))
    }

    /// A GET whose parameters must not stand in anybody's log: it takes them from a body of JSON, and the method from the
    /// address (`WP_REST_Request::get_parameter_order`, `WP_REST_Server::serve_request`).
    fn rest_search(&self, path: &[&str], parameters: &Value) -> Ask {
        let url = [&self.address, "/wp-json/wc/v3/", &path.concat(), "&_method=GET"].concat();
        self.authorized(HttpAsk::post(url, parameters))
    }

    fn authorized(&self, ask: HttpAsk) -> Ask {
        let (key, secret) = (self.secrets.get("KEY"), self.secrets.get("SECRET"));
        let credentials = [key.unwrap_or_default(), ":", secret.unwrap_or_default()].concat();
        Ask::Http(ask.header("authorization", ["Basic ", &STANDARD.encode(credentials)].concat()))
    }
}

/// An answer; nothing where WooCommerce itself says that there is no such thing. Another 404 is that of a
/// server that knows no WooCommerce at this address.
fn found(reply: &HttpReply) -> Result<Option<Value>, Error> {
    if reply.status == 404 {
        let told: Value = serde_json::from_slice(&reply.body).map_err(|_| Error::WrongAddress)?;
        let ours = raw(&told["code"]).starts_with("woocommerce_rest");
        return if ours { Ok(None) } else { Err(Error::WrongAddress) };
    }
    reply.json().map(Some)
}
