//! One type for what readers, recogniser, linker and checker have to say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, Place};

/// Something worth a look, with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable name of the rule.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// What to tell a person.
    pub message: Message,
    /// Rows that it is about.
    pub rows: Vec<String>,
    /// The column that it is about, where it is about one.
    #[serde(default)]
    pub field: Option<Field>,
    /// Where it stands.
    pub at: Vec<Place>,
    /// The layout damage is mended in the record.
    pub repaired: bool,
    /// What would put it right.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding without rows, place or fix yet.
    #[must_use]
    pub fn new(rule: Rule, severity: Severity, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: Message { vi: vi.into(), en: en.into() },
            rows: Vec::new(),
            field: None,
            at: Vec::new(),
            repaired: false,
            fix: None,
        }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, at: Vec<Place>) -> Self {
        self.at = at;
        self
    }

    /// The same finding about rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = String>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The same finding, its damage mended.
    #[must_use]
    pub fn repaired(mut self) -> Self {
        self.repaired = true;
        self
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// What was found and mended, or is normal.
    Info,
    /// Doubtful: a person should look.
    Warning,
    /// Wrong as it stands.
    Error,
}

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// What would put a finding right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// Field of the record.
    pub field: String,
    /// What stands there.
    pub from: Option<String>,
    /// What should stand there.
    pub to: Option<String>,
}

/// Stable names of all rules; the contract's table says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The number (or day) of the plan itself is blank.
    MissingNumber,
    /// The cited parent disagrees with the plan it plainly means.
    ParentNumberMismatch,
    /// A link that the corpus cannot resolve.
    ParentNotFound,
    /// A link that the corpus cannot resolve to one plan.
    ParentAmbiguous,
    /// A citation is dated after the plan that carries it.
    CitationAfterDocument,
    /// One document is cited with different dates, numbers or issuers.
    CitationConflict,
    /// A page's attribute table disagrees with the document's text.
    AttributeMismatch,
    /// Two rows of a table carry the same number.
    DuplicateOrdinal,
    /// Numbers are left out.
    OrdinalGap,
    /// Numbers run backwards.
    OrdinalOrder,
    /// A row without a number among numbered ones.
    MissingOrdinal,
    /// Numbers in two styles ("1.1." and "1.2").
    OrdinalStyle,
    /// A column filled in sibling rows is empty here.
    MissingCell,
    /// A value stands in another column's place.
    MisplacedCell,
    /// A row's cell holds the next row.
    MergedRows,
    /// A cell ends in the middle.
    TruncatedCell,
    /// The same row again.
    DuplicateRow,
    /// Nearly the same row again.
    NearDuplicateRow,
    /// The same work again.
    DuplicateWork,
    /// A free-text cell equals the row above and fits that row's task.
    CopiedCell,
    /// A row with no content but a label.
    EmptyRow,
    /// A target that cannot be read.
    MalformedTarget,
    /// A deadline that cannot be read.
    MalformedDeadline,
    /// A quantity in the name disagrees with the target.
    TargetContradictsName,
    /// The child row asks for less than the parent row.
    TargetWeakerThanParent,
    /// A deadline outside the plan's period.
    DeadlineOutsidePeriod,
    /// A word that differs from its twin by a tone, a diacritic or an OCR confusion.
    SuspectWord,
    /// A body of another level than the plan can charge.
    LevelMismatch,
    /// Numbered headings jump.
    SectionGap,
    /// A row whose columns were inferred with doubt.
    UncertainRow,
    /// The text layer cannot be trusted here.
    GarbledText,
    /// Letters are missing from the text layer.
    MissingGlyphs,
    /// Read by OCR with doubt.
    OcrDoubt,
    /// Text of a table region that found no cell, or no field.
    UnassignedText,
    /// A row split by a page, joined.
    RowSplit,
    /// A table head repeated on a further page, dropped.
    RepeatedHeader,
    /// A preview or preamble that stands twice, kept once.
    RepeatedContent,
    /// Page numbers, addresses, site furniture.
    PageFurniture,
    /// A broken word, number or symbol, mended.
    RepairedText,
    /// An old encoding, decoded.
    LegacyCharset,
}

impl Rule {
    /// The stable name: "duplicate-ordinal".
    #[must_use]
    pub fn name(self) -> String {
        // Derived from the variant, so that name and serialised form cannot differ.
        let variant = format!("{self:?}");
        let mut name = String::with_capacity(variant.len() + 3);
        for (position, letter) in variant.char_indices() {
            if letter.is_ascii_uppercase() && position > 0 {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_called_as_it_is_written() {
        for rule in [Rule::MissingNumber, Rule::ParentNotFound, Rule::OcrDoubt, Rule::LegacyCharset] {
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("{:?}", rule.name()));
        }
    }
}
