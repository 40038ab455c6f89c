//! The language of what is written for people.

use kehoach_model::Message;

/// Vietnamese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Lang {
    /// One of two wordings.
    #[must_use]
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// A message in this language.
    #[must_use]
    pub fn of(self, message: &Message) -> &str {
        self.pick(&message.vi, &message.en)
    }
}
