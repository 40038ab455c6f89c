//! `docs/rules.md`: the rules with their manuals, as `kehoach rules` and `kehoach explain` show them; a test fails where
//! the page differs from the code.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result, bail};
use kehoach_check::{Entry, FoundBy, RULES, title};
use kehoach_model::Severity;

const PAGE: &str = "docs/rules.md";

const OPENING: &str = "\
# Rules

Written by `cargo xtask rules` from the doc comments in `crates/check/src/rules`: change a manual there. The same texts are
shown by `kehoach rules` and `kehoach explain RULE`; [the guide](guide.md#what-is-doubtful) says how to choose rules, set
them and suppress findings.

Rules of the checker look at finished records; all others are told while a file is read or plans are linked. Readers and
the recogniser tell a few of the checker's rules too, where they had to decide, and some as info where what they found is
mended: [findings.md](findings.md) lists what they say.
";

/// Writes the page; with `check`, compares instead.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let path = root.join(PAGE);
    let page = page();
    if !check {
        return fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()));
    }
    if fs::read_to_string(&path).ok().as_deref() != Some(page.as_str()) {
        bail!("{PAGE} is not what the rules say: run `cargo xtask rules`");
    }
    Ok(())
}

/// A table of all rules, then the manual of each.
fn page() -> String {
    let mut page = format!("{OPENING}\n| rule | severity | told | says |\n|---|---|---|---|\n");
    for entry in RULES {
        let name = entry.name();
        let (severity, by) = (severity(entry), found_by(entry));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| [`{name}`](#{name}) | {severity} | {by} | {} |", title(entry.rule).en);
    }
    for entry in RULES {
        let (severity, by) = (severity(entry), found_by(entry));
        let _ = write!(
            page,
            "\n## {}\n\n{severity}, told {by}; in Vietnamese “{}”\n\n{}\n\n{}\n",
            entry.name(),
            title(entry.rule).vi,
            entry.summary(),
            lowered(&entry.manual())
        );
    }
    page
}

fn severity(entry: &Entry) -> &'static str {
    match entry.severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn found_by(entry: &Entry) -> &'static str {
    match entry.found_by {
        FoundBy::Reading => "while reading or linking",
        FoundBy::Check(_) => "by the checker",
    }
}

/// Markdown with its headings one level lower; what looks like one inside a block of text stays.
fn lowered(markdown: &str) -> String {
    let mut is_block = false;
    let lines = markdown.lines().map(|line| {
        is_block ^= line.starts_with("```");
        if line.starts_with('#') && !is_block { format!("#{line}") } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    #[test]
    fn the_checked_in_page_is_the_code_s() {
        run(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap(), true).unwrap();
    }

    #[test]
    fn headings_go_down_but_not_those_in_a_block() {
        assert_eq!(lowered("## a\n```text\n# b\n```\n## c"), "### a\n```text\n# b\n```\n### c");
    }
}
