//! What plans say around their tables: openings, duties, recipients, signers.

use super::{date::Date, draw::Draw, place::Commune, place::Province, plan::Cited};

/// What a province's plan is about, and the groups in which it has most rows.
pub(super) const THEMES: [(&str, &[&str]); 8] = [
    ("chuyển đổi số", &[]),
    ("chuyển đổi số", &["Dữ liệu số", "Hạ tầng số"]),
    ("chuyển đổi số", &["Chính quyền số"]),
    ("cải cách hành chính", &["Cải cách thủ tục hành chính", "Chính quyền số"]),
    ("cải cách hành chính và chuyển đổi số", &["Cải cách thủ tục hành chính"]),
    ("phát triển kinh tế số và xã hội số", &["Kinh tế số", "Xã hội số"]),
    ("chuyển đổi số và thực hiện Đề án 06", &["Dữ liệu số", "Xã hội số"]),
    ("phát triển chính quyền số", &["Chính quyền số", "An toàn thông tin"]),
];

/// Of which a province has plans that are not in the corpus.
pub(super) const OTHER_THEMES: [&str; 6] = [
    "phát triển du lịch",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "xây dựng nông thôn mới",
    "giảm nghèo bền vững",
    "xây dựng xã hội học tập",
    "phát triển kinh tế tập thể, hợp tác xã",
];

/// Documents of the centre, none of which is in the corpus.
const CENTRAL: [&str; 9] = [
    "Quyết định số 2629/QĐ-TTg ngày 01/12/2025 của Thủ tướng Chính phủ phê duyệt Chương trình phát triển Chính phủ số",
    "Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ phê duyệt Chương trình chuyển đổi số quốc gia",
    "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư",
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
    "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ sửa đổi, bổ sung Chương trình hành động của Chính phủ",
    "Nghị quyết số 214/NQ-CP ngày 23/7/2025 của Chính phủ ban hành Kế hoạch hành động thúc đẩy tạo lập dữ liệu",
    "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương về thúc đẩy chuyển đổi số liên thông, đồng bộ",
    "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước",
    "Quyết định số 411/QĐ-TTg ngày 31/3/2022 của Thủ tướng Chính phủ phê duyệt Chiến lược quốc gia phát triển kinh tế số và xã hội số",
];

const DUTIES: [&str; 9] = [
    "Xác định chuyển đổi số là nhiệm vụ thường xuyên, có trọng tâm, trọng điểm, gắn với trách nhiệm của người đứng đầu.",
    "Lấy người dân, doanh nghiệp làm trung tâm; dữ liệu là nền tảng để chỉ đạo, điều hành và phục vụ.",
    "Việc triển khai phải thiết thực, tiết kiệm, tránh hình thức; bảo đảm rõ người, rõ việc, rõ thời gian, rõ sản phẩm.",
    "Kế thừa hạ tầng, nền tảng đã có; không đầu tư trùng lặp khi cấp trên đã có hệ thống dùng chung.",
    "Công khai tiến độ và kết quả trên trang thông tin điện tử để nhân dân theo dõi, giám sát.",
    "Phát huy vai trò của tổ công nghệ số cộng đồng trong hướng dẫn nhân dân sử dụng dịch vụ số.",
    "Thường xuyên kiểm tra, kịp thời tháo gỡ khó khăn, vướng mắc phát sinh trong quá trình tổ chức thực hiện.",
    "Lồng ghép các nhiệm vụ với chương trình công tác năm và phong trào thi đua của cơ quan, đơn vị.",
    "Kinh phí được bố trí từ ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác theo quy định.",
];

/// Sentences of a number, in another order in each plan.
pub(super) fn duties(count: usize, draw: &mut Draw) -> Vec<String> {
    let mut duties = DUTIES;
    draw.shuffle(&mut duties);
    duties.iter().take(count).map(|duty| format!("- {duty}")).collect()
}

/// Documents of the centre, which no plan of the corpus is.
pub(super) fn central(count: usize, year: usize, draw: &mut Draw) -> Vec<&'static str> {
    let mut central = CENTRAL;
    draw.shuffle(&mut central);
    // Of the plan's own year there was none yet.
    central.into_iter().filter(|act| !act.contains(&format!("/{year} "))).take(count).collect()
}

