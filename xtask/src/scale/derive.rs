//! How a row becomes another one: a commune makes a province's row its own, a province last year's.

use super::{
    draw::Draw,
    place::{Commune, Province},
    row::{Kind, Row},
    template::Piece,
};

/// Words that mean about the same.
const WORDS: [(&str, &str); 28] = [
    ("bảo đảm", "đảm bảo"),
    ("Triển khai", "Tổ chức triển khai"),
    ("triển khai", "thực hiện"),
    ("Tổ chức", "Phối hợp tổ chức"),
    ("Nâng cấp", "Sửa chữa, nâng cấp"),
    ("Rà soát", "Tiến hành rà soát"),
    ("Hỗ trợ", "Tạo điều kiện hỗ trợ"),
    ("Đẩy mạnh", "Tiếp tục đẩy mạnh"),
    ("Hướng dẫn", "Tuyên truyền, hướng dẫn"),
    ("hằng năm", "hàng năm"),
    ("hằng quý", "hàng quý"),
    ("hằng tháng", "hàng tháng"),
    ("thủ tục hành chính", "TTHC"),
    ("dịch vụ công trực tuyến", "DVCTT"),
    ("cán bộ, công chức, viên chức", "CBCCVC"),
    ("cơ sở dữ liệu", "CSDL"),
    ("người dân", "công dân, người dân"),
    ("được tập huấn", "được tham gia tập huấn"),
    ("Tỷ lệ", "Tỉ lệ"),
    ("Tỷ lệ", "Phấn đấu tỷ lệ"),
    ("phục vụ", "nhằm phục vụ"),
    ("số hóa", "số hoá"),
    ("xử lý", "giải quyết, xử lý"),
    ("không dùng tiền mặt", "bằng hình thức không dùng tiền mặt"),
    ("nâng cao chất lượng", "cải thiện chất lượng"),
    ("cập nhật", "bổ sung, cập nhật"),
    ("trên địa bàn", "trong phạm vi"),
    ("sử dụng", "khai thác, sử dụng"),
];

/// Words of one of several things named in a row, at most: what is longer is a part of the sentence.
const THING: usize = 4;

/// What a commune adds to a task.
const MORE_TO_DO: [&str; 8] = [
    ", báo cáo kết quả trước ngày 15 hằng tháng",
    "; phân công cụ thể cho từng thôn, tổ dân phố",
    ", lồng ghép với hoạt động của tổ công nghệ số cộng đồng",
    ", ưu tiên hộ nghèo, hộ cận nghèo và người cao tuổi",
    "; niêm yết công khai tại nhà văn hóa thôn",
    ", gắn với xây dựng nông thôn mới nâng cao",
    " sau khi có hướng dẫn của cấp có thẩm quyền",
    ", đồng thời rút kinh nghiệm sau mỗi quý",
];

/// What a commune adds to an indicator.
const MORE_TO_REACH: [&str; 6] = [
    " (tính đến hết tháng 11)",
    ", ưu tiên các thôn vùng sâu, vùng xa",
    " theo số liệu của hệ thống giám sát",
    ", duy trì bền vững trong các năm tiếp theo",
    " và được kiểm tra, xác nhận hằng quý",
    ", không thấp hơn mức bình quân chung",
];

/// Into what one row is split.
const HALVES: [(&str, &str); 3] = [
    (" đối với các phòng, đơn vị trực thuộc", " đối với các thôn, khu dân cư"),
    (" (đợt 1: sáu tháng đầu năm)", " (đợt 2: sáu tháng cuối năm)"),
    (" - nội dung giao công chức chuyên môn", " - nội dung giao trưởng các thôn"),
];

/// The row as a commune would say it: its own name and level for those of the province.
pub(super) fn adapt(row: &mut Row, province: &Province, commune: &Commune) {
    let (own, parts) = (commune.kind, if commune.kind == "xã" { "thôn" } else { "tổ dân phố" });
    let level = &province.kind;
    row.change(|text| {
        let mut text = text.replace(&province.full(), &commune.full());
        for before in ["của", "toàn", "phạm vi", "địa bàn", "dữ liệu"] {
            text = text.replace(&format!("{before} {level}"), &format!("{before} {own}"));
        }
        text.replace("cấp tỉnh, cấp xã", "cấp xã")
            .replace("các sở, ban, ngành, địa phương", "các phòng, đơn vị, thôn")
            .replace("UBND các xã, phường", &format!("UBND {own}"))
            .replace("các xã, phường sau sắp xếp", &format!("{own} sau sắp xếp"))
            .replace("các xã, phường", &format!("các {parts}"))
            .replace("Tỷ lệ xã, phường", &format!("Tỷ lệ {parts}"))
            .replace("thôn, bản, tổ dân phố", parts)
    });
}

/// Drops a clause, or else one of several things named in a row; says whether there was one.
pub(super) fn narrow(row: &mut Row, draw: &mut Draw) -> bool {
    let clauses: Vec<usize> = row
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| matches!(piece, Piece::Clause(_)))
        .map(|(at, _)| at)
        .collect();
    if let Some(at) = draw.pick(&clauses) {
        row.pieces.remove(*at);
        return true;
    }
    let at = draw.below(row.pieces.len());
    let Some(Piece::Text(text)) = row.pieces.get_mut(at) else { return false };
    let mut things: Vec<&str> = text.split(", ").collect();
    let inner = 1..things.len().saturating_sub(1);
    let short = |at: &usize| {
        things.get(*at).is_some_and(|thing| thing.split(' ').count() <= THING && !thing.contains('"'))
    };
    let short: Vec<usize> = inner.filter(short).collect();
    let Some(at) = draw.pick(&short) else { return false };
    things.remove(*at);
    *text = things.join(", ");
    true
}

/// Adds a clause.
pub(super) fn widen(row: &mut Row, draw: &mut Draw) {
    let more = match row.kind {
        Kind::Indicator => draw.word(&MORE_TO_REACH),
        Kind::Task => draw.word(&MORE_TO_DO),
    };
    row.pieces.push(Piece::Clause(more.to_owned()));
}

/// Changes up to three words.
pub(super) fn reword(row: &mut Row, draw: &mut Draw) {
    let name = row.name();
    let mut pairs: Vec<&(&str, &str)> =
        WORDS.iter().filter(|(plain, other)| name.contains(*plain) && !name.contains(*other)).collect();
    draw.shuffle(&mut pairs);
    pairs.truncate(draw.between(1, 3));
    // Two words for one would write the second into the first.
    pairs.sort_unstable();
    pairs.dedup_by_key(|(plain, _)| *plain);
    for (plain, other) in pairs {
        if let Some(Piece::Text(text) | Piece::Clause(text)) = row
            .pieces
            .iter_mut()
            .find(|piece| matches!(piece, Piece::Text(text) | Piece::Clause(text) if text.contains(*plain)))
        {
            *text = text.replacen(*plain, other, 1);
        }
    }
}

/// The two rows that one row becomes.
pub(super) fn split(mut row: Row, draw: &mut Draw) -> [Row; 2] {
    let (first, second) = draw.pick(&HALVES).copied().unwrap_or_default();
    let mut other = row.clone();
    row.pieces.push(Piece::Text(first.to_owned()));
    other.pieces.push(Piece::Text(second.to_owned()));
    [row, other]
}
