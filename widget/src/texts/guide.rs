//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of the guides by need (`widget/texts/guide/{language}.json`).
    GuideText GUIDE_KEYS {
    /// Heading of the guides by need.
    ByNeed = "by_need",
    }
}
