//! Chores of the workspace: `cargo xtask corpus | schema | rules | bench [text | docx | html | pdf | batch] | tidy`.

mod bench;
mod corpus;
mod rules;
mod scale;
mod schema;
mod tidy;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask corpus [--check]   write corpus/plans and corpus/expected.json from corpus/family.toml; print its PDFs
cargo xtask corpus --scale DIR [--provinces N] [--communes N] [--years N] [--rows N] [--check]
                               write thousands of linked plans and their truth; or compare and read them again
cargo xtask score-links OUT DIR [--verbose]
                               links and lineage of an ingest of DIR/plans, beside DIR's truth
cargo xtask schema [--check]   write schema/*.json from the types
cargo xtask rules [--check]    write docs/rules.md from the rules' manuals
cargo xtask bench              speed of the pipeline on generated plans
cargo xtask bench text [ONLY]  speed of the text crate beside the libraries of the field
cargo xtask bench docx         a long Word table beside python-docx, where PYTHON (python3) has it
cargo xtask bench dump [PATH…] the reader of text dumps, on the corpus, its fixtures and other folders
cargo xtask bench html [PATH…] the page reader beside scraper, on the corpus and on pages or folders of them
cargo xtask bench link DIR…    linking, lineage and duplicates over the plans of each folder
cargo xtask bench check OUT…    facts and rules over the records of each output directory, and `kehoach check` on it
cargo xtask bench pdf [PATH…]  the PDF reader beside pdftotext, on the corpus and a plan of 300 pages
cargo xtask bench batch        what the batch engine costs: a few minutes, 20 GB of disk
cargo xtask plans DIR N ROWS   write N generated plans, for trying things out
cargo xtask tidy               length of the source files";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(said) => {
            // A reader that is gone has seen enough.
            let _ = writeln!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["corpus"] => corpus::run(root, false).map(|mut kept| {
            kept.push("corpus/ written".to_owned());
            kept.join("\n")
        }),
        ["corpus", "--check"] => {
            corpus::run(root, true).map(|_| "corpus/ is what family.toml says".to_owned())
        }
        ["corpus", "--scale", folder, arguments @ ..] => scale::run(Path::new(folder), arguments),
        ["score-links", out, folder, arguments @ ..] => {
            scale::score::run(Path::new(out), Path::new(folder), arguments)
        }
        ["schema"] => schema::run(root, false).map(|()| "schema/ written".to_owned()),
        ["schema", "--check"] => schema::run(root, true).map(|()| "schema/ is what the types say".to_owned()),
        ["rules"] => rules::run(root, false).map(|()| "docs/rules.md written".to_owned()),
        ["rules", "--check"] => {
            rules::run(root, true).map(|()| "docs/rules.md is what the rules say".to_owned())
        }
        ["bench"] => bench::run(),
        ["bench", "text"] => bench::text::run(""),
        ["bench", "text", only] => bench::text::run(only),
        ["bench", "docx"] => bench::docx::run(root),
        ["bench", "dump", paths @ ..] => bench::dump::run(root, paths),
        ["bench", "link", paths @ ..] => bench::link::run(paths),
        ["bench", "check", paths @ ..] => bench::check::run(root, paths),
        ["bench", "html", paths @ ..] => bench::html::run(root, paths),
        ["bench", "pdf", paths @ ..] => bench::pdf::run(root, paths),
        ["bench", "pdf-reads", what, count, paths @ ..] => bench::pdf::reads(what, count, paths),
        ["bench", "batch"] => bench::batch::run(root),
        ["plans", folder, count, rows] => {
            let (count, rows) = (count.parse()?, rows.parse()?);
            bench::batch::write(Path::new(folder), count, rows).map(|()| format!("{count} plans in {folder}"))
        }
        ["tidy"] => tidy::run(root),
        _ => bail!("wrong use\n{USAGE}"),
    }
}
