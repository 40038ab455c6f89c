//! `kehoach show`: a row with the row that it carries on and the rows that carry it on.

mod diff;
mod find;
mod related;
mod sheet;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use kehoach_model::{Plan, RowChange};

use super::output_dir::{Head, OutputDir};
use super::terminal::{self, Style};
use crate::lang::Lang;
use crate::show::printable;
use related::Related;
use sheet::{Fields, Sheet};

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The output directory of `kehoach ingest`
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// PLAN#ROW, such as 1174-kh-ubnd.nghe-an.2025-12-31~3f9c1a2b#t0.r12; PLAN: an id or how it begins, a file, a number
    #[arg(value_name = "ROW")]
    row: String,
    /// Rows of children that are shown for each relation
    #[arg(long, value_name = "N", default_value = "10")]
    examples: usize,
}

pub(crate) fn run(args: &ShowArgs, lang: Lang) -> Result<ExitCode> {
    let dir = OutputDir::open(&args.dir, lang)?;
    let heads = dir.heads()?;
    let works = dir.works()?;
    let (head, plan, row) = find::row(&dir, &heads, &works, &args.row, lang)?;
    let related = Related::read(&dir, &heads, &works, &plan, &row)?;
    let mut out = terminal::stdout();
    let sheet = Sheet::new(lang);
    sheet.head(&mut out, head, &row)?;
    let own = Fields::of(&plan, &row, lang);
    if let Some(own) = &own {
        sheet.fields(&mut out, own)?;
    }
    for finding in plan.findings.iter().filter(|finding| finding.rows.contains(&row)) {
        let said = lang.pick(&finding.message.vi, &finding.message.en);
        sheet.wrapped(&mut out, &format!("! {}: {said}", finding.rule.name()), Style::Warning)?;
    }
    if let Some(own) = &own {
        parent(&mut out, &dir, &heads, &related, own, &sheet)?;
    }
    related.children(&mut out, &heads, args.examples, lang)?;
    related.duplicates(&mut out, &heads, args.examples, lang)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn parent(
    out: &mut impl Write,
    dir: &OutputDir,
    heads: &[Head],
    related: &Related,
    own: &Fields,
    sheet: &Sheet,
) -> Result<()> {
    let lang = sheet.lang;
    let Some(line) = &related.upward else {
        let text = lang.pick(
            "không có văn bản cấp trên trong kho để đối chiếu",
            "no parent plan in the corpus to compare it with",
        );
        writeln!(out, "\n{}", Style::Faint.of(text))?;
        return Ok(());
    };
    let Some((plan, row)) = line.parent.as_deref().and_then(|parent| parent.rsplit_once('#')) else {
        let text = lang.pick(
            "hàng riêng của văn bản này: văn bản cấp trên không có hàng như vậy",
            "the plan's own row: its parent has no such row",
        );
        writeln!(out, "\n{text}")?;
        return Ok(());
    };
    let relation = related::relation(line.relation, lang);
    let title = lang.pick("THỰC HIỆN HÀNG", "CARRIES ON");
    let alike = lang.pick("giống", "alike");
    writeln!(
        out,
        "\n{}  {relation}, {:.0} % {alike}",
        Style::Strong.of(title),
        (line.similarity * 100.0).floor()
    )?;
    let Some(head) = heads.iter().find(|head| head.id == plan) else {
        writeln!(out, "  {}", printable(&format!("{plan}#{row}")))?;
        return Ok(());
    };
    let parent: Plan = dir.plan(head)?;
    sheet.head(out, head, row)?;
    let Some(above) = Fields::of(&parent, row, lang) else { return Ok(()) };
    sheet.compare(out, own, &above)?;
    let words: Vec<&RowChange> = line.changes.iter().filter(|change| change.field == "word").collect();
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|change| related::change(change)).collect();
        let label =
            lang.pick("! từ chỉ khác dấu hoặc chữ dễ lẫn:", "! words that differ by a mark or a letter:");
        sheet.wrapped(out, &format!("{label} {}", words.join(", ")), Style::Warning)?;
    }
    Ok(())
}
