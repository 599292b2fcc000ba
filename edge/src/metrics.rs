//! Counters of this isolate, in the text format of Prometheus. Each isolate counts by itself, from its
//! start: sums over the label `isolate` tell the whole.

use std::cell::{OnceCell, RefCell};
use std::fmt::Write;

use js_sys::{ArrayBuffer, WebAssembly};
use wasm_bindgen::JsCast;

use crate::log::Line;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Labels {
    route: &'static str,
    face: &'static str,
    status: u16,
    cache: &'static str,
}

#[derive(Clone, Copy)]
struct Count {
    requests: u64,
    ms: i64,
}

thread_local! {
    static COUNTS: RefCell<Vec<(Labels, Count)>> = const { RefCell::new(Vec::new()) };
    static ISOLATE: OnceCell<String> = const { OnceCell::new() };
}

/// Counts a request. Routes, statuses and cache words are few: nobody can make the table grow.
pub(crate) fn count(line: &Line<'_>) {
    let labels = Labels { route: line.route, face: line.face, status: line.status, cache: line.cache };
    COUNTS.with_borrow_mut(|counts| match counts.iter_mut().find(|(known, _)| *known == labels) {
        Some((_, count)) => {
            count.requests += 1;
            count.ms += line.ms;
        }
        None => counts.push((labels, Count { requests: 1, ms: line.ms })),
    });
}

/// All counters.
pub(crate) fn text() -> String {
    let isolate = ISOLATE.with(|id| {
        // The runtime writes it: numbers with fractions would bring their tables into the Worker.
        let random =
            || js_sys::Number::from(js_sys::Math::random()).to_string_with_radix(36).map(String::from);
        id.get_or_init(|| random().unwrap_or_default().chars().skip(2).take(8).collect()).clone()
    });
    let mut text = String::new();
    let counts = COUNTS.with_borrow(Clone::clone);
    let mut series = |name: &str, help: &str, value: fn(&Count) -> String| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter");
        for (Labels { route, face, status, cache }, count) in &counts {
            let _ = writeln!(
                text,
                "{name}{{isolate=\"{isolate}\",route=\"{route}\",face=\"{face}\",status=\"{status}\",cache=\"{cache}\"}} {}",
                value(count)
            );
        }
    };
    series("deskbell_requests_total", "Requests answered.", |count| count.requests.to_string());
    series("deskbell_request_seconds_total", "Time spent on them, waiting included.", |count| {
        format!("{}.{:03}", count.ms / 1_000, count.ms.rem_euclid(1_000))
    });
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let bytes = memory.buffer().unchecked_into::<ArrayBuffer>().byte_length();
    let name = "deskbell_wasm_memory_bytes";
    let _ =
        writeln!(text, "# HELP {name} Memory of the WebAssembly, which never shrinks.\n# TYPE {name} gauge");
    let _ = writeln!(text, "{name}{{isolate=\"{isolate}\"}} {bytes}");
    text
}
