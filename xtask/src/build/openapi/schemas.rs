//! JSON Schemas of the types that cross the wire.

use anyhow::{Context, Result, ensure};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// The schemas that were asked for so far.
pub(super) struct Schemas {
    /// Of what is answered: fields that are always written are required.
    told: SchemaGenerator,
    /// Of what is sent: fields that have a default are not.
    taken: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12()
                .with(|settings| settings.definitions_path = "/components/schemas".into())
        };
        Self {
            told: settings().for_serialize().into_generator(),
            taken: settings().for_deserialize().into_generator(),
        }
    }
}

impl Schemas {
    /// Of an answer.
    pub(super) fn told<T: JsonSchema>(&mut self) -> Value {
        self.told.subschema_for::<T>().to_value()
    }

    /// Of a request's body.
    pub(super) fn taken<T: JsonSchema>(&mut self) -> Value {
        self.taken.subschema_for::<T>().to_value()
    }

    /// Of an answer that is one variant of an enum: `{"product": …}`.
    pub(super) fn variant<Enum: JsonSchema, T: JsonSchema>(&mut self) -> Result<Value> {
        let told = self.told::<T>();
        let all = Enum::json_schema(&mut self.told).to_value();
        let holds = |variant: &&Value| {
            variant["properties"].as_object().is_some_and(|fields| fields.values().eq([&told]))
        };
        let variant = all["oneOf"].as_array().into_iter().flatten().find(holds);
        let variant = variant
            .with_context(|| format!("{} has no variant {}", Enum::schema_name(), T::schema_name()))?;
        Ok(json!({
            "type": "object",
            "properties": variant["properties"],
            "required": variant["required"],
            "additionalProperties": false,
        }))
    }

    /// All of them, by name.
    pub(super) fn finish(mut self) -> Result<Map<String, Value>> {
        let mut all = self.told.take_definitions(true);
        for (name, schema) in self.taken.take_definitions(true) {
            let known = all.insert(name.clone(), schema.clone());
            ensure!(known.is_none_or(|known| known == schema), "two schemas are called {name}");
        }
        all.values_mut().for_each(plain);
        Ok(all)
    }
}

/// Turns links of rustdoc in descriptions into plain code.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "description" => *text = unlinked(text),
                    _ => plain(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

/// `` [`Product::id`](crate::product::Product::id) `` as `` `Product::id` ``.
fn unlinked(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("`]").unwrap_or((part, ""));
        let rest = match rest.strip_prefix('(') {
            Some(target) => target.split_once(')').map_or("", |(_, rest)| rest),
            None => rest,
        };
        plain.extend(["`", name, "`", rest]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::data::Data;
    use model::problem::Problem;
    use model::product::Product;

    #[test]
    fn links_of_rustdoc_are_plain_code() {
        for (text, expect) in [
            ("The id.", "The id."),
            ("As in [`Article::id`] or [`Thread::id`].", "As in `Article::id` or `Thread::id`."),
            ("As in [`Product::id`](crate::product::Product::id), or not.", "As in `Product::id`, or not."),
        ] {
            assert_eq!(unlinked(text), expect);
        }
    }

    #[test]
    fn a_variant_is_found_by_its_type() {
        let mut schemas = Schemas::default();
        let product = schemas.variant::<Data, Product>().unwrap();
        assert_eq!(product["required"], json!(["product"]));
        assert_eq!(product["properties"]["product"]["$ref"], "#/components/schemas/Product");
        assert!(schemas.variant::<Data, Problem>().is_err());
    }
}
