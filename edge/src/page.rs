//! The HTML face: one component rendered into one document.

use std::rc::Rc;

use model::id::Origin;
use model::lang::Lang;
use model::page::{Keep, Page};
use model::site::Site;
use model::view::{Boot, Embed, View};
use widget::app::{App, Props};
use widget::desk::Desk;

use crate::asked::Asked;
use crate::jsonld;
use crate::policy::style_hash;

/// The style of every page, minified; inlined, so that the first answer is the whole page.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// Address of the app's script, loaded once somebody is about to use the page.
const APP: &str = env!("DESKBELL_APP");

/// Address of its WASM, fetched beside it.
const WASM: &str = env!("DESKBELL_WASM");

/// Address of the bridge to the loader.
const FRAME: &str = env!("DESKBELL_FRAME");

/// A document, and the hashes of its inline styles for the policy.
pub(crate) struct Document {
    pub(crate) html: String,
    pub(crate) style_hashes: Vec<String>,
}

/// What a document is made of.
pub(crate) struct Parts<'a> {
    pub(crate) asked: &'a Asked,
    /// Nothing where no site was found.
    pub(crate) site: Option<&'a Site>,
    pub(crate) lang: Lang,
    pub(crate) view: View,
    /// What the console of the embedding storefront is told.
    pub(crate) warning: Option<String>,
}

/// Renders a document.
pub(crate) async fn render(parts: Parts<'_>) -> Document {
    let Parts { asked, site, lang, view, warning } = parts;
    let embed = asked.embed();
    let boot = Rc::new(Boot {
        view: Rc::new(view),
        site: site.map(|site| site.name.get(lang, site.main_language()).to_owned()).unwrap_or_default(),
        shop: site.and_then(|site| site.shop.as_ref()).map(ToString::to_string).unwrap_or_default(),
        lang,
        languages: site.map(|site| site.languages.clone()).unwrap_or_default(),
        pages: Page::ALL.into_iter().filter(|page| site.is_some_and(|site| site.offers(*page))).collect(),
        texts: widget::catalogue::texts(lang),
        keep: asked.keep(),
        embed,
        now: asked.now(),
        zone: asked.zone.clone(),
    });
    let body = yew::LocalServerRenderer::<App>::with_props(Props { boot: boot.clone() }).render().await;
    let theme = site.map(|site| site.theme.css()).unwrap_or_default();
    // They tell all there is to tell: nothing to take over, no app to load.
    let (data, app) = if boot.view.is_live() {
        (json_script("application/json", "id=\"boot\" ", &to_json(&*boot)), APP)
    } else {
        (String::new(), "")
    };
    let html = format!(
        "<!doctype html><html{attributes}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,interactive-widget=resizes-content\">\
         <title>{title}</title><style>{STYLE}</style><style>{theme}</style>\
         <script type=\"module\" src=\"{FRAME}\" data-app=\"{app}\" data-wasm=\"{WASM}\"></script>{head}</head>\
         <body><div id=\"app\">{body}</div>{data}</body></html>",
        attributes = attributes(asked, site, lang, warning.as_deref()),
        title = escaped(&Desk::of(&boot).title(&boot.view)),
        head =
            if embed == Embed::None { head_for_search(asked, site, lang, &boot.view) } else { String::new() },
    );
    Document { html, style_hashes: vec![style_hash(STYLE), style_hash(&theme)] }
}

/// What the bridge and the styles read from the root element.
fn attributes(asked: &Asked, site: Option<&Site>, lang: Lang, warning: Option<&str>) -> String {
    let mut all = format!(" lang=\"{lang}\" dir=\"{}\"", lang.dir());
    let mut add = |name: &str, value: &str| all.extend([" data-", name, "=\"", &escaped(value), "\""]);
    if let Some(theme @ ("light" | "dark")) = asked.parameter("theme") {
        add("theme", theme);
    }
    match asked.embed() {
        Embed::None => return all,
        Embed::Panel => add("embed", "panel"),
        Embed::Inline => add("embed", "inline"),
    }
    let origins = match site {
        Some(site) => site.embed.iter().map(Origin::as_str).collect::<Vec<_>>().join(" "),
        None => "*".to_owned(),
    };
    add("origins", &origins);
    if let Some(site) = site {
        add("accent", &site.theme.accent.to_string());
        add("on-accent", &site.theme.accent.ink().to_string());
    }
    if let Some(warning) = warning {
        add("problem", warning);
    }
    all
}

/// What search engines read: only of a page that stands alone.
fn head_for_search(asked: &Asked, site: Option<&Site>, lang: Lang, view: &View) -> String {
    let icon = "<link rel=\"icon\" href=\"/icon.svg\">";
    let kept = site.and_then(|site| Some((site, kept_by_search(asked, site, lang, view)?)));
    let Some((site, (path, data))) = kept else {
        return format!("<meta name=\"robots\" content=\"noindex\">{icon}");
    };
    let address = |lang: Option<Lang>| {
        let pairs =
            [asked.parameter("site").map(|site| ("site", site)), lang.map(|lang| ("lang", lang.code()))];
        let keep = Keep::of(&pairs.into_iter().flatten().collect::<Vec<_>>());
        escaped(&[&asked.origin, &*keep.with(&path, &[])].concat())
    };
    let alternate = |other: &Lang| {
        ["<link rel=\"alternate\" hreflang=\"", other.code(), "\" href=\"", &address(Some(*other)), "\">"]
            .concat()
    };
    // A question is in the words of who asked it, whatever the language around it.
    let own = !matches!(view, View::Thread(_));
    let alternates: String = site.languages.iter().filter(|_| own).map(alternate).collect();
    format!(
        "{icon}<link rel=\"canonical\" href=\"{}\">{alternates}{}",
        address(asked.parameter("lang").filter(|_| own).map(|_| lang)),
        json_script("application/ld+json", "", &to_json(&data)),
    )
}

/// The path and the data of a page that search engines are to know; of others nothing.
fn kept_by_search(
    asked: &Asked,
    site: &Site,
    lang: Lang,
    view: &View,
) -> Option<(String, serde_json::Value)> {
    match view {
        View::Problem(_) => None,
        // There are as many searches as there are words.
        View::Ask(ask) if !ask.query.is_empty() => None,
        View::Thread(thread) if thread.private => None,
        View::Thread(thread) => {
            let site = asked.parameter("site").map(|site| ("site", site));
            let address = [&*asked.origin, &Keep::of(site.as_slice()).with(&thread.path, &[])].concat();
            Some((thread.path.clone(), jsonld::question(thread, &address)))
        }
        View::Article(article) => Some((["/articles/", &article.id].concat(), jsonld::article(article))),
        _ => {
            let data = jsonld::organization(site, lang, &asked.origin, asked.now());
            Page::at(&asked.path).map(|page| (page.path().to_owned(), data))
        }
    }
}

fn to_json(value: &impl serde::Serialize) -> String {
    // Types of ours without maps of odd keys: they always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

/// A data block. `<` is written as an escape, so that no text can end the element.
fn json_script(media_type: &str, attributes: &str, json: &str) -> String {
    format!("<script {attributes}type=\"{media_type}\">{}</script>", json.replace('<', "\\u003c"))
}

/// A text in an element or an attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_data_block_or_an_attribute() {
        let block = json_script("application/json", "", "{\"a\":\"</script><script>alert(1)</script>\"}");
        assert_eq!(block.matches("</script>").count(), 1, "{block}");
        assert_eq!(escaped("\"><b a='&'>"), "&quot;&gt;&lt;b a='&amp;'&gt;");
    }
}
