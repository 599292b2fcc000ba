//! The one route table.

use std::rc::Rc;

use model::lang::Lang;
use model::page::Page;
use model::site::Site;
use worker::{Env, Request, Response, Result};

use crate::asked::Asked;
use crate::error::Error;
use crate::{face, language, routes, site};

/// Answers a request. Every failure becomes a page or a Problem here.
pub(crate) async fn answer(request: &Request, env: &Env) -> Result<Response> {
    let asked = Asked::read(request, env);
    let mut found = None;
    match route(&asked, env, &mut found).await {
        Ok(response) => Ok(response),
        Err(error) => face::show_error(&asked, found.as_deref(), &error).await,
    }
}

/// `found` is the site once it is known, so that a problem is told under its name.
async fn route(asked: &Asked, env: &Env, found: &mut Option<Rc<Site>>) -> Result<Response, Error> {
    asked.sound.clone()?;
    if asked.path == "/healthz" {
        return routes::health::check(env).await;
    }
    if let Some(name) = asked.path.strip_prefix("/files/") {
        return routes::files::get(name, env).await;
    }
    let site = site::find(asked, env).await?;
    *found = Some(site.clone());
    let lang = language::negotiate(asked.parameter("lang"), &asked.accept_language, &site.languages);
    let view = match (Page::at(&asked.path), asked.path.as_str()) {
        (Some(Page::Home), _) => routes::home::get(asked, &site, lang),
        (Some(Page::Contact), _) => routes::contact::get(asked, &site, lang),
        (None, "/contact.vcf") => return routes::contact::vcard(&site, lang),
        (None, _) => return Err(Error::UnknownPage),
    }?;
    Ok(face::show(asked, &site, lang, view).await?)
}

/// What every page's handler looks like.
pub(crate) type Handler = fn(&Asked, &Site, Lang) -> Result<model::view::View, Error>;

// A handler that is no `Handler` does not compile.
const _: [Handler; 2] = [routes::home::get, routes::contact::get];
