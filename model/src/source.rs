//! Where a site's answers come from: the `[[source]]` tables of `site.toml`.

use serde::{Deserialize, Serialize};

use crate::id::Invalid;
use std::fmt;
use std::str::FromStr;

/// A system that answers for a site. Secrets are not here: they are secrets of the Worker, see
/// [`Source::secret`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its short name: the first part of ids, as in `shop.1001`.
    pub id: SourceId,
    /// Which system it is.
    pub kind: SourceKind,
    /// Where it is: scheme, host and perhaps a path, without a `/` at the end. None only of the built-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What it is asked for; empty: all that its kind gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<Gives>,
    /// Version of its interface, where the kind has versions (Shopify: `2026-10`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// In whose name it is asked, where the kind wants one (Zendesk: an agent's e-mail address; Discourse: a
    /// user who sees what shoppers may see, and no more).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The number of the category whose topics are articles (Discourse: the 7 of `/c/guides/7`); topics of
    /// all others are threads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<u32>,
    /// The number of the category in which questions are posted that customers ask here (Discourse); none: it is only read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_category: Option<u32>,
    /// Whether questions that are for staff alone become tickets there (Zendesk).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tickets: bool,
    /// Whether its products can be filtered by their specs also where the site has no guide, for which they are fetched anyway.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filters: bool,
    /// Address of a product's page where the source does not tell it, with `{slug}` in its place
    /// (Vendure, whose storefronts are anybody's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_url: Option<String>,
}

impl Source {
    /// Whether it is asked for this.
    pub fn gives(&self, what: Gives) -> bool {
        self.kind.gives().contains(&what) && (self.gives.is_empty() || self.gives.contains(&what))
    }

    /// The name of a secret of the Worker: `SECRET__{SITE}__{SOURCE}__{NAME}`, hyphens as underscores.
    pub fn secret(&self, site: &str, name: &str) -> String {
        ["SECRET", site, self.id.as_str(), name].join("__").replace('-', "_").to_ascii_uppercase()
    }
}

/// The kinds of systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Deskbell's own database.
    Builtin,
    /// Shopify, by its Admin and Storefront GraphQL.
    Shopify,
    /// WooCommerce, by its REST and Store API.
    Woocommerce,
    /// Vendure, by its Shop API, and its Admin API for orders.
    Vendure,
    /// Any shop, by Deskbell's documented HTTP contract.
    Http,
    /// A Zendesk Help Center.
    Zendesk,
    /// A Discourse forum.
    Discourse,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Builtin,
        Self::Shopify,
        Self::Woocommerce,
        Self::Vendure,
        Self::Http,
        Self::Zendesk,
        Self::Discourse,
    ];

    /// As `site.toml` writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Builtin => "builtin",
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Vendure => "vendure",
            Self::Http => "http",
            Self::Zendesk => "zendesk",
            Self::Discourse => "discourse",
        }
    }

    /// What it can be asked for.
    pub const fn gives(self) -> &'static [Gives] {
        match self {
            Self::Builtin => &[Gives::Products, Gives::Orders, Gives::Articles, Gives::Threads],
            Self::Shopify | Self::Woocommerce | Self::Vendure | Self::Http => {
                &[Gives::Products, Gives::Orders]
            }
            Self::Zendesk => &[Gives::Articles],
            Self::Discourse => &[Gives::Articles, Gives::Threads],
        }
    }

    /// The secrets it has, by the last part of their names, with what each is.
    pub const fn secrets(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Builtin => &[],
            Self::Shopify => &[
                (
                    "TOKEN",
                    "the Admin API access token (shpat_…) with read_orders, read_products and read_merchant_managed_fulfillment_orders",
                ),
                (
                    "STOREFRONT",
                    "a public Storefront API token; without one, products are asked of the Admin API",
                ),
                ("WEBHOOK", "the app's client secret, which signs webhooks"),
            ],
            Self::Woocommerce => &[
                ("KEY", "the REST API's consumer key (ck_…) with read access"),
                ("SECRET", "the REST API's consumer secret (cs_…)"),
                ("WEBHOOK", "the secret of the webhook"),
            ],
            Self::Vendure => &[
                ("TOKEN", "the channel's token, where there is more than one channel"),
                (
                    "ADMIN",
                    "an API key (Vendure 3.6 or newer) of a role with ReadOrder, and ReadCustomer where customers are to see a list of their orders; without one, only orders of the last two hours are told",
                ),
                ("WEBHOOK", "the secret that signs webhooks (Standard Webhooks)"),
            ],
            Self::Http => &[
                ("TOKEN", "what the shop's server wants as a bearer token"),
                ("WEBHOOK", "the secret that signs webhooks (Standard Webhooks)"),
            ],
            Self::Zendesk => &[
                (
                    "TOKEN",
                    "an API token, where the Help Center is not public or questions become tickets (with `user`)",
                ),
                ("WEBHOOK", "the webhook's signing secret"),
            ],
            Self::Discourse => &[
                (
                    "KEY",
                    "an API key, where the forum is not public or questions are posted there (with `user`)",
                ),
                ("WEBHOOK", "the webhook's secret"),
            ],
        }
    }
}

impl FromStr for SourceKind {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        Self::ALL.into_iter().find(|kind| kind.name() == written).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Invalid(["`", written, "` is no kind of source; write one of ", &names].concat())
        })
    }
}

impl fmt::Display for SourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a source can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gives {
    /// The catalogue.
    Products,
    /// The state of orders.
    Orders,
    /// Questions that the shop has answered.
    Articles,
    /// Questions that customers discuss.
    Threads,
}

impl Gives {
    /// As `site.toml` writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Orders => "orders",
            Self::Articles => "articles",
            Self::Threads => "threads",
        }
    }
}

impl FromStr for Gives {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        match written {
            "products" => Ok(Self::Products),
            "orders" => Ok(Self::Orders),
            "articles" => Ok(Self::Articles),
            "threads" => Ok(Self::Threads),
            _ => Err(Invalid(
                ["`", written, "` is nothing a source gives; write products, orders, articles or threads"]
                    .concat(),
            )),
        }
    }
}

crate::id::checked_string!(
    /// The short name of a source: 1 to 20 of `a-z` and `0-9`, since ids and names of secrets contain it.
    SourceId,
    |written| {
        let fits = (1..=20).contains(&written.len())
            && written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(
                [
                    "`",
                    written,
                    "` cannot be a source's id; write 1 to 20 small letters and digits, such as \"shop\"",
                ]
                .concat(),
            )
        })
    }
);
