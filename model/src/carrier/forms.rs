//! The forms of tracking numbers, and their check digits.

// Nearly all of them, and nothing else is meant here.
#[allow(clippy::enum_glob_use)]
use super::Carrier::{self, *};

/// How much a form says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can hardly be anything else.
    Own,
    /// So many digits with a right check digit: probably, if nobody else's number looks like that.
    Alone,
    /// Only if the shop names the carrier.
    Named,
}

/// A carrier whose form a number has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    pub(super) carrier: Carrier,
    pub(super) checked: bool,
    pub(super) standing: Standing,
}

/// How the last character follows from those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    None,
    /// What the sum lacks to the next ten. The characters are weighed from the right by the two weights in
    /// turn; the third number is what characters that are not written would have added.
    Ten(u32, u32, u32),
    /// As `Ten` with 2 and 1, of a product the sum of its digits (ISO/IEC 7812).
    Luhn,
    /// The number before it modulo 7, "7DR".
    Seven,
    /// `FedEx`: weights 1, 3, 7 from the right, the sum modulo 11, of that the last digit.
    Eleven,
    /// DPD: ISO/IEC 7064, MOD 37,36.
    ThirtySix,
}

#[derive(Clone, Copy)]
struct Form {
    /// Whose it is.
    carriers: &'static [Carrier],
    /// What it begins with: one of these, `|` between them; `?` is any digit.
    starts: &'static str,
    /// Whether what follows, the last character aside, may have letters.
    letters: bool,
    /// The least and the most characters.
    length: (usize, usize),
    /// How many characters at the beginning the check digit does not regard.
    skip: usize,
    check: Check,
    standing: Standing,
}

const fn form(
    carriers: &'static [Carrier],
    starts: &'static str,
    length: (usize, usize),
    skip: usize,
    check: Check,
    standing: Standing,
) -> Form {
    Form { carriers, starts, letters: false, length, skip, check, standing }
}

const fn lettered(form: Form) -> Form {
    Form { letters: true, ..form }
}

/// GS1's check digit (as of GTIN and SSCC), which most take.
const GS1: Check = Check::Ten(3, 1, 0);

/// Numbers that can hardly be anything else.
const OWN: [Form; 15] = {
    use Check::{Eleven, None, Ten, ThirtySix};
    use Standing::Own;
    [
        lettered(form(&[Ups], "1Z", (18, 18), 2, Ten(1, 2, 0), Own)),
        form(&[Usps], "91|92|93|94|95", (22, 22), 0, GS1, Own),
        form(&[Usps], "92|93|94|95", (26, 26), 0, GS1, Own),
        form(&[Usps], "92|93|94|95", (30, 30), 0, GS1, Own),
        // The same behind the destination's ZIP code.
        form(&[Usps], "420?????9", (30, 30), 8, GS1, Own),
        form(&[Usps], "420?????92|420?????93|420?????94|420?????95", (34, 34), 8, GS1, Own),
        form(&[Usps], "420?????????9", (34, 34), 12, GS1, Own),
        form(&[Fedex], "96", (22, 22), 7, GS1, Own),
        form(&[Fedex], "10|96", (34, 34), 20, Eleven, Own),
        form(&[Dhl], "003404", (20, 20), 0, GS1, Own),
        form(&[Dpd], "", (28, 28), 0, ThirtySix, Own),
        form(&[Yodel], "JJD00022|JD00022", (18, 19), 0, None, Own),
        form(&[Dhl], "JJD|JVGL", (13, 24), 0, None, Own),
        form(&[Amazon], "TBA|TBC|TBM", (15, 15), 0, None, Own),
        lettered(form(&[PostNl], "3S", (13, 15), 0, None, Own)),
    ]
};

