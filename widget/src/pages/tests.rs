//! What pages say, as the edge renders them.

use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use model::lang::Lang;
use model::page::{Keep, Page};
use model::view::{AskingPage, Boot, Embed, View};

use crate::app::{App, Props};
use crate::catalogue::{texts, thread_texts};

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
