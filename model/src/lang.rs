//! The languages Deskbell speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the interface. Each has two catalogues, `{code}.json` in `widget/texts` and in `edge/texts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
    /// German.
    De,
    /// Brazilian Portuguese.
    PtBr,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Japanese.
    Ja,
    /// Arabic, written right to left.
    Ar,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::En, Self::ZhCn, Self::De, Self::PtBr, Self::Es, Self::Fr, Self::Ja, Self::Ar];

    /// The BCP 47 tag, as it stands in `lang=` and in file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::De => "de",
            Self::PtBr => "pt-BR",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ja => "ja",
            Self::Ar => "ar",
        }
    }

    /// The language's name in itself, for a reader who cannot read the present one.
    pub const fn autonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
            Self::De => "Deutsch",
            Self::PtBr => "Português (Brasil)",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::Ja => "日本語",
            Self::Ar => "العربية",
        }
    }

    /// `rtl` or `ltr`, for the `dir` attribute.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }

    /// Whether its letters alone tell a text of it from the others.
    pub const fn is_told_by_script(self) -> bool {
        matches!(self, Self::ZhCn | Self::Ja | Self::Ar)
    }

    /// What stands between two of a list of names.
    pub const fn between(self) -> &'static str {
        match self {
            Self::ZhCn | Self::Ja => "、",
            Self::Ar => "، ",
            _ => ", ",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Lang> for &'static str {
    fn from(lang: Lang) -> Self {
        lang.code()
    }
}

/// A tag that names no language of [`Lang::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLang(pub String);

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a language Deskbell speaks; write one of", self.0)?;
        Lang::ALL.iter().try_for_each(|lang| write!(f, " {lang}"))
    }
}

impl std::error::Error for UnknownLang {}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads a code of [`Lang::code`], whatever its case; `_` may stand for `-`.
    fn from_str(tag: &str) -> Result<Self, UnknownLang> {
        let written = tag.replace('_', "-");
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(&written))
            .ok_or_else(|| UnknownLang(tag.to_owned()))
    }
}

impl TryFrom<String> for Lang {
    type Error = UnknownLang;

    fn try_from(tag: String) -> Result<Self, UnknownLang> {
        tag.parse()
    }
}

/// Declares a function from a language to the text of its catalogue: the files `{code}.json` of a folder, which is
/// named as seen from the file that declares it.
#[macro_export]
macro_rules! source {
    ($name:ident, $folder:literal) => {
        fn $name(lang: $crate::lang::Lang) -> &'static str {
            use $crate::lang::Lang;
            match lang {
                Lang::En => include_str!(concat!($folder, "/en.json")),
                Lang::ZhCn => include_str!(concat!($folder, "/zh-CN.json")),
                Lang::De => include_str!(concat!($folder, "/de.json")),
                Lang::PtBr => include_str!(concat!($folder, "/pt-BR.json")),
                Lang::Es => include_str!(concat!($folder, "/es.json")),
                Lang::Fr => include_str!(concat!($folder, "/fr.json")),
                Lang::Ja => include_str!(concat!($folder, "/ja.json")),
                Lang::Ar => include_str!(concat!($folder, "/ar.json")),
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_whatever_their_case() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
            assert_eq!(lang.code().to_uppercase().replace('-', "_").parse(), Ok(lang));
        }
    }

    #[test]
    fn a_list_has_the_marks_of_its_language() {
        for (lang, list) in [(Lang::De, "a, b"), (Lang::ZhCn, "a、b"), (Lang::Ja, "a、b"), (Lang::Ar, "a، b")]
        {
            assert_eq!(["a", "b"].join(lang.between()), list);
        }
    }

    #[test]
    fn an_unknown_tag_is_told_what_to_write() {
        let told = "tlh".parse::<Lang>().unwrap_err().to_string();
        assert!(told.contains("`tlh`") && told.contains("zh-CN"), "{told}");
    }
}
