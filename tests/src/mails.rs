//! E-mails from the outside: what shops have, what mail services took, and the Worker's schedule.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::view::{OrderPage, View};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use ureq::Agent;

use crate::ask::{Answer, Ask};
use crate::crowd::until;
use crate::{deployment, upstreams};

/// An e-mail leaves right after what it tells of; a busy machine takes longer.
const PATIENCE: Duration = Duration::from_secs(45);

/// An e-mail that a service has taken.
#[derive(Clone, Debug, Deserialize)]
pub struct Mail {
    /// With a name before it.
    pub from: String,
    /// The one to whom it goes.
    pub to: [String; 1],
    /// Of one line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as a document.
    pub html: String,
    /// Empty: to where it is from.
    #[serde(default)]
    pub reply_to: String,
    /// Beside the usual ones.
    pub headers: BTreeMap<String, String>,
}

impl Mail {
    /// The path and query of the link in it that leads there, such as `/orders/stop/`.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn link(&self, path: &str) -> String {
        let origin = deployment::url();
        let found = self.text.lines().find_map(|line| {
            line.strip_prefix(&*origin).filter(|rest| rest.starts_with(path)).map(str::to_owned)
        });
        found.unwrap_or_else(|| panic!("no link to {path} in {self:?}"))
    }
}

/// What a mail service has taken for somebody, the oldest first.
///
/// # Panics
/// If it does not say.
#[track_caller]
pub fn sent(service: &str, to: &str) -> Vec<Mail> {
    let address = upstreams::url(service) + "/emails";
    let read = agent().get(address).call().and_then(|mut answer| answer.body_mut().read_to_string());
    let read = read.unwrap_or_else(|error| panic!("{service}: {error}"));
    let all: Vec<Mail> = serde_json::from_str(&read).unwrap_or_else(|error| panic!("{error}: {read}"));
    all.into_iter().filter(|mail| mail.to[0] == to).collect()
}

/// Waits until somebody has got so many, and returns them.
///
/// # Panics
/// If they have not in time, or got more.
#[track_caller]
pub fn wait(service: &str, to: &str, count: usize) -> Vec<Mail> {
    let found = until(PATIENCE, &format!("{count} e-mails for {to}"), || {
        Some(sent(service, to)).filter(|mails| mails.len() >= count)
    });
    assert_eq!(found.len(), count, "{found:#?}");
    found
}

/// A word that no other test has, for numbers of orders and for names of mailboxes.
///
/// # Panics
/// If it is before 1970.
pub fn word() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("it is after 1970").as_micros();
    format!("{now:x}{}", COUNT.fetch_add(1, Ordering::SeqCst))
}

/// An order of a customer of their own, at a shop that tests write (`tests/upstreams/warehouse.mjs`).
#[derive(Clone, Debug)]
pub struct Order {
    /// The site that sells it.
    pub site: &'static str,
    /// Its number.
    pub number: String,
    /// The customer's address.
    pub email: String,
    /// And their postal code.
    pub postcode: String,
}

impl Order {
    /// A new one, which is being made ready.
    pub fn new(site: &'static str) -> Self {
        let word = word();
        let number = format!("W-{}", word.to_uppercase());
        let order = Self {
            site,
            number,
            email: format!("mail-canary-{word}@example.net"),
            postcode: format!("pc {word}"),
        };
        order.becomes(&json!({ "state": "processing" }));
        order
    }

    /// How it stands from now on.
    ///
    /// # Panics
    /// If the shop does not take it.
    #[track_caller]
    pub fn becomes(&self, order: &Value) {
        let address = format!("{}/orders/{}", upstreams::url("warehouse"), self.number);
        let body = json!({ "email": self.email, "postcode": self.postcode, "order": order });
        agent().put(address).send(body.to_string()).unwrap_or_else(|error| panic!("{error}"));
    }

