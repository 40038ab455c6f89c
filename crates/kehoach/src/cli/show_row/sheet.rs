//! A row as a sheet of named fields, alone or beside another.

use std::io::{self, Write};

use kehoach_model::{Bodies, Place, Plan, Row};

use super::super::output_dir::Head;
use super::super::terminal::{self, Style};
use super::diff;
use crate::lang::Lang;
use crate::show::{pad, printable, wrap};

/// Columns of a field's name.
const LABEL: usize = 13;

/// A row as named texts.
pub(super) struct Fields {
    ordinal: Option<String>,
    name: String,
    /// Label and text; `None` where the cell is empty.
    others: Vec<(String, Option<String>)>,
    groups: Vec<String>,
    at: Vec<Place>,
}

impl Fields {
    /// The fields of a row of that plan.
    pub(super) fn of(plan: &Plan, id: &str, lang: Lang) -> Option<Self> {
        if let Some(indicator) = plan.indicators.iter().find(|indicator| indicator.row.id == id) {
            let several = indicator.targets.len() > 1;
            let targets = indicator.targets.iter().map(|target| match &target.column {
                Some(column) if several => format!("{} ({column})", target.raw),
                _ => target.raw.clone(),
            });
            let targets = targets.collect::<Vec<_>>().join("; ");
            let others = vec![
                (lang.pick("mục tiêu", "target"), Some(targets).filter(|targets| !targets.is_empty())),
                (lang.pick("đơn vị tính", "unit"), indicator.unit.clone()),
                (lang.pick("hiện trạng", "baseline"), indicator.baseline.as_ref().map(|raw| raw.raw.clone())),
            ];
            return Some(Self::shared(&indicator.row, others, lang));
        }
        let task = plan.tasks.iter().find(|task| task.row.id == id)?;
        let others = vec![
            (lang.pick("thời hạn", "deadline"), task.deadline.as_ref().map(|deadline| deadline.raw.clone())),
            (lang.pick("kết quả", "result"), task.result.clone()),
            (lang.pick("kinh phí", "budget"), task.budget.as_ref().map(|raw| raw.raw.clone())),
        ];
        Some(Self::shared(&task.row, others, lang))
    }

    fn shared(row: &Row, first: Vec<(&str, Option<String>)>, lang: Lang) -> Self {
        let bodies = |bodies: &Option<Bodies>| bodies.as_ref().map(|bodies| bodies.raw.clone());
        let others = first
            .into_iter()
            .chain([
                (lang.pick("chủ trì", "lead"), bodies(&row.lead)),
                (lang.pick("phối hợp", "support"), bodies(&row.support)),
                (lang.pick("theo dõi", "monitor"), bodies(&row.monitor)),
                (lang.pick("ghi chú", "note"), row.note.clone()),
            ])
            .map(|(label, text)| (label.to_owned(), text.map(|text| printable(&text))))
            .collect();
        let groups = row.groups.iter().map(|group| {
            let ordinal = group.ordinal.as_deref().unwrap_or_default();
            printable(format!("{ordinal} {}", group.title).trim())
        });
        Self {
            ordinal: row.ordinal.as_deref().map(printable),
            name: printable(&row.name),
            others,
            groups: groups.collect(),
            at: row.at.clone(),
        }
    }
}

/// How sheets are printed.
pub(super) struct Sheet {
    pub(super) lang: Lang,
    width: usize,
}

