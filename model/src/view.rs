//! What a page shows: the one answer of a route, from which both faces (HTML and JSON) are made.
//!
//! All words are in one language already, and dates, times and money are written as that language
//! writes them: the edge has `Intl` at hand and formats once, and the browser's share stays small.

mod ask;
mod choose;
mod configure;
mod desk;
mod orders;
mod specs;
mod thread;

use std::rc::Rc;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::hours::Interval;
use crate::id::Invalid;
use crate::lang::Lang;
use crate::page::{Keep, Page};
use crate::problem::Problem;

pub use ask::{ArticlePage, AskPage, HitShown};
pub use choose::{AGAIN, Choose, GuidePage, Offer};
pub use configure::{ConfigurePage, Estimate, LAST, QuoteLine, QuotePage, RepairShown};
pub use desk::{Block, Cell, DeskField, DeskForm, DeskLink, DeskPage};
pub use orders::{
    ArrivalShown, Brief, CaseShown, Choice, EventShown, Field, LineShown, Notice, OrderPage, Orders,
    ParcelShown, StageShown, Watch,
};
pub use specs::{
    ComparePage, FilterShown, ProductCard, ProductPage, RangeShown, SortShown, SpecLine, SpecsPage, Step,
};
pub use thread::{AskingPage, PostShown, ThreadPage};

/// The answer of a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// `/`
    Home(Home),
    /// `/contact`
    Contact(Contact),
    /// `/orders`
    Orders(Orders),
    /// `POST /orders`
    Order(Box<OrderPage>),
    /// `/choose`
    Choose(Choose),
    /// `/choose/{guide}`
    Guide(Box<GuidePage>),
    /// `/choose/by-spec`
    Specs(Box<SpecsPage>),
    /// `/choose/compare`
    Compare(Box<ComparePage>),
    /// `/products/{id}`, whose other face is the product itself ([`crate::data::Data::Product`]).
    #[cfg_attr(feature = "schema", schemars(skip))]
    Product(Box<ProductPage>),
    /// `/configure/{product}`
    Configure(Box<ConfigurePage>),
    /// `/quote/{quote}`
    Quote(Box<QuotePage>),
    /// `/ask`
    Ask(AskPage),
    /// `/articles/{id}`
    Article(ArticlePage),
    /// `/ask/new`
    Asking(AskingPage),
    /// `/ask/{id}`
    Thread(Box<ThreadPage>),
    /// `/desk…`
    Desk(Box<DeskPage>),
    /// Where links of e-mails lead.
    Notice(Notice),
    /// What went wrong, on any route.
    Problem(Problem),
}

impl View {
    /// Whether the app takes the page over. Of others the edge's page tells all there is: their links and forms are
    /// plain ones.
    pub const fn is_live(&self) -> bool {
        !matches!(
            self,
            Self::Specs(_)
                | Self::Compare(_)
                | Self::Quote(_)
                | Self::Product(_)
                | Self::Desk(_)
                | Self::Notice(_)
                | Self::Problem(_)
        )
    }

    /// The page of the navigation that this belongs to.
    pub const fn page(&self) -> Option<Page> {
        Some(match self {
            Self::Home(_) => Page::Home,
            Self::Contact(_) => Page::Contact,
            Self::Orders(_) | Self::Order(_) => Page::Orders,
            Self::Choose(_)
            | Self::Guide(_)
            | Self::Specs(_)
            | Self::Compare(_)
            | Self::Product(_)
            | Self::Configure(_)
            | Self::Quote(_) => Page::Choose,
            Self::Ask(_) | Self::Article(_) | Self::Asking(_) | Self::Thread(_) => Page::Ask,
            Self::Desk(_) | Self::Notice(_) | Self::Problem(_) => return None,
        })
    }
}

/// The first page: is the shop open, where is it, whom does one ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Home {
    /// What the shopper typed into "What is it about?"; empty when nothing.
    pub query: String,
    /// The shop's contact data.
    pub contact: Contact,
}

/// Who and where the shop is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// When it is open.
    pub hours: Option<Schedule>,
    /// Where it is.
    pub places: Vec<Place>,
    /// Phone numbers.
    pub phones: Vec<Way>,
    /// E-mail addresses.
    pub emails: Vec<Way>,
    /// Addresses in messaging apps.
    pub messaging: Vec<Way>,
    /// What people ask about; only topics that somebody answers.
    pub topics: Vec<Topic>,
    /// Who answers.
    pub people: Vec<Person>,
}

/// A way to reach the shop: a link with what it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Way {
    /// What it is for: "Orders", "WhatsApp".
    pub name: String,
    /// The number or address, as people read it.
    pub text: String,
    /// The link: `tel:`, `mailto:`, `https:` or an app's own scheme.
    pub href: String,
    /// What a call costs; else empty.
    pub note: String,
}

/// Opening hours, as told and as instants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// IANA name of the shop's time zone.
    pub zone: String,
    /// The usual week, neighbouring days of equal hours in one row.
    pub week: Vec<Row>,
    /// Special days of the coming weeks.
    pub special: Vec<Row>,
    /// The present and the next openings.
    pub openings: Vec<Interval>,
}

/// Days and their times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// The day or days: "Monday – Friday".
    pub days: String,
    /// What a special day is called; else empty.
    pub note: String,
    /// The times: "9:00 AM – 6:00 PM". None: closed.
    pub times: Vec<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// What the place is.
    pub name: String,
    /// The address line by line, in the order of its country.
    pub lines: Vec<String>,
    /// How to find it; may be empty.
    pub note: String,
    /// Address of a page with a map; may be empty.
    pub map: String,
    /// Its own hours, where they are not those of the shop.
    pub hours: Option<Schedule>,
}

/// Something people ask about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Topic {
    /// What it is called.
    pub name: String,
    /// What customers call it, separated by commas.
    pub words: String,
    /// Who answers: indices into [`Contact::people`].
    pub people: Vec<u32>,
}

/// Somebody who answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// Path of their portrait; may be empty.
    pub photo: String,
    /// The address where they are met, in one line; may be empty.
    pub place: String,
    /// How to reach them; a way's name is told to screen readers: "Call Ada Brandt".
    pub ways: Vec<Way>,
}

/// How the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Embed {
    /// On its own, in a tab.
    #[default]
    None,
    /// In the loader's panel.
    Panel,
    /// In the storefront's own page, as `<desk-bell>`.
    Inline,
}

impl FromStr for Embed {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        match written {
            "none" => Ok(Self::None),
            "panel" => Ok(Self::Panel),
            "inline" => Ok(Self::Inline),
            _ => Err(Invalid(["`", written, "` is no way to show a page; write panel or inline"].concat())),
        }
    }
}

/// What the browser needs to go on from a rendered page: the page's first data and its language's
/// texts. It stands in the document as JSON and is read once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    /// The page's answer.
    pub view: Rc<View>,
    /// The name shoppers know the site by; empty where no site was found.
    pub site: String,
    /// The storefront's front page; may be empty.
    pub shop: String,
    /// The page's language.
    pub lang: Lang,
    /// The languages offered.
    pub languages: Vec<Lang>,
    /// The pages offered, in the order of the navigation.
    pub pages: Vec<Page>,
    /// The interface's texts in the order of the widget's `Text`.
    pub texts: Vec<String>,
    /// What every link keeps of this page's query.
    pub keep: Keep,
    /// How the page is shown.
    pub embed: Embed,
    /// When the page was rendered.
    pub now: Seconds,
    /// The shopper's time zone as far as the edge can tell (IANA name).
    pub zone: Option<String>,
}
