//! SVG that is a picture and nothing else: it runs nothing and fetches nothing.

use roxmltree::{Document, Node};

/// Whether the bytes are an SVG document, by their first element.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!DOCTYPE") => ">",
            _ => return rest.starts_with("<svg"),
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
}

/// Refuses scripts, event handlers and references that lead out of the file. The error ends a
/// sentence that began with the file's name.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let text = str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}');
    // A document type is refused with the rest of the XML that roxmltree does not read: entities can
    // hide anything.
    let document = Document::parse(text).map_err(|error| {
        format!("cannot be read as SVG ({error}); export it anew as plain SVG and write its name")
    })?;
    match document.descendants().find_map(danger) {
        Some(what) => Err(format!("holds {what}; write a picture without it, exported as plain SVG")),
        None => Ok(()),
    }
}

fn danger(node: Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return node.pi().map(|pi| format!("<?{} …?>", pi.target));
    }
    let name = node.tag_name().name().to_ascii_lowercase();
    if ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"]
        .contains(&name.as_str())
    {
        return Some(format!("a <{name}> element"));
    }
    if name == "style" {
        return node
            .children()
            .filter_map(|child| child.text())
            .find_map(|css| leads_out(css, "its <style>"));
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().trim());
        if name.starts_with("on") {
            return Some(format!("the event handler {name}=\"…\""));
        }
        // An animation can set what must not be written.
        let animated = value.to_ascii_lowercase();
        if name == "attributename" && (animated.ends_with("href") || animated.starts_with("on")) {
            return Some(format!("an animation of `{value}`"));
        }
        if ["href", "src"].contains(&name.as_str()) {
            return (!own(value)).then(|| format!("a reference to `{}`", shortened(value)));
        }
        leads_out(value, &format!("its {name}=\"…\""))
    })
}

/// Whether a reference stays in the file.
fn own(reference: &str) -> bool {
    let inline = ["data:image/png;", "data:image/jpeg;", "data:image/webp;"];
    reference.starts_with('#') || inline.iter().any(|start| reference.starts_with(start))
}

/// Whether CSS fetches anything, or is written so that one cannot tell.
fn leads_out(css: &str, place: &str) -> Option<String> {
    let small = css.to_ascii_lowercase();
    let fetches =
        small.split("url(").skip(1).any(|after| !own(after.trim_start_matches([' ', '\t', '\n', '"', '\''])));
    if fetches || ["@import", "image-set(", "javascript:"].iter().any(|word| small.contains(word)) {
        return Some(format!("a reference out of the file in {place}"));
    }
    small.contains('\\').then(|| format!("a backslash in {place}"))
}

fn shortened(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn told(inside: &str) -> String {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>"
        );
        assert!(is_svg(text.as_bytes()));
        check(text.as_bytes()).err().unwrap_or_default()
    }

    #[test]
    fn pictures_pass() {
        for inside in [
            "<title>Online on=1</title><circle r='4' fill='url(#a)' style='fill: url( \"#a\" )'/>",
            "<use href='#a'/><use xlink:href='#a'/><style>a { fill: red }</style>",
            "<image href='data:image/png;base64,AAAA'/>",
        ] {
            assert_eq!(told(inside), "");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for (inside, expect) in [
            ("<script>1</script>", "a <script> element"),
            ("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "a <script> element"),
            ("<SCRIPT/>", "a <script> element"),
            ("<foreignObject/>", "a <foreignobject> element"),
            ("<g onclick='a()'/>", "the event handler onclick"),
            ("<g\nonLoad = 'a()'/>", "the event handler onload"),
            ("<image href='https://a.example/b.png'/>", "a reference to `https://a.example/b.png`"),
            ("<use xlink:href='b.svg#a'/>", "a reference to `b.svg#a`"),
            ("<a href='&#106;avascript:a()'/>", "a reference to `javascript:a()`"),
            ("<image href='data:image/svg+xml,x'/>", "a reference to"),
            ("<style>@import 'a.css'</style>", "a reference out of the file in its <style>"),
            ("<style><![CDATA[a{fill:url(//a.example)}]]></style>", "in its <style>"),
            ("<g style=\"fill: URL('http://a')\"/>", "in its style"),
            ("<g style='fill: u\\72l(x)'/>", "a backslash"),
            ("<set attributeName='xlink:href' to='x'/>", "an animation of `xlink:href`"),
            ("<?xml-stylesheet href='a'?>", "<?xml-stylesheet"),
            ("<g>", "cannot be read as SVG"),
        ] {
            let told = told(inside);
            assert!(told.contains(expect), "{inside}: {told}");
        }
        let entity = b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns='x'>&a;</svg>";
        assert!(check(entity).is_err());
    }
}
