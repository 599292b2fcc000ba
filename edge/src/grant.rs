//! What a shopper has proved: that an order is theirs. Sealed into a token that they hold for an hour instead of
//! typing it again.

use std::cell::OnceCell;

use model::Seconds;
use model::id::SiteId;
use sources::query::{Lookup, Proof};
use worker::Env;

use crate::error::Error;
use crate::secret;

/// How long a token is good, in seconds.
const GOOD_SECONDS: Seconds = 3_600;

/// The longest token worth opening, in bytes: one of the longest number and the longest e-mail address has 550.
const TOKEN_LIMIT: usize = 2_000;

/// Between the fields of a token. None of them holds one: [`crate::body::field`] refuses it.
const BETWEEN: char = '\0';

/// An order that is the asker's, by what has proved it.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) lookup: Lookup,
    /// Its token, once it is sealed.
    token: OnceCell<String>,
}

impl Grant {
    pub(crate) const fn new(lookup: Lookup) -> Self {
        Self { lookup, token: OnceCell::new() }
    }

    /// The e-mail address that has proved it.
    pub(crate) fn email(&self) -> Option<&str> {
        match &self.lookup.proof {
            Proof::Email(email) => Some(email),
            Proof::Postcode(_) => None,
        }
    }

    /// The token, for this site and from now on; empty where the deployment has no secret. It stands in bodies
    /// alone, never in an address.
    pub(crate) async fn seal(&self, env: &Env, site: &SiteId, now: Seconds) -> Result<String, Error> {
        if let Some(token) = self.token.get() {
            return Ok(token.clone());
        }
        let Some(key) = secret::key(env, &[PURPOSE]) else { return Ok(String::new()) };
        let (kind, proof) = match &self.lookup.proof {
            Proof::Email(email) => (EMAIL, email),
            Proof::Postcode(postcode) => (POSTCODE, postcode),
        };
        let until = (now + GOOD_SECONDS).to_string();
        let text = [&*until, kind, proof, &*self.lookup.number].join(BETWEEN.encode_utf8(&mut [0]));
        let token = key.seal(site.as_str(), &text).await?;
        Ok(self.token.get_or_init(|| token).clone())
    }

    /// What a token of this site says, unless it is old ([`Error::Expired`], as for any text that is none).
    pub(crate) async fn open(env: &Env, site: &SiteId, token: &str, now: Seconds) -> Result<Self, Error> {
        let key =
            secret::key(env, &[PURPOSE]).filter(|_| token.len() <= TOKEN_LIMIT).ok_or(Error::Expired)?;
        let text = key.open(site.as_str(), token).await?.ok_or(Error::Expired)?;
        let mut fields = text.split(BETWEEN);
        let mut field = || fields.next().unwrap_or_default();
        let until: Seconds = field().parse().map_err(|_| Error::Expired)?;
        let (kind, proof, number) = (field(), field().to_owned(), field().to_owned());
        if now >= until {
            return Err(Error::Expired);
        }
        let proof = if kind == EMAIL { Proof::Email(proof) } else { Proof::Postcode(proof) };
        Ok(Self::new(Lookup { number, proof }))
    }
}

/// What the key is for.
const PURPOSE: &str = "grant";

const EMAIL: &str = "email";
const POSTCODE: &str = "postcode";
