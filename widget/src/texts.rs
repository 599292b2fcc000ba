//! The interface's texts. The WASM carries none: the edge puts one language's texts into `Boot`, in
//! the order of [`Text`], and components ask for them by that number.

pub use model::places::fill;

/// Declares the texts of a part, and their names, which are the keys of its catalogues.
macro_rules! texts {
    ($(#[$about:meta])* $name:ident $keys:ident { $($(#[$doc:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl From<$name> for usize {
            fn from(text: $name) -> usize {
                text as usize
            }
        }

        /// The keys of its catalogues, in its order.
        #[cfg(any(feature = "ssr", test))]
        pub const $keys: &[&str] = &[$($key,)+];
    };
}

mod ask;
mod configure;
mod guide;
#[cfg(any(feature = "ssr", test))]
mod quote;
mod specs;
mod thread;

pub use ask::AskText;
pub use configure::ConfigureText;
pub use guide::GuideText;
pub use specs::SpecsText;
pub use thread::ThreadText;

#[cfg(any(feature = "ssr", test))]
pub use self::{
    ask::ASK_KEYS, configure::CONFIGURE_KEYS, guide::GUIDE_KEYS, quote::QUOTE_KEYS, quote::QuoteText,
    specs::SPECS_KEYS, thread::THREAD_KEYS,
};

texts! {
    /// A text of the interface (`widget/texts/{language}.json`).
    Text KEYS {
    /// Name of the first page in the navigation.
    Home = "home",
    /// Name of the contact page, and its heading.
    Contact = "contact",
    /// Name of the orders page, and its heading.
    Orders = "orders",
    /// Name of the page that helps to choose, and its heading.
    Choose = "choose",
    /// Name of the community's page, and its heading.
    Ask = "ask",
    /// Name of the navigation, for screen readers.
    Navigation = "navigation",
    /// Link over the navigation to the content.
    SkipToContent = "skip_to_content",
    /// Name of the button that closes the panel.
    Close = "close",
    /// Label of the choice of language.
    Language = "language",
    /// Button that applies the chosen language.
    ChangeLanguage = "change_language",
    /// Title of a document: `{page}`, `{site}`.
    PageTitle = "page_title",
    /// Heading of the first page.
    Welcome = "welcome",
    /// Leads to the look-up of an order from the first page.
    WhereIsMyOrder = "where_is_my_order",
    /// What is found there.
    SeeOrder = "see_order",
    /// Leads to what helps to choose from the first page.
    ChooseEntry = "choose_entry",
    /// What is found there.
    ChooseEntryHelp = "choose_entry_help",
    /// Leads to questions and answers from the first page.
    AskEntry = "ask_entry",
    /// What is found there.
    AskEntryHelp = "ask_entry_help",
    /// Open, with the closing time: `{when}`.
    OpenUntil = "open_until",
    /// Open without end in sight.
    OpenAlways = "open_always",
    /// Closed, with the next opening: `{when}`.
    ClosedUntil = "closed_until",
    /// Closed, the next opening unknown.
    Closed = "closed",
    /// A time of today: `{time}`.
    AtTime = "at_time",
    /// The same instant by the shopper's clock: `{time}`.
    YourTime = "your_time",
    /// Heading of the opening hours.
    OpeningHours = "opening_hours",
    /// Heads the days of a table of hours.
    Day = "day",
    /// Heads the times of a table of hours.
    Times = "times",
    /// A day without opening hours.
    ClosedDay = "closed_day",
    /// A day open from 0:00 to 24:00.
    AllDay = "all_day",
    /// Two days or times and all between: `{from}`, `{to}`.
    Range = "range",
    /// Heading of the special days.
    SpecialDays = "special_days",
    /// Says whose clock the hours are told by: `{zone}`.
    TimesInZone = "times_in_zone",
    /// Heading of the addresses.
    Addresses = "addresses",
    /// Link to a map.
    Map = "map",
    /// Name of the link to a map, for screen readers: `{place}`.
    MapOf = "map_of",
    /// Link to the vCard.
    SaveContact = "save_contact",
    /// Heading of the phone numbers.
    Phone = "phone",
    /// What a call costs: `{price}`.
    PricePerMinute = "price_per_minute",
    /// A call costs nothing.
    FreeOfCharge = "free_of_charge",
    /// Heading of the e-mail addresses.
    Email = "email",
    /// Heading of the messaging apps.
    Messages = "messages",
    /// Heading of the people by topic.
    WhomToAsk = "whom_to_ask",
    /// Name of a person's phone link, for screen readers: `{name}`.
    CallPerson = "call_person",
    /// Name of a person's e-mail link, for screen readers: `{name}`.
    WritePerson = "write_person",
    /// Label of the field that finds who answers.
    WhatIsItAbout = "what_is_it_about",
    /// Button that finds who answers.
    FindPerson = "find_person",
    /// Heads the people found: `{query}`.
    PeopleFor = "people_for",
    /// Nobody was found: `{query}`.
    NobodyFor = "nobody_for",
    /// Leads to all people, phones and addresses.
    AllContacts = "all_contacts",
    /// Leads to what the shop has answered about the page's subject.
    CommonAnswers = "common_answers",
    /// Leads to the storefront: `{site}`.
    BackToShop = "back_to_shop",
    /// A page did not load in the browser.
    LoadFailed = "load_failed",
    /// Button that tries again.
    TryAgain = "try_again",
    /// While a page loads.
    Loading = "loading",
    /// The near value that was probably meant: `{value}`.
    DidYouMean = "did_you_mean",
    }
}

