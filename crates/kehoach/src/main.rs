//! The `kehoach` program: arguments, rendering, exit codes. The only place that prints or exits.

mod cli;
mod drill;
mod lang;
mod settings;
mod show;

use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use kehoach::{Options, Readers};
use kehoach_document::ReadDocument;

use cli::{Cli, Command};
use lang::Lang;
use settings::KehoachToml;

/// Wrong use, or nothing could be done.
const NOTHING_DONE: u8 = 2;
/// The batch finished, but some inputs were rejected or failed.
const SOME_FAILED: u8 = 3;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_stderr(cli.verbose);
    hush_caught_panics();
    match run(&cli) {
        Ok(code) => code,
        // A reader that has seen enough (head, less) is no failure.
        Err(error) if error.chain().any(is_closed_pipe) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("kehoach: {error:#}"));
            ExitCode::from(NOTHING_DONE)
        }
    }
}

/// A panic that is caught and told as a fault of the file says nothing more to a person.
fn hush_caught_panics() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if kehoach::in_library() { tracing::debug!("{panic}") } else { told(panic) }
    }));
}

fn is_closed_pipe(cause: &(dyn Error + 'static)) -> bool {
    let of_io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
    let of_json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    of_io.or(of_json) == Some(io::ErrorKind::BrokenPipe)
}

fn run(cli: &Cli) -> Result<ExitCode> {
    let settings = match &cli.command {
        // It obeys the import that started it.
        Command::Worker { .. } => KehoachToml::default(),
        _ => settings::load()?,
    };
    let lang = Lang::of(cli.lang.as_deref().or(settings.lang.map(settings::Language::code)));
    match &cli.command {
        Command::Ingest(args) => cli::ingest::run(args, cli.verbose, lang),
        Command::Check(args) => cli::check::run(args, &settings, cli.verbose, lang),
        Command::Rules(args) => cli::rules::list(args, lang),
        Command::Explain(args) => cli::rules::explain(args, lang),
        Command::Worker { limits, drill } => cli::worker::run(limits, *drill).map(|()| ExitCode::SUCCESS),
        Command::Parse { file, json } => {
            let (bytes, name) = load(file)?;
            let plans = kehoach::parse(&bytes, &name, &options()).with_context(|| name.clone())?;
            let mut out = BufWriter::with_capacity(1 << 16, anstream::stdout().lock());
            for plan in &plans {
                if *json || !io::stdout().is_terminal() {
                    serde_json::to_writer_pretty(&mut out, plan)?;
                    writeln!(out)?;
                } else {
                    show::plan(&mut out, plan, lang)?;
                }
            }
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Read { file, debug_svg } => {
            let (bytes, name) = load(file)?;
            if let Some(page) = debug_svg {
                let drawn = kehoach::draw(&bytes, *page, &options()).with_context(|| name.clone())?;
                let drawn = drawn.with_context(|| format!("{name} has no page {page}"))?;
                io::stdout().lock().write_all(drawn.as_bytes())?;
                return Ok(ExitCode::SUCCESS);
            }
            let (document, source) =
                kehoach::read(&bytes, &name, &options()).with_context(|| name.clone())?;
            // Standard output would flush at every line end.
            let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            serde_json::to_writer_pretty(&mut out, &ReadDocument::new(document, source))?;
            writeln!(out)?;
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Text(args) => {
            let (bytes, name) = load(&args.file)?;
            cli::text::run(args, &bytes, &name, lang).map(|()| ExitCode::SUCCESS)
        }
        Command::Links(args) => cli::links::run(args, lang),
        Command::Show(args) => cli::show_row::run(args, lang),
        Command::Schema { name } => schema(name.as_deref()),
    }
}

/// Settings with the outside programs of this machine.
fn options() -> Options {
    Readers::find().options
}

fn schema(name: Option<&str>) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    let Some(name) = name else {
        for schema in kehoach::schemas() {
            writeln!(out, "{:10} {}", schema.name, schema.files)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let schema = kehoach::schemas().into_iter().find(|schema| schema.name == name);
    let schema = schema
        .with_context(|| format!("no schema \"{name}\"; there are {}", kehoach::schema_names().join(", ")))?;
    serde_json::to_writer_pretty(&mut out, &schema.schema)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}

/// The bytes of a file and the name that `source.path` gives it; "-" is standard input.
fn load(file: &Path) -> Result<(Vec<u8>, String)> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
        return Ok((bytes, "-".to_owned()));
    }
    anyhow::ensure!(
        !file.is_dir(),
        "{}: a folder; import it with `kehoach ingest {0} --out DIR`",
        file.display()
    );
    let bytes = std::fs::read(file).with_context(|| format!("{}: cannot read the file", file.display()))?;
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    Ok((bytes, name))
}

/// A line on standard error.
fn tell(line: &str) {
    // Nothing can be said about an error stream that is gone.
    let _ = writeln!(anstream::stderr(), "{line}");
}

fn log_to_stderr(verbose: u8) {
    let level = match verbose {
        0 => tracing::level_filters::LevelFilter::WARN,
        1 => tracing::level_filters::LevelFilter::INFO,
        _ => tracing::level_filters::LevelFilter::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_ansi(io::stderr().is_terminal())
        .with_max_level(level)
        .with_writer(io::stderr)
        .without_time()
        .with_target(false)
        .init();
}
