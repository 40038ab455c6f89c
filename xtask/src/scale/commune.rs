//! The plan of a commune: it cites its province's plan, carries on much of it and adds matters of its own.

use super::{
    carry,
    draw::Draw,
    mangle,
    place::{Commune, Province},
    plan::{Cited, Head, Plan, Style, order},
    province::{self, capital},
    row::{Kind, Row},
    template::Pools,
    wording,
};

/// Of a hundred plans so many carry out a plan of the province that is not in the corpus.
const ELSEWHERE: usize = 2;
/// Of a hundred plans so many have no number yet, and no day.
const BLANK: usize = 35;

const NAME: u64 = 0x636f_6d6d;

/// Where a plan stands in the corpus.
pub(super) struct Seat<'a> {
    pub(super) at: usize,
    pub(super) province: &'a Province,
    pub(super) commune: &'a Commune,
    /// The plan that it carries out.
    pub(super) parent: &'a Plan,
    pub(super) pools: &'a Pools,
    /// Rows of a plan, about.
    pub(super) rows: usize,
}

/// The plan of the commune with this number in its province.
pub(super) fn plan(seat: &Seat<'_>, number: usize) -> Plan {
    let year = seat.parent.style.year;
    let mut draw = Draw::of(&[NAME, seat.at as u64, year as u64, number as u64]);
    let cited = cite(seat, &mut draw);
    let mut rows = Vec::new();
    let count = seat.rows * draw.between(85, 115) / 100;
    for kind in [Kind::Indicator, Kind::Task] {
        let share = seat.parent.of(kind).count() * count / seat.parent.rows.len().max(1);
        rows.extend(carry::rows(seat, kind, share, cited.parent.is_some(), &mut draw));
    }
    order(&mut rows, &seat.pools.province);
    if draw.percent(20) {
        carry::stir(&mut rows, &mut draw);
    }
    let theme = if cited.parent.is_some() {
        province::theme_of(seat.at).to_owned()
    } else {
        draw.word(&wording::OTHER_THEMES).to_owned()
    };
    assemble(seat, number, &theme, cited, rows, &mut draw)
}

fn cite(seat: &Seat<'_>, draw: &mut Draw) -> Cited {
    let parent = seat.parent;
    let elsewhere = draw.percent(ELSEWHERE);
    let right_number = match parent.head.number {
        Some(number) if !elsewhere => number,
        _ => draw.between(1, 2500),
    };
    let right_number = right_number.to_string();
    let right_date = if elsewhere { parent.head.date.plus(draw.between(1, 9)) } else { parent.head.date };
    let number = if draw.percent(mangle::NUMBERS) {
        mangle::number(&right_number, draw)
    } else {
        right_number.clone()
    };
    let date = if draw.percent(mangle::DATES) { mangle::date(right_date, draw) } else { right_date };
    Cited {
        parent: (!elsewhere).then(|| parent.work.clone()),
        number,
        right_number,
        date,
        right_date,
        names_province: draw.percent(65),
    }
}

