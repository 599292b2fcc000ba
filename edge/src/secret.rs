//! What only this deployment knows, its secret `DESKBELL_SECRET`: keys made of it, and texts that are sealed
//! with them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use js_sys::{Array, Uint8Array};
use sha2::Sha256;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, WorkerGlobalScope};
use worker::{Env, Result};

/// The secret's name.
const NAME: &str = "DESKBELL_SECRET";

/// The shortest secret that is one, in characters. A shorter one is as none.
const LEAST_CHARS: usize = 32;

/// The length of AES-GCM's initialisation vector (NIST SP 800-38D, section 5.2.1.1), in bytes.
const IV_BYTES: usize = 12;

/// A key for one purpose.
pub(crate) struct Key([u8; 32]);

/// The key for what these pieces name, the first of them a purpose that nothing else uses; nothing where the
/// deployment has no secret. No piece may hold a NUL.
pub(crate) fn key(env: &Env, pieces: &[&str]) -> Option<Key> {
    let secret = env.secret(NAME).ok()?.to_string();
    (secret.chars().count() >= LEAST_CHARS).then(|| Key(mac(secret.as_bytes(), pieces)))
}

/// HMAC-SHA256 of pieces. As a function of its key it is as good as random (RFC 5869, section 2.3, takes it so), and
/// one key tells nothing of another.
fn mac(key: &[u8], pieces: &[&str]) -> [u8; 32] {
    let ended = pieces.iter().flat_map(|piece| [piece.as_bytes(), &[0]]);
    hmac(key, ended).map_or([0; 32], |mac| mac.finalize().into_bytes().into())
}

/// HMAC-SHA256 (RFC 2104) of what these parts are one after the other, to be told or compared. Of a key of any length there
/// is one.
pub(crate) fn hmac<'a>(key: &[u8], parts: impl IntoIterator<Item = &'a [u8]>) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    parts.into_iter().for_each(|part| mac.update(part));
    Some(mac)
}

impl Key {
    /// As 64 hexadecimal digits, for a key that is a name.
    pub(crate) fn hex(&self) -> String {
        crate::hex(&self.0)
    }

    /// Seals a text by AES-256-GCM: nobody else reads it, changes it, or passes it off as one about something
    /// else than `about`. In the letters of addresses (base64url, RFC 4648).
    pub(crate) async fn seal(&self, about: &str, text: &str) -> Result<String> {
        let crypto = crypto()?;
        let iv = Uint8Array::from(&[0; IV_BYTES][..]);
        crypto.get_random_values_with_js_u8_array(&iv)?;
        let text = Uint8Array::from(text.as_bytes());
        let key = self.import(&crypto).await?;
        let sealed = crypto.subtle().encrypt_with_object_and_js_u8_array(&gcm(&iv, about), &key, &text)?;
        let sealed = Uint8Array::new(&JsFuture::from(sealed).await?).to_vec();
        Ok(URL_SAFE_NO_PAD.encode([iv.to_vec(), sealed].concat()))
    }

    /// Opens what was sealed; nothing where this is not what it says.
    pub(crate) async fn open(&self, about: &str, sealed: &str) -> Result<Option<String>> {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
        let Some((iv, sealed)) = bytes.split_at_checked(IV_BYTES) else { return Ok(None) };
        let crypto = crypto()?;
        let key = self.import(&crypto).await?;
        let algorithm = gcm(&Uint8Array::from(iv), about);
        let opened = crypto.subtle().decrypt_with_object_and_js_u8_array(
            &algorithm,
            &key,
            &Uint8Array::from(sealed),
        )?;
        // A promise that is rejected says no more than that.
        let opened = JsFuture::from(opened).await.ok();
        Ok(opened.and_then(|bytes| String::from_utf8(Uint8Array::new(&bytes).to_vec()).ok()))
    }

    async fn import(&self, crypto: &Crypto) -> Result<CryptoKey> {
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let bytes = Uint8Array::from(&self.0[..]);
        let imported = crypto.subtle().import_key_with_str("raw", &bytes, "AES-GCM", false, &uses)?;
        Ok(JsFuture::from(imported).await?.unchecked_into())
    }
}

/// A name that nobody guesses: a random UUID (RFC 9562).
pub(crate) fn random_id() -> Result<String> {
    Ok(crypto()?.random_uuid())
}

fn gcm(iv: &Uint8Array, about: &str) -> AesGcmParams {
    let algorithm = AesGcmParams::new_with_u8_array("AES-GCM", iv);
    algorithm.set_additional_data_u8_array(&Uint8Array::from(about.as_bytes()));
    algorithm
}

fn crypto() -> Result<Crypto> {
    let global: WorkerGlobalScope = js_sys::global().unchecked_into();
    Ok(global.crypto()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_hmacs_of_what_they_are_for() {
        // printf 'a\0bc\0' | openssl dgst -sha256 -hmac 'secret'
        let known = "ceb6b7eea52e99c7747b0f1732455a3a6244dac5805c5bba14455eeb4ba54988";
        assert_eq!(crate::hex(&mac(b"secret", &["a", "bc"])), known);
        assert_ne!(mac(b"secret", &["ab", "c"]), mac(b"secret", &["a", "bc"]));
    }
}
