//! LibreOffice as a converter of old formats to DOCX.
//!
//! Each conversion has a folder of its own that is gone afterwards, with a profile of its own, so that several may
//! run at once and none sees the settings of a person; macros are off, links are not updated. The child and all
//! that it starts end with the time limit. A folder that a killed process left is removed by a later one.

mod child;
mod error;
mod folder;
mod profile;

pub use error::ConvertError;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kehoach_model::Format;

use child::{Caps, End};

/// Names a program instead of the one in PATH; empty: none.
const VARIABLE: &str = "KEHOACH_SOFFICE";
/// What LibreOffice is called.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
/// Telling its version takes LibreOffice a second where everything is cold.
const VERSION_TIME: Duration = Duration::from_secs(20);
/// The most that a conversion may write, bytes: as much as the DOCX reader takes, and its working files.
const OUTPUT: u64 = 512 << 20;
const DOCX: u64 = 128 << 20;
/// Address space of LibreOffice, bytes: a conversion takes a quarter of a gibibyte, and as much of libraries.
const MEMORY: u64 = 2 << 30;

/// LibreOffice on this machine.
#[derive(Debug, Clone)]
pub struct Soffice {
    program: PathBuf,
    /// Asked once for all clones, before the first conversion.
    version: Arc<OnceLock<Result<String, ConvertError>>>,
}

impl Soffice {
    /// LibreOffice in PATH, or where the environment variable `KEHOACH_SOFFICE` says; `None` where there is none.
    #[must_use]
    pub fn find() -> Option<Self> {
        if let Some(named) = std::env::var_os(VARIABLE) {
            return Self::named(&named);
        }
        let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
        let program =
            |name| folders.iter().map(move |folder| folder.join(name)).find(|path| is_program(path));
        NAMES.into_iter().find_map(program).map(Self::at)
    }

    fn named(path: &OsString) -> Option<Self> {
        let found = Some(PathBuf::from(path)).filter(|path| is_program(path));
        if found.is_none() && !path.is_empty() {
            tracing::warn!("{VARIABLE} names no program ({}): nothing is converted", path.display());
        }
        found.map(Self::at)
    }

    /// LibreOffice at a path.
    fn at(program: PathBuf) -> Self {
        // It runs in a folder of its own, so a path from here would lead nowhere.
        let program = std::path::absolute(&program).unwrap_or(program);
        Self { program, version: Arc::default() }
    }

    /// Its name and version, "LibreOffice 7.4.7.2".
    ///
    /// # Errors
    /// [`ConvertError::NoVersion`] and what keeps it from being asked: without it a record would not be the same in
    /// every run, so nothing is converted then.
    pub fn version(&self) -> Result<&str, ConvertError> {
        let ask = || {
            folder::remove_stale();
            let version = self.ask_version();
            if let Err(error) = &version {
                tracing::warn!("nothing is converted: {error}");
            }
            version
        };
        self.version.get_or_init(ask).as_deref().map_err(Clone::clone)
    }

    fn ask_version(&self) -> Result<String, ConvertError> {
        let folder = folder::make().map_err(no_room)?;
        let mut command = self.command(folder.path());
        command.arg("--version");
        let caps = Caps { time: VERSION_TIME, memory: MEMORY, output: OUTPUT };
        let run = child::run(command, folder.path(), &caps).map_err(|error| self.no_start(&error))?;
        let mut words = run.said.split_whitespace();
        match (words.next(), words.next()) {
            (Some(name), Some(number)) if number.starts_with(|first: char| first.is_ascii_digit()) => {
                Ok(format!("{name} {number}"))
            }
            _ => Err(ConvertError::NoVersion(self.shown())),
        }
    }

    /// Converts a file of `format` (DOC, RTF or ODT) to DOCX within `time`.
    ///
    /// # Errors
    /// [`ConvertError`]; nothing is left of a conversion that failed.
    pub fn to_docx(&self, bytes: &[u8], format: Format, time: Duration) -> Result<Vec<u8>, ConvertError> {
        let ending = match format {
            Format::Doc => "doc",
            Format::Rtf => "rtf",
            Format::Odt => "odt",
            other => return Err(ConvertError::NotConvertible(other)),
        };
        self.version()?;
        let folder = folder::make().map_err(no_room)?;
        let at = |name: &str| folder.path().join(name);
        // The name says nothing of the file's own: it stands in LibreOffice's messages.
        let input = at(&format!("document.{ending}"));
        fs::write(&input, bytes).map_err(no_room)?;
        fs::create_dir(at("out")).map_err(no_room)?;
        let profile = profile::make(folder.path()).map_err(no_room)?;
        let mut command = self.command(folder.path());
        command
            .args([profile, "--headless".into(), "--norestore".into(), "--nologo".into()])
            .args(["--nodefault", "--nolockcheck", "--nofirststartwizard"])
            .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
            .args([at("out"), input]);
        let caps = Caps { time, memory: MEMORY, output: OUTPUT };
        let run = child::run(command, folder.path(), &caps).map_err(|error| self.no_start(&error))?;
        match run.end {
            End::Late => return Err(ConvertError::TimedOut(time.as_secs())),
            End::Overflowed => return Err(ConvertError::TooLarge(OUTPUT >> 20)),
            End::Killed(signal) => return Err(ConvertError::Killed(signal)),
            // It tells of a file that it cannot load by an exit code of 0 and no document.
            End::Exited => {}
        }
        let Some(docx) = read(&at("out/document.docx")).map_err(no_room)? else {
            return Err(ConvertError::NoDocument(run.last_line()));
        };
        if docx.len() as u64 > DOCX {
            return Err(ConvertError::TooLarge(DOCX >> 20));
        }
        if docx.starts_with(b"PK") { Ok(docx) } else { Err(ConvertError::NoDocument(run.last_line())) }
    }

    /// The program with its home in `folder`, and nothing of this process' environment but where programs are.
    fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear();
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .envs(["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].map(|name| (name, folder)))
            .envs([("LC_ALL", "C.UTF-8"), ("SAL_USE_VCLPLUGIN", "svp")])
            .current_dir(folder);
        command
    }

    fn no_start(&self, error: &io::Error) -> ConvertError {
        ConvertError::Start { program: self.shown(), problem: error.to_string() }
    }

    fn shown(&self) -> String {
        self.program.file_name().map_or_else(OsString::new, OsString::from).to_string_lossy().into_owned()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn no_room(error: io::Error) -> ConvertError {
    ConvertError::Folder(error.to_string())
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// A file up to one byte more than is taken of it; `None` where there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut bytes = Vec::new();
    file.take(DOCX + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests;
