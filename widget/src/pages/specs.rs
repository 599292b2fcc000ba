//! `/choose/by-spec`: the catalogue by its specs. Every state of it is an address: choices are links, and a range is a
//! form of its own.

use model::route::Address;
use model::view::{FilterShown, ProductCard, RangeShown, SpecsPage, Step};
use yew::prelude::*;

use super::parts::{all, card, details, element, isolated, text};
use super::product::{Shelf, facts, worth};
use crate::desk::Desk;
use crate::texts::SpecsText;

/// How many choices of a filter are there at once.
const CHOICES: usize = 10;

/// How many filters are open from the start.
const OPEN: usize = 3;

/// The id of the form that compares what is ticked.
const TICKED: &str = "ticked";

pub(super) fn content(desk: &Desk, page: &SpecsPage) -> Html {
    let shelf = Shelf { desk, texts: &page.texts };
    if !page.categories.is_empty() {
        let steps = page.categories.iter().map(|step| element("li", "", choice(&shelf, step))).collect();
        return card(shelf.text(SpecsText::Categories), vec![element("ul", "picks", all(steps))]);
    }
    html! {
        <>
            if !page.all.is_empty() {
                <p>{ shelf.link(&page.all, html! { { shelf.text(SpecsText::AllCategories) } }) }</p>
            }
            { for page.unread.iter().map(|unread| html! { <p class="wrong" role="alert">{ unread.as_str() }</p> }) }
            { chosen(&shelf, page) }
            { narrow(&shelf, page) }
            { results(&shelf, page) }
        </>
    }
}

/// What was chosen, each with the way back.
fn chosen(shelf: &Shelf, page: &SpecsPage) -> Html {
    if page.chosen.is_empty() {
        return Html::default();
    }
    let step = |step: &Step| {
        let content = html! {
            <>
                <span class="unseen">{ shelf.text(SpecsText::Remove) }{ " " }</span>
                { isolated(&step.text) }<span aria-hidden="true">{ " ×" }</span>
            </>
        };
        element("li", "", shelf.link(&step.href, content))
    };
    let clear = shelf.link(&page.clear, html! { { shelf.text(SpecsText::Clear) } });
    let list = element("ul", "topics", page.chosen.iter().map(step).collect());
    element(
        "section",
        "stack",
        all(vec![text("h2", "", shelf.text(SpecsText::Chosen)), list, element("p", "", clear)]),
    )
}

fn narrow(shelf: &Shelf, page: &SpecsPage) -> Html {
    if page.filters.is_empty() {
        return Html::default();
    }
    let filters = page.filters.iter().enumerate().map(|(at, one)| filter(shelf, one, at)).collect();
    // On a phone the products are far below.
    let down = html! { <p><a href="#results">{ found(shelf, page) }</a></p> };
    card(shelf.text(SpecsText::Filters), vec![down, element("div", "filters", all(filters))])
}

fn filter(shelf: &Shelf, filter: &FilterShown, at: usize) -> Html {
    let on = filter.choices.iter().any(|step| step.on)
        || filter.range.as_ref().is_some_and(|range| !range.low.is_empty() || !range.high.is_empty());
    let mut first: Vec<Html> =
        filter.choices.iter().map(|step| element("li", "", choice(shelf, step))).collect();
    let rest = if first.len() > CHOICES + 1 { first.split_off(CHOICES) } else { Vec::new() };
    let list = |items| element("ul", "picks", all(items));
    let more = shelf.fill(SpecsText::MoreChoices, &[("count", &rest.len().to_string())]);
    let rest_on = filter.choices.iter().skip(CHOICES).any(|step| step.on);
    html! {
        <details open={on || at < OPEN}>
            <summary><h3>{ isolated(&filter.name) }</h3></summary>
            <div class="stack">
                if !first.is_empty() { { list(first) } }
                if !rest.is_empty() {
                    if rest_on { { list(rest) } } else { { details("", Html::from(more), list(rest)) } }
                }
                if let Some(range) = &filter.range { { ends(shelf, range, at) } }
            </div>
        </details>
    }
}

/// A link with how many products it leaves; without one where that is none.
fn choice(shelf: &Shelf, step: &Step) -> Html {
    let content = all(vec![
        isolated(&step.text),
        Html::from(" "),
        text("span", "soft", &["(", &step.count.to_string(), ")"].concat()),
        if step.on { text("span", "unseen", shelf.text(SpecsText::IsChosen)) } else { Html::default() },
    ]);
    if step.href.is_empty() {
        return element("span", "soft", content);
    }
    // Nobody needs to find every combination by a search engine.
    html! { <a class={step.on.then_some("on")} rel="nofollow" href={shelf.address(&step.href)}>{ content }</a> }
}

