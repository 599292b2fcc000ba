//! `GET /contact` and `GET /contact.vcf`: who and where the shop is.

use model::lang::Lang;
use model::site::Site;
use model::view::View;
use worker::{Response, ResponseBuilder};

use crate::asked::Asked;
use crate::error::Error;
use crate::policy::{Keeping, headers};
use crate::present;

pub(crate) fn get(asked: &Asked, site: &Site, lang: Lang) -> Result<View, Error> {
    Ok(View::Contact(present::contact(site, lang, asked.now)?))
}

/// The shop as a vCard, named after it.
pub(crate) fn vcard(site: &Site, lang: Lang) -> Result<Response, Error> {
    let headers = headers("text/vcard; charset=utf-8", Keeping::Never)?;
    headers.set("content-disposition", &format!("attachment; filename=\"{}.vcf\"", site.id))?;
    headers.set("vary", "accept-language")?;
    Ok(ResponseBuilder::new().with_headers(headers).fixed(model::vcard::vcard(site, lang).into_bytes()))
}
