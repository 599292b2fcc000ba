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
    /// A guide by need.
    Guide,
    /// The catalogue by its specs.
    Specs,
    /// Products beside each other.
    Compare,
    /// Which questions are left, what is shown and what leads to the cart: counts.
    Counts,
    /// A product, put together.
    Configure,
    /// What a product that was put together costs, signed.
    Quote,
    /// Into the shop's cart.
    Cart,
    /// Where a question is asked.
    Asking,
    /// What tells a browser that something in a question or an answer looks private.
    Sheet,
    /// Whether an answer helped.
    Helpful,
    /// A question of the community.
    Thread,
    /// What is done to a question and its answers: answered, voted for, accepted, edited, flagged.
    ThreadAct,
    /// News of a question while it is open.
    Live,
    /// What is kept of who writes.
    Me,
    /// To be told no more of a question, or of what waits.
    Unfollow,
    /// The loader, with the site's first facts.
    Loader,
    /// Addresses for search engines.
    Sitemap,
    /// What search engines are to leave alone.
    Robots,
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
    DeskCase,
    /// What waits for staff.
    Desk,
    /// Where staff sign in.
    DeskSignIn,
    /// The same, by a link of an e-mail.
    DeskLink,
    /// Where they sign out.
    DeskSignOut,
    /// A question, as staff see it.
    DeskThread,
    /// Searches that found nothing, and the synonyms learned of them.
    DeskSearches,
    /// How guides are used.
    DeskChoose,
    /// Who did what, and why.
    DeskLog,
    /// What is kept of a person.
    DeskPerson,
    /// Where platforms tell what has changed.
    Hook,
    /// Whether the Worker is well.
    Health,
    /// Its counters.
    Metrics,
}

impl Address {
    /// Every address.
    pub const ALL: [Self; 49] = [
        Self::Page(Page::Home),
        Self::Page(Page::Choose),
        Self::Page(Page::Orders),
        Self::Page(Page::Ask),
        Self::Page(Page::Contact),
        Self::ContactCard,
        Self::File,
        Self::Products,
        Self::Product,
        Self::Article,
        Self::Guide,
        Self::Specs,
        Self::Compare,
        Self::Counts,
        Self::Configure,
        Self::Quote,
        Self::Cart,
        Self::Asking,
        Self::Sheet,
        Self::Helpful,
        Self::Thread,
        Self::ThreadAct,
        Self::Live,
        Self::Me,
        Self::Unfollow,
        Self::Loader,
        Self::Sitemap,
        Self::Robots,
        Self::OwnOrders,
        Self::Watch,
        Self::Case,
        Self::Calendar,
        Self::OrderLink,
        Self::OrderLinks,
        Self::Confirm,
        Self::Stop,
        Self::DeskCase,
        Self::Desk,
        Self::DeskSignIn,
        Self::DeskLink,
        Self::DeskSignOut,
        Self::DeskThread,
        Self::DeskSearches,
        Self::DeskChoose,
        Self::DeskLog,
        Self::DeskPerson,
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
            Self::Guide => "/choose/{guide}",
            Self::Specs => "/choose/by-spec",
            Self::Compare => "/choose/compare",
            Self::Counts => "/choose/counts",
            Self::Configure => "/configure/{product}",
            Self::Quote => "/quote/{quote}",
            Self::Cart => "/cart",
            Self::Asking => "/ask/new",
            Self::Sheet => "/ask/sheet.txt",
            Self::Helpful => "/ask/helpful",
            Self::Thread => "/ask/{id}",
            Self::ThreadAct => "/ask/{id}/{act}",
            Self::Live => "/ask/{id}/live",
            Self::Me => "/ask/me",
            Self::Unfollow => "/ask/stop/{token}",
            Self::Loader => "/loader.js",
            Self::Sitemap => "/sitemap.xml",
            Self::Robots => "/robots.txt",
            Self::OwnOrders => "/orders/mine",
            Self::Watch => "/orders/watch",
            Self::Case => "/orders/problem",
            Self::Calendar => "/orders/calendar",
            Self::OrderLink => "/orders/link/{token}",
            Self::OrderLinks => "/orders/links",
            Self::Confirm => "/orders/confirm/{token}",
            Self::Stop => "/orders/stop/{token}",
            Self::DeskCase => "/desk/case/{token}",
            Self::Desk => "/desk",
            Self::DeskSignIn => "/desk/sign-in",
            Self::DeskLink => "/desk/link/{token}",
            Self::DeskSignOut => "/desk/sign-out",
            Self::DeskThread => "/desk/thread/{id}",
            Self::DeskSearches => "/desk/searches",
            Self::DeskChoose => "/desk/choose",
            Self::DeskLog => "/desk/log",
            Self::DeskPerson => "/desk/person",
            Self::Hook => "/hooks/{site}/{source}",
            Self::Health => "/healthz",
            Self::Metrics => "/metrics",
        }
    }

    /// The methods it knows, as `Allow` lists them.
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Hook
            | Self::OwnOrders
            | Self::Watch
            | Self::Case
            | Self::Calendar
            | Self::OrderLinks
            | Self::Counts
            | Self::Cart
            | Self::Helpful
            | Self::ThreadAct
            | Self::DeskSignOut => "POST",
            Self::Page(Page::Orders | Page::Ask)
            | Self::Confirm
            | Self::Stop
            | Self::Configure
            | Self::Me
            | Self::Unfollow
            | Self::DeskCase
            | Self::Desk
            | Self::DeskSignIn
            | Self::DeskLink
            | Self::DeskThread
            | Self::DeskSearches
            | Self::DeskPerson => "GET, HEAD, POST",
            _ => "GET, HEAD",
        }
    }

    /// What a GET looks at of the query, beside what every page keeps ([`crate::page::KEPT`]). [`EVERYTHING`] stands for
    /// all of it.
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Page(Page::Home | Page::Choose) => &["q"],
            Self::Page(Page::Ask) => &["q", "product", "panel", "before"],
            Self::Article => &["q", "before"],
            // What they ask for is named by the site's own guides, specs and options.
            Self::Guide | Self::Specs | Self::Compare | Self::Configure => EVERYTHING,
            Self::Asking => &["q", "product", "seen"],
            Self::Thread => &["quote"],
            Self::Products => &["q", "after"],
            _ => &[],
        }
    }
}

/// `Cache-Control` of the loader under an address that stays, alone or with a site's facts.
pub const EVERGREEN: &str = "public, max-age=300, stale-while-revalidate=86400";

/// Instead of a list of parameters: all of them, in their order.
pub const EVERYTHING: &[&str] = &["*"];

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