/// The form of a range.
fn ends(shelf: &Shelf, range: &RangeShown, at: usize) -> Html {
    let help = format!("help-{at}");
    let end = |name: &str, label: SpecsText, value: &str| {
        let id = format!("{name}-{at}");
        html! {
            <label for={id.clone()}>
                { shelf.text(label) }
                <input {id} name={[&range.field, ".", name].concat()} value={value.to_owned()} maxlength="40"
                    autocomplete="off" aria-describedby={help.clone()} />
            </label>
        }
    };
    html! {
        <form method="get" action={Address::Specs.path()}>
            { shelf.hidden(&range.state) }
            <div class="row ends">
                { end("from", SpecsText::From, &range.low) }
                { end("to", SpecsText::To, &range.high) }
                <button class="quiet" type="submit">{ shelf.text(SpecsText::Apply) }</button>
            </div>
            <p class="soft" id={help.clone()}>{ range.help.as_str() }</p>
        </form>
    }
}

/// How many products fit.
fn found(shelf: &Shelf, page: &SpecsPage) -> String {
    match page.fitting {
        0 => shelf.text(SpecsText::Nearest).to_owned(),
        count => shelf.fill(SpecsText::Results, &[("count", &count.to_string())]),
    }
}

fn results(shelf: &Shelf, page: &SpecsPage) -> Html {
    let fits = page.fitting > 0;
    html! {
        <section class="stack">
            <h2 id="results">{ found(shelf, page) }</h2>
            if !fits && !page.relax.is_empty() { { relax(shelf, page) } }
            if fits && page.sorts.len() > 1 { { sorts(shelf, page) } }
            <ul class="stack">{ for page.products.iter().map(|product| one(shelf, product)) }</ul>
            if fits { { pages(shelf, page) } }
            { ticked(shelf, page) }
        </section>
    }
}

fn relax(shelf: &Shelf, page: &SpecsPage) -> Html {
    let step = |step: &Step| {
        let places = [("count", &*step.count.to_string()), ("what", &*step.text)];
        let told = shelf.fill(SpecsText::Without, &places);
        element("li", "", shelf.link(&step.href, Html::from(told)))
    };
    element(
        "div",
        "card",
        all(vec![
            text("p", "", shelf.text(SpecsText::Relax)),
            element("ul", "plain", page.relax.iter().map(step).collect()),
        ]),
    )
}

fn sorts(shelf: &Shelf, page: &SpecsPage) -> Html {
    html! {
        <form method="get" action={Address::Specs.path()}>
            { shelf.hidden(&page.state) }
            <div class="row ends">
                <label for="sort">{ shelf.text(SpecsText::Sort) }</label>
                <select id="sort" name="sort">
                    { for page.sorts.iter().map(|sort| html! {
                        <option value={sort.id.clone()} selected={sort.on}>{ sort.name.as_str() }</option>
                    }) }
                </select>
                <button class="quiet" type="submit">{ shelf.text(SpecsText::SortApply) }</button>
            </div>
        </form>
    }
}

fn one(shelf: &Shelf, product: &ProductCard) -> Html {
    let tick = html! {
        <label class="tick">
            <input type="checkbox" name="p" value={product.id.clone()} form={TICKED} checked={product.picked} />
            <span>{ shelf.text(SpecsText::Compare) }<span class="unseen">{ " " }{ product.name.as_str() }</span></span>
        </label>
    };
    html! {
        <li class="card" key={product.id.clone()}>
            <h3>{ shelf.link(&["/products/", &product.id].concat(), isolated(&product.name)) }</h3>
            <p class="row">{ worth(product) }</p>
            { facts(&product.facts) }
            { shelf.ways(product) }
            { tick }
        </li>
    }
}

fn pages(shelf: &Shelf, page: &SpecsPage) -> Html {
    if page.previous.is_empty() && page.next.is_empty() {
        return Html::default();
    }
    let last = page.first as usize + page.products.len() - 1;
    let places = [
        ("from", &*page.first.to_string()),
        ("to", &*last.to_string()),
        ("count", &*page.fitting.to_string()),
    ];
    let link = |href: &str, label: SpecsText| match href {
        "" => Html::default(),
        href => shelf.link(href, html! { { shelf.text(label) } }),
    };
    html! {
        <nav class="pages" aria-label={shelf.text(SpecsText::Pages).to_owned()}>
            { link(&page.previous, SpecsText::Previous) }
            <span>{ shelf.fill(SpecsText::Shown, &places) }</span>
            { link(&page.next, SpecsText::Next) }
        </nav>
    }
}

/// The form that compares what is ticked here, and what was before.
fn ticked(shelf: &Shelf, page: &SpecsPage) -> Html {
    let kind = page.state.iter().filter(|(name, _)| name == "kind").cloned();
    let picked = page.picked.iter().map(|id| ("p".to_owned(), id.clone()));
    let state: Vec<_> = kind.chain(picked).collect();
    html! {
        <form id={TICKED} method="get" action={Address::Compare.path()}>
            { shelf.hidden(&state) }
            <p><button type="submit">{ shelf.text(SpecsText::CompareTicked) }</button></p>
        </form>
    }
}