/// "Phùng Văn Lạc".
pub(super) fn person(draw: &mut Draw) -> String {
    const FAMILY: [&str; 12] =
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò", "Hồ", "Ngô", "Đinh"];
    const MIDDLE: [&str; 7] = ["Văn", "Thị", "Đức", "Quang", "Minh", "Hữu", "Thanh"];
    const GIVEN: [&str; 14] = [
        "Lạc", "Khải", "Hiền", "Nghĩa", "Miên", "Sương", "Tuấn", "Hải", "Phương", "Long", "Bình", "Hương",
        "Cường", "Dung",
    ];
    format!("{} {} {}", draw.word(&FAMILY), draw.word(&MIDDLE), draw.word(&GIVEN))
}

/// "TM. ỦY BAN NHÂN DÂN", the post and the name; `deputies` sign often.
pub(super) fn signature(draw: &mut Draw) -> Vec<String> {
    let mut lines = vec!["TM. ỦY BAN NHÂN DÂN".to_owned()];
    if draw.percent(45) {
        lines.extend(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"].map(String::from));
    } else {
        lines.push("CHỦ TỊCH".to_owned());
    }
    lines.push(person(draw));
    lines
}

/// A title with a small first letter, as it stands after "về".
pub(super) fn quoted(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// "Kế hoạch số 1174/KH-UBND ngày 31/12/2025 của UBND tỉnh Nghệ An về …", in one of its usual wordings.
pub(super) fn citation(cited: &Cited, province: &Province, title: Option<&str>, draw: &mut Draw) -> String {
    let date = day(cited.date, draw);
    let body = draw.word(&["UBND", "UBND", "Ủy ban nhân dân"]);
    let unit = if cited.names_province { province.full() } else { province.kind.clone() };
    let title = title.map(|title| {
        let (about, title) = (draw.word(&["về", "về", "về việc"]), quoted(title));
        format!(" {about} {title}")
    });
    let title = title.unwrap_or_default();
    let number = format!("Kế hoạch số {}/KH-UBND", cited.number);
    match draw.below(5) {
        0 => format!("{number} của {body} {unit} ngày {date}{title}"),
        1 => format!("{number}, ngày {date} của {body} {unit}{title}"),
        _ => format!("{number} ngày {date} của {body} {unit}{title}"),
    }
}

fn day(date: Date, draw: &mut Draw) -> String {
    match draw.below(6) {
        0 | 1 => date.long(),
        2 => date.decree(),
        3 => format!("{}/{}/{}", date.day, date.month, date.year),
        _ => date.short(),
    }
}

/// The opening of a commune's plan; `what` is the plan's own title in small letters.
pub(super) fn opening(
    cite: &str,
    commune: &Commune,
    what: &str,
    year: usize,
    draw: &mut Draw,
) -> Vec<String> {
    let body = format!("{} {}", draw.word(&["UBND", "Ủy ban nhân dân"]), commune.full());
    let verb = draw.word(&["Thực hiện", "Thực hiện", "Triển khai", "Triển khai thực hiện"]);
    let cite = match (draw.percent(20), draw.percent(50)) {
        (true, true) => format!("{}; {cite}", central(1, year, draw).concat()),
        (true, false) => format!("{cite}; {}", central(1, year, draw).concat()),
        _ => cite.to_owned(),
    };
    match draw.below(5) {
        0 => vec![
            format!("{verb} {cite};"),
            format!("{body} ban hành Kế hoạch triển khai tổ chức thực hiện với các nội dung như sau:"),
        ],
        1 => vec![format!("{verb} {cite}, {body} xây dựng Kế hoạch {what} với các nội dung cụ thể như sau:")],
        2 => vec![format!("{verb} {cite}, {body} ban hành Kế hoạch triển khai thực hiện, cụ thể như sau:")],
        _ => vec![format!("{verb} {cite}, {body} ban hành Kế hoạch {what} như sau:")],
    }
}
