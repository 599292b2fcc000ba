//! A question that is asked in another system, by `POST /ask` too.

use model::data::{Asked, Data, Question};
use model::markup::tame;
use model::source::{Gives, Source};
use model::view::{Notice, View};
use sha2::{Digest, Sha256};
use sources::asking::{Asking, Posted};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::body::Kind;
use crate::clock::now_ms;
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::once::{self, Turn};
use crate::router::Visit;
use crate::routes::thread;
use crate::source::{self, tag};
use crate::words;
use crate::written::Written;
use crate::{db, site, visitor};

/// Questions from one address: they are posted in the shop's name.
const PER_ADDRESS: Rate = Rate { burst: 5, every_ms: 600_000 };

/// How many letters the name of a question has: Discourse takes 50.
const NAME_CHARS: usize = 40;

/// 1. What staff answer by e-mail needs an address: 422. 2. Each `Idempotency-Key` once: 400, 409, 422. 3. Not too many:
///    429. 4. The other system must take it: 422 where its rules refuse it, 503 where it does not answer; with the same key it
///    is then asked whether it has it already. 5. A page leads to the thread (303) or says who has the question; a program is
///    given the thread's id (201), which is empty of what nobody can read yet, or only staff.
pub(super) async fn post(
    visit: &Visit,
    request: &Request,
    env: &Env,
    receiver: &Source,
    question: &Question,
    written: &Written,
    body: &[u8],
) -> Result<Answer, Error> {
    // Nobody reads a ticket here: without an address its answer reaches nobody.
    if receiver.tickets && question.email.is_empty() {
        return Err(Error::Typed { field: "email", key: "ask.email_needed", value: String::new() });
    }
    let (site, source) = (visit.site().id.as_str(), receiver.id.as_str());
    let address = visitor::address(request);
    let scope = match written.kind {
        Kind::Json => ["POST /ask", site].join(" "),
        Kind::Form => ["POST /ask", site, &address].join(" "),
    };
    let (key, same) = match written.kind {
        Kind::Json => (request.headers().get("idempotency-key")?.unwrap_or_default(), body.to_vec()),
        Kind::Form => {
            let same = [&*question.title, &question.text, &question.to].join("\0");
            // One without a key of its own is named by what it says.
            let own =
                if written.key.is_empty() { crate::hex(&Sha256::digest(&same)) } else { written.key.clone() };
            (own, same.into_bytes())
        }
    };
    let id = match once::turn_by(&key, env, &scope, &same).await? {
        Turn::Done(id) => id,
        Turn::Ours(write) => {
            let name = crate::hex(&Sha256::digest([&*scope, source, &key].join("\n")));
            let asking = Asking {
                name: name.chars().take(NAME_CHARS).collect(),
                title: question.title.clone(),
                text: question.text.clone(),
                author: question.name.clone(),
                email: question.email.clone(),
            };
            let subject = ["ask", source, &address].join(" ");
            let posted = match limit::count(env, &subject, PER_ADDRESS).await {
                Ok(()) => source::ask(env, visit.site(), receiver, &asking).await,
                Err(error) => Err(error),
            };
            let id = match posted {
                Ok(Posted::As(id)) if receiver.gives(Gives::Threads) => [source, ".", &id].concat(),
                Ok(Posted::As(_) | Posted::Held) => String::new(),
                Ok(Posted::Unfit) => {
                    write.give_back().await?;
                    return Err(if receiver.tickets {
                        Error::Invalid("text")
                    } else {
                        Error::Typed { field: "text", key: "ask.unfit", value: String::new() }
                    });
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
    Ok(match written.kind {
        Kind::Json => Answer::personal(201, Data::Asked(Asked { id })),
        Kind::Form if !id.is_empty() => thread::leads_to(visit, &id, ""),
        Kind::Form => {
            let said = if receiver.tickets { "sent" } else { "note.held" };
            Answer::own_page(View::Notice(Notice {
                title: tame(&question.title),
                paragraphs: vec![words::community(visit.lang, said)],
                ..Notice::default()
            }))
        }
    })
}
