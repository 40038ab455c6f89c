//! Where findings are written: a file, a terminal, a pipe.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anstream::StripStream;
use anyhow::{Context, Result, bail};

use super::{CheckArgs, FormatName};
use crate::cli::terminal;
use crate::lang::Lang;

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Refuses what no terminal can show, before anything is read.
pub(super) fn check(args: &CheckArgs, lang: Lang) -> Result<()> {
    if args.format == FormatName::Xlsx && args.output.is_none() && io::stdout().is_terminal() {
        bail!(
            lang.pick(
                "tệp XLSX không hiện được trên màn hình; hãy thêm --output FILE",
                "a workbook cannot be shown on a terminal; add --output FILE"
            )
            .to_owned()
        );
    }
    if args.statistics && matches!(args.format, FormatName::Sarif | FormatName::Github | FormatName::Xlsx) {
        bail!(
            lang.pick(
                "--statistics chỉ có ở dạng full, concise, json, json-lines và csv",
                "--statistics goes with the formats full, concise, json, json-lines and csv"
            )
            .to_owned()
        );
    }
    Ok(())
}

/// The folder of the file that is written.
pub(super) fn folder(args: &CheckArgs) -> Option<PathBuf> {
    let output = std::path::absolute(args.output.as_ref()?).ok()?;
    output.parent()?.canonicalize().ok()
}

/// The file, or standard output. Only text for people has colours, and only on a terminal.
pub(super) fn open(args: &CheckArgs) -> Result<Box<dyn Write>> {
    let is_text = matches!(args.format, FormatName::Full | FormatName::Concise);
    let Some(path) = &args.output else {
        return Ok(if is_text {
            Box::new(terminal::stdout())
        } else {
            Box::new(BufWriter::with_capacity(BUFFER, io::stdout().lock()))
        });
    };
    let file = File::create(path).with_context(|| path.display().to_string())?;
    Ok(if is_text {
        Box::new(BufWriter::with_capacity(BUFFER, StripStream::new(file)))
    } else {
        Box::new(BufWriter::with_capacity(BUFFER, file))
    })
}
