//! The shape of `site.toml`: which keys stand where, and what their values are.
//!
//! Reading by serde alone would end at the first mistake and pass over unknown keys. This list lets
//! every mistake be told at once; a test holds it against `model::site`, and what it lets through is
//! still read by the model's own types.

use model::hours::Dates;
use model::id::{PhoneNumber, SiteId};
use model::lang::Lang;
use model::link::App;
use model::shipping::{Days, TimeOfDay};
use model::source::{Gives, SourceId, SourceKind};
use model::theme::{Colour, Font, Radius};
use model::triage::ListName;

use super::told::{self, Told};

/// What a value is.
pub(super) enum Shape {
    /// A text that passes this check.
    Text(fn(&str) -> Result<(), Told>),
    /// A list of such texts.
    Texts(fn(&str) -> Result<(), Told>),
    /// A whole number that passes this check.
    Number(fn(i64) -> Result<(), Told>),
    /// True or false.
    Flag,
    /// A text, or a table with a text for each language.
    Words,
    /// The same, with these places to be filled in it: `{value}`.
    Filled(&'static [&'static str]),
    /// The opening times of a day.
    Times,
    /// The path of a picture in the site's folder.
    Picture,
    /// A table of whole numbers and texts under names of the owner's own.
    Facts,
    /// `[key]`
    Table(&'static [Field]),
    /// `[[key]]`
    Tables(&'static [Field]),
}

/// A key of a table.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
    /// A right value, in TOML.
    pub(super) example: &'static str,
}

pub(super) const fn must(name: &'static str, shape: Shape, example: &'static str) -> Field {
    Field { name, required: true, shape, example }
}

pub(super) const fn may(name: &'static str, shape: Shape, example: &'static str) -> Field {
    Field { name, required: false, shape, example }
}

use Shape::{Flag, Number, Picture, Table, Tables, Text, Texts, Times, Words};

