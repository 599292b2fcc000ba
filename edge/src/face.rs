//! One answer, two faces: a page or JSON.

use model::lang::Lang;
use model::site::Site;
use model::view::View;

use crate::answer::{Answer, Content};
use crate::asked::{Asked, Face};
use crate::cache::Policy;
use crate::cart;
use crate::error::Error;
use crate::language;
use crate::page::{Parts, render};
use crate::policy::{Frames, Headers, headers, page_policy};

/// What goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
}

/// Shows an answer of a site.
pub(crate) async fn show(asked: &Asked, site: &Site, lang: Lang, answer: &Answer) -> Shown {
    let (status, policy) = (answer.status, &answer.policy);
    let mut shown = match (&answer.content, asked.face) {
        (Content::File { media_type, bytes, headers: more }, _) => {
            Shown { status, ..file(media_type, bytes.clone(), more.clone(), policy) }
        }
        (Content::Data(data), _) => json(data, "application/json", status, policy, lang),
        (Content::View(view), Face::Json) => json(view, "application/json", status, policy, lang),
        (Content::View(view), Face::Html) => {
            let warnings =
                [language::warning(asked.parameter("lang"), &site.languages), theme_warning(asked)];
            let warning = warnings.into_iter().flatten().reduce(|all, one| all + "; " + &one);
            let parts = Parts { asked, site: Some(site), lang, view: view.clone(), warning };
            let desk = matches!(view, View::Desk(_));
            let frames = if desk { Frames::Nobody } else { Frames::Listed(&site.embed) };
            html(status, policy, &frames, parts).await
        }
    };
    shown.headers.extend(answer.headers.iter().cloned());
    shown
}

/// Bytes, with headers of their own beside the usual ones.
pub(crate) fn file(media_type: &str, body: Vec<u8>, more: Headers, policy: &Policy) -> Shown {
    let mut headers = headers(media_type, policy);
    headers.extend(more);
    Shown { status: 200, headers, body }
}

/// What to tell the owner of a storefront that asks for a look there is not.
fn theme_warning(asked: &Asked) -> Option<String> {
    let wish = asked.parameter("theme")?;
    let known = matches!(wish, "auto" | "light" | "dark");
    (!known).then(|| {
        format!("data-theme=\"{}\" is not known; use auto, light or dark", language::shortened(wish))
    })
}

/// Shows what went wrong: to a person as a page, to a program as a Problem (RFC 9457).
pub(crate) async fn show_error(asked: &Asked, site: Option<&Site>, error: &Error, policy: &Policy) -> Shown {
    let offered = site.map_or(&Lang::ALL[..], |site| &site.languages);
    let lang = language::negotiate(asked.parameter("lang"), &asked.accept_language, offered);
    let problem = error.problem(lang);
    let status = problem.status;
    let mut shown = match asked.face {
        Face::Json => json(&problem, "application/problem+json", status, policy, lang),
        Face::Html => {
            let frames = site.map_or(Frames::Anybody, |site| Frames::Listed(&site.embed));
            let view = View::Problem(problem);
            html(status, policy, &frames, Parts { asked, site, lang, view, warning: error.console() }).await
        }
    };
    shown.headers.extend(error.header());
    shown
}

fn json(value: &impl serde::Serialize, media_type: &str, status: u16, policy: &Policy, lang: Lang) -> Shown {
    let mut headers = headers(media_type, policy);
    headers.extend(varying(lang));
    // Types of ours without maps of odd keys: they always have a JSON form.
    Shown { status, headers, body: serde_json::to_vec(value).unwrap_or_default() }
}

async fn html(status: u16, policy: &Policy, frames: &Frames<'_>, parts: Parts<'_>) -> Shown {
    let lang = parts.lang;
    let forms = parts.site.map(cart::origins).unwrap_or_default();
    let pictures = parts.site.map(Site::picture_origins).unwrap_or_default();
    let document = render(parts).await;
    let mut headers = headers("text/html; charset=utf-8", policy);
    let policy = page_policy(&document.style_hashes, frames, &pictures, &forms);
    headers.push(("content-security-policy", policy));
    headers.extend(varying(lang));
    Shown { status, headers, body: document.html.into_bytes() }
}

/// The language told, and that it was chosen by a header.
fn varying(lang: Lang) -> [(&'static str, String); 2] {
    [("content-language", lang.code().to_owned()), ("vary", "accept-language".to_owned())]
}
