//! `cargo xtask bench ask`: how well questions in customers' own words find their answer, beside plain BM25 on the same
//! data, and how long a search takes. The search is the edge's own statement, on the FTS5 that D1 has too.

mod figures;
mod grown;
mod plain;
mod tables;

use std::path::{Path, PathBuf};
use std::time::Instant;

use figures::{Figures, Outcome};
use model::knowledge::FITS;
use tables::{Article, Query, Tables};

/// How many hits are looked at.
const HITS: u8 = 10;

fn main() {
    let (mut data, mut sizes) = (Vec::new(), vec![100, 10_000, 100_000]);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--data", Some(folder)) => data.push(PathBuf::from(folder)),
            ("--sizes", Some(list)) => sizes = list.split(',').filter_map(|size| size.parse().ok()).collect(),
            // What cargo adds by itself.
            ("--bench", _) => {}
            (other, _) => {
                eprintln!(
                    "`{other}` is not known here; write --data DIR (kb.jsonl, queries.jsonl) or --sizes 100,10000"
                );
                std::process::exit(2);
            }
        }
    }
    println!(
        "{:34} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "", "MRR@10", "P@1", "rec@5", "none", "lost", "told", "queries"
    );
    if data.is_empty() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let (kb, queries) =
            (top.join("www/demo/site/articles.jsonl"), top.join("tests/bench/ask/queries.jsonl"));
        quality("the demo shop", &tables::read(&kb), &tables::read(&queries));
    }
    for folder in data {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        quality(&name, &tables::read(&folder.join("kb.jsonl")), &tables::read(&folder.join("queries.jsonl")));
    }
    println!(
        "\nnone: AUROC of the best hit's fit, questions with an answer against those without one; lost, told: of which share of \
         the former and of the latter we say that nothing fits\n"
    );
    println!("{:>9} {:>22} {:>22} {:>12}", "articles", "ours p50 / p99 ms", "plain p50 / p99 ms", "import s");
    sizes.into_iter().for_each(speed);
}

fn quality(name: &str, articles: &[Article], queries: &[Query]) {
    let bare: Vec<Article> =
        articles.iter().map(|article| Article { variants: Vec::new(), ..article.clone() }).collect();
    for (kind, articles) in [("one question each", bare.as_slice()), ("with variants", articles)] {
        let tables = Tables::of(articles);
        let plain = plain::Plain::of(articles);
        let ours = Figures::of(queries, Some(f64::from(FITS)), |query| tables.search(query, HITS));
        let theirs = Figures::of(queries, None, |query| plain.search(query, HITS));
        println!("{name}, {kind}");
        println!("{:34} {ours}", "  ours");
        println!("{:34} {theirs}", "  plain BM25");
    }
}

fn speed(size: usize) {
    let (articles, queries) = grown::of(size);
    let begun = Instant::now();
    let tables = Tables::of(&articles);
    let import = begun.elapsed().as_secs_f64();
    let plain = plain::Plain::of(&articles);
    let ours = times(&queries, |query| tables.search(query, HITS));
    let theirs = times(&queries, |query| plain.search(query, HITS));
    println!("{size:>9} {ours:>22} {theirs:>22} {import:>12.1}");
}

/// The median and the 99th percentile, in milliseconds.
fn times(queries: &[Query], search: impl Fn(&Query) -> Outcome) -> String {
    let mut all: Vec<f64> = queries
        .iter()
        .map(|query| {
            let begun = Instant::now();
            std::hint::black_box(search(query));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    all.sort_by(f64::total_cmp);
    let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or_default();
    format!("{:.1} / {:.1}", at(50), at(99))
}
