//! `POST /hooks/{site}/{source}`: a platform tells what has changed, and exactly that is forgotten.

use model::data::Purged;
use model::source::Gives;
use sources::Secrets;
use sources::webhook::{self, Changed, Notice, Rejection};
use worker::{Env, Request};

use crate::cache::OUTDATED;
use crate::clock::now_ms;
use crate::error::Error;
use crate::later::later;
use crate::source::{find, tag};
use crate::{body, catalogue, db, site, watch};

/// 1. Site and source must be there: 404 else. 2. The signature must be right: 403 else. 3. A notice that
///    was taken before is taken no second time: 200, and nothing is done, since platforms repeat what they
///    do not hear an answer to. 4. What it names is purged: 200, with how many tags that are. Who waits for news of its
///    orders is told after that.
pub(crate) async fn take(path: &str, request: &Request, env: &Env) -> Result<Purged, Error> {
    let (id, source) = path.split_once('/').ok_or(Error::UnknownPage)?;
    let current = site::by_id(id, env).await?;
    let source = find(&current.site, source).ok_or(Error::UnknownPage)?;
    let body = body::read(request, body::NOTICE_LIMIT).await?;
    let headers: Vec<(String, String)> = request.headers().entries().collect();
    let secrets = Secrets::of(source.kind, |name| {
        env.secret(&source.secret(id, name)).ok().map(|secret| secret.to_string())
    });
    let now = now_ms();
    let notice = Notice { headers: &headers, body: &body, now: now / 1_000 };
    let news = webhook::read(source.kind, &secrets, &notice).map_err(|rejection| match rejection {
        Rejection::NoSecret | Rejection::Signature | Rejection::Time => Error::Forbidden,
        Rejection::Unreadable => Error::Invalid("body"),
    })?;
    let scoped = [id, source.id.as_str(), &news.fingerprint].join(" ");
    if db::is_known_notice(env, &scoped).await? {
        return Ok(Purged { purged: 0 });
    }
    let tags = tags(source.id.as_str(), &news.changed);
    let moved = news.changed.iter().filter_map(|change| match change {
        Changed::Order(number) => Some(watch::wake(env, id, number, now)),
        _ => None,
    });
    let wake: Vec<_> = moved.collect::<worker::Result<_>>()?;
    let moved = !wake.is_empty();
    db::purge(env, id, &tags, Some(&scoped), wake, now).await?;
    site::forget(&current.site.id);
    let products = news.changed.iter().filter_map(|change| match change {
        Changed::Product(id) => Some(id.clone()),
        _ => None,
    });
    catalogue::changed(env, &current.site, source, products.collect());
    if moved {
        let env = env.clone();
        later(async move { watch::check(&env, now_ms()).await });
    }
    Ok(Purged { purged: u32::try_from(tags.len()).unwrap_or(u32::MAX) })
}

/// The thing itself, and the lists it may be in.
fn tags(source: &str, changed: &[Changed]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for change in changed {
        let (kind, id, lists) = match change {
            Changed::Product(id) => ("product:", id, Gives::Products),
            Changed::Article(id) => ("article:", id, Gives::Articles),
            Changed::Thread(id) => ("thread:", id, Gives::Threads),
            // Orders are in no cache.
            Changed::Order(_) => continue,
        };
        // What a shop sells or answers is better shown as it was known than not at all; what a customer wrote is not.
        let prefix = if lists == Gives::Threads { "" } else { OUTDATED };
        for tag in [[prefix, kind, source, ".", id].concat(), [prefix, &tag(lists, source)].concat()] {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_what_changed_and_its_lists_are_purged() {
        let changed = [
            Changed::Product("1".to_owned()),
            Changed::Product("2".to_owned()),
            Changed::Order("1001".to_owned()),
            Changed::Thread("7".to_owned()),
        ];
        let expect =
            ["~product:shop.1", "~products:shop", "~product:shop.2", "thread:shop.7", "threads:shop"];
        assert_eq!(tags("shop", &changed), expect);
        assert_eq!(tags("shop", &[]), Vec::<String>::new());
    }
}
