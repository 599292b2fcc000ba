//! The number of an order, from whatever is typed into its field.
//!
//! `OrderNumber::parse(&str) -> Result<OrderNumber, NotANumber>`, `OrderNumber::as_str(&self) -> &str`,
//! `swap(number: &str, email: &str) -> (&str, &str)`. `NotANumber` is `Empty`, `Email`, `Link`,
//! `Tracking(Carrier)`, `Price`, `Several`, `Words`, `TooLong` or `Sign(char)`: what it is instead, for the
//! sentence that says what to write.

use std::fmt;

use crate::carrier::{self, Carrier};
use crate::data::NUMBER_CHARS;
use crate::typed::plain;

/// An order's number: 1 to 40 letters, digits and `-_/.`, in the case in which it was typed (shops do not
/// compare it). Letters may be of any script. Digits are `0` to `9`, whatever the script they were typed in
/// (full width, Arabic-Indic, Persian, Devanagari, Thai and others): that is how shops print them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderNumber(String);

/// Why a text is not the number of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// There is nothing in it, or nothing but "order no.".
    Empty,
    /// An e-mail address.
    Email,
    /// The address of a page.
    Link,
    /// The tracking number of a carrier.
    Tracking(Carrier),
    /// An amount of money.
    Price,
    /// More than one number.
    Several,
    /// A sentence without a number.
    Words,
    /// More than 40 characters.
    TooLong,
    /// This character is in no order's number.
    Sign(char),
}

/// The most characters that are looked at: a sentence around a number. What is longer was pasted by mistake.
const MOST_TYPED: usize = 300;

/// Characters that may be within a number.
const WITHIN: [char; 4] = ['-', '_', '/', '.'];

/// What people write before a number.
const LABELS: &[&str] = &[
    "no",
    "nr",
    "nro",
    "num",
    "n",
    "id",
    "ref",
    "order",
    "orders",
    "number",
    "bestellung",
    "bestellnummer",
    "auftrag",
    "auftragsnummer",
    "nummer",
    "pedido",
    "orden",
    "numero",
    "número",
    "commande",
    "numéro",
    "رقم",
    "الطلب",
    "طلب",
    "طلبي",
];

/// Small words between those and the number. In capital letters and first they could be part of the number.
const FILLERS: &[&str] = &[
    "my", "is", "the", "for", "de", "do", "da", "del", "du", "la", "le", "el", "mi", "es", "meu", "ma",
    "est", "mein", "ist", "der", "die", "das", "os", "é",
];

/// What is written before and after a number without a space, longer before shorter.
const GLUED: &[&str] = &[
    "ご注文番号",
    "注文番号",
    "ご注文",
    "注文",
    "番号",
    "订单编号",
    "订单号码",
    "订单号",
    "订单",
    "訂單編號",
    "訂單號碼",
    "訂單號",
    "訂單",
    "编号",
    "编號",
    "单号",
    "是",
    "は",
];
const GLUED_AFTER: &[&str] = &["です", "番", "号", "號"];

impl OrderNumber {
    /// The number in `typed`, as people type and paste it: with spaces, `#`, "Order no.", a full stop, in full
    /// width, with any dash.
    pub fn parse(typed: &str) -> Result<Self, NotANumber> {
        let text: String = plain(typed).take(MOST_TYPED + 1).collect();
        let text = text.trim();
        refused_whole(text)?;
        let number = chosen(&tokens(text))?;
        if let Some(sign) = number.chars().find(|c| !may_stand(*c)) {
            return Err(NotANumber::Sign(sign));
        }
        if length(&number) > NUMBER_CHARS {
            return Err(NotANumber::TooLong);
        }
        Ok(Self(number))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With what a shop's numbers begin, where only the digits after it were typed: `20371` of `LC-#####`. What fits several
    /// of the shop's patterns ([`Settings::order_numbers`](crate::triage::Settings::order_numbers)), or none, stays.
    #[must_use]
    pub fn begun(self, patterns: &[String]) -> Self {
        let beginning = |pattern: &String| {
            let (signs, more) = pattern.strip_suffix('*').map_or((&**pattern, false), |signs| (signs, true));
            let beginning = signs.trim_end_matches('#');
            let digits = signs.len() - beginning.len();
            let fits = self.0.len() == digits || more && self.0.len() > digits && digits > 0;
            (fits && !beginning.contains(['#', '@'])).then(|| beginning.to_owned())
        };
        if !self.0.bytes().all(|b| b.is_ascii_digit()) {
            return self;
        }
        let mut all = patterns.iter().filter_map(beginning);
        match (all.next(), all.next()) {
            (Some(beginning), None) => Self(beginning + &self.0),
            _ => self,
        }
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        number.0
    }
}

/// The number and the e-mail address of a form, each where it belongs: exchanged if the address was typed
/// into the number's field and a number into the address's.
pub fn swap<'a>(number: &'a str, email: &'a str) -> (&'a str, &'a str) {
    let swapped = OrderNumber::parse(number) == Err(NotANumber::Email) && OrderNumber::parse(email).is_ok();
    if swapped { (email, number) } else { (number, email) }
}

