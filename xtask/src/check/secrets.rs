//! The Worker's secrets, as they are known on this machine.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use model::site::Site;
use model::source::Source;
use sources::Secrets;

use crate::paths;

/// Variables by their names: of the environment, else of `.dev.vars` beside wrangler.toml, where wrangler
/// keeps secrets for development.
pub(super) struct Known(BTreeMap<String, String>);

impl Known {
    /// Those of this checkout.
    pub(super) fn here() -> Result<Self> {
        let mut known = file(&paths::root().join(".dev.vars"))?;
        known.extend(
            std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        );
        Ok(Self(known))
    }

    #[cfg(test)]
    pub(super) fn of_pairs(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// A variable that says something.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The secrets of a source.
    pub(super) fn of(&self, site: &Site, source: &Source) -> Secrets {
        let name = |name: &str| source.secret(site.id.as_str(), name);
        Secrets::of(source.kind, |secret| self.get(&name(secret)).map(str::to_owned))
    }

    /// Hosts that the Worker asks although they are not public or not encrypted, separated by spaces.
    pub(super) fn private(&self) -> &str {
        self.get("DESKBELL_PRIVATE_UPSTREAMS").unwrap_or_default()
    }
}

/// What a file of `NAME=value` says; nothing where there is none.
pub(super) fn file(path: &Path) -> Result<BTreeMap<String, String>> {
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let unreadable = || format!("{} cannot be read; write a line NAME=value for each secret", path.display());
    dotenvy::from_path_iter(path)
        .and_then(Iterator::collect::<dotenvy::Result<_>>)
        .map_err(without_content)
        .with_context(unreadable)
}

/// The error names the line's place, not the line: there is a secret in it.
fn without_content(error: dotenvy::Error) -> anyhow::Error {
    match error {
        dotenvy::Error::LineParse(_, at) => anyhow::anyhow!("a line is wrong from its character {at} on"),
        other => other.into(),
    }
}
