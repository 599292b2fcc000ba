//! Reads single values by the model's own types, so that its rules and its words are the ones told.

use std::fmt;

use iso_currency::IntoEnumIterator;
use jiff::tz::TimeZone;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Error, Expected, IntoDeserializer, Unexpected};

use super::mistake::{meant, meant_or, suggest};
use model::id::{Email, Invalid, Origin, WebAddress};
use model::money::Currency;
use model::settings::Cart;
use model::shipping::Weekdays;
use model::stage::Stage;

/// Why a value was refused, as a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told(pub(super) String);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Told {}

impl Error for Told {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_value(unexpected: Unexpected<'_>, _: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Signed(number) => Self(format!("{number} is out of range")),
            other => Self(format!("{other} does not fit here")),
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self(format!("`{variant}` is not known here; {}", suggest(variant, expected.iter().copied())))
    }
}

/// Whether `T` can be read from a text.
pub(super) fn text<T: DeserializeOwned>(written: &str) -> Result<(), Told> {
    let deserializer: StrDeserializer<'_, Told> = written.into_deserializer();
    T::deserialize(deserializer).map(drop)
}

/// Whether `T` can be read from a number.
pub(super) fn number<T: DeserializeOwned>(written: i64) -> Result<(), Told> {
    T::deserialize(IntoDeserializer::<Told>::into_deserializer(written)).map(drop)
}

/// A word or a sentence that is shown to shoppers.
pub(super) fn words(written: &str) -> Result<(), Told> {
    if written.trim().is_empty() {
        return Err(Told("this text is empty; write it, or leave the whole entry out".to_owned()));
    }
    match written.chars().find(|c| c.is_control() && *c != '\n') {
        Some(c) => Err(Told(format!(
            "this text holds the invisible character U+{:04X}; write the text without it",
            u32::from(c)
        ))),
        None => Ok(()),
    }
}

/// A currency that something can be priced in. The model knows it by its shape alone.
pub(super) fn currency(written: &str) -> Result<(), Told> {
    text::<Currency>(written)?;
    let known = iso_currency::Currency::iter().filter(|known| !known.is_special());
    let codes: Vec<&str> = known.map(|known| known.code()).collect();
    if codes.contains(&written) {
        return Ok(());
    }
    let instead = meant_or(written, codes, || "write its code by ISO 4217, such as \"EUR\"".to_owned());
    Err(Told(format!("`{written}` is not a currency; {instead}")))
}

/// A country by ISO 3166-1 alpha-2. The model knows it by its shape alone.
pub(super) fn country(written: &str) -> Result<(), Told> {
    if celes::Country::get_countries().iter().any(|country| country.alpha2 == written) {
        return Ok(());
    }
    // The one that people take for a code.
    let instead = if written == "UK" { "GB" } else { "DE" };
    Err(Told(format!(
        "`{written}` is not a country's code; write its two capital letters (ISO 3166), such as \"{instead}\""
    )))
}

/// A day of the week.
pub(super) fn weekday(written: &str) -> Result<(), Told> {
    Weekdays::try_from(vec![written.to_owned()]).map(drop).map_err(|Invalid(wrong)| Told(wrong))
}

/// A state that a stage may belong to: one of the way from the shop to the customer.
pub(super) fn stage_state(written: &str) -> Result<(), Told> {
    let values = Stage::STATES.iter().map(|state| serde_json::to_value(state).unwrap_or_default());
    let known: Vec<String> = values.filter_map(|value| value.as_str().map(str::to_owned)).collect();
    if known.iter().any(|state| state == written) {
        return Ok(());
    }
    let meant = suggest(written, known.iter().map(String::as_str));
    Err(Told(format!("`{written}` is no state that a stage can belong to; {meant}")))
}

