//! What a site knows of a plan beside its text.

use super::super::super::family::{Header, Plan};

/// What sites say where they know nothing.
pub(super) const UNKNOWN: &str = "Đang cập nhật";

/// The entry of a plan in a site's database.
#[derive(Debug)]
pub(super) struct Record {
    /// Loại văn bản.
    pub(super) kind: String,
    /// Số hiệu.
    pub(super) number: String,
    /// Nơi ban hành.
    pub(super) issuer: String,
    /// Người ký; not always who signed.
    pub(super) signer: String,
    /// Ngày ban hành, as "29/12/2025".
    pub(super) date: String,
    /// Trích yếu.
    pub(super) subject: String,
    /// What the page is headed with.
    pub(super) heading: String,
}

impl Record {
    /// The entry of this plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let Header { kind, number, issuer, signer, title, .. } = plan.header.clone();
        let mut date: Vec<&str> = plan.header.date.as_deref().unwrap_or(UNKNOWN).split('-').collect();
        date.reverse();
        let year = plan.header.date_partial.split('-').next().unwrap_or_default();
        let named = number.as_ref().map_or_else(|| kind.clone(), |number| format!("{kind} {number}"));
        Self {
            heading: format!("{named} năm {year} của {issuer}"),
            number: number.unwrap_or_else(|| UNKNOWN.to_owned()),
            signer: plan.html.site_signer.clone().unwrap_or(signer),
            date: date.join("/"),
            subject: title.join(" "),
            kind,
            issuer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::vary, *};

    #[test]
    fn a_site_says_what_the_text_says_unless_it_is_wrong() {
        let mut plan = vary::plan(2, 3);
        plan.header.date = Some("2026-01-15".into());
        let record = Record::of(&plan);
        assert_eq!((record.date.as_str(), &record.signer), ("15/01/2026", &plan.header.signer));
        assert_eq!(Some(&record.number), plan.header.number.as_ref());
        plan.html.site_signer = Some("Vi Thị Sương Mai".into());
        plan.header.number = None;
        let record = Record::of(&plan);
        assert_eq!((record.signer.as_str(), record.number.as_str()), ("Vi Thị Sương Mai", UNKNOWN));
    }
}
