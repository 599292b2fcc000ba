//! Whole folders: what is refused and in which words, and what is accepted.

mod folders;
mod mistakes;
mod rows;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::read::{Content, read};
use super::shape::{Field, SITE, Shape};

/// A right file that uses every key once, to be broken below.
const FULL: &str = r##"id = "acme"
name = { en = "Acme", de = "Acme & Söhne" }
default = true
hosts = ["help.acme.example"]
languages = ["en", "de"]
embed = ["https://acme.example"]
pictures = ["https://cdn.acme.example"]
shop = "https://acme.example"
[theme]
accent = "#0b5d4e"
radius = 10
font = "system"
[hours]
zone = "Europe/Berlin"
mon = ["9:00-13:00", "14:00-18:00"]
[[hours.special]]
date = "2026-12-24"
name = "Christmas Eve"
hours = ["9:00-13:00"]
[[place]]
id = "shop"
name = "Shop"
street = "Elm Street 5"
postcode = "10115"
city = "Berlin"
region = "BE"
country = "DE"
note = "Entrance in the yard"
map = "https://map.example/acme"
[place.hours]
zone = "Europe/Berlin"
[[phone]]
name = "Help"
number = "+49 30 901820"
price = { minor = 20, currency = "EUR" }
[[email]]
name = "Help"
address = "help@acme.example"
[[messaging]]
app = "telegram"
address = "@acme"
[[topic]]
id = "installation"
name = "Installation"
words = "set up, mount"
[[person]]
name = "Ada"
role = "Workshop"
topics = ["installation"]
photo = "ada.svg"
place = "shop"
phone = "+49 30 901821"
email = "ada@acme.example"
[[source]]
id = "shop"
kind = "shopify"
address = "https://acme.myshopify.com"
gives = ["products", "orders"]
version = "2026-10"
[[source]]
id = "forum"
kind = "discourse"
address = "https://forum.acme.example"
user = "reader"
category = 7
[[source]]
id = "other"
kind = "vendure"
address = "http://localhost:3000"
product_url = "https://acme.example/product/{slug}"
[[source]]
id = "desk"
kind = "builtin"
[triage]
order_numbers = ["A-####"]
champions = ["installation"]
[[triage.list]]
name = "anger"
add = ["rip-off"]
weight = 5
remove = ["useless"]
threshold = 15
[[stage]]
id = "testing"
name = "Testing"
state = "processing"
words = ["under test"]
[shipping]
zone = "Europe/Vienna"
cut_off = "14:00"
handling = "1-2"
workdays = ["mon", "tue"]
holidays = ["12-25"]
[[shipping.to]]
countries = ["DE"]
carrier = "DHL"
days = "1-2"
delivers_on = ["mon", "sat"]
holidays = ["10-03"]
[mail]
from = "orders@acme.example"
name = "Acme"
staff = "help@acme.example"
service = "https://mail.example/emails"
[community]
rules = "Be kind."
approve_first = true
[desk]
promise = 120
[[desk.clerk]]
name = "Ada"
email = "ada@acme.example"
expert = true
[cart]
url = "https://shop.example/cart?add={id}"
quote_days = 14
[[source]]
id = "questions"
kind = "discourse"
address = "https://talk.acme.example"
gives = ["threads"]
user = "asker"
ask_category = 5
[[source]]
id = "tickets"
kind = "zendesk"
address = "https://acme.zendesk.com"
user = "ada@acme.example"
tickets = true
[[source]]
id = "warehouse"
kind = "http"
address = "https://warehouse.acme.example"
gives = ["products"]
filters = true
"##;

fn read_text(text: &str) -> Result<Content, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ada.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    fs::write(folder.path().join("site.toml"), text).unwrap();
    read(folder.path(), None).map_err(|mistakes| {
        let prefix = folder.path().join("site.toml").display().to_string();
        mistakes.to_string().lines().map(|line| line.trim_start_matches(&prefix).to_owned()).collect()
    })
}

#[test]
fn the_shape_is_that_of_the_model() {
    let content = read_text(FULL).unwrap();
    assert_eq!(content.site.people[0].photo.as_deref(), Some(content.pictures[0].name.as_str()));
    agree("site.toml", SITE, &serde_json::from_str(&content.json).unwrap());
}

pub(in crate::import) fn agree(header: &str, fields: &[Field], value: &Value) {
    let known: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
    let kept: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(known, kept, "{header}: left the keys of shape.rs, right those of model::site");
    for field in fields {
        match (&field.shape, &value[field.name]) {
            // Only the hours of a place leave out what the hours of the site show.
            (_, Value::Null) => assert_eq!(field.name, "hours", "{header}"),
            (Shape::Table(fields), table) => agree(field.name, fields, table),
            (Shape::Tables(_), Value::Array(list)) if list.is_empty() => {}
            (Shape::Tables(fields), list) => {
                // No one source has every key.
                let tables = list.as_array().unwrap().iter().map(|table| table.as_object().unwrap().clone());
                agree(field.name, fields, &Value::Object(tables.flatten().collect()));
            }
            _ => {}
        }
    }
}

#[test]
fn the_id_can_be_given() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), "id = \"a\"\nname = \"A\"\nlanguages = [\"en\"]\n").unwrap();
    let own = read(folder.path(), None).unwrap();
    let given = read(folder.path(), Some(&"b".parse().unwrap())).unwrap();
    assert_eq!((own.site.id.as_str(), given.site.id.as_str()), ("a", "b"));
    assert_ne!(own.version, given.version);
    assert_eq!(own, read(folder.path(), None).unwrap());
}

#[test]
fn no_file_and_odd_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let told = read(folder.path(), None).unwrap_err().to_string();
    assert!(told.contains("site.toml: cannot be read"), "{told}");
    for (bytes, expect) in [
        (&b"id = \"a\"\nname = \"\xff\"\n"[..], "site.toml:2: this line is not UTF-8"),
        (b"", "site.toml:1: site.toml has no `id`"),
    ] {
        fs::write(folder.path().join("site.toml"), bytes).unwrap();
        let told = read(folder.path(), None).unwrap_err().to_string();
        assert!(told.contains(expect), "{told}");
    }
    let windows = "\u{feff}id = \"a\"\r\nname = \"A\"\r\nlanguages = [\"en\"]\r\n";
    fs::write(folder.path().join("site.toml"), windows).unwrap();
    assert!(read(folder.path(), None).is_ok());
}
