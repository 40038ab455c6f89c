//! Speed of the PDF reader in processor time, beside `pdftotext -bbox-layout`, which gives words with their boxes and no
//! tables.
//!
//! Each round runs every reader over the same files, in turn, in processes of their own; what merely starting one takes is
//! measured too and taken off. Two of ours: the read document (glyphs, lines, tables, paragraphs), and the records as JSON.
//! Files: those of a folder, and a plan of 300 pages that is written here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use kehoach::Options;
use kehoach_pdf::Limits;

use super::cost::{self, Cost, Scratch, best};
use crate::corpus;

/// Rounds, in turn.
const ROUNDS: usize = 5;
/// Processor time is counted in hundredths of a second: a round reads small files again until about so many bytes are
/// read.
const BYTES: u64 = 6 << 20;
/// Most readings of one file in a round.
const MOST: u64 = 40;
/// Pages of the plan that is written here.
const PAGES: usize = 300;

/// What this program does when it is run as a reader: `xtask bench pdf-reads WHAT COUNT FILE…`.
const READS: &str = "pdf-reads";

/// Measures the files of each path that is given (the corpus, if none is), then the long plan.
pub(crate) fn run(root: &Path, given: &[&str]) -> Result<String> {
    ensure!(!cfg!(debug_assertions), "measures nothing unless it is optimised: run it as `cargo xtask`");
    let scratch = Scratch::new();
    fs::create_dir_all(&scratch.0)?;
    let other = can(Command::new("pdftotext").arg("-v"));
    let mut said = Vec::new();
    if !other {
        said.push("pdftotext is not installed: ours alone".to_owned());
    }
    let corpus = root.join("corpus/plans");
    let paths: Vec<&Path> =
        if given.is_empty() { vec![&corpus] } else { given.iter().map(|path| Path::new(*path)).collect() };
    for path in paths {
        let mut files = files(path)?;
        if other {
            // Some are none of which it makes anything: passwords, damage.
            files.retain(|file| can(Command::new("pdftotext").arg("-bbox-layout").arg(file).arg("-")));
        }
        match files.as_slice() {
            [] => said.push(format!("{}: no PDF in it", path.display())),
            files => said.push(measure(&path.display().to_string(), files, other)?),
        }
    }
    let long = scratch.0.join("long.pdf");
    fs::write(&long, plan(PAGES))?;
    said.push(measure(&format!("a plan of {PAGES} pages"), &[long], other)?);
    Ok(said.join("\n"))
}

/// Whether a program is there and ends well.
fn can(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|ended| ended.success())
}

/// Reads files so many times, as one of the readers that are measured.
pub(crate) fn reads(what: &str, count: &str, paths: &[&str]) -> Result<String> {
    let count: u64 = count.parse()?;
    for path in paths {
        let bytes = fs::read(path).with_context(|| (*path).to_owned())?;
        for _ in 0..count {
            match what {
                "document" => drop(black_box(kehoach_pdf::read(&bytes, &Limits::default()))),
                _ => match kehoach::parse(&bytes, path, &Options::default()) {
                    Ok(plans) => serde_json::to_writer(io::sink(), &plans)?,
                    // Files that are no plans are read to the same end.
                    Err(error) => drop(black_box(error)),
                },
            }
        }
    }
    Ok(String::new())
}

/// The PDF files of a folder, or one.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "pdf"));
    files.sort();
    Ok(files)
}