    /// A request of its site, by form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Ask {
        let path = format!("{path}?site={}&lang=en", self.site);
        Ask::form(path, fields).now()
    }

    /// Its page, to who proves it by the e-mail address.
    #[track_caller]
    pub fn by_email(&self) -> OrderPage {
        self.look_up("email", &self.email)
    }

    /// Its page, to who proves it by the postal code.
    #[track_caller]
    pub fn by_postcode(&self) -> OrderPage {
        self.look_up("postcode", &self.postcode)
    }

    #[track_caller]
    fn look_up(&self, field: &str, proof: &str) -> OrderPage {
        page(&self.post("/api/orders", &[("number", &self.number), (field, proof)]).send())
    }

    /// Has whoever proved it by their address told of these stages.
    #[track_caller]
    pub fn watch(&self, stages: &[&str]) -> OrderPage {
        let token = self.by_email().token;
        let mut fields = vec![("token", token.as_str())];
        fields.extend(stages.iter().map(|stage| ("stages", *stage)));
        page(&self.post("/api/orders/watch", &fields).send())
    }
}

/// The page of an order in an answer.
///
/// # Panics
/// If it is none.
#[track_caller]
pub fn page(answer: &Answer) -> OrderPage {
    assert_eq!(answer.status, 200, "{}", answer.text());
    match answer.json() {
        View::Order(page) => *page,
        other => panic!("{other:?}"),
    }
}

/// While it is held nobody moves the schedule's clock, which all orders and e-mails share.
pub fn together() -> RwLockReadGuard<'static, ()> {
    CLOCK.read().unwrap_or_else(PoisonError::into_inner)
}

/// While it is held, the schedule's clock is this test's.
pub fn alone() -> RwLockWriteGuard<'static, ()> {
    CLOCK.write().unwrap_or_else(PoisonError::into_inner)
}

static CLOCK: RwLock<()> = RwLock::new(());

/// The triggers of `wrangler.toml`.
pub const DAILY: &str = "17 3 * * *";
/// See [`DAILY`].
pub const OFTEN: &str = "*/5 * * * *";

/// Runs the schedule as if it were so much later.
///
/// # Panics
/// If it fails.
#[track_caller]
pub fn schedule(cron: &str, later: Duration) {
    let time = now() + u64::try_from(later.as_millis()).expect("not that late");
    let cron = cron.replace(' ', "+");
    let answer = Ask::get(format!("/cdn-cgi/local/scheduled?time={time}&cron={cron}")).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Milliseconds since 1970.
///
/// # Panics
/// If it is before.
pub fn now() -> u64 {
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("it is after 1970");
    u64::try_from(now.as_millis()).expect("it is not that late")
}

/// The token of an e-mail's link for a row, as the Worker signs it with the secret of its database
/// (`edge/src/signed.rs`): 0 opens an order, 1 confirms, 2 stops, 3 is for staff.
///
/// # Panics
/// If there is no secret.
pub fn token(purpose: u8, id: u128, until_s: u32) -> String {
    let hex = key(&["signed"]);
    let told = [&id.to_be_bytes()[..], &until_s.to_be_bytes()].concat();
    let signature = mac(hex.as_bytes(), &[&[purpose], &told[..]].concat());
    URL_SAFE_NO_PAD.encode([&told, &signature[..16]].concat())
}

/// The Worker's key for what these pieces name (`edge/src/secret.rs`), as 64 hexadecimal digits.
///
/// # Panics
/// If there is no secret.
pub fn key(pieces: &[&str]) -> String {
    let file = deployment::state().join("deskbell/secret");
    let secret = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let told = pieces.iter().fold(String::new(), |told, piece| told + piece + "\0");
    let key = mac(secret.trim().as_bytes(), told.as_bytes());
    key.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

fn mac(key: &[u8], told: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(told);
    mac.finalize().into_bytes().to_vec()
}

/// The id in a token.
///
/// # Panics
/// If it is none.
pub fn id_of(token: &str) -> u128 {
    let bytes = URL_SAFE_NO_PAD.decode(token).unwrap_or_else(|error| panic!("{token}: {error}"));
    u128::from_be_bytes(bytes[..16].try_into().expect("36 bytes"))
}

fn agent() -> Agent {
    Agent::config_builder().timeout_global(Some(PATIENCE)).build().into()
}
