//! SARIF 2.1.0, as code scanning takes it.

mod driver;
mod location;
mod result;

use std::io::Write;

use serde_sarif::sarif::{Run, SCHEMA_URL, Sarif as Log, Tool};

use crate::{Document, ExportError, Found, Report, View};

/// Where results stand in a log that has none. Quotes inside strings are escaped, so it is met nowhere else.
const RESULTS: &str = r#""results":["#;

/// Writes a log of one run; results are written as they come, only the frame is held.
pub(crate) struct Sarif<'a> {
    out: Box<dyn Write + 'a>,
    view: &'a View,
    /// What stands behind the results; `None` until the front is written.
    behind: Option<String>,
    is_first: bool,
}

impl<'a> Sarif<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out, view, behind: None, is_first: true }
    }

    fn open(&mut self) -> Result<(), ExportError> {
        if self.behind.is_some() {
            return Ok(());
        }
        let run = Run::builder()
            .language(self.view.lang.pick("vi", "en"))
            .results(Vec::new())
            .tool(Tool::builder().driver(driver::of(self.view)).build())
            .build();
        let log =
            Log::builder().schema(SCHEMA_URL).version(serde_json::json!("2.1.0")).runs(vec![run]).build();
        let log = serde_json::to_string(&log)?;
        let at = log.find(RESULTS).map_or(log.len(), |at| at + RESULTS.len());
        let (front, behind) = log.split_at(at);
        self.out.write_all(front.as_bytes())?;
        self.behind = Some(behind.to_owned());
        Ok(())
    }
}

impl Report for Sarif<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        self.open()?;
        for found in found {
            self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
            self.is_first = false;
            serde_json::to_writer(&mut self.out, &result::of(document, found, self.view))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.open()?;
        let behind = self.behind.take().unwrap_or_default();
        writeln!(self.out, "{behind}")?;
        Ok(self.out.flush()?)
    }
}
