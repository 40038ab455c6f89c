//! Letters on their way into a Word file: how they look, and the runs in which they were typed.

use docx_rs::{AlignmentType, BreakType, Paragraph, Run, RunFonts};

use super::super::{
    super::seed::Seed,
    runs::{hard_blanks, pieces},
};

/// Size of the text, half points.
pub(super) const BODY: usize = 28;
/// Size of the recipients, and of what stands in tables.
pub(super) const SMALL: usize = 24;
const FONT: &str = "Times New Roman";

/// How letters look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) size: usize,
}

impl Look {
    pub(super) const PLAIN: Self = Self { bold: false, italic: false, size: BODY };
    pub(super) const BOLD: Self = Self { bold: true, ..Self::PLAIN };
    pub(super) const ITALIC: Self = Self { italic: true, ..Self::PLAIN };

    pub(super) const fn small(self) -> Self {
        Self { size: SMALL, ..self }
    }
}

/// A paragraph; a line end in the text becomes a break.
pub(super) fn typed(text: &str, look: Look, seed: &mut Seed) -> Paragraph {
    let mut paragraph = Paragraph::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            paragraph = paragraph.add_run(Run::new().add_break(BreakType::TextWrapping));
        }
        for piece in pieces(&hard_blanks(line, seed), seed) {
            paragraph = paragraph.add_run(run(&piece, look));
        }
    }
    paragraph
}

/// A paragraph in the middle of its column.
pub(super) fn centred(text: &str, look: Look, seed: &mut Seed) -> Paragraph {
    typed(text, look, seed).align(AlignmentType::Center)
}

fn run(text: &str, look: Look) -> Run {
    let mut run = Run::new().add_text(text).size(look.size).fonts(RunFonts::new().ascii(FONT).hi_ansi(FONT));
    if look.bold {
        run = run.bold();
    }
    if look.italic {
        run = run.italic();
    }
    run
}
