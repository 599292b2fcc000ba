//! Bad input gets a page or a Problem that helps, never a failure of the server, and leaves no trace.

use model::problem::{Kind, Problem};
use tests::ask::{Answer, Ask};
use tests::deployment;
use tests::page::text;
use tests::raw;

/// The page that tells afterwards whether something stuck.
fn clean() -> String {
    Ask::get("/contact?lang=en").send().text().to_owned()
}

/// A page of ours, or a Problem, as the face of its address has it.
#[track_caller]
fn helps(answer: &Answer, told: &str) {
    match answer.header("content-type") {
        Some("text/html; charset=utf-8") => {
            let page = answer.page();
            assert!(!text(page.one("main h1")).is_empty(), "{told}");
        }
        Some("application/problem+json") => {
            let problem: Problem = answer.json();
            assert_eq!(problem.status, answer.status, "{told}");
            assert!(!problem.detail.is_empty(), "{told}");
        }
        other => panic!("{told} is answered by {other:?}"),
    }
}

#[test]
fn only_reading_is_offered() {
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"] {
        for path in ["/", "/contact", "/contact.vcf", "/files/x.svg"] {
            let ask = Ask::by(method, path).with("lang", "en");
            let answer = ask.send();
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
            assert_eq!(text(ask.page(405).one("main h1")), "This page cannot be used like that");
        }
        for path in ["/api", "/api/contact", "/healthz"] {
            let answer = Ask::by(method, path).with("lang", "en").send();
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
            let problem: Problem = answer.json();
            assert_eq!((problem.kind, problem.status), (Kind::MethodNotAllowed, 405));
        }
    }
}

#[test]
fn odd_paths_are_pages_that_are_not_there() {
    let before = clean();
    let long = format!("/{}", "a".repeat(9_000));
    let deep = "/x".repeat(3_000);
    for path in [
        "/%E0%A4%A",
        "/%00",
        "/%",
        "/%zz",
        "/%FF",
        "/..%2f",
        "/..;/",
        "/contact%2f",
        "/contact//",
        "/contact/%2e%2e%2f",
        "//evil.example",
        "//evil.example/..",
        "/\\evil.example",
        "/api//",
        "/api/%E0",
        "/apicontact",
        "/api/api/",
        "/é",
        "/连接",
        "/%F0%9F%92%A9",
        "/\u{202e}x",
        "/assets/%E0%A4%A",
        "/assets/../../site.toml",
        "/files/%E0",
        &long,
        &deep,
    ] {
        let (status, answer) = raw::send(&raw::get(path.as_bytes()));
        assert_eq!(status, Some(404), "{path:.100}: {answer:.300}");
        assert!(!answer.to_lowercase().contains("\nlocation:"), "{path:.100} leads away: {answer:.300}");
    }
    // Dots are taken out of a path before it is looked up, as browsers do.
    for (path, expect) in
        [("/api/../contact", 200), ("/./contact", 200), ("/api/../x", 404), ("/%2e%2e/contact", 200)]
    {
        let (status, answer) = raw::send(&raw::get(path.as_bytes()));
        assert_eq!(status, Some(expect), "{path}: {answer:.300}");
    }
    assert_eq!(clean(), before);
}

#[test]
fn odd_queries_are_read_as_far_as_they_make_sense() {
    let before = clean();
    let many: Vec<String> = (0..200).map(|number| format!("p{number}=1")).collect();
    for (query, status) in [
        ("?", 200),
        ("??", 200),
        ("?=", 200),
        ("?&&&", 200),
        ("?q", 200),
        ("?q=%", 200),
        ("?q=%FF%FE", 200),
        ("?lang=%FF", 200),
        ("?lang", 200),
        ("?theme=%00", 200),
        ("?embed=%FF", 200),
        ("?embed=x&embed=panel", 200),
        ("?q[]=a", 200),
        ("?q=%00", 200),
        ("?q=%ED%A0%80", 200),
        ("?q=+%2B%20+", 200),
        ("?site=%FF", 404),
        ("?site=%00", 404),
        ("?site=lindenhof%00", 404),
        ("?site=lindenhof%20", 404),
        (&format!("?{}", many.join("&")), 200),
    ] {
        for path in ["/", "/contact", "/api/"] {
            let target = format!("{path}{query}");
            let answer = Ask::get(&target).send();
            assert_eq!(answer.status, status, "{target}");
            if status != 200 {
                helps(&answer, &target);
            }
        }
    }
    assert_eq!(clean(), before);
}

