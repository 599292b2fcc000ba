//! `/ask/new` and `/ask/{id}`: asking the community, and its answers.

use model::view::{AskingPage, HitShown, PostShown, ThreadPage};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

use super::form::{Panel, alert, hidden, tick};
use super::markup;
use super::parts::{all, card, details, element, isolated, text, with};
use crate::desk::Desk;
use crate::texts::ThreadText as T;
use crate::typed::Typed;

/// The names of the forms whose texts are kept until they are sent.
pub(crate) const ASK: &str = "ask";
/// See [`ASK`].
pub(crate) const ANSWER: &str = "answer";

pub(super) fn form(desk: &Desk, page: &AskingPage, typed: &Typed) -> Html {
    let panel = Panel { desk, texts: &page.texts, token: "", typed };
    let (wrong, field) = match panel.typed.failed(ASK) {
        Some(failed) => (wrong(&panel, ASK), &*failed.field),
        None => (&*page.wrong, &*page.field),
    };
    let at = |name: &str| alert(if field == name { wrong } else { "" });
    // By the edge, or by the app before it was sent.
    let (doubt, wrong) = if field == "to" { (wrong, "") } else { (&*page.doubt, wrong) };
    let known = ["title", "text", "name", "email"].contains(&field);
    let line = |id: &'static str, kind: &'static str, value: &str, most: &'static str| {
        let needed = id == "title" || (id == "email" && page.needs_email);
        line(Some(id), id, kind, value, most, needed, field == id)
    };
    let who = if doubt.is_empty() {
        let tick = tick("checkbox", "to", "staff", panel.text(T::ToStaff), page.to == "staff");
        all(vec![tick, text("p", "soft", panel.text(T::ToStaffHelp))])
    } else {
        let choices = vec![
            tick("radio", "to", "staff", panel.text(T::ToStaff), true),
            tick("radio", "to", "everybody", panel.text(T::ToEverybody), false),
        ];
        let doubt = with("p", &["class", "role"], &["notice", "alert"], Html::from(doubt));
        all(vec![doubt, panel.choices(T::Who, choices)])
    };
    let fields = vec![
        hidden("product", &page.product),
        hidden("seen", &page.seen),
        if page.about.is_empty() {
            Html::default()
        } else {
            element("p", "", isolated(&panel.fill(T::About, "product", &page.about)))
        },
        panel.field("title", T::Title, line("title", "text", &page.title, "200"), ""),
        at("title"),
        similar(&panel),
        panel.field(
            "text",
            T::Text,
            area(Some("text"), &page.text, field == "text"),
            panel.text(T::TextHelp),
        ),
        at("text"),
        panel.field("name", T::Name, line("name", "text", &page.name, "60"), ""),
        at("name"),
        panel.field("email", T::Email, line("email", "email", &page.email, "254"), panel.text(T::EmailHelp)),
        at("email"),
        who,
        alert(if known { "" } else { wrong }),
        end(&panel, ASK, T::Ask),
    ];
    let name = if page.elsewhere { "" } else { ASK };
    card("", vec![rules(&panel, &page.rules), panel.form(name, "/ask", "", fields)])
}

/// Questions that are alike, while one is written.
fn similar(panel: &Panel) -> Html {
    let link = |hit: &HitShown| {
        let href = panel.desk.boot.keep.with(&hit.path, &[]);
        let values = [&*href, "_blank", "noopener", &hit.lang];
        with("a", &["href", "target", "rel", "lang"], &values, Html::from(&*hit.title))
    };
    let links = panel.typed.similar.iter().map(|hit| element("li", "", link(hit))).collect();
    let found = if panel.typed.similar.is_empty() {
        Html::default()
    } else {
        all(vec![text("strong", "", panel.text(T::Similar)), element("ul", "plain", all(links))])
    };
    with("div", &["aria-live"], &["polite"], found)
}

/// A field of one line, which keeps what is typed in it as [`super::form::kept`] has it.
#[inline(never)]
fn line(
    id: Option<&'static str>,
    name: &'static str,
    kind: &'static str,
    value: &str,
    most: &'static str,
    needed: bool,
    wrong: bool,
) -> Html {
    let of = |value: &'static str| Some(AttributeOrProperty::Attribute(AttrValue::Static(value)));
    let values = Box::new([
        id.and_then(of),
        of(name),
        of(kind),
        Some(AttributeOrProperty::Attribute(value.to_owned().into())),
        of(most),
        if needed { of("") } else { None },
        of(if name == "title" { "off" } else { name }),
        if wrong { of("true") } else { None },
        of("auto"),
    ]);
    let mut input = VTag::new("input");
    input.set_attributes(Attributes::Dynamic {
        keys: &[
            "id",
            "name",
            "type",
            "value",
            "maxlength",
            "required",
            "autocomplete",
            "aria-invalid",
            "dir",
        ],
        values,
    });
    input.into()
}

