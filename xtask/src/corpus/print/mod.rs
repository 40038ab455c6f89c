//! The programs that print, and the one that takes the text out of a print. They are looked for where the shell
//! would look and may be missing: the files that they made are kept in the corpus, so that nothing but
//! `cargo xtask corpus` needs them.
//!
//! Another version of a program or of a font breaks lines in other places, so a print is the same only on one
//! machine, and no check holds the kept files against a new print. What they say is held against
//! `expected.json`, as with all other files.

mod fixed;
mod fonts;

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A program that makes a PDF of a file, or text of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printer {
    /// Prints Word files.
    LibreOffice,
    /// Prints pages.
    Chromium {
        /// The PDF says what is a paragraph, a row and a cell.
        tagged: bool,
    },
    /// Writes down the text of a PDF in the order in which it was drawn.
    Pdftotext,
}

impl Printer {
    /// What its command is called on one system or another.
    pub(super) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::LibreOffice => &["soffice", "libreoffice"],
            Self::Chromium { .. } => &["chromium", "chromium-browser", "google-chrome"],
            Self::Pdftotext => &["pdftotext"],
        }
    }

    /// Prints a file; nothing where the program is not installed.
    pub(super) fn print(self, source: &[u8]) -> Result<Option<Vec<u8>>> {
        let folder = tempfile::tempdir().context("no folder to print in")?;
        let (input, output) = match self {
            Self::LibreOffice => ("plan.docx", "plan.pdf"),
            Self::Chromium { .. } => ("plan.html", "plan.pdf"),
            Self::Pdftotext => ("plan.pdf", "plan.txt"),
        };
        let (input, output) = (folder.path().join(input), folder.path().join(output));
        fs::write(&input, source).context("cannot write what is to be printed")?;
        for name in self.names() {
            if run(&mut self.command(name, folder.path(), &input))? {
                let mut made = fs::read(&output).context("nothing was printed")?;
                if self != Self::Pdftotext {
                    fonts::check(&made)?;
                    fixed::fix(&mut made);
                }
                return Ok(Some(made));
            }
        }
        Ok(None)
    }

    // A profile of its own: with the user's, a program that is open already would take the job.
    fn command(self, name: &str, folder: &Path, input: &Path) -> Command {
        let mut command = Command::new(name);
        let (profile, output) = (folder.join("profile"), folder.join("plan.pdf"));
        match self {
            Self::LibreOffice => command
                .arg(format!("-env:UserInstallation=file://{}", profile.display()))
                .args(["--headless", "--convert-to", "pdf", "--outdir"])
                .arg(folder),
            // Its sandbox refuses the root of a container, and the page is ours.
            Self::Chromium { tagged } => command
                .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
                .args((!tagged).then_some("--disable-pdf-tagging"))
                .arg(format!("--user-data-dir={}", profile.display()))
                .arg(format!("--print-to-pdf={}", output.display())),
            Self::Pdftotext => command.arg("-raw"),
        };
        // Zones of time have names of different lengths.
        command.arg(input).env("TZ", "UTC");
        command
    }
}

/// Whether the program is there; an error where it is and fails.
fn run(command: &mut Command) -> Result<bool> {
    let done = match command.stdin(Stdio::null()).output() {
        Ok(done) => done,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).context("cannot start a printer"),
    };
    if !done.status.success() {
        bail!("{}: {}", done.status, String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_is_no_error_and_one_that_fails_is() {
        assert!(!run(&mut Command::new("kehoach-prints-nothing")).unwrap());
        assert!(run(Command::new("sh").args(["-c", "exit 0"])).unwrap());
        let error = run(Command::new("sh").args(["-c", "echo no paper >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().ends_with("no paper"), "{error}");
    }
}
