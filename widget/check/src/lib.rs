//! What looks private in what somebody writes, told in their browser before it is sent.
//!
//! A WASM of its own beside the app's: only who writes downloads it.

use model::data::Question;
use model::triage::sheet;
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`sheet::doubt`]: what is to be asked before a question of this title and text, or an answer, is sent.
#[wasm_bindgen]
pub fn doubt(sheet: &str, title: String, text: String, answer: bool) -> String {
    sheet::doubt(sheet, &Question { title, text, ..Question::default() }, answer)
}
