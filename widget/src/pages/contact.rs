//! `/contact`: addresses, phones, e-mails, messaging apps, opening hours and people by topic.

use model::view::{Contact, Place, Topic, Way};
use yew::prelude::*;

use super::parts::{all, element, isolated, text};
use super::{hours, person, way};
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
    let heading = element("h2", "", all(vec![icon(symbol), Html::from(desk.text(heading))]));
    element("section", "card", all(vec![heading, content]))
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
    let lines = place.lines.iter().map(|line| element("span", "", isolated(line))).collect();
    element("address", "", all(vec![element("strong", "", isolated(&place.name)), lines]))
}

fn people_by_topic(contact: &Contact) -> Html {
    let of = |topic: &Topic| {
        let people = topic.people.iter().filter_map(|index| contact.people.get(*index as usize));
        element("section", "topic", all(vec![text("h3", "", &topic.name), person::list(people.collect())]))
    };
    contact.topics.iter().map(of).collect()
}
