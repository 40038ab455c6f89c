//! One record: what is known of one official document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Citation, Finding, Header, Indicator, Link, Place, Table, Target, Task};

/// One official document, or one file that holds an indicator or task table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// [`PLAN_SCHEMA`](crate::PLAN_SCHEMA).
    pub schema: String,
    /// Names this record: `<work>~<8 hex of the source's sha256>`, `.2` … for further parts.
    pub id: String,
    /// Names the work whatever the copy; `null` where the number is blank.
    pub work: Option<String>,
    /// The file that it was read from.
    pub source: Source,
    /// Number, date, issuer, title, signer.
    pub header: Header,
    /// What this document says it carries out.
    pub implements: Vec<Link>,
    /// Every numbered mention in order.
    pub citations: Vec<Citation>,
    /// Headings and the text under them.
    pub outline: Vec<Section>,
    /// Aims stated in prose ("Mục tiêu cụ thể").
    pub objectives: Vec<Objective>,
    /// Rows of indicator tables.
    pub indicators: Vec<Indicator>,
    /// Rows of task tables, and tasks in prose.
    pub tasks: Vec<Task>,
    /// All tables in document order.
    pub tables: Vec<Table>,
    /// What readers and recogniser have to say.
    pub findings: Vec<Finding>,
    /// The two counts that show that nothing was lost.
    pub conservation: Conservation,
}

impl Plan {
    /// Headings and paragraphs in the order of the document.
    #[must_use]
    pub fn prose(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        // Without recursion: headings can be nested as deep as a document likes.
        let mut open: Vec<&Section> = self.outline.iter().rev().collect();
        while let Some(section) = open.pop() {
            texts.extend(section.heading.as_deref());
            texts.extend(section.paragraphs.iter().map(String::as_str));
            open.extend(section.sections.iter().rev());
        }
        texts
    }
}

/// The file that a record was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path relative to the PATH given, with "/" on every system.
    pub path: String,
    /// Paths of files with the same bytes.
    pub same_bytes: Vec<String>,
    /// Which part of the file, where the file holds several documents.
    pub part: Option<Part>,
    /// Format by content, not by name.
    pub format: Format,
    /// Lower-case hex.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// Where the text comes from.
    pub text: TextOrigin,
    /// Versions of outside programs that took part.
    pub tools: Vec<String>,
}

/// One document of several in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Counted from 1.
    pub index: u32,
    /// How many the file holds.
    pub of: u32,
    /// First and last place.
    pub at: Vec<Place>,
}

/// Format of a file by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML.
    Docx,
    /// A web page.
    Html,
    /// A text dump.
    Text,
    /// Excel workbook.
    Xlsx,
    /// Word 97-2003.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument text.
    Odt,
}

/// Where the text of a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextOrigin {
    /// The file's own text.
    Native,
    /// Read from images.
    Ocr,
    /// Both.
    Mixed,
    /// A text dump of a lost layout.
    Dump,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// "II", "3.1", "a".
    pub ordinal: Option<String>,
    /// Heading as printed; `null` for a numbered paragraph without one.
    pub heading: Option<String>,
    /// Paragraphs under it, before its first subsection.
    pub paragraphs: Vec<String>,
    /// Subsections.
    pub sections: Vec<Section>,
    /// Where the heading stands.
    pub at: Vec<Place>,
}

/// An aim stated in prose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// The sentence without its bullet or letter.
    pub name: String,
    /// The quantities in it.
    pub targets: Vec<Target>,
    /// Where it stands.
    pub at: Vec<Place>,
}

/// Letters of the document, and letters that stand somewhere in the record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conservation {
    /// Letters and digits in the source, mark-up left out.
    pub text_in: u64,
    /// Letters and digits that stand in a row, block, head, note or named furniture.
    pub text_placed: u64,
}
