//! `/`: is the shop open, where is it, whom does one ask.

use model::page::Page;
use model::people::whom_to_ask;
use model::view::Contact;
use yew::prelude::*;

use super::contact::address;
use super::parts::{all, element, entry};
use super::{person, way};
use crate::desk::Desk;
use crate::icons::{CHAT, COMPASS, MAIL, PARCEL, PHONE, PIN, icon};
use crate::layout;
use crate::texts::Text;
use crate::typed::Typed;
use crate::{intl, status};

pub(super) fn content(desk: &Desk, contact: &Contact, typed: &Typed) -> Html {
    html! {
        <>
            { entries(desk) }
            { at_a_glance(desk, contact) }
            if !contact.people.is_empty() { { finder(desk, contact, typed) } }
        </>
    }
}

/// What most who come want: an order that they already have, a product, an answer. Each with its icon, its title and what it is.
pub const ENTRIES: [(Page, &str, Text, Text); 3] = [
    (Page::Orders, PARCEL, Text::WhereIsMyOrder, Text::SeeOrder),
    (Page::Choose, COMPASS, Text::ChooseEntry, Text::ChooseEntryHelp),
    (Page::Ask, CHAT, Text::AskEntry, Text::AskEntryHelp),
];

/// Those that the site offers.
fn entries(desk: &Desk) -> Html {
    let offered = ENTRIES.into_iter().filter(|(page, ..)| desk.boot.pages.contains(page));
    let entries: Vec<Html> = offered
        .map(|(page, picture, title, what)| {
            entry(desk.boot.keep.link(page), icon(picture), desk.text(title), desk.text(what))
        })
        .collect();
    if entries.is_empty() { Html::default() } else { element("div", "entries", all(entries)) }
}

/// The first address, phone and e-mail: what most people came for.
fn at_a_glance(desk: &Desk, contact: &Contact) -> Html {
    let first =
        [contact.phones.first().map(|way| (PHONE, way)), contact.emails.first().map(|way| (MAIL, way))];
    html! {
        <section class="card glance">
            if let Some(schedule) = &contact.hours { { status::line(desk, schedule) } }
            if let Some(place) = contact.places.first() {
                <div class="fact">{ icon(PIN) }{ address(place) }</div>
            }
            { for first.into_iter().flatten().map(|(symbol, one)| html! {
                <div class="fact">{ icon(symbol) }{ way::told(one) }</div>
            }) }
            <p><a href={desk.boot.keep.link(Page::Contact)}>{ desk.text(Text::AllContacts) }</a></p>
        </section>
    }
}

/// "What is it about?": a form that finds who answers, with the topics as ready-made questions.
fn finder(desk: &Desk, contact: &Contact, typed: &Typed) -> Html {
    let home = Page::Home.path();
    html! {
        <section class="finder">
            <form method="get" action={home} role="search" data-finder="">
                { layout::kept(desk, "") }
                <label for="q">{ desk.text(Text::WhatIsItAbout) }</label>
                <div class="row">
                    <input id="q" name="q" type="search" value={typed.asked()} maxlength="200" autocomplete="off" enterkeyhint="search" />
                    <button type="submit">{ desk.text(Text::FindPerson) }</button>
                </div>
            </form>
            // Where who has asked looks: on a phone what stands below the topics is out of sight.
            { found(desk, contact, typed.query.trim()) }
            <ul class="topics">
                { for contact.topics.iter().map(|topic| html! {
                    <li><a href={desk.boot.keep.with(home, &[("q", &topic.name)])} data-q={topic.name.clone()}>{ topic.name.as_str() }</a></li>
                }) }
            </ul>
        </section>
    }
}

/// Who answers. The heading alone is announced: a list read out at every letter would be noise.
fn found(desk: &Desk, contact: &Contact, query: &str) -> Html {
    let people = whom_to_ask(contact, query, intl::lower);
    let heading = if people.is_empty() { Text::NobodyFor } else { Text::PeopleFor };
    html! {
        <>
            <div role="status">if !query.is_empty() { <h2 class="found">{ desk.fill(heading, "query", query) }</h2> }</div>
            if !people.is_empty() {
                { person::list(people) }
            } else if !query.is_empty() {
                { way::list(&contact.phones) }
                { way::list(&contact.emails) }
            }
        </>
    }
}
