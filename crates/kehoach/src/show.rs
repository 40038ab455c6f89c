//! A plan for reading on a terminal.

use std::io::{self, Write};

use kehoach_model::{Bodies, Deadline, Group, Plan, Severity};
use unicode_width::UnicodeWidthStr;

use crate::lang::Lang;

/// Width where the terminal tells none.
const DEFAULT_WIDTH: usize = 100;
/// Wider lines are hard to read.
const WIDEST: usize = 160;

/// Prints header, links, rows and findings.
pub(crate) fn plan(out: &mut impl Write, plan: &Plan, lang: Lang) -> io::Result<()> {
    let width =
        terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0)).min(WIDEST);
    header(out, plan, lang)?;
    if !plan.indicators.is_empty() {
        title(out, lang.pick("CHỈ TIÊU", "INDICATORS"), plan.indicators.len())?;
        let heads = [
            lang.pick("TT", "No"),
            lang.pick("Chỉ tiêu", "Indicator"),
            lang.pick("Mục tiêu", "Target"),
            lang.pick("Chủ trì", "Lead"),
        ];
        let rows = plan.indicators.iter().map(|indicator| {
            let targets: Vec<&str> = indicator.targets.iter().map(|target| target.raw.as_str()).collect();
            let row = &indicator.row;
            (
                row.groups.as_slice(),
                vec![
                    text(row.ordinal.as_deref()),
                    row.name.clone(),
                    targets.join(" | "),
                    bodies(row.lead.as_ref()),
                ],
            )
        });
        grid(out, &heads, &[5, 52, 18, 25], width, rows)?;
    }
    if !plan.tasks.is_empty() {
        title(out, lang.pick("NHIỆM VỤ", "TASKS"), plan.tasks.len())?;
        let heads = [
            lang.pick("TT", "No"),
            lang.pick("Nhiệm vụ", "Task"),
            lang.pick("Chủ trì", "Lead"),
            lang.pick("Phối hợp, theo dõi", "Support, monitor"),
            lang.pick("Thời gian", "Deadline"),
        ];
        let rows = plan.tasks.iter().map(|task| {
            let row = &task.row;
            let others: Vec<String> =
                [&row.support, &row.monitor].into_iter().flatten().map(|bodies| bodies.raw.clone()).collect();
            (
                row.groups.as_slice(),
                vec![
                    text(row.ordinal.as_deref()),
                    row.name.clone(),
                    bodies(row.lead.as_ref()),
                    others.join("; "),
                    deadline(task.deadline.as_ref()),
                ],
            )
        });
        grid(out, &heads, &[5, 42, 21, 18, 14], width, rows)?;
    }
    findings(out, plan, lang)
}

fn header(out: &mut impl Write, plan: &Plan, lang: Lang) -> io::Result<()> {
    let header = &plan.header;
    let unknown = lang.pick("(không rõ)", "(unknown)");
    let blank = lang.pick("(để trống)", "(blank)");
    writeln!(
        out,
        "{} {}",
        header.kind.as_deref().unwrap_or("—"),
        header.title.as_deref().unwrap_or_default()
    )?;
    let number = match (&header.number, &header.symbol) {
        (Some(number), _) => number.clone(),
        (None, Some(symbol)) => format!("{blank} {symbol}"),
        (None, None) => unknown.to_owned(),
    };
    let issuer = header.issuer.as_ref().map_or(unknown, |issuer| issuer.name.as_str());
    let date = header.date.as_deref().or(header.date_partial.as_deref()).unwrap_or(unknown);
    let signer = header.signer.as_ref().and_then(|signer| signer.name.as_deref()).unwrap_or(unknown);
    for (name, value) in [
        (lang.pick("Số", "Number"), number.as_str()),
        (lang.pick("Ngày", "Date"), date),
        (lang.pick("Cơ quan", "Issuer"), issuer),
        (lang.pick("Người ký", "Signer"), signer),
    ] {
        writeln!(out, "  {}{value}", pad(name, 12))?;
    }
    for link in &plan.implements {
        let citation = &link.citation;
        let ancestor = if link.direct { "" } else { lang.pick(" (gián tiếp)", " (ancestor)") };
        writeln!(
            out,
            "  {}{} {}{}{ancestor}",
            pad(lang.pick("Thực hiện", "Implements"), 12),
            citation.kind.as_deref().unwrap_or_default(),
            citation.number.as_deref().unwrap_or_default(),
            citation.date.as_deref().map(|date| format!(", {date}")).unwrap_or_default()
        )?;
    }
    Ok(())
}

fn findings(out: &mut impl Write, plan: &Plan, lang: Lang) -> io::Result<()> {
    let weighty = || plan.findings.iter().filter(|finding| finding.severity > Severity::Info);
    if weighty().next().is_some() {
        title(out, lang.pick("CẦN XEM", "TO LOOK AT"), weighty().count())?;
        for finding in weighty() {
            let rows = finding.rows.join(", ");
            let message = lang.pick(&finding.message.vi, &finding.message.en);
            writeln!(out, "  {}: {message} {rows}", finding.rule.name())?;
        }
    }
    Ok(())
}

fn title(out: &mut impl Write, name: &str, count: usize) -> io::Result<()> {
    writeln!(out, "\n{name} ({count})")
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn bodies(bodies: Option<&Bodies>) -> String {
    bodies.map_or_else(String::new, |bodies| bodies.raw.clone())
}

fn deadline(deadline: Option<&Deadline>) -> String {
    deadline.map_or_else(String::new, |deadline| deadline.raw.clone())
}

/// Rows under their group paths; `shares` are the columns' parts of the width in hundredths.
fn grid<'a>(
    out: &mut impl Write,
    heads: &[&str],
    shares: &[usize],
    width: usize,
    rows: impl Iterator<Item = (&'a [Group], Vec<String>)>,
) -> io::Result<()> {
    let widths: Vec<usize> =
        shares.iter().map(|share| (width.saturating_sub(2) * share / 100).max(4)).collect();
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    row(out, &heads, &widths)?;
    let mut above: &[Group] = &[];
    for (groups, cells) in rows {
        if groups != above {
            let path: Vec<String> = groups
                .iter()
                .map(|group| format!("{} {}", text(group.ordinal.as_deref()), group.title).trim().to_owned())
                .collect();
            writeln!(out, "  ── {}", path.join(" › "))?;
            above = groups;
        }
        row(out, &cells, &widths)?;
    }
    Ok(())
}

fn row(out: &mut impl Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, width.saturating_sub(2))).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut text = String::from("  ");
        for (cell, width) in wrapped.iter().zip(widths) {
            text.push_str(&pad(cell.get(line).map_or("", String::as_str), *width));
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

/// Text in lines of at most `width` columns.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { continue };
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Text with blanks up to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A name or reason from a file as one line that a terminal cannot misread.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
