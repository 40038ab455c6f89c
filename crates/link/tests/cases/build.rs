//! A case's plans as records, as the recogniser would give them.

use kehoach_model::{
    Bodies, Body, BodyKind, Citation, Comparator, Confidence, Conservation, Deadline, DeadlineKind, Format,
    Group, Header, Indicator, Issuer, Level, Link, LinkStatus, NumberStatus, Origin, PLAN_SCHEMA, Part,
    Period, Place, Plan, Role, Row, Source, Target, TargetKind, Task,
};
use kehoach_plan::work_key;
use kehoach_viet::{Comparison, Quantity, QuantityKind, Time, TimeKind, key};

use crate::case::{Case, CiteCase, PlanCase, RowCase};

pub(crate) fn plans(case: &Case) -> Vec<Plan> {
    let plans = case.plan.iter().map(|one| {
        let mut plan = plan(one);
        // The first document of a file that holds two, and the second that names its decision.
        if case.plan.iter().any(|other| other.part_of.as_ref() == Some(&one.file)) {
            plan.source.part = Some(Part { index: 1, of: 2, at: Vec::new() });
        }
        if one.part_of.is_some() {
            plan.header.issued_by = plan.id.strip_suffix(".2").map(str::to_owned);
        }
        plan
    });
    plans.collect()
}

fn plan(case: &PlanCase) -> Plan {
    let issuer = case.issuer.as_deref().map(|name| Issuer {
        name: name.to_owned(),
        raw: name.to_uppercase(),
        level: case.level.unwrap_or_else(|| level_of(name)),
        parent: case.parent.clone(),
    });
    let province = case.province.clone().or_else(|| {
        let names = [case.issuer.as_deref(), case.parent.as_deref()];
        names.into_iter().flatten().find_map(province_of)
    });
    let province = province.as_deref();
    let keyed = issuer.as_ref().map(|issuer| (issuer.name.as_str(), issuer.level));
    let work = case.number.as_deref().map(|number| work_key(number, keyed, province, case.date.as_deref()));
    let path = case.part_of.as_deref().unwrap_or(&case.file);
    let sha256 = key::hash(&[path]).repeat(4);
    let suffix = if case.part_of.is_some() { ".2" } else { "" };
    let id = format!("{}~{}{suffix}", work.as_deref().unwrap_or("unknown"), &sha256[..8]);
    let citations: Vec<Citation> = case.cites.iter().zip(1..).map(citation).collect();
    let implements = case
        .cites
        .iter()
        .zip(&citations)
        .filter(|(_, citation)| citation.role == Role::Implements)
        .map(|(cite, citation)| unresolved(cite, citation, province))
        .collect();
    Plan {
        schema: PLAN_SCHEMA.to_owned(),
        id,
        work,
        source: Source {
            path: path.to_owned(),
            same_bytes: Vec::new(),
            part: case.part_of.as_ref().map(|_| Part { index: 2, of: 2, at: Vec::new() }),
            format: case.format.unwrap_or_else(|| format_of(path)),
            sha256,
            bytes: 40_000,
            pages: None,
            text: case.text,
            tools: Vec::new(),
        },
        header: header(case, issuer),
        implements,
        citations,
        outline: Vec::new(),
        objectives: Vec::new(),
        indicators: case.indicators.iter().zip(1..).map(|(row, at)| indicator(row, at)).collect(),
        tasks: case.tasks.iter().zip(1..).map(|(row, at)| task(row, at)).collect(),
        tables: Vec::new(),
        findings: Vec::new(),
        conservation: Conservation::default(),
    }
}

fn header(case: &PlanCase, issuer: Option<Issuer>) -> Header {
    let symbol = case.symbol.clone().or_else(|| case.number.as_deref().map(symbol_of));
    Header {
        kind: Some(case.kind.clone()),
        number_status: match (&case.number, &symbol) {
            (Some(_), _) => NumberStatus::Present,
            (None, Some(_)) => NumberStatus::Blank,
            (None, None) => NumberStatus::Absent,
        },
        number: case.number.clone(),
        symbol,
        date: case.date.clone().filter(|date| date.len() == 10),
        date_partial: case.date.clone(),
        place: None,
        issuer,
        title: case.title.clone(),
        period: case.title.as_deref().and_then(period_of),
        signer: None,
        recipients: case.recipients.clone(),
        issued_by: None,
    }
}

