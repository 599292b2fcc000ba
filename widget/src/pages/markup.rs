//! What people wrote, as elements: each piece of it a text.

use model::markup::{Block, Span};
use yew::prelude::*;

use super::parts::{all, element, tag, text, with};

/// The elements that there can be.
const TAGS: [&str; 8] = ["p", "ul", "ol", "blockquote", "pre", "b", "i", "code"];

/// Whoever wrote it, what it says runs in its own direction.
#[inline(never)]
pub(super) fn shown(blocks: &[Block], lang: &str) -> Html {
    with("div", &["class", "dir", "lang"], &["said", "auto", lang], all(blocks.iter().map(block).collect()))
}

fn block(block: &Block) -> Html {
    let items = block.items.iter().map(|spans| all(spans.iter().map(span).collect()));
    match known(&block.tag) {
        tag @ ("ul" | "ol") => element(tag, "", all(items.map(|item| element("li", "", item)).collect())),
        tag => element(tag, "", all(items.collect())),
    }
}

fn known(tag: &str) -> &'static str {
    TAGS.into_iter().find(|known| *known == tag).unwrap_or("span")
}

fn span(span: &Span) -> Html {
    match &*span.tag {
        "" => Html::from(&*span.text),
        "br" => tag("br", &[], &[]).into(),
        "at" => text("b", "", &span.text),
        kind @ ("a" | "follow") => {
            let rel = if kind == "a" { "nofollow ugc noopener noreferrer" } else { "noopener noreferrer" };
            let values = [&*span.href, "_blank", rel];
            with("a", &["href", "target", "rel"], &values, Html::from(&*span.text))
        }
        kind => text(known(kind), "", &span.text),
    }
}
