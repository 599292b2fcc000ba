//! `GET /products?q=&after=` and `GET /products/{id}`: the catalogue.

use futures_util::future::join3;
use model::data::Data;
use model::product::{Product, Spec, Variant};
use model::route::Address;
use model::source::Gives;
use model::view::{ProductPage, View};
use worker::Env;

use crate::answer::Answer;
use crate::asked::Face;
use crate::categories;
use crate::error::Error;
use crate::present::product::Teller;
use crate::present::specs::{around, at};
use crate::router::Visit;
use crate::source::{self, Told, tag};

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
    let site = visit.site();
    let tags = vec![["product:", id].concat()];
    if visit.asked.face == Face::Json {
        return Ok(Answer::told(source::product(env, site, id).await?, tags, Data::Product));
    }
    let (told, configurables, filters) = join3(
        source::product(env, site, id),
        categories::configurables(env, site),
        categories::has_any(env, site),
    )
    .await;
    let Told { value, asked_ms, by, missing } = told?;
    let mut page = page(Teller::new(site, visit.lang, configurables?), &value);
    if !filters? {
        // Nobody could choose there what to compare it with.
        page.compare.clear();
    }
    let view = View::Product(Box::new(page));
    Ok(Answer::told_page(Told { value: view, asked_ms, by, missing }, tags, |view| view))
}

fn page(teller: Teller, product: &Product) -> ProductPage {
    let told = |spec: &Spec| (spec.name.clone(), spec.values.join(teller.lang.between()));
    let facts = product.specs.iter().map(told).collect();
    let variant = |variant: &Variant| {
        let price = variant.price.as_ref().map(|price| teller.amount(price));
        (variant.name.clone(), price.unwrap_or_default())
    };
    let lines = product.description.lines().map(str::trim).filter(|line| !line.is_empty());
    ProductPage {
        product: teller.card(product, facts),
        description: lines.map(str::to_owned).collect(),
        // One without a name is the product itself.
        variants: product.variants.iter().filter(|variant| !variant.name.is_empty()).map(variant).collect(),
        compare: at(Address::Compare, &around(None, &[&product.id])),
        texts: teller.texts,
    }
}
