//! `GET /products?q=&after=` and `GET /products/{id}`: the catalogue.

use model::data::Data;
use model::source::Gives;
use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;
use crate::source::{self, tag};

/// How many products of each shop a page has.
const PER_PAGE: u8 = 24;

/// The longest `after`, in bytes: cursors of several shops.
const AFTER_LIMIT: usize = 1_500;

pub(crate) async fn list(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let after = visit.asked.parameter("after").filter(|after| !after.is_empty());
    if after.is_some_and(|after| after.len() > AFTER_LIMIT) {
        return Err(Error::BadRequest);
    }
    let words = visit.words("q");
    let told = source::products(env, visit.site(), words.trim(), after, PER_PAGE).await?;
    let tags = told.by.iter().map(|source| tag(Gives::Products, source)).collect();
    Ok(Answer::told(told, tags, Data::Products))
}

pub(crate) async fn get(id: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let told = source::product(env, visit.site(), id).await?;
    Ok(Answer::told(told, vec![["product:", id].concat()], Data::Product))
}