/// Numbers that could be something else as well. Those that are checked come before those that are not.
const OTHERS: [Form; 23] = {
    use Check::{Eleven, Luhn, None, Seven, Ten, ThirtySix};
    use Standing::{Alone, Named};
    [
        form(&[Ups], "A|H|J|K|T|V", (11, 11), 1, Ten(1, 2, 0), Alone),
        form(&[Usps], "03|13|23|70|711", (20, 20), 0, GS1, Alone),
        // Of older labels, on which the "91" before it is not printed.
        form(&[Usps], "7196", (20, 20), 0, Ten(3, 1, 8), Alone),
        form(&[Fedex], "", (12, 12), 0, Eleven, Alone),
        form(&[Fedex], "", (15, 15), 0, GS1, Alone),
        // What the US Postal Service delivers for FedEx; the "92" before it is not printed.
        form(&[Fedex], "02|58|61", (20, 20), 0, Ten(3, 1, 9), Alone),
        form(&[Dhl], "", (10, 11), 0, Seven, Alone),
        form(&[CanadaPost], "", (16, 16), 0, GS1, Alone),
        form(&[OnTrac], "C", (15, 15), 1, Ten(2, 1, 4), Alone),
        form(&[OnTrac], "D", (15, 15), 1, Ten(2, 1, 5), Alone),
        form(&[Dpd], "", (15, 15), 0, ThirtySix, Alone),
        // A serial shipping container code of GS1, which any carrier may take.
        form(&[Dhl, Fedex], "00", (20, 20), 0, GS1, Named),
        // Deutsche Post's Identcode.
        form(&[Dhl, DeutschePost], "", (12, 12), 0, Ten(4, 9, 0), Named),
        form(&[Purolator], "", (12, 12), 0, Luhn, Named),
        form(&[Hermes], "", (14, 14), 0, GS1, Named),
        form(&[Yamato, Sagawa], "", (12, 12), 0, Seven, Named),
        lettered(form(&[Dhl], "GM", (16, 40), 0, None, Alone)),
        form(&[SfExpress], "SF", (14, 15), 0, None, Alone),
        form(&[YunExpress], "YT", (18, 18), 0, None, Alone),
        form(&[Cainiao], "LP", (16, 16), 0, None, Alone),
        form(&[Dpd], "", (14, 14), 0, None, Named),
        form(&[Dhl], "", (14, 14), 0, None, Named),
        lettered(form(FREE, "", (8, 35), 0, None, Named)),
    ]
};

/// Carriers whose numbers within their country have forms that we know no check digit of.
#[rustfmt::skip]
const FREE: &[Carrier] = &[
    AnPost, Aramex, AustraliaPost, AustrianPost, Bpost, CeskaPosta, ChinaPost, Correos, Ctt, Elta, Evri,
    Gls, IndiaPost, InPost, IsraelPost, JapanPost, KoreaPost, LaPoste, MagyarPosta, NzPost, PocztaPolska,
    PosteItaliane, Posten, Posti, PostNord, Ptt, RoyalMail, RussianPost, SaudiPost, SfExpress, SingPost,
    SwissPost, ThailandPost, Ukrposhta, Yodel,
];

/// The carriers whose form `number` has, and whose check digit is right. `number` is in capital letters and
/// digits. What can hardly be anything else comes first.
pub(super) fn fits(number: &[u8]) -> impl Iterator<Item = Fit> {
    // What has the form of S10 is nothing else, or the check digit would be for nothing.
    let others = if s10(number).is_none() { OTHERS.as_slice() } else { &[] };
    own(number).chain(fitting(others, number))
}

/// As [`fits`], but only what can hardly be anything else.
pub(super) fn own(number: &[u8]) -> impl Iterator<Item = Fit> {
    let posts = s10(number).unwrap_or_default().iter();
    let posts = posts.map(|carrier| Fit { carrier: *carrier, checked: true, standing: Standing::Own });
    posts.chain(fitting(&OWN, number))
}

fn fitting(forms: &'static [Form], number: &[u8]) -> impl Iterator<Item = Fit> {
    forms.iter().filter(|form| form.fits(number)).flat_map(|form| {
        form.carriers.iter().map(|carrier| Fit {
            carrier: *carrier,
            checked: form.check != Check::None,
            standing: form.standing,
        })
    })
}

impl Form {
    fn fits(&self, number: &[u8]) -> bool {
        let Some((last, body)) = number.split_last() else { return false };
        let long_enough = (self.length.0..=self.length.1).contains(&number.len());
        let begins = |start: &[u8]| {
            let mut bytes = body.iter();
            start.iter().all(|want| {
                bytes.next().is_some_and(|byte| want == byte || (*want == b'?' && byte.is_ascii_digit()))
            }) && bytes.all(|byte| self.letters || byte.is_ascii_digit())
        };
        let ends = self.letters || last.is_ascii_digit() || self.check == Check::ThirtySix;
        long_enough
            && ends
            && self.starts.as_bytes().split(|byte| *byte == b'|').any(begins)
            && body.get(self.skip..).is_some_and(|body| self.check.holds(body, *last))
    }
}

