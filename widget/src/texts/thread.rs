//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of questions to the community (`widget/texts/thread/{language}.json`).
    ThreadText THREAD_KEYS {
    /// Heading of the form for a question.
    AskCommunity = "ask_community",
    }
}
