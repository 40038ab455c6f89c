//! Names of severities and fields in both languages.

use kehoach_model::{Field, Fix, Severity};

use crate::Lang;

/// A severity as people say it.
#[must_use]
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("lỗi", "error"),
        Severity::Warning => lang.pick("cảnh báo", "warning"),
        Severity::Info => lang.pick("thông tin", "info"),
    }
}

/// A severity as programs say it.
pub(crate) fn plain(severity: Severity) -> &'static str {
    self::severity(severity, Lang::En)
}

/// "a → b"; "?" where it is only known that it is wrong.
pub(crate) fn fix(fix: &Fix, lang: Lang) -> String {
    let from = fix.from.as_deref().unwrap_or_else(|| lang.pick("(trống)", "(blank)"));
    format!("{from} → {}", fix.to.as_deref().unwrap_or("?"))
}

/// A column as people say it.
pub(crate) fn field(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Ordinal => lang.pick("TT", "No"),
        Field::Name => lang.pick("Nội dung", "Name"),
        Field::Unit => lang.pick("Đơn vị tính", "Unit"),
        Field::Baseline => lang.pick("Hiện trạng", "Baseline"),
        Field::Target => lang.pick("Mục tiêu", "Target"),
        Field::Lead => lang.pick("Chủ trì", "Lead"),
        Field::Support => lang.pick("Phối hợp", "Support"),
        Field::Monitor => lang.pick("Theo dõi", "Monitor"),
        Field::Result => lang.pick("Kết quả", "Result"),
        Field::Budget => lang.pick("Kinh phí", "Budget"),
        Field::Deadline => lang.pick("Thời gian", "Deadline"),
        Field::Note => lang.pick("Ghi chú", "Note"),
    }
}

/// A column as the contract says it.
pub(crate) fn field_name(field: Field) -> String {
    // The names of the contract are the variants in lower case, all of one word.
    format!("{field:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_as_the_contract_writes_it() {
        for field in [Field::Ordinal, Field::Name, Field::Deadline, Field::Note] {
            assert_eq!(serde_json::to_string(&field).unwrap(), format!("{:?}", field_name(field)));
        }
    }
}
