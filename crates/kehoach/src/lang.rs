//! The language of what the program says to people.

use kehoach_model::Outcome;

/// Vietnamese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    Vi,
    En,
}

impl From<Lang> for kehoach_export::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

impl Lang {
    /// The language asked for, else that of the environment.
    pub(crate) fn of(asked: Option<&str>) -> Self {
        let environment = || {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        };
        let name = asked.map(str::to_owned).or_else(environment).unwrap_or_default();
        if name.starts_with("vi") { Self::Vi } else { Self::En }
    }

    pub(crate) fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    pub(crate) fn outcome(self, outcome: Outcome) -> &'static str {
        match (self, outcome) {
            (Self::Vi, Outcome::Done) => "xong",
            (Self::Vi, Outcome::DoneWithFindings) => "xong nhưng có điểm cần xem",
            (Self::Vi, Outcome::Skipped) => "bỏ qua",
            (Self::Vi, Outcome::Rejected) => "không nhận",
            (Self::Vi, Outcome::Failed) => "lỗi",
            (Self::En, Outcome::Done) => "done",
            (Self::En, Outcome::DoneWithFindings) => "done with findings",
            (Self::En, Outcome::Skipped) => "skipped",
            (Self::En, Outcome::Rejected) => "rejected",
            (Self::En, Outcome::Failed) => "failed",
        }
    }
}
