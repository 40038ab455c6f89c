//! One module for each grammar in which plans come. What all of them say stands in `letter`; habits that Word
//! files and web pages share, in `cells` and `runs`. What a program prints is rendered as far as that program
//! reads it; `print` does the rest.

mod cells;
mod docx;
mod flattened;
mod html;
mod letter;
mod markdown;
mod pipe;
mod prose;
mod runs;
mod tsv;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::{family::Plan, print::Printer, seed::Seed};

/// How a plan was turned into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Grammar {
    /// Blocks between blank lines, table rows with tabs.
    Tsv,
    /// A web page's text, each cell closed by a bar.
    Pipe,
    /// Markdown with pipe tables.
    Markdown,
    /// A PDF without tables, its lines as printed.
    Prose,
    /// A PDF with tables whose columns are lost.
    Flattened,
    /// A Word file.
    Docx,
    /// A page of a site, with the site around the plan.
    Html,
    /// A PDF that a word processor made of a Word file.
    PdfWriter,
    /// A PDF that a browser made of a page without a site.
    PdfBrowser,
    /// The text of such a PDF, cell behind cell.
    Extracted,
}

impl Grammar {
    /// The bytes of a plan's file, or of what its printer reads; the same plan always gives the same bytes.
    pub(super) fn render(self, plan: &Plan) -> Result<Vec<u8>> {
        match self {
            Self::Docx => docx::file(plan, None, &mut self.seed(plan)),
            Self::PdfWriter => docx::file(plan, Some(plan.docx.print), &mut self.seed(plan)),
            _ => Ok(self.text(plan).into_bytes()),
        }
    }

    // Each grammar has its own damage, or a reader could learn one from the other.
    const fn seed(self, plan: &Plan) -> Seed {
        Seed::new(plan.seed.wrapping_mul(31).wrapping_add(self as u64))
    }

    /// The text of a plan; empty where the grammar is none of text.
    pub(super) fn text(self, plan: &Plan) -> String {
        let mut seed = self.seed(plan);
        let lines = match self {
            Self::Tsv => tsv::lines(plan, &mut seed),
            Self::Pipe => pipe::lines(plan, &mut seed),
            Self::Markdown => markdown::lines(plan, &mut seed),
            Self::Prose => prose::lines(plan, &mut seed),
            Self::Flattened => flattened::lines(plan, &mut seed),
            Self::Docx | Self::PdfWriter | Self::Extracted => return String::new(),
            Self::Html => return html::page(plan, &mut seed),
            Self::PdfBrowser => return html::sheet(plan, &mut seed),
        };
        lines.join("\n") + "\n"
    }

    /// The program that makes the file of what is rendered here, where one does.
    pub(super) const fn printer(self, plan: &Plan) -> Option<Printer> {
        match self {
            Self::PdfWriter => Some(Printer::LibreOffice),
            Self::PdfBrowser => Some(Printer::Chromium { tagged: plan.html.tagged }),
            Self::Extracted => Some(Printer::Pdftotext),
            _ => None,
        }
    }

    /// The grammar whose file the printer reads, where that is no rendering.
    pub(super) const fn taken_from(self) -> Option<Self> {
        match self {
            Self::Extracted => Some(Self::PdfBrowser),
            _ => None,
        }
    }

    /// Whether the rows of a table cannot be read without inference.
    pub(super) const fn loses_columns(self) -> bool {
        matches!(self, Self::Flattened | Self::Extracted)
    }

    /// Whether the grammar drops what follows the first line break of a cell: the signer's position and the
    /// recipients stand there.
    pub(super) const fn loses_cell_lines(self) -> bool {
        matches!(self, Self::Pipe)
    }

    /// File name of a plan in this grammar.
    pub(super) fn file_name(self, slug: &str) -> String {
        match self {
            Self::Tsv => format!("{slug}.tsv.txt"),
            Self::Pipe => format!("{slug}.pipe.txt"),
            Self::Markdown => format!("{slug}.markdown.md"),
            Self::Prose => format!("{slug}.prose.txt"),
            Self::Flattened => format!("{slug}.flattened.txt"),
            Self::Docx => format!("{slug}.docx"),
            Self::Html => format!("{slug}.html"),
            Self::PdfWriter => format!("{slug}.writer.pdf"),
            Self::PdfBrowser => format!("{slug}.browser.pdf"),
            Self::Extracted => format!("{slug}.extracted.txt"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::vary, Grammar};

    #[test]
    fn rows_stand_whole_in_the_grammars_with_columns() {
        let plan = vary::plan(3, 40);
        let pipe = Grammar::Pipe.text(&plan).replace('\n', " ");
        let markdown = Grammar::Markdown.text(&plan);
        for table in &plan.tables {
            for row in table.rows() {
                let cells = table.printed(row);
                let closed: String = cells
                    .iter()
                    .map(|cell| if cell.is_empty() { "| ".into() } else { format!("{cell} | ") })
                    .collect();
                assert!(pipe.contains(&format!("| {closed}")), "{closed}");
                let bare = |line: &str| line.replace(['*', ' '], "");
                let line = bare(&format!("|{}|", cells.join("|")));
                assert!(markdown.lines().any(|printed| bare(printed) == line), "{line}");
            }
        }
    }

    #[test]
    fn flattening_loses_the_columns_but_no_word() {
        let plan = vary::plan(4, 40);
        let text = Grammar::Flattened.text(&plan);
        let mut words: Vec<&str> = text.split_whitespace().collect();
        words.sort_unstable();
        for table in &plan.tables {
            for cell in table.rows.iter().flatten().filter(|cell| !cell.starts_with('>')) {
                for word in cell.split(' ').filter(|word| !word.is_empty() && !word.contains('-')) {
                    assert!(words.binary_search(&word).is_ok(), "{word}");
                }
            }
        }
        assert!(!text.contains('\t') && !text.contains('|'));
    }
}
