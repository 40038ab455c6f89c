//! The findings as the contract has them, with the path of their document.

use std::io::Write;

use kehoach_model::Finding;
use serde::Serialize;

use crate::{Document, ExportError, Found, Report};

/// Writes one array of objects, or one object a line.
pub(crate) struct Json<'a> {
    out: Box<dyn Write + 'a>,
    is_array: bool,
    is_first: bool,
}

/// A line of `findings.ndjson` with its path.
#[derive(Serialize)]
struct Line<'a> {
    plan: &'a str,
    path: &'a str,
    #[serde(flatten)]
    finding: &'a Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<&'a str>,
}

impl<'a> Json<'a> {
    pub(crate) fn array(out: Box<dyn Write + 'a>) -> Self {
        Self { out, is_array: true, is_first: true }
    }

    pub(crate) fn lines(out: Box<dyn Write + 'a>) -> Self {
        Self { out, is_array: false, is_first: true }
    }
}

impl Report for Json<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        for found in found {
            if self.is_array {
                self.out.write_all(if self.is_first { b"[\n" } else { b",\n" })?;
            }
            self.is_first = false;
            let line = Line {
                plan: &document.id,
                path: &document.source.path,
                finding: &found.finding,
                suppressed: found.suppressed.as_deref(),
            };
            serde_json::to_writer(&mut self.out, &line)?;
            if !self.is_array {
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        if self.is_array {
            self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        Ok(self.out.flush()?)
    }
}
