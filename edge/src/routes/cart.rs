//! `POST /cart`: into the shop's cart, by an address of the shop.

use model::data::{CART_MOST, CartAsked, CartLink, Data};
use model::product::Product;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Face;
use crate::body::{self, Kind};
use crate::cart::{Wanted, address, offered};
use crate::error::Error;
use crate::router::Visit;
use crate::{counts, limit, quote, source, visitor};

/// 1. What is sent must be sound: 400, 403, 413, 415, 422. 2. Not too often: 429. 3. A quote must hold: 410. 4. The product
///    must be there: 404, 503. 5. 303 to the shop; as JSON 200, with the address.
pub(crate) async fn add(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let form = read(request, &visit.asked.origin).await?;
    limit::flood(env, &visitor::address(request)).await?;
    let site = visit.site();
    let id = if form.quote.is_empty() {
        form.product.clone()
    } else {
        quote::held(env, site, &form.quote, visit.asked.now())?.product
    };
    if !(1..=CART_MOST).contains(&form.quantity) {
        return Err(Error::Invalid("quantity"));
    }
    let (name, own) = id.split_once('.').ok_or(Error::NotFound)?;
    let from = source::find(site, name).filter(|from| offered(site, from)).ok_or(Error::NotFound)?;
    let product = source::product(env, site, &id).await?.value;
    let variant = variant(&product, &form.variant)?;
    let wanted = Wanted { product: own, variant, quantity: form.quantity, quote: &form.quote };
    let to = address(site, from, &wanted).ok_or(Error::NotFound)?;
    counts::cart(env, site, &id).await;
    Ok(match visit.asked.face {
        Face::Html => Answer::elsewhere(to),
        Face::Json => Answer::personal(200, Data::Cart(CartLink { url: to })),
    })
}

/// The variant that is wanted; else the cheapest that can be bought, as a product's price is shown, or the first.
fn variant<'a>(product: &'a Product, wanted: &str) -> Result<&'a str, Error> {
    let all = &product.variants;
    let found = if wanted.is_empty() {
        let there = all.iter().filter(|one| one.available != Some(false));
        there
            .min_by_key(|one| one.price.as_ref().map_or(i64::MAX, |price| price.minor))
            .or_else(|| all.first())
    } else {
        Some(all.iter().find(|one| one.id == wanted).ok_or(Error::Invalid("variant"))?)
    };
    Ok(found.map_or("", |one| &one.id))
}

async fn read(request: &Request, origin: &str) -> Result<CartAsked, Error> {
    let (kind, bytes) = body::sent(request, origin).await?;
    if kind == Kind::Json {
        return body::json(&bytes);
    }
    let mut form = CartAsked::default();
    for (name, value) in form_urlencoded::parse(&bytes) {
        match &*name {
            "product" => form.product = value.into_owned(),
            "variant" => form.variant = value.into_owned(),
            "quantity" => form.quantity = value.trim().parse().map_err(|_| Error::Invalid("quantity"))?,
            "quote" => form.quote = value.into_owned(),
            _ => {}
        }
    }
    Ok(form)
}
