//! What there is to say about a link.

use kehoach_model::{Discrepancy, Finding, Fix, Link, LinkStatus, Rule, Severity};

/// `parent-number-mismatch`, `parent-not-found` or `parent-ambiguous`, at the citation.
pub(crate) fn of_link(link: &Link) -> Vec<Finding> {
    let cited = link.citation.raw.as_str();
    let found = match link.status {
        LinkStatus::Resolved => link.discrepancies.iter().map(|found| mismatch(link, found)).collect(),
        LinkStatus::Unresolved => vec![Finding::new(
            Rule::ParentNotFound,
            Severity::Info,
            format!("Không có trong kho: {cited}."),
            format!("Not in the corpus: {cited}."),
        )],
        LinkStatus::Ambiguous => {
            let ids: Vec<&str> = link.candidates.iter().map(|candidate| candidate.plan.as_str()).collect();
            vec![Finding::new(
                Rule::ParentAmbiguous,
                Severity::Info,
                format!("Có thể là một trong các văn bản {}: {cited}.", ids.join(", ")),
                format!("May be one of {}: {cited}.", ids.join(", ")),
            )]
        }
    };
    found.into_iter().map(|finding: Finding| finding.at(link.citation.at.clone())).collect()
}

fn mismatch(link: &Link, found: &Discrepancy) -> Finding {
    let (what_vi, what_en) = match found.field.as_str() {
        "number" => ("số", "number"),
        "date" => ("ngày", "date"),
        _ => ("cơ quan ban hành", "issuer"),
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    let (cited, there) = (value(&found.cited), value(&found.found));
    let plan = link.plan.as_deref().unwrap_or_default();
    let mut finding = Finding::new(
        Rule::ParentNumberMismatch,
        Severity::Warning,
        format!("Viện dẫn ghi {what_vi} “{cited}”, văn bản được dẫn ({plan}) ghi “{there}”."),
        format!("The citation says {what_en} “{cited}”, the document that it means ({plan}) says “{there}”."),
    );
    finding.fix = Some(Fix {
        field: format!("implements.citation.{}", found.field),
        from: found.cited.clone(),
        to: found.found.clone(),
    });
    finding
}
