//! Words of prices that are held, and of repairs. The edge alone says them.

texts! {
    /// A text of a quote, or of a repair (`widget/texts/quote/{language}.json`).
    QuoteText QUOTE_KEYS {
    /// Heading: `{product}`.
    Title = "title",
    /// The price is held: `{day}`.
    Held = "held",
    /// It was: `{day}`.
    Expired = "expired",
    /// When it is sent, where nobody can tell when it arrives: `{days}`.
    SentIn = "sent_in",
    /// When it arrives: `{day}`.
    ArrivesOn = "arrives_on",
    /// When it arrives: `{day}`, `{from}`, `{to}`.
    ArrivesBetween = "arrives_between",
    /// Heading of what was chosen.
    Chosen = "chosen",
    /// That the page can be passed on.
    Share = "share",
    /// Leads to the options.
    Adjust = "adjust",
    /// The same, once the price is held no more.
    Again = "again",
    /// Button that puts it into the shop's cart.
    Cart = "cart",
    /// For how long a price would be held: `{days}`.
    HoldHelp = "hold_help",
    /// What a repair changes: `{option}`, `{choice}`.
    Change = "change",
    /// It costs more then: `{price}`.
    More = "more",
    /// It costs less then: `{price}`.
    Less = "less",
    }
}