fn citation((cite, line): (&CiteCase, u32)) -> Citation {
    let date = cite.date.as_deref().map(|date| {
        let parts: Vec<&str> = date.split('-').rev().collect();
        format!(" ngày {}", parts.join("/"))
    });
    let number = cite.number.as_deref().map(|number| format!(" số {number}"));
    let issuer = cite.issuer.as_deref().map(|issuer| format!(" của {issuer}"));
    let raw = [Some(cite.kind.clone()), number, date, issuer].into_iter().flatten().collect();
    Citation {
        raw,
        kind: Some(cite.kind.clone()),
        number: cite.number.clone(),
        date: cite.date.clone(),
        issuer: cite.issuer.clone(),
        title: cite.title.clone(),
        role: cite.role,
        nested_in: cite.nested_in,
        at: vec![Place::lines(line, line)],
    }
}

fn unresolved(cite: &CiteCase, citation: &Citation, province: Option<&str>) -> Link {
    let issuer = cite.issuer.as_deref().map(|name| (name, level_of(name)));
    Link {
        citation: citation.clone(),
        work: cite.number.as_deref().map(|number| work_key(number, issuer, province, cite.date.as_deref())),
        status: LinkStatus::Unresolved,
        direct: cite.direct,
        plan: None,
        candidates: Vec::new(),
        discrepancies: Vec::new(),
        confirmed_by: None,
    }
}

fn indicator(case: &RowCase, at: u32) -> Indicator {
    let columns = case.targets.iter().map(|(column, raw)| (Some(column.as_str()), raw.as_str()));
    let single = case.target.as_deref().map(|raw| (None, raw));
    let targets: Vec<Target> =
        single.into_iter().chain(columns).map(|(column, raw)| target(column, raw)).collect();
    let value = targets.first().map(|target| target.raw.clone());
    Indicator { row: row(case, 0, at, value.as_deref()), unit: None, baseline: None, targets }
}

fn task(case: &RowCase, at: u32) -> Task {
    Task {
        row: row(case, 1, at, case.deadline.as_deref()),
        result: case.result.clone(),
        budget: None,
        deadline: case.deadline.as_deref().and_then(deadline),
        origin: Origin::Table,
    }
}

fn row(case: &RowCase, table: u32, at: u32, value: Option<&str>) -> Row {
    let ordinal = case.ordinal.clone().unwrap_or_else(|| at.to_string());
    let groups: Vec<Group> = case
        .groups
        .iter()
        .map(|group| match group.split_once(". ") {
            Some((ordinal, title)) => Group { ordinal: Some(ordinal.to_owned()), title: title.to_owned() },
            None => Group { ordinal: None, title: group.clone() },
        })
        .collect();
    let folded: Vec<String> = groups.iter().map(|group| key::name(&group.title)).collect();
    let cells = [Some(ordinal.as_str()), Some(case.name.as_str()), value, case.lead.as_deref()];
    Row {
        id: row_id(case, table, at),
        row_key: key::hash(&[&key::ascii(&ordinal), &key::name(&case.name), &folded.join("/")]),
        cells: cells.into_iter().map(|cell| cell.unwrap_or_default().to_owned()).collect(),
        ordinal: Some(ordinal),
        groups,
        name: case.name.clone(),
        lead: case.lead.as_deref().map(bodies),
        support: None,
        monitor: None,
        note: None,
        inferred: false,
        confidence: Confidence::Certain,
        at: vec![Place::lines(100 * (table + 1) + at, 100 * (table + 1) + at)],
    }
}

/// Indicators stand in table 0, tasks in table 1, unless the case names the row.
pub(crate) fn row_id(case: &RowCase, table: u32, at: u32) -> String {
    case.row.clone().unwrap_or_else(|| format!("t{table}.r{at}"))
}

fn bodies(raw: &str) -> Bodies {
    let bodies = raw.split(';').map(str::trim).filter(|name| !name.is_empty());
    let body = |name: &str| Body {
        name: name.to_owned(),
        key: key::slug(name),
        kind: match key::ascii(name).split(' ').next() {
            Some("phong" | "so" | "bo") => BodyKind::Department,
            Some("van" | "trung" | "cong") => BodyKind::Office,
            Some("ubnd" | "uy") => BodyKind::Committee,
            Some("cac") => BodyKind::Group,
            _ => BodyKind::Other,
        },
    };
    Bodies { raw: raw.to_owned(), bodies: bodies.map(body).collect() }
}