/// What can be told of the text as a whole.
fn refused_whole(text: &str) -> Result<(), NotANumber> {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    if text.is_empty() {
        return Err(NotANumber::Empty);
    }
    // Searching for a text in a text is code that nothing else in the browser needs.
    if text.as_bytes().windows(3).any(|bytes| bytes == b"://") || begins("www.") {
        return Err(NotANumber::Link);
    }
    if text.contains('@') {
        return Err(NotANumber::Email);
    }
    if length(text) > MOST_TYPED {
        return Err(NotANumber::TooLong);
    }
    if let Some(carrier) = carrier::unmistakable(text) {
        return Err(NotANumber::Tracking(carrier));
    }
    let digit = |c: char| c.is_ascii_digit();
    let cents = |(_, cents): (&str, &str)| cents.len() == 2 && cents.chars().all(digit);
    let amount = text.trim_matches(|c: char| !digit(c));
    let currency = |c| matches!(c, '$' | '¢'..='¥' | '\u{20A0}'..='\u{20CF}' | '￠' | '￡' | '￥' | '￦');
    if text.contains(digit) && (text.contains(currency) || amount.rsplit_once(',').is_some_and(cents)) {
        return Err(NotANumber::Price);
    }
    Ok(())
}

/// The words of a text, without the marks around them. An empty one stands for a comma.
fn tokens(text: &str) -> Vec<&str> {
    let mut previous = ' ';
    // "no:1001" and "n°1001"; but "10:01" is not 1001.
    let between = |c: char| {
        let before = std::mem::replace(&mut previous, c);
        c == ' ' || (matches!(c, ':' | '#' | '№' | '=' | '°' | 'º' | '|') && !before.is_ascii_digit())
    };
    let mut tokens = Vec::new();
    for word in text.split(between) {
        let listed = word.ends_with([',', ';', '、', '，']);
        let mut word = word.trim_matches(|c: char| WITHIN.contains(&c) || !may_stand(c));
        // "No.1001", "注文番号1001です"
        while let Some(rest) = unglued(word) {
            word = rest;
        }
        if !word.is_empty() {
            tokens.push(word);
            if listed {
                tokens.push("");
            }
        }
    }
    tokens
}

/// How many characters there are. (`count` is quicker, and half a kilobyte.)
fn length(text: &str) -> usize {
    text.chars().fold(0, |count, _| count + 1)
}

fn unglued(word: &str) -> Option<&str> {
    let before = || GLUED.iter().find_map(|glued| word.strip_prefix(glued));
    let after = || {
        let rest = GLUED_AFTER.iter().find_map(|glued| word.strip_suffix(glued))?;
        rest.ends_with(|c: char| c.is_ascii_digit()).then_some(rest)
    };
    let dotted = || word.split_once('.').filter(|(label, _)| listed(LABELS, label)).map(|(_, rest)| rest);
    before().or_else(after).or_else(dotted)
}

fn listed(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The number among the words of a text.
fn chosen(tokens: &[&str]) -> Result<String, NotANumber> {
    let numeral = |token: &str| token.contains(|c: char| c.is_ascii_digit());
    let Some(first) = tokens.iter().position(|token| numeral(token)) else {
        // Some shops' numbers are letters alone.
        let mut words =
            tokens.iter().filter(|word| !word.is_empty() && !listed(LABELS, word) && !listed(FILLERS, word));
        return match (words.next(), words.next()) {
            (None, _) => Err(NotANumber::Empty),
            (Some(word), None) => Ok((*word).to_owned()),
            _ => Err(NotANumber::Words),
        };
    };
    let last = tokens.iter().rposition(|token| numeral(token)).unwrap_or(first);
    let (before, from_first) = tokens.split_at(first);
    let numerals = from_first.get(..=last - first).unwrap_or_default();
    // Groups of digits are one number, words or commas between them make them several.
    if !numerals.iter().all(|token| numeral(token)) {
        return Err(NotANumber::Several);
    }
    // "UPS: 1Z 999 …"
    if let Some(carrier) = carrier::unmistakable(&numerals.concat()) {
        return Err(NotANumber::Tracking(carrier));
    }
    // "LC 20371"
    let prefix = before.last().filter(|word| {
        let short = (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
        let filler = listed(FILLERS, word) && (first > 1 || word.bytes().any(|b| b.is_ascii_lowercase()));
        short && !filler && !listed(LABELS, word)
    });
    // "1,001"
    Ok(prefix.into_iter().chain(numerals).flat_map(|token| token.split(',')).collect())
}

/// Whether a character may be in a number. Of those beyond ASCII all but marks, signs and emoji: their tables
/// would be larger than all of this.
fn may_stand(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric() || WITHIN.contains(&c),
        '\u{80}'..='\u{A9}'
        | '\u{AB}'..='\u{B4}'
        | '\u{B6}'..='\u{B9}'
        | '\u{BB}'..='\u{BF}'
        | '×'
        | '÷'
        | '\u{60C}'
        | '\u{61B}'
        | '\u{61F}'
        | '\u{2000}'..='\u{2BFF}'
        | '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FFE0}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{E0000}'.. => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
