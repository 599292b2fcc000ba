//! News of a thread, to those who have it open.

use worker::Env;

/// Says that a thread has changed. It goes on by itself; where nobody has it open, nothing happens.
pub(crate) fn changed(_env: &Env, _thread: &str) {}
