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

use model::page::Page;
use model::route::Address;
use worker::{Env, Request};

use crate::alert;
use crate::answer::Answer;
use crate::asked::{Face, Verb};
use crate::error::Error;
use crate::router::Visit;

/// The handlers of what everybody gets, beside those that the router names itself.
pub(crate) async fn public(address: Address, place: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    match address {
        Address::Guide => choose::guide(place, visit, env).await,
        Address::Specs => specs::filter(visit, env).await,
        Address::Compare => specs::compare(visit, env).await,
        Address::Configure => configure::get(place, visit, env).await,
        Address::Asking => asking::form(visit, env).await,
        Address::Sheet => sheet::get(visit),
        Address::Thread => thread::get(place, visit, env).await,
        Address::Loader => loader::get(visit),
        Address::Sitemap => sitemap::get(visit, env).await,
        Address::Robots => Ok(sitemap::robots(visit)),
        _ => Err(Error::UnknownPage),
    }
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
    let answer = match address {
        Address::Page(Page::Orders) => orders::find(visit, request, env).await,
        Address::OwnOrders => mine::list(visit, request, env).await,
        Address::Calendar => calendar::file(visit, request, env).await,
        Address::Watch => watch::start(visit, request, env).await,
        Address::Confirm => watch::confirm(token, visit, env).await,
        Address::Stop => watch::stop(token, visit, env).await,
        Address::OrderLink => links::open(token, visit, env).await,
        Address::OrderLinks => links::make(visit, request, env).await,
        Address::Case => case::report(visit, request, env).await,
        Address::DeskCase => case::settle(token, visit, request, env).await,
        Address::Page(Page::Ask) => asking::post(visit, request, env).await,
        Address::Counts => counts::take(visit, request, env).await,
        Address::Configure => configure::quote(token, visit, request, env).await,
        Address::Quote => configure::quoted(token, visit, env).await,
        Address::Cart => cart::add(visit, request, env).await,
        Address::Helpful => helpful::take(visit, request, env).await,
        Address::Thread => thread::own(token, visit, request, env).await,
        Address::ThreadAct => thread::act(token, visit, request, env).await,
        Address::Me => me::page(visit, request, env).await,
        Address::DeskSignIn => desk::sign_in(visit, request, env).await,
        Address::Desk => desk::queue(visit, request, env).await,
        Address::DeskThread => desk::thread(token, visit, request, env).await,
        Address::DeskLog => desk::log(visit, request, env).await,
        Address::DeskSearches => searches::page(visit, request, env).await,
        Address::DeskChoose => counts::page(visit, request, env).await,
        Address::DeskPerson => me::of_staff(visit, request, env).await,
        Address::DeskLink => desk::link(token, visit, request, env).await,
        Address::DeskSignOut => desk::sign_out(visit, request).await,
        Address::Unfollow => follow::stop(token, visit, env).await,
        _ => Err(Error::UnknownPage),
    };
    Ok(desk::framed(answer?, visit, request, env).await)
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
