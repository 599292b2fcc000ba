//! The page's state: the desk, the view, and where the shopper is going.

use std::rc::Rc;

use model::page::Page;
use model::view::{Boot, View};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::desk::Desk;
use crate::layout;
use crate::pages;
use crate::texts::Text;
use crate::typed::{Failed, Typed};

/// What the page starts from.
#[derive(Clone, Properties)]
pub struct Props {
    /// The page's first data, on the edge and in the browser the same.
    pub boot: Rc<Boot>,
}

impl PartialEq for Props {
    /// A page starts from one boot, so the same one is the same.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.boot, &other.boot)
    }
}

/// What the browser is doing about the next page. On the edge it is never more than `Nowhere`.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser goes anywhere"))]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Going {
    /// Nothing: the page shown is the one asked for.
    #[default]
    Nowhere,
    /// The page at this address is on its way.
    To(String),
    /// The page at this address did not load.
    Failed(String),
}

/// The help site as one component.
pub struct App {
    pub(crate) desk: Desk,
    pub(crate) view: Rc<View>,
    pub(crate) typed: Typed,
    pub(crate) going: Going,
    #[cfg(feature = "hydrate")]
    pub(crate) visited: crate::browser::Visited,
}

/// What happens to a page in the browser.
pub enum Msg {
    /// Time has passed, or the shopper's own clock became known.
    Tick(model::Seconds, Option<String>),
    /// A link was pressed, or a script asked for an address (path and query).
    Follow(String),
    /// The browser went back or forward to an address.
    Return(String),
    /// The shopper is about to press a link to a page.
    Anticipate(Page),
    /// A page arrived, or did not.
    Arrived(Page, Option<Rc<View>>),
    /// What was asked for at an address that no list of pages has arrived, or did not.
    Loaded(String, Option<Rc<View>>),
    /// The question was changed.
    Typed(String),
    /// The page is taken over, with what stands in its fields.
    TakenOver,
    /// The question was asked.
    Asked(String),
    /// What stands in the search is to be searched for.
    Search,
    /// The search for these words was answered, or not.
    Found(String, Option<Rc<View>>),
    /// The day by which an order is wanted was changed.
    By(String),
    /// A choice of the product that is put together was changed: what its form's fields say, and which field.
    Configure(String, String),
    /// A form was sent: its name, its address, its fields (`URLSearchParams`).
    Send(String, String, JsValue),
    /// The form of this name was answered.
    Answered(String, Result<Rc<View>, Failed>),
    /// The browser went back or forward to the order shown last.
    Reopen,
    /// The storefront asks for the order of this number.
    Number(String),
    /// What a guide's form says, as its address would; whether it was sent, or is still being filled in.
    Guide(String, bool),
    /// The storefront says who the shopper is, by a token of its own; or that they have left.
    Identified(Option<String>),
    /// A question is written, or an answer.
    #[cfg(feature = "hydrate")]
    Thread(crate::browser::thread::Msg),
    /// Something is heard of the thread shown.
    #[cfg(feature = "hydrate")]
    Live(crate::browser::live::Msg),
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let boot = &ctx.props().boot;
        Self {
            desk: Desk::of(boot),
            view: boot.view.clone(),
            typed: Typed {
                query: match &*boot.view {
                    View::Home(home) => home.query.clone(),
                    View::Ask(ask) => ask.query.clone(),
                    _ => String::new(),
                },
                taking_over: cfg!(feature = "hydrate"),
                ..Typed::default()
            },
            going: Going::Nowhere,
            #[cfg(feature = "hydrate")]
            visited: crate::browser::Visited::before_hydration(),
        }
    }

    #[cfg(feature = "hydrate")]
    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        crate::browser::update(self, ctx.link(), message)
    }

    #[cfg(feature = "hydrate")]
    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        crate::browser::rendered(self, ctx.link(), first);
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let page = layout::page(
            &self.desk,
            &self.view,
            pages::content(&self.desk, &self.view, &self.typed),
            self.notice(ctx),
        );
        listening(ctx, page)
    }
}

impl App {
    fn notice(&self, ctx: &Context<Self>) -> Html {
        match &self.going {
            Going::Nowhere => Html::default(),
            Going::To(_) => html! { <p class="notice" role="status">{ self.desk.text(Text::Loading) }</p> },
            Going::Failed(href) => {
                let href = href.clone();
                html! {
                    <p class="notice" role="alert">
                        { self.desk.text(Text::LoadFailed) }{ " " }
                        <button type="button" onclick={ctx.link().callback(move |_| Msg::Return(href.clone()))}>
                            { self.desk.text(Text::TryAgain) }
                        </button>
                    </p>
                }
            }
        }
    }
}

/// One set of listeners around the whole page: links and forms are plain ones wherever they stand.
#[cfg(feature = "hydrate")]
fn listening(ctx: &Context<App>, page: Html) -> Html {
    use crate::browser as b;
    let link = ctx.link();
    html! {
        <div class="desk"
            onclick={link.batch_callback(|event: MouseEvent| b::pressed(&event))}
            onmouseover={link.batch_callback(|event: MouseEvent| b::anticipated(&event))}
            onfocusin={link.batch_callback(|event: FocusEvent| b::anticipated(&event))}
            oninput={link.batch_callback(|event: InputEvent| b::typed(&event))}
            onsubmit={link.batch_callback(|event: SubmitEvent| b::submitted(&event))}
        >{ page }</div>
    }
}

#[cfg(not(feature = "hydrate"))]
fn listening(_: &Context<App>, page: Html) -> Html {
    html! { <div class="desk">{ page }</div> }
}
