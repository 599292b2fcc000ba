//! The peer: plain BM25, as a full-text index gives it by itself. Every wording of an article is a document of its own,
//! stemmed by Porter; a question is its words without English's little ones; an article is as good as its best wording.

use rusqlite::Connection;

use crate::figures::Outcome;
use crate::tables::{Article, Query};

pub(crate) struct Plain {
    database: Connection,
}

const STOP_WORDS: &str = "a an the is are was were be been am i me my mine you your yours it its this that these those to \
    of for from with on in at by and or but if so as do does did can could would should will shall may might must have has \
    had what how when where why which who there here any some not no just please tell know want need like get about into \
    out up";

impl Plain {
    pub(crate) fn of(articles: &[Article]) -> Self {
        let mut database = Connection::open_in_memory().unwrap();
        database
            .execute_batch(
                "CREATE VIRTUAL TABLE wordings USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2')",
            )
            .unwrap();
        let import = database.transaction().unwrap();
        let mut insert = import.prepare("INSERT INTO wordings (id, text) VALUES (?1, ?2)").unwrap();
        for article in articles {
            // The answer is of the question, as it is for us.
            let question =
                [article.question.as_str(), &article.answer, &article.keywords.join(" ")].join("\n");
            for text in std::iter::once(&question).chain(&article.variants) {
                insert.execute([&article.id, text]).unwrap();
            }
        }
        drop(insert);
        import.commit().unwrap();
        Self { database }
    }

    pub(crate) fn search(&self, query: &Query, hits: u8) -> Outcome {
        let lower = query.words.to_lowercase();
        let all: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let told = |word: &&str| STOP_WORDS.split(' ').all(|stop| stop != *word);
        let telling: Vec<&str> = all.iter().copied().filter(told).collect();
        let words = if telling.is_empty() { all } else { telling };
        let expression: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let mut outcome = Outcome { ids: Vec::new(), fit: 0.0 };
        if expression.is_empty() {
            return outcome;
        }
        let sql = "SELECT id, -bm25(wordings) AS score FROM wordings WHERE wordings MATCH ?1 ORDER BY score DESC LIMIT 300";
        let mut prepared = self.database.prepare(sql).unwrap();
        let mut rows = prepared.query([expression.join(" OR ")]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (id, score): (String, f64) = (row.get_unwrap(0), row.get_unwrap(1));
            outcome.fit = outcome.fit.max(score);
            if outcome.ids.len() < hits.into() && !outcome.ids.contains(&id) {
                outcome.ids.push(id);
            }
        }
        outcome
    }
}
