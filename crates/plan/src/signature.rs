//! Recipients and signer at the end of a document.

use kehoach_document::label;
use kehoach_model::{Authority, Signer};
use kehoach_viet::key;

use crate::parts::{Line, authority_mark};

/// What the closing part says.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    pub(crate) recipients: Vec<String>,
    pub(crate) signer: Option<Signer>,
}

/// Beginnings of posts, folded, with their usual spelling.
const POSTS: &[(&str, &str)] = &[
    ("pho chu tich thuong truc", "Phó Chủ tịch Thường trực"),
    ("pho chu tich", "Phó Chủ tịch"),
    ("chu tich", "Chủ tịch"),
    ("pho giam doc phu trach", "Phó Giám đốc phụ trách"),
    ("pho giam doc", "Phó Giám đốc"),
    ("giam doc", "Giám đốc"),
    ("pho bi thu thuong truc", "Phó Bí thư Thường trực"),
    ("pho bi thu", "Phó Bí thư"),
    ("bi thu", "Bí thư"),
    ("pho thu tuong", "Phó Thủ tướng"),
    ("thu tuong", "Thủ tướng"),
    ("thu truong", "Thứ trưởng"),
    ("bo truong", "Bộ trưởng"),
    ("pho chu nhiem", "Phó Chủ nhiệm"),
    ("chu nhiem", "Chủ nhiệm"),
    ("pho chanh van phong", "Phó Chánh Văn phòng"),
    ("chanh van phong", "Chánh Văn phòng"),
    ("chanh thanh tra", "Chánh Thanh tra"),
    ("pho hieu truong", "Phó Hiệu trưởng"),
    ("hieu truong", "Hiệu trưởng"),
    ("pho truong doan", "Phó Trưởng đoàn"),
    ("truong doan", "Trưởng đoàn"),
    ("pho truong ban", "Phó Trưởng ban"),
    ("truong ban", "Trưởng ban"),
    ("pho truong phong", "Phó Trưởng phòng"),
    ("truong phong", "Trưởng phòng"),
    ("pho cuc truong", "Phó Cục trưởng"),
    ("cuc truong", "Cục trưởng"),
    ("chi cuc truong", "Chi cục trưởng"),
    ("pho tong giam doc", "Phó Tổng Giám đốc"),
    ("tong giam doc", "Tổng Giám đốc"),
    ("pho vien truong", "Phó Viện trưởng"),
    ("vien truong", "Viện trưởng"),
];

/// Reads the lines behind the last sentence.
pub(crate) fn read(lines: &[Line<'_>]) -> Closing {
    let mut closing = Closing::default();
    let mut signer = Signer::default();
    let mut signs = false;
    let mut listing = false;
    for line in lines {
        let text = line.text.trim();
        let folded = key::ascii(text);
        if folded.starts_with("noi nhan") {
            listing = true;
            continue;
        }
        if let Some(mark) = authority(text) {
            (listing, signs) = (false, true);
            signer.authority = Some(mark);
            // "KT. CHỦ TỊCH" names whose place is taken, "TM. ỦY BAN NHÂN DÂN" for whom; neither is the post.
            continue;
        }
        if let Some(post) = post(text, &folded).filter(|_| signer.name.is_none()) {
            (listing, signs) = (false, true);
            signer.position = Some(post);
            continue;
        }
        let bullet = label::parse(text).filter(|label| !label.kind.is_numbered());
        if listing && let Some(bullet) = bullet {
            closing.recipients.push(bullet.rest.trim_end_matches([';', '.', ',', ' ']).to_owned());
        } else if signs && signer.name.is_none() && is_person(text) {
            signer.name = Some(text.to_owned());
        } else if listing && let Some(last) = closing.recipients.last_mut() {
            last.push(' ');
            last.push_str(text.trim_end_matches([';', '.', ',', ' ']));
        }
    }
    closing.signer = (signs || signer.name.is_some()).then_some(signer);
    closing
}

fn authority(text: &str) -> Option<Authority> {
    if !authority_mark(text) {
        return None;
    }
    Some(match text.get(..2)? {
        "TU" => Authority::ByDelegation,
        "TM" | "T/" if text.starts_with("TM") || text.starts_with("T/M") => Authority::OnBehalf,
        "KT" | "K/" => Authority::Deputy,
        _ => Authority::ByOrder,
    })
}

/// A post in capitals, in its usual spelling.
pub(crate) fn post(text: &str, folded: &str) -> Option<String> {
    if text.chars().filter(|c| c.is_alphabetic()).any(char::is_lowercase) {
        return None;
    }
    let acting = folded.strip_prefix("q ");
    let folded = acting.unwrap_or(folded);
    POSTS.iter().find(|(start, _)| folded.starts_with(start)).map(|(_, post)| (*post).to_owned())
}

/// A person's name: two to six capitalised words without digits or marks, with a military or academic title at most.
pub(crate) fn is_person(text: &str) -> bool {
    /// Family names of nine in ten people; a name in capitals is told by them alone.
    const FAMILY: &[&str] = &[
        "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ",
        "NGÔ", "DƯƠNG", "LÝ", "ĐINH", "TRỊNH", "MAI", "ĐOÀN", "LƯƠNG", "TRƯƠNG", "HÀ", "CAO", "THÁI", "TẠ",
        "PHÙNG", "TÔ", "VƯƠNG", "CHU", "TRIỆU", "LƯU",
    ];
    let name = text.rsplit(". ").next().unwrap_or(text);
    let words: Vec<&str> = name.split(' ').collect();
    let spelled = words.iter().all(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| c.is_lowercase() || c == '’')
    });
    let capitals = words.first().is_some_and(|first| FAMILY.contains(first))
        && words.iter().all(|word| word.chars().all(char::is_uppercase));
    (2..=6).contains(&words.len()) && (spelled || capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Closing {
        let lines: Vec<Line<'_>> = text.lines().map(|text| Line { text, at: Vec::new() }).collect();
        read(&lines)
    }

    #[test]
    fn a_deputy_signs_for_the_head() {
        let closing = read_text(
            "Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT, TH (T).\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nBùi Văn Lam",
        );
        assert_eq!(closing.recipients, ["Bộ Nội vụ", "Lưu: VT, TH (T)"]);
        let signer = closing.signer.unwrap();
        assert_eq!(
            (signer.name.as_deref(), signer.position.as_deref(), signer.authority),
            (Some("Bùi Văn Lam"), Some("Phó Chủ tịch"), Some(Authority::Deputy))
        );
    }

    #[test]
    fn a_name_in_capitals() {
        assert_eq!(
            read_text("GIÁM ĐỐC\nNGUYỄN VĂN BÌNH").signer.unwrap().name.as_deref(),
            Some("NGUYỄN VĂN BÌNH")
        );
        assert!(!is_person("ỦY BAN NHÂN DÂN"));
    }

    #[test]
    fn a_head_signs_alone_and_a_list_goes_on() {
        let closing =
            read_text("Nơi nhận:\n- Văn phòng Sở (Bố trí kinh phí,\nphương tiện);\nGIÁM ĐỐC\nTrần Thị Mây");
        assert_eq!(closing.recipients, ["Văn phòng Sở (Bố trí kinh phí phương tiện)"]);
        assert_eq!(closing.signer.unwrap().authority, None);
    }
}
