//! Amounts of money: whole minor units and a currency, never a fraction.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Invalid;

/// An amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    /// In the currency's minor unit: cents, or whole yen.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Reads an amount as shops' systems write it: digits, perhaps a sign, perhaps a point and more
    /// digits, such as `"19.99"`, `"-5"` or `"1200.0"`. Digits beyond the minor unit must be zeros.
    pub fn parse(amount: &str, currency: Currency) -> Option<Self> {
        let digits = currency.digits() as usize;
        let (negative, amount) = amount.strip_prefix('-').map_or((false, amount), |rest| (true, rest));
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
        let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) {
            return None;
        }
        let (kept, dropped) = fraction.split_at(digits.min(fraction.len()));
        if dropped.bytes().any(|b| b != b'0') {
            return None;
        }
        let minor: i64 = format!("{whole}{kept:0<digits$}").parse().ok()?;
        Some(Self { minor: if negative { -minor } else { minor }, currency })
    }
}

/// An ISO 4217 currency code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Z]{3}$")))]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Default for Currency {
    /// None: `XXX` (ISO 4217).
    fn default() -> Self {
        Self("XXX".to_owned())
    }
}

impl Currency {
    /// The code, three capital letters.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How many digits the minor unit has: 2 for most, 0 for the yen, 3 for some dinars (ISO 4217).
    pub fn digits(&self) -> u32 {
        match self.0.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        if written.len() == 3 && written.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Self(written.to_owned()))
        } else {
            Err(Invalid(format!(
                "`{written}` is not a currency; write its three capital letters, such as \"EUR\""
            )))
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        written.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_minor_unit() {
        for (amount, currency, minor) in [
            ("19.99", "EUR", Some(1_999)),
            ("19.9", "EUR", Some(1_990)),
            ("19", "EUR", Some(1_900)),
            ("-5", "EUR", Some(-500)),
            ("1200.0", "JPY", Some(1_200)),
            ("1200.5", "JPY", None),
            ("1.234", "KWD", Some(1_234)),
            ("1.2300000", "EUR", Some(123)),
            ("1.239", "EUR", None),
            ("", "EUR", None),
            (".5", "EUR", None),
            ("1,5", "EUR", None),
            ("99999999999999999999", "EUR", None),
        ] {
            let read = Money::parse(amount, currency.parse().unwrap()).map(|money| money.minor);
            assert_eq!(read, minor, "{amount} {currency}");
        }
    }
}
