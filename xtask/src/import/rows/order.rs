//! `orders.jsonl`: the state of orders.

use model::Seconds;
use model::id::{Email, WebAddress};
use model::order::{Event, Order, Parcel};
use model::source::Gives;
use serde::Deserialize;
use serde_json::{Map, Value};
use sources::query::{bare_key, owner_hash, proof_hash};

use super::super::sql::quoted;
use super::super::told;
use super::lines::{Kind, Lines, instants, known};
use super::wrong_text;

const KIND: Kind = Kind {
    name: "orders.jsonl",
    gives: Gives::Orders,
    keys: &[
        "number",
        "placed",
        "state",
        "stage",
        "destination",
        "pickup",
        "lines",
        "parcels",
        "events",
        "url",
        "email",
        "postcode",
    ],
    example: r##"{"number":"#1001","placed":"2026-11-20T10:00:00Z","state":"processing","lines":[{"name":"Quiet Fan 120","quantity":2}],"email":"ada@example.com","postcode":"10115"}"##,
};

const LINE: &[&str] = &["name", "variant", "sku", "quantity", "removed", "product"];
const PARCEL: &[&str] =
    &["carrier", "tracking", "url", "state", "shipped", "expected", "delivered", "contents", "events"];
const PACKED: &[&str] = &["line", "quantity"];
const EVENT: &[&str] = &["at", "text", "place"];

/// In seconds.
const WEEK: Seconds = 7 * 24 * 60 * 60;

/// The most characters of an order's number.
const NUMBER_CHARS: usize = 40;

/// A row of `orders`, and of `order_owners` where there is an owner: what says whose order it is are hashes alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Row {
    key: String,
    email: String,
    postcode: String,
    owner: Option<String>,
    order: Order,
}

/// A line.
#[derive(Deserialize)]
struct Written {
    #[serde(flatten)]
    order: Order,
    email: Option<Email>,
    postcode: Option<String>,
}

pub(super) fn read(lines: &mut Lines<'_>, site: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (line, Written { order, email, postcode }) in lines.read(&KIND, parse) {
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(wrong_text("number", &order.number, NUMBER_CHARS));
        let postcode = postcode.filter(|postcode| !postcode.trim().is_empty());
        if email.is_none() && postcode.is_none() {
            wrong.push("an order is shown to who can prove that it is theirs; write its `email`, its `postcode` or both".to_owned());
        }
        wrong.extend(wrong_order(&order));
        let key = bare_key(&order.number);
        if rows.iter().any(|other| other.key == key) {
            wrong.push(format!("the number `{}` is there twice; write each once", order.number));
        }
        lines.all_wrong(&KIND, line, wrong);
        let hash = |value: &str| proof_hash(site, &order.number, value);
        let owner = email.as_ref().map(|email| owner_hash(site, email.as_str()));
        let email = email.map(|email| hash(email.as_str())).unwrap_or_default();
        let postcode = postcode.map(|postcode| hash(&postcode)).unwrap_or_default();
        rows.push(Row { key, email, postcode, owner, order });
    }
    rows
}

/// Moves all of them by the same whole weeks, so that the newest was placed within the seven days before `now`. By how
/// many weeks.
pub(in crate::import) fn freshen(rows: &mut [Row], now: Seconds) -> Seconds {
    let Some(newest) = rows.iter().filter_map(|row| row.order.placed).max() else { return 0 };
    let weeks = (now - newest).div_euclid(WEEK);
    for Row { order, .. } in rows {
        let Order { placed, parcels, events, .. } = order;
        let mut instants: Vec<&mut Seconds> = placed.iter_mut().chain(events.iter_mut().map(at)).collect();
        for Parcel { shipped, expected, delivered, events, .. } in parcels {
            instants.extend([shipped, expected, delivered].into_iter().flatten());
            instants.extend(events.iter_mut().map(at));
        }
        for instant in instants {
            *instant += weeks * WEEK;
        }
    }
    weeks
}

fn at(event: &mut Event) -> &mut Seconds {
    &mut event.at
}

pub(super) fn statements(rows: &[Row], site: &str) -> Vec<String> {
    let site = quoted(site);
    let insert = |row: &Row| {
        let json = serde_json::to_string(&row.order).unwrap_or_default();
        let texts = [&row.key, &row.email, &row.postcode, &json].map(|text| quoted(text)).join(", ");
        format!("INSERT INTO orders (site, number, emails, postcodes, json) VALUES ({site}, {texts})")
    };
    let own = |row: &Row| {
        let texts = [row.owner.as_ref()?, &row.key].map(|text| quoted(text)).join(", ");
        Some(format!("INSERT INTO order_owners (site, owner, number) VALUES ({site}, {texts})"))
    };
    let mut all: Vec<String> = ["orders", "order_owners"]
        .iter()
        .map(|table| format!("DELETE FROM {table} WHERE site = {site}"))
        .collect();
    all.extend(rows.iter().map(insert));
    all.extend(rows.iter().filter_map(own));
    all
}

fn parse(_: &str, mut order: Map<String, Value>) -> Result<Written, String> {
    prepare(&mut order)?;
    serde_json::from_value(Value::Object(order)).map_err(|error| KIND.told(&error))
}

/// Checks the keys within, and makes instants that are written as such the seconds that the model has.
fn prepare(order: &mut Map<String, Value>) -> Result<(), String> {
    for (key, what, keys) in
        [("lines", "a line of `lines`", LINE), ("parcels", "a parcel", PARCEL), ("events", "an event", EVENT)]
    {
        within(order, key, what, keys)?;
    }
    for parcel in
        order.get("parcels").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    {
        within(parcel, "contents", "what is packed", PACKED)?;
        within(parcel, "events", "an event", EVENT)?;
    }
    order.iter_mut().try_for_each(|(key, value)| instants(key, value))
}

fn within(object: &Map<String, Value>, key: &str, what: &str, keys: &[&'static str]) -> Result<(), String> {
    let list = object.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_object).try_for_each(|entry| known(entry, what, keys))
}

fn wrong_order(order: &Order) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    if let Some(code) = &order.destination
        && let Err(told) = told::country(code)
    {
        wrong.push(format!("`destination`: {}", told.0));
    }
    if order.lines.is_empty() {
        wrong.push(
            "`lines` is empty; write what was ordered, such as {\"name\":\"Quiet Fan 120\",\"quantity\":2}"
                .to_owned(),
        );
    }
    for line in &order.lines {
        wrong.extend(wrong_text("name", &line.name, 200));
        if line.quantity == 0 || line.removed > line.quantity {
            wrong.push(format!(
                "`{}`: write a `quantity` of at least 1, and no more `removed` than that",
                line.name
            ));
        }
    }
    for packed in order.parcels.iter().flat_map(|parcel| &parcel.contents) {
        let line = order.lines.get(packed.line as usize);
        if line.is_none_or(|line| packed.quantity > line.quantity) {
            wrong.push(format!(
                "`contents`: {} of line {} were not ordered; write the line's place in `lines`, from 0, and how many of it are packed",
                packed.quantity, packed.line
            ));
        }
    }
    for url in order.url.iter().chain(order.parcels.iter().filter_map(|parcel| parcel.url.as_ref())) {
        wrong.extend(url.parse::<WebAddress>().err().map(|invalid| format!("`url`: {invalid}")));
    }
    let lists = std::iter::once(&order.events).chain(order.parcels.iter().map(|parcel| &parcel.events));
    if !lists.into_iter().all(|events: &Vec<Event>| events.is_sorted_by_key(|event| event.at)) {
        wrong.push("`events` are not in their order; write the oldest first".to_owned());
    }
    wrong
}
