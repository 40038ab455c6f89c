//! The wording that every grammar shares: number and date, annex line, paragraphs, signature
//! (Nghị định 30/2020/NĐ-CP, Phụ lục I).

use super::super::family::{Header, Plan, ProseTask};

/// Quốc hiệu.
pub(super) const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub(super) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// A paragraph of the text between title and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// 1 for "I.", 2 for "1."; 0 for plain text.
    pub(super) heading: usize,
    /// Opens a task of the prose: 1 for "3.", 2 for "3.1."; 0 for all else.
    pub(super) task: usize,
}

/// "Số: 47/KH-UBND"; a blank number leaves `gap`.
pub(super) fn number_line(header: &Header, gap: &str) -> String {
    format!("Số:{}", numbered(header, gap))
}

fn numbered(header: &Header, gap: &str) -> String {
    header.number.as_ref().map_or_else(|| format!("{gap}/{}", header.symbol), |number| format!(" {number}"))
}

/// "Đồng Mây, ngày 15 tháng 01 năm 2026"; a blank day leaves `gap`.
pub(super) fn date_line(header: &Header, gap: &str) -> String {
    format!("{}, {}", header.place, date_words(header, gap))
}

fn date_words(header: &Header, gap: &str) -> String {
    let mut parts = header.date.as_deref().unwrap_or(&header.date_partial).split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().unwrap_or_default();
    let day = parts.next().map_or_else(|| gap.to_owned(), |day| format!(" {day} "));
    format!("ngày{day}tháng {month} năm {year}")
}

/// "(Ban hành kèm theo Kế hoạch số …)".
pub(super) fn attached_line(header: &Header, gap: &str) -> String {
    let (number, date) = (numbered(header, gap), date_words(header, gap));
    format!("(Ban hành kèm theo {} số:{number} {date} của {})", header.kind, header.issuer_short)
}

/// Everything between title and signature.
pub(super) fn body(plan: &Plan) -> Vec<Paragraph> {
    let mut out = Vec::new();
    if let Some(heading) = &plan.basis_heading {
        out.push(Paragraph { heading: 1, ..text(heading.clone()) });
    }
    let dash = if plan.basis_heading.is_some() { "- " } else { "Căn cứ " };
    out.extend(plan.basis.iter().map(|basis| text(format!("{dash}{}", basis.text))));
    out.extend((!plan.opening.is_empty()).then(|| text(plan.opening.clone())));
    for section in &plan.sections {
        let heading = if section.heading.starts_with(|first: char| first.is_ascii_digit()) { 2 } else { 1 };
        out.push(Paragraph { heading, ..text(section.heading.clone()) });
        out.extend(section.body.iter().cloned().map(text));
        out.extend(section.tasks.iter().flat_map(task));
    }
    out.push(text(plan.closing.clone()));
    out
}

const fn text(text: String) -> Paragraph {
    Paragraph { text, heading: 0, task: 0 }
}

fn task(task: &ProseTask) -> Vec<Paragraph> {
    let level = task.ordinal.split('.').count();
    let mut out = vec![Paragraph { task: level, ..text(format!("{}. {}", task.ordinal, task.name)) }];
    if task.gathers {
        return out;
    }
    out.extend(task.extra.iter().map(|extra| text(format!("- {extra}"))));
    out.extend(labelled("Chủ trì thực hiện", &task.lead).into_iter().map(text));
    out.extend(labelled("Phối hợp thực hiện", &task.support).into_iter().map(text));
    let label = task.deadline_label.as_deref().unwrap_or("Thời gian hoàn thành");
    out.push(text(format!("- {label}: {}", task.deadline)));
    out
}

fn labelled(label: &str, values: &[String]) -> Vec<String> {
    match values {
        [value] => vec![format!("- {label}: {value}")],
        _ => std::iter::once(format!("- {label}:")).chain(values.iter().cloned()).collect(),
    }
}

/// The letterhead of the issuer, from the top.
pub(super) fn letterhead(header: &Header) -> Vec<String> {
    header.parent_letterhead.iter().chain(&header.letterhead).cloned().collect()
}

/// "Nơi nhận:" and its entries.
pub(super) fn recipients(header: &Header) -> Vec<String> {
    let entries = header.recipients.iter().map(|recipient| format!("- {recipient}"));
    std::iter::once("Nơi nhận:".to_owned()).chain(entries).collect()
}

#[cfg(test)]
mod tests {
    use super::{Header, attached_line, date_line, number_line};

    fn header(number: Option<&str>, date: Option<&str>) -> Header {
        Header {
            kind: "Kế hoạch".into(),
            number: number.map(String::from),
            symbol: "KH-SNV".into(),
            date: date.map(String::from),
            date_partial: "2026-01".into(),
            place: "Hồng Lam".into(),
            issuer_short: "Sở Nội vụ".into(),
            ..Header::default()
        }
    }

    #[test]
    fn blanks_stay_where_number_and_day_are_missing() {
        let header = header(None, None);
        assert_eq!(number_line(&header, "     "), "Số:     /KH-SNV");
        assert_eq!(date_line(&header, "   "), "Hồng Lam, ngày   tháng 01 năm 2026");
        assert_eq!(
            attached_line(&header, " "),
            "(Ban hành kèm theo Kế hoạch số: /KH-SNV ngày tháng 01 năm 2026 của Sở Nội vụ)"
        );
    }

    #[test]
    fn no_blanks_where_both_are_known() {
        let header = header(Some("5/KH-SNV"), Some("2026-01-09"));
        assert_eq!(number_line(&header, "     "), "Số: 5/KH-SNV");
        assert_eq!(date_line(&header, "   "), "Hồng Lam, ngày 09 tháng 01 năm 2026");
    }
}
