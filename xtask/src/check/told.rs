//! What is wrong with a source, in words that say what to do next.

use std::io;
use std::net::ToSocketAddrs;

use model::site::Site;
use model::source::{Source, SourceKind};

use super::caller::{BODY_LIMIT, Trouble, host, origin};
use super::secrets::Known;

/// A sentence or two, without a full stop at the end. No secret is in it.
pub(super) fn sentence(trouble: &Trouble, site: &Site, source: &Source, known: &Known) -> String {
    let address = source.address.as_deref().unwrap_or_default();
    match trouble {
        Trouble::Source(error) => answered(error, site, source, known),
        Trouble::Http(error) => silent(error, &origin(address)),
        Trouble::Late(patience) => {
            format!("no answer within {patience:?}; is it up, and does no firewall keep strangers out?")
        }
        Trouble::NotEncrypted => format!(
            "the Worker sends secrets only encrypted, and {address} is not; write https:// in its `address`, or name the \
             host in DESKBELL_PRIVATE_UPSTREAMS while you develop"
        ),
        Trouble::Elsewhere(to) if to.is_empty() => {
            format!("{address} redirects without saying where; correct its `address`")
        }
        Trouble::Elsewhere(to) => format!(
            "{address} redirects to {to}, where the Worker does not follow with secrets; write address = \"{to}\" if that is \
             the shop's, with the path that belongs to it"
        ),
        Trouble::Round => format!("{address} redirects without end; correct its `address`"),
        Trouble::NotGiven => {
            format!("a {} source does not give this; take it out of its `gives`", source.kind)
        }
    }
}

fn answered(error: &sources::Error, site: &Site, source: &Source, known: &Known) -> String {
    let (kind, address) = (source.kind, source.address.as_deref().unwrap_or_default());
    match error {
        sources::Error::Refused => refused(site, source, known),
        sources::Error::WrongAddress => {
            format!("something answers at {address}, but not to this; {}", right_address(kind))
        }
        sources::Error::Throttled(Some(seconds)) => {
            format!("it is asked too much at present; try again in {seconds} s")
        }
        sources::Error::Throttled(None) => {
            "it is asked too much at present; try again in a minute".to_owned()
        }
        sources::Error::Failing(status) => {
            format!(
                "it fails with status {status}; its own log says why, and its status page whether others have that too"
            )
        }
        sources::Error::Unreadable(why) => format!(
            "its answer cannot be understood ({why}); is it {kind} that answers at {address}? {}",
            capital(right_address(kind))
        ),
    }
}

/// Which secrets are missing; if none is, which are to be looked at.
fn refused(site: &Site, source: &Source, known: &Known) -> String {
    let secrets = source.kind.secrets().iter().filter(|(name, _)| *name != "WEBHOOK");
    let named: Vec<_> = secrets.map(|(name, what)| (source.secret(site.id.as_str(), name), *what)).collect();
    let (set, missing): (Vec<_>, Vec<_>) = named.iter().partition(|(name, _)| known.get(name).is_some());
    let list = |some: &[&(String, &str)]| {
        some.iter().map(|(name, what)| format!("{name} ({what})")).collect::<Vec<_>>().join(", ")
    };
    let user = match source.kind {
        SourceKind::Zendesk | SourceKind::Discourse if source.user.is_none() && !set.is_empty() => {
            ". Its `user` is not set either: in whose name it is asked"
        }
        _ => "",
    };
    if set.is_empty() {
        format!("it wants credentials; set what it needs of {}{user}", list(&missing))
    } else if missing.is_empty() {
        format!("it does not accept the credentials, or they lack a right; look at {}{user}", list(&set))
    } else {
        format!(
            "it does not accept the credentials, or they lack a right; look at {}; not set is {}{user}",
            list(&set),
            list(&missing)
        )
    }
}

fn silent(error: &ureq::Error, origin: &str) -> String {
    let host = host(origin);
    match error {
        _ if matches!(error, ureq::Error::HostNotFound | ureq::Error::Io(_)) && is_unknown(host) => {
            format!(
                "there is no host {host} in the DNS; correct its `address`, or wait until the new name is known"
            )
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            format!("nothing listens at {origin}; start it, or correct its `address`")
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            format!("no connection to {origin}; is it up, and does no firewall keep strangers out?")
        }
        // A handshake that fails comes as what was read.
        ureq::Error::Io(error)
            if error.kind() == io::ErrorKind::InvalidData && origin.starts_with("https:") =>
        {
            certificate(host, error)
        }
        ureq::Error::Rustls(error) => certificate(host, error),
        ureq::Error::Tls(error) => certificate(host, error),
        ureq::Error::BodyExceedsLimit(_) => format!(
            "its answer is larger than {} MB, of which the Worker reads no more; is this the address of its interface?",
            BODY_LIMIT / 1024 / 1024
        ),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
            format!(
                "its `address` or one of its secrets cannot be sent ({error}); write it without spaces and line breaks"
            )
        }
        other => format!(
            "the connection to {origin} breaks off ({other}); try again, and if it stays, ask who hosts it"
        ),
    }
}

/// A name that cannot be resolved comes as an error of any kind: it is tried once more.
fn is_unknown(host: &str) -> bool {
    (host.trim_matches(['[', ']']), 0).to_socket_addrs().is_err()
}

fn certificate(host: &str, error: &impl std::fmt::Display) -> String {
    format!(
        "no encrypted connection to {host} can be trusted ({error}); have who hosts it look at its certificate, or correct its `address`"
    )
}

/// Where the interface of a kind is.
const fn right_address(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Builtin => "it has no address",
        SourceKind::Shopify => {
            "write https://NAME.myshopify.com as its `address`, and a `version` that Shopify still has"
        }
        SourceKind::Woocommerce => {
            "write the address of the WordPress site as its `address`, which has permalinks and an active WooCommerce"
        }
        SourceKind::Vendure => "write the server's address as its `address`, without /shop-api",
        SourceKind::Http => {
            "write the address as its `address` below which the shop has the three endpoints of the contract"
        }
        SourceKind::Zendesk => {
            "write https://NAME.zendesk.com as its `address`, whose Help Center is activated"
        }
        SourceKind::Discourse => "write the forum's address as its `address`, with the folder if it has one",
    }
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
