//! People one can ask.

use model::view::{Person, Way};
use yew::prelude::*;

use super::parts::{all, element, isolated};
use super::way;

/// People as a list.
pub(super) fn list(people: Vec<&Person>) -> Html {
    element("ul", "people", people.into_iter().map(item).collect())
}

fn item(person: &Person) -> Html {
    // The name stands beside the portrait; saying it twice would only be noise.
    let photo = html! {
        <img src={person.photo.clone()} alt="" width="56" height="56" loading="lazy" decoding="async" />
    };
    // Who is called, then what is seen: a voice control user says what stands there (WCAG 2.5.3).
    let way = |one: &Way| way::link(one, Some([&one.name, ": ", &one.text].concat()));
    let told = vec![
        element("strong", "", isolated(&person.name)),
        element("p", "", isolated(&person.role)),
        element("p", "soft", isolated(&person.place)),
        element("p", "ways", person.ways.iter().map(way).collect()),
    ];
    let photo = if person.photo.is_empty() { Html::default() } else { photo };
    element("li", "person", all(vec![photo, element("div", "", all(told))]))
}
