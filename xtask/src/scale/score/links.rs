//! Whether plans were linked to the plans that they carry out.

use std::collections::BTreeMap;

use super::{
    Scored,
    load::{Link, Output, Record},
    share,
};

/// One group of plans, and what became of their links.
#[derive(Default)]
struct Tally {
    /// Plans whose parent is in the corpus.
    wanted: usize,
    /// Of those, with a link to it.
    right: usize,
    /// Links to another plan.
    wrong: usize,
    /// Plans without a resolved link whose parent is in the corpus, and which of those said that several fit.
    silent: usize,
    ambiguous: usize,
}

/// Scores the links.
pub(super) fn score(output: &Output<'_>) -> Scored {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for record in &output.records {
        let groups = groups(record);
        let wanted = record.truth.parents.is_some();
        let (mut right, mut resolved) = (false, 0);
        let mut strays = 0;
        for link in record.links.iter().filter(|link| link.status == "resolved") {
            resolved += 1;
            let target = link.plan.as_ref().and_then(|id| output.by_id(id));
            if target.is_some_and(|target| target.is_parent_of(record.truth)) {
                right = true;
                continue;
            }
            strays += 1;
            let found = target.map_or("?", |target| &target.truth.work);
            wrong.push(format!("{} -> {found}: {}", told(record), link.citation.raw));
        }
        let ambiguous = record.links.iter().any(|link| link.status == "ambiguous");
        if wanted && !right {
            let said: Vec<String> = record.links.iter().map(words).collect();
            missed.push(format!("{}: {}", told(record), said.join(" | ")));
        }
        for group in groups {
            let tally = tallies.entry(group).or_default();
            tally.wanted += usize::from(wanted);
            tally.right += usize::from(right);
            tally.wrong += strays;
            tally.silent += usize::from(wanted && resolved == 0);
            tally.ambiguous += usize::from(wanted && resolved == 0 && ambiguous);
        }
    }
    let mut lines = vec!["links".to_owned()];
    for (group, Tally { wanted, right, wrong, silent, ambiguous }) in tallies {
        let precision = share("precision", right, right + wrong);
        let recall = share("recall", right, wanted);
        lines
            .push(format!("  {group:26} {precision:36} {recall:32} silent {silent} ({ambiguous} ambiguous)"));
    }
    Scored { lines, errors: vec![("links to another plan", wrong), ("plans without their parent", missed)] }
}

fn groups(record: &Record<'_>) -> Vec<&'static str> {
    let mut groups = vec!["all"];
    let Some(citation) = &record.truth.citation else {
        groups.push("provinces");
        return groups;
    };
    groups.push(match (&record.truth.parents, &citation.right_number, &citation.right_date) {
        (None, _, _) => "parent not in the corpus",
        (_, None, None) => "clean",
        (_, Some(_), None) => "wrong number",
        (_, None, Some(_)) => "wrong date",
        (_, Some(_), Some(_)) => "wrong number and date",
    });
    if record.truth.parents.is_some() && !citation.names_province {
        groups.push("without the province's name");
    }
    groups
}

fn told(record: &Record<'_>) -> String {
    let truth = record.truth;
    let slips = truth.citation.as_ref().map(|citation| {
        let slip = |what: &str, right: &Option<String>| {
            right.as_ref().map(|right| format!(" ({what} should be {right})")).unwrap_or_default()
        };
        slip("number", &citation.right_number) + &slip("date", &citation.right_date)
    });
    format!("{} {}{}", truth.file, truth.work, slips.unwrap_or_default())
}

fn words(link: &Link) -> String {
    format!("{} [{}]", link.citation.raw, link.status)
}
