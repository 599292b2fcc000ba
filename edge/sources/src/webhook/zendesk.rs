//! Zendesk: `x-zendesk-webhook-signature` is the base64 of the HMAC over the timestamp and the body.
//! <https://developer.zendesk.com/documentation/webhooks/verifying/>

use super::{Changed, Notice, Read, Rejection, changed, json, signature};
use crate::store::json::{raw, word};
use crate::time::rfc3339;

pub(super) fn read<'a>(secret: &str, notice: &'a Notice<'a>) -> Result<Read<'a>, Rejection> {
    let at = notice.header("x-zendesk-webhook-signature-timestamp").ok_or(Rejection::Signature)?;
    let signed = vec![at.as_bytes(), notice.body];
    let given = signature::base64(notice.header("x-zendesk-webhook-signature"))?;
    signature::check(secret.as_bytes(), &signed, &given)?;
    signature::timely(rfc3339(at), notice.now)?;

    let body = json(notice.body)?;
    // Votes, subscriptions and comments change nothing that is shown.
    let changed = match raw(&body["type"]) {
        "zen:event-type:article.published"
        | "zen:event-type:article.unpublished"
        | "zen:event-type:article.author_changed" => changed(Changed::Article, word(&body["detail"]["id"])),
        _ => Vec::new(),
    };
    Ok((signed, changed))
}
