//! How often each rule speaks, instead of what it says.

use std::collections::BTreeMap;
use std::io::Write;

use kehoach_model::{Rule, Severity};
use serde::Serialize;

use crate::line::{pad, width};
use crate::{Document, ExportError, Format, Found, Report, Style, View, csv_file, words};

/// A report of counts.
///
/// # Errors
/// [`ExportError::NoStatistics`] for formats that only hold findings.
pub fn statistics<'a>(
    format: Format,
    out: Box<dyn Write + 'a>,
    view: &'a View,
) -> Result<Box<dyn Report + 'a>, ExportError> {
    if matches!(format, Format::Sarif | Format::Github | Format::Xlsx) {
        return Err(ExportError::NoStatistics);
    }
    Ok(Box::new(Statistics { format, out, view, counts: BTreeMap::new() }))
}

struct Statistics<'a> {
    format: Format,
    out: Box<dyn Write + 'a>,
    view: &'a View,
    counts: BTreeMap<Rule, Count>,
}

struct Count {
    findings: u64,
    documents: u64,
    severity: Severity,
}

#[derive(Serialize)]
struct Line<'a> {
    rule: Rule,
    severity: Severity,
    findings: u64,
    documents: u64,
    title: &'a str,
}

impl Report for Statistics<'_> {
    fn document(&mut self, _: &Document, found: &[Found]) -> Result<(), ExportError> {
        let mut here: BTreeMap<Rule, (u64, Severity)> = BTreeMap::new();
        for Found { finding, .. } in found.iter().filter(|found| found.suppressed.is_none()) {
            let (count, severity) = here.entry(finding.rule).or_insert((0, finding.severity));
            *count += 1;
            *severity = finding.severity.max(*severity);
        }
        for (rule, (findings, severity)) in here {
            let count = self.counts.entry(rule).or_insert(Count { findings: 0, documents: 0, severity });
            count.findings += findings;
            count.documents += 1;
            count.severity = count.severity.max(severity);
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        let view = self.view;
        let line = |(rule, count): (&Rule, &Count)| Line {
            rule: *rule,
            severity: count.severity,
            findings: count.findings,
            documents: count.documents,
            title: view.rule(*rule).map_or("", |text| view.lang.of(&text.title)),
        };
        let mut lines: Vec<Line> = self.counts.iter().map(line).collect();
        lines.sort_by_key(|line| (u64::MAX - line.findings, line.rule.name()));
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut self.out, &lines)?;
                writeln!(self.out)?;
            }
            Format::JsonLines => {
                for line in &lines {
                    serde_json::to_writer(&mut self.out, line)?;
                    writeln!(self.out)?;
                }
            }
            Format::Csv => {
                let mut out = csv_file::writer(&mut self.out);
                let heads = ["rule", "severity", "findings", "documents", "title"];
                out.write_record(csv_file::marked(&heads))?;
                for line in &lines {
                    out.write_record([
                        line.rule.name().as_str(),
                        words::plain(line.severity),
                        &line.findings.to_string(),
                        &line.documents.to_string(),
                        line.title,
                    ])?;
                }
                out.flush()?;
            }
            _ => table(&mut self.out, &lines, view)?,
        }
        Ok(self.out.flush()?)
    }
}

fn table(out: &mut dyn Write, lines: &[Line], view: &View) -> Result<(), ExportError> {
    let lang = view.lang;
    let heads = [
        lang.pick("số", "count"),
        lang.pick("văn bản", "documents"),
        lang.pick("mức", "severity"),
        lang.pick("quy tắc", "rule"),
    ];
    let cells = |line: &Line| {
        [
            line.findings.to_string(),
            line.documents.to_string(),
            words::severity(line.severity, lang).to_owned(),
            line.rule.name(),
        ]
    };
    let mut widths = heads.map(width);
    for line in lines {
        for (widest, cell) in widths.iter_mut().zip(cells(line)) {
            *widest = width(&cell).max(*widest);
        }
    }
    let [count, documents, weight, rule] = widths;
    if !lines.is_empty() {
        let [a, b, c, d] = heads;
        let head = format!(
            "{}{a}  {}{b}  {}  {}",
            " ".repeat(count - width(a)),
            " ".repeat(documents - width(b)),
            pad(c, weight),
            pad(d, rule)
        );
        writeln!(out, "{}", Style::Faint.of(head.trim_end()))?;
    }
    for line in lines {
        let [_, _, severity, name] = cells(line);
        writeln!(
            out,
            "{:>count$}  {:>documents$}  {}  {}  {}",
            line.findings,
            line.documents,
            Style::from(line.severity).of(&pad(&severity, weight)),
            pad(&name, rule),
            line.title
        )?;
    }
    Ok(())
}
