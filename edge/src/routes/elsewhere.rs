//! A question that is asked in another system, by `POST /ask` too.

use model::source::{Gives, Source};
use sha2::{Digest, Sha256};
use sources::asking::{Asking, Posted};
use worker::{Env, Request};

use crate::clock::now_ms;
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::once::{self, Turn};
use crate::router::Visit;
use crate::source::{self, tag};
use crate::{db, site, visitor};

/// Questions from one address: they are posted in the shop's name.
const PER_ADDRESS: Rate = Rate { burst: 5, every_ms: 600_000 };

/// How many letters the name of a question has: Discourse takes 50.
const NAME_CHARS: usize = 40;

/// 1. Each `Idempotency-Key` once: 400, 409, 422. 2. Not too many: 429. 3. The other system must take it: 422 where its
///    rules refuse it, 503 where it does not answer; with the same key it is then asked whether it has it already. 4. The
///    thread's id; it is empty of what nobody can read yet, or only staff.
///
/// `asking.name` is the key as it was sent, `body` what another question must not come with under the same.
pub(super) async fn post(
    visit: &Visit,
    request: &Request,
    env: &Env,
    receiver: &Source,
    asking: Asking,
    body: &[u8],
) -> Result<String, Error> {
    let (site, source) = (visit.site().id.as_str(), receiver.id.as_str());
    let scope = ["POST /ask", site].join(" ");
    let id = match once::turn_by(&asking.name, env, &scope, body).await? {
        Turn::Done(id) => id,
        Turn::Ours(write) => {
            let name = crate::hex(&Sha256::digest([&*scope, source, &asking.name].join("\n")));
            let asking = Asking { name: name.chars().take(NAME_CHARS).collect(), ..asking };
            let subject = ["ask", source, &visitor::address(request)].join(" ");
            let posted = match limit::count(env, &subject, PER_ADDRESS).await {
                Ok(()) => source::ask(env, visit.site(), receiver, &asking).await,
                Err(error) => Err(error),
            };
            let id = match posted {
                Ok(Posted::As(id)) if receiver.gives(Gives::Threads) => [source, ".", &id].concat(),
                Ok(Posted::As(_) | Posted::Held) => String::new(),
                Ok(Posted::Unfit) => {
                    write.give_back().await?;
                    return Err(Error::Invalid("text"));
                }
                Err(error) => {
                    write.give_back().await?;
                    return Err(error);
                }
            };
            let tags = [tag(Gives::Threads, source)];
            let statements = db::purging(&db::open(env)?, site, &tags, now_ms())?;
            write.commit(statements, "?3", &[&id]).await?
        }
    };
    site::forget(&visit.site().id);
    Ok(id)
}
