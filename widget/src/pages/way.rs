//! A way to reach the shop.

use model::view::Way;
use yew::prelude::*;

/// Ways as a list: what each is for, the link, what it costs.
pub(super) fn list(ways: &[Way]) -> Html {
    html! { <ul class="plain">{ for ways.iter().map(|way| html! { <li>{ told(way) }</li> }) }</ul> }
}

/// A way with what it is for.
pub(super) fn told(way: &Way) -> Html {
    html! {
        <div>
            <span class="what">{ way.name.as_str() }</span>
            { link(way, None) }
            { " " }<span class="soft">{ way.note.as_str() }</span>
        </div>
    }
}

/// A way as a link alone; `label` is what a screen reader says instead of the text. Numbers and
/// addresses run left to right in every script.
pub(super) fn link(way: &Way, label: Option<String>) -> Html {
    // An app's page would replace the help desk within its frame.
    let target = way.href.starts_with("https").then_some("_blank");
    html! {
        <a href={way.href.clone()} {target} rel="noopener noreferrer" aria-label={label}><bdi dir="ltr">{ way.text.as_str() }</bdi></a>
    }
}
