//! Forms of the panels: plain ones, which the app sends by itself where it is there (`data-live`).

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

use super::parts::{all, element, text};
use crate::desk::Desk;
use crate::texts::{OrderText, Text, fill};
use crate::typed::Typed;

/// What every part of the panel needs to know.
pub(super) struct Panel<'a> {
    pub(super) desk: &'a Desk,
    /// The panel's own words.
    pub(super) texts: &'a [String],
    /// What opens the order shown; empty where there is none, or nothing to seal it with.
    pub(super) token: &'a str,
    pub(super) typed: &'a Typed,
}

impl<'a> Panel<'a> {
    /// A text of the panel.
    pub(super) fn text(&self, text: impl Into<usize>) -> &'a str {
        self.texts.get(text.into()).map_or("", String::as_str)
    }

    /// A text of the panel where it holds, else none.
    pub(super) fn when(&self, holds: bool, text: impl Into<usize>) -> &'a str {
        if holds { self.text(text) } else { "" }
    }

    /// A text with its one place filled.
    pub(super) fn fill(&self, text: impl Into<usize>, name: &str, value: &str) -> String {
        fill(self.text(text), name, value)
    }

    /// A form; `fields` come after `token`, which opens an order. The app sends it under its `name`, if it has one.
    #[inline(never)]
    pub(super) fn form(&self, name: &str, path: &str, token: &str, fields: Vec<Html>) -> Html {
        let live = (!name.is_empty()).then(|| name.to_owned());
        let busy = self.sending(name).then_some("true");
        html! {
            <form method="post" action={self.desk.boot.keep.with(path, &[])} data-live={live} aria-busy={busy}>
                { hidden("token", token) }
                { all(fields) }
            </form>
        }
    }

    /// The end of a form: what went wrong with it, and its button.
    pub(super) fn end(&self, name: &str, button: impl Into<usize>) -> Html {
        self.end_of(name, button.into())
    }

    #[inline(never)]
    fn end_of(&self, name: &str, button: usize) -> Html {
        let button = element("p", "", all(vec![self.submit_of(button), self.pending(name)]));
        all(vec![alert(self.wrong(name)), button])
    }

    /// A form's button.
    pub(super) fn submit(&self, text: impl Into<usize>) -> Html {
        self.submit_of(text.into())
    }

    #[inline(never)]
    fn submit_of(&self, text: usize) -> Html {
        html! { <button type="submit">{ self.text(text) }</button> }
    }

    /// Says that a form is on its way.
    #[inline(never)]
    pub(super) fn pending(&self, name: &str) -> Html {
        let text = if self.sending(name) { self.desk.text(Text::Loading) } else { "" };
        html! { <span role="status">{ text }</span> }
    }

    /// Why the form of this name was not taken; empty where it was, or was not sent.
    pub(super) fn wrong(&self, name: &str) -> &str {
        match self.typed.failed(name) {
            // No word of the edge's: it was not reached.
            Some(failed) if failed.detail.is_empty() => self.text(OrderText::SendFailed),
            Some(failed) => &failed.detail,
            None => "",
        }
    }

    fn sending(&self, name: &str) -> bool {
        !name.is_empty() && self.typed.sending(name)
    }

    /// A field with its label, and what helps to fill it in.
    pub(super) fn field(&self, id: &'static str, label: impl Into<usize>, field: Html, help: &str) -> Html {
        self.field_of(id, label.into(), field, help)
    }

    #[inline(never)]
    fn field_of(&self, id: &'static str, label: usize, field: Html, help: &str) -> Html {
        html! {
            <div>
                <label for={id}>{ self.text(label) }</label>
                { field }
                if !help.is_empty() { <p class="soft" id={[id, "-help"].concat()}>{ help }</p> }
            </div>
        }
    }

    /// A field for an e-mail address, in the form of this name. Where it is what was wrong, it says so.
    #[inline(never)]
    pub(super) fn email(&self, id: &'static str, form: &str) -> Html {
        let wrong = self.typed.failed(form).is_some_and(|failed| failed.field == "email");
        let field = html! {
            <input {id} name="email" type="email" required=true autocomplete="email" maxlength="254"
                aria-invalid={wrong.then_some("true")} aria-describedby={wrong.then_some(WRONG)} />
        };
        self.field(id, OrderText::Email, field, "")
    }

    /// Things to tick or to choose from, under a question.
    pub(super) fn choices(&self, question: impl Into<usize>, choices: Vec<Html>) -> Html {
        self.choices_of(question.into(), choices)
    }

    #[inline(never)]
    fn choices_of(&self, question: usize, choices: Vec<Html>) -> Html {
        element("fieldset", "", all(vec![text("legend", "", self.text(question)), all(choices)]))
    }
}

/// The id of what went wrong: one form at a time is sent.
pub(super) const WRONG: &str = "wrong";

/// What went wrong, said at once.
#[inline(never)]
pub(super) fn alert(wrong: &str) -> Html {
    if wrong.is_empty() {
        return Html::default();
    }
    html! { <p id={WRONG} class="wrong" role="alert">{ wrong }</p> }
}

/// A field that nobody sees; none where it is empty.
#[inline(never)]
pub(super) fn hidden(name: &'static str, value: &str) -> Html {
    if value.is_empty() {
        Html::default()
    } else {
        html! { <input type="hidden" {name} value={value.to_owned()} /> }
    }
}

/// A field that keeps what the shopper does with it: what it starts from is an attribute. As a property, which
/// `html!` makes of it, Yew would put it back at every drawing.
#[inline(never)]
pub(super) fn kept(id: Option<&'static str>, kind: &'static str, name: &str, value: &str, on: bool) -> Html {
    let of = |value: &'static str| Some(AttributeOrProperty::Attribute(AttrValue::Static(value)));
    let values = Box::new([
        id.and_then(of),
        of(kind),
        Some(AttributeOrProperty::Attribute(name.to_owned().into())),
        Some(AttributeOrProperty::Attribute(value.to_owned().into())),
        if kind == "checkbox" { None } else { of("") },
        if on { of("") } else { None },
    ]);
    let mut input = VTag::new("input");
    input.set_attributes(Attributes::Dynamic {
        keys: &["id", "type", "name", "value", "required", "checked"],
        values,
    });
    input.into()
}

/// Something to tick or to choose.
#[inline(never)]
pub(super) fn tick(kind: &'static str, name: &str, value: &str, label: &str, on: bool) -> Html {
    element("label", "tick", all(vec![kept(None, kind, name, value, on), text("span", "", label)]))
}
