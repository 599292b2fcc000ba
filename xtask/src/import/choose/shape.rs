//! The shapes of `guides/*.toml` and `options/*.toml`.

use model::choose::guide::{Id, Points};

use super::super::shape::{Field, Shape, may, must};
use super::super::told;
use Shape::{Filled, Flag, Number, Tables, Text, Texts, Words};

pub(super) const GUIDE: &[Field] = &[
    must("title", Words, r#""Find your monitor""#),
    may("intro", Words, r#""Five questions, and you know which one fits""#),
    may("among", Tables(AMONG), ""),
    may("spec", Tables(SPEC), ""),
    must("question", Tables(QUESTION), r#"[{ id = "use", text = "What for?" }]"#),
];

/// A condition, and what stands beside it.
macro_rules! condition {
    ($($more:expr),*) => {
        &[
            must("spec", Text(told::words), r#""Size""#),
            may("is", Texts(told::words), r#"["IPS", "OLED"]"#),
            may("is_not", Texts(told::words), r#"["TN"]"#),
            may("has", Texts(told::words), r#"["HDMI", "USB-C"]"#),
            may("at_least", Text(told::words), r#""27 in""#),
            may("at_most", Text(told::words), r#""32 in""#),
            may("yes", Flag, "true"),
            $($more),*
        ]
    };
}

const AMONG: &[Field] = condition!();

const SPEC: &[Field] = &[must("name", Text(told::words), r#""Size""#), may("label", Words, r#""Diagonal""#)];

const QUESTION: &[Field] = &[
    must("id", Text(told::text::<Id>), r#""use""#),
    must("text", Words, r#""What do you do at the screen?""#),
    may("help", Words, r#""Choose all that apply.""#),
    may("many", Flag, "true"),
    may("when", Tables(WHEN), ""),
    must("answer", Tables(ANSWER), r#"[{ id = "games", text = "Games" }]"#),
];

const WHEN: &[Field] = &[
    must("question", Text(told::text::<Id>), r#""use""#),
    may("is", Texts(told::text::<Id>), r#"["games"]"#),
    may("is_not", Texts(told::text::<Id>), r#"["games"]"#),
];

const ANSWER: &[Field] = &[
    must("id", Text(told::text::<Id>), r#""games""#),
    must("text", Words, r#""Games""#),
    may("weigh", Tables(WEIGH), ""),
    may("need", Tables(NEED), ""),
];

const WEIGH: &[Field] = condition!(
    must("points", Number(told::number::<Points>), "3"),
    may("for", Filled(&["value"]), r#""{value}: motion stays sharp""#),
    may("against", Filled(&["value"]), r#""Only {value}: motion blurs""#)
);

const NEED: &[Field] =
    condition!(must("against", Filled(&["value"]), r#""{value} is too large for your desk""#));

pub(super) const OPTIONS: &[Field] = &[
    must("currency", Text(told::currency), r#""EUR""#),
    must("price", Text(told::words), r#""99.00""#),
    may("days", Number(told::number::<u32>), "5"),
    must("option", Tables(OPTION), r#"[{ id = "processor", text = "Processor" }]"#),
    may("rule", Tables(RULE), ""),
    may("combination", Tables(COMBINATION), ""),
];

const OPTION: &[Field] = &[
    must("id", Text(told::text::<Id>), r#""processor""#),
    must("text", Words, r#""Processor""#),
    may("help", Words, r#""It decides how fast everything goes.""#),
    may("least", Number(told::number::<u32>), "1"),
    may("most", Number(told::number::<u32>), "4"),
    may("default", Text(told::text::<Id>), r#""ryzen-5""#),
    must("choice", Tables(CHOICE), r#"[{ id = "ryzen-5", product = "amd-ryzen-5-9600x" }]"#),
];

const CHOICE: &[Field] = &[
    must("id", Text(told::text::<Id>), r#""ryzen-5""#),
    may("text", Words, r#""Ryzen 5""#),
    may("product", Text(told::words), r#""amd-ryzen-5-9600x""#),
    may("price", Text(told::words), r#""204.99""#),
    may("tier", Tables(TIER), ""),
    may("days", Number(told::number::<u32>), "2"),
    may("facts", Shape::Facts, r#"{ socket = "AM5", power = 65 }"#),
];

const TIER: &[Field] =
    &[must("from", Number(told::number::<u32>), "2"), must("price", Text(told::words), r#""189.00""#)];

const RULE: &[Field] = &[
    must("text", Filled(&["needed", "limit"]), r#""Processor and board have different sockets.""#),
    may("same", Text(told::words), r#""socket""#),
    may("sum", Text(told::words), r#""power""#),
    may("reserve", Number(told::number::<u32>), "100"),
    may("percent", Number(told::number::<u32>), "150"),
    may("within", Text(told::words), r#""supply""#),
    may("choices", Texts(told::words), r#"["case.small"]"#),
    may("need", Texts(told::words), r#"["supply.sfx"]"#),
    may("exclude", Texts(told::words), r#"["cooler.tower"]"#),
];

const COMBINATION: &[Field] = &[
    must("text", Words, r#""Board and memory together""#),
    must("choices", Texts(told::words), r#"["board.b650", "memory.32"]"#),
    must("price", Text(told::words), r#""-20.00""#),
];
