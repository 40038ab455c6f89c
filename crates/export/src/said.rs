//! All that is said of a finding, as one text.

use kehoach_model::Finding;

use crate::{Lang, place, words};

/// What is said, its place where no line can say it, and what would put it right: a fix of a page or a Word file is no
/// change of lines, so other programs can only tell it in words.
pub(crate) fn whole(finding: &Finding, lang: Lang) -> String {
    let mut text = lang.of(&finding.message).to_owned();
    if place::lines(&finding.at).is_none() && !finding.at.is_empty() {
        text = format!("{text} ({})", place::all(&finding.at, lang));
    }
    if let Some(fix) = &finding.fix {
        text = format!("{text} {}: {}", lang.pick("Sửa", "Fix"), words::fix(fix, lang));
    }
    text
}
