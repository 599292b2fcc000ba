//! Shopify: `x-shopify-hmac-sha256` is the base64 of the HMAC over the body.
//! <https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify>

use super::{Changed, Notice, Read, Rejection, changed, json, signature};
use crate::store::json::{raw, word};

/// The topic is in a header that is not signed. What somebody who repeats a notice under another topic
/// reaches is that something is fetched anew.
pub(super) fn read<'a>(secret: &str, notice: &Notice<'a>) -> Result<Read<'a>, Rejection> {
    let signed = vec![notice.body];
    let given = signature::base64(notice.header("x-shopify-hmac-sha256"))?;
    signature::check(secret.as_bytes(), &signed, &given)?;

    let body = json(notice.body)?;
    let topic = notice.header("x-shopify-topic").unwrap_or_default();
    let changed = match topic.split('/').next().unwrap_or_default() {
        "products" => changed(Changed::Product, word(&body["id"])),
        "orders" => changed(Changed::Order, number(raw(&body["name"]))),
        // A fulfilment's own name is that of its order and its place in it: `#1001.1`.
        "fulfillments" => {
            let name = raw(&body["name"]);
            changed(Changed::Order, number(name.rsplit_once('.').map_or(name, |(order, _)| order)))
        }
        // Stock levels name no product; their products are stale for as long as the cache says.
        _ => Vec::new(),
    };
    Ok((signed, changed))
}

fn number(name: &str) -> String {
    crate::query::order_key(name)
}
