//! Words of a part of the pages; they come with its views, so that other pages do not carry them.

texts! {
    /// A text of questions to the community (`widget/texts/thread/{language}.json`).
    ThreadText THREAD_KEYS {
    /// Heading of the form for a question.
    AskCommunity = "ask_community",
    /// Field of a question's title.
    Title = "title",
    /// Field of a question's text.
    Text = "text",
    /// Below a field of a text: what of Markdown is understood.
    TextHelp = "text_help",
    /// Before the product that it is about; `{product}` is its name.
    About = "about",
    /// Field of the author's name.
    Name = "name",
    /// Field of the e-mail address.
    Email = "email",
    /// Below that field.
    EmailHelp = "email_help",
    /// To tick: only staff are asked.
    ToStaff = "to_staff",
    /// Below that.
    ToStaffHelp = "to_staff_help",
    /// To choose: everybody may read it.
    ToEverybody = "to_everybody",
    /// Question over these two.
    Who = "who",
    /// Button of the form.
    Ask = "ask",
    /// Heading of questions that are alike.
    Similar = "similar",
    /// Heading of the rules of conduct.
    Rules = "rules",
    /// Mark of a thread that is solved.
    Solved = "solved",
    /// Where a thread takes no more answers.
    Closed = "closed",
    /// Heading of the answers.
    Answers = "answers",
    /// Where there is none.
    NoAnswers = "no_answers",
    /// Mark of the answer that solved it.
    Accepted = "accepted",
    /// Button: this answer solved it.
    Accept = "accept",
    /// Button that takes that back.
    Unaccept = "unaccept",
    /// Button: a vote for an answer; `{count}` is how many there are.
    Helpful = "helpful",
    /// How many votes there are.
    Likes = "likes",
    /// Opens the form that edits.
    Edit = "edit",
    /// Button of that form.
    Save = "save",
    /// Puts a post into one's own answer.
    Quote = "quote",
    /// Opens the form that reports.
    Flag = "flag",
    /// What is wrong with a post.
    FlagSpam = "flag_spam",
    /// What is wrong with a post.
    FlagRude = "flag_rude",
    /// What is wrong with a post.
    FlagPrivate = "flag_private",
    /// What is wrong with a post.
    FlagWrong = "flag_wrong",
    /// Button: no more answers.
    Close = "close",
    /// Button that takes that back.
    Reopen = "reopen",
    /// Field of an answer.
    YourAnswer = "your_answer",
    /// Button of an answer.
    SendAnswer = "send_answer",
    /// To tick: everybody may read this answer.
    Sure = "sure",
    /// On a post that others do not see yet.
    Held = "held",
    /// Link to a thread in its own forum.
    Elsewhere = "elsewhere",
    /// Who gives no name.
    Customer = "customer",
    /// Badge of who is of the shop.
    Staff = "staff",
    /// Badge of who knows a topic well.
    Champion = "champion",
    /// Behind the date of a post that was edited.
    Edited = "edited",
    /// Where a form did not go through.
    SendFailed = "send_failed",
    }
}