pub(super) const SITE: &[Field] = &[
    must("id", Text(told::text::<SiteId>), r#""acme""#),
    must("name", Words, r#""Acme""#),
    may("default", Flag, "true"),
    may("hosts", Texts(told::host), r#"["help.shop.example"]"#),
    must("languages", Texts(told::text::<Lang>), r#"["en", "de"]"#),
    may("embed", Texts(told::origin), r#"["https://shop.example"]"#),
    may("pictures", Texts(told::origin), r#"["https://cdn.shop.example"]"#),
    may("shop", Text(told::web_address), r#""https://shop.example""#),
    may("theme", Table(THEME), ""),
    may("hours", Table(HOURS), ""),
    may("place", Tables(PLACE), ""),
    may("phone", Tables(PHONE), ""),
    may("email", Tables(EMAIL), ""),
    may("messaging", Tables(MESSAGING), ""),
    may("topic", Tables(TOPIC), ""),
    may("person", Tables(PERSON), ""),
    may("source", Tables(SOURCE), ""),
    may("triage", Table(TRIAGE), ""),
    may("stage", Tables(STAGE), ""),
    may("shipping", Table(SHIPPING), ""),
    may("mail", Table(MAIL), ""),
    may("community", Table(COMMUNITY), ""),
    may("desk", Table(DESK), ""),
    may("cart", Table(CART), ""),
];

const THEME: &[Field] = &[
    may("accent", Text(told::text::<Colour>), r##""#0b5d4e""##),
    may("radius", Number(told::number::<Radius>), "10"),
    may("font", Text(told::text::<Font>), r#""system""#),
];

const HOURS: &[Field] = &[
    must("zone", Text(told::zone), r#""Europe/Berlin""#),
    may("mon", Times, TIMES),
    may("tue", Times, TIMES),
    may("wed", Times, TIMES),
    may("thu", Times, TIMES),
    may("fri", Times, TIMES),
    may("sat", Times, TIMES),
    may("sun", Times, TIMES),
    may("special", Tables(SPECIAL), ""),
];

const TIMES: &str = r#"["9:00-18:00"]"#;

const SPECIAL: &[Field] = &[
    must("date", Text(told::text::<Dates>), r#""2026-12-24""#),
    may("name", Words, r#""Christmas Eve""#),
    may("hours", Times, TIMES),
];

const PLACE: &[Field] = &[
    must("id", Text(told::words), r#""shop""#),
    must("name", Words, r#""Shop""#),
    must("street", Text(told::words), r#""Elm Street 5""#),
    may("postcode", Text(told::words), r#""10115""#),
    must("city", Text(told::words), r#""Berlin""#),
    may("region", Text(told::words), r#""CA""#),
    must("country", Text(told::country), r#""DE""#),
    may("note", Words, r#""Entrance in the yard""#),
    may("map", Text(told::web_address), r#""https://map.example/shop""#),
    may("hours", Table(HOURS), ""),
];

const PHONE: &[Field] = &[
    must("name", Words, r#""Help""#),
    must("number", Text(told::text::<PhoneNumber>), r#""+49 30 901820""#),
    may("price", Table(PRICE), r#"{ minor = 20, currency = "EUR" }"#),
];

const PRICE: &[Field] =
    &[must("minor", Number(told::number::<u32>), "20"), must("currency", Text(told::currency), r#""EUR""#)];

const EMAIL: &[Field] =
    &[must("name", Words, r#""Help""#), must("address", Text(told::email), r#""help@shop.example""#)];

const MESSAGING: &[Field] = &[
    must("app", Text(told::text::<App>), r#""whatsapp""#),
    must("address", Text(told::words), r#""+49 30 901820""#),
];

const TOPIC: &[Field] = &[
    must("id", Text(told::words), r#""installation""#),
    must("name", Words, r#""Installation""#),
    may("words", Words, r#""set up, mount""#),
];

const PERSON: &[Field] = &[
    must("name", Words, r#""Ada Brandt""#),
    must("role", Words, r#""Workshop""#),
    may("topics", Texts(told::words), r#"["installation"]"#),
    may("photo", Picture, r#""people/ada.jpg""#),
    may("place", Text(told::words), r#""shop""#),
    may("phone", Text(told::text::<PhoneNumber>), r#""+49 30 901820""#),
    may("email", Text(told::email), r#""ada@shop.example""#),
];

const SOURCE: &[Field] = &[
    must("id", Text(told::text::<SourceId>), r#""shop""#),
    must("kind", Text(told::text::<SourceKind>), r#""builtin""#),
    may("address", Text(told::source_address), r#""https://shop.example""#),
    may("gives", Texts(told::text::<Gives>), r#"["products", "orders"]"#),
    may("version", Text(told::source_version), r#""2026-10""#),
    may("user", Text(told::words), r#""helpdesk""#),
    may("category", Number(told::category), "7"),
    may("ask_category", Number(told::category), "5"),
    may("tickets", Flag, "true"),
    may("filters", Flag, "true"),
    may("product_url", Text(told::product_url), r#""https://shop.example/product/{slug}""#),
];

const TRIAGE: &[Field] = &[
    may("order_numbers", Texts(told::order_pattern), r#"["LC-#####"]"#),
    may("champions", Texts(told::words), r#"["repairs"]"#),
    may("list", Tables(LIST), ""),
];

const LIST: &[Field] = &[
    must("name", Text(told::text::<ListName>), r#""anger""#),
    may("add", Texts(told::phrase), r#"["rip-off"]"#),
    may("weight", Number(told::weight), "10"),
    may("remove", Texts(told::phrase), r#"["rip-off"]"#),
    may("threshold", Number(told::threshold), "10"),
];

const STAGE: &[Field] = &[
    must("id", Text(told::words), r#""testing""#),
    must("name", Words, r#""Testing""#),
    must("state", Text(told::stage_state), r#""processing""#),
    may("words", Texts(told::words), r#"["under test"]"#),
];

const SHIPPING: &[Field] = &[
    must("zone", Text(told::zone), r#""Europe/Berlin""#),
    may("cut_off", Text(told::text::<TimeOfDay>), r#""14:00""#),
    must("handling", Text(told::text::<Days>), r#""1-2""#),
    may("workdays", Texts(told::weekday), r#"["mon", "tue"]"#),
    may("holidays", Texts(told::text::<Dates>), r#"["12-25"]"#),
    may("to", Tables(LANE), ""),
];

const LANE: &[Field] = &[
    may("countries", Texts(told::country), r#"["DE", "AT"]"#),
    may("carrier", Text(told::words), r#""DHL""#),
    must("days", Text(told::text::<Days>), r#""1-2""#),
    may("delivers_on", Texts(told::weekday), r#"["mon", "tue"]"#),
    may("holidays", Texts(told::text::<Dates>), r#"["12-25"]"#),
];

const MAIL: &[Field] = &[
    must("from", Text(told::email), r#""orders@shop.example""#),
    may("name", Words, r#""Acme""#),
    may("staff", Text(told::email), r#""help@shop.example""#),
    may("service", Text(told::service_address), r#""https://mail.example/emails""#),
];

const COMMUNITY: &[Field] = &[may("rules", Words, r#""Be kind.""#), may("approve_first", Flag, "true")];

const DESK: &[Field] = &[may("promise", Number(told::number::<u32>), "120"), may("clerk", Tables(CLERK), "")];

const CLERK: &[Field] = &[
    must("name", Text(told::words), r#""Ada""#),
    must("email", Text(told::email), r#""ada@shop.example""#),
    may("expert", Flag, "true"),
];

const CART: &[Field] = &[
    may("url", Text(told::cart_address), r#""https://shop.example/cart?add={id}""#),
    may("quote_days", Number(told::number::<u8>), "14"),
];
