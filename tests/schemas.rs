//! Everything that the program writes is what its JSON Schemas say, and the checked-in schemas are the code's.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{ingest, kehoach, outputs, root};
use jsonschema::Validator;
use serde_json::Value;

fn validator(name: &str) -> Validator {
    let text = fs::read_to_string(root().join("schema").join(format!("{name}.json"))).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn the_checked_in_schemas_are_the_code_s() {
    for schema in ::kehoach::schemas() {
        let path = root().join("schema").join(format!("{}.json", schema.name));
        let text = serde_json::to_string_pretty(&schema.schema).unwrap() + "\n";
        assert_eq!(
            fs::read_to_string(&path).ok(),
            Some(text),
            "run `cargo xtask schema`: {}",
            path.display()
        );
    }
    let files = fs::read_dir(root().join("schema")).unwrap().count();
    assert_eq!(files, ::kehoach::schemas().len(), "a schema without a type");
}

#[test]
fn every_line_of_an_import_is_valid() {
    // Both folders: plans of every grammar, and inputs of every outcome.
    for folder in ["corpus/plans", "fixtures"] {
        let (out, _) = ingest(&root().join(folder), &[]);
        let mut seen = 0;
        for (name, bytes) in outputs(out.path()) {
            let schema = match name.as_str() {
                "inputs.ndjson" | "failures.ndjson" => "input",
                "links.ndjson" => "link",
                "lineage.ndjson" => "lineage",
                "works.ndjson" => "work",
                "duplicates.ndjson" => "duplicate",
                "coverage.ndjson" => "coverage",
                "findings.ndjson" => "finding",
                "changes.ndjson" => "change",
                _ => "plan",
            };
            let validator = validator(schema);
            for line in std::str::from_utf8(&bytes).unwrap().lines() {
                let value: Value = serde_json::from_str(line).unwrap();
                let errors: Vec<String> =
                    validator.iter_errors(&value).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{name}: {errors:?}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{folder}: {seen} lines");
    }
}

#[test]
fn a_read_document_is_valid() {
    let validator = validator("document");
    for path in fs::read_dir(root().join("corpus/plans")).unwrap().map(|entry| entry.unwrap().path()) {
        let value = read(&path);
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

#[test]
fn a_wrong_line_is_not_valid() {
    let mut value =
        serde_json::to_value(&common::plans(ingest(&root().join("corpus/plans"), &[]).0.path())[0]).unwrap();
    assert!(validator("plan").is_valid(&value));
    value["header"]["number_status"] = "perhaps".into();
    assert!(!validator("plan").is_valid(&value));
}

fn read(path: &Path) -> Value {
    let output = kehoach(&["read", path.to_str().unwrap()]);
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}
