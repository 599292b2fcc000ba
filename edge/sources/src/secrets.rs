//! What a source is asked with.

use std::fmt;

/// The secrets of one source, by the names of [`model::source::SourceKind::secrets`].
#[derive(Clone, Default)]
pub struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    /// Those that `read` finds, of all that the kind has.
    pub fn of(kind: model::source::SourceKind, read: impl Fn(&str) -> Option<String>) -> Self {
        let named = kind.secrets().iter().filter_map(|(name, _)| Some((*name, read(name)?)));
        Self(named.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// A secret by its name, such as `TOKEN`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Secrets {
    /// Names alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
