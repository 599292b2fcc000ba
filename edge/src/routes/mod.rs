//! One file a route.

pub(crate) mod articles;
pub(crate) mod ask;
mod asking;
pub(crate) mod calendar;
mod cart;
pub(crate) mod case;
pub(crate) mod choose;
pub(crate) mod configure;
pub(crate) mod contact;
mod counts;
pub(crate) mod desk;
mod elsewhere;
pub(crate) mod files;
mod follow;
pub(crate) mod health;
mod helpful;
pub(crate) mod home;
pub(crate) mod hooks;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod loader;
mod me;
pub(crate) mod mine;
pub(crate) mod orders;
pub(crate) mod products;
mod searches;
mod sheet;
mod sitemap;
mod specs;
mod thread;
mod typed;
pub(crate) mod watch;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use model::page::Page;
use model::route::Address;
use worker::{Env, Request};

use crate::alert;
use crate::answer::Answer;
use crate::asked::{Face, Verb};
use crate::error::Error;
use crate::router::Visit;

/// What a handler will answer. Each is a future of its own: within one of all, as one function that the runtime compiles whole
/// at the first call, the first who asks for any would wait for every one.
type Handled<'a> = LocalBoxFuture<'a, Result<Answer, Error>>;

/// The handlers of what everybody gets, beside those that the router names itself.
pub(crate) async fn public(address: Address, place: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let answer: Handled = match address {
        Address::Guide => choose::guide(place, visit, env).boxed_local(),
        Address::Specs => specs::filter(visit, env).boxed_local(),
        Address::Compare => specs::compare(visit, env).boxed_local(),
        Address::Configure => configure::get(place, visit, env).boxed_local(),
        Address::Asking => asking::form(visit, env).boxed_local(),
        Address::Sheet => return sheet::get(visit),
        Address::Thread => thread::get(place, visit, env).boxed_local(),
        Address::Loader => return loader::get(visit),
        Address::Sitemap => sitemap::get(visit, env).boxed_local(),
        Address::Robots => return Ok(sitemap::robots(visit)),
        _ => return Err(Error::UnknownPage),
    };
    answer.await
}

/// The handlers of what is somebody's own: no cache sees it. `token` is what stands in the address's place.
pub(crate) async fn own(
    address: Address,
    token: &str,
    visit: &Visit,
    request: &Request,
    env: &Env,
) -> Result<Answer, Error> {
    let writes = matches!(address, Address::Page(Page::Ask) | Address::DeskSignIn | Address::DeskLink);
    if writes && visit.asked.verb == Verb::Post {
        alert::home::note(visit, env);
    }
    let answer: Handled = match address {
        Address::Page(Page::Orders) => orders::find(visit, request, env).boxed_local(),
        Address::OwnOrders => mine::list(visit, request, env).boxed_local(),
        Address::Calendar => calendar::file(visit, request, env).boxed_local(),
        Address::Watch => watch::start(visit, request, env).boxed_local(),
        Address::Confirm => watch::confirm(token, visit, env).boxed_local(),
        Address::Stop => watch::stop(token, visit, env).boxed_local(),
        Address::OrderLink => links::open(token, visit, env).boxed_local(),
        Address::OrderLinks => links::make(visit, request, env).boxed_local(),
        Address::Case => case::report(visit, request, env).boxed_local(),
        Address::DeskCase => case::settle(token, visit, request, env).boxed_local(),
        Address::Page(Page::Ask) => asking::post(visit, request, env).boxed_local(),
        Address::Counts => counts::take(visit, request, env).boxed_local(),
        Address::Configure => configure::quote(token, visit, request, env).boxed_local(),
        Address::Quote => configure::quoted(token, visit, env).boxed_local(),
        Address::Cart => cart::add(visit, request, env).boxed_local(),
        Address::Helpful => helpful::take(visit, request, env).boxed_local(),
        Address::Thread => thread::own(token, visit, request, env).boxed_local(),
        Address::ThreadAct => thread::act(token, visit, request, env).boxed_local(),
        Address::Me => me::page(visit, request, env).boxed_local(),
        Address::DeskSignIn => desk::sign_in(visit, request, env).boxed_local(),
        Address::Desk => desk::queue(visit, request, env).boxed_local(),
        Address::DeskThread => desk::thread(token, visit, request, env).boxed_local(),
        Address::DeskLog => desk::log(visit, request, env).boxed_local(),
        Address::DeskSearches => searches::page(visit, request, env).boxed_local(),
        Address::DeskChoose => counts::page(visit, request, env).boxed_local(),
        Address::DeskPerson => me::of_staff(visit, request, env).boxed_local(),
        Address::DeskLink => desk::link(token, visit, request, env).boxed_local(),
        Address::DeskSignOut => desk::sign_out(visit, request).boxed_local(),
        Address::Unfollow => follow::stop(token, visit, env).boxed_local(),
        _ => return Err(Error::UnknownPage),
    };
    Ok(desk::framed(answer.await?, visit, request, env).await)
}

/// The page of a form that failed, to who has sent it by their browser alone: what is wrong with what they typed
/// is told where they typed it.
pub(crate) fn form_again(address: Address, visit: &Visit, error: &Error) -> Option<Answer> {
    if let Some(door) = desk::door(address, visit, error) {
        return Some(door);
    }
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
