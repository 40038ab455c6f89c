//! Arguments.

pub(crate) mod ingest;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

/// Issued Vietnamese government plans (kế hoạch) into clean, linked JSON
#[derive(Debug, Parser)]
#[command(name = "kehoach", version, about, long_about = None, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    /// Language of messages: vi or en (by default from LANG)
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

Results go to standard output, everything else to standard error.
Exit codes: 0 clean, 2 wrong use or nothing could be done, 3 some inputs were rejected or failed.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Import every file under PATH into an output directory
    Ingest(IngestArgs),
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
    },
    /// Print a JSON Schema; without NAME, list them
    Schema {
        /// plan, input, link, finding or document
        name: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// Files and folders
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The output directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Threads (by default one a core)
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Write how long each input took (two runs then differ)
    #[arg(long)]
    pub(crate) timings: bool,
}
