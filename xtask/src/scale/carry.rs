//! The rows of a commune's plan: what it carries on of its province's plan, and what nobody told it to do.

use super::{
    commune::Seat,
    derive,
    draw::Draw,
    place::village,
    row::{self, Kind, Row},
    template::{Template, choose},
};

/// Of a hundred rows that only a province can carry out, so many are copied all the same.
const COPIED_BLINDLY: usize = 8;
/// Of a hundred rows carried on so many are changed once more.
const CHANGED_TWICE: usize = 20;
/// Of a hundred rows of its own so many are such as provinces have.
const LIKE_THE_PROVINCE: usize = 10;

/// The rows of a kind: those carried on where the plan is `linked`, and those of the commune's own.
pub(super) fn rows(seat: &Seat<'_>, kind: Kind, count: usize, linked: bool, draw: &mut Draw) -> Vec<Row> {
    let carried = if linked { count * draw.between(70, 85) / 100 } else { 0 };
    let mut taken: Vec<(usize, &Row)> = seat
        .parent
        .of(kind)
        .enumerate()
        .filter(|(_, row)| row.portable || draw.percent(COPIED_BLINDLY))
        .collect();
    draw.shuffle(&mut taken);
    taken.truncate(carried);
    taken.sort_by_key(|(at, _)| *at);
    let mut rows: Vec<Row> = Vec::new();
    for (at, row) in taken {
        if rows.len() < carried {
            rows.extend(carry(seat, at, row, draw));
        }
    }
    let own = count.saturating_sub(rows.len());
    let like = if linked { (0..own).filter(|_| draw.percent(LIKE_THE_PROVINCE)).count() } else { 0 };
    for template in unused(seat, kind, like, draw) {
        let mut own = row::provincial(template, seat.province, seat.parent.style.year, draw);
        derive::adapt(&mut own, seat.province, seat.commune);
        rows.insert(draw.below(rows.len() + 1), own);
    }
    for template in choose(&seat.pools.own, kind, own - like, &[], draw) {
        let mut own = row::of(template);
        fill(&mut own, seat, draw);
        rows.insert(draw.below(rows.len() + 1), own);
    }
    // Two rows with one name would be two answers to one question.
    let mut names: Vec<String> = Vec::new();
    rows.retain(|row| {
        let name = row.name();
        let new = !names.contains(&name);
        names.push(name);
        new
    });
    for row in &mut rows {
        charge(row, seat, draw);
        row.slip(draw);
    }
    rows
}

/// Rows that a province might have and this one has not; few of them are near neighbours of one that it has.
fn unused<'a>(seat: &Seat<'a>, kind: Kind, count: usize, draw: &mut Draw) -> Vec<&'a Template> {
    let pool = &seat.pools.province;
    let used: Vec<&Template> = seat.parent.of(kind).filter_map(|row| pool.get(row.template)).collect();
    let mut unused: Vec<&Template> = pool
        .iter()
        .filter(|template| template.kind == kind && template.portable)
        .filter(|template| used.iter().all(|other| other.id != template.id))
        .filter(|template| used.iter().all(|other| other.line != template.line) || draw.percent(20))
        .collect();
    draw.shuffle(&mut unused);
    unused.truncate(count);
    unused
}

/// What becomes of the parent's row at a place: one row, or two.
fn carry(seat: &Seat<'_>, at: usize, parent: &Row, draw: &mut Draw) -> Vec<Row> {
    let mut row = parent.clone();
    row.parent = Some(at);
    let mut rows = Vec::new();
    if parent.portable && draw.percent(50) {
        derive::adapt(&mut row, seat.province, seat.commune);
    }
    for _ in 0..if draw.percent(CHANGED_TWICE) { 2 } else { 1 } {
        match draw.below(100) {
            0..15 if derive::narrow(&mut row, draw) => {}
            0..25 => derive::widen(&mut row, draw),
            25..42 => derive::reword(&mut row, draw),
            42..46 if rows.is_empty() => {
                let [first, second] = derive::split(row.clone(), draw);
                row = first;
                rows.push(second);
            }
            _ => {}
        }
    }
    rows.insert(0, row);
    // A change can end in the words of another row of the parent: then it was none.
    let other = |row: &Row| {
        let name = row.name();
        seat.parent.of(parent.kind).enumerate().any(|(place, other)| place != at && other.name() == name)
    };
    if rows.iter().any(other) {
        return vec![Row { parent: Some(at), ..parent.clone() }];
    }
    rows
}

fn fill(row: &mut Row, seat: &Seat<'_>, draw: &mut Draw) {
    let (here, there) = (village(draw), village(draw));
    let (number, month) = (draw.between(2, 60).to_string(), draw.between(1, 12).to_string());
    let day = draw.between(1, 28).to_string();
    row.change(|text| {
        text.replace("$V", &here)
            .replace("$W", &there)
            .replace("$K", seat.commune.kind)
            .replace("$N", &number)
            .replace("$M", &month)
            .replace("$D", &day)
    });
}

/// Who answers for the row in the commune, until when, and how much is to be reached.
fn charge(row: &mut Row, seat: &Seat<'_>, draw: &mut Draw) {
    let (kind, year) = (seat.commune.kind, seat.parent.style.year);
    let economy =
        if kind == "xã" { "Phòng Kinh tế" } else { "Phòng Kinh tế, Hạ tầng và Đô thị" };
    let mut body = || match draw.below(8) {
        0..3 => "Phòng Văn hóa - Xã hội".to_owned(),
        3 | 4 => "Văn phòng HĐND và UBND".to_owned(),
        5 => economy.to_owned(),
        6 => "Trung tâm Phục vụ hành chính công".to_owned(),
        _ => format!("Công an {kind}"),
    };
    let (lead, other) = (body(), body());
    row.support = if other == lead { String::new() } else { other };
    // Some copy the province's office with the row.
    if row.lead.is_empty() || !draw.percent(4) {
        row.lead = lead;
    }
    if row.target.is_empty() || draw.percent(45) {
        row.target = match draw.below(4) {
            0 if row.parent.is_some() => "Đạt".to_owned(),
            _ => row::target(row.value, draw),
        };
    }
    if row.deadline.is_empty() || draw.percent(40) {
        row.deadline = row::deadline(year, draw);
    }
}

/// A few rows change places with the next one of their group.
pub(super) fn stir(rows: &mut [Row], draw: &mut Draw) {
    for _ in 0..rows.len() / 6 {
        let at = draw.below(rows.len());
        if let Some([one, next]) = rows.get_mut(at..at + 2)
            && (one.kind, one.group) == (next.kind, next.group)
        {
            std::mem::swap(one, next);
        }
    }
}
