//! What an answer is kept under: an allow list. What is not in the key is not looked at by handlers,
//! nor asked of any source.

use sha2::{Digest, Sha256};

use crate::asked::Asked;
use crate::cache::Current;
use model::lang::Lang;
use model::route::EVERYTHING;

/// The key of a public answer, as an address of our own origin that the Cache API can take.
///
/// The parts: the origin (pages name their own address), the site and the version of its content, the
/// face and path, the language told and the one asked for, the shopper's time zone, and of the query
/// the parameters that `parameters` lists, or all of them in their order.
pub(crate) fn of(asked: &Asked, current: &Current, lang: Lang, parameters: &[&str]) -> String {
    let mut key = Sha256::new();
    let mut part = |text: &str| {
        // Lengths keep neighbours apart.
        key.update((text.len() as u64).to_le_bytes());
        key.update(text);
    };
    part(env!("CARGO_PKG_VERSION"));
    part(BUILD);
    part(&asked.origin);
    part(current.site.id.as_str());
    part(&current.version);
    part(asked.face.name());
    part(&asked.path);
    part(lang.code());
    part(asked.zone.as_deref().unwrap_or_default());
    for name in model::page::KEPT.iter().chain(parameters) {
        part(asked.parameter(name).map_or("-", |_| "+"));
        part(asked.parameter(name).unwrap_or_default());
    }
    if parameters == EVERYTHING {
        for (name, value) in asked.pairs() {
            part(name);
            part(value);
        }
    }
    [&asked.origin, "/cache/", &crate::hex(&key.finalize())].concat()
}

/// Names this build: a page of another one may want scripts that are gone.
const BUILD: &str = concat!(env!("DESKBELL_APP"), env!("DESKBELL_FRAME"));
