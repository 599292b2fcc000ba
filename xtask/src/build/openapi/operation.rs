//! One operation: a method of an address, with everything it may answer.

use super::schemas::Schemas;
use super::{headers, parameters};
use anyhow::Result;
use model::page::{KEPT, Page};
use model::problem::{Kind, Problem};
use model::route::{Address, EVERYTHING};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Which face of an address is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// A page, or a file; problems are pages.
    Html,
    /// JSON below `/api`; problems are Problems.
    Json,
}

/// A method of an address.
pub(super) struct Operation {
    address: Address,
    face: Face,
    pub(super) method: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    description: &'static str,
    /// Beside the places of the path.
    parameters: Vec<Value>,
    body: Option<Value>,
    status: u16,
    /// By media type.
    content: Map<String, Value>,
    headers: Vec<&'static str>,
    /// Whether everybody gets the same, which has an entity tag.
    public: bool,
    kinds: Vec<Kind>,
    secured: bool,
    leads: Vec<&'static str>,
}

/// What can go wrong with any request.
const ALWAYS: [Kind; 3] = [Kind::BadRequest, Kind::MethodNotAllowed, Kind::Unavailable];

impl Operation {
    pub(super) fn new(method: &'static str, address: Address, face: Face, id: &'static str) -> Self {
        Self {
            address,
            face,
            method,
            id,
            tag: "",
            summary: "",
            description: "",
            parameters: Vec::new(),
            body: None,
            status: 200,
            content: Map::new(),
            headers: vec!["Age", "Cache-Control", "Cache-Status"],
            public: false,
            kinds: ALWAYS.to_vec(),
            secured: false,
            leads: Vec::new(),
        }
    }

    pub(super) fn told(
        mut self,
        tag: &'static str,
        summary: &'static str,
        description: &'static str,
    ) -> Self {
        (self.tag, self.summary, self.description) = (tag, summary, description);
        self
    }

    /// Of a site and in a language, which the query says.
    pub(super) fn of_site(mut self) -> Result<Self> {
        let page = matches!(self.address, Address::Page(_) | Address::Article) && self.face == Face::Html;
        let kept = if page { &KEPT[..] } else { &["site", "lang"] };
        let own: &[&str] = if self.method == "get" { self.address.parameters() } else { &[] };
        for name in kept {
            self.parameters.push(parameters::query(name, false)?);
        }
        if own == EVERYTHING && !matches!(self.address, Address::Specs | Address::Compare) {
            self.parameters.push(parameters::any());
        }
        for name in own.iter().filter(|_| own != EVERYTHING) {
            self.parameters.push(parameters::query(name, false)?);
        }
        self.parameters.push(parameters::header("Accept-Language")?);
        self.headers.push("Content-Language");
        self.kinds.push(Kind::UnknownSite);
        Ok(self)
    }

    /// The same for everybody: kept in caches.
    pub(super) fn public(mut self) -> Result<Self> {
        self.parameters.push(parameters::header("If-None-Match")?);
        self.headers.push("ETag");
        self.public = true;
        Ok(self)
    }

    pub(super) fn parameter(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }

    pub(super) fn header(mut self, name: &'static str) -> Self {
        self.headers.push(name);
        self
    }

    /// Takes a form, of whose fields JSON would have the same.
    pub(super) fn takes_form(mut self, schema: &Value) -> Self {
        let content = json!({ "application/x-www-form-urlencoded": { "schema": schema } });
        self.body = Some(json!({ "required": true, "content": content }));
        self
    }

    /// Takes JSON.
    pub(super) fn takes(mut self, schema: &Value, example: &Value) -> Self {
        let mut content = json!({ "schema": schema });
        if !example.is_null() {
            content["example"] = example.clone();
        }
        self.body = Some(json!({ "required": true, "content": { "application/json": content } }));
        self
    }

    /// Answers with this.
    pub(super) fn answers(mut self, status: u16, media_type: &str, schema: &Value) -> Self {
        self.status = status;
        self.content.insert(media_type.to_owned(), json!({ "schema": schema }));
        self
    }

    /// Leads to another page, as forms do (303), and keeps somebody signed in.
    pub(super) fn leads(self) -> Self {
        self.leads_with(&["Location", "Set-Cookie"])
    }

    /// Leads to another page, by an answer that always has these headers.
    pub(super) fn leads_with(mut self, headers: &[&'static str]) -> Self {
        self.leads = headers.to_vec();
        self
    }

    /// What else can go wrong.
    pub(super) fn fails(mut self, kinds: &[Kind]) -> Self {
        self.kinds.extend(kinds);
        self
    }

    /// For who knows the token.
    pub(super) fn secured(mut self) -> Self {
        self.secured = true;
        self
    }

    /// Its path in the document.
    pub(super) fn path(&self) -> String {
        match (self.face, self.address) {
            (Face::Html, address) => address.path().to_owned(),
            (Face::Json, Address::Page(Page::Home)) => "/api/".to_owned(),
            (Face::Json, address) => format!("/api{}", address.path()),
        }
    }

    /// As the document has it.
    pub(super) fn written(self, schemas: &mut Schemas) -> Result<Value> {
        let mut parameters = Vec::new();
        for place in self.address.path().split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            parameters.push(parameters::place(place)?);
        }
        parameters.extend(self.parameters.iter().cloned());
        let mut written = json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description,
            "parameters": parameters,
            "responses": self.responses(schemas),
        });
        if let Some(body) = self.body {
            written["requestBody"] = body;
        }
        if self.secured {
            written["security"] = json!([{ "metrics": [] }]);
        }
        Ok(written)
    }

    fn responses(&self, schemas: &mut Schemas) -> Map<String, Value> {
        let mut responses = Map::new();
        let good = json!({
            "description": self.summary,
            "headers": headers::named(self.headers.iter().copied()),
            "content": self.content,
        });
        if !self.leads.is_empty() {
            let headers = headers::named(self.leads.iter().copied());
            responses.insert("303".to_owned(), json!({ "description": self.summary, "headers": headers }));
        }
        if self.leads.is_empty() || !self.content.is_empty() {
            responses.insert(self.status.to_string(), good);
        }
        if self.public {
            let headers = headers::named(["Age", "Cache-Control", "Cache-Status", "ETag"]);
            let known = json!({ "description": "`If-None-Match` names what it is now.", "headers": headers });
            responses.insert("304".to_owned(), known);
        }
        let mut statuses: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
        for kind in &self.kinds {
            statuses.entry(kind.status()).or_default().push(*kind);
        }
        for (status, kinds) in statuses {
            responses.insert(status.to_string(), self.problem(status, &kinds, schemas));
        }
        responses
    }

    fn problem(&self, status: u16, kinds: &[Kind], schemas: &mut Schemas) -> Value {
        let names: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
        let always = ["Age", "Cache-Control", "Cache-Status", "Content-Language"];
        let more = match status {
            405 => Some("Allow"),
            409 | 429 | 503 => Some("Retry-After"),
            _ => None,
        };
        // No person asks these.
        let machine = matches!(self.address, Address::Hook | Address::Health | Address::Metrics);
        let content = match self.face {
            Face::Html if !machine => json!({ "text/html": { "schema": { "type": "string" } } }),
            Face::Html | Face::Json => {
                let of_kind =
                    json!({ "properties": { "type": { "enum": kinds }, "status": { "const": status } } });
                let schema = json!({ "allOf": [schemas.told::<Problem>(), of_kind] });
                json!({ "application/problem+json": { "schema": schema } })
            }
        };
        json!({
            "description": names.join(", "),
            "headers": headers::named(always.into_iter().chain(more)),
            "content": content,
        })
    }
}
