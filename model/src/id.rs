//! Small values that parse once and then need no further checks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a value was refused, as a sentence that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

/// Declares a string newtype that exists only once its `check` has passed.
macro_rules! checked_string {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(written: &str) -> Result<Self, Invalid> {
                let check: fn(&str) -> Result<String, Invalid> = $check;
                check(written).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Invalid;

            fn try_from(written: String) -> Result<Self, Invalid> {
                written.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use checked_string;

checked_string!(
    /// The short name of a site, as in `data-site`: 1 to 40 of `a-z`, `0-9` and `-`.
    SiteId,
    |written| {
        let fits = (1..=40).contains(&written.len())
            && written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !written.starts_with('-');
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(format!(
                "`{written}` cannot be a site's id; write 1 to 40 small letters, digits and hyphens, such as \"acme\""
            ))
        })
    }
);

checked_string!(
    /// An exact web origin, `https://shop.example` or with a port; plain `http` only for loopback.
    Origin,
    |written| {
        let wrong = || {
            Invalid(format!(
                "`{written}` is not an exact origin; write the scheme and the host alone, such as \"https://shop.example\""
            ))
        };
        let lower = written.to_ascii_lowercase();
        let (scheme, authority) = lower.split_once("://").ok_or_else(wrong)?;
        let (host, port) = authority.split_once(':').map_or((authority, None), |(h, p)| (h, Some(p)));
        let loopback = matches!(host, "localhost" | "127.0.0.1");
        let host_fits = !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
            && !host.starts_with(['.', '-'])
            && !host.ends_with(['.', '-']);
        let port_fits = port.is_none_or(|p| p.parse::<u16>().is_ok_and(|n| n > 0));
        let scheme_fits = scheme == "https" || (scheme == "http" && loopback);
        if !(host_fits && port_fits && scheme_fits) {
            return Err(wrong());
        }
        let default_port = matches!((scheme, port), ("https", Some("443")) | ("http", Some("80")));
        Ok(if default_port { format!("{scheme}://{host}") } else { lower })
    }
);

checked_string!(
    /// An e-mail address, checked for its shape alone: whether it exists only a mail can tell.
    Email,
    |written| {
        let fits = written.len() <= 254
            && written.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
            })
            && !written.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"(),:;[]\\?&".contains(c));
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(format!("`{written}` is not an e-mail address; write it as name@shop.example"))
        })
    }
);

checked_string!(
    /// A phone number in international form, with spaces as people write them: `+49 30 901820`.
    PhoneNumber,
    |written| {
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        let fits = written.starts_with('+')
            && (6..=15).contains(&digits)
            && written[1..].bytes().all(|b| b.is_ascii_digit() || b" -()/.".contains(&b));
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(format!(
                "`{written}` cannot be dialled from everywhere; write it with its country code, such as \"+49 30 901820\""
            ))
        })
    }
);

impl PhoneNumber {
    /// The number as dialled: `+` and digits (RFC 3966 without visual separators).
    pub fn dialled(&self) -> String {
        ["+", &dialled(&self.0)].concat()
    }
}

/// The digits of a number in international form. The `(0)` that some write into it is dialled within the country alone.
pub(crate) fn dialled(number: &str) -> String {
    number.split("(0)").flat_map(str::chars).filter(char::is_ascii_digit).collect()
}

checked_string!(
    /// An `https` address of a page.
    WebAddress,
    |written| {
        let fits = written
            .strip_prefix("https://")
            .is_some_and(|rest| rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('.')))
            && !written.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(format!("`{written}` is not a web address; write it whole, such as \"https://shop.example/help\""))
        })
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: FromStr<Err = Invalid> + fmt::Display>(good: &[(&str, &str)], bad: &[&str]) {
        for (written, kept) in good {
            assert_eq!(written.parse::<T>().map(|v| v.to_string()), Ok((*kept).to_owned()));
        }
        for written in bad {
            let told = written.parse::<T>().map(|v| v.to_string()).unwrap_err().to_string();
            assert!(told.contains("write"), "{told}");
        }
    }

    #[test]
    fn site_ids() {
        check::<SiteId>(
            &[("acme", "acme"), ("a-1", "a-1")],
            &["", "Acme", "-a", "a b", "ä", &"a".repeat(41)],
        );
    }

    #[test]
    fn origins_are_exact() {
        check::<Origin>(
            &[
                ("https://Shop.Example", "https://shop.example"),
                ("https://shop.example:443", "https://shop.example"),
                ("https://shop.example:8443", "https://shop.example:8443"),
                ("http://localhost:8788", "http://localhost:8788"),
            ],
            &[
                "shop.example",
                "https://",
                "https://*.shop.example",
                "https://shop.example/",
                "https://shop.example/help",
                "http://shop.example",
                "https://a:b@shop.example",
                "https://shop.example:99999",
                "https://shop.example; script-src *",
                "null",
            ],
        );
    }

    #[test]
    fn emails_and_phones_and_addresses() {
        check::<Email>(
            &[("help@shop.example", "help@shop.example")],
            &[
                "help",
                "help@shop",
                "a b@shop.example",
                "a@b.c?subject=x",
                "@shop.example",
                "a@@b.c",
                "a@b.c\r\nBcc: d@e.f",
            ],
        );
        check::<PhoneNumber>(
            &[("+49 (30) 90-18/20", "+49 (30) 90-18/20")],
            &["030 901820", "+49 call me", "+1", ""],
        );
        assert_eq!("+49 (30) 90-18".parse::<PhoneNumber>().unwrap().dialled(), "+49309018");
        assert_eq!("+49 (0)30 90-18".parse::<PhoneNumber>().unwrap().dialled(), "+49309018");
        check::<WebAddress>(
            &[("https://a.example/x?y#z", "https://a.example/x?y#z")],
            &["http://a.example", "javascript:alert(1)", "https://", "https://a.example/\" onclick=x"],
        );
    }
}
