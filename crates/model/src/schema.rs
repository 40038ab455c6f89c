//! The JSON Schemas of the output files.

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

use crate::{
    ChangeLine, CoverageLine, DuplicateLine, FindingLine, InputLine, LineageLine, LinkLine, Plan, WorkLine,
};

/// A schema and the name that `kehoach schema NAME` and `schema/NAME.json` use for it.
#[derive(Debug)]
pub struct NamedSchema {
    /// "plan", "input", …
    pub name: &'static str,
    /// The output files that it describes.
    pub files: &'static str,
    /// JSON Schema, draft 2020-12.
    pub schema: Schema,
}

impl NamedSchema {
    /// The schema of `T` under a name.
    #[must_use]
    pub fn of<T: JsonSchema>(name: &'static str, files: &'static str) -> Self {
        // What is written is what is described: a field that is always written is required.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        Self { name, files, schema: settings.into_generator().into_root_schema_for::<T>() }
    }
}

/// The schemas of this crate's types, one for each shape of output line.
#[must_use]
pub fn schemas() -> Vec<NamedSchema> {
    vec![
        NamedSchema::of::<Plan>("plan", "plans.ndjson, plans/<2 hex>/<id>.json"),
        NamedSchema::of::<InputLine>("input", "inputs.ndjson, failures.ndjson"),
        NamedSchema::of::<LinkLine>("link", "links.ndjson"),
        NamedSchema::of::<LineageLine>("lineage", "lineage.ndjson"),
        NamedSchema::of::<WorkLine>("work", "works.ndjson"),
        NamedSchema::of::<DuplicateLine>("duplicate", "duplicates.ndjson"),
        NamedSchema::of::<CoverageLine>("coverage", "coverage.ndjson"),
        NamedSchema::of::<FindingLine>("finding", "findings.ndjson"),
        NamedSchema::of::<ChangeLine>("change", "changes.ndjson"),
    ]
}