impl Check {
    fn holds(self, body: &[u8], last: u8) -> bool {
        let missing = |sum: u32| (10 - sum % 10) % 10;
        let expect = match self {
            Self::None => return true,
            Self::Ten(even, odd, start) => missing(weighed(body, &[even, odd]) + start),
            Self::Luhn => {
                // A digit from 5 on, doubled, has two digits, whose sum is 9 less: modulo 10, 1 more.
                let more = body.iter().rev().step_by(2).map(|byte| u32::from(*byte >= b'5'));
                missing(weighed(body, &[2, 1]) + more.sum::<u32>())
            }
            Self::Seven => body.iter().fold(0, |rest, byte| (rest * 10 + digit(*byte)) % 7),
            Self::Eleven => weighed(body, &[1, 3, 7]) % 11 % 10,
            Self::ThirtySix => {
                let product = body.iter().fold(36, |product, byte| {
                    let sum = (product + base_36(*byte)) % 36;
                    (if sum == 0 { 36 } else { sum }) * 2 % 37
                });
                return base_36(last) == (37 - product) % 36;
            }
        };
        last.is_ascii_digit() && digit(last) == expect
    }
}

/// The sum of the digits, weighed from the right by `weights` in turn.
fn weighed(body: &[u8], weights: &[u32]) -> u32 {
    let mut weight = weights.iter();
    body.iter().rev().fold(0, |sum, byte| {
        let next = weight.next().or_else(|| {
            weight = weights.iter();
            weight.next()
        });
        sum + digit(*byte) * next.copied().unwrap_or_default()
    })
}

/// A digit's value; of letters the one that UPS gives them: A is 2, B is 3, and after 9 comes 0.
fn digit(byte: u8) -> u32 {
    u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(3) % 10 })
}

fn base_36(byte: u8) -> u32 {
    u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'A' - 10) })
}

/// Whose number this is by the standard S10 of the Universal Postal Union: two letters, eight digits, the
/// check digit, the country's two letters. None: it has another form.
fn s10(number: &[u8]) -> Option<&'static [Carrier]> {
    /// From the right, as `weighed` takes them.
    const WEIGHTS: [u32; 8] = [7, 9, 5, 3, 2, 4, 6, 8];
    let [kind @ .., a, b] = number else { return None };
    let (letters, digits) = kind.split_at_checked(2)?;
    let (check, serial) = digits.split_last()?;
    let formed = serial.len() == 8
        && digits.iter().all(u8::is_ascii_digit)
        && letters.iter().chain([a, b]).all(u8::is_ascii_uppercase);
    let right = match 11 - weighed(serial, &WEIGHTS) % 11 {
        10 => 0,
        11 => 5,
        rest => rest,
    };
    formed.then(|| if digit(*check) == right { posts([*a, *b]) } else { &[] })
}

/// The posts of a country.
fn posts(country: [u8; 2]) -> &'static [Carrier] {
    match &country {
        b"AT" => &[AustrianPost],
        b"AU" => &[AustraliaPost],
        b"BE" => &[Bpost],
        b"BR" => &[Correios],
        b"CA" => &[CanadaPost],
        b"CH" => &[SwissPost],
        b"CN" => &[ChinaPost],
        b"CZ" => &[CeskaPosta],
        b"DE" => &[DeutschePost, Dhl],
        b"DK" | b"SE" => &[PostNord],
        b"ES" => &[Correos],
        b"FI" => &[Posti],
        b"FR" => &[LaPoste],
        b"GB" => &[RoyalMail],
        b"GR" => &[Elta],
        b"HK" => &[HongkongPost],
        b"HU" => &[MagyarPosta],
        b"IE" => &[AnPost],
        b"IL" => &[IsraelPost],
        b"IN" => &[IndiaPost],
        b"IT" => &[PosteItaliane],
        b"JP" => &[JapanPost],
        b"KR" => &[KoreaPost],
        b"NL" => &[PostNl],
        b"NO" => &[Posten],
        b"NZ" => &[NzPost],
        b"PL" => &[PocztaPolska],
        b"PT" => &[Ctt],
        b"RU" => &[RussianPost],
        b"SA" => &[SaudiPost],
        b"SG" => &[SingPost],
        b"TH" => &[ThailandPost],
        b"TR" => &[Ptt],
        b"TW" => &[ChunghwaPost],
        b"UA" => &[Ukrposhta],
        b"US" => &[Usps],
        _ => &[],
    }
}
