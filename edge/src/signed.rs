//! Tokens of addresses in e-mails: a random id of a row, until when it is good, and a signature over both and what it is
//! for. They say nothing of anybody.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::Seconds;
use sha2::Sha256;
use worker::Env;

use crate::secret;

/// What a token is good for; for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Opens an order.
    Link,
    /// Says that e-mails are wanted.
    Confirm,
    /// Stops them.
    Stop,
    /// Shows staff what was reported.
    Case,
    /// Stops e-mails about a question, or to staff.
    Unfollow,
    /// Signs staff in.
    SignIn,
    /// Shows a question that is between its asker and staff.
    Read,
}

/// The bytes of an id, of the expiry and of the signature (of HMAC-SHA256 half of it, RFC 2104 section 5).
const PARTS: [usize; 3] = [16, 4, 16];

/// A token for the row with this id, 32 hexadecimal digits; nothing where the deployment has no secret.
pub(crate) fn sign(env: &Env, purpose: Purpose, id: &str, until: Seconds) -> Option<String> {
    signed(&key(env)?, purpose, u128::from_str_radix(id, 16).ok()?, u32::try_from(until).ok()?)
}

/// The id that a token names, if it was made here for this purpose and is not old. Takes as long for wrong as for right
/// ones.
pub(crate) fn id(env: &Env, purpose: Purpose, token: &str, now: Seconds) -> Option<String> {
    read(&key(env)?, purpose, token, now).map(|id| format!("{id:032x}"))
}

/// A new id.
pub(crate) fn new_id() -> worker::Result<String> {
    Ok(secret::random_id()?.replace('-', ""))
}

fn key(env: &Env) -> Option<String> {
    secret::key(env, &["signed"]).map(|key| key.hex())
}

fn signed(key: &str, purpose: Purpose, id: u128, until: u32) -> Option<String> {
    let told = [&id.to_be_bytes()[..], &until.to_be_bytes()].concat();
    let signature = mac(key, purpose, &told)?.finalize().into_bytes();
    Some(URL_SAFE_NO_PAD.encode([&told, &signature[..PARTS[2]]].concat()))
}

fn read(key: &str, purpose: Purpose, token: &str, now: Seconds) -> Option<u128> {
    let bytes =
        URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == PARTS.iter().sum::<usize>())?;
    let (told, signature) = bytes.split_at(PARTS[0] + PARTS[1]);
    mac(key, purpose, told)?.verify_truncated_left(signature).ok()?;
    let (id, until) = told.split_at(PARTS[0]);
    let until = u32::from_be_bytes(until.try_into().ok()?);
    (now < Seconds::from(until)).then_some(u128::from_be_bytes(id.try_into().ok()?))
}

fn mac(key: &str, purpose: Purpose, told: &[u8]) -> Option<Hmac<Sha256>> {
    secret::hmac(key.as_bytes(), [&[purpose as u8], told])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: u128 = 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f;

    #[test]
    fn a_token_names_its_row_for_its_purpose_until_it_is_old() {
        let token = signed("key", Purpose::Stop, ID, 2_000).unwrap();
        assert_eq!(token.len(), 48);
        assert_eq!(read("key", Purpose::Stop, &token, 1_999), Some(ID));
        assert_eq!(read("key", Purpose::Stop, &token, 2_000), None);
        assert_eq!(read("another", Purpose::Stop, &token, 0), None);
        for purpose in [Purpose::Link, Purpose::Confirm, Purpose::Case] {
            assert_eq!(read("key", purpose, &token, 0), None, "{purpose:?}");
        }
    }

    #[test]
    fn no_letter_of_a_token_can_be_changed() {
        let token = signed("key", Purpose::Link, ID, u32::MAX).unwrap();
        assert_eq!(read("key", Purpose::Link, &token, 0), Some(ID));
        for place in 0..token.len() {
            for letter in ["A", "z", "-", "!", ""] {
                let mut changed = token.clone();
                changed.replace_range(place..=place, letter);
                assert!(changed == token || read("key", Purpose::Link, &changed, 0).is_none(), "{changed}");
            }
        }
        for odd in ["", "A", &"A".repeat(48), &token[..47], &[&token, "A"].concat(), &[&token, "="].concat()]
        {
            assert_eq!(read("key", Purpose::Link, odd, 0), None, "{odd}");
        }
    }
}
