//! Labels in front of a value: "- Chủ trì thực hiện: Văn phòng Sở", in prose and inside cells.

use kehoach_document::{Meaning, label};
use kehoach_model::Field;
use kehoach_viet::key;

use crate::data::LABELS;

/// A labelled value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labelled<'a> {
    /// What the label stands for.
    pub(crate) field: Field,
    /// The text behind the colon; empty where lines below hold the value.
    pub(crate) value: &'a str,
}

/// Reads "- LABEL: value".
pub(crate) fn parse(text: &str) -> Option<Labelled<'_>> {
    /// No label of the data file is longer.
    const LONGEST: usize = 80;
    let body = label::parse(text).filter(|label| !label.kind.is_numbered()).map_or(text, |label| label.rest);
    let colon = body.find(':').filter(|&colon| colon <= LONGEST)?;
    let field = field(body.get(..colon)?)?;
    Some(Labelled { field, value: body.get(colon + 1..)?.trim() })
}

/// Reads "- LABEL: value; LABEL: value": all labelled values of a line, none where it begins with no label.
pub(crate) fn parse_all(text: &str) -> Vec<Labelled<'_>> {
    let Some(mut last) = parse(text) else { return Vec::new() };
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) =
        last.value.get(from..).and_then(|rest| rest.find(['.', ';', ','])).map(|at| from + at)
    {
        let behind = last.value.get(at + 1..).unwrap_or_default();
        let next = Some(behind.trim_start_matches([' ', '-', '+']))
            .filter(|next| next.starts_with(char::is_uppercase));
        match next.and_then(parse) {
            Some(next) => {
                let value = last.value.get(..at).unwrap_or_default().trim_end();
                all.push(Labelled { field: last.field, value });
                (last, from) = (next, 0);
            }
            None => from = at + 1,
        }
    }
    all.push(last);
    all
}

fn field(label: &str) -> Option<Field> {
    match LABELS.meaning(&key::ascii(label))? {
        Meaning::Field(field) => Some(field),
        Meaning::LeadAndSupport => None,
    }
}

/// Parts "Chủ trì: A; Phối hợp: B" into both values.
pub(crate) fn split_lead_and_support(cell: &str) -> Option<(String, String)> {
    let (mut lead, mut support) = (None, None);
    let mut starts: Vec<(usize, usize, Field)> = Vec::new();
    for (colon, _) in cell.match_indices(':') {
        let before = cell.get(..colon)?;
        let start = before.rfind([';', '.', ':', '\n']).map_or(0, |at| at + 1);
        let start = before.get(start..)?.rfind(" - ").map_or(start, |dash| start + dash + 3);
        // A line end inside a cell is a blank here: "Chủ trì: Phòng A Phối hợp: Phòng B".
        let words = before.match_indices(' ').map(|(at, _)| at + 1).filter(|at| *at > start);
        let label = std::iter::once(start).chain(words).find_map(|at| {
            let name = before.get(at..)?.trim().trim_start_matches(['-', '+', '•']).trim();
            let capital = at == start || name.starts_with(char::is_uppercase);
            Some((at, field(name).filter(|_| capital)?))
        });
        if let Some((start, field @ (Field::Lead | Field::Support))) = label {
            starts.push((start, colon + 1, field));
        }
    }
    // Text in front of the first label would be lost.
    let head = cell.get(..starts.first()?.0)?;
    if head.contains(char::is_alphanumeric) {
        return None;
    }
    for (at, &(_, value, field)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(cell.len(), |next| next.0);
        let text = cell.get(value..end)?.trim().trim_end_matches([';', '-', '+']).trim_end();
        let slot = if field == Field::Lead { &mut lead } else { &mut support };
        slot.get_or_insert_with(|| text.to_owned());
    }
    Some((lead?, support.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_prose() {
        for (text, want) in [
            ("- Chủ trì thực hiện: Văn phòng Sở.", Some((Field::Lead, "Văn phòng Sở."))),
            ("- Đơn vị chủ trì: Phòng A", Some((Field::Lead, "Phòng A"))),
            ("Cơ quan phối hợp: các xã", Some((Field::Support, "các xã"))),
            ("- Thời gian hoàn thành: Quý I/2026.", Some((Field::Deadline, "Quý I/2026."))),
            ("+ Thời gian thực hiện:", Some((Field::Deadline, ""))),
            ("- Kết quả: Báo cáo", Some((Field::Result, "Báo cáo"))),
            ("- Chủ trì thẩm tra: các dự án luật", None),
            ("3.3. Thời gian kiểm tra: 02 ngày", None),
            ("Ông A - Phó Trưởng đoàn: Chủ trì, phụ trách", None),
        ] {
            assert_eq!(parse(text).map(|labelled| (labelled.field, labelled.value)), want, "{text}");
        }
    }

    #[test]
    fn labels_of_one_line() {
        let all = |text| -> Vec<(Field, String)> {
            parse_all(text).into_iter().map(|labelled| (labelled.field, labelled.value.to_owned())).collect()
        };
        assert_eq!(
            all("- Chủ trì: Sở A; Phối hợp: Sở B, các xã; Thời gian: Quý I/2026."),
            [
                (Field::Lead, "Sở A".into()),
                (Field::Support, "Sở B, các xã".into()),
                (Field::Deadline, "Quý I/2026.".into())
            ]
        );
        assert_eq!(all("- Chủ trì: Sở A; Sở B."), [(Field::Lead, "Sở A; Sở B.".into())]);
        assert_eq!(all("Ông A; Chủ trì: Sở B"), []);
    }

    #[test]
    fn lead_and_support_in_one_cell() {
        let split = |cell| split_lead_and_support(cell);
        assert_eq!(split("Chủ trì: Sở A; Phối hợp: Sở B, Sở C"), Some(("Sở A".into(), "Sở B, Sở C".into())));
        assert_eq!(
            split("- Cơ quan chủ trì: Sở A - Cơ quan phối hợp: Sở B."),
            Some(("Sở A".into(), "Sở B.".into()))
        );
        assert_eq!(
            split("Chủ trì: Phòng Kinh tế Đơn vị phối hợp: các thôn"),
            Some(("Phòng Kinh tế".into(), "các thôn".into()))
        );
        assert_eq!(
            split("- Cơ quan đầu mối, phê duyệt kế hoạch: Sở Nội vụ - Cơ quan thực hiện: Sở KHCN"),
            None
        );
        assert_eq!(split("Sở Nội vụ"), None);
    }
}
