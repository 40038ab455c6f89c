//! Real plans, where a checkout has them beside it in `../shared`; nothing of them stands in this project.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;

use common::{ingest, outputs, plans, root};
use kehoach_model::{Comparator, DeadlineKind, Plan, TargetKind};

/// The folder of real plans, or a plain word that it is not there.
#[expect(clippy::print_stderr, reason = "the one thing that a test without its data has to say")]
fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().parent().unwrap().join("shared").join(folder);
    if !path.exists() {
        eprintln!("not checked: ../shared/{folder} is not there");
        return None;
    }
    Some(path)
}

fn real(folder: &str) -> Option<Vec<Plan>> {
    let (out, _) = ingest(&shared(folder)?, &[]);
    Some(plans(out.path()))
}

#[test]
fn every_distinct_target_is_typed() {
    use TargetKind::{Done, Number, Percent, Range, Text, YesNo};
    let Some(plans) = real("seeds") else { return };
    let targets = plans.iter().flat_map(|plan| &plan.indicators).flat_map(|indicator| &indicator.targets);
    let mut seen = BTreeSet::new();
    for target in targets {
        seen.insert(target.raw.clone());
        let value = target.raw.trim_start_matches(['≥', '>', ' ']);
        let op = match target.raw.chars().next() {
            Some('≥') => Some(Comparator::AtLeast),
            Some('>') => Some(Comparator::MoreThan),
            _ => Some(Comparator::Equal),
        };
        let numbers: Vec<f64> =
            value.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        let want = match (target.raw.as_str(), numbers.as_slice()) {
            ("Hoàn thành" | "Đạt", _) => (Done, None, None, None),
            ("Có", _) => (YesNo, None, None, None),
            ("Ứng dụng", _) => (Text, None, None, None),
            (_, [low, high]) => (Range, None, Some(*low), Some(*high)),
            (raw, [value]) if raw.contains('%') => (Percent, op, Some(*value), None),
            (_, [value]) => (Number, op, Some(*value), None),
            other => panic!("a target that no case of this table covers: {other:?}"),
        };
        assert_eq!((target.kind, target.op, target.low, target.high), want, "{}", target.raw);
        let condition =
            value.split_once("% ").map(|(_, condition)| condition).filter(|_| target.kind == Percent);
        assert_eq!(target.condition.as_deref(), condition, "{}", target.raw);
    }
    assert!(seen.len() >= 15, "{seen:?}");
}

#[test]
fn every_distinct_deadline_is_typed() {
    use DeadlineKind::{Conditional, From, Immediate, Month, Ongoing, Quarter, Range, Recurring, Year};
    let (Some(mut plans), Some(annexes)) = (real("seeds"), real("wild/text")) else { return };
    plans.extend(annexes);
    let mut seen = BTreeSet::new();
    for deadline in plans.iter().flat_map(|plan| &plan.tasks).filter_map(|task| task.deadline.as_ref()) {
        seen.insert(deadline.raw.clone());
        let text = deadline.raw.to_lowercase();
        let text = text.trim_end_matches('.');
        let numbers: Vec<u32> =
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        let month = |month: u32, year: u32| {
            let last = match month {
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (format!("{year}-{month:02}-01"), format!("{year}-{month:02}-{last}"))
        };
        let quarter = ["iv", "iii", "ii", "i"]
            .iter()
            .position(|name| text.contains(&format!("quý {name}/")))
            .map(|at| 4 - at as u32);
        let (kind, start, end) = match (text, numbers.as_slice()) {
            (text, _) if text.contains("thường xuyên") => (Ongoing, None, None),
            (text, _)
                if text.starts_with("theo ")
                    || text.starts_with("khi ")
                    || text.starts_with("ngay sau khi ") =>
            {
                (Conditional, None, None)
            }
            (text, []) if text.ends_with(" ngay") => (Immediate, None, None),
            ("hàng năm" | "hằng năm", []) => (Recurring, None, None),
            (text, [first, last]) if text.contains('-') && *first > 2000 => {
                (Range, Some(format!("{first}-01-01")), Some(format!("{last}-12-31")))
            }
            (text, [year]) if quarter.is_some() || text.starts_with("quý") => {
                let quarter = quarter.unwrap();
                (Quarter, Some(month(quarter * 3 - 2, *year).0), Some(month(quarter * 3, *year).1))
            }
            (text, [quarter, year]) if text.starts_with("quý") => {
                (Quarter, Some(month(quarter * 3 - 2, *year).0), Some(month(quarter * 3, *year).1))
            }
            (_, [at, year]) if *at <= 12 => (Month, Some(month(*at, *year).0), Some(month(*at, *year).1)),
            (text, [year]) if text.starts_with("từ ") || text.contains("năm tiếp theo") => {
                (From, Some(format!("{year}-01-01")), None)
            }
            (_, [year]) => (Year, Some(format!("{year}-01-01")), Some(format!("{year}-12-31"))),
            other => panic!("a deadline that no case of this table covers: {other:?}"),
        };
        assert_eq!(
            (deadline.kind, deadline.start.clone(), deadline.end.clone()),
            (kind, start, end),
            "{}",
            deadline.raw
        );
    }
    assert!(seen.len() >= 30, "{} deadlines", seen.len());
}

#[test]
fn no_letter_of_a_real_dump_is_lost() {
    for folder in ["seeds", "wild/text", "renders/flat"] {
        for plan in real(folder).unwrap_or_default() {
            assert_eq!(plan.conservation.text_in, plan.conservation.text_placed, "{}", plan.source.path);
        }
    }
}

#[test]
fn a_bare_annex_is_a_record_and_prose_gives_no_rows() {
    let Some(plans) = real("wild/text") else { return };
    let rows = |name: &str| {
        let plan = plans.iter().find(|plan| plan.source.path.starts_with(name)).unwrap();
        let groups: BTreeSet<_> = plan
            .tasks
            .iter()
            .flat_map(|task| &task.row.groups)
            .filter_map(|group| group.ordinal.clone())
            .collect();
        (plan.indicators.len(), plan.tasks.len(), groups.len())
    };
    assert_eq!(rows("cp-nq-03-2025"), (0, 140, 7));
    assert_eq!(rows("laocai-kh-1105"), (0, 0, 0));
    assert_eq!(rows("ddqh-kh-3260"), (0, 0, 0));
}

#[test]
fn runs_over_real_plans_are_byte_identical() {
    let Some(seeds) = shared("seeds") else { return };
    let (first, _) = ingest(&seeds, &[]);
    let (second, _) = ingest(&seeds, &["--threads", "1"]);
    common::same(&outputs(first.path()), &outputs(second.path()));
}
