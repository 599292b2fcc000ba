//! Discourse: `x-discourse-event-signature` is `sha256=` and the HMAC over the body in hexadecimal digits.
//! <https://meta.discourse.org/t/configure-webhooks-that-trigger-on-discourse-events/49045>

use super::{Changed, Notice, Read, Rejection, json, signature};
use crate::store::json::word;

/// The event's kind is not signed, but the body says it too: under `topic` or `post`.
pub(super) fn read<'a>(secret: &str, notice: &Notice<'a>) -> Result<Read<'a>, Rejection> {
    let signed = vec![notice.body];
    let given = notice.header("x-discourse-event-signature").unwrap_or_default();
    let given = signature::from_hex(given.strip_prefix("sha256=").ok_or(Rejection::Signature)?)?;
    signature::check(secret.as_bytes(), &signed, &given)?;

    let body = json(notice.body)?;
    let topic =
        [&body["topic"]["id"], &body["post"]["topic_id"]].into_iter().map(word).find(|id| !id.is_empty());
    // A topic is an article where its category holds articles, and its category is not always told.
    let changed = topic.map_or_else(Vec::new, |id| vec![Changed::Thread(id.clone()), Changed::Article(id)]);
    Ok((signed, changed))
}
