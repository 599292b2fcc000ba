//! Odd requests leave nothing behind in the caches: the next clean one gets what it would have got without them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tests::ask::{Ask, FRIDAY};
use tests::{deployment, raw};

/// What readers ask for, by path; each poison has a `theme` of its own, and with it its own place in the caches.
const PATHS: [&str; 3] = ["/contact", "/api/contact", "/"];

/// Lines that are no part of a request for a page.
const HEADERS: [&str; 27] = [
    "X-Forwarded-Host: evil.example",
    "x-FORWARDED-hOsT: evil.example",
    "X-Forwarded-Host: evil.example\r\nX-Forwarded-Host: evil.example:1",
    "X-Forwarded-Proto: evil",
    "X-Forwarded-Scheme: evil\r\nX-Forwarded-Port: 1",
    "X-Forwarded-For: 192.0.2.1, evil.example",
    "X-Forwarded-Prefix: /evil\r\nX-Forwarded-Server: evil.example",
    "Forwarded: for=evil;host=evil.example;proto=evil",
    "X-Host: evil.example\r\nX-Original-Host: evil.example",
    "X-Original-URL: /evil",
    "X-Rewrite-URL: /evil?lang=ja",
    "X-HTTP-Method-Override: POST\r\nX-Method-Override: DELETE",
    "True-Client-IP: evil\r\nCF-Connecting-IP: evil",
    "Cookie: lang=ja; theme=evil; session=evil",
    "Authorization: Bearer evil",
    "Range: bytes=0-1",
    "If-None-Match: *",
    "If-Modified-Since: Fri, 20 Nov 2037 10:00:00 GMT",
    "Accept: evil/evil",
    "ACCEPT-language: evil, \u{7f}, ja-evil;q=9, *;q=-1, de;q=,, ;",
    "Accept-Language: ja\r\naccept-language: evil",
    "Cache-Control: no-store, no-cache\r\nPragma: no-cache",
    "Origin: https://evil.example\r\nReferer: https://evil.example/",
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\ntheme=evil",
    "User-Agent: <script>evil</script>",
    "Save-Data: on\r\nSec-CH-Prefers-Color-Scheme: dark\r\nDNT: 1",
    "Deskbell-Entry: 1 1 1 1 \"evil\" *\r\nCF-Cache-Status: HIT\r\nAge: 99\r\nCache-Status: evil",
];

/// What stands behind the path and its query.
const ENDS: [(&str, &str); 14] = [
    ("", "&evil=1"),
    ("", "&theme=evil&embed"),
    ("", "&_method=POST&callback=evil"),
    ("", ";lang=ja"),
    ("", "#evil"),
    ("", "&utm_content=%0d%0aSet-Cookie:%20evil=1"),
    ("%2f..", ""),
    ("%2f%2e%2e%2fevil", ""),
    (";.css", ""),
    ("/x.css", ""),
    ("%3ftheme=evil", ""),
    ("%00.css", ""),
    ("/.", ""),
    ("/%2e%2e/evil.js", ""),
];

/// Hosts that lead to this Worker without being its address.
const HOSTS: [&str; 4] = ["LOCALHOST:{port}", "localhost:1", "evil.example", "localhost.:{port}"];

/// A clean answer, whose own theme is written as `{theme}`.
fn clean(path: &str, theme: &str) -> (u16, BTreeMap<String, String>, String) {
    let answer = Ask::get(path).with("theme", theme).send();
    let mut headers = answer.lasting_headers();
    // It names the bytes, of which the theme is some.
    headers.remove("etag");
    (answer.status, headers, answer.text().replace(theme, "{theme}"))
}

/// Sends a request as it stands, at the instant that clean ones ask at.
fn send(target: &str, host: &str, headers: &str) -> String {
    let clock: Timestamp = FRIDAY.parse().expect("an instant");
    let clock = clock.as_second();
    let request = format!(
        "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nDeskbell-Test-Clock: {clock}\r\n{headers}\r\n\r\n"
    );
    raw::send(request.as_bytes()).1
}

/// Each path, its target with a poison, and the host and headers that go with it.
fn poisons(host: &str) -> Vec<(String, String, String)> {
    let port = host.rsplit(':').next().unwrap_or_default();
    let headers = HEADERS.map(|lines| ("?theme={theme}".to_owned(), host.to_owned(), lines.to_owned()));
    let ends = ENDS.map(|(path, query)| {
        (format!("{path}?theme={{theme}}{query}"), host.to_owned(), "Accept: */*".to_owned())
    });
    let hosts = HOSTS.map(|other| {
        let other = other.replace("{port}", port);
        ("?theme={theme}".to_owned(), other, "X-Forwarded-Host: evil.example".to_owned())
    });
    headers.into_iter().chain(ends).chain(hosts).collect()
}

#[test]
fn after_an_odd_request_a_clean_one_gets_what_it_would_have_got() {
    let url = deployment::url();
    let host = url.trim_start_matches("http://");
    for path in PATHS {
        let expect = clean(path, "poison-none");
        assert_eq!(expect.0, 200);
        for (at, (target, host, headers)) in poisons(host).into_iter().enumerate() {
            // The poison comes first, and then into what is already there.
            let theme = format!("poison-{at:04}");
            for _ in 0..2 {
                let answer = send(&[path, &target.replace("{theme}", &theme)].concat(), &host, &headers);
                assert!(answer.starts_with("HTTP/1.1 "), "{target} {headers}: {answer:.200}");
                assert_eq!(clean(path, &theme), expect, "{path} {target} {host} {headers}");
            }
        }
    }
}

#[test]
fn what_is_forwarded_is_not_believed() {
    let url = deployment::url();
    let host = url.trim_start_matches("http://");
    for path in PATHS {
        for lines in HEADERS.iter().filter(|lines| lines.to_lowercase().contains("host: evil")) {
            let answer = send(&[path, "?theme=believed"].concat(), host, lines);
            assert!(
                answer.starts_with("HTTP/1.1 200 ") && !answer.contains("evil"),
                "{lines}: {answer:.500}"
            );
        }
    }
}
