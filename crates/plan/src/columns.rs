//! What the columns of a table hold, and so what the table is.

use kehoach_document::{COLUMN_HEADS, Meaning, Table, head};
use kehoach_model::{Column, Field, TableKind};
use kehoach_viet::key;

/// The columns of a table and what follows from their heads.
#[derive(Debug)]
pub(crate) struct Columns {
    /// Head and field, left to right.
    pub(crate) columns: Vec<Column>,
    /// Indicators, tasks or other.
    pub(crate) kind: TableKind,
    /// The column that holds lead and support in one cell.
    pub(crate) lead_and_support: Option<usize>,
    /// A category column in front of the name ("Tên tiêu chí" beside "Nội dung tiêu chí").
    pub(crate) category: Option<usize>,
}

impl Columns {
    /// Reads the head rows of a table.
    pub(crate) fn read(table: &Table) -> Self {
        let heads: Vec<String> = (0..table.width()).map(|column| head_of(table, column)).collect();
        let mut this = Self {
            columns: heads.iter().map(|head| Column { head: head.clone(), field: None }).collect(),
            kind: TableKind::Other,
            lead_and_support: None,
            category: None,
        };
        if table.header_rows == 0 {
            return this;
        }
        let fold = |head: &str| key::ascii(head::without_mark(head));
        let folded: Vec<String> = heads.iter().map(|head| fold(head)).collect();
        let lowest: Vec<String> =
            heads.iter().map(|head| fold(head.rsplit(LEVELS).next().unwrap_or_default())).collect();
        let (wordings, names) = &*COLUMN_HEADS;
        let names_rows = |head: &str| {
            let some = [&names.indicators, &names.tasks, &names.either].iter().any(|set| set.is_match(head));
            some && !names.neither.is_match(head)
        };
        let mut name: Option<(usize, bool, bool)> = None;
        for (at, head) in folded.iter().enumerate() {
            if name.is_none() && heads.get(at).is_some_and(|head| head::is_ordinal_head(head)) {
                this.set(at, Field::Ordinal);
                continue;
            }
            let named_behind = || folded.iter().skip(at + 1).take(2).any(|head| names_rows(head));
            if name.is_none() && names.category.is_match(head) && named_behind() {
                this.category = Some(at);
                continue;
            }
            // "Tổ chức thực hiện / Thời gian": the lower level says it, unless it only counts ("Năm 2026").
            let lower = lowest.get(at).filter(|lower| !is_period(lower));
            let meaning = lower.and_then(|lower| wordings.meaning(lower)).or_else(|| wordings.meaning(head));
            let (indicator, task) = (names.indicators.is_match(head), names.tasks.is_match(head));
            let nameable = names_rows(head);
            let reserved = matches!(meaning, Some(Meaning::Field(field)) if field != Field::Target && field != Field::Result);
            if name.is_none() && nameable && !reserved {
                name = Some((at, indicator, task));
                this.set(at, Field::Name);
                continue;
            }
            match meaning {
                Some(Meaning::LeadAndSupport) => this.lead_and_support = Some(at),
                Some(Meaning::Field(field)) => this.set(at, field),
                None => {}
            }
        }
        let Some((name_at, indicator, task)) = name else { return this };
        // "Tên tiêu chí | Nội dung tiêu chí": the second names the row, the first groups rows.
        if let Some(next) = folded.get(name_at + 1)
            && indicator
            && next.starts_with("noi dung")
            && names.indicators.is_match(next)
        {
            this.category = Some(name_at);
            if let Some(column) = this.columns.get_mut(name_at) {
                column.field = None;
            }
            this.set(name_at + 1, Field::Name);
        }
        this.kind = this.kind_of(indicator, task, name_at);
        this
    }

    fn set(&mut self, at: usize, field: Field) {
        // Targets may have a column a year; of the others the leftmost counts, but who leads ("chủ trì") comes before
        // who is in charge ("phụ trách").
        if let Some(known) = self.find(field).filter(|_| field != Field::Target) {
            let leads = |at: usize| {
                self.columns.get(at).is_some_and(|column| key::ascii(&column.head).contains("chu tri"))
            };
            if field != Field::Lead || leads(known) || !leads(at) {
                return;
            }
            if let Some(column) = self.columns.get_mut(known) {
                column.field = None;
            }
        }
        if let Some(column) = self.columns.get_mut(at) {
            column.field = Some(field);
        }
    }

