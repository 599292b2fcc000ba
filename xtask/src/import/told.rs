//! Reads single values by the model's own types, so that its rules and its words are the ones told.

use std::fmt;

use jiff::tz::TimeZone;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Error, Expected, IntoDeserializer, Unexpected};

use super::mistake::suggest;

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

/// ISO 3166-1 alpha-2, by its shape.
pub(super) fn country(written: &str) -> Result<(), Told> {
    let fits = written.len() == 2 && written.bytes().all(|b| b.is_ascii_uppercase());
    let wrong = || {
        format!(
            "`{written}` is not a country's code; write its two capital letters (ISO 3166), such as \"DE\""
        )
    };
    if fits { Ok(()) } else { Err(Told(wrong())) }
}

/// A host name as browsers send it: small letters, no scheme, no port, no path.
pub(super) fn host(written: &str) -> Result<(), Told> {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if written.len() <= 253 && written.split('.').all(label) {
        return Ok(());
    }
    Err(Told(format!(
        "`{written}` is not a host name; write it in small letters, without https:// and without a port, \
         such as \"help.shop.example\""
    )))
}

/// An IANA time zone.
pub(super) fn zone(written: &str) -> Result<(), Told> {
    let wrong =
        || Told(format!("`{written}` is not a time zone; write its IANA name, such as \"Europe/Berlin\""));
    let known = TimeZone::get(written).is_ok_and(|zone| !zone.is_unknown());
    if known { Ok(()) } else { Err(wrong()) }
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
}
