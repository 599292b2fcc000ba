//! Content as SQL.
//!
//! Written so that what shoppers see changes in one place: first everything new is laid beside
//! what is served, then hosts and version are switched, then what nobody reads any more goes.

use super::categories;
use super::picture::{Picture, hex};
use super::read::Content;

/// The most bytes of JSON in one statement, once it is quoted. D1 takes statements of 100 KB.
const JSON_PART: usize = 80_000;

/// The most bytes of a picture in one statement, where each is two hexadecimal digits.
const PICTURE_PART: usize = 40_000;

/// The statements that load these sites together, to be run in one transaction.
pub(super) fn statements(contents: &[Content]) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(contents.iter().flat_map(lay));
    // All hosts go before any comes, so that two sites can exchange theirs.
    all.extend(
        contents
            .iter()
            .map(|c| format!("DELETE FROM site_hosts WHERE site = {}", quoted(c.site.id.as_str()))),
    );
    all.extend(contents.iter().flat_map(switch));
    all.extend(contents.iter().flat_map(|c| c.rows.statements(c.site.id.as_str(), &c.version)));
    all.extend(contents.iter().flat_map(|c| c.shown.statements(c.site.id.as_str())));
    all.extend(contents.iter().flat_map(|c| {
        // Those that the edge makes of what it fetches are good until it makes them anew, which it does at once.
        let fetched = c.shown.has_unchecked() || c.site.sources.iter().any(|source| source.filters);
        let stay = c.rows.products.is_empty() && fetched;
        if stay { Vec::new() } else { categories::statements(&c.rows.products, c.site.id.as_str()) }
    }));
    all.extend(contents.iter().flat_map(tidy));
    all.push("DELETE FROM files WHERE name NOT IN (SELECT name FROM site_files)".to_owned());
    all
}

/// Lays the content beside what is served. What an earlier try has left there is the same.
fn lay(content: &Content) -> Vec<String> {
    let (site, version) = (quoted(content.site.id.as_str()), quoted(&content.version));
    let named = content.pictures.iter().map(|Picture { name, .. }| {
        format!(
            "INSERT OR IGNORE INTO site_files (site, version, name) VALUES ({site}, {version}, {})",
            quoted(name)
        )
    });
    let files = content.pictures.iter().flat_map(picture);
    let parts = parts(&content.json).into_iter().enumerate().map(|(part, json)| {
        format!("INSERT OR REPLACE INTO site_content (site, version, part, json) VALUES ({site}, {version}, {part}, {json})")
    });
    named.chain(files).chain(parts).collect()
}

fn picture(picture: &Picture) -> Vec<String> {
    let (name, kind) = (quoted(&picture.name), quoted(picture.media_type));
    let parts = picture.bytes.chunks(PICTURE_PART).enumerate();
    let insert = |(part, bytes)| {
        format!(
            "INSERT OR IGNORE INTO files (name, part, type, bytes) VALUES ({name}, {part}, {kind}, X'{}')",
            hex(bytes)
        )
    };
    parts.map(insert).collect()
}

/// Makes it what is served. A host that another site has is refused by its primary key.
fn switch(content: &Content) -> Vec<String> {
    let site = quoted(content.site.id.as_str());
    let mut statements: Vec<String> = Vec::new();
    for host in &content.site.hosts {
        statements.push(format!("INSERT INTO site_hosts (host, site) VALUES ({}, {site})", quoted(host)));
    }
    if content.site.default {
        statements.push(format!("UPDATE sites SET is_default = 0 WHERE is_default = 1 AND id <> {site}"));
    }
    statements.push(format!(
        "INSERT INTO sites (id, version, is_default) VALUES ({site}, {}, {}) \
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, is_default = excluded.is_default",
        quoted(&content.version),
        u8::from(content.site.default),
    ));
    statements
}

fn tidy(content: &Content) -> [String; 2] {
    let (site, version) = (quoted(content.site.id.as_str()), quoted(&content.version));
    ["site_content", "site_files"]
        .map(|table| format!("DELETE FROM {table} WHERE site = {site} AND version <> {version}"))
}

/// The statements that insert rows, each written as `(…)`: as many in one as D1 takes, since each statement costs more
/// than its row does. `into` is the table with its columns.
pub(super) fn inserts(into: &str, rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for row in rows {
        match all.last_mut().filter(|last| last.len() + row.len() + 2 <= JSON_PART) {
            Some(last) => last.extend([", ", &row]),
            None => all.push(format!("INSERT INTO {into} VALUES {row}")),
        }
    }
    all
}

/// Cuts a text between characters into quoted parts of at most [`JSON_PART`] bytes.
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, character) in text.char_indices() {
        let more = if character == '\'' { 2 } else { character.len_utf8() };
        if bytes + more > JSON_PART {
            parts.push(quoted(&text[start..index]));
            (start, bytes) = (index, 0);
        }
        bytes += more;
    }
    parts.push(quoted(&text[start..]));
    parts
}