/// A host name as browsers send it: small letters, no scheme, no port, no path.
pub(super) fn host(written: &str) -> Result<(), Told> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
    if written.bytes().all(plain) && is_host(written) {
        return Ok(());
    }
    Err(Told(format!(
        "`{written}` is not a host name; write it in small letters, without https:// and without a port, \
         such as \"help.shop.example\""
    )))
}

/// Whether a host can be called so, in whatever script (RFC 1123, 2.1). The model looks at it less closely.
fn is_host(written: &str) -> bool {
    let label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    written.len() <= 253 && written.split('.').all(label)
}

/// An e-mail address.
pub(super) fn email(written: &str) -> Result<(), Told> {
    text::<Email>(written)?;
    // The name is a dot-atom (RFC 5322, 3.2.3).
    let sound = |(name, host): (&str, &str)| is_host(host) && name.split('.').all(|part| !part.is_empty());
    written.split_once('@').is_some_and(sound).then_some(()).ok_or_else(|| {
        Told(format!("`{written}` is no e-mail address; write it without dots or hyphens that lead nowhere, as name@shop.example"))
    })
}

/// The address of a page.
pub(super) fn web_address(written: &str) -> Result<(), Told> {
    text::<WebAddress>(written)?;
    at_host(written)
}

/// An exact origin.
pub(super) fn origin(written: &str) -> Result<(), Told> {
    text::<Origin>(written)?;
    at_host(written)
}

/// Whether an address leads to a host that can be.
fn at_host(written: &str) -> Result<(), Told> {
    let authority = written.split_once("://").map_or(written, |(_, rest)| rest);
    let host = authority.split(['/', '?', '#', ':']).next().unwrap_or_default();
    is_host(host).then_some(()).ok_or_else(|| {
        Told(format!("`{host}` is no host; write it without dots or hyphens that lead nowhere, such as \"shop.example\""))
    })
}

