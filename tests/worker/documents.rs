//! The maps of the code name no path that is gone.

use std::fs;

use tests::deployment;

/// The documents that name paths.
const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// What a path of ours begins with.
const TOPS: [&str; 8] = ["model/", "widget/", "edge/", "www/", "tests/", "xtask/", "docs/", ".ci/"];

/// The code spans and the targets of links of a Markdown text, without its code blocks.
fn named(markdown: &str) -> Vec<String> {
    let prose: String = markdown.split("```").step_by(2).collect();
    let spans = prose.split('`').skip(1).step_by(2).map(str::to_owned);
    let links =
        prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()).map(str::to_owned);
    spans.chain(links).collect()
}

/// The path that is meant, if one of ours is: without a place to fill in, and without a line's number.
fn path(name: &str) -> Option<&str> {
    let path = name.split("::").next().unwrap_or(name).split(':').next().unwrap_or(name);
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
    (plain && TOPS.iter().any(|top| path.starts_with(top))).then_some(path)
}

#[test]
fn no_document_names_a_path_that_is_gone() {
    let repository = deployment::repository();
    let mut gone = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(repository.join(document))
            .unwrap_or_else(|error| panic!("{document}: {error}"));
        let names = named(&text);
        let paths: Vec<&str> = names.iter().filter_map(|name| path(name)).collect();
        assert!(document != "ARCHITECTURE.md" || paths.len() > 5, "{document} is a map: {paths:?}");
        gone.extend(
            paths
                .into_iter()
                .filter(|path| !repository.join(path).exists())
                .map(|path| format!("{document}: {path}")),
        );
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn paths_are_told_from_other_names() {
    let markdown = "`edge/src/x.rs::find` and `model/` [a](www/bell.js#part) `/api/contact` `tests/{name}` `cargo test`\n\
                    ```\nedge/gone.rs\n```\n`xtask/src/a.rs:12`";
    let names = named(markdown);
    let paths: Vec<&str> = names.iter().filter_map(|name| path(name)).collect();
    assert_eq!(paths, ["edge/src/x.rs", "model/", "xtask/src/a.rs", "www/bell.js"]);
}