fn target(column: Option<&str>, raw: &str) -> Target {
    let quantity = Quantity::parse(raw);
    Target {
        column: column.map(str::to_owned),
        period: column
            .and_then(|column| column.split(' ').find(|word| word.starts_with("20")))
            .map(str::to_owned),
        raw: raw.to_owned(),
        kind: match quantity.kind {
            QuantityKind::Percent => TargetKind::Percent,
            QuantityKind::Number => TargetKind::Number,
            QuantityKind::Range => TargetKind::Range,
            QuantityKind::Done => TargetKind::Done,
            QuantityKind::YesNo => TargetKind::YesNo,
            QuantityKind::Text => TargetKind::Text,
        },
        op: quantity.comparison.map(|comparison| match comparison {
            Comparison::Equal => Comparator::Equal,
            Comparison::AtLeast => Comparator::AtLeast,
            Comparison::MoreThan => Comparator::MoreThan,
            Comparison::AtMost => Comparator::AtMost,
            Comparison::LessThan => Comparator::LessThan,
        }),
        low: quantity.low,
        high: quantity.high,
        unit: quantity.unit,
        condition: quantity.condition,
    }
}

fn deadline(raw: &str) -> Option<Deadline> {
    let time = Time::parse(raw)?;
    let iso = |date: Option<kehoach_viet::PartialDate>| date.and_then(kehoach_viet::PartialDate::iso);
    Some(Deadline {
        raw: raw.to_owned(),
        kind: match time.kind {
            TimeKind::Date => DeadlineKind::Date,
            TimeKind::Month => DeadlineKind::Month,
            TimeKind::Quarter => DeadlineKind::Quarter,
            TimeKind::Year => DeadlineKind::Year,
            TimeKind::Range => DeadlineKind::Range,
            TimeKind::From => DeadlineKind::From,
            TimeKind::Recurring => DeadlineKind::Recurring,
            TimeKind::Ongoing => DeadlineKind::Ongoing,
            TimeKind::Immediate => DeadlineKind::Immediate,
            TimeKind::Conditional => DeadlineKind::Conditional,
        },
        start: iso(time.start),
        end: iso(time.end),
    })
}

/// "1174/KH-UBND" gives "KH-UBND", "57-NQ/TW" gives "NQ/TW".
fn symbol_of(number: &str) -> String {
    let symbol = number.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase());
    symbol.trim_start_matches(['/', '-']).to_owned()
}

fn format_of(path: &str) -> Format {
    match path.rsplit('.').next() {
        Some("docx") => Format::Docx,
        Some("html") => Format::Html,
        Some("txt") => Format::Text,
        _ => Format::Pdf,
    }
}

fn level_of(name: &str) -> Level {
    const PARTY: &[&str] = &[
        "Bộ Chính trị",
        "Ban Bí thư",
        "Ban Chấp hành",
        "Ban Chỉ đạo Trung ương",
        "Văn phòng Trung ương",
        "Tỉnh ủy",
        "Thành ủy",
        "Huyện ủy",
        "Đảng ủy",
    ];
    const CENTRAL: &[&str] = &["Chính phủ", "Thủ tướng", "Bộ ", "Quốc hội"];
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if holds(PARTY) {
        Level::Party
    } else if CENTRAL.iter().any(|word| name.starts_with(word)) {
        Level::Central
    } else if name.starts_with("Sở ") {
        Level::Department
    } else if holds(&[" huyện ", " quận ", " thị xã "]) {
        Level::District
    } else if holds(&["dân xã ", "dân phường ", "dân đặc khu ", "dân thị trấn "]) {
        Level::Commune
    } else if holds(&["dân tỉnh ", "dân thành phố "]) {
        Level::Province
    } else {
        Level::Other
    }
}

fn province_of(name: &str) -> Option<String> {
    let marks = [" tỉnh ", " thành phố ", "Tỉnh ủy ", "Thành ủy "];
    marks.iter().find_map(|mark| name.split_once(mark)).map(|(_, place)| place.to_owned())
}

/// The year of "… năm 2026", the years of "… giai đoạn 2026-2030".
fn period_of(title: &str) -> Option<Period> {
    let lower = title.to_lowercase();
    let (_, behind) = lower.rsplit_once("giai đoạn ").or_else(|| lower.rsplit_once("năm "))?;
    let years: Vec<&str> =
        behind.split(|c: char| !c.is_ascii_digit()).filter(|year| year.len() == 4).take(2).collect();
    let (first, last) = (years.first()?, years.last()?);
    Some(Period { start: format!("{first}-01-01"), end: format!("{last}-12-31") })
}
