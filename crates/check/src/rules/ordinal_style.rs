use std::collections::BTreeMap;

use kehoach_model::Field;

use crate::ordinal::{Kind, Ordinal};
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};

rule! {
    /// The numbers of one table are written in two styles.
    ///
    /// ## What it finds
    /// Numbers of one level of which some end in a full stop and some do not ("1.1." beside "1.2"), or some
    /// begin with a zero and some do not ("01" beside "2"). The style of fewer rows is told, with all its
    /// rows in one finding.
    ///
    /// ## Why it matters
    /// Nothing is wrong with the plan. Programs that compare numbers as text take "1.1." and "1.1" for two;
    /// in the record both stand as printed, and kehoach compares them without the stop.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 1.1. | Rà soát hạ tầng | Phòng Kinh tế |
    /// | 1.2 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND |
    /// | 1.3 | Lắp đặt camera | Công an xã |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 1. | Hạ tầng số | |
    /// | 1.1 | Rà soát hạ tầng | Phòng Kinh tế |
    /// | 1.2 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND |
    ///
    /// Two levels may have two styles.
    ///
    /// ## What to do
    /// Nothing has to be done; for the next version, let Word number the column.
    OrdinalStyle, Info, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        // Ordinals of one depth: "1." above "1.1" is no second style.
        let mut depths: BTreeMap<(usize, bool), Vec<(&Line<'_>, Ordinal)>> = BTreeMap::new();
        for line in &rows.lines {
            if let Some(ordinal) = line.row.ordinal.as_deref().and_then(Ordinal::parse) {
                let depth = (ordinal.above.len(), ordinal.kind == Kind::Number);
                depths.entry(depth).or_default().push((line, ordinal));
            }
        }
        for same in depths.values() {
            tell(report, same, |ordinal| ordinal.end.clone(), "end");
            let below_ten: Vec<_> = same
                .iter()
                .filter(|(_, ordinal)| ordinal.last < 10)
                .map(|(line, it)| (*line, it.clone()))
                .collect();
            tell(report, &below_ten, |ordinal| ordinal.padded.to_string(), "zero");
        }
    }
}

/// Tells the rows that are not written as most are.
fn tell(
    report: &mut Report<'_>,
    same: &[(&Line<'_>, Ordinal)],
    style: impl Fn(&Ordinal) -> String,
    key: &str,
) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, ordinal) in same {
        *counts.entry(style(ordinal)).or_default() += 1;
    }
    // Of two that are as frequent, the first row's counts.
    let first = same.first().map(|(_, ordinal)| style(ordinal)).unwrap_or_default();
    let Some((usual, _)) = counts.iter().max_by_key(|(style, count)| (**count, **style == first)) else {
        return;
    };
    let odd: Vec<_> = same.iter().filter(|(_, ordinal)| style(ordinal) != *usual).collect();
    let Some(example) = same.iter().find(|(_, ordinal)| style(ordinal) == *usual) else { return };
    if odd.is_empty() {
        return;
    }
    let printed = |line: &Line<'_>| line.row.ordinal.clone().unwrap_or_default();
    let shown: Vec<String> = odd.iter().take(5).map(|(line, _)| format!("“{}”", printed(line))).collect();
    let (odd_ones, usual_one) = (shown.join(", "), printed(example.0));
    let mut making = report
        .say(key, &[("odd", odd_ones.as_str().into()), ("usual", usual_one.as_str().into())])
        .field(Field::Ordinal);
    for (line, _) in odd {
        making = making.row(line.row);
    }
}
