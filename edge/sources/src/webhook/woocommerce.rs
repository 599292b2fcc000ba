//! WooCommerce: `x-wc-webhook-signature` is the base64 of the HMAC over the body.
//! <https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks>

use super::{Changed, Notice, Read, Rejection, changed, json, signature};
use crate::query::order_key;
use crate::store::json::{count, word};

/// The topic is in a header that is not signed, as with Shopify.
pub(super) fn read<'a>(secret: &str, notice: &Notice<'a>) -> Result<Read<'a>, Rejection> {
    let signed = vec![notice.body];
    let given = signature::base64(notice.header("x-wc-webhook-signature"))?;
    signature::check(secret.as_bytes(), &signed, &given)?;

    // The first one, when the webhook is saved, is a form with its id: `webhook_id=1`.
    if notice.body.starts_with(b"webhook_id=") {
        return Ok((signed, Vec::new()));
    }
    let body = json(notice.body)?;
    let changed = match notice.header("x-wc-webhook-resource").or_else(|| topic(notice)).unwrap_or_default() {
        // A variation is told as a product of its own; what is shown is its parent.
        "product" if count(&body["parent_id"]) > 0 => changed(Changed::Product, word(&body["parent_id"])),
        "product" => changed(Changed::Product, word(&body["id"])),
        // One that was deleted is told by its id alone.
        "order" if body["number"].is_null() => changed(Changed::Order, word(&body["id"])),
        "order" => changed(Changed::Order, order_key(&word(&body["number"]))),
        _ => Vec::new(),
    };
    Ok((signed, changed))
}

/// `product` of `product.updated`.
fn topic<'a>(notice: &'a Notice) -> Option<&'a str> {
    notice.header("x-wc-webhook-topic")?.split('.').next()
}
