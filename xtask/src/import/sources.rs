//! The rules of `[[source]]`: what each kind of system needs, has and gives.

use model::site::Site;
use model::source::{Gives, SourceKind};
use toml::de::DeTable;

use super::rules::{Text, once, tables, text, texts};
use super::walk::Walk;

/// Notes what does not fit together.
pub(super) fn check(walk: &mut Walk<'_>, site: &DeTable<'_>) {
    once(
        walk,
        "id of a [[source]]",
        tables(site, "source").filter_map(|source| text(source, "id")).collect(),
    );
    let kinds = tables(site, "source").filter_map(|source| text(source, "kind"));
    once(
        walk,
        "kind of a [[source]]",
        kinds.filter(|(kind, _)| *kind == SourceKind::Builtin.name()).collect(),
    );
    for source in tables(site, "source") {
        // What cannot be read the walk has told already.
        if let Some((kind, at)) = text(source, "kind")
            && let Ok(kind) = kind.parse::<SourceKind>()
        {
            one(walk, source, kind, &at);
        }
    }
}

/// Whether products are sold that the site's own tables do not have.
pub(super) fn others_sell(site: &Site) -> bool {
    site.sources.iter().any(|source| source.kind != SourceKind::Builtin && source.gives(Gives::Products))
}

fn one(walk: &mut Walk<'_>, source: &DeTable<'_>, kind: SourceKind, at: &std::ops::Range<usize>) {
    match (text(source, "address"), kind) {
        (None, SourceKind::Builtin) => {}
        (None, _) if !source.contains_key("address") => {
            walk.wrong(
                at,
                format!("a {kind} source has no `address`; write address = \"https://shop.example\""),
            );
        }
        (Some((_, at)), SourceKind::Builtin) => {
            walk.wrong(&at, "`builtin` is Deskbell's own database and has no address; take this line out, or write another kind".to_owned());
        }
        _ => {}
    }
    let named = texts(source.get("gives"));
    let gives: Vec<(Gives, &Text<'_>)> =
        named.iter().filter_map(|text| Some((text.0.parse().ok()?, text))).collect();
    for (_, (written, at)) in gives.iter().filter(|(what, _)| !kind.gives().contains(what)) {
        let all: Vec<String> = kind.gives().iter().map(|what| format!("\"{}\"", what.name())).collect();
        walk.wrong(
            at,
            format!("a {kind} source does not give {written}; write gives = [{}]", all.join(", ")),
        );
    }
    for (key, kinds) in [
        ("version", &[SourceKind::Shopify][..]),
        ("user", &[SourceKind::Zendesk, SourceKind::Discourse]),
        ("category", &[SourceKind::Discourse]),
        ("ask_category", &[SourceKind::Discourse]),
        ("tickets", &[SourceKind::Zendesk]),
        ("filters", &[SourceKind::Shopify, SourceKind::Woocommerce, SourceKind::Vendure, SourceKind::Http]),
        ("product_url", &[SourceKind::Vendure]),
    ] {
        if let Some(value) = source.get(key)
            && !kinds.contains(&kind)
        {
            walk.wrong(
                &value.span(),
                format!("a {kind} source has no `{key}`; take this line out, or write another kind"),
            );
        }
    }
    for key in ["ask_category", "tickets"] {
        if let Some(value) = source.get(key)
            && !source.contains_key("user")
        {
            let sentence = format!(
                "with `{key}` questions are posted there: write in whose name, such as user = \"helpdesk\""
            );
            walk.wrong(&value.span(), sentence);
        }
    }
    let articles = gives.is_empty() || gives.iter().any(|(what, _)| *what == Gives::Articles);
    if kind == SourceKind::Discourse && articles && !source.contains_key("category") {
        let sentence = "a discourse source gives articles only of one category; write its number, such as category = 7, \
                        or gives = [\"threads\"]";
        walk.wrong(at, sentence.to_owned());
    }
}
