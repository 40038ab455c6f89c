//! Plans and findings into the formats of others; now findings only: for a terminal, for other programs (JSON, SARIF,
//! the annotations of GitHub) and for the office (CSV, XLSX).
//!
//! [`report`] gives a writer of one [`Format`]; it is told the findings document by document and never holds more than
//! the format itself needs. What is a fault, and which findings a person wants to see, is decided before; files are
//! opened by whoever calls.
//!
//! Decisions: same findings in, same bytes out, the workbook's date of creation included. What stands in a document is
//! data: control characters never reach a terminal, and no cell of a table becomes a formula. A record is parsed only
//! as far as an excerpt needs it ([`Document`]).

mod concise;
mod csv_file;
mod document;
mod error;
mod found;
mod full;
mod github;
mod json;
mod lang;
mod line;
mod place;
mod report;
mod rule_text;
mod said;
mod sarif;
mod statistics;
mod style;
mod words;
mod xlsx;

pub use document::{Document, Head, Row, Source, Spot, TableHead, Value};
pub use error::ExportError;
pub use found::Found;
pub use lang::Lang;
pub use line::{printable, wrap};
pub use report::{Format, Report, View, report};
pub use rule_text::RuleText;
pub use statistics::statistics;
pub use style::Style;
pub use words::severity;
