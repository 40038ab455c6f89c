//! `kehoach check`: the findings of plans, for people and for other programs.

mod choice;
mod import;
mod origins;
mod reading;
mod record;
mod sift;
mod suppressions;
mod tally;
mod target;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use kehoach_export::{Format, View, report, statistics};
use kehoach_model::Severity;

use super::{rule_names, terminal};
use crate::lang::Lang;
use crate::settings::KehoachToml;
use crate::{NOTHING_DONE, SOME_FAILED, tell};
use choice::Choice;
use import::Import;
use origins::Origins;
use reading::Reading;
use sift::Sift;
use suppressions::Suppressions;

/// Something of severity warning or error was found.
const FOUND: u8 = 1;

#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct CheckArgs {
    /// An output directory of `kehoach ingest`; or files, folders, patterns, archives, which are read first
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: FormatName,
    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only these rules, parted by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Show what weighs at least so much (by default warning)
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<SeverityName>,
    /// Count findings by rule instead of showing them (full, concise, json, json-lines, csv)
    #[arg(long)]
    statistics: bool,
    /// Findings that people have judged, each with its reason (by default kehoach-suppressions.toml beside kehoach.toml)
    #[arg(long, value_name = "FILE", long_help = SUPPRESSIONS_HELP)]
    suppressions: Option<PathBuf>,
    /// Show suppressed findings too, with their reasons (full, concise, json, json-lines, sarif)
    #[arg(long)]
    show_suppressed: bool,
    /// The folder in which the files of an output directory are: paths then lead there (by default the working directory)
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
kehoach rules lists the rules, kehoach explain RULE tells what one means and what to do.

Exit codes: 0 nothing of severity warning or error among what is shown, 1 something, 2 wrong use or
nothing could be done, 3 nothing found, but some inputs could not be read.";

const SUPPRESSIONS_HELP: &str = "\
Findings that people have judged, each with its reason (by default
kehoach-suppressions.toml beside kehoach.toml, if it is there). They are not
shown and do not count for the exit code. One table for each:

    [[suppress]]
    rule = \"missing-cell\"
    plan = \"12-kh-ubnd.xa-dong-may.2026-01-05\"
    row = \"t0.r12\"
    reason = \"The issuer answered on 3 March: nobody is in charge yet\"

plan: its work, id or path; without it every plan is meant. row: its name in the
plan; or row_key = \"…\", which is the same in every copy; without both every row
is meant. All of them stand in plans.ndjson, and but for row_key in --format json.
One that suppresses nothing any more is told, so that it can be taken out.";

/// Formats by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For reading: each with its row, the cell in question marked
    Full,
    /// One line each: path:place: severity[rule] message
    Concise,
    /// One array of objects
    Json,
    /// One object a line
    JsonLines,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions, which shows ten warnings and ten errors of a step
    Github,
    /// A table in UTF-8 that Excel opens
    Csv,
    /// A workbook: an overview, and a sheet for each rule
    Xlsx,
}

/// Severities by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SeverityName {
    Info,
    Warning,
    Error,
}

impl FormatName {
    fn format(self) -> Format {
        match self {
            Self::Full => Format::Full,
            Self::Concise => Format::Concise,
            Self::Json => Format::Json,
            Self::JsonLines => Format::JsonLines,
            Self::Sarif => Format::Sarif,
            Self::Github => Format::Github,
            Self::Csv => Format::Csv,
            Self::Xlsx => Format::Xlsx,
        }
    }
}

impl SeverityName {
    fn severity(self) -> Severity {
        match self {
            Self::Info => Severity::Info,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

pub(crate) fn run(args: &CheckArgs, settings: &KehoachToml, verbose: u8, lang: Lang) -> Result<ExitCode> {
    let choice = Choice::of(args, settings, lang)?;
    let suppressions = Suppressions::load(args.suppressions.as_deref(), settings, lang)?;
    target::check(args, lang)?;
    let mut origins = Origins::below(args.root.clone().unwrap_or_default());
    let (dir, imported) = if let Some(dir) = import::written(&args.paths, lang)? {
        tell_other_rules(&dir, settings, lang);
        (dir, None)
    } else {
        match import::run(&args.paths, settings, verbose, lang)? {
            Import::Done(imported) if imported.is_empty() => {
                tell(lang.pick("không có tệp nào để kiểm tra", "there is no file to check"));
                return Ok(ExitCode::from(NOTHING_DONE));
            }
            Import::Done(imported) => {
                origins = Origins::of(&args.paths);
                (imported.path().to_owned(), Some(imported))
            }
            Import::Stopped(code) => return Ok(code),
        }
    };
    let format = args.format.format();
    let view = View {
        lang: lang.into(),
        width: terminal::width(),
        rules: rule_names::texts(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        folder: target::folder(args),
    };
    let out = target::open(args)?;
    let mut report =
        if args.statistics { statistics(format, out, &view)? } else { report(format, out, &view) };
    let mut sift = Sift::new(choice, suppressions, args.show_suppressed);
    Reading::open(&dir)?.each(|record, findings| {
        let found = sift.document(record, findings)?;
        if found.is_empty() {
            return Ok(());
        }
        let needs_rows = format.shows_rows() && found.iter().any(|found| !found.finding.rows.is_empty());
        let mut document =
            if needs_rows && !args.statistics { record.whole()?.clone() } else { record.head().clone() };
        origins.place(&mut document.source);
        report.document(&document, &found)?;
        Ok(())
    })?;
    report.finish()?;
    let failed = imported.as_ref().map_or(0, |imported| imported.tell_failures(&origins, lang));
    let tally = sift.finish(lang);
    if tally.documents == 0 && failed == 0 {
        // What is skipped is no fault; but "no findings" would sound as if something had been looked at.
        tell(lang.pick("không có văn bản nào để kiểm tra", "there is no document to check"));
        return Ok(ExitCode::SUCCESS);
    }
    tally.tell(lang);
    Ok(match (tally.is_clean(), failed) {
        (false, _) => ExitCode::from(FOUND),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::from(SOME_FAILED),
    })
}

/// Rules run in the import: settings that have changed since then are not in its findings.
fn tell_other_rules(dir: &Path, settings: &KehoachToml, lang: Lang) {
    // A directory without a store (a copy of its files) tells nothing.
    let made = kehoach::ingest::rules_of(dir).ok().flatten();
    if made.is_some_and(|made| made != settings.rules) {
        tell(&match lang {
            Lang::Vi => format!(
                "{}: được nhập với thiết lập [rules] khác; hãy chạy lại `kehoach ingest` để áp dụng thiết lập hiện tại",
                dir.display()
            ),
            Lang::En => format!(
                "{}: imported under other [rules] settings; run `kehoach ingest` again to apply those of now",
                dir.display()
            ),
        });
    }
}
