//! The truth file `corpus/family.toml`: invented plans, as their issuers would have written them.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::render::Grammar;

/// All plans of the family.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    pub(super) plans: Vec<Plan>,
}

/// One plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub(super) slug: String,
    pub(super) grammars: Vec<Grammar>,
    pub(super) seed: u64,
    #[serde(default)]
    pub(super) slips: SlipCounts,
    /// How the Word file is typed.
    #[serde(default)]
    pub(super) docx: Habits,
    /// The page on which the plan stands.
    #[serde(default)]
    pub(super) html: Page,
    pub(super) header: Header,
    /// "I. CĂN CỨ …", where the citations stand as a section of their own.
    pub(super) basis_heading: Option<String>,
    pub(super) basis: Vec<Basis>,
    /// What this plan says it carries out, as cited: the number may be wrong.
    #[serde(default)]
    pub(super) implements: Vec<Implemented>,
    /// The sentence that ends in "như sau:".
    pub(super) opening: String,
    pub(super) closing: String,
    #[serde(default)]
    pub(super) sections: Vec<Section>,
    #[serde(default)]
    pub(super) tables: Vec<Table>,
}

/// How many slips of each sort the typist makes.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlipCounts {
    pub(super) glue: usize,
    pub(super) tone: usize,
    pub(super) digit: usize,
}

/// Habits of whoever types the plan in Word; each plan of the family has others.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Habits {
    /// What Word numbers, so that the number is not in the text.
    pub(super) numbered: Vec<Numbered>,
    pub(super) letterhead: Letterhead,
    pub(super) groups: Groups,
    pub(super) head: Head,
    /// One cell of the lead over rows that follow each other and have the same.
    pub(super) leads_merged: bool,
    pub(super) print: Print,
}

/// What Word can number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Numbered {
    /// "I." and "1.", by their styles.
    Headings,
    /// "-".
    Bullets,
    /// "3." and "3.1." of tasks in prose.
    Tasks,
    /// TT: groups in one list, rows in another that counts on through the groups.
    Ordinals,
}

/// How the letterhead's table is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Letterhead {
    #[default]
    OneRow,
    /// Number and date stand in a row of their own.
    TwoRows,
    /// One row, with rules typed as hyphens.
    TypedRules,
}

/// How a group row is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Groups {
    /// Label, title, empty cells.
    #[default]
    Cells,
    /// Label, and a title over all other columns.
    Spanned,
    /// One cell over all columns: "I. Hạ tầng số".
    Merged,
}

/// How the head of a table is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Head {
    #[default]
    Plain,
    /// Columns of bodies stand below a common head.
    TwoRows,
    /// "(1) (2) (3) …" below the head.
    ColumnNumbers,
}

/// The site on which a plan stands, and how its editors build tables.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Page {
    pub(super) portal: Portal,
    pub(super) letterhead: Letterhead,
    pub(super) groups: Groups,
    pub(super) head: Head,
    /// One cell of the lead over rows that follow each other and have the same.
    pub(super) leads_merged: bool,
    /// The province's portal lists its attributes as `<dl>` and not as `<ul>`.
    pub(super) definitions: bool,
    /// Người ký as the site's attributes have it, where the site is wrong.
    pub(super) site_signer: Option<String>,
    /// What is printed is the plan alone, without the site.
    pub(super) print: Print,
    /// The PDF says what is a paragraph, a row and a cell, which can be half of it.
    pub(super) tagged: bool,
}

/// The invented sites, each built as many real ones are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Portal {
    /// A database of law: menu, search, a table of attributes, a preview above the full text.
    #[default]
    LegalDatabase,
    /// A province's portal: tables for layout inside one form, tags inside words.
    Province,
    /// No site at all: what Word writes when asked for a web page.
    Word,
    /// A register of documents: spans for attributes, line breaks and lists for text.
    Register,
}

/// How a Word file or a page is printed.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Print {
    /// Annexes stand upright, as the text does, and not on pages set across.
    pub(super) upright: bool,
    /// The head of a table stands on its first page only.
    pub(super) head_once: bool,
}

/// Letterhead, title and signature.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) kind: String,
    pub(super) number: Option<String>,
    pub(super) symbol: String,
    pub(super) date: Option<String>,
    pub(super) date_partial: String,
    pub(super) place: String,
    pub(super) parent_letterhead: Option<String>,
    pub(super) letterhead: Vec<String>,
    pub(super) issuer: String,
    pub(super) issuer_short: String,
    pub(super) parent_body: Option<String>,
    pub(super) level: String,
    pub(super) title: Vec<String>,
    pub(super) signature: Vec<String>,
    pub(super) signer: String,
    pub(super) signer_position: String,
    pub(super) authority: Option<String>,
    pub(super) recipients: Vec<String>,
}

