//! One finding as a result.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kehoach_model::{Finding, Severity};
use serde_sarif::sarif::{Message, Result, ResultLevel, Suppression};
use sha2::{Digest, Sha256};

use super::location;
use crate::{Document, Found, View, said};

/// The name of how fingerprints are made; another way takes another number.
const FINGERPRINT: &str = "kehoach/v1";

/// The result of a finding.
pub(super) fn of(document: &Document, found: &Found, view: &View) -> Result {
    let finding = &found.finding;
    let level = match finding.severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Info => ResultLevel::Note,
    };
    let fingerprints = BTreeMap::from([(FINGERPRINT.to_owned(), fingerprint(document, finding))]);
    let result = Result::builder()
        .rule_id(finding.rule.name())
        .level(level)
        .message(Message::builder().text(said::whole(finding, view.lang)).build())
        .locations(vec![location::of(document, &finding.at, &finding.rows)])
        .partial_fingerprints(fingerprints)
        .build();
    let index = view.rules.iter().position(|text| text.rule == finding.rule);
    let suppression = |reason: &String| {
        Suppression::builder().kind(serde_json::json!("external")).justification(reason.clone()).build()
    };
    Result {
        rule_index: index.and_then(|index| i64::try_from(index).ok()),
        suppressions: found.suppressed.as_ref().map(|reason| vec![suppression(reason)]),
        ..result
    }
}

/// The same for a finding in every run, also where rows were put in above it, or the file has another name.
fn fingerprint(document: &Document, finding: &Finding) -> String {
    let key = |row: &String| {
        let key = document.row(row).map(|row| row.row_key.clone()).filter(|key| !key.is_empty());
        key.unwrap_or_else(|| row.clone())
    };
    let rows: Vec<String> = finding.rows.iter().map(key).collect();
    let rows = rows.join(",");
    let rule = finding.rule.name();
    let document = document.work.as_deref().unwrap_or(&document.source.path);
    // A message names the row's number, which a row put in above it changes; what is to be mended does not change.
    let what = match (&finding.fix, rows.is_empty()) {
        (Some(fix), _) => format!("{} {:?} {:?}", fix.field, fix.from, fix.to),
        (None, true) => finding.message.vi.clone(),
        (None, false) => format!("{:?}", finding.field),
    };
    let parts = [rule.as_str(), document, &rows, &what];
    let hash = Sha256::digest(parts.join("\0").as_bytes());
    hash.iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
