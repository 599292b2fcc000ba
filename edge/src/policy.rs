//! What every answer's headers promise: who may embed it, what it may load, how long it keeps.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::id::Origin;
use sha2::{Digest, Sha256};

use crate::cache::Policy;

/// Who may put a page into a frame.
pub(crate) enum Frames<'a> {
    /// These storefronts, and the help site itself.
    Listed(&'a [Origin]),
    /// Anybody: a page that holds nothing and asks for nothing, so that a wrong `data-site` shows a
    /// sentence instead of a blank frame.
    Anybody,
    /// Nobody: what is pressed there counts, and is to be seen.
    Nobody,
}

impl Frames<'_> {
    fn ancestors(&self) -> String {
        match self {
            Self::Listed(origins) => {
                origins.iter().fold("'self'".to_owned(), |list, origin| list + " " + origin.as_str())
            }
            Self::Anybody => "*".to_owned(),
            Self::Nobody => "'none'".to_owned(),
        }
    }
}

/// The source expression of an inline style (CSP Level 3, section 8.4).
pub(crate) fn style_hash(style: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)))
}

/// The policy of a page: nothing but our own files, no inline script, no string into script; only pictures of products come
/// from `pictures`. Its forms lead to us, who may lead on to one of the origins `forms`: browsers hold redirections against
/// the policy too.
pub(crate) fn page_policy(
    style_hashes: &[String],
    frames: &Frames,
    pictures: &[Origin],
    forms: &[String],
) -> String {
    let pictures = pictures.iter().fold("'self'".to_owned(), |list, origin| list + " " + origin.as_str());
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src {}; img-src {pictures}; connect-src 'self'; \
         form-action {}; base-uri 'none'; frame-ancestors {}; require-trusted-types-for 'script'; trusted-types 'none'",
        style_hashes.join(" "),
        forms.iter().fold("'self'".to_owned(), |list, origin| list + " " + origin),
        frames.ancestors(),
    )
}

/// What browsers are told of a public answer: keep it, and ask whether it is still true. A purge reaches
/// what we keep, and nothing that is kept elsewhere.
pub(crate) const PUBLIC: &str = "no-cache";

/// Headers of an answer, by name in small letters.
pub(crate) type Headers = Vec<(&'static str, String)>;

/// Headers that every answer has.
pub(crate) fn headers(content_type: &str, policy: &Policy) -> Headers {
    let keep = match policy {
        Policy::Personal => "no-store",
        Policy::Public(_) => PUBLIC,
        Policy::Immutable => "public, max-age=31536000, immutable",
    };
    [
        ("content-type", content_type),
        ("cache-control", keep),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        // Loads in a storefront that is cross-origin isolated, and asks the same of what it loads itself.
        ("cross-origin-resource-policy", "cross-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ("strict-transport-security", "max-age=31536000"),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_means_none_but_itself() {
        let policy = |frames| page_policy(&["'sha256-x'".to_owned()], &frames, &[], &[]);
        assert!(policy(Frames::Listed(&[])).contains("frame-ancestors 'self';"));
        let listed = ["https://a.example".parse().unwrap(), "https://b.example".parse().unwrap()];
        assert!(
            policy(Frames::Listed(&listed))
                .contains("frame-ancestors 'self' https://a.example https://b.example;")
        );
        assert!(policy(Frames::Anybody).contains("frame-ancestors *;"));
        assert!(policy(Frames::Anybody).contains("form-action 'self';"));
        let shop = page_policy(&[], &Frames::Anybody, &[], &["https://a.example".to_owned()]);
        assert!(shop.contains("form-action 'self' https://a.example;"));
        assert!(policy(Frames::Nobody).contains("frame-ancestors 'none';"));
    }

    #[test]
    fn a_style_is_known_by_its_hash() {
        // From the example of CSP Level 3, section 8.3: the digest of a known text.
        assert_eq!(
            style_hash("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }
}
