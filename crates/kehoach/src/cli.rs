//! Arguments.

pub(crate) mod check;
pub(crate) mod ingest;
pub(crate) mod links;
mod output_dir;
mod progress;
mod rule_names;
pub(crate) mod rules;
pub(crate) mod show_row;
mod signals;
mod summary;
mod terminal;
pub(crate) mod text;
pub(crate) mod worker;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Issued Vietnamese government plans (kế hoạch) into clean, linked JSON
#[derive(Debug, Parser)]
#[command(name = "kehoach", version, about, long_about = None, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    /// Language of messages: vi or en (by default from kehoach.toml, else from LANG)
    #[arg(long, global = true, value_parser = ["vi", "en"])]
    pub(crate) lang: Option<String>,
    /// Say more on standard error (-v: each input, -vv: each step)
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Start with one file:    kehoach parse plan.txt
Then a whole folder:    kehoach ingest plans/ --out out/
                        one record a line in out/plans.ndjson, what became of each file in out/inputs.ndjson
What is doubtful:       kehoach check out/
What carries out what:  kehoach links out/

Results go to standard output, everything else to standard error.
kehoach.toml in the working directory or a folder above it holds what a team has agreed on; see the guide.
Exit codes: 0 clean, 1 check found something, 2 wrong use or nothing could be done, 3 some inputs were rejected or
failed, 130 and 143 stopped by Ctrl-C or SIGTERM.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Import every file under PATH into an output directory; a second run reads only what has changed
    Ingest(IngestArgs),
    /// Tell what is doubtful in plans: for reading, or for other programs
    Check(check::CheckArgs),
    /// List the rules
    Rules(rules::RulesArgs),
    /// Show the manual of a rule: what it finds, why it matters, what to do
    Explain(rules::ExplainArgs),
    /// Show what one file says: for reading on a terminal, as JSON in a pipe
    Parse {
        /// The file, or - for standard input
        file: PathBuf,
        /// JSON even on a terminal
        #[arg(long)]
        json: bool,
    },
    /// Show the layout read from one file as JSON: paragraphs, tables, furniture, with their places
    Read {
        /// The file, or - for standard input
        file: PathBuf,
        /// Draw what is read of a page of a PDF, as SVG, a layer each for pictures, cells, rulings, lines and text
        #[arg(long, value_name = "PAGE")]
        debug_svg: Option<u32>,
    },
    /// Normalise Vietnamese text of any kind, tell its encodings, or explain every change
    Text(TextArgs),
    /// Show the tree of plans of an output directory: which carries out which
    Links(links::LinksArgs),
    /// Show one row with the row of the parent plan that it carries on, the differences marked
    Show(show_row::ShowArgs),
    /// Print a JSON Schema; without NAME, list them
    Schema {
        /// plan, input, link, finding, change or document
        name: Option<String>,
    },
    /// What an import starts for itself: reads requests from standard input
    #[command(hide = true)]
    Worker {
        /// Obey orders in files: for tests
        #[arg(long)]
        drill: bool,
        /// Limits as JSON
        limits: OsString,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TextArgs {
    /// The file, in whatever encoding, or - for standard input
    pub(crate) file: PathBuf,
    /// Print the text in composed Unicode, one blank between words, symbols closed up (what is done without a flag)
    #[arg(long, alias = "normalize", conflicts_with_all = ["detect", "explain"])]
    pub(crate) normalise: bool,
    /// Tell which lines are in which encoding
    #[arg(long, conflicts_with = "explain")]
    pub(crate) detect: bool,
    /// List what is changed, where and why, and the words that are doubtful and left as they stand
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags")]
pub(crate) struct IngestArgs {
    /// Files, folders, patterns ("plans/**/*.txt"), archives (ZIP, TAR); - takes a list of files on standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The output directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Leave out what matches: a name ("*.bak", "drafts/") or a path below PATH ("2024/*.txt")
    #[arg(long, value_name = "PATTERN")]
    pub(crate) exclude: Vec<String>,
    /// Read again what failed in an earlier run
    #[arg(long)]
    pub(crate) retry_failed: bool,
    /// Read everything again
    #[arg(long)]
    pub(crate) force: bool,
    /// Drop the records of a PATH that is gone, or shows no file any more
    #[arg(long)]
    pub(crate) prune: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How progress is shown on standard error (auto: a bar on a terminal, else nothing)
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) progress: ProgressMode,
    /// Threads, each with a worker process (by default one a core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Time that one input may take; three seconds a page are added where pages are known
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(crate) time_limit: u32,
    /// Memory that one worker may take
    #[arg(long, value_name = "MIB", default_value = "1024", value_parser = clap::value_parser!(u32).range(64..=1_048_576))]
    pub(crate) memory_limit: u32,
    /// Parse in this process, without workers and limits: a file that crashes the reader ends the import
    #[arg(long)]
    pub(crate) in_process: bool,
    /// Write how long each input took (two runs then differ)
    #[arg(long)]
    pub(crate) timings: bool,
    /// Obey orders in files: for tests
    #[arg(long, hide = true)]
    pub(crate) drill: bool,
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressMode {
    /// A bar where standard error is a terminal.
    Auto,
    /// A bar.
    Bar,
    /// One JSON object a second.
    Json,
    /// Nothing.
    None,
}
