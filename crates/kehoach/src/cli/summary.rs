//! What a person reads at the end of an import.

use kehoach::ingest::{Reason, Summary};
use kehoach_model::Outcome;

use super::IngestArgs;
use crate::lang::Lang;
use crate::show::printable;
use crate::tell;

/// A parse that took so long is worth a word, milliseconds.
const SLOW_MS: u64 = 5_000;

pub(super) fn tell_all(summary: &Summary, args: &IngestArgs, lang: Lang) {
    for folder in &summary.emptied {
        tell(&match lang {
            Lang::Vi => {
                format!("{folder}: nay không còn tệp nào; các bản ghi cũ được giữ lại (bỏ bằng --prune)")
            }
            Lang::En => {
                format!("{folder}: shows no file any more; its records are kept (drop them with --prune)")
            }
        });
    }
    if args.dry_run {
        return tell(&dry_run(summary, lang));
    }
    if summary.stopped {
        return tell(&stopped(summary, args, lang));
    }
    if summary.counts.inputs == 0 && summary.run.removed == 0 {
        return tell(lang.pick("không có tệp nào", "there is no file to import"));
    }
    tell(&outcomes(summary, lang));
    tell(&contents(summary, args, lang));
    if summary.links.links > 0 {
        tell(&links(summary, lang));
    }
    tell(&of_this_run(summary, lang));
    reasons(&summary.skips, summary.counts.skipped, Outcome::Skipped, lang);
    reasons(&summary.rejections, summary.counts.rejected, Outcome::Rejected, lang);
    reasons(&summary.failures, summary.counts.failed, Outcome::Failed, lang);
    for unused in &summary.unused_overrides {
        let unused = printable(unused);
        tell(&match lang {
            Lang::Vi => format!("overrides.toml: không khớp với trích dẫn hay văn bản nào: {unused}"),
            Lang::En => format!("overrides.toml: fits no citation or no document: {unused}"),
        });
    }
    slow(summary, lang);
    next(summary, args, lang);
}

fn outcomes(summary: &Summary, lang: Lang) -> String {
    let counts = &summary.counts;
    let parts = [
        (counts.done, Outcome::Done),
        (counts.with_findings, Outcome::DoneWithFindings),
        (counts.skipped, Outcome::Skipped),
        (counts.rejected, Outcome::Rejected),
        (counts.failed, Outcome::Failed),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, outcome)| format!("{count} {}", lang.outcome(*outcome))).collect();
    let parts = parts.join(", ");
    match lang {
        Lang::Vi => format!("{} tệp: {parts}", counts.inputs),
        Lang::En => format!("{}: {parts}", counted(counts.inputs, "input")),
    }
}

fn contents(summary: &Summary, args: &IngestArgs, lang: Lang) -> String {
    let counts = &summary.counts;
    let out = args.out.join("plans.ndjson");
    let out = out.display();
    match lang {
        Lang::Vi => format!(
            "{} văn bản, {} chỉ tiêu, {} nhiệm vụ → {out}",
            counts.plans, counts.indicators, counts.tasks
        ),
        Lang::En => format!(
            "{}, {}, {} → {out}",
            counted(counts.plans, "document"),
            counted(counts.indicators, "indicator"),
            counted(counts.tasks, "task")
        ),
    }
}

fn links(summary: &Summary, lang: Lang) -> String {
    let links = &summary.links;
    let mut parts = vec![match lang {
        Lang::Vi => format!("{}/{} liên kết tìm được văn bản", links.resolved, links.links),
        Lang::En => format!("{} of {} resolved", links.resolved, counted(links.links, "link")),
    }];
    if links.ambiguous > 0 {
        parts.push(format!("{} {}", links.ambiguous, lang.pick("chưa rõ văn bản nào", "ambiguous")));
    }
    if links.with_discrepancies > 0 {
        let what = lang.pick("ghi khác số, ngày hoặc cơ quan", "with another number, date or issuer");
        parts.push(format!("{} {what}", links.with_discrepancies));
    }
    if links.carried_on > 0 {
        parts.push(match lang {
            Lang::Vi => format!("{} dòng tiếp nối dòng của cấp trên", links.carried_on),
            Lang::En => format!("{} from a parent", counted(links.carried_on, "row")),
        });
    }
    parts.join(", ")
}

