//! Markdown of a manual for a terminal: headings stand out, paragraphs are wrapped, tables and blocks stay as they are.

use std::io::{self, Write};

use kehoach_export::{Style, wrap};

/// What a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Paragraph,
    Block,
}

pub(super) fn write(out: &mut impl Write, markdown: &str, width: usize) -> io::Result<()> {
    let mut part = Part::Paragraph;
    let mut paragraph = Paragraph { lead: String::new(), text: String::new(), width };
    for line in markdown.lines() {
        let bare = line.trim();
        if bare.starts_with("```") {
            paragraph.end(out)?;
            part = if part == Part::Block { Part::Paragraph } else { Part::Block };
        } else if part == Part::Block {
            writeln!(out, "    {line}")?;
        } else if let Some(heading) = bare.strip_prefix("## ").or_else(|| bare.strip_prefix("### ")) {
            paragraph.end(out)?;
            writeln!(out, "{}", Style::Strong.of(heading))?;
        } else if bare.starts_with('|') {
            paragraph.end(out)?;
            writeln!(out, "    {bare}")?;
        } else if bare.is_empty() {
            paragraph.end(out)?;
            writeln!(out)?;
        } else if let Some(point) = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")) {
            paragraph.end(out)?;
            "- ".clone_into(&mut paragraph.lead);
            point.clone_into(&mut paragraph.text);
        } else {
            if !paragraph.text.is_empty() {
                paragraph.text.push(' ');
            }
            paragraph.text.push_str(bare);
        }
    }
    paragraph.end(out)
}

/// Lines that are wrapped together.
struct Paragraph {
    /// "- " in a list.
    lead: String,
    text: String,
    width: usize,
}

impl Paragraph {
    fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        let indent = " ".repeat(self.lead.len());
        let lines = wrap(&self.text, self.width.saturating_sub(2 + self.lead.len()));
        for (at, line) in lines.iter().enumerate() {
            let lead = if at == 0 { &self.lead } else { &indent };
            writeln!(out, "  {lead}{line}")?;
        }
        self.lead.clear();
        self.text.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_and_tables_are_not() {
        let markdown = "## What it finds\nTwo rows of one table\nthat carry one number.\n\n- a point that is longer\n  than it\n- another\n\n| TT | Nhiệm vụ |\n|---|---|\n| 1 | a |\n\n```text\nI.  x\nIII.  y\n```\n";
        let mut out = Vec::new();
        write(&mut out, markdown, 24).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "\u{1b}[1mWhat it finds\u{1b}[0m\n  Two rows of one table\n  that carry one number.\n\n  - a point that is\n    longer than it\n  - another\n\n    | TT | Nhiệm vụ |\n    |---|---|\n    | 1 | a |\n\n    I.  x\n    III.  y\n"
        );
    }
}