impl Sheet {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, width: terminal::width() }
    }

    /// Which row of which plan it is.
    pub(super) fn head(&self, out: &mut impl Write, head: &Head, row: &str) -> io::Result<()> {
        let id = printable(&format!("{}#{row}", head.id));
        writeln!(out, "{}", Style::Strong.of(&id))?;
        let title = head.header.title.as_deref().unwrap_or_default();
        let text = format!("{} · {title}", head.told());
        for line in wrap(&printable(&text), self.width.saturating_sub(2)) {
            writeln!(out, "  {line}")?;
        }
        Ok(())
    }

    /// All fields that say something, and where they stand.
    pub(super) fn fields(&self, out: &mut impl Write, own: &Fields) -> io::Result<()> {
        self.group(out, own)?;
        self.field(out, self.lang.pick("nội dung", "name"), &own.name)?;
        for (label, text) in &own.others {
            if let Some(text) = text {
                self.field(out, label, text)?;
            }
        }
        self.place(out, own)
    }

    /// The parent's row, with what is otherwise in the child's marked.
    pub(super) fn compare(&self, out: &mut impl Write, own: &Fields, above: &Fields) -> io::Result<()> {
        self.group(out, above)?;
        self.place(out, above)?;
        let label = self.lang.pick("nội dung", "name");
        if own.name == above.name {
            self.field(out, label, self.lang.pick("(giống hệt)", "(the same)"))?;
        } else {
            let lines = diff::lines(&above.name, &own.name, self.room(), terminal::has_colours());
            for (at, line) in lines.iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                writeln!(out, "  {}{line}", Style::Faint.of(&pad(label, LABEL)))?;
            }
        }
        let both: Vec<(&String, Option<&String>, Option<&String>)> = own
            .others
            .iter()
            .map(|(label, text)| {
                let other = above.others.iter().find(|(other, _)| other == label);
                (label, other.and_then(|(_, text)| text.as_ref()), text.as_ref())
            })
            .filter(|(_, above, own)| above.is_some() || own.is_some())
            .collect();
        let half = self.room() / 2;
        let heads = (self.lang.pick("cấp trên", "parent"), self.lang.pick("văn bản này", "this plan"));
        let line = format!("  {}  {}{}", pad("", LABEL - 2), pad(heads.0, half), heads.1);
        writeln!(out, "{}", Style::Faint.of(&line))?;
        for (label, above, own) in both {
            let differs = above != own;
            let (above, own) = (self.cell(above, half), self.cell(own, half));
            for at in 0..above.len().max(own.len()) {
                let label = if at == 0 { label.as_str() } else { "" };
                let mark = if at == 0 && differs { "≠ " } else { "  " };
                let cell = |cell: &[String]| cell.get(at).cloned().unwrap_or_default();
                let text = format!("{mark}{}{}", pad(&cell(&above), half), cell(&own));
                let text =
                    if differs { Style::Warning.of(text.trim_end()) } else { text.trim_end().to_owned() };
                let line = format!("  {}{text}", Style::Faint.of(&pad(label, LABEL - 2)));
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }

    /// An indented text.
    pub(super) fn wrapped(&self, out: &mut impl Write, text: &str, style: Style) -> io::Result<()> {
        for (at, line) in wrap(&printable(text), self.width.saturating_sub(4)).iter().enumerate() {
            let indent = if at == 0 { "  " } else { "    " };
            writeln!(out, "{indent}{}", style.of(line))?;
        }
        Ok(())
    }

    fn room(&self) -> usize {
        self.width.saturating_sub(LABEL + 2)
    }

    fn cell(&self, text: Option<&String>, width: usize) -> Vec<String> {
        let nothing = self.lang.pick("(trống)", "(empty)");
        wrap(text.map_or(nothing, String::as_str), width.saturating_sub(2))
    }

    fn field(&self, out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
        for (at, line) in wrap(text, self.room()).iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            writeln!(out, "  {}{line}", Style::Faint.of(&pad(label, LABEL)))?;
        }
        Ok(())
    }

    /// The groups above the row and its number.
    fn group(&self, out: &mut impl Write, of: &Fields) -> io::Result<()> {
        if !of.groups.is_empty() {
            self.field(out, self.lang.pick("nhóm", "group"), &of.groups.join(" › "))?;
        }
        match &of.ordinal {
            Some(ordinal) => self.field(out, self.lang.pick("số TT", "No"), ordinal),
            None => Ok(()),
        }
    }

    fn place(&self, out: &mut impl Write, of: &Fields) -> io::Result<()> {
        let mut places: Vec<String> = of.at.iter().map(|place| told(place, self.lang)).collect();
        places.dedup();
        if places.is_empty() {
            return Ok(());
        }
        self.field(out, self.lang.pick("vị trí", "place"), &places.join(", "))
    }
}

fn told(place: &Place, lang: Lang) -> String {
    let text = match place {
        Place::Page { page, .. } => format!("{} {page}", lang.pick("trang", "page")),
        Place::Block { block, path } => format!("{} {block} ({path})", lang.pick("khối", "block")),
        Place::Sheet { sheet, cell } => format!("{sheet}!{cell}"),
        Place::Lines { lines } if lines.0 == lines.1 => format!("{} {}", lang.pick("dòng", "line"), lines.0),
        Place::Lines { lines } => format!("{} {}–{}", lang.pick("dòng", "lines"), lines.0, lines.1),
    };
    printable(&text)
}
