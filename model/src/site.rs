//! One storefront brand and all it says of itself: the content of `site.toml`, as the owner writes
//! it and as the database keeps it.

use serde::{Deserialize, Serialize};

use crate::hours::Hours;
use crate::id::{Email, Origin, PhoneNumber, SiteId, WebAddress};
use crate::lang::Lang;
use crate::link::{Messaging, Price};
use crate::page::Page;
use crate::settings::{Cart, Community, Desk};
use crate::shipping::Shipping;
use crate::source::{Gives, Source, SourceKind};
use crate::stage::Stage;
use crate::text::Localized;
use crate::theme::Theme;
use crate::triage::Settings;

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its short name, as in `data-site`.
    pub id: SiteId,
    /// The name shoppers know it by.
    pub name: Localized,
    /// Whether this site answers where neither `?site=` nor the host name tells which is meant.
    #[serde(default)]
    pub default: bool,
    /// Host names under which this site's help desk is reached, such as `help.shop.example`.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// The languages it offers; the first is the one its words fall back to.
    pub languages: Vec<Lang>,
    /// The storefronts that may embed it. None: no page but its own.
    #[serde(default)]
    pub embed: Vec<Origin>,
    /// Where pictures of products may be shown from, beside the addresses of its own systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Origin>,
    /// The storefront's front page.
    #[serde(default)]
    pub shop: Option<WebAddress>,
    /// How it looks.
    #[serde(default)]
    pub theme: Theme,
    /// When it is open.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// Where it is.
    #[serde(default, rename = "place")]
    pub places: Vec<Place>,
    /// Its phone numbers.
    #[serde(default, rename = "phone")]
    pub phones: Vec<Phone>,
    /// Its e-mail addresses.
    #[serde(default, rename = "email")]
    pub emails: Vec<Mailbox>,
    /// Its addresses in messaging apps.
    #[serde(default)]
    pub messaging: Vec<Messaging>,
    /// What people ask about.
    #[serde(default, rename = "topic")]
    pub topics: Vec<Topic>,
    /// Who answers.
    #[serde(default, rename = "person")]
    pub people: Vec<Person>,
    /// Which systems answer for it. None: what it says here is all there is.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Where questions go, and what in them is private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub triage: Option<Settings>,
    /// The stages that its orders go through. None: those that every shop has.
    #[serde(default, rename = "stage", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// How it sends them. None: when something arrives is not reckoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Shipping>,
    /// How it writes e-mails. None: it writes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// How its customers ask and answer each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Who answers for it at the desk. None: there is no desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
    /// How a product gets into the shop's cart. None: as its source's kind of shop does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<Cart>,
}

impl Site {
    /// Whether it has this page.
    pub fn offers(&self, page: Page) -> bool {
        match page {
            Page::Home | Page::Contact => true,
            Page::Choose => self.gives(Gives::Products),
            Page::Orders => self.gives(Gives::Orders),
            Page::Ask => self.gives(Gives::Articles) || self.gives(Gives::Threads),
        }
    }

    /// Whether any of its sources is asked for this.
    pub fn gives(&self, what: Gives) -> bool {
        self.sources.iter().any(|source| source.gives(what))
    }

    /// Where pictures of its products are shown from, and from nowhere else: whoever serves a picture learns who looks
    /// at it.
    pub fn picture_origins(&self) -> Vec<Origin> {
        let mut origins = self.pictures.clone();
        for source in self.sources.iter().filter(|source| source.gives(Gives::Products)) {
            let address = match source.kind {
                SourceKind::Shopify => Some("https://cdn.shopify.com"),
                _ => source.address.as_deref(),
            };
            origins.extend(address.and_then(origin).filter(|origin| !origins.contains(origin)));
        }
        origins
    }

    /// The source that is kept here, if it has one: no site has two.
    pub fn builtin(&self) -> Option<&Source> {
        self.sources.iter().find(|source| source.kind == SourceKind::Builtin)
    }

    /// The same, where it is asked for this.
    pub fn keeps(&self, what: Gives) -> Option<&Source> {
        self.builtin().filter(|source| source.gives(what))
    }

    /// The language its words fall back to.
    pub fn main_language(&self) -> Lang {
        self.languages.first().copied().unwrap_or_default()
    }
}

/// The origin of an address.
pub fn origin(address: &str) -> Option<Origin> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    [scheme, "://", authority].concat().parse().ok()
}

/// How a site writes e-mails: by a mail service, else by Cloudflare's binding `MAIL`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address that they are from.
    pub from: Email,
    /// The name that they are from; none: the site's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Localized>,
    /// Where reports of what is wrong with an order go. None: nothing can be reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Email>,
    /// The address of the mail service to which JSON is posted, in the shape of Resend's `POST /emails`. Its token is the
    /// Worker's secret [`Mail::secret`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

impl Mail {
    /// The name of the secret of the Worker that the mail service wants as a bearer token: `SECRET__{SITE}__MAIL`,
    /// hyphens as underscores.
    pub fn secret(site: &SiteId) -> String {
        ["SECRET", site.as_str(), "MAIL"].join("__").replace('-', "_").to_ascii_uppercase()
    }
}

/// A place one can go or write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What people's `place` refers to.
    pub id: String,
    /// What the place is: "Shop and workshop", "Returns".
    pub name: Localized,
    /// Street and number.
    pub street: String,
    /// Postal code, if the country has them.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Town.
    pub city: String,
    /// State or province, where an address needs it.
    #[serde(default)]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country, such as `DE`.
    pub country: String,
    /// How to find it: the entrance, the tram stop.
    #[serde(default)]
    pub note: Option<Localized>,
    /// A page with a map.
    #[serde(default)]
    pub map: Option<WebAddress>,
    /// Its own hours, where they are not those of the site.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// What it is for.
    pub name: Localized,
    /// The number.
    pub number: PhoneNumber,
    /// What a minute costs, where the law or decency asks to say so.
    #[serde(default)]
    pub price: Option<Price>,
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// What it is for.
    pub name: Localized,
    /// The address.
    pub address: Email,
}

/// Something people ask about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What people's `topics` refer to.
    pub id: String,
    /// What it is called.
    pub name: Localized,
    /// What customers call it, separated by commas.
    #[serde(default)]
    pub words: Option<Localized>,
}

/// Somebody who answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: Localized,
    /// What they do.
    pub role: Localized,
    /// Ids of the topics they know.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Their portrait: a file of the site's folder; once imported, its name under `/files/`.
    #[serde(default)]
    pub photo: Option<String>,
    /// Id of the place where they are met.
    #[serde(default)]
    pub place: Option<String>,
    /// Their phone.
    #[serde(default)]
    pub phone: Option<PhoneNumber>,
    /// Their e-mail.
    #[serde(default)]
    pub email: Option<Email>,
}
