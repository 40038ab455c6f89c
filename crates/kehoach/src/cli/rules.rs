//! `kehoach rules` and `kehoach explain`: which rules there are, and the manual of one.

mod manual;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use kehoach_check::{Entry, RULES};
use kehoach_export::{Style, severity};
use kehoach_model::{Message, Rule, Severity};
use serde::Serialize;

use super::{rule_names, terminal};
use crate::lang::Lang;
use crate::show::pad;
use crate::tell;

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// For reading, or as JSON
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: ListFormat,
}

/// How rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table.
    Full,
    /// One array of objects.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Name of the rule; without it all are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

#[derive(Serialize)]
struct Line {
    rule: Rule,
    severity: Severity,
    title: Message,
    summary: &'static str,
}

pub(crate) fn list(args: &RulesArgs, lang: Lang) -> Result<ExitCode> {
    let mut out = terminal::stdout();
    if args.format == ListFormat::Json {
        let line = |entry: &Entry| Line {
            rule: entry.rule,
            severity: entry.severity,
            title: kehoach_check::title(entry.rule),
            summary: entry.summary(),
        };
        serde_json::to_writer_pretty(&mut out, &RULES.iter().map(line).collect::<Vec<_>>())?;
        writeln!(out)?;
    } else {
        table(&mut out, lang)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn explain(args: &ExplainArgs, lang: Lang) -> Result<ExitCode> {
    let mut out = terminal::stdout();
    let Some(name) = &args.rule else {
        table(&mut out, lang)?;
        out.flush()?;
        tell(lang.pick(
            "cẩm nang của một quy tắc: kehoach explain RULE",
            "the manual of one: kehoach explain RULE",
        ));
        return Ok(ExitCode::SUCCESS);
    };
    let entry = rule_names::entry(name, lang)?;
    let title = kehoach_check::title(entry.rule);
    let weight = Style::from(entry.severity).of(severity(entry.severity, lang.into()));
    writeln!(out, "{} ({weight}): {}\n", Style::Strong.of(&entry.name()), lang.pick(&title.vi, &title.en))?;
    manual::write(&mut out, entry.summary(), terminal::width())?;
    writeln!(out)?;
    manual::write(&mut out, &entry.manual(), terminal::width())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Name, severity and title of each rule.
fn table(out: &mut impl Write, lang: Lang) -> Result<()> {
    let weight = |entry: &Entry| severity(entry.severity, lang.into());
    let longest = RULES.iter().map(|entry| entry.name().len()).max().unwrap_or(0);
    let widest = RULES.iter().map(|entry| weight(entry).chars().count()).max().unwrap_or(0);
    for entry in RULES {
        let title = kehoach_check::title(entry.rule);
        writeln!(
            out,
            "{}  {}  {}",
            Style::Strong.of(&pad(&entry.name(), longest)),
            Style::from(entry.severity).of(&pad(weight(entry), widest)),
            lang.pick(&title.vi, &title.en)
        )?;
    }
    Ok(())
}
