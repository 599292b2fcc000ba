//! Answers that came with an `ETag`, so that asking again may be answered "not modified" (RFC 9110,
//! section 13): saves the source its work and both the bytes.

use std::cell::RefCell;
use std::collections::VecDeque;

use sources::{HttpAsk, HttpReply};

/// How many answers are remembered, and of how many bytes at most each.
const REMEMBERED: usize = 32;
const BODY_LIMIT: usize = 64 * 1024;

/// An answer and what it is known by.
#[derive(Clone)]
pub(super) struct Validated {
    pub(super) etag: String,
    reply: HttpReply,
}

thread_local! {
    static KNOWN: RefCell<VecDeque<(HttpAsk, Validated)>> = const { RefCell::new(VecDeque::new()) };
}

/// What is remembered of the same request: same address, headers and secrets.
pub(super) fn known(ask: &HttpAsk) -> Option<Validated> {
    KNOWN.with_borrow(|all| all.iter().find(|(known, _)| known == ask).map(|(_, reply)| reply.clone()))
}

/// The answer, taken from memory where it says "not modified", and remembered where it can be.
pub(super) fn settled(ask: &HttpAsk, known: Option<Validated>, reply: HttpReply) -> HttpReply {
    if let (304, Some(known)) = (reply.status, known) {
        return known.reply;
    }
    let etag = reply.header("etag").map(str::to_owned);
    if let (200, "GET", Some(etag), true) = (reply.status, ask.method, etag, reply.body.len() <= BODY_LIMIT) {
        KNOWN.with_borrow_mut(|all| {
            all.retain(|(known, _)| known != ask);
            all.truncate(REMEMBERED - 1);
            all.push_front((ask.clone(), Validated { etag, reply: reply.clone() }));
        });
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, etag: &str, body: &str) -> HttpReply {
        let headers = vec![("etag".to_owned(), etag.to_owned())];
        HttpReply { status, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn what_is_not_modified_is_what_came_before() {
        let ask =
            |secret: &str| HttpAsk::get("https://shop.example/".to_owned()).header("authorization", secret);
        settled(&ask("a"), None, reply(200, "\"1\"", "one"));
        let known = known(&ask("a"));
        assert_eq!(known.as_ref().map(|known| known.etag.as_str()), Some("\"1\""));
        assert_eq!(settled(&ask("a"), known.clone(), reply(304, "\"1\"", "")).body, b"one");
        assert_eq!(settled(&ask("a"), known, reply(200, "\"2\"", "two")).body, b"two");
        assert_eq!(super::known(&ask("a")).unwrap().etag, "\"2\"");
        assert!(super::known(&ask("b")).is_none(), "another secret may see another answer");
    }
}
