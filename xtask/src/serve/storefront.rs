//! A plain file server for the demo storefronts. Pages write `{{HELP}}` where the help desk's origin goes, and may
//! begin with lines like `<!-- header: Content-Security-Policy: script-src {{HELP}} -->` to choose their headers.

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

/// A running server, which stops when dropped.
pub(super) struct Storefront {
    _runtime: Runtime,
}

/// What is served.
struct Shop {
    folder: PathBuf,
    help: String,
}

impl Storefront {
    pub(super) fn start(port: u16, folder: PathBuf, help: &str) -> Result<Self> {
        // A browser keeps its connections: none of them takes a thread, so none waits for another to close.
        let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build()?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .with_context(|| format!("the storefront cannot be served on port {port}"))?;
        let shop = Arc::new(Shop { folder, help: help.to_owned() });
        runtime.spawn(async { axum::serve(listener, Router::new().fallback(answer).with_state(shop)).await });
        Ok(Self { _runtime: runtime })
    }
}

async fn answer(State(shop): State<Arc<Shop>>, address: Uri) -> Response {
    let found = resolve(&shop.folder, address.path()).and_then(|file| Some((fs::read(&file).ok()?, file)));
    match found {
        Some((content, file)) => page(content, media_type(&file), &shop.help),
        None => not_found(&shop.folder),
    }
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

fn page(content: Vec<u8>, media_type: &'static str, help: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    // Edited while served.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let text = match String::from_utf8(content) {
        Ok(text) => text.replace("{{HELP}}", help),
        Err(binary) => return (headers, binary.into_bytes()).into_response(),
    };
    let (own, body) = split_headers(&text);
    for (name, value) in own {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => _ = headers.append(name, value),
            _ => eprintln!("the storefront's header {name} is not one: {value}"),
        }
    }
    (headers, body.to_owned()).into_response()
}

/// The headers that a page's first lines ask for, and the page without these lines.
fn split_headers(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut headers = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        let comment = line.trim().strip_prefix("<!-- header:").and_then(|line| line.strip_suffix("-->"));
        let Some((name, value)) = comment.and_then(|comment| comment.split_once(':')) else { break };
        headers.push((name.trim(), value.trim()));
        rest = after;
    }
    (headers, rest)
}

fn not_found(folder: &Path) -> Response {
    let mut text = "There is no such page here. There are:\n".to_owned();
    for file in crate::stamp::files(folder).filter(|file| file.extension().is_some_and(|ext| ext == "html")) {
        text.extend(["/", &file.strip_prefix(folder).unwrap_or(&file).to_string_lossy(), "\n"]);
    }
    (StatusCode::NOT_FOUND, text).into_response()
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
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    /// Browsers open several connections at once, keep them, and ask by whichever.
    #[test]
    fn a_connection_waits_for_no_other() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "<!-- header: X-Shop: {{HELP}} -->\n{{HELP}}\n").unwrap();
        // What servers do with connections that come at once often depends on whether their threads sleep already.
        for _round in 0..12 {
            let port = crate::serve::free_port().unwrap();
            let storefront = Storefront::start(port, folder.path().to_owned(), "http://help").unwrap();
            let mut kept = Vec::new();
            for _burst in 0..4 {
                kept.extend((0..8).map(|_| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap()));
                for stream in &mut kept {
                    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
                }
                for (index, stream) in kept.iter().enumerate() {
                    let lines: Vec<String> = BufReader::new(stream)
                        .lines()
                        .map(|line| line.unwrap_or_else(|error| panic!("connection {index}: {error}")))
                        .take_while(|line| line != "http://help")
                        .collect();
                    assert_eq!(lines[0], "HTTP/1.1 200 OK");
                    let own = |line: &String| line.eq_ignore_ascii_case("x-shop: http://help");
                    assert!(lines.iter().any(own), "{lines:?}");
                }
            }
            drop(storefront);
            // Somebody else's connection may have got the port for a moment, even this very one both its ends.
            let refused = |_| {
                let refused = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err();
                if !refused {
                    std::thread::sleep(Duration::from_millis(50));
                }
                refused
            };
            assert!((0..20).any(refused));
        }
    }

    #[test]
    fn leading_comments_become_headers() {
        let text = "<!-- header: Content-Security-Policy: default-src 'self'; frame-src http://x:1 -->\n\
                    <!-- header: X-Robots-Tag: none -->\n<!doctype html>\n<!-- header: Late: no -->\n";
        let (headers, body) = split_headers(text);
        let expect = [
            ("Content-Security-Policy", "default-src 'self'; frame-src http://x:1"),
            ("X-Robots-Tag", "none"),
        ];
        assert_eq!(headers, expect);
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
