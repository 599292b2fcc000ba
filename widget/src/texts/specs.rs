//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of the filters by spec, of comparisons and of products (`widget/texts/specs/{language}.json`).
    SpecsText SPECS_KEYS {
    /// Heading of the filters by spec.
    BySpec = "by_spec",
    /// Heading of the kinds of products to choose from.
    Categories = "categories",
    /// Products that say no kind.
    Other = "other",
    /// Leads back to the kinds of products.
    AllCategories = "all_categories",
    /// Name of the price as a filter and in a comparison.
    Price = "price",
    /// Name of the brand, likewise.
    Brand = "brand",
    /// Name of whether it can be bought now, likewise.
    Available = "available",
    /// It can be bought now.
    InStock = "in_stock",
    /// It cannot be bought now.
    OutOfStock = "out_of_stock",
    /// The least of several prices: `{price}`.
    PriceFrom = "price_from",
    /// Heading of the filters.
    Filters = "filters",
    /// Label of a range's lower end.
    From = "from",
    /// Label of a range's upper end.
    To = "to",
    /// What can be typed as an end of a range: `{example}`.
    SuchAs = "such_as",
    /// The same, where any unit will do: `{example}`.
    SuchAsUnit = "such_as_unit",
    /// Button of a range.
    Apply = "apply",
    /// A range: `{low}`, `{high}`.
    Between = "between",
    /// A range without an upper end: `{low}`.
    AtLeast = "at_least",
    /// A range without a lower end: `{high}`.
    AtMost = "at_most",
    /// Opens the rest of many choices: `{count}`.
    MoreChoices = "more_choices",
    /// Says of a choice, to screen readers, that it is chosen.
    IsChosen = "is_chosen",
    /// Heading of what was chosen.
    Chosen = "chosen",
    /// Link that takes back what was chosen, or a product out of a comparison; for screen readers, before its name.
    Remove = "remove",
    /// Link that takes back all of it.
    Clear = "clear",
    /// A number was not understood: `{text}`, `{spec}`.
    Unread = "unread",
    /// Heading of the products that fit: `{count}`.
    Results = "results",
    /// Nothing fits: heading of the nearest products.
    Nearest = "nearest",
    /// Stands before the conditions that can be dropped then.
    Relax = "relax",
    /// A link that drops a condition: `{what}`, `{count}`.
    Without = "without",
    /// Label of the order of the products.
    Sort = "sort",
    /// The order of the shop's catalogue.
    SortShop = "sort_shop",
    /// An order: `{spec}`.
    LowestFirst = "lowest_first",
    /// An order: `{spec}`.
    HighestFirst = "highest_first",
    /// Button that puts the products into that order.
    SortApply = "sort_apply",
    /// Link to the page before.
    Previous = "previous",
    /// Link to the next page.
    Next = "next",
    /// Name of these links, for screen readers.
    Pages = "pages",
    /// Which of the products are on this page: `{from}`, `{to}`, `{count}`.
    Shown = "shown",
    /// Label of a box that ticks a product for a comparison; heading of the comparison.
    Compare = "compare",
    /// Button that compares what is ticked.
    CompareTicked = "compare_ticked",
    /// Fewer than two products are to be compared.
    CompareFew = "compare_few",
    /// More than four are to be compared.
    CompareMany = "compare_many",
    /// Products that are to be compared are not there.
    CompareGone = "compare_gone",
    /// Leads to a further product for a comparison.
    AddProduct = "add_product",
    /// Heading of what differs.
    Differences = "differences",
    /// Heading of what is the same.
    Same = "same",
    /// Nothing differs.
    AllSame = "all_same",
    /// A product does not say this.
    NotStated = "not_stated",
    /// Heading of a product's specs.
    Specs = "specs",
    /// Heading of the forms in which a product is sold.
    Variants = "variants",
    /// Link to the product's page in the shop.
    ShopPage = "shop_page",
    /// Link to the page where it is put together.
    PutTogether = "put_together",
    /// Link to a question about the product.
    AskAbout = "ask_about",
    /// Button that puts it into the shop's cart.
    IntoCart = "into_cart",
    }
}
