//! `GET /files/{name}`: a picture of a site, named by its content.

use worker::Env;

use crate::cache::Policy;
use crate::db;
use crate::error::Error;
use crate::face::{self, Shown};

pub(crate) async fn get(name: &str, env: &Env) -> Result<Shown, Error> {
    if !is_name(name) {
        return Err(Error::UnknownPage);
    }
    let (media_type, bytes) = db::file(env, name).await?.ok_or(Error::UnknownPage)?;
    // An SVG opened by itself is a document: it may draw, and nothing else.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox".to_owned();
    Ok(face::file(&media_type, bytes, vec![("content-security-policy", policy)], &Policy::Immutable))
}

/// 32 hexadecimal digits and an extension: what `cargo xtask import` writes.
fn is_name(name: &str) -> bool {
    name.split_once('.').is_some_and(|(hash, extension)| {
        hash.len() == 32
            && hash.bytes().all(|b| b.is_ascii_hexdigit())
            && (1..=4).contains(&extension.len())
            && extension.bytes().all(|b| b.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_importer_reach_the_database() {
        let hash = "0123456789abcdef0123456789abcdef";
        assert!(is_name(&format!("{hash}.svg")));
        for name in ["", "a.svg", "..", &format!("{hash}.svg/x"), hash, &format!("{hash}.S%56G")] {
            assert!(!is_name(name), "{name}");
        }
    }
}
