//! Fields that somebody sends: a form, or a flat object of texts as JSON.

use std::collections::HashMap;

use worker::Request;

use crate::body::{self, Kind};
use crate::error::Error;

/// What was sent, by name; the last of equal names counts.
pub(crate) struct Fields(HashMap<String, String>);

impl Fields {
    /// Reads what a page of ours, or no page at all, sends.
    pub(crate) async fn read(request: &Request, origin: &str) -> Result<Self, Error> {
        let (kind, bytes) = body::sent(request, origin).await?;
        Ok(Self(match kind {
            Kind::Json => body::json(&bytes)?,
            Kind::Form => form_urlencoded::parse(&bytes).into_owned().collect(),
        }))
    }

    /// All of them as they were sent.
    pub(crate) fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// A field without the spaces around it; empty where it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}
