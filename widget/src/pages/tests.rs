//! What pages say, as the edge renders them.

use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use model::choose::configure::{Choosing, Configurable};
use model::lang::Lang;
use model::money::Currency;
use model::page::{Keep, Page};
use model::view::{AskingPage, Boot, ConfigurePage, Embed, View};

use crate::app::{App, Props};
use crate::catalogue::{configure_texts, texts, thread_texts};

/// The page's markup; it waits for nothing, so that it is there at once.
pub(super) fn rendered(view: View) -> String {
    let boot = Boot {
        view: Rc::new(view),
        site: "Shop".to_owned(),
        shop: String::new(),
        lang: Lang::En,
        languages: vec![Lang::En],
        pages: Page::ALL.to_vec(),
        texts: texts(Lang::En),
        keep: Keep::of(&[("site", "shop")]),
        embed: Embed::None,
        now: 0,
        zone: None,
    };
    let render = async {
        let props = Props { boot: Rc::new(boot) };
        yew::LocalServerRenderer::<App>::with_props(props).hydratable(false).render().await
    };
    let Poll::Ready(html) = pin!(render).poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it waits")
    };
    html
}

#[test]
fn a_form_asks_for_what_must_be_there_alone() {
    for needs_email in [false, true] {
        let page = AskingPage { texts: thread_texts(Lang::En), needs_email, ..AskingPage::default() };
        let html = rendered(View::Asking(page));
        for (name, expect) in [("title", true), ("name", false), ("email", needs_email)] {
            let start = html.find(&format!("<input id=\"{name}\"")).expect(name);
            let field = html[start..].split('>').next().unwrap();
            assert_eq!(field.contains("required"), expect, "{field}");
        }
    }
}

#[test]
fn a_number_of_pieces_says_its_limits() {
    let option = |id: &str, least, most| Choosing { id: id.to_owned(), least, most, ..Choosing::default() };
    let product = Configurable {
        currency: Currency::default(),
        base: 0,
        days: 0,
        options: vec![option("case", 1, 1), option("drive", 0, 4), option("fan", 2, 6)],
        rules: Vec::new(),
        combinations: Vec::new(),
    };
    let page = ConfigurePage {
        texts: configure_texts(Lang::En),
        title: String::new(),
        intro: String::new(),
        id: String::new(),
        product,
        digits: 2,
        options: String::new(),
        estimates: Vec::new(),
        repair: None,
        held: String::new(),
    };
    let html = rendered(View::Configure(Box::new(page)));
    let labels: Vec<&str> =
        html.split("How many").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(labels, [" (1–4)", " (2–6)"], "{html}");
}
