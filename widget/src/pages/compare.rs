//! `/choose/compare`: two to four products beside each other, what differs first.

use model::view::{ComparePage, ProductCard, SpecLine};
use yew::prelude::*;

use super::parts::{card, isolated, text};
use super::product::{Shelf, facts, worth};
use crate::desk::Desk;
use crate::texts::SpecsText;

pub(super) fn content(desk: &Desk, page: &ComparePage) -> Html {
    let shelf = Shelf { desk, texts: &page.texts };
    html! {
        <>
            { for page.notes.iter().map(|note| html! { <p class="notice">{ note.as_str() }</p> }) }
            if !page.products.is_empty() { { table(&shelf, page) } }
            if !page.same.is_empty() { { card(shelf.text(SpecsText::Same), vec![facts(&page.same)]) } }
            if !page.add.is_empty() {
                <p>{ shelf.link(&page.add, html! { { shelf.text(SpecsText::AddProduct) } }) }</p>
            }
        </>
    }
}

/// A column for each product. A spec's name stands over its values, across all columns: beside them it would leave a
/// phone no room.
fn table(shelf: &Shelf, page: &ComparePage) -> Html {
    let same = page.products.len() > 1 && page.differences.is_empty();
    html! {
        <section class="card">
            <h2>{ shelf.text(SpecsText::Differences) }</h2>
            { text("p", "", if same { shelf.text(SpecsText::AllSame) } else { "" }) }
            // What is wider than the page is scrolled, by keyboard too.
            <div class="wide" tabindex="0" role="region" aria-label={shelf.text(SpecsText::Compare).to_owned()}>
                <table class="beside">
                    <thead><tr>{ for page.products.iter().map(|product| head(shelf, product)) }</tr></thead>
                    { for page.differences.iter().map(|line| row(shelf, line)) }
                </table>
            </div>
        </section>
    }
}

fn head(shelf: &Shelf, product: &ProductCard) -> Html {
    let remove = html! {
        <>{ shelf.text(SpecsText::Remove) }{ " " }{ isolated(&product.name) }</>
    };
    html! {
        <th scope="col">
            <div class="stack">
                { shelf.link(&["/products/", &product.id].concat(), isolated(&product.name)) }
                { worth(product) }
                { shelf.ways(product) }
                <span class="soft">{ shelf.link(&product.remove, remove) }</span>
            </div>
        </th>
    }
}

fn row(shelf: &Shelf, line: &SpecLine) -> Html {
    let cell = |said: &String| {
        let said = match said.as_str() {
            "" => text("span", "soft", shelf.text(SpecsText::NotStated)),
            said => isolated(said),
        };
        html! { <td>{ said }</td> }
    };
    html! {
        <tbody>
            <tr><th scope="rowgroup" colspan={line.texts.len().to_string()}>{ isolated(&line.name) }</th></tr>
            <tr>{ for line.texts.iter().map(cell) }</tr>
        </tbody>
    }
}
