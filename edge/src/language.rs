//! Which language a page is in.

use fluent_langneg::{
    LanguageIdentifier, NegotiationStrategy, negotiate_languages, parse_accepted_languages,
};
use model::lang::Lang;

/// The language among `offered` that suits best: the one of `?lang=`, if it is offered, else by
/// `Accept-Language` (RFC 4647 lookup with likely scripts), else the first offered.
pub(crate) fn negotiate(wish: Option<&str>, accept_language: &str, offered: &[Lang]) -> Lang {
    let first = offered.first().copied().unwrap_or_default();
    if let Some(lang) = wish.and_then(|wish| wish.parse().ok()).filter(|lang| offered.contains(lang)) {
        return lang;
    }
    // A tag alone, such as `pt`, is a wish too.
    let header = match wish {
        Some(wish) if wish.len() < 20 => format!("{wish},{accept_language}"),
        _ => accept_language.to_owned(),
    };
    let wanted = parse_accepted_languages(&by_weight(&header));
    let available: Vec<LanguageIdentifier> =
        offered.iter().filter_map(|lang| lang.code().parse().ok()).collect();
    let found = negotiate_languages(&wanted, &available, None, NegotiationStrategy::Filtering);
    found.first().and_then(|tag| tag.to_string().parse().ok()).unwrap_or(first)
}

/// The most languages of a header that are read.
const RANGES: usize = 50;

/// The languages of a header, the most wanted first (RFC 9110, section 12.4.2); none of weight 0.
/// Names of parameters may be written in capitals (section 5.6.6), and spaces beside `=` are forgiven.
fn by_weight(header: &str) -> String {
    let weight = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    };
    let weighed = header.split(',').take(RANGES).map(|range| {
        let mut parts = range.split(';');
        let tag = bare(parts.next().unwrap_or_default().trim());
        (parts.find_map(weight).unwrap_or(1_000), tag)
    });
    let mut tags: Vec<(u32, &str)> = Vec::new();
    for (weight, tag) in weighed.filter(|(weight, _)| *weight > 0) {
        // Each is put where it belongs: every sort is 4 KB of WASM.
        tags.insert(tags.partition_point(|(known, _)| *known >= weight), (weight, tag));
    }
    tags.into_iter().map(|(_, tag)| tag).collect::<Vec<_>>().join(",")
}

/// A tag without its extensions and private parts, `de-DE` of `de-DE-u-co-phonebk`: a language is all that is looked up
/// (RFC 5646, section 2.2.6: they begin with a subtag of one character).
fn bare(tag: &str) -> &str {
    let ends = |(at, _)| tag[at + 1..].split(['-', '_']).next().is_some_and(|subtag| subtag.len() == 1);
    tag.match_indices(['-', '_']).find(|found| ends(*found)).map_or(tag, |(at, _)| &tag[..at])
}

/// A weight such as `0.8`, in thousandths, for it has no more than three decimals; 0 for what is none.
/// (Reading floats would cost the Worker 12 KB of tables.)
fn thousandths(weight: &str) -> u32 {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    format!("{whole}{decimals:0<3.3}").parse().unwrap_or_default()
}

/// What to tell the owner of a storefront that asks for a language the site does not offer.
pub(crate) fn warning(wish: Option<&str>, offered: &[Lang]) -> Option<String> {
    let wish = wish?;
    let known = wish.parse().is_ok_and(|lang| offered.contains(&lang));
    let codes: Vec<&str> = offered.iter().map(|lang| lang.code()).collect();
    (!known).then(|| format!("data-lang=\"{}\" is not offered; use {}", shortened(wish), codes.join(", ")))
}

/// Text of a stranger, fit for a sentence.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shoppers_language_is_found() {
        for (wish, header, expect) in [
            (None, "", Lang::En),
            (None, "de-AT,de;q=0.9,en;q=0.8", Lang::De),
            (None, "zh", Lang::ZhCn),
            (None, "zh-CN,zh;q=0.9", Lang::ZhCn),
            (None, "zh-Hans-SG", Lang::ZhCn),
            (None, "pt-PT,pt;q=0.9", Lang::PtBr),
            (None, "es-419", Lang::Es),
            (None, "ar-EG", Lang::Ar),
            (None, "it,fr-CH;q=0.7", Lang::Fr),
            (None, "en;q=0.2, fr-CH;q=0.9", Lang::Fr),
            (None, "ja;q=0,de;q=0.1", Lang::De),
            (None, "en;Q=0.2,fr-CH;q=0.9", Lang::Fr),
            (None, "ja; q = 0, en ; q =0.2, de;q= 0.4", Lang::De),
            (None, "de;q=0.75,fr;q=0.8,ja;q=.799", Lang::Fr),
            (None, "de;q=-1,fr;q=0.001,ja;q=x", Lang::Fr),
            (None, "tlh,xx-klingon,*;q=0.1", Lang::En),
            (None, ";;;q=,é\u{0}", Lang::En),
            (None, "de-DE-u-co-phonebk", Lang::De),
            (None, "ar-u-nu-latn,fr;q=0.1", Lang::Ar),
            (None, "x-pig-latin,ja_JP-x-foo", Lang::Ja),
            (Some("de-x-foo"), "fr", Lang::De),
            (Some("ja"), "de", Lang::Ja),
            (Some("JA"), "de", Lang::Ja),
            (Some("pt"), "de", Lang::PtBr),
            (Some("zh_CN"), "de", Lang::ZhCn),
            (Some("nonsense"), "de", Lang::De),
            (Some("\u{fffd}"), "", Lang::En),
        ] {
            assert_eq!(negotiate(wish, header, &Lang::ALL), expect, "{wish:?} {header}");
        }
        assert_eq!(negotiate(Some("de"), "fr", &[Lang::Ja, Lang::En]), Lang::Ja);
    }

    #[test]
    fn a_wrong_language_is_told_the_right_ones() {
        assert_eq!(warning(Some("de"), &Lang::ALL), None);
        assert_eq!(warning(None, &Lang::ALL), None);
        assert_eq!(
            warning(Some("xx"), &[Lang::Ja, Lang::En]).as_deref(),
            Some("data-lang=\"xx\" is not offered; use ja, en")
        );
    }
}