/// One line of the căn cứ.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basis {
    pub(super) number: String,
    pub(super) date: String,
    pub(super) text: String,
}

/// A document that the plan says it carries out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Implemented {
    pub(super) number: String,
    pub(super) date: String,
    /// Slug of the plan that is really meant, where the family holds it.
    pub(super) means: Option<String>,
    #[serde(default = "yes")]
    pub(super) direct: bool,
}

const fn yes() -> bool {
    true
}

/// A heading and what stands below it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) heading: String,
    /// The bullets below are aims to reach.
    #[serde(default)]
    pub(super) objectives: bool,
    #[serde(default)]
    pub(super) body: Vec<String>,
    #[serde(default)]
    pub(super) tasks: Vec<ProseTask>,
}

/// A task written as a heading and labels.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProseTask {
    pub(super) ordinal: String,
    pub(super) name: String,
    /// Only gathers the n.m headings below it.
    pub(super) gathers: bool,
    /// Plain bullets before the first label.
    pub(super) extra: Vec<String>,
    /// More than one line leaves the label itself empty.
    pub(super) lead: Vec<String>,
    pub(super) support: Vec<String>,
    pub(super) deadline: String,
    pub(super) deadline_label: Option<String>,
}

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TableKind {
    Indicators,
    Tasks,
}

/// An annex table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) kind: TableKind,
    pub(super) appendix: String,
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) field: Field,
    /// Letters that fit into a printed line of this column.
    pub(super) width: usize,
}

/// What a column says of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Ordinal,
    Name,
    Unit,
    Baseline,
    Target,
    Lead,
    Support,
    Monitor,
    Result,
    Deadline,
    Note,
}

/// One row of the truth file, told apart by its first cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row<'a> {
    /// A group row; depth 0 or 1.
    Group { depth: usize, ordinal: &'a str, title: &'a str },
    /// A row with one cell for each column.
    Cells(&'a [String]),
}

impl Table {
    /// The rows in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| row(cells))
    }

    /// The heads of the columns.
    pub(super) fn heads(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.head.clone()).collect()
    }

    /// A row as the cells that print: a group row fills the first two columns.
    pub(super) fn printed(&self, row: Row<'_>) -> Vec<String> {
        let mut cells = match row {
            Row::Group { ordinal, title, .. } => vec![ordinal.to_owned(), title.to_owned()],
            Row::Cells(cells) => cells.to_vec(),
        };
        cells.resize(self.columns.len(), String::new());
        cells
    }
}

fn row(cells: &[String]) -> Row<'_> {
    match cells {
        [mark, ordinal, title] if mark == ">" => Row::Group { depth: 0, ordinal, title },
        [mark, ordinal, title] if mark == ">>" => Row::Group { depth: 1, ordinal, title },
        _ => Row::Cells(cells),
    }
}

/// Reads and checks `corpus/family.toml`.
pub(super) fn read(root: &Path) -> Result<Family> {
    let path = root.join("corpus/family.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let family: Family = toml::from_str(&text).with_context(|| format!("{} is no family", path.display()))?;
    for plan in &family.plans {
        check(plan).with_context(|| format!("plan {} of {}", plan.slug, path.display()))?;
    }
    Ok(family)
}

// A wrong truth file would blame the readers, so its own statements must agree with each other.
fn check(plan: &Plan) -> Result<()> {
    for basis in &plan.basis {
        ensure!(basis.text.contains(&basis.number), "the basis {} is not in its own text", basis.number);
    }
    for cited in &plan.implements {
        ensure!(plan.opening.contains(&cited.number), "the opening does not cite {}", cited.number);
    }
    let prose = plan.grammars.contains(&Grammar::Prose);
    ensure!(!prose || plan.tables.is_empty(), "prose has no tables: render them flattened");
    if let Some(signer) = &plan.html.site_signer {
        ensure!(plan.html.portal != Portal::Word, "no site says who signed a page of Word");
        ensure!(*signer != plan.header.signer, "the site's signer is who signed");
    }
    for table in &plan.tables {
        for row in table.rows() {
            let Row::Cells(cells) = row else { continue };
            let (got, want) = (cells.len(), table.columns.len());
            ensure!(got == want, "{}: {got} cells for {want} columns in {cells:?}", table.appendix);
        }
    }
    Ok(())
}