    /// The column of a field.
    pub(crate) fn find(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    /// Indicators need a target; tasks need somebody who answers for them, or a time. A table without
    /// ordinals is a timetable or a form, one whose rows name other things a list.
    fn kind_of(&self, indicator: bool, task: bool, name_at: usize) -> TableKind {
        let has = |field| self.find(field).is_some();
        let lead = has(Field::Lead) || self.lead_and_support.is_some();
        let numbered = self.find(Field::Ordinal).is_some_and(|ordinal| ordinal < name_at);
        if !numbered {
            return TableKind::Other;
        }
        let task_evidence =
            lead && (task || has(Field::Deadline) || has(Field::Result) || has(Field::Support));
        if has(Field::Target) && !(task && task_evidence) {
            return TableKind::Indicators;
        }
        if !indicator && (task_evidence || task && has(Field::Deadline) && has(Field::Result)) {
            return TableKind::Tasks;
        }
        TableKind::Other
    }
}

/// Whether a head only names a time: "2025", "den nam 2030".
fn is_period(folded: &str) -> bool {
    const WORDS: &[&str] = &["nam", "den", "quy", "thang", "giai", "doan", "ky", "i", "ii", "iii", "iv"];
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    folded.split(' ').all(|word| is_number(word) || WORDS.contains(&word))
}

/// What parts the levels of a head.
const LEVELS: &str = " / ";

/// Head of one column: the levels of a stacked head joined by " / ", column numbers left out. A gap in an
/// upper level over a filled lower one is the span of the cell to its left, which a dump has lost.
fn head_of(table: &Table, column: usize) -> String {
    let level =
        |row: usize, column: usize| table.covering(row, column).map_or("", kehoach_document::Cell::normal);
    let mut levels: Vec<&str> = Vec::new();
    for row in 0..table.header_rows {
        if row > 0 && table.rows.get(row).is_some_and(|row| head::is_column_numbers(row)) {
            continue;
        }
        let mut text = level(row, column);
        let below = (row + 1..table.header_rows).any(|below| !level(below, column).is_empty());
        if text.is_empty() && below {
            text = (0..column)
                .rev()
                .map(|left| level(row, left))
                .find(|text| !text.is_empty())
                .unwrap_or_default();
        }
        if !text.is_empty() && levels.last() != Some(&text) {
            levels.push(text);
        }
    }
    levels.join(LEVELS)
}

#[cfg(test)]
mod tests {
    use kehoach_document::{Cell, Passage};
    use kehoach_model::Place;

    use super::*;

    fn kind(heads: &str) -> TableKind {
        let row = |text: &str| {
            text.split('|')
                .map(|cell| Some(Cell::new(Passage::new(cell.trim(), Place::lines(1, 1)))))
                .collect()
        };
        Columns::read(&Table { header_rows: 1, inferred: false, rows: vec![row(heads)] }).kind
    }

    #[test]
    fn tables_are_told_by_their_heads() {
        for (heads, want) in [
            ("TT|Chỉ tiêu|Mục tiêu 2026|Đơn vị chủ trì tham mưu", TableKind::Indicators),
            ("STT|Tên chỉ tiêu|Đơn vị tính|Kế hoạch năm 2026|Cơ quan chủ trì", TableKind::Indicators),
            ("TT|Nội dung chỉ tiêu|ĐVT|Thực hiện 2025|Năm 2026|Năm 2030|Ghi chú", TableKind::Indicators),
            ("TT|Mục tiêu|Chỉ tiêu năm 2026|Chủ trì", TableKind::Indicators),
            (
                "TT|Nhiệm vụ|Đơn vị chủ trì tham mưu|Cơ quan theo dõi, tổng hợp|Thời gian hoàn thành",
                TableKind::Tasks,
            ),
            (
                "TT|Tên nhiệm vụ|Sở, ngành chủ trì tham mưu|Đơn vị phối hợp thực hiện|Thời gian thực hiện|Ghi chú",
                TableKind::Tasks,
            ),
            ("TT|Nhiệm vụ thực hiện|Người thực hiện|Ghi chú", TableKind::Tasks),
            (
                "STT|Tên dự án|Cơ quan trình|Cơ quan chủ trì thẩm tra|Cơ quan tham gia thẩm tra|Tiến độ trình UBTVQH",
                TableKind::Tasks,
            ),
            ("TT|Nội dung công việc|Cơ quan chủ trì|Cơ quan phối hợp|Sản phẩm|Thời hạn", TableKind::Tasks),
            ("TT|Nhiệm vụ, giải pháp|Chủ trì, phối hợp|Thời gian", TableKind::Tasks),
            ("TT|Mã|Nhiệm vụ|điểm|Diễn giải mô tả công việc", TableKind::Other),
            (
                "STT|NỘI DUNG NHIỆM VỤ ỦY QUYỀN|CĂN CỨ PHÁP LÝ|DANH MỤC TTHC ĐÃ CÔNG BỐ (NẾU CÓ)|GHI CHÚ",
                TableKind::Other,
            ),
            ("Thời gian|Nội dung|Đơn vị/ cá nhân phụ trách", TableKind::Other),
            (
                "TT|Cụm công nghiệp|Địa điểm|Diện tích (ha)|Tỷ lệ lấp đầy (%)|Chủ đầu tư/đơn vị quản lý",
                TableKind::Other,
            ),
            (
                "TT|Tên đơn vị được kiểm tra|Đối tượng kiểm tra|Thời gian công bố Quyết định kiểm tra|Thời hạn kiểm tra",
                TableKind::Other,
            ),
            (
                "TT|Chỉ tiêu|Tổ chức thực hiện / Mục tiêu 2026|Tổ chức thực hiện / Đơn vị chủ trì",
                TableKind::Indicators,
            ),
            ("TT|Chỉ tiêu|ĐVT|Thực hiện / Năm 2025|Kế hoạch / Năm 2026", TableKind::Indicators),
            ("S TT (1)|Nhiệm vụ (2)|Chủ trì (3)|Thời gian (4)", TableKind::Tasks),
            ("TT|Nhóm nhiệm vụ|Nhiệm vụ cụ thể|Chủ trì|Thời gian", TableKind::Tasks),
            ("Lĩnh vực|TT|Chỉ tiêu|Mục tiêu 2026|Chủ trì", TableKind::Indicators),
            ("TT|Nội dung chi|Định mức|Kinh phí", TableKind::Other),
            ("TT|Thành phần thể thức|Loại chữ|Cỡ chữ|Kiểu chữ|Minh hoạ", TableKind::Other),
        ] {
            assert_eq!(kind(heads), want, "{heads}");
        }
    }
}
