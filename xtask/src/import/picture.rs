//! Pictures of a site's folder.

use std::fs;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::svg;
use super::told::Told;

/// The most bytes of a picture: on a slow phone line a second, and already more than a portrait needs.
const MOST_BYTES: u64 = 200 * 1024;

/// A picture as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its name under `/files/`: made from its bytes, so that it can be cached for ever.
    pub(super) name: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Reads the picture that `site.toml` calls `written`.
pub(super) fn read(folder: &Path, written: &str) -> Result<Picture, Told> {
    let inside = !written.is_empty()
        && Path::new(written).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || written.contains(['\\', '\0']) {
        return Err(Told(format!(
            "`{written}` is not a path within the site's folder; write it from there on, such as \"people/ada.jpg\""
        )));
    }
    let path = folder.join(written);
    let missing = |_| {
        Told(format!(
            "there is no file `{written}` in the site's folder; put it there, or write the name it has"
        ))
    };
    let (real, root) = (path.canonicalize().map_err(missing)?, folder.canonicalize().map_err(missing)?);
    if !real.starts_with(root) {
        let sentence = format!(
            "`{written}` is a link that leads out of the site's folder; put the file itself there and write its name"
        );
        return Err(Told(sentence));
    }
    let about = fs::metadata(&real).map_err(missing)?;
    if !about.is_file() {
        return Err(Told(format!(
            "`{written}` is not a file; write the path of a picture, such as \"people/ada.jpg\""
        )));
    }
    if about.len() > MOST_BYTES {
        return Err(Told(format!(
            "`{written}` has {} KB, {} are the most; make it 256 pixels wide, save it as WebP or JPEG, and write its name",
            about.len().div_ceil(1024),
            MOST_BYTES / 1024,
        )));
    }
    let unreadable =
        |error| Told(format!("`{written}` cannot be read ({error}); write the name of a file that can"));
    let bytes = fs::read(&real).map_err(unreadable)?;
    let (extension, media_type) = kind(&bytes).ok_or_else(|| {
        Told(format!("`{written}` is not a picture browsers show; save it as PNG, JPEG, WebP, AVIF or SVG and write its name"))
    })?;
    if extension == "svg" {
        svg::check(&bytes).map_err(|why| Told(format!("`{written}` {why}")))?;
    }
    Ok(Picture { name: format!("{}.{extension}", &hex(&Sha256::digest(&bytes))[..32]), media_type, bytes })
}

/// The extension and media type that the first bytes tell; a name can claim anything.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(("png", "image/png")),
        [0xff, 0xd8, 0xff, ..] => Some(("jpg", "image/jpeg")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(("webp", "image/webp")),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => {
            Some(("avif", "image/avif"))
        }
        _ => svg::is_svg(bytes).then_some(("svg", "image/svg+xml")),
    }
}

/// Bytes as small hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_the_kind() {
        for (bytes, expect) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some("png")),
            (b"\xff\xd8\xff\xe0....", Some("jpg")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("webp")),
            (b"\0\0\0\x20ftypavif....", Some("avif")),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a --><svg xmlns=\"x\"/>", Some("svg")),
            (b"<svg viewBox='0 0 1 1'/>", Some("svg")),
            (b"<html><svg/></html>", None),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes).map(|(extension, _)| extension), expect, "{bytes:?}");
        }
    }

    #[test]
    fn only_pictures_of_the_folder_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("people")).unwrap();
        fs::write(folder.path().join("secret.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        fs::write(site.join("people/ada.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        fs::write(site.join("people/ada.txt"), b"hello").unwrap();
        fs::write(site.join("people/huge.png"), vec![0; 300_000]).unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret.png"), site.join("out.png")).unwrap();
        for (written, expect) in [
            ("people/ada.png", ""),
            ("people/lea.png", "there is no file"),
            ("people", "is not a file"),
            ("people/ada.txt", "is not a picture"),
            ("people/huge.png", "has 293 KB, 200 are the most"),
            ("../secret.png", "not a path within"),
            ("/etc/passwd", "not a path within"),
            ("people/../../secret.png", "not a path within"),
            ("", "not a path within"),
            ("people\\ada.png", "not a path within"),
            ("out.png", "leads out of"),
        ] {
            let told = read(&site, written).err().map(|told| told.0).unwrap_or_default();
            assert!(told.contains(expect) && told.is_empty() == expect.is_empty(), "{written}: {told}");
            assert!(told.is_empty() || told.contains("write "), "{told}");
        }
    }

    #[test]
    fn equal_pictures_have_one_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.png", "b.png"] {
            fs::write(folder.path().join(name), b"\x89PNG\r\n\x1a\n").unwrap();
        }
        let name = |written| read(folder.path(), written).unwrap().name;
        assert_eq!(name("a.png"), name("b.png"));
        assert_eq!(name("a.png"), "4c4b6a3be1314ab86138bef4314dde02.png");
    }
}
