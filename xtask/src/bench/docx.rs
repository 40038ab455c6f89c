//! A Word file with a table of thousands of rows: `kehoach read` beside python-docx, which many would use.
//!
//! Both take turns in one run, each in a process of its own, so that start, reading and memory all count. The
//! two do not do the same: ours also numbers, resolves spans and writes JSON; python-docx gives the text of
//! all cells.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::cost::{self, Cost, Scratch, best};
use crate::corpus;

/// Rows of the table; about 20 MB of XML.
const ROWS: usize = 5_000;
/// Rounds, in turn.
const ROUNDS: usize = 5;
/// Reads of ours in a round: the kernel counts processor time in hundredths of a second.
const READS: usize = 5;

/// What python-docx does: the text of every cell, each visited once. `row.cells` would do more work.
const PYTHON_DOCX: &str = "\
import sys, docx
print(sum(len(cell.text) for table in docx.Document(sys.argv[1]).tables for cell in table._cells))";

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// What Word repeats for every paragraph and run of a table that was pasted once.
const LETTERS: &str = r#"<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr>"#;

/// Measures, and says what came out.
pub(crate) fn run(root: &Path) -> Result<String> {
    let program = cost::program(root)?;
    let scratch = Scratch::new();
    fs::create_dir_all(&scratch.0)?;
    let file = scratch.0.join("plan.docx");
    let document = document();
    write(&file, &document)?;
    let mut said = vec![format!(
        "{ROWS} rows of 5 cells: word/document.xml {:.1} MB, packed {:.1} MB",
        document.len() as f64 / 1e6,
        fs::metadata(&file)?.len() as f64 / 1e6
    )];
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let other = Command::new(&python).args(["-c", "import docx"]).output();
    let other = other.is_ok_and(|imported| imported.status.success());

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let reads = (0..READS)
            .map(|_| cost::run(Command::new(&program).arg("read").arg(&file)))
            .collect::<Result<Vec<_>>>()?;
        ours.push(mean(&reads));
        if other {
            theirs.push(cost::run(Command::new(&python).args(["-c", PYTHON_DOCX]).arg(&file))?);
        }
    }
    said.push(line("kehoach read", &ours));
    if other {
        said.push(line("python-docx, all cells", &theirs));
        let (ours, theirs) = ((best(&ours), median(&ours)), (best(&theirs), median(&theirs)));
        said.push(format!(
            "python-docx takes {:.1} times the processor time (best; median {:.1}) and {:.1} times the memory",
            theirs.0.cpu / ours.0.cpu,
            theirs.1.cpu / ours.1.cpu,
            theirs.0.memory / ours.0.memory
        ));
    } else {
        said.push(format!(
            "not compared: {python} has no python-docx; `pip install python-docx`, or name an interpreter in PYTHON"
        ));
    }
    Ok(said.join("\n"))
}

fn line(name: &str, costs: &[Cost]) -> String {
    let (best, median) = (best(costs), median(costs));
    format!(
        "  {name:22} {:5.2} s of processor time (median {:.2}), {:5.2} s, peak {:5.1} MiB",
        best.cpu, median.cpu, best.wall, best.memory
    )
}

fn mean(costs: &[Cost]) -> Cost {
    let mean = |of: fn(&Cost) -> f64| costs.iter().map(of).sum::<f64>() / costs.len() as f64;
    // A peak that a look missed is too low.
    let memory = costs.iter().map(|cost| cost.memory).fold(0.0, f64::max);
    Cost { wall: mean(|cost| cost.wall), cpu: mean(|cost| cost.cpu), memory }
}

fn median(costs: &[Cost]) -> Cost {
    let middle = |of: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    Cost { wall: middle(|cost| cost.wall), cpu: middle(|cost| cost.cpu), memory: middle(|cost| cost.memory) }
}

fn write(file: &Path, document: &str) -> Result<()> {
    let mut package = ZipWriter::new(File::create(file)?);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document.xml", document),
    ];
    for (name, part) in parts {
        package.start_file(name, SimpleFileOptions::default())?;
        package.write_all(part.as_bytes())?;
    }
    package.finish()?;
    Ok(())
}

fn document() -> String {
    let (heads, rows) = corpus::tasks(0, ROWS);
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    for line in ["ỦY BAN NHÂN DÂN TỈNH HỒNG LAM", "KẾ HOẠCH", "Chuyển đổi số năm 2026", "PHỤ LỤC 01"]
    {
        paragraph(&mut xml, line);
    }
    xml.push_str(r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="14000" w:type="dxa"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>"#);
    xml.push_str(&r#"<w:gridCol w:w="2800"/>"#.repeat(heads.len()));
    xml.push_str("</w:tblGrid>");
    row(&mut xml, &heads, "<w:tblHeader/>");
    for cells in &rows {
        row(&mut xml, cells, "");
    }
    xml.push_str(r#"</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body></w:document>"#);
    xml
}

fn row(xml: &mut String, cells: &[String], head: &str) {
    // Writing to a string does not fail.
    let _ = write!(
        xml,
        r#"<w:tr w:rsidR="00A77B3E" w:rsidRPr="00C15E4F" w:rsidTr="00A77B3E"><w:trPr><w:trHeight w:val="567"/>{head}</w:trPr>"#
    );
    for cell in cells {
        xml.push_str(r#"<w:tc><w:tcPr><w:tcW w:w="2800" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:vAlign w:val="center"/></w:tcPr>"#);
        paragraph(xml, cell);
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
}

fn paragraph(xml: &mut String, text: &str) {
    let _ = write!(
        xml,
        r#"<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="both"/>{LETTERS}</w:pPr>"#
    );
    // Long texts were mended once, so they have two runs.
    let cut = if text.len() > 60 { text.ceil_char_boundary(text.len() / 2) } else { text.len() };
    for piece in [text.get(..cut), text.get(cut..)].into_iter().flatten().filter(|piece| !piece.is_empty()) {
        let _ = write!(
            xml,
            r#"<w:r w:rsidRPr="00C15E4F">{LETTERS}<w:t xml:space="preserve">{piece}</w:t></w:r>"#
        );
    }
    xml.push_str("</w:p>");
}

#[cfg(test)]
mod tests {
    use super::{ROWS, document};

    #[test]
    fn the_document_is_about_twenty_megabytes_of_five_thousand_rows() {
        let xml = document();
        assert!((18_000_000..24_000_000).contains(&xml.len()), "{} bytes", xml.len());
        assert_eq!(xml.matches("</w:tr>").count(), ROWS + 1);
        assert_eq!(xml.matches("</w:tc>").count(), 5 * (ROWS + 1));
    }
}