fn measure(name: &str, files: &[PathBuf], other: bool) -> Result<String> {
    let sizes: Vec<u64> = files.iter().map(|file| Ok(fs::metadata(file)?.len())).collect::<Result<_>>()?;
    let bytes: u64 = sizes.iter().sum();
    let count = (BYTES / bytes.max(1)).clamp(1, MOST);
    let program = env::current_exe()?;
    let ours = |what: &str, count: u64| {
        let mut command = Command::new(&program);
        command.args(["bench", READS, what, &count.to_string()]).args(files);
        command
    };
    let theirs = |file: &Path| {
        let mut command = Command::new("pdftotext");
        command.arg("-bbox-layout").arg(file).arg("-");
        command
    };
    let version = |_: &Path| {
        let mut command = Command::new("pdftotext");
        command.arg("-v");
        command
    };
    let (mut boxes, mut records, mut start) = (Vec::new(), Vec::new(), Vec::new());
    let (mut other_text, mut other_start) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        if other {
            other_text.push(each(files, count, theirs)?);
            other_start.push(each(files, count, version)?);
        }
        boxes.push(cost::run(&mut ours("document", count))?);
        records.push(cost::run(&mut ours("records", count))?);
        start.push(cost::run(&mut ours("document", 0))?);
    }
    let start = best(&start).cpu;
    let yardstick = other.then(|| (best(&other_text), best(&other_start).cpu));
    let mut said = format!(
        "{name}: {} files, {:.2} MB, read {count} times a round, best of {ROUNDS}\n",
        files.len(),
        bytes as f64 / 1e6
    );
    for (who, costs) in [("kehoach, document", &boxes), ("kehoach, records as JSON", &records)] {
        let cost = best(costs);
        let cpu = cost.cpu - start;
        let _ = write!(said, "  {who:24} {cpu:6.2} s, {:6.1} MiB", cost.memory);
        if let Some((theirs, started)) = yardstick {
            let _ =
                write!(said, ": {:.2} times the time of pdftotext", cpu / (theirs.cpu - started).max(0.01));
        }
        said.push('\n');
    }
    if let Some((theirs, started)) = yardstick {
        let (cpu, memory) = (theirs.cpu - started, theirs.memory);
        let _ = writeln!(said, "  {:24} {cpu:6.2} s, {memory:6.1} MiB", "pdftotext -bbox-layout");
        let _ = writeln!(
            said,
            "  {:24} {started:6.2} s for {} starts",
            "pdftotext -v",
            files.len() as u64 * count
        );
    }
    let _ = write!(said, "  {:24} {start:6.2} s", "kehoach, one start");
    Ok(said)
}

/// A program on each file, `count` times over: what all runs took together, and the most memory of one.
fn each(files: &[PathBuf], count: u64, command: impl Fn(&Path) -> Command) -> Result<Cost> {
    let mut all = Cost { wall: 0.0, cpu: 0.0, memory: 0.0 };
    for file in files {
        for _ in 0..count {
            let cost = cost::run(&mut command(file))?;
            all = Cost {
                wall: all.wall + cost.wall,
                cpu: all.cpu + cost.cpu,
                memory: all.memory.max(cost.memory),
            };
        }
    }
    Ok(all)
}

/// A plan of so many pages: a letterhead, then one ruled table that goes over all of them, its head on each page.
fn plan(pages: usize) -> Vec<u8> {
    /// Rows of a page, each of two lines.
    const ROWS: usize = 9;
    let (heads, rows) = corpus::tasks(0, pages * ROWS);
    let mut writer = Writer::default();
    let mut rows = rows.chunks(ROWS);
    for page in 0..pages {
        let mut content = String::new();
        let mut y = 780.0;
        if page == 0 {
            for line in [
                "ỦY BAN NHÂN DÂN TỈNH HỒNG LAM",
                "Số: 12/KH-UBND",
                "Hồng Lam, ngày 05 tháng 01 năm 2026",
                "KẾ HOẠCH",
                "Chuyển đổi số năm 2026",
                "PHỤ LỤC 01",
            ] {
                writer.text(&mut content, 60.0, y, line);
                y -= 16.0;
            }
        } else {
            writer.text(&mut content, 295.0, 810.0, &(page + 1).to_string());
        }
        table(&mut writer, &mut content, y, &heads, rows.next().unwrap_or_default());
        writer.pages.push(content);
    }
    writer.finish()
}

fn table(writer: &mut Writer, content: &mut String, top: f64, heads: &[String], rows: &[Vec<String>]) {
    /// Letters of a line in a cell.
    const LONGEST: usize = 24;
    const LEADING: f64 = 11.0;
    let width = 500.0 / heads.len() as f64;
    let right = 50.0 + 500.0;
    let mut y = top;
    let mut edges = vec![y];
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        let mut most = 1;
        for (cell, column) in row.iter().zip(0_u8..) {
            let lines = wrapped(cell, LONGEST);
            most = most.max(lines.len());
            for (line, at) in lines.iter().zip(0_u8..) {
                let baseline = y - LEADING * f64::from(at + 1);
                writer.text(content, 53.0 + width * f64::from(column), baseline, line);
            }
        }
        y -= LEADING * most as f64 + 5.0;
        edges.push(y);
    }
    for edge in &edges {
        let _ = writeln!(content, "0.5 w 50 {edge:.1} m {right} {edge:.1} l S");
    }
    for column in 0..=heads.len() {
        let x = 50.0 + width * column as f64;
        let _ = writeln!(content, "{x:.1} {y:.1} m {x:.1} {top:.1} l S");
    }
}

/// Words in lines of so many letters.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Pages of text in one embedded font.
#[derive(Default)]
struct Writer {
    pages: Vec<String>,
    /// Letters by the order in which they came; their codes count from 1.
    letters: Vec<char>,
    codes: BTreeMap<char, usize>,
}

