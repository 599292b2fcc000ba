//! Where requests may go.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Failure;
use crate::url::Url;

/// One source's address, and the private hosts that a development setting names.
pub(crate) struct Hosts<'a> {
    /// The source's address; nothing where it cannot be read.
    home: Option<Url>,
    private: &'a str,
}

impl<'a> Hosts<'a> {
    /// `address` as in the site's settings; `private`: host names and addresses separated by spaces, as in
    /// `DESKBELL_PRIVATE_UPSTREAMS`.
    pub(crate) fn new(address: &str, private: &'a str) -> Self {
        Self { home: Url::parse(address, None), private }
    }

    /// The host, with its port, of an address that may be asked.
    pub(crate) fn check(&self, url: &str) -> Result<String, Failure> {
        Url::parse(url, None).and_then(|url| self.host(&url)).ok_or(Failure::NotAllowed)
    }

    fn host(&self, url: &Url) -> Option<String> {
        let home = self.home.as_ref()?;
        let alike = (&home.scheme, &home.port) == (&url.scheme, &url.port);
        let same = home.host == url.host && (alike || upgraded(home, url));
        let named = self.private.split_ascii_whitespace().any(|name| name == url.host);
        // Secrets go to the host: without encryption only to one on this machine or network.
        let sound = named || (url.scheme == "https:" && !is_private(&url.host));
        (same && sound && !url.credentials).then(|| url.named())
    }

    /// Where a redirect leads, if it may be followed: to the same host, or from `http` to `https` there.
    pub(crate) fn redirected(&self, from: &str, location: &str) -> Result<String, Failure> {
        let to = Url::parse(location, Some(from)).filter(|to| self.host(to).is_some());
        to.map(|to| to.href).ok_or(Failure::NotAllowed)
    }
}

/// The same host, from port 80 to the encrypted 443.
fn upgraded(home: &Url, url: &Url) -> bool {
    home.scheme == "http:"
        && (url.scheme.as_str(), home.port.as_str(), url.port.as_str()) == ("https:", "", "")
}

/// Hosts that are no one's public server: of this machine, of this network, of nowhere.
fn is_private(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse() {
        Ok(IpAddr::V4(address)) => is_private_v4(address),
        Ok(IpAddr::V6(address)) => is_private_v6(address),
        Err(_) => {
            let name = host.trim_end_matches('.').to_ascii_lowercase();
            let ends = |end: &str| name.ends_with(end);
            !name.contains('.')
                || ends(".localhost")
                || ends(".local")
                || ends(".internal")
                || ends(".home.arpa")
        }
    }
}

/// The special-purpose blocks of IANA's registry (RFC 6890 and later).
fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // Only 2000::/3 is given out; what embeds a version 4 address is refused whole.
    segments[0] & 0xe000 != 0x2000
        || (segments[0], segments[1]) == (0x2001, 0xdb8)
        || (segments[0], segments[1]) == (0x2001, 0)
        || segments[0] == 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sources_own_host_is_asked() {
        let hosts = |address| Hosts::new(address, "127.0.0.1 shop.internal");
        for (address, url, host) in [
            ("https://shop.example", "https://shop.example/a?b", Some("shop.example")),
            ("https://shop.example/sub", "https://shop.example/other", Some("shop.example")),
            ("https://shop.example:8443", "https://shop.example:8443/", Some("shop.example:8443")),
            ("https://shop.example", "https://shop.example:8443/", None),
            ("https://shop.example", "http://shop.example/", None),
            ("https://shop.example", "https://shop.example.evil.example/", None),
            ("https://shop.example", "https://user:pass@shop.example/", None),
            ("https://shop.example", "ftp://shop.example/", None),
            ("http://shop.example", "http://shop.example/", None),
            ("http://shop.example", "https://shop.example/", Some("shop.example")),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000/a", Some("127.0.0.1:9000")),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9001/a", None),
            ("https://shop.internal", "https://shop.internal/a", Some("shop.internal")),
            ("https://other.internal", "https://other.internal/a", None),
            ("not an address", "https://shop.example/", None),
        ] {
            assert_eq!(hosts(address).check(url).ok().as_deref(), host, "{address} {url}");
        }
    }

    #[test]
    fn private_addresses_are_refused_in_every_spelling() {
        for host in [
            "localhost",
            "LOCALHOST",
            "a.localhost",
            "printer.local",
            "metadata.google.internal",
            "intranet",
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fc00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
        ] {
            let address = format!("https://{host}");
            let hosts = Hosts::new(&address, "");
            assert_eq!(hosts.check(&address), Err(Failure::NotAllowed), "{host}");
        }
        for host in ["shop.example", "93.184.216.34", "[2606:4700::1111]"] {
            let address = format!("https://{host}");
            assert!(Hosts::new(&address, "").check(&address).is_ok(), "{host}");
        }
    }

    #[test]
    fn a_redirect_stays_at_the_source() {
        let hosts = Hosts::new("https://shop.example", "");
        for (location, to) in [
            ("/new", Some("https://shop.example/new")),
            ("https://shop.example/x", Some("https://shop.example/x")),
            ("//evil.example/", None),
            ("http://169.254.169.254/latest/meta-data", None),
            ("http://shop.example/", None),
            ("file:///etc/passwd", None),
            ("", Some("https://shop.example/old")),
        ] {
            let found = hosts.redirected("https://shop.example/old", location).ok();
            assert_eq!(found.as_deref(), to, "{location}");
        }
    }
}
