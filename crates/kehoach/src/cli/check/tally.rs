//! How many findings there are, for the last line and the exit code.

use kehoach_model::Severity;

use crate::lang::Lang;
use crate::tell;

/// How many findings there are.
pub(super) struct Tally {
    pub(super) documents: u64,
    /// Those of which something is shown.
    pub(super) with_findings: u64,
    pub(super) suppressed: u64,
    shown: Counts,
    hidden: Counts,
    least: Severity,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    errors: u64,
    warnings: u64,
    infos: u64,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        } += 1;
    }

    fn all(self) -> u64 {
        self.errors + self.warnings + self.infos
    }

    /// "3 errors, 9 warnings".
    fn told(self, lang: Lang) -> String {
        let parts = [
            (self.errors, "lỗi", "error"),
            (self.warnings, "cảnh báo", "warning"),
            (self.infos, "thông tin", "info"),
        ];
        let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
        parts.map(|(count, vi, en)| counted(count, vi, en, lang)).collect::<Vec<_>>().join(", ")
    }
}

impl Tally {
    pub(super) fn new(least: Severity) -> Self {
        Self {
            documents: 0,
            with_findings: 0,
            suppressed: 0,
            shown: Counts::default(),
            hidden: Counts::default(),
            least,
        }
    }

    pub(super) fn show(&mut self, severity: Severity) {
        self.shown.add(severity);
    }

    pub(super) fn hide(&mut self, severity: Severity) {
        self.hidden.add(severity);
    }

    /// Whether nothing that is shown weighs as much as a warning.
    pub(super) fn is_clean(&self) -> bool {
        self.shown.errors + self.shown.warnings == 0
    }

    pub(super) fn tell(&self, lang: Lang) {
        tell(&self.told(lang));
    }

    fn told(&self, lang: Lang) -> String {
        let documents = counted(self.documents, "văn bản", "document", lang);
        let all = self.shown.all();
        let mut parts = vec![match (all, lang) {
            (0, Lang::Vi) => format!("không có điểm nào cần xem trong {documents}"),
            (0, Lang::En) => format!("no findings in {documents}"),
            (_, Lang::Vi) => {
                format!(
                    "{all} điểm cần xem ({}) trong {}/{documents}",
                    self.shown.told(lang),
                    self.with_findings
                )
            }
            (_, Lang::En) => {
                let findings = counted(all, "", "finding", lang);
                format!("{findings} ({}) in {} of {documents}", self.shown.told(lang), self.with_findings)
            }
        }];
        if self.hidden.all() > 0 {
            let hidden = self.hidden.told(lang);
            let verb = if self.hidden.all() == 1 { "is" } else { "are" };
            let lower =
                if self.hidden.infos > 0 || self.least == Severity::Warning { "info" } else { "warning" };
            parts.push(match lang {
                Lang::Vi => format!("không hiện {hidden} (xem bằng --min-severity {lower})"),
                Lang::En => format!("{hidden} {verb} not shown (--min-severity {lower})"),
            });
        }
        if self.suppressed > 0 {
            let suppressed = self.suppressed;
            parts.push(match lang {
                Lang::Vi => format!("{suppressed} đã bỏ qua"),
                Lang::En => format!("{suppressed} suppressed"),
            });
        }
        parts.join("; ")
    }
}

fn counted(count: u64, vi: &str, en: &str, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Vi, _) => format!("{count} {vi}"),
        (Lang::En, 1) => format!("1 {en}"),
        (Lang::En, _) => format!("{count} {en}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_says_what_is_there_and_what_is_not_shown() {
        let mut tally = Tally::new(Severity::Warning);
        tally.documents = 5;
        assert_eq!(tally.told(Lang::En), "no findings in 5 documents");
        tally.hide(Severity::Info);
        assert_eq!(
            tally.told(Lang::En),
            "no findings in 5 documents; 1 info is not shown (--min-severity info)"
        );
        assert!(tally.is_clean());
        tally.with_findings = 4;
        tally.suppressed = 2;
        for severity in [Severity::Error, Severity::Warning, Severity::Warning] {
            tally.show(severity);
        }
        tally.hide(Severity::Info);
        assert_eq!(
            tally.told(Lang::En),
            "3 findings (1 error, 2 warnings) in 4 of 5 documents; 2 infos are not shown (--min-severity info); 2 suppressed"
        );
        assert_eq!(
            tally.told(Lang::Vi),
            "3 điểm cần xem (1 lỗi, 2 cảnh báo) trong 4/5 văn bản; không hiện 2 thông tin (xem bằng --min-severity info); 2 đã bỏ qua"
        );
        assert!(!tally.is_clean());
    }
}
