//! Addresses, as the URL standard reads them.

/// An address in its parts.
#[derive(Default)]
pub(crate) struct Url {
    pub(crate) href: String,
    pub(crate) origin: String,
    /// With its colon.
    pub(crate) scheme: String,
    pub(crate) host: String,
    /// Empty where it is the scheme's own.
    pub(crate) port: String,
    pub(crate) path: String,
    /// With its question mark.
    pub(crate) query: String,
    /// Whether a user or password stands in it.
    pub(crate) credentials: bool,
}

impl Url {
    /// Reads an address, perhaps relative to another, by the runtime's own reader: the `url` crate brings all of Unicode's
    /// tables with it.
    #[cfg(not(test))]
    pub(crate) fn parse(address: &str, base: Option<&str>) -> Option<Self> {
        let parts = parts(address, base)?;
        let mut lines = parts.split('\n');
        let mut next = || lines.next().unwrap_or_default().to_owned();
        Some(Self {
            href: next(),
            origin: next(),
            scheme: next(),
            host: next(),
            port: next(),
            path: next(),
            query: next(),
            credentials: !next().is_empty() || !next().is_empty(),
        })
    }

    /// The same by the `url` crate, which follows the same standard.
    #[cfg(test)]
    pub(crate) fn parse(address: &str, base: Option<&str>) -> Option<Self> {
        let base = base.map(url::Url::parse).transpose().ok()?;
        let url = url::Url::options().base_url(base.as_ref()).parse(address).ok()?;
        Some(Self {
            href: url.to_string(),
            origin: url.origin().ascii_serialization(),
            scheme: [url.scheme(), ":"].concat(),
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port().map(|port| port.to_string()).unwrap_or_default(),
            path: url.path().to_owned(),
            query: url.query().map(|query| ["?", query].concat()).unwrap_or_default(),
            credentials: !url.username().is_empty() || url.password().is_some(),
        })
    }

    /// Host and port.
    pub(crate) fn named(&self) -> String {
        if self.port.is_empty() { self.host.clone() } else { [&self.host, ":", &self.port].concat() }
    }
}

#[cfg(not(test))]
#[wasm_bindgen::prelude::wasm_bindgen(module = "/src/url.js")]
extern "C" {
    fn parts(address: &str, base: Option<&str>) -> Option<String>;
}
