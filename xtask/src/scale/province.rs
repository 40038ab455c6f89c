//! The plans of a province, one a year: each has much of the one before it.

use super::{
    date::Date,
    derive,
    draw::Draw,
    place::Province,
    plan::{Head, Plan, Style, order},
    row::{self, Kind, Row},
    template::{Template, choose},
    wording,
};

/// Of a hundred rows so many stood in last year's plan.
const KEPT: usize = 72;
/// Of a hundred plans so many have number and day of the next province's: both count from 1 each year.
const SAME_AS_NEIGHBOUR: usize = 20;
/// Of a hundred plans so many have the number of last year's.
const SAME_AS_LAST_YEAR: usize = 12;
/// Of a hundred rows so many are indicators.
const INDICATORS: usize = 40;

const NAME: u64 = 0x7072_6f76;

/// The plans of the years up to `last`, oldest first.
pub(super) fn plans(
    at: usize,
    province: &Province,
    years: &[usize],
    rows: usize,
    pool: &[Template],
) -> Vec<Plan> {
    let (theme, favoured) = theme(at);
    let mut plans: Vec<Plan> = Vec::new();
    for year in years.iter().copied() {
        let mut draw = Draw::of(&[NAME, at as u64, year as u64]);
        let count = rows * draw.between(100, 120) / 100;
        let mut list = Vec::new();
        for (kind, count) in
            [(Kind::Indicator, count * INDICATORS / 100), (Kind::Task, count - count * INDICATORS / 100)]
        {
            let mut of_kind = plans.last().map_or_else(Vec::new, |last| keep(last, kind, year, &mut draw));
            of_kind.truncate(count);
            for template in choose(pool, kind, count * 2, favoured, &mut draw) {
                let row = row::provincial(template, province, year, &mut draw);
                let known = of_kind.iter().any(|other| other.template == row.template);
                if of_kind.len() < count && !known {
                    of_kind.push(row);
                }
            }
            list.extend(of_kind);
        }
        order(&mut list, pool);
        plans.push(plan(at, province, year, theme, list, &mut draw));
    }
    plans
}

fn theme(at: usize) -> (&'static str, &'static [&'static str]) {
    let mut draw = Draw::of(&[NAME, at as u64]);
    draw.pick(&wording::THEMES).copied().unwrap_or_default()
}

fn keep(last: &Plan, kind: Kind, year: usize, draw: &mut Draw) -> Vec<Row> {
    let mut rows = Vec::new();
    for row in last.of(kind) {
        if !draw.percent(KEPT) {
            continue;
        }
        let mut row = row.clone();
        match draw.below(10) {
            0 | 1 => derive::reword(&mut row, draw),
            2 => drop(derive::narrow(&mut row, draw)),
            _ => {}
        }
        if draw.percent(70) {
            row.target = row::target(row.value, draw);
        }
        row.deadline = row::deadline(year, draw);
        rows.push(row);
    }
    rows
}

/// Number and day of a plan before anything makes them those of another.
fn drawn(at: usize, year: usize) -> (usize, Date) {
    let mut draw = Draw::of(&[NAME, at as u64, year as u64, 1]);
    let more = if draw.percent(60) { draw.between(8, 11) } else { draw.below(32) };
    let date = Date::new(year - 1, 12, 20).plus(more);
    let number = if date.year == year { draw.between(1, 90) } else { draw.between(180, 2500) };
    (number, date)
}

fn issued(at: usize, year: usize) -> (usize, Date) {
    let mut draw = Draw::of(&[NAME, at as u64, year as u64, 2]);
    if at > 0 && draw.percent(SAME_AS_NEIGHBOUR) {
        return drawn(at - 1, year);
    }
    let (number, date) = drawn(at, year);
    if draw.percent(SAME_AS_LAST_YEAR) { (drawn(at, year - 1).0, date) } else { (number, date) }
}

fn plan(at: usize, province: &Province, year: usize, theme: &str, rows: Vec<Row>, draw: &mut Draw) -> Plan {
    let (number, date) = issued(at, year);
    let (full, issuer) = (province.full(), format!("UBND {}", province.full()));
    let title = match draw.below(4) {
        0 => format!("Triển khai thực hiện {theme} trên địa bàn {full} năm {year}"),
        1 => format!("Thực hiện {theme} {full} năm {year}"),
        _ => capital(&format!("{theme} {full} năm {year}")),
    };
    let mut opening: Vec<String> =
        wording::central(4, year, draw).iter().map(|act| format!("Căn cứ {act};")).collect();
    opening.push(if draw.percent(50) {
        let act = wording::central(1, year, draw).concat();
        format!("Thực hiện {act}, {issuer} ban hành Kế hoạch {theme} năm {year} như sau:")
    } else {
        format!("{issuer} ban hành Kế hoạch {theme} năm {year} với các nội dung như sau:")
    });
    let mut body = vec!["I. MỤC ĐÍCH, YÊU CẦU".to_owned()];
    body.extend(wording::duties(4, draw));
    body.extend(["II. MỤC TIÊU", "Chi tiết tại Phụ lục I kèm theo Kế hoạch này."].map(String::from));
    body.extend(["III. NHIỆM VỤ", "Chi tiết tại Phụ lục II kèm theo Kế hoạch này."].map(String::from));
    body.push("IV. TỔ CHỨC THỰC HIỆN".to_owned());
    body.extend(wording::duties(2, draw));
    let recipients = ["Bộ Khoa học và Công nghệ (b/c);", "Thường trực cấp ủy, HĐND;", "Các sở, ban, ngành;"];
    let mut recipients: Vec<String> = recipients.map(String::from).to_vec();
    recipients.extend(["UBND các xã, phường;", "Lưu: VT, KGVX."].map(String::from));
    Plan {
        work: format!("{}/{year}", province.name),
        key: [at as u64, year as u64, 0],
        head: Head {
            letterhead: vec!["ỦY BAN NHÂN DÂN".to_owned(), full.to_uppercase()],
            number: Some(number),
            date,
            day_blank: false,
            place: province.name.clone(),
            title: vec![if draw.percent(50) { title.to_uppercase() } else { title }],
            issuer,
            signature: wording::signature(draw),
            recipients,
        },
        opening,
        body,
        closing: format!(
            "Trên đây là Kế hoạch {theme} {full} năm {year}, yêu cầu các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./."
        ),
        rows,
        style: Style::draw(year, draw),
        cited: None,
    }
}

/// The title as others cite it.
pub(super) fn cited_title(plan: &Plan, province: &Province) -> String {
    let title = plan.head.title.concat();
    let small = title.to_lowercase();
    // The name of the province and the scheme's keep their capitals when the rest is written small.
    small.replace(&province.name.to_lowercase(), &province.name).replace("đề án 06", "Đề án 06")
}

/// What the plans of this province are about.
pub(super) fn theme_of(at: usize) -> &'static str {
    theme(at).0
}

/// The text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
