//! Words of the guides by need; they come with their views, so that other pages do not carry them.

texts! {
    /// A text of the guides by need (`widget/texts/guide/{language}.json`).
    GuideText GUIDE_KEYS {
    /// Heading of the guides by need.
    ByNeed = "by_need",
    /// Heading of the products that are put together.
    PutTogether = "put_together",
    /// Leads to the catalogue by its specs.
    BySpec = "by_spec",
    /// What is found there.
    BySpecHelp = "by_spec_help",
    /// Label of the field that searches for products.
    SearchLabel = "search_label",
    /// Button that searches.
    Search = "search",
    /// Heads the products found: `{query}`.
    Found = "found",
    /// None was found: `{query}`.
    NothingFound = "nothing_found",
    /// Which question this is: `{at}`, `{count}`.
    Progress = "progress",
    /// Button that goes on.
    Next = "next",
    /// An answer to every question.
    Unsure = "unsure",
    /// Leads past a question.
    Skip = "skip",
    /// Stands before the answers so far.
    Answers = "answers",
    /// Stands for the answer to a question that was passed over.
    Skipped = "skipped",
    /// Leads to the beginning.
    Restart = "restart",
    /// Heading of the products that fit best.
    Results = "results",
    /// The same where nothing fits.
    Nearest = "nearest",
    /// How many products fit: `{count}`, `{all}`.
    Fitting = "fitting",
    /// Names the list of what speaks for a product, for screen readers.
    Pros = "pros",
    /// Names the list of what speaks against it, for screen readers.
    Cons = "cons",
    /// A product cannot be bought now.
    SoldOut = "sold_out",
    /// What a product does not say, though it matters: `{specs}`.
    Unknown = "unknown",
    /// Leads to a product's page in the shop.
    InShop = "in_shop",
    /// Leads to all that is known of a product.
    Details = "details",
    /// Leads to where a question about a product is asked.
    AskAbout = "ask_about",
    /// Leads to where a product is put together.
    Configure = "configure",
    /// Button that puts a product into the shop's cart.
    ToCart = "to_cart",
    /// Leads to the products beside each other.
    Compare = "compare",
    /// Heading of what a better product would take.
    Better = "better",
    /// It would fit better, but for one answer: `{product}`, `{question}`.
    BetterBut = "better_but",
    /// Leads to another answer: `{answer}`.
    Instead = "instead",
    /// Leads to no answer to that question.
    NoAnswer = "no_answer",
    /// Heading of a product that costs less.
    Cheaper = "cheaper",
    /// It costs less: `{product}`.
    CheaperBut = "cheaper_but",
    /// Stands before what it lacks.
    Lost = "lost",
    /// Link to the page as it is, to be passed on.
    Share = "share",
    /// The least of several prices: `{price}`.
    From = "from",
    }
}
