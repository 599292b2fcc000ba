//! `/desk…`: what staff see. The edge alone renders it: all of it are links, tables and plain forms.

use model::view::{Block, Cell, DeskField, DeskForm, DeskPage};
use yew::prelude::*;

use super::form::alert;
use super::markup;
use super::parts::{isolated, text};
use crate::desk::Desk;

pub(super) fn content(desk: &Desk, page: &DeskPage) -> Html {
    let current = |name: &str| (name == page.title).then_some("page");
    html! {
        <>
            if !page.links.is_empty() {
                <nav class="staff">
                    { for page.links.iter().map(|(path, name)| html! {
                        <a href={address(desk, path)} aria-current={current(name)}>{ name.as_str() }</a>
                    }) }
                    { for page.sign_out.iter().map(|out| form(desk, out, "")) }
                </nav>
            }
            { blocks(desk, &page.blocks, "b") }
        </>
    }
}

/// Ids of fields begin with `place`: no two of a page are one.
fn blocks(desk: &Desk, blocks: &[Block], place: &str) -> Html {
    blocks.iter().enumerate().map(|(at, one)| block(desk, one, &format!("{place}-{at}"))).collect()
}

fn block(desk: &Desk, block: &Block, place: &str) -> Html {
    match block {
        Block::Heading(said) => text("h2", "", said),
        // Of people who write in another direction than the page's, perhaps.
        Block::Text(said) => html! { <p class="lines-kept" dir="auto">{ said.as_str() }</p> },
        Block::Said(said) => markup::shown(said, desk.boot.lang.code()),
        Block::Notice(said) => html! { <p class="notice" role="status">{ said.as_str() }</p> },
        Block::Table(names, rows) => table(desk, names, rows),
        Block::Form(one) => form(desk, one, place),
        Block::Buttons(forms) => html! {
            <div class="row">{ for forms.iter().map(|one| form(desk, one, "")) }</div>
        },
        Block::Links(links) => html! {
            <ul class="topics">
                { for links.iter().map(|link| html! {
                    <li><a href={address(desk, &link.href)} aria-current={link.current.then_some("true")}>{ link.text.as_str() }</a></li>
                }) }
            </ul>
        },
        Block::Card(heading, inner) => html! {
            <section class="card">
                { text("h2", "", heading) }
                { blocks(desk, inner, place) }
            </section>
        },
        // What went wrong is seen at once.
        Block::Details(name, inner) => html! {
            <details open={inner.iter().any(failed)}>
                <summary>{ name.as_str() }</summary>
                { blocks(desk, inner, place) }
            </details>
        },
    }
}

/// Whether a form in it was sent and failed.
fn failed(block: &Block) -> bool {
    match block {
        Block::Form(form) => !form.wrong.is_empty(),
        Block::Card(_, inner) | Block::Details(_, inner) => inner.iter().any(failed),
        _ => false,
    }
}

/// A path with what every link keeps, and its own query as it stands: that is percent-encoded already.
fn address(desk: &Desk, path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    desk.boot.keep.joined(path, query)
}

fn table(desk: &Desk, names: &[String], rows: &[Vec<Cell>]) -> Html {
    let name = |name: &String| html! { <th scope="col">{ name.as_str() }</th> };
    let row = |cells: &Vec<Cell>| {
        let cell = |(at, one): (usize, &Cell)| match at {
            0 if names.is_empty() => html! { <th scope="row">{ cell(desk, one) }</th> },
            // On a narrow screen a row is a card, whose cells are named one by one.
            _ => {
                let name = names.get(at).filter(|_| !one.text.is_empty()).cloned();
                html! { <td data-name={name}>{ cell(desk, one) }</td> }
            }
        };
        html! { <tr>{ for cells.iter().enumerate().map(cell) }</tr> }
    };
    html! {
        <table class={if names.is_empty() { "record" } else { "queue" }}>
            if !names.is_empty() { <thead><tr>{ for names.iter().map(name) }</tr></thead> }
            <tbody>{ for rows.iter().map(row) }</tbody>
        </table>
    }
}

fn cell(desk: &Desk, cell: &Cell) -> Html {
    html! {
        <>
            if cell.href.is_empty() {
                <span class="lines-kept">{ isolated(&cell.text) }</span>
            } else {
                <a href={address(desk, &cell.href)}>{ isolated(&cell.text) }</a>
            }
            { for cell.forms.iter().map(|one| form(desk, one, "")) }
        </>
    }
}

fn form(desk: &Desk, form: &DeskForm, place: &str) -> Html {
    // A button that does one small thing is no call to do it.
    let quiet = form.fields.iter().all(|field| field.kind == "hidden").then_some("quiet");
    html! {
        <form method="post" action={desk.boot.keep.with(&form.action, &[])}>
            { for form.fields.iter().map(|one| field(one, &[place, "-", &one.name].concat())) }
            { alert(&form.wrong) }
            <button type="submit" class={quiet}>{ form.submit.as_str() }</button>
        </form>
    }
}

/// The longest text that a field takes, in characters: of a post.
const LONGEST: &str = "10000";

fn field(field: &DeskField, id: &str) -> Html {
    let (id, name, value) = (id.to_owned(), field.name.clone(), field.value.clone());
    if field.kind == "hidden" {
        return html! { <input type="hidden" {name} {value} /> };
    }
    if field.kind == "check" {
        let on = !value.is_empty();
        return html! {
            <label class="tick"><input type="checkbox" {name} value="1" checked={on} />{ field.label.as_str() }</label>
        };
    }
    let (choices, required) = (&field.choices, field.required);
    let input = match &*field.kind {
        "area" => {
            html! { <textarea id={id.clone()} {name} rows="5" maxlength={LONGEST} {required} {value} /> }
        }
        "choice" => html! {
            <select id={id.clone()} {name}>
                { for choices.iter().map(|(one, said)| html! {
                    <option value={one.clone()} selected={*one == value}>{ said.as_str() }</option>
                }) }
            </select>
        },
        kind => html! {
            <input id={id.clone()} {name} type={kind.to_owned()} maxlength="5000" {required} {value}
                autocomplete={if kind == "email" { "email" } else { "off" }} />
        },
    };
    html! { <div class="field"><label for={id}>{ field.label.as_str() }</label>{ input }</div> }
}
