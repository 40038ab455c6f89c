//! The first sheet: how often each rule speaks, with links to the sheets.

use kehoach_model::Rule;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::{Looks, Sheet};
use crate::{View, words};

/// Widths of the columns, letters.
const WIDTHS: [f64; 6] = [28.0, 12.0, 12.0, 12.0, 60.0, 80.0];

pub(super) fn write(
    page: &mut Worksheet,
    sheets: &[(Rule, Sheet)],
    view: &View,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let lang = view.lang;
    page.set_name(lang.pick("Tổng hợp", "Overview"))?;
    let heads = [
        lang.pick("Quy tắc", "Rule"),
        lang.pick("Mức độ", "Severity"),
        lang.pick("Số điểm", "Findings"),
        lang.pick("Số văn bản", "Documents"),
        lang.pick("Nội dung", "Says"),
        lang.pick("Cần làm gì (tiếng Anh)", "What to do"),
    ];
    for (column, (head, width)) in (0_u16..).zip(heads.iter().zip(WIDTHS)) {
        page.write_string_with_format(0, column, *head, &looks.head)?;
        page.set_column_width(column, width)?;
    }
    page.set_freeze_panes(1, 0)?;
    for (at, (rule, sheet)) in (1_u32..).zip(sheets) {
        let name = rule.name();
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(&name);
        page.write_url_with_format(at, 0, url, &looks.link)?;
        let severity = sheet.severity();
        page.write_string_with_format(at, 1, words::severity(severity, lang), looks.severity(severity))?;
        page.write_number_with_format(at, 2, sheet.len() as f64, &looks.text)?;
        page.write_number_with_format(at, 3, sheet.documents() as f64, &looks.text)?;
        let text = view.rule(*rule);
        let title = text.map_or("", |text| lang.of(&text.title));
        page.write_string_with_format(at, 4, title, &looks.text)?;
        let help = text.and_then(crate::RuleText::help).unwrap_or_default();
        page.write_string_with_format(at, 5, help, &looks.text)?;
    }
    if let Ok(last) = u32::try_from(sheets.len())
        && last > 0
    {
        page.autofilter(0, 0, last, 5)?;
    }
    Ok(())
}
