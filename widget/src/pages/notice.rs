//! Something to read and at most one form: where links of e-mails lead.

use model::view::{Field, Notice};
use yew::prelude::*;

use crate::desk::Desk;

pub(super) fn content(desk: &Desk, notice: &Notice) -> Html {
    html! {
        <section class="card">
            { for notice.paragraphs.iter().map(|text| html! { <p>{ text.as_str() }</p> }) }
            if !notice.action.is_empty() {
                <form method="post" action={desk.boot.keep.with(&notice.action, &[])}>
                    { for notice.fields.iter().map(field) }
                    <button type="submit">{ notice.submit.as_str() }</button>
                </form>
            }
        </section>
    }
}

fn field(field: &Field) -> Html {
    let (name, value) = (field.name.clone(), field.value.clone());
    if field.label.is_empty() {
        return html! { <input type="hidden" {name} {value} /> };
    }
    html! {
        <p>
            <label for={name.clone()}>{ field.label.as_str() }</label>
            if field.choices.is_empty() {
                <textarea id={name.clone()} {name} rows="5" maxlength="4000" value={value} />
            } else {
                <select id={name.clone()} {name}>
                    { for field.choices.iter().map(|choice| html! {
                        <option value={choice.id.clone()} selected={choice.on}>{ choice.name.as_str() }</option>
                    }) }
                </select>
            }
        </p>
    }
}
