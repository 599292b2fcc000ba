//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of the search among what is known (`widget/texts/ask/{language}.json`).
    AskText ASK_KEYS {
    /// Button that searches.
    Search = "search",
    }
}