/// A text as an SQL literal, in which only the quote needs care.
///
/// # Panics
/// At NUL, which would end the statement. JSON has none, and the other texts are checked.
pub(super) fn quoted(text: &str) -> String {
    assert!(!text.contains('\0'), "NUL in {text:?}");
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::choose::Shown;
    use crate::import::rows::Rows;

    fn content(json: &str, picture: usize) -> Content {
        let site = serde_json::json!({
            "id": "acme", "name": "Acme", "languages": ["en"], "hosts": ["help.acme.example"], "default": true,
        });
        Content {
            site: serde_json::from_value(site).unwrap(),
            json: json.to_owned(),
            version: "v2".to_owned(),
            pictures: vec![Picture {
                name: "a.png".to_owned(),
                media_type: "image/png",
                bytes: vec![0xab; picture],
            }],
            rows: Rows::default(),
            shown: Shown::default(),
        }
    }

    #[test]
    fn the_switch_comes_after_what_it_needs() {
        let statements = statements(&[content("{}", 3)]);
        assert_eq!(
            statements,
            [
                "INSERT OR IGNORE INTO site_files (site, version, name) VALUES ('acme', 'v2', 'a.png')",
                "INSERT OR IGNORE INTO files (name, part, type, bytes) VALUES ('a.png', 0, 'image/png', X'ababab')",
                "INSERT OR REPLACE INTO site_content (site, version, part, json) VALUES ('acme', 'v2', 0, '{}')",
                "DELETE FROM site_hosts WHERE site = 'acme'",
                "INSERT INTO site_hosts (host, site) VALUES ('help.acme.example', 'acme')",
                "UPDATE sites SET is_default = 0 WHERE is_default = 1 AND id <> 'acme'",
                "INSERT INTO sites (id, version, is_default) VALUES ('acme', 'v2', 1) \
                 ON CONFLICT (id) DO UPDATE SET version = excluded.version, is_default = excluded.is_default",
                "DELETE FROM articles WHERE site = 'acme' AND version <> 'v2'",
                "DELETE FROM article_subjects WHERE site = 'acme'",
                "DELETE FROM products WHERE site = 'acme'",
                "DELETE FROM orders WHERE site = 'acme'",
                "DELETE FROM order_owners WHERE site = 'acme'",
                "DELETE FROM posts WHERE NOT accepted AND id IN (SELECT post FROM imported_posts brought WHERE thread IN \
                 (SELECT thread FROM imported_threads WHERE site = 'acme' AND version = 'v2') AND version <> 'v2' \
                 AND posts.text = brought.text)",
                "DELETE FROM posts WHERE thread IN (SELECT thread FROM imported_threads WHERE site = 'acme' \
                 AND version <> 'v2') AND thread NOT IN (SELECT thread FROM posts WHERE id NOT IN (SELECT post FROM \
                 imported_posts))",
                "DELETE FROM imported_posts WHERE version <> 'v2' AND thread IN (SELECT thread FROM imported_threads \
                 WHERE site = 'acme' AND version <> 'v2' UNION SELECT thread FROM imported_threads WHERE site = 'acme' \
                 AND version = 'v2') AND post NOT IN (SELECT id FROM posts)",
                "DELETE FROM threads WHERE id IN (SELECT thread FROM imported_threads WHERE site = 'acme' AND version \
                 <> 'v2') AND id NOT IN (SELECT thread FROM posts)",
                "DELETE FROM imported_threads WHERE site = 'acme' AND version <> 'v2' AND thread NOT IN (SELECT id FROM \
                 threads)",
                "DELETE FROM guide_titles WHERE site = 'acme'",
                "DELETE FROM guides WHERE site = 'acme'",
                "DELETE FROM configurables WHERE site = 'acme'",
                "DELETE FROM categories WHERE site = 'acme'",
                "DELETE FROM category_parts WHERE site = 'acme'",
                "DELETE FROM site_content WHERE site = 'acme' AND version <> 'v2'",
                "DELETE FROM site_files WHERE site = 'acme' AND version <> 'v2'",
                "DELETE FROM files WHERE name NOT IN (SELECT name FROM site_files)",
            ]
        );
    }

    #[test]
    fn no_statement_is_too_long_for_d1() {
        for filling in ["'", "a", "é", "話", "🎉", "a'話🎉"] {
            let json = filling.repeat(400_000 / filling.len());
            let all = statements(&[content(&json, 200 * 1024)]);
            assert!(all.iter().all(|statement| statement.len() < 100_000), "{filling}");
            let parts: String =
                parts(&json).iter().map(|part| part[1..part.len() - 1].replace("''", "'")).collect();
            assert!(parts == json, "{filling}");
        }
    }

    #[test]
    fn rows_are_inserted_together_as_far_as_a_statement_goes() {
        let row = |bytes| format!("('{}')", "a".repeat(bytes));
        let insert = |rows: &[usize]| inserts("t (a)", rows.iter().map(|bytes| row(*bytes)));
        assert_eq!(insert(&[]), Vec::<String>::new());
        assert_eq!(insert(&[1, 2]), ["INSERT INTO t (a) VALUES ('a'), ('aa')"]);
        let lengths: Vec<usize> = insert(&[30_000; 5]).iter().map(String::len).collect();
        assert_eq!(lengths, [60_035, 60_035, 30_029]);
        assert_eq!(insert(&[90_000, 1]).len(), 2, "one that is long stands alone");
    }

    #[test]
    fn quotes_are_doubled_and_nothing_else() {
        for (text, expect) in [("", "''"), ("O'Neil", "'O''Neil'"), ("\\\"; -- 話\n", "'\\\"; -- 話\n'")] {
            assert_eq!(quoted(text), expect);
        }
    }
}