#[test]
fn endless_queries_are_refused() {
    let before = clean();
    for length in [2_500, 10_000, 30_000] {
        for name in ["q", "site", "lang", "x"] {
            for path in ["/", "/contact", "/api/", "/api/contact"] {
                let ask = Ask::get(path).with(name, &"a".repeat(length)).header("accept-language", "de");
                let answer = ask.send();
                assert_eq!(answer.status, 400, "{path} {name} {length}");
                helps(&answer, name);
                let json = path.starts_with("/api");
                let kind = if json { "application/problem+json" } else { "text/html; charset=utf-8" };
                assert_eq!(answer.header("content-type"), Some(kind), "{path}");
                assert_eq!(answer.header("content-language"), Some("de"), "{path}");
            }
        }
    }
    assert_eq!(clean(), before);
}

#[test]
fn odd_headers_do_no_harm() {
    let before = clean();
    let long = "de,".repeat(20_000);
    let large = "a".repeat(64 * 1024);
    for (name, value) in [
        ("accept-language", b"\xff\xfe".as_slice()),
        ("accept-language", b",,;;==--**"),
        ("accept-language", b"de;q=NaN, en;q=1e999, fr;q=-1"),
        ("accept-language", long.as_bytes()),
        ("accept-language", b"<script>alert(1)</script>"),
        ("accept", b"nonsense/"),
        ("cookie", b"a=b; session=\"<x>\"; =;;"),
        ("if-none-match", b"nonsense, W/, \"\""),
        ("if-modified-since", b"yesterday"),
        ("range", b"bytes=0-1,5-2,x"),
        ("deskbell-test-clock", b"tomorrow"),
        ("deskbell-test-clock", b"99999999999999999999999"),
        ("x-forwarded-host", b"evil.example"),
        ("x-large", large.as_bytes()),
    ] {
        let answer = Ask::get("/contact").now().header(name, value).send();
        let told = format!("{name}: {:.60}", String::from_utf8_lossy(value));
        assert_eq!(answer.status, 200, "{told}");
        assert!(!answer.text().contains("evil.example") && !answer.text().contains("alert(1)"), "{told}");
    }
    let many: Vec<String> = (0..400).map(|number| format!("x-{number}: {number}")).collect();
    let many = many.join("\r\n");
    let request = format!("GET /contact HTTP/1.1\r\nHost: localhost\r\n{many}\r\nConnection: close\r\n\r\n");
    assert_eq!(raw::send(request.as_bytes()).0, Some(200));
    assert_eq!(clean(), before);
}

/// Requests that are no HTTP.
const MALFORMED: [&[u8]; 16] = [
    b"GET /\r\n\r\n",
    b"GET / HTTP/0.9\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n: no name\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
];

/// Requests that end in wrangler's own proxy, before any Worker: what they are answered is not ours
/// to say. That the next shopper is served is.
const NOT_OURS: [&[u8]; 7] = [
    b"GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\nConnection: close\r\n\r\ncut off",
];

#[test]
fn what_is_no_http_is_refused_and_the_next_shopper_served() {
    let before = clean();
    for request in MALFORMED {
        let told = String::from_utf8_lossy(request);
        // A connection that is closed without a word is a refusal too.
        let (status, answer) = raw::send(request);
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{told}: {answer:.300}");
        assert_eq!(clean(), before, "{told}");
    }
    for request in NOT_OURS {
        raw::send(request);
        assert_eq!(clean(), before, "{}", String::from_utf8_lossy(request));
    }
}

#[test]
fn another_host_in_the_target_changes_no_site() {
    let origin = deployment::url();
    let (status, answer) = raw::send(&raw::get(b"http://evil.example/?site=paperie&lang=en"));
    assert_eq!(status, Some(200), "{answer:.300}");
    assert!(answer.contains("<title>Help – Paperie</title>"), "{answer:.300} {origin}");
}