impl Writer {
    fn text(&mut self, content: &mut String, x: f64, y: f64, text: &str) {
        let _ = write!(content, "BT /F 9 Tf {x:.1} {y:.1} Td <");
        for letter in text.chars() {
            let code = *self.codes.entry(letter).or_insert_with(|| {
                self.letters.push(letter);
                self.letters.len()
            });
            let _ = write!(content, "{code:04x}");
        }
        content.push_str("> Tj ET\n");
    }

    fn finish(self) -> Vec<u8> {
        /// Width of a letter, thousandths of the font size.
        const WIDTH: usize = 450;
        let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n".to_owned();
        let named: Vec<(usize, &char)> = (1..).zip(&self.letters).collect();
        for some in named.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", some.len());
            for (code, letter) in some {
                let _ = writeln!(map, "<{code:04x}> <{:04x}>", **letter as u32 & 0xffff);
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap end end");
        let widths = format!("{WIDTH} ").repeat(self.letters.len());
        let mut objects: Vec<Vec<u8>> = vec![
            b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
            Vec::new(),
            b"<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+TimesNewRoman /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>".to_vec(),
            format!("<</Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+TimesNewRoman /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor 6 0 R /W [1 [{widths}]] /CIDToGIDMap /Identity>>").into_bytes(),
            stream(map.as_bytes()),
            b"<</Type /FontDescriptor /FontName /ABCDEF+TimesNewRoman /Flags 4 /FontBBox [0 0 500 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R>>".to_vec(),
            stream(&font(self.letters.len() + 1)),
        ];
        let mut kids = String::new();
        let count = self.pages.len();
        for content in self.pages {
            objects.push(stream(content.as_bytes()));
            let number = objects.len();
            let _ = write!(kids, "{} 0 R ", number + 1);
            let page = format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R /Resources <</Font <</F 3 0 R>>>>>>"
            );
            objects.push(page.into_bytes());
        }
        if let Some(tree) = objects.get_mut(1) {
            *tree = format!("<</Type /Pages /Kids [{kids}] /Count {count}>>").into_bytes();
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let size = objects.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for (object, number) in objects.iter().zip(1..) {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            out.extend(format!("{number} 0 obj\n").into_bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let end = format!("{table}trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", out.len());
        out.extend(end.into_bytes());
        out
    }
}

/// A TrueType font of so many glyphs without outlines.
fn font(glyphs: usize) -> Vec<u8> {
    let words = |values: &[u16]| values.iter().flat_map(|value| value.to_be_bytes()).collect::<Vec<u8>>();
    let with = |values: &[u16], length: usize| {
        let mut table = words(values);
        table.resize(length, 0);
        table
    };
    let mut head = with(&[1, 0, 0, 1, 0, 0, 0x5f0f, 0x3cf5, 0, 1000], 36);
    head.extend(words(&[0, 0, 500, 800, 0, 8, 2, 0, 0]));
    let tables: [(&[u8; 4], Vec<u8>); 6] = [
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", words(&[1, 0, 800, 0, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 1])),
        (b"hmtx", with(&[450, 0], 2 + 2 * glyphs)),
        (b"loca", vec![0; 2 * (glyphs + 1)]),
        (b"maxp", with(&[1, 0, glyphs as u16], 32)),
    ];
    let mut out = words(&[1, 0, 6, 0, 0, 0]);
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        out.extend_from_slice(*tag);
        for value in [0, at, table.len()] {
            out.extend((value as u32).to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for (_, mut table) in tables {
        table.resize(table.len().next_multiple_of(4), 0);
        out.append(&mut table);
    }
    out
}

/// A packed stream.
fn stream(data: &[u8]) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let packed = writer.write_all(data).and_then(|()| writer.finish()).unwrap_or_default();
    let mut out = format!("<</Filter /FlateDecode /Length {}>>\nstream\n", packed.len()).into_bytes();
    out.extend(packed);
    out.extend(b"\nendstream");
    out
}

#[cfg(test)]
mod tests {
    use kehoach::Options;

    use super::plan;

    #[test]
    fn the_plan_is_read_whole() {
        let plans = kehoach::parse(&plan(3), "long.pdf", &Options::default()).unwrap();
        let [plan] = plans.as_slice() else { panic!("{} plans", plans.len()) };
        assert_eq!(plan.header.number.as_deref(), Some("12/KH-UBND"));
        assert_eq!(plan.tasks.len(), 27);
    }
}
