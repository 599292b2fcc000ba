//! What people send about orders: a form, or the same as JSON.

use serde::Deserialize;
use worker::Request;

use crate::body::{self, Kind};
use crate::error::Error;

/// The fields of all the panel's forms; each route looks at its own. (One for all of them: reading
/// one of each form's own would make the Worker larger.)
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    /// An order's number, or whatever was typed there.
    pub(crate) number: String,
    pub(crate) email: String,
    pub(crate) postcode: String,
    /// An e-mail address or a postal code.
    pub(crate) proof: String,
    /// See [`crate::grant`].
    pub(crate) token: String,
    /// The day asked about, `2026-12-24`.
    pub(crate) by: String,
    /// Which parcel, from 0 on; empty: the order as a whole.
    pub(crate) parcel: String,
    /// See [`crate::identity`].
    pub(crate) identity: String,
    /// Of which stages to be told.
    pub(crate) stages: Vec<String>,
    /// What is wrong.
    pub(crate) kind: String,
    pub(crate) text: String,
    /// Names the write.
    pub(crate) key: String,
}

impl Form {
    /// Reads what somebody sends of their own.
    pub(crate) async fn read(request: &Request, origin: &str) -> Result<Self, Error> {
        let (kind, bytes) = body::sent(request, origin).await?;
        match kind {
            Kind::Json => body::json(&bytes),
            Kind::Form => Ok(Self::of(&bytes)),
        }
    }

    /// The last of equal names counts; names that nobody looks at do not.
    fn of(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            let value = value.into_owned();
            let field = match &*name {
                "number" => &mut form.number,
                "email" => &mut form.email,
                "postcode" => &mut form.postcode,
                "proof" => &mut form.proof,
                "token" => &mut form.token,
                "by" => &mut form.by,
                "parcel" => &mut form.parcel,
                "identity" => &mut form.identity,
                "kind" => &mut form.kind,
                "text" => &mut form.text,
                "key" => &mut form.key,
                "stages" => {
                    form.stages.push(value);
                    continue;
                }
                _ => continue,
            };
            *field = value;
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let form =
            Form::of(b"number=%231001&email=ada%2Bshop%40example.com&stages=a&stages=b+c&odd=1&by&text=%FF");
        assert_eq!((&*form.number, &*form.email, &*form.by), ("#1001", "ada+shop@example.com", ""));
        assert_eq!(form.stages, ["a", "b c"]);
        assert_eq!(form.text, "\u{fffd}");
        assert_eq!(Form::of(b"number=1&number=2").number, "2");
        assert_eq!(Form::of(b"\xff%%%&&=").number, "");
    }
}