/// A text in which some places are filled: `{value}`.
pub(super) fn filled(written: &str, places: &[&'static str]) -> Result<(), Told> {
    words(written)?;
    let braces = |c: char| "{}｛｝".contains(c);
    let rest =
        places.iter().fold(written.to_owned(), |rest, place| rest.replace(&format!("{{{place}}}"), ""));
    let Some(at) = rest.find(braces) else { return Ok(()) };
    let named = rest[at..].trim_start_matches(braces).split(braces).next().unwrap_or_default().trim();
    let instead = match meant(named, places.iter().copied()) {
        Some(place) => format!("write {{{place}}}"),
        None => format!("write {{{}}} there, or no braces", places.join("} or {")),
    };
    Err(Told(format!("`{{{named}}}` is nothing that is filled in here; {instead}")))
}

/// An IANA time zone.
pub(super) fn zone(written: &str) -> Result<(), Told> {
    let wrong =
        || Told(format!("`{written}` is not a time zone; write its IANA name, such as \"Europe/Berlin\""));
    let known = TimeZone::get(written).is_ok_and(|zone| !zone.is_unknown());
    if known { Ok(()) } else { Err(wrong()) }
}

/// The address of a source: no more than leads to the system, since paths are put behind it.
pub(super) fn source_address(written: &str) -> Result<(), Told> {
    address(written, "https://shop.example")
}

/// The address that a mail service takes e-mails at.
pub(super) fn service_address(written: &str) -> Result<(), Told> {
    address(written, "https://mail.example/emails")
}

fn address(written: &str, example: &str) -> Result<(), Told> {
    let (scheme, rest) = written.split_once("://").unwrap_or_default();
    let (host, port) = rest.split('/').next().and_then(|host| host.split_once(':')).map_or_else(
        || (rest.split('/').next().unwrap_or_default(), None),
        |(host, port)| (host, Some(port)),
    );
    let wrong = if rest.contains('@') {
        "must not hold a user or a password, which are secrets of the Worker"
    } else if written.contains(['?', '#']) {
        "must end before `?` and `#`"
    } else if scheme == "http" && !matches!(host, "127.0.0.1" | "localhost") {
        "must begin with https://, or anybody on the way could read along"
    } else if !matches!(scheme, "http" | "https")
        || self::host(host).is_err()
        || port.is_some_and(|port| port.parse::<u16>().is_err())
        || rest.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
        || rest.contains("//")
        || rest.split('/').any(|part| matches!(part, "." | ".."))
    {
        "is not the address of a system"
    } else if written.ends_with('/') {
        "must not end with `/`"
    } else {
        return Ok(());
    };
    Err(Told(format!("`{written}` {wrong}; write it as \"{example}\"")))
}

/// Shopify's versions: a year and a month.
pub(super) fn source_version(written: &str) -> Result<(), Told> {
    let fits = written.len() == 7
        && written.split_once('-').is_some_and(|(year, month)| {
            year.len() == 4
                && year.bytes().all(|b| b.is_ascii_digit())
                && matches!(month, "01" | "04" | "07" | "10")
        });
    let wrong = || {
        Told(format!(
            "`{written}` is no version; write a year and a quarter's first month, such as \"2026-10\""
        ))
    };
    if fits { Ok(()) } else { Err(wrong()) }
}

/// The number of a category.
pub(super) fn category(written: i64) -> Result<(), Told> {
    match u32::try_from(written) {
        Ok(1..) => Ok(()),
        _ => Err(Told(format!(
            "{written} is no category; write the number at the end of its address, such as 7"
        ))),
    }
}

/// An address with a place for the name of a product.
pub(super) fn product_url(written: &str) -> Result<(), Told> {
    if written.matches("{slug}").count() != 1 {
        return Err(Told(format!(
            "`{written}` has not one place for the product; write {{slug}} there, as in \"https://shop.example/product/{{slug}}\""
        )));
    }
    text::<WebAddress>(&written.replace("{slug}", "slug"))
}

/// Where a product gets into the shop's cart: an address of which a place says what.
pub(super) fn cart_address(written: &str) -> Result<(), Told> {
    let example = "https://shop.example/cart?add={id}";
    let places =
        || written.split('{').skip(1).map(|rest| rest.split_once('}').map_or("", |(place, _)| place));
    if let Some(unknown) = places().find(|place| !Cart::PLACES.contains(place)) {
        let instead = suggest(unknown, Cart::PLACES);
        return Err(Told(format!("`{{{unknown}}}` is no place of a cart's address; {instead}")));
    }
    // The host is said to browsers, which let nothing else be opened: it is the same for everything.
    let host = written
        .split_once("://")
        .map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    if host.contains('{') || !places().any(|place| matches!(place, "id" | "variant")) {
        return Err(Told(format!(
            "`{written}` does not say what gets into the cart; write a place for it after the host, as in \"{example}\""
        )));
    }
    let local = ["http://localhost", "http://127.0.0.1"].iter().any(|local| written.starts_with(local));
    if !written.starts_with("https://") && !local {
        return Err(Told(format!("`{written}` must begin with https://; write it as \"{example}\"")));
    }
    text::<WebAddress>(&Cart::filled(written, ["1"; 4]))
}

/// How order numbers look: something to tell them by.
pub(super) fn order_pattern(written: &str) -> Result<(), Told> {
    words(written)?;
    let signs = written.chars().filter(|c| matches!(c, '#' | '@')).count();
    let fits = signs >= 4
        && written.len() <= 40
        && written.trim() == written
        && !written.trim_end_matches('*').contains('*');
    let wrong = || {
        Told(format!(
            "`{written}` is no pattern of four signs or more; write # for a digit, @ for a letter and * at the end for any more digits, such as \"LC-#####\""
        ))
    };
    if fits { Ok(()) } else { Err(wrong()) }
}

/// A word or phrase of triage.
pub(super) fn phrase(written: &str) -> Result<(), Told> {
    words(written)?;
    let fits = !written.contains([',', '\n', '['])
        && written.chars().count() <= 60
        && written.trim_matches('*').chars().nth(1).is_some();
    let wrong = || {
        Told(format!(
            "`{written}` is no phrase of 2 to 60 characters; write one a text, without commas and brackets"
        ))
    };
    if fits { Ok(()) } else { Err(wrong()) }
}

/// What a word of triage weighs.
pub(super) fn weight(written: i64) -> Result<(), Told> {
    let wrong =
        || Told(format!("{written} is out of range; write 1 to 100: 10 decides alone, 5 needs another"));
    if (1..=100).contains(&written) { Ok(()) } else { Err(wrong()) }
}

/// From which score on a list of triage decides.
pub(super) fn threshold(written: i64) -> Result<(), Told> {
    let wrong =
        || Told(format!("{written} is out of range; write 1 to 1000: 10 is usual, more is slower to decide"));
    if (1..=1_000).contains(&written) { Ok(()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::theme::{Colour, Font, Radius};

    #[test]
    fn values_are_refused_in_the_models_words() {
        let cases: [(Result<(), Told>, &str); 13] = [
            (text::<Colour>("#0b5d4e"), ""),
            (text::<Colour>("green"), "`green` is not a colour; write it as \"#0b5d4e\""),
            (text::<Font>("serrif"), "`serrif` is not known here; did you mean `serif`?"),
            (number::<Radius>(24), ""),
            (number::<Radius>(25), "a radius of 25 is too round; write a number from 0 to 24"),
            (number::<Radius>(-1), "-1 is out of range"),
            (words("Ada\n"), ""),
            (words("a\0b"), "this text holds the invisible character U+0000; write the text without it"),
            (country("DE"), ""),
            (host("help-1.shop.example"), ""),
            (zone("Europe/Berlin"), ""),
            (
                zone("Etc/Unknown"),
                "`Etc/Unknown` is not a time zone; write its IANA name, such as \"Europe/Berlin\"",
            ),
            (zone("Berlin"), "`Berlin` is not a time zone; write its IANA name, such as \"Europe/Berlin\""),
        ];
        for (told, expect) in cases {
            assert_eq!(told.map_err(|told| told.0).err().unwrap_or_default(), expect);
        }
        for written in
            ["", "Help.shop", "https://a.example", "a.example:80", "a..b", "-a", "a/b", "ä.example"]
        {
            assert!(host(written).is_err(), "{written}");
        }
        for written in ["de", "Germany", "", "D1"] {
            assert!(country(written).is_err(), "{written}");
        }
    }

    #[test]
    fn addresses_of_sources() {
        for written in [
            "https://shop.example",
            "https://shop.example:8443/forum",
            "https://acme.myshopify.com",
            "http://127.0.0.1:9000",
            "http://localhost:9000/a",
            "http://localhost",
        ] {
            assert_eq!(source_address(written), Ok(()), "{written}");
        }
        for (written, expect) in [
            ("http://shop.example", "must begin with https://"),
            ("http://localhost.shop.example", "must begin with https://"),
            ("http://192.168.0.1", "must begin with https://"),
            ("https://shop.example/", "must not end with `/`"),
            ("https://shop.example/?a=b", "must end before"),
            ("https://shop.example#a", "must end before"),
            ("https://a:b@shop.example", "must not hold a user"),
            ("http://localhost:1@shop.example", "must not hold a user"),
            ("shop.example", "is not the address"),
            ("ftp://shop.example", "is not the address"),
            ("https://", "is not the address"),
            ("https://shop.example:port", "is not the address"),
            ("https://shop.example/a b", "is not the address"),
            ("https://shop.example//a", "is not the address"),
            ("https://shop.example/../a", "is not the address"),
            ("https://[::1]", "is not the address"),
            ("", "is not the address"),
        ] {
            let told = source_address(written).unwrap_err().0;
            assert!(told.contains(expect) && told.contains("; write it as"), "{told}");
        }
    }
}
