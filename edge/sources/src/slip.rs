//! Slips of the fingers: which word that is there a word that is nowhere was meant to be.

/// From how many characters on a word can be known in spite of a slip; in shorter ones any other letter makes another word.
const SLIP_CHARS: usize = 4;

/// From how many on in spite of two.
const TWO_CHARS: usize = 8;

/// How many words somebody may have meant.
const MOST: usize = 3;

/// What the index's stemmer takes off words of English, so that words of its vocabulary are without.
const ENDINGS: [&str; 10] = ["", "s", "e", "es", "ed", "ing", "er", "ers", "ion", "ions"];

/// Whether a word may have a slip in it: numbers and names of models are what they are.
pub(crate) fn may_slip(word: &str) -> bool {
    word.chars().count() >= SLIP_CHARS && word.chars().all(char::is_alphabetic)
}

/// The words of `vocabulary`, each with the number of rows that have it, that `word` was probably meant to be: those that are
/// fewest slips away, the more frequent first.
pub(crate) fn meant<'a>(word: &str, vocabulary: &[(&'a str, u32)]) -> Vec<&'a str> {
    let mut near: Vec<(usize, u32, &str)> = Vec::new();
    for (term, rows) in vocabulary {
        if let Some(slips) = slips(word, term) {
            near.push((slips, *rows, term));
        }
    }
    let fewest = near.iter().map(|(slips, ..)| *slips).min();
    near.retain(|(slips, ..)| Some(*slips) == fewest);
    near.sort_by_key(|(_, rows, term)| (std::cmp::Reverse(*rows), *term));
    near.into_iter().take(MOST).map(|(.., term)| term).collect()
}

/// How many slips make `word` of `term`, which may be without its ending; nothing where there are too many.
pub(crate) fn slips(word: &str, term: &str) -> Option<usize> {
    let (length, term): (usize, Vec<char>) = (word.chars().count(), term.chars().collect());
    let most = if length >= TWO_CHARS { 2 } else { 1 };
    if length < SLIP_CHARS || term.len() + 1 < SLIP_CHARS {
        return None;
    }
    let forms = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    let distances = forms.filter_map(|form| {
        let mut form: Vec<char> = form.chars().collect();
        // The stemmer writes batteri for battery.
        if form.last() == Some(&'y') && term.last() == Some(&'i') {
            form.pop();
            form.push('i');
        }
        (form.len().abs_diff(term.len()) <= most).then(|| distance(&form, &term))
    });
    distances.min().filter(|slips| (1..=most).contains(slips))
}

/// How many letters are missing, too many, wrong, or in the place of their neighbour (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&above, column) + usize::from(a != b))
                .min(at(&above, column + 1) + 1)
                .min(at(&line, column) + 1);
            let swapped =
                row > 0 && column > 0 && one.get(row - 1) == Some(b) && other.get(column - 1) == Some(a);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(one.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_the_nearest_word_that_is_there() {
        let vocabulary = [
            ("warranti", 9),
            ("monitor", 8),
            ("motor", 7),
            ("receiv", 5),
            ("keyboard", 4),
            ("return", 3),
            ("retur", 1),
            ("reklamation", 1),
            ("größe", 1),
            ("fan", 9),
        ];
        for (word, expect) in [
            ("warrenty", &["warranti"][..]),
            ("moniter", &["monitor"]),
            ("recieved", &["receiv"]),
            ("keybord", &["keyboard"]),
            ("retrun", &["return"]),
            ("reklamatoin", &["reklamation"]),
            ("größse", &["größe"]),
            ("zebra", &[]),
            ("fna", &[]),
        ] {
            assert_eq!(meant(word, &vocabulary), expect, "{word}");
        }
    }

    #[test]
    fn letters_change_places_as_one_slip() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (one, other, expect) in [
            ("", "", 0),
            ("a", "", 1),
            ("ab", "ba", 1),
            ("abc", "abc", 0),
            ("abcd", "acbd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(&chars(one), &chars(other)), expect, "{one} {other}");
        }
    }
}
