//! One row of a plan, before it is printed.

use super::{draw::Draw, mangle, place::Province, template::Piece, template::Template};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Indicator,
    Task,
}

/// An indicator or a task.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) kind: Kind,
    /// The template's place in its pool.
    pub(super) template: usize,
    pub(super) group: &'static str,
    pub(super) pieces: Vec<Piece>,
    /// "%" or what is counted; of a task, its result.
    pub(super) value: &'static str,
    pub(super) target: String,
    pub(super) lead: String,
    pub(super) support: String,
    pub(super) deadline: String,
    pub(super) portable: bool,
    /// Place of the parent row among the rows of this kind in the parent plan.
    pub(super) parent: Option<usize>,
}

impl Row {
    /// The name as printed.
    pub(super) fn name(&self) -> String {
        self.pieces.iter().map(text).collect()
    }

    /// A typist's slip in the name, in a hundredth of the rows.
    pub(super) fn slip(&mut self, draw: &mut Draw) {
        if !draw.percent(mangle::ROWS) {
            return;
        }
        let at = draw.below(self.pieces.len());
        if let Some(Piece::Text(text) | Piece::Clause(text)) = self.pieces.get_mut(at)
            && let Some(typed) = mangle::spelling(text, draw)
        {
            *text = typed;
        }
    }

    /// The same change in every piece.
    pub(super) fn change(&mut self, change: impl Fn(&str) -> String) {
        for Piece::Text(text) | Piece::Clause(text) in &mut self.pieces {
            *text = change(text);
        }
    }
}

fn text(piece: &Piece) -> &str {
    let (Piece::Text(text) | Piece::Clause(text)) = piece;
    text
}

/// What is still to be set is set by whoever calls.
pub(super) fn of(template: &Template) -> Row {
    Row {
        kind: template.kind,
        template: template.id,
        group: template.group,
        pieces: template.pieces.clone(),
        value: template.value,
        target: String::new(),
        lead: template.lead.to_owned(),
        support: String::new(),
        deadline: String::new(),
        portable: template.portable,
        parent: None,
    }
}

/// A row of a province's plan.
pub(super) fn provincial(template: &Template, province: &Province, year: usize, draw: &mut Draw) -> Row {
    let mut row = of(template);
    row.pieces.retain(|piece| matches!(piece, Piece::Text(_)) || draw.percent(75));
    row.change(|text| text.replace("$T", &province.kind).replace("$P", &province.full()));
    row.lead = row.lead.replace("$T", &province.kind).replace("$P", &province.full());
    row.target = target(row.value, draw);
    row.deadline = deadline(year, draw);
    row.support = draw
        .word(&[
            "Các sở, ban, ngành",
            "UBND các xã, phường",
            "",
            "Sở Tài chính",
            "Các cơ quan, đơn vị liên quan",
        ])
        .to_owned();
    row.slip(draw);
    row
}

/// A target in the unit of an indicator; the unit has a column of its own where a plan prints one.
pub(super) fn target(unit: &str, draw: &mut Draw) -> String {
    let sign = draw.word(&["", "", "≥ ", "> ", "≥ "]);
    match unit {
        "%" if draw.percent(25) => "100".to_owned(),
        "%" => format!("{sign}{}", draw.between(4, 19) * 5),
        "phút" => format!("≤ {}", draw.between(2, 9) * 5),
        _ => format!("{sign}{}", draw.between(2, 40)),
    }
}

/// A deadline within the year.
pub(super) fn deadline(year: usize, draw: &mut Draw) -> String {
    let month = draw.between(1, 12);
    match draw.below(8) {
        0 => format!("Quý {}/{year}", draw.word(&["I", "II", "III", "IV"])),
        1 => format!("Tháng {month}/{year}"),
        2 => format!("Trước ngày {}/{month}/{year}", draw.word(&["15", "20", "25"])),
        3 => "Thường xuyên".to_owned(),
        4 => "Hằng năm".to_owned(),
        5 => format!("Quý {}/{year}", draw.word(&["II", "IV"])),
        _ => year.to_string(),
    }
}
