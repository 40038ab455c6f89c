//! A plan before it is printed.

use super::{
    date::Date,
    draw::Draw,
    row::{Kind, Row},
    template::Template,
};

/// A plan: one work, in however many files.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Names the work: "Nghệ An/2026/xã Tân Lập".
    pub(super) work: String,
    /// The numbers from which everything about it is drawn.
    pub(super) key: [u64; 3],
    pub(super) head: Head,
    /// Paragraphs up to the one that ends in "như sau:".
    pub(super) opening: Vec<String>,
    pub(super) body: Vec<String>,
    pub(super) closing: String,
    /// By group, as they print.
    pub(super) rows: Vec<Row>,
    pub(super) style: Style,
    /// What it says it carries out, of the plans in the corpus or of its province.
    pub(super) cited: Option<Cited>,
}

/// Letterhead, title and signature.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) letterhead: Vec<String>,
    pub(super) number: Option<usize>,
    /// Known to whoever writes, and not always printed.
    pub(super) date: Date,
    pub(super) day_blank: bool,
    pub(super) place: String,
    pub(super) title: Vec<String>,
    /// "UBND xã Tân Lập".
    pub(super) issuer: String,
    /// Empty in an unsigned draft.
    pub(super) signature: Vec<String>,
    pub(super) recipients: Vec<String>,
}

/// How its tables are laid out.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) year: usize,
    pub(super) unit_column: bool,
    pub(super) result_column: bool,
    pub(super) groups: bool,
    /// Which of the usual words stand above the columns.
    pub(super) heads: usize,
}

/// A citation of the parent, as printed and as it should be.
#[derive(Debug, Clone)]
pub(super) struct Cited {
    /// `None`: that plan is not in the corpus.
    pub(super) parent: Option<String>,
    pub(super) number: String,
    pub(super) right_number: String,
    pub(super) date: Date,
    pub(super) right_date: Date,
    /// The citation itself says which province it is.
    pub(super) names_province: bool,
}

impl Plan {
    /// The rows of a kind, in order.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }
}

impl Style {
    pub(super) fn draw(year: usize, draw: &mut Draw) -> Self {
        Self {
            year,
            unit_column: draw.percent(30),
            result_column: draw.percent(50),
            groups: draw.percent(90),
            heads: draw.below(3),
        }
    }
}

/// Brings the rows into the order of their groups; inside a group they stay as they were.
pub(super) fn order(rows: &mut [Row], pool: &[Template]) {
    let place = |row: &Row| {
        let place = pool.iter().position(|template| template.kind == row.kind && template.group == row.group);
        (row.kind == Kind::Task, place)
    };
    rows.sort_by_cached_key(place);
}

/// "I", "II", … for annexes and groups.
pub(super) fn roman(number: usize) -> &'static str {
    const NUMBERS: [&str; 16] =
        ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
    NUMBERS.get(number).copied().unwrap_or_default()
}
