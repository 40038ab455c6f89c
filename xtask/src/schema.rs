//! The checked-in JSON Schemas: a test fails where they differ from the types.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

/// Writes `schema/NAME.json` for every schema; with `check`, compares instead.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    for schema in kehoach::schemas() {
        let path = root.join("schema").join(format!("{}.json", schema.name));
        let json = serde_json::to_string_pretty(&schema.schema)? + "\n";
        if !check {
            fs::write(&path, json).with_context(|| format!("cannot write {}", path.display()))?;
        } else if fs::read_to_string(&path).ok().as_deref() != Some(json.as_str()) {
            bail!("schema/{}.json is not what the types say: run `cargo xtask schema`", schema.name);
        }
    }
    Ok(())
}
