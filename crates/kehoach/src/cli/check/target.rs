//! Where findings are written: a file, a terminal, a pipe.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

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
    if let Some(output) = args.output.as_ref().filter(|output| is_checked(args, output)) {
        bail!(match lang {
            Lang::Vi => format!("{}: thuộc dữ liệu đang kiểm tra; hãy ghi ra tệp khác", output.display()),
            Lang::En => format!("{}: belongs to what is checked; write to another file", output.display()),
        });
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

/// Whether a file is a PATH, or a file of an output directory: neither may be lost.
fn is_checked(args: &CheckArgs, output: &Path) -> bool {
    let Ok(output) = output.canonicalize() else { return false };
    let is_of_import = output.extension().is_some_and(|end| end == "ndjson" || end == "toml");
    args.paths.iter().filter_map(|path| path.canonicalize().ok()).any(|path| {
        output == path
            || is_of_import && output.parent() == Some(&path) && path.join("plans.ndjson").is_file()
    })
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
