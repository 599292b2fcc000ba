//! The owner's colours, kept readable: WCAG 2.2 contrast (success criteria 1.4.3 and 1.4.11).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Invalid;

/// An sRGB colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub u8, pub u8, pub u8);

/// The least contrast of text against what lies behind it.
pub const TEXT_CONTRAST: f64 = 4.5;

/// The surfaces text stands on, of the light and the dark look; the same as in `styles/theme.css`.
pub const LIGHT_SURFACE: Colour = Colour(0xf4, 0xf5, 0xf4);
/// The lightest surface of the dark look.
pub const DARK_SURFACE: Colour = Colour(0x26, 0x2b, 0x2a);

impl Colour {
    /// Relative luminance, 0 (black) to 1 (white), as WCAG defines it.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever reads better on this colour; one of them always reaches 4.5.
    pub fn ink(self) -> Self {
        let (black, white) = (Self(0, 0, 0), Self(255, 255, 255));
        if self.contrast(white) >= TEXT_CONTRAST || self.contrast(white) >= self.contrast(black) {
            white
        } else {
            black
        }
    }

    /// This colour as text on `surface`: itself where it can be read, else moved towards black or
    /// white just as far as [`TEXT_CONTRAST`] asks.
    pub fn readable_on(self, surface: Self) -> Self {
        let towards = surface.ink();
        (0..=32u16)
            .map(|step| self.mixed(towards, step, 32))
            .find(|colour| colour.contrast(surface) >= TEXT_CONTRAST)
            .unwrap_or(towards)
    }

    fn mixed(self, other: Self, step: u16, steps: u16) -> Self {
        // Between two bytes a mean is a byte, so the conversion cannot fail.
        let mix = |a: u8, b: u8| {
            u8::try_from((u16::from(a) * (steps - step) + u16::from(b) * step) / steps).unwrap_or(b)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

impl FromStr for Colour {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        let hex = written
            .strip_prefix('#')
            .filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let byte = |hex: &str, at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        hex.and_then(|hex| Some(Self(byte(hex, 0)?, byte(hex, 2)?, byte(hex, 4)?)))
            .ok_or_else(|| Invalid(format!("`{written}` is not a colour; write it as \"#0b5d4e\"")))
    }
}

impl TryFrom<String> for Colour {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        written.parse()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// The owner's theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Theme {
    /// The colour of buttons and links.
    pub accent: Colour,
    /// How round corners are.
    pub radius: Radius,
    /// The kind of letters.
    pub font: Font,
}

impl Default for Theme {
    fn default() -> Self {
        Self { accent: Colour(0x0b, 0x5d, 0x4e), radius: Radius(10), font: Font::System }
    }
}

/// A corner's radius in CSS pixels, 0 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Radius(u8);

impl TryFrom<u8> for Radius {
    type Error = Invalid;

    fn try_from(pixels: u8) -> Result<Self, Invalid> {
        if pixels <= 24 {
            Ok(Self(pixels))
        } else {
            Err(Invalid(format!("a radius of {pixels} is too round; write a number from 0 to 24")))
        }
    }
}

impl From<Radius> for u8 {
    fn from(radius: Radius) -> Self {
        radius.0
    }
}

/// The letters: always fonts the shopper's device has, since a font file would be a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Font {
    /// The device's own.
    System,
    /// Round and friendly, where the device has it.
    Rounded,
    /// With serifs.
    Serif,
}

impl Font {
    const fn stack(self) -> &'static str {
        match self {
            Self::System => "system-ui,sans-serif",
            Self::Rounded => {
                "ui-rounded,\"SF Pro Rounded\",\"Hiragino Maru Gothic ProN\",Quicksand,Nunito,system-ui,sans-serif"
            }
            Self::Serif => "ui-serif,Charter,\"Bitstream Charter\",Georgia,\"Noto Serif\",serif",
        }
    }
}

impl Theme {
    /// The theme as CSS custom properties: the one layer that everything else in the styles reads.
    pub fn css(&self) -> String {
        let accent = self.accent;
        format!(
            ":root{{--accent:{accent};--on-accent:{};--accent-text-light:{};--accent-text-dark:{};--radius:{}px;--font:{}}}",
            accent.ink(),
            accent.readable_on(LIGHT_SURFACE),
            accent.readable_on(DARK_SURFACE),
            self.radius.0,
            self.font.stack(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_accent_stays_readable() {
        for step in 0..(16 * 16 * 16) {
            let channel = |shift: u32| u8::try_from((step >> shift) & 15).unwrap() * 17;
            let accent = Colour(channel(8), channel(4), channel(0));
            assert!(accent.contrast(accent.ink()) >= TEXT_CONTRAST, "{accent} under its ink");
            for surface in [LIGHT_SURFACE, DARK_SURFACE] {
                assert!(
                    accent.readable_on(surface).contrast(surface) >= TEXT_CONTRAST,
                    "{accent} on {surface}"
                );
            }
        }
    }

    #[test]
    fn a_readable_accent_is_left_alone() {
        let accent = Colour(0x0b, 0x5d, 0x4e);
        assert_eq!(accent.readable_on(LIGHT_SURFACE), accent);
    }

    #[test]
    fn luminance_is_that_of_wcag() {
        assert!((Colour(255, 255, 255).contrast(Colour(0, 0, 0)) - 21.0).abs() < 1e-9);
        assert!((Colour(0x77, 0x77, 0x77).contrast(Colour(255, 255, 255)) - 4.478).abs() < 0.001);
    }

    #[test]
    fn colours_are_written_as_hex() {
        for written in ["0b5d4e", "#fff", "green", "#0b5d4g", "#é1234", "#+1+1+1"] {
            assert!(written.parse::<Colour>().is_err(), "{written}");
        }
        assert_eq!("#0B5D4E".parse::<Colour>().unwrap().to_string(), "#0b5d4e");
    }

    #[test]
    fn black_or_white_always_reaches_the_contrast() {
        // The grey where both are equal: the proof that `ink` cannot fail.
        let worst = (0..=255u8).map(|g| Colour(g, g, g)).map(|c| c.contrast(c.ink())).fold(21.0, f64::min);
        assert!(worst >= TEXT_CONTRAST, "{worst}");
    }
}