texts! {
    /// A text of the Orders panel (`widget/texts/orders/{language}.json`); it comes with the panel's view, so that
    /// other pages do not carry it.
    OrderText ORDER_KEYS {
    /// Label of the field for the order's number.
    Number = "number",
    /// Where that is found.
    NumberHelp = "number_help",
    /// Label of the field for what proves that the order is theirs: an e-mail address or a postcode.
    Proof = "proof",
    /// Which of their addresses or postcodes.
    ProofHelp = "proof_help",
    /// Button that looks the order up.
    Find = "find",
    /// Heading of the orders of who is known.
    YourOrders = "your_orders",
    /// Who is known has none.
    NoOrders = "no_orders",
    /// Heading of the look-up below a list, and the link to it from an order.
    FindAnother = "find_another",
    /// An order: `{number}`.
    OrderNumber = "order_number",
    /// Heading of the stages.
    Progress = "progress",
    /// Said before a stage that is over, for screen readers.
    Done = "done",
    /// Said before a stage that is to come, for screen readers.
    Next = "next",
    /// Heading of the arrival.
    Arrival = "arrival",
    /// Label of the day that it is wanted by.
    By = "by",
    /// Button that answers that.
    ByCheck = "by_check",
    /// It arrives by the day: `{day}`.
    ByYes = "by_yes",
    /// It probably does: `{day}`.
    ByProbably = "by_probably",
    /// It probably does not: `{day}`.
    ByUnlikely = "by_unlikely",
    /// It does not: `{day}`.
    ByNo = "by_no",
    /// Nobody can tell: `{day}`.
    ByUnknown = "by_unknown",
    /// Button that gives the arrival for a calendar.
    Calendar = "calendar",
    /// Stands before the carrier's name.
    Carrier = "carrier",
    /// Stands before the tracking number.
    Tracking = "tracking",
    /// Link to the carrier's page.
    Track = "track",
    /// Where such a link leads, for screen readers.
    NewTab = "new_tab",
    /// Heading of a parcel's contents.
    InParcel = "in_parcel",
    /// Heading of what was ordered, where nobody tells what is in which parcel.
    Ordered = "ordered",
    /// Heading of what is in none of the parcels.
    NotInParcel = "not_in_parcel",
    /// Opens the rest of a long list: `{count}`.
    More = "more",
    /// Opens what has happened.
    Events = "events",
    /// Heading of the e-mails about the order.
    Watch = "watch",
    /// Stands before the steps to choose from.
    WatchWhen = "watch_when",
    /// They are sent already.
    WatchOn = "watch_on",
    /// Label of the field for an e-mail address.
    Email = "email",
    /// Button that asks for e-mails.
    WatchStart = "watch_start",
    /// Button that keeps another choice of steps.
    WatchSave = "watch_save",
    /// Opens the form that reports a problem.
    Problem = "problem",
    /// Stands before the kinds of problems.
    ProblemKind = "problem_kind",
    /// Label of the field that tells more of it.
    ProblemText = "problem_text",
    /// What need not be written there.
    ProblemHelp = "problem_help",
    /// Button that sends it.
    ProblemSend = "problem_send",
    /// Heading of what was reported.
    Cases = "cases",
    /// What to name it by: `{reference}`.
    Reference = "reference",
    /// Stands before what staff answered.
    OurAnswer = "our_answer",
    /// Link to the order's page in the shop.
    ShopPage = "shop_page",
    /// A form did not reach the edge.
    SendFailed = "send_failed",
    }
}
