//! `kehoach links`: the tree of plans.

mod coverage;
mod dot;
mod forest;
mod grow;
mod notes;
mod select;
mod tree;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::output_dir::OutputDir;
use super::terminal;
use crate::lang::Lang;
use forest::Forest;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags")]
pub(crate) struct LinksArgs {
    /// The output directory of `kehoach ingest`
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Only what stands above and below one plan: its id, work, number, or the path of its file
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    /// Only documents that are cited but not there, or not to be told from others
    #[arg(long, conflicts_with_all = ["coverage", "plan"])]
    unresolved: bool,
    /// For each parent which rows its children took up, and which nobody did
    #[arg(long, conflicts_with = "dot")]
    coverage: bool,
    /// Graphviz: `kehoach links DIR --dot | dot -Tsvg > links.svg`
    #[arg(long)]
    dot: bool,
    /// The id and the file of each plan below it
    #[arg(long, conflicts_with_all = ["coverage", "dot"])]
    ids: bool,
}

pub(crate) fn run(args: &LinksArgs, lang: Lang) -> Result<ExitCode> {
    let dir = OutputDir::open(&args.dir, lang)?;
    let forest = Forest::read(&dir)?;
    let chosen = match &args.plan {
        Some(plan) => Some(select::nodes(&forest, plan, lang)?),
        None => None,
    };
    let mut out = terminal::stdout();
    if args.coverage {
        coverage::show(&mut out, &dir, &forest, chosen.as_deref(), lang)?;
    } else {
        let shown = match (&chosen, args.unresolved) {
            (Some(chosen), _) => Some(select::around(&forest, chosen)),
            (None, true) => Some(select::unresolved(&forest)),
            (None, false) => None,
        };
        if args.dot {
            dot::show(&mut out, &forest, shown.as_ref(), lang)?;
        } else {
            let view = tree::View { forest: &forest, shown: shown.as_ref(), ids: args.ids, lang };
            view.show(&mut out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
