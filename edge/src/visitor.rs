//! Who sends a request, as far as limits need to know.

use std::net::IpAddr;

use worker::Request;

/// The address that limits count for: the whole of an IPv4 address, of an IPv6 address the network,
/// since a household or a machine has all of it (RFC 6177).
pub(crate) fn address(request: &Request) -> String {
    let told = request.headers().get("cf-connecting-ip").ok().flatten().unwrap_or_default();
    network(&told)
}

fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            let mapped = address.to_ipv4_mapped().map(|address| address.to_string());
            mapped.unwrap_or_else(|| format!("{a:x}:{b:x}:{c:x}:{d:x}:"))
        }
        // The network always tells; who comes another way shares one limit.
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_network_are_one() {
        for (address, expect) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
            ("2001:db8:1:2::1", "2001:db8:1:2:"),
            ("", ""),
            ("unknown", ""),
        ] {
            assert_eq!(network(address), expect, "{address}");
        }
    }
}
