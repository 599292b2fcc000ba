//! Who of the shop is signed in at the desk: a sealed cookie, for the working day.

use model::Seconds;
use worker::{Env, Request};

use crate::clock::now_ms;
use crate::error::Error;
use crate::identity;
use crate::router::Visit;
use crate::secret;

/// Somebody of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Staff {
    pub(crate) email: String,
    /// The name that customers know them by.
    pub(crate) name: String,
}

/// The cookie's name. The prefix makes browsers keep it to this very host, over https alone.
/// <https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2> and its successor's `__Host-`.
pub(crate) const COOKIE: &str = "__Host-desk";

/// How long somebody stays signed in, in seconds.
const GOOD_SECONDS: Seconds = 12 * 3_600;

/// What the key is for.
const PURPOSE: &str = "desk";

/// Between the fields of the cookie.
const BETWEEN: char = '\0';

/// Who is signed in at this site's desk; [`Error::Forbidden`] where nobody is. Without a desk there is no such page.
pub(crate) async fn signed_in(visit: &Visit, request: &Request, env: &Env) -> Result<Staff, Error> {
    let site = visit.site();
    site.desk.as_ref().ok_or(Error::UnknownPage)?;
    let sealed = cookie(request, COOKIE).ok_or(Error::Forbidden)?;
    let key = secret::key(env, &[PURPOSE]).ok_or(Error::Forbidden)?;
    let text = key.open(site.id.as_str(), &sealed).await?.ok_or(Error::Forbidden)?;
    let mut fields = text.split(BETWEEN);
    let mut field = || fields.next().unwrap_or_default().to_owned();
    let until: Seconds = field().parse().map_err(|_| Error::Forbidden)?;
    if now_ms() / 1_000 >= until {
        return Err(Error::Forbidden);
    }
    let (email, name) = (field(), field());
    if name.is_empty() { clerk(visit, &email).ok_or(Error::Forbidden) } else { Ok(Staff { email, name }) }
}

/// Who signs in at this site by e-mail; nobody who is no clerk any more.
pub(crate) fn clerk(visit: &Visit, email: &str) -> Option<Staff> {
    let clerk = visit.site().desk.as_ref()?.clerk(email)?;
    Some(Staff { email: clerk.email.to_string(), name: clerk.name.clone() })
}

/// Who the shop says signs in, by a token with `"role": "staff"` (docs/identify.md).
pub(crate) fn of_token(visit: &Visit, env: &Env, token: &str) -> Result<Staff, Error> {
    let (email, name) = identity::staff(env, &visit.site().id, token, now_ms() / 1_000)?;
    Ok(Staff { name: if name.is_empty() { email.clone() } else { name }, email })
}

/// The header that keeps somebody signed in. `name`: as the shop's token has it; none of a clerk, whom the site's settings
/// name at each request, as long as they do.
pub(crate) async fn keep(
    visit: &Visit,
    env: &Env,
    email: &str,
    name: &str,
) -> Result<(&'static str, String), Error> {
    let key = secret::key(env, &[PURPOSE]).ok_or(Error::UnknownPage)?;
    let until = (now_ms() / 1_000 + GOOD_SECONDS).to_string();
    let text = [&*until, email, name].join(BETWEEN.encode_utf8(&mut [0]));
    let sealed = key.seal(visit.site().id.as_str(), &text).await?;
    Ok(("set-cookie", [COOKIE, "=", &sealed, "; Path=/; Secure; HttpOnly; SameSite=Lax"].concat()))
}

/// The header that signs somebody out.
pub(crate) fn forget() -> (&'static str, String) {
    ("set-cookie", [COOKIE, "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"].concat())
}

/// A cookie's value.
pub(crate) fn cookie(request: &Request, name: &str) -> Option<String> {
    let all = request.headers().get("cookie").ok()??;
    all.split(';').find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}
