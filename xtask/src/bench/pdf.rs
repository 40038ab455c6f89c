//! Speed of the PDF reader in processor time, beside `pdftotext -bbox-layout`, which gives words with their boxes and no
//! tables.
//!
//! Each round runs every reader once over the same files, in turn, each in a process of its own, so that start and
//! memory count. Two of ours: `draw` gives the glyphs, lines and cells of pages (here: this program, which calls the library),
//! `parse` the records as JSON. Files: those of a folder, and a plan of 300 pages that is written here.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use anyhow::{Context, Result, ensure};
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
    let other = Command::new("pdftotext").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let other = other.is_ok_and(|ended| ended.success());
    let mut said = Vec::new();
    if !other {
        said.push("pdftotext is not installed: ours alone".to_owned());
    }
    let corpus = root.join("corpus/plans");
    let paths: Vec<&Path> =
        if given.is_empty() { vec![&corpus] } else { given.iter().map(|path| Path::new(*path)).collect() };
    for path in paths {
        match files(path)?.as_slice() {
            [] => said.push(format!("{}: no PDF in it", path.display())),
            files => said.push(measure(&path.display().to_string(), files, other)?),
        }
    }
    let long = scratch.0.join("long.pdf");
    fs::write(&long, plan(PAGES))?;
    said.push(measure(&format!("a plan of {PAGES} pages"), &[long], other)?);
    Ok(said.join("\n"))
}

/// Reads files so many times, as one of the readers that are measured.
pub(crate) fn reads(what: &str, count: &str, paths: &[&str]) -> Result<String> {
    let count: u64 = count.parse()?;
    for path in paths {
        let bytes = fs::read(path).with_context(|| (*path).to_owned())?;
        for _ in 0..count {
            match what {
                "boxes" => drop(black_box(kehoach_pdf::read(&bytes, &Limits::default()))),
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
    let sizes: Vec<u64> =
        files.iter().map(|file| Ok(fs::metadata(file)?.len())).collect::<Result<_>>()?;
    let bytes: u64 = sizes.iter().sum();
    let count = (BYTES / bytes.max(1)).clamp(1, MOST);
    let program = env::current_exe()?;
    let ours = |what: &str| {
        let mut command = Command::new(&program);
        command.args(["bench", READS, what, &count.to_string()]).args(files);
        command
    };
    let (mut nothing, mut boxes, mut parse, mut theirs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        if other {
            theirs.push(pdftotext(files, count)?);
        }
        boxes.push(cost::run(&mut ours("boxes"))?);
        parse.push(cost::run(&mut ours("parse"))?);
        // What starting this program takes.
        nothing.push(cost::run(Command::new(&program).args(["bench", READS, "boxes", "0"]).args(files))?);
    }
    let mut said = format!("{name}: {} files, {:.2} MB, read {count} times a round\n", files.len(), bytes as f64 / 1e6);
    let readers = [("kehoach, lines and tables", &boxes), ("kehoach, records as JSON", &parse)];
    let theirs = best_of(&theirs);
    for (who, costs) in readers {
        let cost = best(costs);
        let _ = write!(said, "  {who:26} {} s, {:6.1} MiB", seconds(cost.cpu), cost.memory);
        if let Some(theirs) = theirs {
            let _ = write!(said, ": {:.2} times the time of pdftotext", cost.cpu / theirs.cpu);
        }
        said.push('\n');
    }
    if let Some(theirs) = theirs {
        let _ = writeln!(said, "  {:26} {} s, {:6.1} MiB", "pdftotext -bbox-layout", seconds(theirs.cpu), theirs.memory);
    }
    let _ = write!(said, "  {:26} {} s of kehoach's", "start of the program", seconds(best(&nothing).cpu));
    Ok(said)
}

fn seconds(cpu: f64) -> String {
    format!("{cpu:6.2}")
}

fn best_of(costs: &[Cost]) -> Option<Cost> {
    (!costs.is_empty()).then(|| best(costs))
}

/// pdftotext on each file, `count` times over: it takes one file a run.
fn pdftotext(files: &[PathBuf], count: u64) -> Result<Cost> {
    let mut all = Cost { wall: 0.0, cpu: 0.0, memory: 0.0 };
    for file in files {
        for _ in 0..count {
            // Files that it cannot read have cost it something too.
            let mut command = Command::new("sh");
            command.args(["-c", "pdftotext -bbox-layout \"$0\" - || true"]).arg(file);
            let cost = cost::run(&mut command)?;
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
    const ROWS: usize = 12;
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

/// Pages of text in one font whose codes are Unicode.
#[derive(Default)]
struct Writer {
    pages: Vec<String>,
    letters: std::collections::BTreeSet<char>,
}

impl Writer {
    fn text(&mut self, content: &mut String, x: f64, y: f64, text: &str) {
        let _ = write!(content, "BT /F 9 Tf {x:.1} {y:.1} Td <");
        for letter in text.chars() {
            self.letters.insert(letter);
            let _ = write!(content, "{:04x}", letter as u32 & 0xffff);
        }
        content.push_str("> Tj ET\n");
    }

    fn finish(self) -> Vec<u8> {
        let mut objects = vec![
            "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
            String::new(),
            "<</Type /Font /Subtype /Type0 /BaseFont /TimesNewRoman /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>".to_owned(),
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /TimesNewRoman /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 450>>".to_owned(),
        ];
        let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n".to_owned();
        let letters: Vec<char> = self.letters.into_iter().collect();
        for some in letters.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", some.len());
            for letter in some {
                let code = *letter as u32 & 0xffff;
                let _ = writeln!(map, "<{code:04x}> <{code:04x}>");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap end end");
        objects.push(stream(&map));
        let mut kids = String::new();
        let count = self.pages.len();
        for content in self.pages {
            objects.push(stream(&content));
            let number = objects.len();
            let _ = write!(kids, "{} 0 R ", number + 1);
            objects.push(format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R /Resources <</Font <</F 3 0 R>>>>>>"
            ));
        }
        if let Some(tree) = objects.get_mut(1) {
            *tree = format!("<</Type /Pages /Kids [{kids}] /Count {count}>>");
        }
        let mut out = "%PDF-1.7\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (object, number) in objects.iter().zip(1..) {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
        }
        let start = out.len();
        let size = objects.len() + 1;
        let _ = write!(out, "{table}trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        out.into_bytes()
    }
}

fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
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
        assert_eq!(plan.tasks.len(), 36);
    }
}
