//! The addresses that the edge answers, as its router, its logs and the description of the API (OpenAPI)
//! name them.

use crate::page::Page;

/// An address. Its path may have places, such as `{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page of the help site, and the same as JSON.
    Page(Page),
    /// The shop as a vCard.
    ContactCard,
    /// A picture of a site.
    File,
    /// The catalogue.
    Products,
    /// A product.
    Product,
    /// A question that the shop has answered.
    Article,
    /// The search among articles and threads, and where questions are sent.
    Ask,
    /// A question of the community.
    Thread,
    /// The orders of who the shop has told who they are, by a signed identity.
    OwnOrders,
    /// To be told by e-mail when an order moves.
    Watch,
    /// Something is wrong with an order.
    Case,
    /// When an order arrives, for a calendar.
    Calendar,
    /// An order, by a link of an e-mail.
    OrderLink,
    /// Where the shop has such a link made.
    OrderLinks,
    /// To say that e-mails about an order are wanted.
    Confirm,
    /// To be told no more.
    Stop,
    /// A reported problem, as staff see it.
    Desk,
    /// Where platforms tell what has changed.
    Hook,
    /// Whether the Worker is well.
    Health,
    /// Its counters.
    Metrics,
}

impl Address {
    /// Every address.
    pub const ALL: [Self; 22] = [
        Self::Page(Page::Home),
        Self::Page(Page::Orders),
        Self::Page(Page::Contact),
        Self::ContactCard,
        Self::File,
        Self::Products,
        Self::Product,
        Self::Article,
        Self::Ask,
        Self::Thread,
        Self::OwnOrders,
        Self::Watch,
        Self::Case,
        Self::Calendar,
        Self::OrderLink,
        Self::OrderLinks,
        Self::Confirm,
        Self::Stop,
        Self::Desk,
        Self::Hook,
        Self::Health,
        Self::Metrics,
    ];

    /// Its path, without the `/api` in front of those that speak JSON.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Page(page) => page.path(),
            Self::ContactCard => "/contact.vcf",
            Self::File => "/files/{name}",
            Self::Products => "/products",
            Self::Product => "/products/{id}",
            Self::Article => "/articles/{id}",
            Self::Ask => "/ask",
            Self::Thread => "/ask/{id}",
            Self::OwnOrders => "/orders/mine",
            Self::Watch => "/orders/watch",
            Self::Case => "/orders/problem",
            Self::Calendar => "/orders/calendar",
            Self::OrderLink => "/orders/link/{token}",
            Self::OrderLinks => "/orders/links",
            Self::Confirm => "/orders/confirm/{token}",
            Self::Stop => "/orders/stop/{token}",
            Self::Desk => "/desk/case/{token}",
            Self::Hook => "/hooks/{site}/{source}",
            Self::Health => "/healthz",
            Self::Metrics => "/metrics",
        }
    }

    /// The methods it knows, as `Allow` lists them.
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Hook | Self::OwnOrders | Self::Watch | Self::Case | Self::Calendar | Self::OrderLinks => {
                "POST"
            }
            Self::Ask | Self::Page(Page::Orders) | Self::Confirm | Self::Stop | Self::Desk => {
                "GET, HEAD, POST"
            }
            _ => "GET, HEAD",
        }
    }

    /// What a GET looks at of the query, beside what every page keeps ([`crate::page::KEPT`]).
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Page(Page::Home) | Self::Ask => &["q"],
            Self::Products => &["q", "after"],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_listed_and_no_two_are_one() {
        for page in Page::ALL {
            assert!(Address::ALL.contains(&Address::Page(page)), "{page:?}");
        }
        // What is not in the list would not be described.
        let source = include_str!("route.rs").split_once("pub enum Address {").unwrap().1;
        let variants = source.split('}').next().unwrap().lines().filter(|line| line.ends_with(',')).count();
        assert_eq!(Address::ALL.len(), variants - 1 + Page::ALL.len());
        let mut paths: Vec<_> = Address::ALL.map(Address::path).into();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), Address::ALL.len());
    }
}
