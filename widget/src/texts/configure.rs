//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of what is put together (`widget/texts/configure/{language}.json`).
    ConfigureText CONFIGURE_KEYS {
    /// Names that an option is left out.
    None = "none",
    /// Label of the field for a number of pieces: `{range}`.
    Pieces = "pieces",
    /// What a piece costs from a number of pieces on: `{price}`, `{count}`.
    Tier = "tier",
    /// Instead of a price of nothing.
    Included = "included",
    /// What it costs before anything is chosen: `{price}`.
    Base = "base",
    /// Stands before what it costs.
    Total = "total",
    /// Button that asks what it costs, where no script does.
    Update = "update",
    /// Heads why it cannot be had.
    Impossible = "impossible",
    /// Link that repairs that.
    Repair = "repair",
    /// Button that has the price held.
    Hold = "hold",
    /// Leads to where a question is asked.
    Ask = "ask",
    }
}
