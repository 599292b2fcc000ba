//! Questions of customers, posted in the system that discusses or settles them.
//!
//! Unlike every other operation these change something at their receiver. Their requests are sent once
//! ([`HttpAsk::once`](crate::HttpAsk::once)), and carry the question's name, by which the receiver knows one that comes again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::source::{Source, SourceKind};
use serde_json::{Value, json};

use crate::ask::{Ask, HttpAsk, HttpReply, Reply, Step};
use crate::discourse::{self, Forum};
use crate::error::Error;
use crate::json;
use crate::secrets::Secrets;

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Names it: 1 to 50 letters, digits and hyphens, the same whenever it is sent again.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// The question itself.
    pub text: String,
    /// The name its author wants to be known by; may be empty.
    pub author: String,
    /// Where to answer; empty: nowhere but where it is posted.
    pub email: String,
}

/// What has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It is there, under the receiver's own id.
    As(String),
    /// It is there, and waits until somebody has approved it.
    Held,
    /// The receiver's own rules refuse it: it is too short, or too much like another.
    Unfit,
}

/// A system that takes questions.
#[derive(Clone, Debug)]
pub enum Receiver {
    /// Discourse takes what everybody may read, as topics. <https://docs.discourse.org/#tag/Posts/operation/createTopicPostPM>
    Discourse {
        /// The forum.
        forum: Forum,
        /// Of new topics.
        category: u32,
    },
    /// Zendesk takes what is between a customer and staff, as tickets.
    /// <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket>
    Zendesk {
        /// Without a `/` at its end.
        address: String,
        /// `Authorization`.
        credentials: String,
    },
}

impl Receiver {
    /// The receiver behind a source; nothing where its settings or secrets do not let it take any.
    pub fn of(source: &Source, secrets: &Secrets) -> Option<Self> {
        let user = source.user.as_ref()?;
        match source.kind {
            SourceKind::Discourse => {
                secrets.get("KEY")?;
                Some(Self::Discourse { forum: Forum::new(source, secrets), category: source.ask_category? })
            }
            SourceKind::Zendesk if source.tickets => {
                let credentials = STANDARD.encode([user, "/token:", secrets.get("TOKEN")?].concat());
                let address = source.address.clone().unwrap_or_default();
                Some(Self::Zendesk { address, credentials: ["Basic ", &credentials].concat() })
            }
            _ => None,
        }
    }

    /// Posts a question. Called first with no replies, and again with one more for each question it asks.
    pub fn post(&self, asking: &Asking, replies: &[Reply]) -> Result<Step<Posted>, Error> {
        match self {
            Self::Discourse { forum, category } => topic(forum, *category, asking, replies),
            Self::Zendesk { address, credentials } => ticket(address, credentials, asking, replies),
        }
    }
}

/// Looks for the topic of this name, and makes one where there is none. Should another request have made it in between,
/// the forum refuses a second, and it is looked for again.
fn topic(forum: &Forum, category: u32, asking: &Asking, replies: &[Reply]) -> Result<Step<Posted>, Error> {
    let look = || forum.get(&["t/external_id/", &asking.name, ".json"].concat());
    match replies {
        [] => Ok(look()),
        [known] => Ok(match found(known.http()?)? {
            Some(id) => Step::Done(Posted::As(id)),
            None => forum.post("posts.json", &new_topic(category, asking)),
        }),
        [_, posted] => {
            let reply = posted.http()?;
            if reply.status == 422 {
                return Ok(look());
            }
            let body = discourse::read(reply)?;
            if json::text(&body, "action") == "enqueued" {
                return Ok(Step::Done(Posted::Held));
            }
            let id =
                json::id(&body, "topic_id").ok_or_else(|| Error::Unreadable("no topic_id".to_owned()))?;
            Ok(Step::Done(Posted::As(id.to_string())))
        }
        [.., known] => Ok(Step::Done(found(known.http()?)?.map_or(Posted::Unfit, Posted::As))),
    }
}

fn new_topic(category: u32, asking: &Asking) -> Value {
    let signed = match asking.author.as_str() {
        "" => asking.text.clone(),
        author => [&asking.text, "\n\n— ", author].concat(),
    };
    json!({
        "title": asking.title,
        "raw": unmentioning(&signed),
        "category": category,
        "external_id": asking.name,
    })
}

/// The id of the topic in a reply, if there is one.
fn found(reply: &HttpReply) -> Result<Option<String>, Error> {
    if matches!(reply.status, 404 | 410) {
        return Ok(None);
    }
    let id = json::id(&discourse::read(reply)?, "id");
    id.map(|id| Some(id.to_string())).ok_or_else(|| Error::Unreadable("no id".to_owned()))
}

/// A text that calls nobody: in whose name it is posted may call whole groups. The invisible joiner after the sign is
/// what Discourse itself documents for that.
fn unmentioning(text: &str) -> String {
    text.replace('@', "@\u{2060}")
}

fn ticket(
    address: &str,
    credentials: &str,
    asking: &Asking,
    replies: &[Reply],
) -> Result<Step<Posted>, Error> {
    let Some(last) = replies.last() else {
        let mut ticket = json!({
            "subject": asking.title,
            "comment": { "body": asking.text },
            "external_id": asking.name,
        });
        if !asking.email.is_empty() {
            let name = if asking.author.is_empty() { &asking.email } else { &asking.author };
            ticket["requester"] = json!({ "name": name, "email": asking.email });
        }
        let url = [address, "/api/v2/tickets.json"].concat();
        let ask = HttpAsk::post(url, &json!({ "ticket": ticket })).once();
        let ask = ask.header("authorization", credentials).header("idempotency-key", asking.name.as_str());
        return Ok(Step::Ask(Ask::Http(ask)));
    };
    let reply = last.http()?;
    if reply.status == 422 {
        return Ok(Step::Done(Posted::Unfit));
    }
    let body: Value = reply.json()?;
    let id = body.get("ticket").and_then(|ticket| json::id(ticket, "id"));
    let id = id.ok_or_else(|| Error::Unreadable("no ticket with an id".to_owned()))?;
    Ok(Step::Done(Posted::As(id.to_string())))
}
