//! Elements that stand in many places, each written once: what `html!` makes of an element is a hundred bytes for
//! the shopper to download wherever it is written.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

use super::form::Panel;
use crate::texts::OrderText;

/// How many of a long list stand there at once.
const SHOWN: usize = 10;

/// An element with a class, unless that is empty.
#[inline(never)]
pub(crate) fn element(tag: &'static str, class: &'static str, content: Html) -> Html {
    let mut tag = VTag::new(tag);
    // Not by `html!`, for which a class is a set of names.
    let class = (!class.is_empty()).then_some(AttributeOrProperty::Attribute(AttrValue::Static(class)));
    tag.set_attributes(Attributes::Dynamic { keys: &["class"], values: Box::new([class]) });
    tag.add_child(content);
    tag.into()
}

/// An element with attributes and no content yet; their values are in the order of their names.
#[inline(never)]
pub(crate) fn tag(tag: &'static str, names: &'static [&'static str], values: &[&str]) -> VTag {
    // Yew looks at this only when it draws anew.
    debug_assert_eq!(names.len(), values.len(), "{tag}");
    let mut tag = VTag::new(tag);
    let value = |value: &&str| Some(AttributeOrProperty::Attribute((*value).to_owned().into()));
    tag.set_attributes(Attributes::Dynamic { keys: names, values: values.iter().map(value).collect() });
    tag
}

/// An element with attributes and its content; see [`tag`].
#[inline(never)]
pub(crate) fn with(
    name: &'static str,
    names: &'static [&'static str],
    values: &[&str],
    content: Html,
) -> Html {
    let mut tag = tag(name, names, values);
    tag.add_child(content);
    tag.into()
}

/// Nodes beside each other.
#[inline(never)]
pub(crate) fn all(nodes: Vec<Html>) -> Html {
    nodes.into_iter().collect()
}

/// An element with a text; where there is none, nothing.
#[inline(never)]
pub(crate) fn text(tag: &'static str, class: &'static str, text: &str) -> Html {
    if text.is_empty() { Html::default() } else { element(tag, class, Html::from(text)) }
}

/// A text that may be of another script than the page: it runs in its own direction, and leaves what stands
/// beside it alone.
#[inline(never)]
pub(crate) fn isolated(written: &str) -> Html {
    text("bdi", "", written)
}

/// A part of the page under a heading.
#[inline(never)]
pub(crate) fn card(heading: &str, content: Vec<Html>) -> Html {
    element("section", "card", all(vec![text("h2", "", heading), all(content)]))
}

/// A link to a page, with what is found there.
#[inline(never)]
pub(super) fn entry(href: String, icon: Html, title: &str, what: &str) -> Html {
    let told = element("span", "", all(vec![text("strong", "", title), text("span", "what", what)]));
    html! { <a class="card entry" {href}>{ icon }{ told }</a> }
}

/// What opens at a press on `summary`.
#[inline(never)]
pub(crate) fn details(class: &'static str, summary: Html, content: Html) -> Html {
    element("details", class, all(vec![element("summary", "", summary), content]))
}

/// A list that may be long: the first of it, and the rest for who asks.
#[inline(never)]
pub(super) fn long(panel: &Panel, class: &'static str, items: Vec<Html>) -> Html {
    let mut first: Vec<Html> = items.into_iter().map(|item| element("li", "", item)).collect();
    let rest = first.split_off(first.len().min(SHOWN));
    let count = rest.len();
    let list = |items| element("ul", class, all(items));
    if count == 0 {
        return list(first);
    }
    let more = panel.fill(OrderText::More, "count", &count.to_string());
    all(vec![list(first), details("", Html::from(more), list(rest))])
}

/// A link elsewhere: it opens a tab, and says so to who cannot see it. `what` tells it from others of its text.
#[inline(never)]
pub(super) fn link_out(panel: &Panel, href: &str, text: OrderText, what: &str) -> Html {
    let unseen = [" ", what, " ", panel.text(OrderText::NewTab)].concat();
    html! {
        <a href={href.to_owned()} target="_blank" rel="noopener noreferrer">
            { panel.text(text) }<span class="unseen">{ unseen }</span>
        </a>
    }
}
