//! HMAC-SHA256, and the time in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use model::Seconds;
use model::source::SourceKind;
use sha2::{Digest, Sha256};

use super::{Rejection, TOLERANCE_SECONDS};
use crate::query::hex;

/// Checks a signature over these pieces, one after the other. Takes as long for wrong as for right ones.
pub(super) fn check(key: &[u8], signed: &[&[u8]], signature: &[u8]) -> Result<(), Rejection> {
    // An HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| Rejection::NoSecret)?;
    for piece in signed {
        mac.update(piece);
    }
    mac.verify_slice(signature).map_err(|_| Rejection::Signature)
}

/// Bytes of a signature in base64.
pub(super) fn base64(written: Option<&str>) -> Result<Vec<u8>, Rejection> {
    STANDARD.decode(written.unwrap_or_default().trim()).map_err(|_| Rejection::Signature)
}

/// Bytes of a signature in hexadecimal digits.
pub(super) fn from_hex(written: &str) -> Result<Vec<u8>, Rejection> {
    let digit =
        |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(Rejection::Signature);
    let pairs = written.as_bytes().chunks(2);
    pairs.map(|pair| Ok(digit(pair[0])? << 4 | digit(*pair.get(1).ok_or(Rejection::Signature)?)?)).collect()
}

/// Whether it was signed about now.
pub(super) fn timely(signed: Option<Seconds>, now: Seconds) -> Result<(), Rejection> {
    let away = signed.ok_or(Rejection::Time)?.abs_diff(now);
    if away <= TOLERANCE_SECONDS.unsigned_abs() { Ok(()) } else { Err(Rejection::Time) }
}

/// What two deliveries of the same notice have in common. Each piece is hashed with its length before it:
/// where one ends cannot be shifted.
pub(super) fn fingerprint(kind: SourceKind, signed: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.name());
    for piece in signed {
        hash.update((piece.len() as u64).to_be_bytes());
        hash.update(piece);
    }
    hex(&hash.finalize())
}
