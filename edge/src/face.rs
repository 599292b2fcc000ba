//! One answer, two faces: a page or JSON.

use model::lang::Lang;
use model::site::Site;
use model::view::View;
use worker::{Response, ResponseBuilder, Result};

use crate::asked::{Asked, Face};
use crate::error::Error;
use crate::language;
use crate::page::{Parts, render};
use crate::policy::{Frames, Keeping, headers, page_policy};

/// Shows a view of a site.
pub(crate) async fn show(asked: &Asked, site: &Site, lang: Lang, view: View) -> Result<Response> {
    match asked.face {
        Face::Json => json(&view, "application/json", 200, lang),
        Face::Html => {
            let warnings =
                [language::warning(asked.parameter("lang"), &site.languages), theme_warning(asked)];
            let warning = warnings.into_iter().flatten().reduce(|all, one| all + "; " + &one);
            html(200, Frames::Listed(&site.embed), Parts { asked, site: Some(site), lang, view, warning })
                .await
        }
    }
}

/// What to tell the owner of a storefront that asks for a look there is not.
fn theme_warning(asked: &Asked) -> Option<String> {
    let wish = asked.parameter("theme")?;
    let known = matches!(wish, "auto" | "light" | "dark");
    (!known).then(|| {
        format!("data-theme=\"{}\" is not known; use auto, light or dark", language::shortened(wish))
    })
}

/// Shows what went wrong: to a person as a page, to a program as a Problem (RFC 9457). The log hears of
/// our own trouble here, once.
pub(crate) async fn show_error(asked: &Asked, site: Option<&Site>, error: &Error) -> Result<Response> {
    if let Error::Unavailable(reason) = error {
        worker::console_error!("503 {}: {reason}", asked.path);
    }
    let offered = site.map_or(&Lang::ALL[..], |site| &site.languages);
    let lang = language::negotiate(asked.parameter("lang"), &asked.accept_language, offered);
    let problem = error.problem(&widget::catalogue::texts(lang));
    let status = problem.status;
    let mut response = match asked.face {
        Face::Json => json(&problem, "application/problem+json", status, lang)?,
        Face::Html => {
            let frames = site.map_or(Frames::Anybody, |site| Frames::Listed(&site.embed));
            let view = View::Problem(problem);
            html(status, frames, Parts { asked, site, lang, view, warning: error.console() }).await?
        }
    };
    if *error == Error::MethodNotAllowed {
        response.headers_mut().set("allow", "GET, HEAD")?;
    }
    if status == 503 {
        response.headers_mut().set("retry-after", "60")?;
    }
    Ok(response)
}

fn json(value: &impl serde::Serialize, media_type: &str, status: u16, lang: Lang) -> Result<Response> {
    let headers = headers(media_type, Keeping::Never)?;
    headers.set("content-language", lang.code())?;
    headers.set("vary", "accept-language")?;
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).fixed(serde_json::to_vec(value)?))
}

async fn html(status: u16, frames: Frames<'_>, parts: Parts<'_>) -> Result<Response> {
    let lang = parts.lang;
    let document = render(parts).await;
    let headers = headers("text/html; charset=utf-8", Keeping::Never)?;
    headers.set("content-security-policy", &page_policy(&document.style_hashes, &frames))?;
    headers.set("content-language", lang.code())?;
    headers.set("vary", "accept-language")?;
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).fixed(document.html.into_bytes()))
}
