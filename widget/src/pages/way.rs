//! A way to reach the shop.

use model::view::Way;
use yew::prelude::*;

use super::parts::{all, element, text};

/// Ways as a list: what each is for, the link, what it costs.
pub(super) fn list(ways: &[Way]) -> Html {
    element("ul", "plain", ways.iter().map(|way| element("li", "", told(way))).collect())
}

/// A way with what it is for.
pub(super) fn told(way: &Way) -> Html {
    let note = element("span", "soft", Html::from(&*way.note));
    element("div", "", all(vec![text("span", "what", &way.name), link(way, None), Html::from(" "), note]))
}

/// A text with the places where a line may end: an e-mail address, after the sign and the dots. A break
/// elsewhere would read as a space or a hyphen.
fn breakable(text: &str) -> Html {
    let mut parts = text.split_inclusive(['@', '.']);
    let first = parts.next().unwrap_or_default();
    html! { <>{ first }{ for parts.map(|part| html! { <><wbr />{ part }</> }) }</> }
}

/// A way as a link alone; `label` is what a screen reader says instead of the text. Numbers and
/// addresses run left to right in every script.
pub(super) fn link(way: &Way, label: Option<String>) -> Html {
    // An app's page would replace the help desk within its frame.
    let target = way.href.starts_with("https").then_some("_blank");
    let text = if way.href.starts_with("mailto:") { breakable(&way.text) } else { Html::from(&*way.text) };
    html! {
        <a href={way.href.clone()} {target} rel="noopener noreferrer" aria-label={label}><bdi dir="ltr">{ text }</bdi></a>
    }
}
