//! Files that become another one first: what LibreOffice makes of them is read, its absence is told and remembered.
//! A script stands in for LibreOffice, so that none is needed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use common::{inputs, outputs, plans, root, said};
use kehoach_model::{Format, InputLine, Outcome};

/// What the script makes of every file that it converts.
const DOCX: &str = "corpus/plans/hong-lam-2215.docx";
const RTF: &[u8] = b"{\\rtf1 a plan}";

/// A folder of inputs, an output directory, and a LibreOffice that may be there.
struct World {
    dir: tempfile::TempDir,
}

impl World {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let world = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(world.at("in")).unwrap();
        for (name, bytes) in files {
            fs::write(world.at("in").join(name), bytes).unwrap();
        }
        world
    }

    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A LibreOffice that does what the file says: "hang", "fail", "nothing", else hands over the DOCX. It notes
    /// each conversion.
    fn install(&self) {
        let script = format!(
            "#!/bin/sh\n\
             if [ \"$1\" = --version ]; then echo 'LibreOffice 9.8.7.6 42(Build:1)'; exit; fi\n\
             for file; do [ \"$last\" = --outdir ] && out=$file; last=$file; done\n\
             echo converted >> '{log}'\n\
             grep -q hang \"$file\" && sleep 600\n\
             grep -q fail \"$file\" && {{ echo 'Error: source file could not be loaded' >&2; exit 1; }}\n\
             grep -q nothing \"$file\" && exit 0\n\
             cp '{docx}' \"$out/document.docx\"\n",
            log = self.at("log").display(),
            docx = root().join(DOCX).display(),
        );
        fs::write(self.at("soffice"), script).unwrap();
        fs::set_permissions(self.at("soffice"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn remove(&self) {
        fs::remove_file(self.at("soffice")).unwrap();
    }

    fn conversions(&self) -> usize {
        fs::read_to_string(self.at("log")).unwrap_or_default().lines().count()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let soffice = Some(self.at("soffice")).filter(|path| path.exists()).unwrap_or_default();
        let mut command = Command::new(env!("CARGO_BIN_EXE_kehoach"));
        command.args(arguments).env("LANG", "C").env("KEHOACH_SOFFICE", soffice);
        command
    }

    fn kehoach(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn ingest_command(&self, out: &Path, more: &[&str]) -> Command {
        let input = self.at("in");
        let mut arguments = vec!["ingest", input.to_str().unwrap(), "--out", out.to_str().unwrap()];
        arguments.extend(more);
        self.command(&arguments)
    }

    fn ingest_into(&self, out: &Path, more: &[&str]) -> Output {
        self.ingest_command(out, more).output().unwrap()
    }

    /// Imports and returns what this run did, as the summary says it.
    fn ingest(&self, more: &[&str]) -> String {
        Self::run(&mut self.ingest_command(&self.at("out"), more))
    }

    fn run(command: &mut Command) -> String {
        let said = said(&command.output().unwrap());
        said.lines()
            .find_map(|line| line.strip_prefix("this run: "))
            .unwrap_or_else(|| panic!("{said}"))
            .to_owned()
    }

    fn line(&self, path: &str) -> InputLine {
        let lines = inputs(&self.at("out"));
        lines.iter().find(|line| line.path == path).unwrap_or_else(|| panic!("{path}: {lines:?}")).clone()
    }

    fn reason(&self, path: &str) -> (Outcome, String) {
        let line = self.line(path);
        (line.outcome, line.reason.unwrap_or_default())
    }
}

#[test]
fn what_is_converted_is_read_and_names_the_original() {
    let world = World::of(&[("a.doc", RTF), ("b.docx", &fs::read(root().join(DOCX)).unwrap())]);
    world.install();
    assert_eq!(world.ingest(&[]), "2 new");
    let plans = plans(&world.at("out"));
    let [made, read] = plans.as_slice() else { panic!("{plans:?}") };
    let source = &made.source;
    assert_eq!((source.path.as_str(), source.format, source.bytes), ("a.doc", Format::Rtf, RTF.len() as u64));
    assert_eq!(source.sha256, kehoach::sha256(RTF));
    assert_eq!(source.tools, ["LibreOffice 9.8.7.6"]);
    assert!(read.source.format == Format::Docx && read.source.tools.is_empty(), "{:?}", read.source);
    // The same text, whichever way it came.
    assert!(!made.tasks.is_empty() && made.header == read.header && made.tasks.len() == read.tasks.len());
}

#[test]
fn both_modes_write_the_same_bytes() {
    let world = World::of(&[
        ("a.rtf", RTF),
        ("fail.rtf", b"{\\rtf1 fail}"),
        ("none.rtf", b"{\\rtf1 nothing}"),
        ("b.docx", &fs::read(root().join(DOCX)).unwrap()),
        ("c.xlsx", &workbook(APPENDIX)),
        ("cut.xlsx", b"PK\x03\x04 and no more"),
    ]);
    world.install();
    let first = world.at("first");
    let modes: [&[&str]; 4] = [
        &["--threads", "1"],
        &["--threads", "2"],
        &["--in-process", "--threads", "1"],
        &["--in-process", "--threads", "2"],
    ];
    for (mode, at) in modes.into_iter().zip(0..) {
        let out = if at == 0 { first.clone() } else { world.at(&at.to_string()) };
        assert_eq!(world.ingest_into(&out, mode).status.code(), Some(3), "{mode:?}");
        common::same(&outputs(&first), &outputs(&out));
    }
    assert_eq!(plans(&first).len(), 3);
}

#[test]
fn without_libreoffice_a_file_is_rejected_until_there_is_one() {
    let text = fs::read(root().join("corpus/plans/hong-lam-2215.tsv.txt")).unwrap();
    let world = World::of(&[("a.rtf", RTF), ("b.txt", &text)]);
    assert_eq!(world.ingest(&[]), "2 new");
    let (outcome, reason) = world.reason("a.rtf");
    assert_eq!(outcome, Outcome::Rejected);
    assert!(reason.contains("convert it to DOCX, or install LibreOffice (soffice)"), "{reason}");
    assert_eq!(world.ingest(&[]), "2 unchanged");

    world.install();
    assert_eq!(world.ingest(&[]), "1 read again, 1 unchanged");
    assert!(matches!(world.line("a.rtf").outcome, Outcome::Done | Outcome::DoneWithFindings));
    assert_eq!(world.ingest(&[]), "2 unchanged");
    assert_eq!(world.conversions(), 1);

    world.remove();
    assert_eq!(world.ingest(&[]), "2 unchanged");
    assert_eq!(plans(&world.at("out")).len(), 2);
}

#[test]
fn one_that_hangs_or_fails_costs_its_time_and_comes_again_when_asked() {
    let world = World::of(&[("hang.rtf", b"{\\rtf1 hang}"), ("fail.rtf", b"{\\rtf1 fail}")]);
    world.install();
    let start = Instant::now();
    assert_eq!(world.ingest(&["--time-limit", "1"]), "2 new");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    let (outcome, reason) = world.reason("hang.rtf");
    assert!(outcome == Outcome::Failed && reason.contains("did not convert the file within 1 s"), "{reason}");
    assert!(reason.contains("--time-limit"), "{reason}");
    let (outcome, reason) = world.reason("fail.rtf");
    assert!(outcome == Outcome::Failed && reason.contains("source file could not be loaded"), "{reason}");
    // What was slow was tried again alone; what cannot be loaded is sure.
    assert_eq!(world.conversions(), 3);

    assert_eq!(world.ingest(&[]), "2 unchanged");
    assert_eq!(world.conversions(), 3);
    fs::write(world.at("in/fail.rtf"), b"{\\rtf1 hang no more}").unwrap();
    assert_eq!(world.ingest(&["--retry-failed", "--time-limit", "1"]), "1 changed, 1 read again");
    assert_eq!(world.conversions(), 7);
}

#[test]
fn what_says_nothing_of_the_file_comes_again_in_the_next_import() {
    let world = World::of(&[("a.rtf", RTF)]);
    world.install();
    let ingest = || world.ingest_command(&world.at("out"), &[]);
    // No folder for it.
    assert_eq!(World::run(ingest().env("TMPDIR", world.at("nowhere"))), "1 new");
    let (outcome, reason) = world.reason("a.rtf");
    assert!(outcome == Outcome::Failed && reason.contains("(TMPDIR); the next import"), "{reason}");
    // A program that does not start, and one that does not say which it is.
    for (script, words) in [("#!/no/such/shell\n", "cannot be started"), ("#!/bin/sh\n", "its version")] {
        fs::write(world.at("soffice"), script).unwrap();
        let output = ingest().output().unwrap();
        let said = said(&output);
        assert!(said.contains("1 read again") && said.contains("nothing is converted"), "{said}");
        let (outcome, reason) = world.reason("a.rtf");
        assert!(outcome == Outcome::Failed && reason.contains(words), "{reason}");
    }
    world.install();
    assert_eq!(world.ingest(&[]), "1 read again");
    assert!(matches!(world.line("a.rtf").outcome, Outcome::Done | Outcome::DoneWithFindings));
    assert_eq!(world.ingest(&[]), "1 unchanged");
}

#[test]
fn a_program_is_found_from_where_the_import_runs() {
    let world = World::of(&[("a.rtf", RTF)]);
    world.install();
    let file = world.at("in/a.rtf");
    let read = || {
        let mut command = world.command(&["read", file.to_str().unwrap()]);
        command.current_dir(world.dir.path());
        command
    };
    let path = std::env::var("PATH").unwrap();
    let found: [Output; 2] = [
        read().env("KEHOACH_SOFFICE", "./soffice").output().unwrap(),
        read().env_remove("KEHOACH_SOFFICE").env("PATH", format!(".:{path}")).output().unwrap(),
    ];
    for output in found {
        assert!(output.status.success() && said(&output).is_empty(), "{output:?}");
    }
    let said = said(&read().env("KEHOACH_SOFFICE", "./no-such-program").output().unwrap());
    assert!(said.contains("KEHOACH_SOFFICE names no program (./no-such-program)"), "{said}");
    assert!(said.contains("install LibreOffice"), "{said}");
}

#[test]
fn members_of_an_archive_are_converted_too() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("x/a.rtf", RTF), ("note.txt", b"ghi ch\xc3\xba")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let world = World::of(&[("all.zip", &zip.finish().unwrap().into_inner())]);
    world.ingest(&[]);
    assert_eq!(world.reason("all.zip/x/a.rtf").0, Outcome::Rejected);
    world.install();
    world.ingest(&[]);
    assert!(matches!(world.line("all.zip/x/a.rtf").outcome, Outcome::Done | Outcome::DoneWithFindings));
    assert_eq!(plans(&world.at("out"))[0].source.format, Format::Rtf);
    assert_eq!(world.ingest(&[]), "2 unchanged");
    assert_eq!(world.conversions(), 1);
}

#[test]
fn one_file_is_converted_by_read_and_parse() {
    let world = World::of(&[("a.rtf", RTF)]);
    let file = world.at("in/a.rtf");
    let output = world.kehoach(&["parse", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a.rtf: a Rich Text file (RTF): convert it to DOCX"), "{output:?}");
    world.install();
    for verb in ["read", "parse"] {
        let output = world.kehoach(&[verb, file.to_str().unwrap()]);
        let json: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
        assert_eq!(json["source"]["format"], "rtf");
        assert_eq!(json["source"]["tools"][0], "LibreOffice 9.8.7.6");
        assert_eq!(json["source"]["sha256"], kehoach::sha256(RTF));
    }
}

#[test]
fn what_only_has_the_name_of_a_docx_is_told_in_one_line() {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let encrypted = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 504], &wide("EncryptedPackage")].concat();
    let word_95 = [&b"\xdb\xa5"[..], &[0; 30]].concat();
    let cases: [(&str, &[u8], &str); 5] = [
        ("locked.docx", &encrypted, "encrypted: ask the issuer for an open copy"),
        ("old.docx", &word_95, "open it and save it as DOCX"),
        ("cut.docx", b"PK\x03\x04 and no more", "damaged or cut short: fetch it again"),
        ("scan.docx", b"%PDF-1.7", "the PDF is damaged or cut short"),
        (
            "saved.docx",
            b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
            "a web archive (MHTML) is not read",
        ),
    ];
    let files: Vec<(&str, &[u8])> = cases.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    let world = World::of(&files);
    world.ingest(&[]);
    for (name, _, words) in cases {
        let output = world.kehoach(&["read", world.at("in").join(name).to_str().unwrap()]);
        let said = said(&output);
        assert!(
            output.status.code() == Some(2) && said.lines().count() == 1 && said.contains(words),
            "{said}"
        );
        let (outcome, reason) = world.reason(name);
        assert!(outcome == Outcome::Rejected && reason.contains(words), "{reason}");
    }
}

#[test]
fn a_page_is_read_whatever_its_name() {
    let page = fs::read(root().join("corpus/plans/hong-lam-2215.html")).unwrap();
    let scripts = b"<html><body><div id=app></div><script src=app.js></script></body></html>";
    let docx = fs::read(root().join(DOCX)).unwrap();
    let world = World::of(&[("a.doc", &page), ("b.docx", &docx), ("c.docx", scripts)]);
    world.ingest(&[]);
    let plans = plans(&world.at("out"));
    let [page, docx] = plans.as_slice() else { panic!("{plans:?}") };
    assert_eq!((page.source.format, docx.source.format), (Format::Html, Format::Docx));
    assert!(!page.tasks.is_empty() && page.header == docx.header && page.tasks.len() == docx.tasks.len());
    let (outcome, reason) = world.reason("c.docx");
    assert!(outcome == Outcome::Rejected && reason.contains("scripts write it"), "{reason}");
}

/// The rows of an appendix.
const APPENDIX: &[&[&str]] = &[
    &["PHỤ LỤC 01"],
    &["DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026"],
    &["(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026)"],
    &["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"],
    &["1", "Nâng cấp trục liên thông văn bản", "Sở Khoa học và Công nghệ", "Quý II/2026"],
    &["2", "Tập huấn kỹ năng số", "Sở Nội vụ", "Tháng 9/2026"],
];

/// A workbook of one sheet with these rows of texts.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let cell = |(text, column): (&&str, u8)| {
        format!("<c r=\"{}#\" t=\"inlineStr\"><is><t>{text}</t></is></c>", char::from(column))
    };
    let row = |(row, number): (&&[&str], u32)| {
        let cells: String = row.iter().zip(b'A'..).map(cell).collect();
        format!("<row r=\"{number}\">{}</row>", cells.replace('#', &number.to_string()))
    };
    let data: String = rows.iter().zip(1..).map(row).collect();
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{OF_OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF_OFFICE}\"><sheets><sheet name=\"PL1\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_gives_its_rows_with_their_cells() {
    let bytes = workbook(APPENDIX);
    let world = World::of(&[("phu-luc.xlsx", &bytes)]);
    world.ingest(&[]);
    let plans = plans(&world.at("out"));
    let [plan] = plans.as_slice() else { panic!("{:?}", inputs(&world.at("out"))) };
    assert_eq!(plan.source.format, Format::Xlsx);
    assert_eq!(plan.tasks.len(), 2);
    let places = serde_json::to_string(&plan.tasks[1].row.at).unwrap();
    assert!(places.contains(r#"{"sheet":"PL1","cell":"A6"}"#), "{places}");
    assert_eq!(plan.tables[0].appendix.as_deref(), Some("PHỤ LỤC 01"));
    assert_eq!(plan.conservation.text_in, plan.conservation.text_placed);
}
