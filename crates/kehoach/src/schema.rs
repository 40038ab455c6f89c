//! The JSON Schemas of everything that the program writes.

use kehoach_model::NamedSchema;

/// All schemas, those of the output files first.
#[must_use]
pub fn schemas() -> Vec<NamedSchema> {
    let mut schemas = kehoach_model::schemas();
    schemas.extend(kehoach_document::schemas());
    schemas
}

/// Their names.
#[must_use]
pub fn schema_names() -> Vec<&'static str> {
    schemas().into_iter().map(|schema| schema.name).collect()
}