/// A field for a long text. It keeps what is typed in it: what it starts from is no property.
#[inline(never)]
fn area(id: Option<&'static str>, value: &str, wrong: bool) -> Html {
    html! {
        <textarea {id} name="text" rows="5" maxlength="10000" required=true dir="auto" defaultvalue={value.to_owned()}
            aria-describedby={id.map(|id| [id, "-help"].concat())} aria-invalid={wrong.then_some("true")} />
    }
}

fn rules(panel: &Panel, rules: &str) -> Html {
    if rules.is_empty() {
        return Html::default();
    }
    details("soft", Html::from(panel.text(T::Rules)), text("p", "", rules))
}

/// Why the form of this name was not taken; empty where it was, or was not sent.
#[inline(never)]
fn wrong<'a>(panel: &Panel<'a>, name: &str) -> &'a str {
    match panel.typed.failed(name) {
        // No word of the edge's: it was not reached.
        Some(failed) if failed.detail.is_empty() => panel.text(T::SendFailed),
        Some(failed) => &failed.detail,
        None => "",
    }
}

/// A form's button, and that it is on its way.
#[inline(never)]
fn end(panel: &Panel, name: &str, button: T) -> Html {
    element("p", "", all(vec![panel.submit(button), panel.pending(name)]))
}

pub(super) fn content(desk: &Desk, page: &ThreadPage, typed: &Typed) -> Html {
    let panel = Panel { desk, texts: &page.texts, token: "", typed };
    let (first, answers) = page.posts.split_at(page.posts.len().min(1));
    let status = |text: &str| {
        if text.is_empty() {
            Html::default()
        } else {
            with("p", &["class", "role"], &["notice", "status"], Html::from(text))
        }
    };
    let about = if page.about.is_empty() {
        Html::default()
    } else {
        let href = desk.boot.keep.with(&["/products/", &page.product].concat(), &[]);
        let about = isolated(&panel.fill(T::About, "product", &page.about));
        element("p", "", with("a", &["href"], &[&href], about))
    };
    let heading = with("h2", &["id"], &["answers"], Html::from(panel.text(T::Answers)));
    all(vec![
        status(&page.note),
        status(&page.done),
        alert(&page.wrong),
        about,
        all(first.iter().map(|one| post(&panel, page, one, true)).collect()),
        text("p", "good", panel.when(page.solved, T::Solved)),
        heading,
        // What is between somebody and staff asks nobody else.
        text("p", "soft", panel.when(answers.is_empty() && page.open && !page.private, T::NoAnswers)),
        all(answers.iter().map(|one| post(&panel, page, one, false)).collect()),
        if page.own { closing(&panel, page) } else { Html::default() },
        answer(&panel, page),
    ])
}

/// Where an answer is written, or why none is.
fn answer(panel: &Panel, page: &ThreadPage) -> Html {
    if let Some(url) = &page.url {
        let names = &["href", "target", "rel"];
        let elsewhere = Html::from(panel.text(T::Elsewhere));
        return element("p", "", with("a", names, &[url, "_blank", "noopener noreferrer"], elsewhere));
    }
    if !page.open {
        return text("p", "soft", panel.when(page.closed, T::Closed));
    }
    let doubt = page.doubt || panel.typed.failed(ANSWER).is_some_and(|failed| failed.field == "to");
    let name = line(Some("name"), "name", "text", &page.typed_name, "60", false, false);
    let label = if page.private { T::Text } else { T::YourAnswer };
    let fields = vec![
        panel.field("text", label, area(Some("text"), &page.typed, false), panel.text(T::TextHelp)),
        if page.private { Html::default() } else { panel.field("name", T::Name, name, "") },
        sure(panel, doubt),
        alert(wrong(panel, ANSWER)),
        end(panel, ANSWER, T::SendAnswer),
    ];
    let form = panel.form(ANSWER, &path(page, ANSWER), "", fields);
    card("", vec![if page.private { Html::default() } else { rules(panel, &page.rules) }, form])
}

/// Who has been told that something looks private says that everybody may read it.
fn sure(panel: &Panel, doubt: bool) -> Html {
    if doubt { tick("checkbox", "to", "everybody", panel.text(T::Sure), false) } else { Html::default() }
}

/// Where something is done to a thread.
fn path(page: &ThreadPage, act: &str) -> String {
    ["/ask/", &page.id, "/", act].concat()
}

