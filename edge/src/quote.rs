//! Prices that are held: what was promised stands in the address itself, signed. Nothing is kept of it, so nobody can fill
//! a table, and a price stays what it was when the shop changes its own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::Seconds;
use model::choose::configure::Quote;
use model::settings::Cart;
use model::site::Site;
use sha2::Sha256;
use worker::Env;

use crate::error::Error;
use crate::secret;

/// The length of the signature, HMAC-SHA256, in bytes.
const SIGNATURE: usize = 32;

/// The longest that is looked at, in letters: one of thirty options has some 1,500.
const MOST: usize = 4_000;

/// For how many days a site holds a price; 0: not at all.
pub(crate) fn days(env: &Env, site: &Site) -> u8 {
    let wanted = site.cart.as_ref().and_then(|cart| cart.quote_days).unwrap_or(Cart::QUOTE_DAYS);
    if key(env).is_some() { wanted } else { 0 }
}

/// Whether these may be the letters of a quote in an address.
pub(crate) fn is_quote(letters: &str) -> bool {
    (1..=MOST).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A quote with its signature, in the letters of addresses (base64url, RFC 4648); nothing where the deployment has no
/// secret.
pub(crate) fn sign(env: &Env, quote: &Quote) -> Option<String> {
    signed(&key(env)?, quote)
}

/// The quote of a site that was signed here; [`Error::QuoteGone`] where it was not, or is another by now.
pub(crate) fn read(env: &Env, site: &Site, letters: &str) -> Result<Quote, Error> {
    let quote = key(env).and_then(|key| opened(&key, letters));
    quote.filter(|quote| quote.site == site.id).ok_or(Error::QuoteGone)
}

/// The same, unless it is promised no more.
pub(crate) fn held(env: &Env, site: &Site, letters: &str, now: Seconds) -> Result<Quote, Error> {
    let quote = read(env, site, letters)?;
    if quote.holds_at(now) { Ok(quote) } else { Err(Error::QuoteGone) }
}

fn key(env: &Env) -> Option<String> {
    secret::key(env, &["quote"]).map(|key| key.hex())
}

fn signed(key: &str, quote: &Quote) -> Option<String> {
    let text = quote.canonical();
    let signature = mac(key, text.as_bytes())?.finalize().into_bytes();
    Some(URL_SAFE_NO_PAD.encode([&signature, text.as_bytes()].concat())).filter(|letters| is_quote(letters))
}

fn opened(key: &str, letters: &str) -> Option<Quote> {
    let bytes = URL_SAFE_NO_PAD.decode(Some(letters).filter(|letters| is_quote(letters))?).ok()?;
    let (signature, text) = bytes.split_at_checked(SIGNATURE)?;
    mac(key, text)?.verify_slice(signature).ok()?;
    Quote::parse(std::str::from_utf8(text).ok()?)
}

fn mac(key: &str, text: &[u8]) -> Option<Hmac<Sha256>> {
    secret::hmac(key.as_bytes(), [text])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote() -> Quote {
        Quote {
            site: "acme".parse().unwrap(),
            product: "desk.pc".to_owned(),
            options: "cpu=r5&drive=nvme*2&card=-".to_owned(),
            amount: 54_900,
            currency: "EUR".to_owned(),
            days: 3,
            expires: 1_800_000_000,
        }
    }

    #[test]
    fn no_letter_of_a_quote_can_be_changed() {
        let letters = signed("key", &quote()).unwrap();
        assert_eq!(opened("key", &letters), Some(quote()));
        assert_eq!(opened("another", &letters), None);
        for place in 0..letters.len() {
            for letter in ["A", "z", "-", "!", ""] {
                let mut changed = letters.clone();
                changed.replace_range(place..=place, letter);
                assert!(changed == letters || opened("key", &changed).is_none(), "{changed}");
            }
        }
        for odd in ["", "A", &"A".repeat(100), &[&letters, "A"].concat(), &"A".repeat(5_000)] {
            assert_eq!(opened("key", odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_promised_cannot_be_promised_otherwise() {
        let letters = signed("key", &quote()).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&letters).unwrap();
        for other in [
            Quote { amount: 100, ..quote() },
            Quote { options: "cpu=r9&drive=nvme*2&card=-".to_owned(), ..quote() },
            Quote { expires: 1_900_000_000, ..quote() },
            Quote { site: "paperie".parse().unwrap(), ..quote() },
        ] {
            let changed = [&bytes[..SIGNATURE], other.canonical().as_bytes()].concat();
            assert_eq!(opened("key", &URL_SAFE_NO_PAD.encode(changed)), None, "{other:?}");
        }
    }
}
