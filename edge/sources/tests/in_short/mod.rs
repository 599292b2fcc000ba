//! Orders and products on a few lines, with everything that is in them.

use std::fmt::Write;

use model::order::{Event, Order, Parcel};
use model::product::Product;
use sources::query::Page;

pub(crate) fn order(order: &Order) -> String {
    let mut out = format!("{} {:?}", order.number, order.state);
    push(&mut out, &[("stage", Some(&order.stage)), ("", order.url.as_ref())]);
    push_times(&mut out, &[("placed", order.placed)]);
    push(&mut out, &[("to", order.destination.as_ref())]);
    out.push_str(if order.pickup { ", to fetch" } else { "" });
    for line in &order.lines {
        write!(out, "\n{} x {}", line.quantity, line.name).unwrap();
        push(
            &mut out,
            &[("/", Some(&line.variant)), ("sku", Some(&line.sku)), ("of", line.product.as_ref())],
        );
        if line.removed > 0 {
            write!(out, " removed {}", line.removed).unwrap();
        }
    }
    order.parcels.iter().for_each(|parcel| push_parcel(&mut out, parcel));
    push_events(&mut out, "", &order.events);
    out.push_str(if order.truncated { "\nand more" } else { "" });
    out
}

fn push_parcel(out: &mut String, parcel: &Parcel) {
    write!(out, "\n[{:?}]", parcel.state).unwrap();
    push(out, &[("", Some(&parcel.carrier)), ("", Some(&parcel.tracking)), ("", parcel.url.as_ref())]);
    push_times(out, &[("left", parcel.shipped), ("due", parcel.expected), ("came", parcel.delivered)]);
    for packed in &parcel.contents {
        write!(out, " {}x#{}", packed.quantity, packed.line).unwrap();
    }
    push_events(out, "  ", &parcel.events);
}

fn push_events(out: &mut String, before: &str, events: &[Event]) {
    for event in events {
        write!(out, "\n{before}{} {}", event.at, event.text).unwrap();
        push(out, &[("in", Some(&event.place))]);
    }
}

pub(crate) fn page(page: &Page<Product>) -> String {
    let mut out: Vec<String> = page.items.iter().map(product).collect();
    out.push(format!("next {}", page.next.as_deref().unwrap_or("none")));
    out.join("\n")
}

pub(crate) fn product(product: &Product) -> String {
    let mut out = format!("{} {}", product.id, product.name);
    push(&mut out, &[("by", Some(&product.brand)), ("", product.url.as_ref()), ("", product.image.as_ref())]);
    for price in [&product.price, &product.price_to].into_iter().flatten() {
        write!(out, " {} {}", price.minor, price.currency.code()).unwrap();
    }
    push_available(&mut out, product.available);
    if !product.description.is_empty() {
        write!(out, "\n  {}", product.description).unwrap();
    }
    for spec in &product.specs {
        write!(out, "\n  {}: {}", spec.name, spec.values.join(", ")).unwrap();
    }
    for variant in &product.variants {
        write!(out, "\n  {} {}", variant.id, variant.name).unwrap();
        push(&mut out, &[("sku", Some(&variant.sku))]);
        if let Some(price) = &variant.price {
            write!(out, " {} {}", price.minor, price.currency.code()).unwrap();
        }
        push_available(&mut out, variant.available);
    }
    out
}

fn push(out: &mut String, parts: &[(&str, Option<&String>)]) {
    for (name, text) in parts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            write!(out, " {name}{}{text}", if name.is_empty() { "" } else { " " }).unwrap();
        }
    }
}

fn push_times(out: &mut String, times: &[(&str, Option<i64>)]) {
    for (name, at) in times {
        if let Some(at) = at {
            write!(out, " {name} {at}").unwrap();
        }
    }
}

fn push_available(out: &mut String, available: Option<bool>) {
    match available {
        Some(true) => out.push_str(", there"),
        Some(false) => out.push_str(", not there"),
        None => {}
    }
}