fn run_parts(summary: &Summary, lang: Lang) -> String {
    let run = &summary.run;
    let parts = [
        (run.new, lang.pick("mới", "new")),
        (run.changed, lang.pick("đã đổi", "changed")),
        (run.again, lang.pick("đọc lại", "read again")),
        (run.unchanged, lang.pick("không đổi", "unchanged")),
        (run.removed, lang.pick("không còn", "removed")),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if parts.is_empty() { lang.pick("không có gì", "nothing").to_owned() } else { parts.join(", ") }
}

fn of_this_run(summary: &Summary, lang: Lang) -> String {
    format!("{}: {}", lang.pick("lần này", "this run"), run_parts(summary, lang))
}

fn dry_run(summary: &Summary, lang: Lang) -> String {
    let parts = run_parts(summary, lang);
    match lang {
        Lang::Vi => format!("sẽ nhập (chưa ghi gì): {parts}"),
        Lang::En => format!("would import (nothing was written): {parts}"),
    }
}

fn stopped(summary: &Summary, args: &IngestArgs, lang: Lang) -> String {
    let run = &summary.run;
    let done = run.new + run.changed + run.again + run.unchanged;
    let out = args.out.display();
    match lang {
        Lang::Vi => format!(
            "đã dừng sau {done} tệp; mọi kết quả đã đọc được giữ lại. Chạy lại đúng lệnh này để tiếp tục; các tệp \
             trong {out} là của lần nhập hoàn tất trước (nếu có)"
        ),
        Lang::En => format!(
            "stopped after {}; what was read is kept. Run the same command again to go on; until then the files in \
             {out} are those of the last complete import, if there was one",
            counted(done, "input")
        ),
    }
}

fn reasons(reasons: &[Reason], inputs: u64, outcome: Outcome, lang: Lang) {
    if reasons.is_empty() {
        return;
    }
    tell(&format!("{} {}:", inputs, lang.outcome(outcome)));
    for reason in reasons {
        let shown = reason.examples.iter().map(|path| printable(path)).collect::<Vec<_>>().join(", ");
        let more = reason.inputs.saturating_sub(reason.examples.len() as u64);
        let more = match (more, lang) {
            (0, _) => String::new(),
            (more, Lang::Vi) => format!(" và {more} tệp nữa"),
            (more, Lang::En) => format!(" and {more} more"),
        };
        tell(&format!("  {} × {}", reason.inputs, printable(&reason.reason)));
        tell(&format!("      {shown}{more}"));
    }
    let told: u64 = reasons.iter().map(|reason| reason.inputs).sum();
    if told < inputs {
        let rest = inputs - told;
        tell(&match lang {
            Lang::Vi => format!("  {rest} × vì các lý do khác"),
            Lang::En => format!("  {rest} × for other reasons"),
        });
    }
}

fn slow(summary: &Summary, lang: Lang) {
    let slow = summary.slowest.iter().filter(|slow| slow.ms >= SLOW_MS);
    let slow: Vec<String> =
        slow.map(|slow| format!("{} ({:.0} s)", printable(&slow.path), slow.ms as f64 / 1e3)).collect();
    if !slow.is_empty() {
        tell(&format!("{}: {}", lang.pick("lâu nhất", "slowest"), slow.join(", ")));
    }
}

fn next(summary: &Summary, args: &IngestArgs, lang: Lang) {
    let counts = &summary.counts;
    if counts.rejected + counts.failed == 0 {
        return;
    }
    let failures = args.out.join("failures.ndjson");
    tell(&match lang {
        Lang::Vi => format!("đầy đủ tệp và lý do: {}", failures.display()),
        Lang::En => format!("all of them with their reasons: {}", failures.display()),
    });
    if counts.failed > 0 && !args.retry_failed {
        tell(lang.pick(
            "thử lại các tệp lỗi: chạy lại lệnh này với --retry-failed",
            "to try the failed ones again: the same command with --retry-failed",
        ));
    }
}

fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
