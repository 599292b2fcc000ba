//! The lists of each language, as [`super::Rules::read`] reads them. The edge has all of them; a browser is
//! sent those of its page.

use crate::lang::Lang;

/// The lists of a language.
pub const fn of(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("words/en.txt"),
        Lang::ZhCn => include_str!("words/zh-CN.txt"),
        Lang::De => include_str!("words/de.txt"),
        Lang::PtBr => include_str!("words/pt-BR.txt"),
        Lang::Es => include_str!("words/es.txt"),
        Lang::Fr => include_str!("words/fr.txt"),
        Lang::Ja => include_str!("words/ja.txt"),
        Lang::Ar => include_str!("words/ar.txt"),
    }
}
