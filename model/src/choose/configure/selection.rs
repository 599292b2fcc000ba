//! What was chosen, as it stands in an address: `?processor=r7-9800x3d&drive=nvme-2tb*2&cooler=-`.

use super::{Configurable, Place};
use crate::choose::answers::pairs;

/// A choice, and how many of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Which of the option's choices, from 0.
    pub choice: u32,
    /// How many pieces, at least one.
    pub pieces: u32,
}

/// What is chosen of each option; nothing of one that is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<Option<Picked>>);

/// What an option's value is in an address that is left out.
pub const NONE: &str = "-";

/// What follows an option's id in the name of the field that says how many pieces.
pub const PIECES: &str = ".pieces";

impl Selection {
    /// What is chosen while nobody chooses.
    pub fn default_of(product: &Configurable) -> Self {
        let of = |option: &super::Choosing| {
            option.default.map(|choice| Picked { choice, pieces: option.least.max(1) })
        };
        Self(product.options.iter().map(of).collect())
    }

    /// Takes a selection out of an address's query (without the `?`), as [`Selection::write`] writes it or a form sends
    /// it (`drive=nvme-2tb&drive.pieces=2`). What is not known, or not allowed of an option, is as while
    /// nobody chooses.
    pub fn read(product: &Configurable, query: &str) -> Self {
        let mut selection = Self::default_of(product);
        for (name, value) in pairs(query) {
            let (id, many) = name.strip_suffix(PIECES).map_or((name, false), |id| (id, true));
            let Some(at) = product.options.iter().position(|option| option.id == id) else { continue };
            let (option, picked) = (&product.options[at], &mut selection.0[at]);
            let mut pieces = value;
            if !many {
                // Browsers leave `*` as it is, and some programs do not.
                let (id, after) =
                    value.split_once('*').or_else(|| value.split_once('%')).unwrap_or((value, "1"));
                let choice = (0..).zip(&option.choices).find(|(_, choice)| choice.id == id);
                match choice {
                    Some((choice, _)) => *picked = Some(Picked { choice, pieces: 1 }),
                    None if id == NONE && option.least == 0 => *picked = None,
                    None => continue,
                }
                pieces = after.strip_prefix("2A").unwrap_or(after);
            }
            match (pieces.parse().unwrap_or(1), &mut *picked) {
                (0, _) if option.least == 0 => *picked = None,
                (pieces, Some(picked)) => {
                    picked.pieces = pieces.clamp(option.least.max(1), option.most.max(1));
                }
                (_, None) => {}
            }
        }
        selection
    }

    /// The query, with every option in its order: one text for one selection, which stays the same when the
    /// shop proposes something else.
    pub fn write(&self, product: &Configurable) -> String {
        let mut query = String::new();
        for (at, option) in product.options.iter().enumerate() {
            if at > 0 {
                query.push('&');
            }
            query.push_str(&option.id);
            query.push('=');
            let picked = self.picked(at);
            match picked.and_then(|picked| option.choices.get(picked.choice as usize)) {
                Some(choice) => query.push_str(&choice.id),
                None => query.push_str(NONE),
            }
            if let Some(pieces) = picked.map(|picked| picked.pieces).filter(|pieces| *pieces > 1) {
                query.push('*');
                query.push_str(&pieces.to_string());
            }
        }
        query
    }

    /// Whether it has all that a query says, as [`Selection::write`] would write it.
    pub fn is_of(&self, product: &Configurable, query: &str) -> bool {
        let written = self.write(product);
        let one = |pair: &str| {
            let pair = pair.replace("%2A", "*");
            written.split('&').any(|own| own == pair.strip_suffix("*1").unwrap_or(&pair))
        };
        query.split('&').filter(|pair| !pair.is_empty()).all(one)
    }

    /// What is chosen of an option, from 0.
    pub fn picked(&self, option: usize) -> Option<Picked> {
        self.0.get(option).copied().flatten()
    }

    /// The same with something else of one option.
    #[must_use]
    pub fn with(&self, option: usize, picked: Option<Picked>) -> Self {
        let mut all = self.clone();
        if let Some(place) = all.0.get_mut(option) {
            *place = picked;
        }
        all
    }

    pub(super) fn has(&self, place: Place) -> bool {
        self.picked(place.option as usize).is_some_and(|picked| picked.choice == place.choice)
    }
}
