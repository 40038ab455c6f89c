//! An output directory of `ingest`, read line by line: what is not needed is never parsed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kehoach_model::{Level, WorkLine};
use memchr::memmem;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::lang::Lang;

/// Lines of plans are long, bytes.
const BUFFER: usize = 1 << 18;
/// What stands behind the header in a record. Quotes inside strings are escaped, so it is never met in one.
const BEHIND_HEADER: &[u8] = br#","implements":["#;

/// An output directory.
pub(super) struct OutputDir {
    dir: PathBuf,
}

/// Which document a record is, and where its line starts in `plans.ndjson`.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) work: Option<String>,
    pub(super) source: Source,
    pub(super) header: Header,
    #[serde(skip)]
    pub(super) offset: u64,
}

/// The files of a record.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) same_bytes: Vec<String>,
}

/// What of the header names a document.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    pub(super) number: Option<String>,
    pub(super) symbol: Option<String>,
    pub(super) date_partial: Option<String>,
    pub(super) issuer: Option<Issuer>,
    pub(super) title: Option<String>,
}

/// Who issued it.
#[derive(Debug, Deserialize)]
pub(super) struct Issuer {
    pub(super) name: String,
    pub(super) level: Level,
}

impl OutputDir {
    /// Fails where `ingest` has not written.
    pub(super) fn open(dir: &Path, lang: Lang) -> Result<Self> {
        for (name, vi, en) in [
            (
                "plans.ndjson",
                "không có plans.ndjson; trước hết hãy nhập bằng `kehoach ingest PATH --out DIR`",
                "no plans.ndjson; import first with `kehoach ingest PATH --out DIR`",
            ),
            (
                "links.ndjson",
                "không có links.ndjson; hãy chạy lại `kehoach ingest` để liên kết",
                "no links.ndjson; run `kehoach ingest` again to link",
            ),
        ] {
            if !dir.join(name).is_file() {
                bail!("{}: {}", dir.display(), lang.pick(vi, en));
            }
        }
        Ok(Self { dir: dir.to_owned() })
    }

    /// Which documents there are, in the order of the file.
    pub(super) fn heads(&self) -> Result<Vec<Head>> {
        let mut heads = Vec::new();
        let behind = memmem::Finder::new(BEHIND_HEADER);
        self.each("plans.ndjson", |offset, line| {
            let mut head = head(line, &behind)?;
            head.offset = offset;
            heads.push(head);
            Ok(())
        })?;
        Ok(heads)
    }

    /// The record whose line starts there.
    pub(super) fn plan<T: DeserializeOwned>(&self, head: &Head) -> Result<T> {
        let path = self.dir.join("plans.ndjson");
        let mut file = BufReader::with_capacity(BUFFER, open(&path)?);
        file.seek(SeekFrom::Start(head.offset)).with_context(|| path.display().to_string())?;
        let mut line = Vec::new();
        file.read_until(b'\n', &mut line).with_context(|| path.display().to_string())?;
        serde_json::from_slice(&line).with_context(|| format!("{}: {}", path.display(), head.id))
    }

    /// The records of each work.
    pub(super) fn works(&self) -> Result<Vec<WorkLine>> {
        let mut works = Vec::new();
        self.lines("works.ndjson", &[], |line| works.push(line))?;
        Ok(works)
    }

    /// Every line of a file that holds one of the texts; each line where there are none.
    pub(super) fn lines<T: DeserializeOwned>(
        &self,
        name: &str,
        holding: &[String],
        mut take: impl FnMut(T),
    ) -> Result<()> {
        let finders: Vec<_> = holding.iter().map(memmem::Finder::new).collect();
        self.each(name, |_, line| {
            if finders.is_empty() || finders.iter().any(|finder| finder.find(line).is_some()) {
                take(serde_json::from_slice(line)?);
            }
            Ok(())
        })
    }

    fn each(&self, name: &str, mut take: impl FnMut(u64, &[u8]) -> serde_json::Result<()>) -> Result<()> {
        let path = self.dir.join(name);
        let mut file = BufReader::with_capacity(BUFFER, open(&path)?);
        let (mut line, mut offset, mut number) = (Vec::new(), 0, 1_u64);
        loop {
            line.clear();
            let read = file.read_until(b'\n', &mut line).with_context(|| path.display().to_string())?;
            if read == 0 {
                return Ok(());
            }
            if !line.trim_ascii().is_empty() {
                take(offset, &line).with_context(|| format!("{}, line {number}", path.display()))?;
            }
            offset += read as u64;
            number += 1;
        }
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error: io::Error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn head(line: &[u8], behind: &memmem::Finder<'_>) -> serde_json::Result<Head> {
    // Rows make nearly all of a line, and parsing them nearly all of the time.
    if let Some(front) = behind.find(line).and_then(|end| line.get(..end))
        && let Ok(head) = serde_json::from_slice(&[front, b"}"].concat())
    {
        return Ok(head);
    }
    serde_json::from_slice(line)
}

impl Head {
    /// "1174/KH-UBND", "…/KH-SNV" where the number is blank, "—" where there is none.
    pub(super) fn number(&self) -> String {
        match (&self.header.number, &self.header.symbol) {
            (Some(number), _) => number.clone(),
            (None, Some(symbol)) => format!("…/{symbol}"),
            (None, None) => "—".to_owned(),
        }
    }

    /// What is known of its date.
    pub(super) fn date(&self) -> &str {
        self.header.date_partial.as_deref().unwrap_or_default()
    }

    /// Who issued it, shortened as officials shorten it.
    pub(super) fn issuer(&self) -> String {
        self.header.issuer.as_ref().map(|issuer| short_body(&issuer.name)).unwrap_or_default()
    }

    /// Whether it comes from a file of that path, or of that name.
    pub(super) fn is_of_file(&self, path: &str) -> bool {
        let of = |own: &String| {
            own == path
                || own.strip_suffix(path).is_some_and(|folder| folder.ends_with('/') && !path.is_empty())
        };
        of(&self.source.path) || self.source.same_bytes.iter().any(of)
    }

    /// "1174/KH-UBND, 2025-12-31, UBND tỉnh Nghệ An".
    pub(super) fn told(&self) -> String {
        let parts = [self.number(), self.date().to_owned(), self.issuer()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// "UBND tỉnh Nghệ An" for "Ủy ban nhân dân tỉnh Nghệ An".
pub(super) fn short_body(name: &str) -> String {
    name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
}