fn assemble(
    seat: &Seat<'_>,
    number: usize,
    theme: &str,
    cited: Cited,
    rows: Vec<Row>,
    draw: &mut Draw,
) -> Plan {
    let (commune, year, full) = (seat.commune, seat.parent.style.year, seat.commune.full());
    let own = draw.between(2, 160);
    let date = seat.parent.head.date.plus(draw.between(6, 45));
    let blank = draw.percent(BLANK);
    let title = match draw.below(4) {
        0 => vec![
            capital(&format!("triển khai thực hiện công tác {theme}")),
            format!("trên địa bàn {full} năm {year}"),
        ],
        1 => vec![capital(&format!("thực hiện {theme} {full} năm {year}"))],
        _ => vec![capital(&format!("{theme} {full} năm {year}"))],
    };
    let what = wording::quoted(&title.join(" "));
    let parent_title = match cited.parent {
        _ if draw.percent(10) => None,
        Some(_) => Some(province::cited_title(seat.parent, seat.province)),
        None => Some(format!("{theme} {} năm {year}", seat.province.full())),
    };
    let cite = wording::citation(&cited, seat.province, parent_title.as_deref(), draw);
    let opening = wording::opening(&cite, commune, &what, year, draw);
    let letterhead = if draw.percent(60) {
        vec![format!("UBND {}", full.to_uppercase())]
    } else {
        vec!["ỦY BAN NHÂN DÂN".to_owned(), full.to_uppercase()]
    };
    let above = if draw.percent(70) { seat.province.full() } else { seat.province.kind.clone() };
    let mut recipients = vec![format!("UBND {above} (b/c);")];
    recipients
        .extend([format!("Thường trực Đảng ủy, HĐND {};", commune.kind), "Các phòng, đơn vị;".to_owned()]);
    recipients.extend(["Các thôn, tổ dân phố;", "Lưu: VT."].map(String::from));
    Plan {
        work: format!("{}/{year}/{full}", seat.province.name),
        key: [seat.at as u64, year as u64, number as u64 + 1],
        head: Head {
            letterhead,
            number: (!blank).then_some(own),
            date,
            day_blank: blank && draw.percent(85),
            place: commune.name.clone(),
            title,
            issuer: format!("UBND {full}"),
            signature: wording::signature(draw),
            recipients,
        },
        opening,
        body: body(seat, theme, &cited, draw),
        closing: format!(
            "Trên đây là Kế hoạch {what}, đề nghị các phòng, đơn vị, thôn, tổ dân phố nghiêm túc triển khai thực hiện./."
        ),
        rows,
        style: Style::draw(year, draw),
        cited: Some(cited),
    }
}

fn body(seat: &Seat<'_>, theme: &str, cited: &Cited, draw: &mut Draw) -> Vec<String> {
    let (year, kind) = (seat.parent.style.year, seat.commune.kind);
    let mut body = vec!["I. MỤC ĐÍCH, YÊU CẦU".to_owned()];
    body.extend(wording::duties(3, draw));
    if draw.percent(30) {
        let act = wording::central(1, year, draw).concat();
        body.push(format!("- Góp phần thực hiện có hiệu quả {act}."));
    }
    if draw.percent(20) {
        let (number, day) = (draw.between(3, 150), draw.between(10, 28));
        body.push(format!(
            "- Phát huy kết quả đạt được khi thực hiện Kế hoạch số {number}/KH-UBND ngày {day}/02/{} của UBND {kind} về {theme} năm {0}.",
            year - 1
        ));
    }
    body.extend(["II. MỤC TIÊU", "Chi tiết tại Phụ lục I kèm theo Kế hoạch này."].map(String::from));
    body.extend(
        ["III. NHIỆM VỤ, GIẢI PHÁP", "Chi tiết tại Phụ lục II kèm theo Kế hoạch này."].map(String::from),
    );
    body.extend(wording::duties(2, draw));
    body.extend(["IV. TỔ CHỨC THỰC HIỆN", "1. Phòng Văn hóa - Xã hội"].map(String::from));
    body.push(format!("Là cơ quan thường trực, theo dõi, đôn đốc, tổng hợp kết quả thực hiện báo cáo UBND {kind} trước ngày 20 hằng tháng."));
    if draw.percent(15) {
        // Copied from the opening with its slip, or taken from the plan itself.
        let number = if draw.percent(50) { &cited.number } else { &cited.right_number };
        let above = &seat.province.kind;
        body.push(format!("Các đơn vị chủ động thực hiện nhiệm vụ được giao tại Kế hoạch số {number}/KH-UBND của UBND {above}; không chờ văn bản đôn đốc."));
    }
    if draw.percent(25) {
        let (number, day) = (draw.between(100, 3900), draw.between(10, 28));
        body.push(format!("Triển khai các nội dung hướng dẫn tại Công văn số {number}/SKHCN-CĐS ngày {day}/11/{} của Sở Khoa học và Công nghệ.", year - 1));
    }
    body.push("2. Văn phòng HĐND và UBND".to_owned());
    body.push(format!("Tham mưu bố trí kinh phí và đưa kết quả thực hiện vào nội dung đánh giá, xếp loại cuối năm của các phòng, đơn vị thuộc {kind}."));
    body
}
