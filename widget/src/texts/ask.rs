//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of the search among what is known (`widget/texts/ask/{language}.json`).
    AskText ASK_KEYS {
    /// Button that searches.
    Search = "search",
    /// Label of the field for what is searched for.
    Question = "question",
    /// Heads what fits: `{query}`.
    Found = "found",
    /// Nothing fits: `{query}`.
    Nothing = "nothing",
    /// Stands before what is nearest where nothing fits.
    Nearest = "nearest",
    /// Heads what most want to know.
    Popular = "popular",
    /// Heads what is known about a product.
    About = "about",
    /// Says of an article whose it is.
    OfShop = "of_shop",
    /// Says of a thread that an answer solved it.
    Solved = "solved",
    /// Says of a thread that it is one.
    Open = "open",
    /// Asks whether an answer helped.
    Helped = "helped",
    /// It did.
    Yes = "yes",
    /// It did not.
    No = "no",
    /// Thanks for having said so.
    Thanks = "thanks",
    /// Leads to where a question is asked.
    AskCommunity = "ask_community",
    /// What is to be had there.
    AskWhat = "ask_what",
    /// Not all sources answer at present.
    Missing = "missing",
    /// Leads back to the search: `{query}`.
    Results = "results",
    /// When an article was last changed: `{date}`.
    Updated = "updated",
    /// Link to an article's page elsewhere.
    Original = "original",
    /// Where such a link leads, for screen readers.
    NewTab = "new_tab",
    /// Leads to what is kept of who has written.
    Mine = "mine",
    }
}