/// A form that is nothing but a button. `on`: what is done; else it is taken back.
#[inline(never)]
fn act(panel: &Panel, page: &ThreadPage, act: &str, post: &str, on: bool, label: &str) -> Html {
    let name = [act, "-", post].concat();
    let button: (&'static [&'static str], &[&str]) = match act {
        "vote" => {
            (&["class", "type", "aria-pressed"], &["quiet", "submit", if on { "false" } else { "true" }])
        }
        _ => (&["class", "type"], &["quiet", "submit"]),
    };
    let button = with("button", button.0, button.1, Html::from(label));
    let fields = vec![
        hidden("post", post),
        hidden("on", if on { "1" } else { "0" }),
        button,
        panel.pending(&name),
        alert(wrong(panel, &name)),
    ];
    panel.form(&name, &path(page, act), "", fields)
}

fn closing(panel: &Panel, page: &ThreadPage) -> Html {
    let label = panel.text(if page.closed { T::Reopen } else { T::Close });
    act(panel, page, "close", "", !page.closed, label)
}

fn post(panel: &Panel, page: &ThreadPage, post: &PostShown, question: bool) -> Html {
    let by = vec![
        text("bdi", "", &post.author),
        text("span", "badge", &post.badge),
        text("span", "soft", &post.when),
    ];
    let content = vec![
        text("p", "good", panel.when(post.accepted, T::Accepted)),
        element("p", "by", all(by)),
        markup::shown(&post.blocks, &page.lang),
        text("p", "soft", panel.when(post.held, T::Held)),
        if page.url.is_some() { likes(panel, post) } else { acts(panel, page, post, question) },
    ];
    with("article", &["class", "id"], &["card", &["p", &post.id].concat()], all(content))
}

/// How many found it good; nothing where nobody did.
fn likes(panel: &Panel, post: &PostShown) -> Html {
    let likes =
        if post.likes == 0 { String::new() } else { panel.fill(T::Likes, "count", &post.likes.to_string()) };
    text("span", "soft", &likes)
}

/// What can be done about a post.
fn acts(panel: &Panel, page: &ThreadPage, post: &PostShown, question: bool) -> Html {
    let id = &*post.id;
    let vote = if post.mine || post.held {
        likes(panel, post)
    } else {
        let label = panel.fill(T::Helpful, "count", &post.likes.to_string());
        act(panel, page, "vote", id, !post.voted, &label)
    };
    let accept = if page.own && !question && !post.held {
        let label = panel.text(if post.accepted { T::Unaccept } else { T::Accept });
        act(panel, page, "accept", id, !post.accepted, label)
    } else {
        Html::default()
    };
    let quote = if page.open {
        let href = panel.desk.boot.keep.with(&["/ask/", &page.id].concat(), &[("quote", id)]);
        let href = [&*href, "#text"].concat();
        with("a", &["href", "data-quote"], &[&href, id], Html::from(panel.text(T::Quote)))
    } else {
        Html::default()
    };
    let edit = if post.editable { edit(panel, page, post, question) } else { Html::default() };
    let flag = if post.mine { Html::default() } else { flag(panel, page, id) };
    element("div", "acts", all(vec![vote, accept, quote, edit, flag]))
}

fn edit(panel: &Panel, page: &ThreadPage, post: &PostShown, question: bool) -> Html {
    let name = ["edit-", &post.id].concat();
    let doubt = page.doubt || panel.typed.failed(&name).is_some_and(|failed| failed.field == "to");
    let title = if question {
        let field = line(None, "title", "text", &page.title, "200", true, false);
        element("label", "", all(vec![Html::from(panel.text(T::Title)), field]))
    } else {
        Html::default()
    };
    let label = panel.text(if question { T::Text } else { T::YourAnswer });
    let fields = vec![
        hidden("post", &post.id),
        hidden("stamp", &post.stamp),
        title,
        element("label", "", all(vec![Html::from(label), area(None, &post.text, false)])),
        sure(panel, doubt),
        alert(wrong(panel, &name)),
        end(panel, &name, T::Save),
    ];
    let form = panel.form(&name, &path(page, "edit"), "", fields);
    details("", Html::from(panel.text(T::Edit)), form)
}

fn flag(panel: &Panel, page: &ThreadPage, id: &str) -> Html {
    let name = ["flag-", id].concat();
    let reasons =
        [("spam", T::FlagSpam), ("rude", T::FlagRude), ("private", T::FlagPrivate), ("wrong", T::FlagWrong)];
    let reasons =
        reasons.map(|(value, label)| tick("radio", "reason", value, panel.text(label), value == "spam"));
    let fields =
        vec![hidden("post", id), all(reasons.into()), alert(wrong(panel, &name)), end(panel, &name, T::Flag)];
    let form = panel.form(&name, &path(page, "flag"), "", fields);
    details("", Html::from(panel.text(T::Flag)), form)
}
