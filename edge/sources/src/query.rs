//! What sources are asked for.

use std::fmt;

use crate::lower::lower;

/// Products, by words or all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductQuery {
    /// Words; empty: every product.
    pub words: String,
    /// Where the page before ended, as the source told it ([`Page::next`]).
    pub after: Option<String>,
    /// How many at most, 1 to 50.
    pub limit: u8,
}

/// Articles or threads, by words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words; empty: what most want to know.
    pub words: String,
    /// What it is about, as `articles.jsonl` says of articles: `product:{id}`, `panel:{name}`.
    pub about: Vec<String>,
    /// BCP 47 code of the shopper's language.
    pub lang: String,
    /// How many at most, 1 to 20.
    pub limit: u8,
}

/// A page of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What asks for the next one.
    pub next: Option<String>,
}

/// The most bytes of an e-mail address (RFC 5321, 4.5.3.1.3, without its brackets).
const EMAIL_BYTES: usize = 254;

/// An order, with what proves that it is the asker's.
#[derive(Clone, PartialEq, Eq)]
pub struct Lookup {
    /// The order's number as typed, without spaces around it and without `#`.
    pub number: String,
    /// The proof.
    pub proof: Proof,
}

/// What only the customer and the shop know. Compared in small letters and without spaces.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// The e-mail address of the order.
    Email(String),
    /// The postal code it is sent or billed to.
    Postcode(String),
}

impl Lookup {
    /// Whether what the source knows of the order proves it. Takes as long for wrong as for right ones.
    pub fn proved<'a>(
        &self,
        emails: impl IntoIterator<Item = &'a str>,
        postcodes: impl IntoIterator<Item = &'a str>,
    ) -> bool {
        match &self.proof {
            Proof::Email(email) => any_equal(email, emails),
            Proof::Postcode(postcode) => any_equal(postcode, postcodes),
        }
    }

    /// The hash that our own tables have of the proof ([`proof_hash`]). Nothing is no proof: its hash would be easily
    /// had.
    pub fn hash(&self, site: &str) -> Option<String> {
        let (Proof::Email(given) | Proof::Postcode(given)) = &self.proof;
        (!folded(given).is_empty()).then(|| proof_hash(site, &self.number, given))
    }

    /// Whether the asker knows the e-mail address, which tells more of who they are than a postal code
    /// does: free text and links with a key in them are for them alone.
    pub fn by_email(&self) -> bool {
        matches!(self.proof, Proof::Email(_))
    }
}

/// An order's number as it is compared and stored: without `#` before it and spaces around it, in small
/// letters.
pub fn order_key(number: &str) -> String {
    let number = number.trim();
    lower(number.strip_prefix('#').unwrap_or(number).trim())
}

/// The same without the marks between its parts, which people leave out or write as spaces: `LC-20371` and `LC 20371`
/// are one number where we keep the orders ourselves, or the shop is as forgiving.
pub fn bare_key(number: &str) -> String {
    order_key(number).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is stored instead of an e-mail address or a postal code that proves an order: the SHA-256 of
/// `{site}:{number}:{value}` as 64 hexadecimal digits, the number as [`bare_key`] folds it and the value
/// as proofs are compared. Equal values of two orders differ.
pub fn proof_hash(site: &str, number: &str, value: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest([site, ":", &bare_key(number), ":", &folded(value)].concat());
    hex(&digest)
}

/// An e-mail address as addresses are told apart: without spaces around it, in small letters. Nothing for what is none
/// and what a search could take for its own marks.
pub fn email_key(email: &str) -> Option<String> {
    let key = lower(email.trim());
    let parts = key.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    let sound = key.len() <= EMAIL_BYTES
        && !key.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\\' | '*'));
    (parts.is_some() && sound).then_some(key)
}

/// What is stored of whose an order is, for the list of somebody's orders: the SHA-256 of `{site}:{email}` as 64
/// hexadecimal digits, the address as [`email_key`] has it.
pub fn owner_hash(site: &str, email: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest([site, ":", &email_key(email).unwrap_or_default()].concat()))
}

/// Bytes as hexadecimal digits, small letters.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

fn any_equal<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> bool {
    use subtle::ConstantTimeEq;
    let given = folded(given);
    // All are compared, whichever fits.
    let equal = known
        .into_iter()
        .map(folded)
        .fold(subtle::Choice::from(0), |equal, known| equal | given.as_bytes().ct_eq(known.as_bytes()));
    !given.is_empty() && bool::from(equal)
}

/// Without case, spaces and hyphens: people write "1011 AB" and "1011ab". In an e-mail address a hyphen tells people
/// apart.
fn folded(text: &str) -> String {
    let email = text.contains('@');
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && (email || *c != '-')).collect();
    lower(&bare)
}

impl fmt::Debug for Lookup {
    /// Nothing: all of it is personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookup")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_people_write() {
        for (written, key) in [("#1001", "1001"), (" # A-1001 ", "a-1001"), ("1001", "1001"), ("", "")] {
            assert_eq!(order_key(written), key);
        }
        for written in ["LC-20371", "#lc 20371", "lc20371 ", "LC_20371", "LC/20.371"] {
            assert_eq!(bare_key(written), "lc20371");
        }
    }

    #[test]
    fn a_proof_is_stored_as_a_hash_of_its_order() {
        // printf 'acme:a1001:1011ab' | sha256sum
        let known = "8583e7f829f73d1d364a9c2f9c14efcd235e573016b2b193ee6a90e6cc943f5c";
        assert_eq!(proof_hash("acme", "#A-1001", "1011 AB"), known);
        assert_eq!(proof_hash("acme", "a-1001", "1011-ab"), known);
        assert_ne!(proof_hash("acme", "a-1002", "1011 AB"), known);
        assert_ne!(proof_hash("other", "a-1001", "1011 AB"), known);
    }

    #[test]
    fn addresses_are_told_apart_by_all_but_case() {
        for (written, key) in [
            (" Ada@Shop.example ", Some("ada@shop.example")),
            ("a-da@shop.example", Some("a-da@shop.example")),
            ("o'neill+x@shop.example", Some("o'neill+x@shop.example")),
            ("ada", None),
            ("@shop.example", None),
            ("ada@", None),
            ("a da@shop.example", None),
            ("\"a\" OR name:*@shop.example", None),
            ("ada@shop.example\\", None),
            (&["a".repeat(250), "@b.example".to_owned()].concat(), None),
        ] {
            assert_eq!(email_key(written).as_deref(), key, "{written}");
        }
        // printf 'acme:ada@shop.example' | sha256sum
        let known = "be3af6b1d1b1349a14869eda7649339d26f2fb1b8ba4954856687eb186ca807e";
        assert_eq!(owner_hash("acme", " ADA@shop.example"), known);
        assert_ne!(owner_hash("acme", "a-da@shop.example"), known);
        assert_ne!(owner_hash("other", "ada@shop.example"), known);
    }

    #[test]
    fn a_proof_is_compared_as_people_write() {
        for (proof, proved) in [
            (Proof::Email("Ada@Shop.example ".to_owned()), true),
            (Proof::Email("ada@shop.exampl".to_owned()), false),
            (Proof::Email("a-da@shop.example".to_owned()), false),
            (Proof::Email(String::new()), false),
            (Proof::Postcode("1011AB".to_owned()), true),
            (Proof::Postcode("1011".to_owned()), false),
            (Proof::Postcode("ada@shop.example".to_owned()), false),
        ] {
            let lookup = Lookup { number: "1001".to_owned(), proof };
            assert_eq!(lookup.proved(["", "ada@shop.example"], ["1011 ab"]), proved);
        }
    }
}
