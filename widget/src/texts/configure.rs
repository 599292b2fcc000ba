//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of what is put together (`widget/texts/configure/{language}.json`).
    ConfigureText CONFIGURE_KEYS {
    /// Heading of the options.
    Options = "options",
    }
}
