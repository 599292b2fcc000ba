//! Units, and what each is worth.

use serde::{Deserialize, Serialize};

/// What a number measures; values of one measure are in one unit, given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// A number without a unit, in thousandths.
    Number,
    /// Money, in the currency's minor unit. Never read from a spec: it is the product's price.
    Money,
    /// Micrometres.
    Length,
    /// Micrograms.
    Mass,
    /// Microseconds.
    Time,
    /// Kilobytes of 1,000 bytes, of memory as of drives: what counts is the order.
    Data,
    /// Kilobits a second.
    Rate,
    /// Thousandths of a hertz.
    Frequency,
    /// Milliwatts.
    Power,
    /// Millivolts.
    Voltage,
    /// Milliampere hours.
    Charge,
    /// Thousandths of a decibel.
    Noise,
    /// Thousandths of a degree.
    Angle,
    /// Thousandths of a turn a minute.
    Rotation,
    /// Thousandths of a dot an inch.
    Dots,
    /// Thousandths of a pixel.
    Pixels,
    /// Thousandths of a page a minute.
    Pages,
    /// Thousandths of a candela a square metre.
    Brightness,
    /// Thousandths of a lumen.
    Light,
    /// Millilitres.
    Volume,
    /// Thousandths of a percent.
    Share,
}

use Measure::{
    Angle, Brightness, Charge, Data, Dots, Frequency, Length, Light, Mass, Noise, Pages, Pixels, Power, Rate,
    Rotation, Share, Time, Voltage, Volume,
};

/// Spellings, the measure, and how much of its unit one is: exactly so by definition (the inch since 1959,
/// the pound too). Of two spellings that differ in case alone the exact one counts, else the first.
pub(super) const UNITS: &[(&[&str], Measure, i64)] = &[
    (&["mm"], Length, 1_000),
    (&["cm"], Length, 10_000),
    (&["m"], Length, 1_000_000),
    (
        &["in", "inch", "inches", "\"", "″", "''", "”", "Zoll", "pouces", "pulgadas", "polegadas"],
        Length,
        25_400,
    ),
    (&["英寸", "インチ", "بوصة"], Length, 25_400),
    (&["ft", "feet", "foot"], Length, 304_800),
    (&["µm", "μm"], Length, 1),
    (&["kg"], Mass, 1_000_000_000),
    (&["g"], Mass, 1_000_000),
    (&["mg"], Mass, 1_000),
    (&["lb", "lbs"], Mass, 453_592_370),
    (&["oz"], Mass, 28_349_523),
    (&["min", "minutes", "minute"], Time, 60_000_000),
    (&["h", "hours", "hour"], Time, 3_600_000_000),
    (&["s", "sec", "seconds"], Time, 1_000_000),
    (&["ms"], Time, 1_000),
    (&["µs", "μs"], Time, 1),
    (&["days", "day"], Time, 86_400_000_000),
    (&["KB"], Data, 1),
    (&["MB"], Data, 1_000),
    (&["GB"], Data, 1_000_000),
    (&["TB"], Data, 1_000_000_000),
    (&["MB/s"], Rate, 8_000),
    (&["GB/s"], Rate, 8_000_000),
    (&["Mbit/s", "Mb/s", "Mbps"], Rate, 1_000),
    (&["Gbit/s", "Gb/s", "Gbps"], Rate, 1_000_000),
    (&["Hz"], Frequency, 1_000),
    (&["kHz"], Frequency, 1_000_000),
    (&["MHz"], Frequency, 1_000_000_000),
    (&["GHz"], Frequency, 1_000_000_000_000),
    (&["W", "watt", "watts"], Power, 1_000),
    (&["kW"], Power, 1_000_000),
    (&["mW"], Power, 1),
    (&["V"], Voltage, 1_000),
    (&["mAh"], Charge, 1),
    (&["Ah"], Charge, 1_000),
    (&["dB", "dB(A)", "dBA"], Noise, 1_000),
    (&["°", "deg", "degrees"], Angle, 1_000),
    (&["rpm", "r/min", "U/min"], Rotation, 1_000),
    (&["dpi", "ppi"], Dots, 1_000),
    (&["px", "pixels"], Pixels, 1_000),
    (&["MP", "megapixels"], Pixels, 1_000_000_000),
    (&["ppm", "pages/min"], Pages, 1_000),
    (&["cd/m²", "cd/m2", "nits", "nit"], Brightness, 1_000),
    (&["lm", "lumens"], Light, 1_000),
    (&["ml"], Volume, 1),
    (&["l", "litres", "liters"], Volume, 1_000),
    (&["%"], Share, 1_000),
];

/// The unit at the start of `text`, with what follows it: the longest that is not the start of a word.
pub(super) fn at_start(text: &str) -> Option<(Measure, i64, &str)> {
    let find = |same: fn(&str, &str) -> bool| {
        let mut best: Option<(Measure, i64, &str)> = None;
        for (spellings, measure, worth) in UNITS {
            for spelling in *spellings {
                let Some((start, rest)) = text.split_at_checked(spelling.len()) else { continue };
                let longest = best.is_none_or(|(.., best)| rest.len() < best.len());
                // `µ` and `é` are letters too; scripts without spaces go on right behind a unit.
                if longest && same(start, spelling) && !rest.starts_with(continues) {
                    best = Some((*measure, *worth, rest));
                }
            }
        }
        best
    };
    find(|one, other| one == other).or_else(|| find(str::eq_ignore_ascii_case))
}

fn continues(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{aa}'..='\u{24f}').contains(&c) && !matches!(c, '×' | '«' | '»' | '·' | '°' | '±')
}
