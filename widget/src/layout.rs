//! What stands around every page: the header with the pages, the footer with the languages.

use model::choose::answers;
use model::page::Page;
use model::route::Address;
use model::view::{Embed, View};
use yew::prelude::*;

use crate::desk::Desk;
use crate::icons::{CLOSE, icon};
use crate::pages::nodes::Nodes;
use crate::pages::parts::isolated;
use crate::texts::Text;

/// Id of the content, which the skip link leads to.
const MAIN: &str = "main";

/// A page: `content` under its heading. `notice` is what the browser has to say of loading.
pub(crate) fn page(desk: &Desk, view: &View, content: Html, notice: Html) -> Html {
    let inline = desk.boot.embed == Embed::Inline;
    html! {
        <>
            if !inline {
                <a class="skip" href="#main">{ desk.text(Text::SkipToContent) }</a>
                // Where no site was found there is nothing to head the page with, but for the panel's way out.
                if !desk.boot.site.is_empty() || desk.boot.embed == Embed::Panel { { header(desk, view) } }
            }
            // No field of one page becomes a field of another, with what was typed there still in it.
            <main id={MAIN} key={key(view)}>
                // Focused by script when the page changes; unseen in a storefront's page, which brings its own.
                // Of a question it is what somebody wrote, perhaps in another direction than the page's.
                <h1 tabindex="-1" data-focus="" lang={lang(view)}>{ isolated(desk.heading(view)) }</h1>
                { notice }
                { content }
                { answers(desk, view) }
            </main>
            if !inline { { footer(desk, view) } }
        </>
    }
}

/// The language of a heading that somebody else wrote.
fn lang(view: &View) -> Option<String> {
    let lang = match view {
        View::Article(article) => &article.lang,
        View::Thread(thread) => &thread.lang,
        _ => return None,
    };
    (!lang.is_empty()).then(|| lang.clone())
}

/// Leads to what the shop has answered about what a page is for.
fn answers(desk: &Desk, view: &View) -> Html {
    let page = view.page().filter(|page| matches!(page, Page::Choose | Page::Orders | Page::Contact));
    // In the storefront's own page it would lead away from what was put there.
    let leads = desk.boot.pages.contains(&Page::Ask) && desk.boot.embed != Embed::Inline;
    let Some(page) = page.filter(|_| leads) else { return Html::default() };
    let panel = page.path().trim_start_matches('/');
    let href = desk.boot.keep.with(Page::Ask.path(), &[("panel", panel)]);
    html! { <p class="answers"><a {href}>{ desk.text(Text::CommonAnswers) }</a></p> }
}

/// What tells pages with fields apart.
fn key(view: &View) -> &str {
    match view {
        View::Orders(_) => "orders",
        View::Ask(_) => "ask",
        View::Article(article) => &article.id,
        View::Order(order) => &order.token,
        View::Guide(guide) => &guide.ready.words.id,
        View::Configure(configure) => &configure.title,
        View::Asking(_) => "asking",
        View::Thread(thread) => &thread.id,
        _ => "",
    }
}

fn header(desk: &Desk, view: &View) -> Html {
    let current = view.page();
    html! {
        <header>
            <div class="brand">
                <span>{ desk.boot.site.as_str() }</span>
                if desk.boot.embed == Embed::Panel {
                    <button type="button" data-close="" aria-label={desk.text(Text::Close).to_owned()}>{ icon(CLOSE) }</button>
                }
            </div>
            if !desk.boot.site.is_empty() {
                <nav aria-label={desk.text(Text::Navigation).to_owned()}>
                    { for links(desk, current) }
                </nav>
            }
        </header>
    }
}

/// Links to every page; `current` is the one shown.
pub(crate) fn links(desk: &Desk, current: Option<Page>) -> Vec<Html> {
    let link = |page: Page| {
        let name = match page {
            Page::Home => Text::Home,
            Page::Choose => Text::Choose,
            Page::Orders => Text::Orders,
            Page::Ask => Text::Ask,
            Page::Contact => Text::Contact,
        };
        html! { <a href={desk.boot.keep.link(page)} aria-current={(current == Some(page)).then_some("page")}>{ desk.text(name) }</a> }
    };
    desk.boot.pages.iter().copied().map(link).collect()
}

/// What a form repeats of the page's query, but for the parameter it asks for itself.
pub(crate) fn kept(desk: &Desk, asked: &str) -> Html {
    repeated(desk.boot.keep.query(), &[asked])
}

/// Fields of a form that nobody sees: those of a query, but for some.
#[inline(never)]
pub(crate) fn repeated(query: &str, but: &[&str]) -> Html {
    let mut to = Nodes::default();
    for (name, value) in answers::pairs(query) {
        if !but.contains(&name) {
            to.open_with("input", &["type", "name", "value"], &["hidden", name, value]);
            to.close();
        }
    }
    to.html()
}

fn footer(desk: &Desk, view: &View) -> Html {
    // In another language the page is the same.
    let (path, query) = match view {
        View::Guide(guide) => (guide.path(), &*guide.query),
        View::Article(article) => (["/articles/", &article.id].concat(), ""),
        View::Thread(thread) => (thread.path.clone(), ""),
        View::Asking(_) => (Address::Asking.path().to_owned(), ""),
        _ => (view.page().unwrap_or(Page::Home).path().to_owned(), ""),
    };
    html! {
        <footer>
            // In the panel the shop is right behind.
            if desk.boot.embed == Embed::None && !desk.boot.shop.is_empty() {
                <p><a href={desk.boot.shop.clone()}>{ desk.fill(Text::BackToShop, "site", &desk.boot.site) }</a></p>
            }
            if desk.boot.languages.len() > 1 {
                <form method="get" action={path}>
                    { kept(desk, "lang") }
                    { repeated(query, &[]) }
                    <label for="lang">{ desk.text(Text::Language) }</label>
                    <select id="lang" name="lang">
                        { for desk.boot.languages.iter().map(|lang| html! {
                            <option value={lang.code()} lang={lang.code()} selected={*lang == desk.boot.lang}>{ lang.autonym() }</option>
                        }) }
                    </select>
                    <button type="submit">{ desk.text(Text::ChangeLanguage) }</button>
                </form>
            }
        </footer>
    }
}
