use kehoach_model::Section;

use crate::ordinal::{Kind, Ordinal};
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Scope, first_words};

rule! {
    /// The numbered headings of the document jump.
    ///
    /// ## What it finds
    /// A heading whose number is not the next one of its level: III, then V; or 1, 2, then 4. It is told at
    /// the heading after the gap.
    ///
    /// ## Why it matters
    /// A section was deleted, or pages are missing in this copy. References such as "theo Mục IV" point
    /// nowhere.
    ///
    /// ## Fires
    /// ```text
    /// II. MỤC TIÊU
    /// III. NHIỆM VỤ
    /// V. TỔ CHỨC THỰC HIỆN
    /// ```
    ///
    /// ## Silent
    /// ```text
    /// II. MỤC TIÊU
    /// 1. Mục tiêu chung
    /// 2. Mục tiêu cụ thể
    /// III. NHIỆM VỤ
    /// 1. Hạ tầng số
    /// IV. TỔ CHỨC THỰC HIỆN
    /// ```
    ///
    /// Numbers begin anew in each section and in each appendix.
    ///
    /// ## What to do
    /// Look at the original for the missing section. If it is not there, renumber the headings and what
    /// refers to them.
    SectionGap, Warning, check
}

/// A heading that leaps further is read wrongly, or is none.
const FURTHEST: u32 = 5;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    // Without recursion: headings can be nested as deep as a document likes.
    let mut open: Vec<&[Section]> = vec![&scope.plan.outline];
    while let Some(sections) = open.pop() {
        of_level(sections, report);
        open.extend(sections.iter().rev().map(|section| section.sections.as_slice()));
    }
}

fn of_level(sections: &[Section], report: &mut Report<'_>) {
    let mut before: Option<Ordinal> = None;
    for section in sections {
        let Some(own) = section.ordinal.as_deref().and_then(Ordinal::parse) else { continue };
        if let Some(before) = before.as_ref().filter(|before| before.is_beside(&own))
            && own.kind != Kind::Letter
            && own.last > before.last + 1
            && own.last <= before.last + FURTHEST
            // A numbered paragraph is no heading, and its list may go on elsewhere.
            && (section.heading.is_some() || own.kind == Kind::Roman)
        {
            let missing = crate::series::ranges(&own, &(before.last + 1..own.last).collect::<Vec<u32>>());
            let (number, heading) = (own.bare(), first_words(section.heading.as_deref().unwrap_or_default()));
            let values = [
                ("missing", missing.as_str().into()),
                ("ordinal", number.as_str().into()),
                ("heading", heading.as_str().into()),
            ];
            report.say("leap", &values).at(&section.at);
        }
        before = Some(own);
    }
}
