//! What is known of a rule apart from what it finds: name, severity, manual, who finds it.

use kehoach_model::{Rule, Severity};

use crate::report::Report;
use crate::scope::Scope;

/// A rule of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its name.
    pub rule: Rule,
    /// How much its findings weigh; readers tell some as info, where what they found is mended.
    pub severity: Severity,
    /// Its manual: the lines of the doc comment, Markdown.
    pub(crate) lines: &'static [&'static str],
    /// Who finds it.
    pub found_by: FoundBy,
}

/// Which part of the program tells a rule's findings.
#[derive(Debug, Clone, Copy)]
pub enum FoundBy {
    /// The readers, the recogniser or the linker, while they do their own work.
    Reading,
    /// This crate.
    Check(fn(&Scope<'_>, &mut Report<'_>)),
}

/// Declares a rule's entry; the doc comment is its manual.
macro_rules! rule {
    ($(#[doc = $line:literal])* $rule:ident, $severity:ident, $check:path) => {
        $(#[doc = $line])*
        pub(super) const ENTRY: $crate::rule::Entry = $crate::rule::Entry {
            rule: kehoach_model::Rule::$rule,
            severity: kehoach_model::Severity::$severity,
            lines: &[$($line),*],
            found_by: $crate::rule::FoundBy::Check($check),
        };
    };
    ($(#[doc = $line:literal])* $rule:ident, $severity:ident) => {
        $(#[doc = $line])*
        pub(super) const ENTRY: $crate::rule::Entry = $crate::rule::Entry {
            rule: kehoach_model::Rule::$rule,
            severity: kehoach_model::Severity::$severity,
            lines: &[$($line),*],
            found_by: $crate::rule::FoundBy::Reading,
        };
    };
}
pub(crate) use rule;

impl Entry {
    /// The stable name: "duplicate-ordinal".
    #[must_use]
    pub fn name(&self) -> String {
        self.rule.name()
    }

    /// What it says, in one sentence: the first line of the manual.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.lines.first().map_or("", |line| line.trim())
    }

    /// The manual as Markdown, its first line left out; headings are of the second level.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self.lines.iter().skip(1).map(|line| line.strip_prefix(' ').unwrap_or(line));
        let text = lines.collect::<Vec<_>>().join("\n");
        text.trim().to_owned()
    }
}
