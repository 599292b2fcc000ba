//! `/contact`: addresses, phones, e-mails, messaging apps, opening hours and people by topic.

use model::view::{Contact, Place, Way};
use yew::prelude::*;

use super::{hours, isolated, person, way};
use crate::desk::Desk;
use crate::icons::{CHAT, CLOCK, MAIL, PEOPLE, PHONE, PIN, icon};
use crate::texts::Text;

pub(super) fn content(desk: &Desk, contact: &Contact) -> Html {
    html! {
        <>
            if let Some(schedule) = &contact.hours {
                { section(desk, CLOCK, Text::OpeningHours, hours::content(desk, schedule)) }
            }
            { ways(desk, PHONE, Text::Phone, &contact.phones) }
            { ways(desk, MAIL, Text::Email, &contact.emails) }
            { ways(desk, CHAT, Text::Messages, &contact.messaging) }
            if !contact.places.is_empty() { { section(desk, PIN, Text::Addresses, places(desk, contact)) } }
            if !contact.people.is_empty() { { section(desk, PEOPLE, Text::WhomToAsk, people_by_topic(contact)) } }
        </>
    }
}

fn section(desk: &Desk, symbol: &'static str, heading: Text, content: Html) -> Html {
    html! {
        <section class="card">
            <h2>{ icon(symbol) }{ desk.text(heading) }</h2>
            { content }
        </section>
    }
}

fn ways(desk: &Desk, symbol: &'static str, heading: Text, ways: &[Way]) -> Html {
    if ways.is_empty() { Html::default() } else { section(desk, symbol, heading, way::list(ways)) }
}

fn places(desk: &Desk, contact: &Contact) -> Html {
    html! {
        <>
            <ul class="places">{ for contact.places.iter().map(|one| place(desk, one)) }</ul>
            <p><a href={desk.boot.keep.with("/contact.vcf", &[])} download="">{ desk.text(Text::SaveContact) }</a></p>
        </>
    }
}

fn place(desk: &Desk, place: &Place) -> Html {
    html! {
        <li>
            { address(place) }
            <p class="soft">{ isolated(&place.note) }</p>
            if !place.map.is_empty() {
                <p><a href={place.map.clone()} target="_blank" rel="noopener noreferrer"
                    aria-label={desk.fill(Text::MapOf, "place", &place.name)}>{ desk.text(Text::Map) }</a></p>
            }
            if let Some(schedule) = &place.hours { { hours::content(desk, schedule) } }
        </li>
    }
}

/// A place's name and address.
pub(super) fn address(place: &Place) -> Html {
    html! {
        <address>
            <strong>{ isolated(&place.name) }</strong>
            { for place.lines.iter().map(|line| html! { <span>{ isolated(line) }</span> }) }
        </address>
    }
}

fn people_by_topic(contact: &Contact) -> Html {
    html! {
        { for contact.topics.iter().map(|topic| html! {
            <section class="topic">
                <h3>{ topic.name.as_str() }</h3>
                { person::list(topic.people.iter().filter_map(|index| contact.people.get(*index as usize))) }
            </section>
        }) }
    }
}
