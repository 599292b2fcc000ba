//! A plain file server for the demo storefronts. Pages write `{{HELP}}` where the help desk's origin goes, and may
//! begin with lines like `<!-- header: Content-Security-Policy: script-src {{HELP}} -->` to choose their headers.

use anyhow::{Result, anyhow};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Request, Response, Server};

/// A page and its files come at once.
const THREADS: usize = 4;

/// A running server, which stops when dropped.
pub(super) struct Storefront {
    server: Arc<Server>,
}

impl Storefront {
    pub(super) fn start(port: u16, folder: PathBuf, help: &str) -> Result<Self> {
        let server = Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("the storefront cannot be served on port {port}: {error}"))?;
        let server = Arc::new(server);
        let folder: Arc<Path> = folder.into();
        for _ in 0..THREADS {
            let (server, folder, help) = (Arc::clone(&server), Arc::clone(&folder), help.to_owned());
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(request, &folder, &help);
                }
            });
        }
        Ok(Self { server })
    }
}

impl Drop for Storefront {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.server.unblock();
        }
    }
}

fn answer(request: Request, folder: &Path, help: &str) {
    let path = request.url().split('?').next().unwrap_or_default();
    let found = resolve(folder, path).and_then(|file| Some((fs::read(&file).ok()?, file)));
    let response = match found {
        Some((content, file)) => page(content, media_type(&file), help),
        None => not_found(folder),
    };
    // The browser may have gone away meanwhile.
    let _ = request.respond(response);
}

/// `/` and `/shop/` are their index.html, `/shop` may be shop.html, and an address that a single-page
/// application made up below its own is that application.
fn resolve(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let exact = folder.join(relative);
    if exact.is_file() {
        return Some(exact);
    }
    if relative.extension().is_some() {
        return None;
    }
    if relative.as_os_str().is_empty() {
        return Some(folder.join("index.html")).filter(|page| page.is_file());
    }
    let places =
        relative.ancestors().filter(|place| !place.as_os_str().is_empty()).map(|place| folder.join(place));
    places
        .flat_map(|place| [place.with_extension("html"), place.join("index.html")])
        .find(|page| page.is_file())
}

fn page(content: Vec<u8>, media_type: &str, help: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut headers = vec![("Content-Type".to_owned(), media_type.to_owned())];
    // Edited while served.
    headers.push(("Cache-Control".to_owned(), "no-cache".to_owned()));
    let content = match String::from_utf8(content) {
        Ok(text) => {
            let text = text.replace("{{HELP}}", help);
            let (own, body) = split_headers(&text);
            headers.extend(own);
            body.as_bytes().to_vec()
        }
        Err(binary) => binary.into_bytes(),
    };
    let mut response = Response::from_data(content);
    for (name, value) in headers {
        match Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            Ok(header) => response.add_header(header),
            Err(()) => eprintln!("the storefront's header {name} is not one: {value}"),
        }
    }
    response
}

/// The headers that a page's first lines ask for, and the page without these lines.
fn split_headers(text: &str) -> (Vec<(String, String)>, &str) {
    let mut headers = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        let comment = line.trim().strip_prefix("<!-- header:").and_then(|line| line.strip_suffix("-->"));
        let Some((name, value)) = comment.and_then(|comment| comment.split_once(':')) else { break };
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
        rest = after;
    }
    (headers, rest)
}

fn not_found(folder: &Path) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut text = "There is no such page here. There are:\n".to_owned();
    for file in crate::stamp::files(folder).filter(|file| file.extension().is_some_and(|ext| ext == "html")) {
        text.extend(["/", &file.strip_prefix(folder).unwrap_or(&file).to_string_lossy(), "\n"]);
    }
    Response::from_string(text).with_status_code(404)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ext| ext.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_comments_become_headers() {
        let text = "<!-- header: Content-Security-Policy: default-src 'self'; frame-src http://x:1 -->\n\
                    <!-- header: X-Robots-Tag: none -->\n<!doctype html>\n<!-- header: Late: no -->\n";
        let (headers, body) = split_headers(text);
        let expect = [
            ("Content-Security-Policy", "default-src 'self'; frame-src http://x:1"),
            ("X-Robots-Tag", "none"),
        ];
        assert_eq!(headers, expect.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(body.starts_with("<!doctype html>"));
    }

    #[test]
    fn resolves_pages_and_nothing_outside() {
        let folder = crate::paths::work().join("storefront-test");
        for file in ["index.html", "plain.html", "spa/index.html", "style.css"] {
            crate::stamp::write(&folder.join(file), b"").unwrap();
        }
        let check = |path: &str, expect: Option<&str>| {
            assert_eq!(resolve(&folder, path), expect.map(|file| folder.join(file)), "{path}");
        };
        check("/", Some("index.html"));
        check("/plain", Some("plain.html"));
        check("/plain.html", Some("plain.html"));
        check("/style.css", Some("style.css"));
        check("/spa/", Some("spa/index.html"));
        check("/spa/products/7", Some("spa/index.html"));
        check("/spa/missing.png", None);
        check("/missing", None);
        check("/../Cargo.toml", None);
        fs::remove_dir_all(folder).unwrap();
    }
}
