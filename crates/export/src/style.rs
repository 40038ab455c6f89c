//! How a stretch of text looks on a terminal.

use kehoach_model::Severity;

/// How a stretch of text looks on a terminal. Whoever opens the stream drops it where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Names, heads.
    Strong,
    /// What stands back.
    Faint,
    /// Frames and line numbers.
    Frame,
    /// Of severity error.
    Error,
    /// Of severity warning.
    Warning,
    /// Of severity info.
    Info,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Frame => "34;1",
            Self::Error => "31;1",
            Self::Warning => "33;1",
            Self::Info => "36;1",
        }
    }

    /// The text in this style.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("\x1b[{}m{text}\x1b[0m", self.code()) }
    }
}

impl From<Severity> for Style {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}
