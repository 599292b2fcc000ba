//! People one can ask.

use model::view::Person;
use yew::prelude::*;

use super::{isolated, way};

/// People as a list.
pub(super) fn list<'a>(people: impl Iterator<Item = &'a Person>) -> Html {
    html! { <ul class="people">{ for people.map(item) }</ul> }
}

fn item(person: &Person) -> Html {
    html! {
        <li class="person">
            if !person.photo.is_empty() {
                // The name stands beside the portrait; saying it twice would only be noise.
                <img src={person.photo.clone()} alt="" width="56" height="56" loading="lazy" decoding="async" />
            }
            <div>
                <strong>{ isolated(&person.name) }</strong>
                <p>{ isolated(&person.role) }</p>
                <p class="soft">{ isolated(&person.place) }</p>
                <p class="ways">
                    // Who is called, then what is seen: a voice control user says what stands there (WCAG 2.5.3).
                    { for person.ways.iter().map(|one| way::link(one, Some([&one.name, ": ", &one.text].concat()))) }
                </p>
            </div>
        </li>
    }
}
