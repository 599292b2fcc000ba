//! Standard Webhooks, with the body of Deskbell's own contract: any shop's server, and Vendure by a few
//! lines of a plugin. <https://www.standardwebhooks.com>, `docs/http-contract.md`

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Changed, Notice, Read, Rejection, changed, json, signature};
use crate::query::order_key;
use crate::store::json::{list, raw, word};

/// The most changes that one notice may tell.
const MOST_CHANGES: usize = 100;

/// The fewest bytes of a secret, which anybody could guess else: as Standard Webhooks has it.
const LEAST_BYTES: usize = 24;

/// `webhook-signature` holds one or more of `v1,{base64}`, separated by spaces, while a secret is changed;
/// each is over `{webhook-id}.{webhook-timestamp}.{body}`.
pub(super) fn read<'a>(secret: &str, notice: &'a Notice<'a>) -> Result<Read<'a>, Rejection> {
    let id = notice.header("webhook-id").ok_or(Rejection::Signature)?;
    let at = notice.header("webhook-timestamp").ok_or(Rejection::Signature)?;
    let signed = vec![id.as_bytes(), b".", at.as_bytes(), b".", notice.body];
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).ok();
    let key = key.filter(|key| key.len() >= LEAST_BYTES).ok_or(Rejection::NoSecret)?;
    let given = notice.header("webhook-signature").unwrap_or_default();
    let fits =
        given.split(' ').take(10).filter_map(|signature| signature.strip_prefix("v1,")).any(|signature| {
            signature::base64(Some(signature))
                .and_then(|given| signature::check(&key, &signed, &given))
                .is_ok()
        });
    if !fits {
        return Err(Rejection::Signature);
    }
    signature::timely(at.parse().ok(), notice.now)?;

    let body = json(notice.body)?;
    let one = |value: &serde_json::Value| {
        let id = word(&value["id"]);
        match raw(&value["type"]).split('.').next().unwrap_or_default() {
            "product" => changed(Changed::Product, id),
            "order" => changed(Changed::Order, order_key(&id)),
            _ => Vec::new(),
        }
    };
    let changed = if body.is_array() {
        let all = list(&body);
        // Whoever sends it would take what is passed over for taken.
        if all.len() > MOST_CHANGES {
            return Err(Rejection::Unreadable);
        }
        all.iter().flat_map(one).collect()
    } else {
        one(&body)
    };
    Ok((signed, changed))
}
