//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of the filters by spec and of comparisons (`widget/texts/specs/{language}.json`).
    SpecsText SPECS_KEYS {
    /// Heading of the filters by spec.
    BySpec = "by_spec",
    }
}
