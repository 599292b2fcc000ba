//! By what the community knows who writes (`people.proof`): a key that their browser holds, or whom the shop names.

use sha2::{Digest, Sha256};
use worker::{Env, Request};

use crate::{secret, staff};

/// The cookie with the key that the edge gave a browser when somebody first wrote there.
pub(crate) const COOKIE: &str = "deskbell_key";

/// The proof of the key that comes with a request.
pub(crate) fn of_request(request: &Request) -> Option<String> {
    let key = staff::cookie(request, COOKIE).filter(|key| !key.is_empty())?;
    Some(["key:", &crate::hex(&Sha256::digest(key))].concat())
}

/// The proof of who has an e-mail address, as the shop says. Nothing where the deployment has no secret.
pub(crate) fn of_mail(env: &Env, site: &str, email: &str) -> Option<String> {
    let key = secret::key(env, &["person", site, &email.trim().to_lowercase()])?;
    Some(["mail:", &key.hex()].concat())
}

/// The header that makes a browser forget its key.
pub(crate) fn forget() -> (&'static str, String) {
    let gone = "=; Path=/; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=0";
    ("set-cookie", [COOKIE, gone].concat())
}
