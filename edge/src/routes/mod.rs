//! One file a route.

pub(crate) mod articles;
pub(crate) mod ask;
pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod contact;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod hooks;
pub(crate) mod links;
pub(crate) mod mine;
pub(crate) mod orders;
pub(crate) mod products;
mod typed;
pub(crate) mod watch;

use model::page::Page;
use model::route::Address;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::{Face, Verb};
use crate::error::Error;
use crate::router::Visit;

/// The handlers of what is somebody's own: no cache sees it. `token` is what stands in the address's place.
pub(crate) async fn own(
    address: Address,
    token: &str,
    visit: &Visit,
    request: &mut Request,
    env: &Env,
) -> Result<Answer, Error> {
    match address {
        Address::Page(Page::Orders) => orders::find(visit, request, env).await,
        Address::OwnOrders => mine::list(visit, request, env).await,
        Address::Calendar => calendar::file(visit, request, env).await,
        Address::Watch => watch::start(visit, request, env).await,
        Address::Confirm => watch::confirm(token, visit, env).await,
        Address::Stop => watch::stop(token, visit, env).await,
        Address::OrderLink => links::open(token, visit, env).await,
        Address::OrderLinks => links::make(visit, request, env).await,
        Address::Case => case::report(visit, request, env).await,
        Address::Desk => case::settle(token, visit, request, env).await,
        _ => Err(Error::UnknownPage),
    }
}

/// The page of a form that failed, to who has sent it by their browser alone: what is wrong with what they typed
/// is told where they typed it.
pub(crate) fn form_again(address: Address, visit: &Visit, error: &Error) -> Option<Answer> {
    let shown = match address {
        Address::Page(Page::Orders) | Address::OwnOrders | Address::Calendar => {
            !matches!(error, Error::UnknownPage | Error::Forbidden)
        }
        // Who proved something more than an hour ago begins anew.
        Address::Watch | Address::Case => *error == Error::Expired,
        _ => false,
    };
    (shown && visit.asked.face == Face::Html && visit.asked.verb == Verb::Post)
        .then(|| orders::failed(visit, error))
}
