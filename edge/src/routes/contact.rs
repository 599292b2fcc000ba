//! `GET /contact` and `GET /contact.vcf`: who and where the shop is.

use model::view::View;

use crate::answer::Answer;
use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::present;
use crate::router::Visit;

pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    let contact = present::contact(visit.site(), visit.lang, visit.asked.now())?;
    Ok(Answer::page(View::Contact(contact), visit.asked.now_ms))
}

/// The shop as a vCard, named after it.
pub(crate) fn vcard(visit: &Visit) -> Answer {
    let name = format!("attachment; filename=\"{}.vcf\"", visit.site().id);
    let headers = vec![
        ("content-disposition", name),
        ("content-language", visit.lang.code().to_owned()),
        ("vary", "accept-language".to_owned()),
    ];
    let card = model::vcard::vcard(visit.site(), visit.lang).into_bytes();
    Answer::file("text/vcard; charset=utf-8", card, headers, Policy::Public(Lifetime::SETTLED))
}
