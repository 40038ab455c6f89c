//! The 34 provinces, and invented communes below them: a name that one province has, others have too.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::draw::Draw;

/// The provinces since June 2025, as the readers know them.
const PROVINCES: &str = include_str!("../../../crates/plan/data/provinces.toml");

/// A province, or a city under the central government.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Province {
    pub(super) name: String,
    /// "tỉnh" or "thành phố".
    pub(super) kind: String,
}

/// A commune.
#[derive(Debug, Clone)]
pub(super) struct Commune {
    pub(super) name: String,
    /// "xã" or "phường".
    pub(super) kind: &'static str,
}

impl Province {
    /// "tỉnh Nghệ An".
    pub(super) fn full(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }
}

impl Commune {
    /// "xã Tân Lập".
    pub(super) fn full(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }
}

/// The first `count` provinces.
pub(super) fn provinces(count: usize) -> Result<Vec<Province>> {
    #[derive(Deserialize)]
    struct List {
        province: Vec<Province>,
    }
    let list: List = toml::from_str(PROVINCES).context("provinces.toml is no list of provinces")?;
    Ok(list.province.into_iter().take(count).collect())
}

/// Names that stand all over the country.
const COMMON: [&str; 48] = [
    "Tân Lập",
    "Tân Tiến",
    "Tân Thành",
    "Tân Hưng",
    "Tân Phú",
    "Tân Sơn",
    "Tân An",
    "Tân Hòa",
    "Quang Trung",
    "Quang Minh",
    "Minh Khai",
    "Minh Tân",
    "Minh Đức",
    "Hồng Phong",
    "Hồng Thái",
    "Lê Lợi",
    "Trần Phú",
    "Thống Nhất",
    "Đoàn Kết",
    "Hòa Bình",
    "Bình Minh",
    "Đông Sơn",
    "Đông Hòa",
    "Phú Lộc",
    "Phú Thịnh",
    "Phú Mỹ",
    "Phú Xuân",
    "An Bình",
    "An Thạnh",
    "An Lộc",
    "Bình An",
    "Bình Thạnh",
    "Xuân Trường",
    "Xuân Lộc",
    "Xuân Hòa",
    "Thạnh Phú",
    "Thạnh Hưng",
    "Mỹ Lộc",
    "Mỹ Hòa",
    "Long Thành",
    "Long Hưng",
    "Hưng Long",
    "Hưng Thịnh",
    "Vĩnh Hòa",
    "Vĩnh Thạnh",
    "Yên Bình",
    "Yên Sơn",
    "Hợp Thành",
];
const FIRST: [&str; 32] = [
    "Nghĩa", "Quỳnh", "Diễn", "Thanh", "Hoằng", "Quảng", "Hải", "Nam", "Bắc", "Đại", "Cẩm", "Đức", "Thạch",
    "Kỳ", "Hương", "Sơn", "Châu", "Mường", "Nậm", "Chiềng", "Bản", "Trà", "Krông", "Đắk", "Gio", "Cam",
    "Cát", "Hoài", "Tuy", "Tam", "Duy", "Lộc",
];
const SECOND: [&str; 30] = [
    "Đàn",
    "Mai",
    "Lâm",
    "Khánh",
    "Hội",
    "Thuận",
    "Phước",
    "Trạch",
    "Lĩnh",
    "Yên",
    "Giang",
    "Ninh",
    "Hà",
    "Tân",
    "Đồng",
    "Xuân",
    "Lý",
    "Khê",
    "Cường",
    "Thượng",
    "Hạ",
    "Trung",
    "Điền",
    "Viên",
    "Bình",
    "Phong",
    "Vân",
    "Hóa",
    "Hiệp",
    "Quý",
];

/// The communes of the province at this place in the list; every fifth or so is a phường.
pub(super) fn communes(province: usize, count: usize) -> Vec<Commune> {
    let mut draw = Draw::of(&[0x636f_6d6d_756e, province as u64]);
    let mut communes: Vec<Commune> = Vec::new();
    // Far more names than a province has communes; the bound ends the search where somebody asks for more.
    for _ in 0..count * 60 {
        if communes.len() == count {
            break;
        }
        let name = if draw.percent(35) {
            draw.word(&COMMON).to_owned()
        } else {
            format!("{} {}", draw.word(&FIRST), draw.word(&SECOND))
        };
        let kind = if draw.percent(20) { "phường" } else { "xã" };
        if communes.iter().all(|other| other.name != name) {
            communes.push(Commune { name, kind });
        }
    }
    communes
}

/// A name for a thôn, a street market, a bridge.
pub(super) fn village(draw: &mut Draw) -> String {
    const VILLAGE: [&str; 24] = [
        "Đông",
        "Đoài",
        "Hạ",
        "Thượng",
        "Trung Hòa",
        "Đồng Bông",
        "Khe Sậy",
        "Gốc Đa",
        "Cây Thị",
        "Bãi Sau",
        "Làng Vạc",
        "Xóm Chùa",
        "Cầu Ván",
        "Giếng Mạch",
        "Ao Sen",
        "Núi Ngọc",
        "Bến Đá",
        "Đập Tràn",
        "Nà Pheo",
        "Pha Lai",
        "Cồn Soi",
        "Rạch Dừa",
        "Tân Mỹ",
        "Phú Điền",
    ];
    format!("{} {}", draw.word(&VILLAGE), draw.between(1, 9))
}

#[cfg(test)]
mod tests {
    use super::{communes, provinces};

    #[test]
    fn there_are_34_provinces_with_their_kinds() {
        let provinces = provinces(99).unwrap();
        assert_eq!(provinces.len(), 34);
        assert!(provinces.iter().all(|province| ["tỉnh", "thành phố"].contains(&province.kind.as_str())));
    }

    #[test]
    fn names_recur_between_provinces_but_not_inside() {
        let (here, there) = (communes(0, 100), communes(1, 100));
        let mut names: Vec<&str> = here.iter().map(|commune| commune.name.as_str()).collect();
        let shared = there.iter().filter(|commune| names.contains(&commune.name.as_str())).count();
        assert!((10..70).contains(&shared), "{shared}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 100);
    }
}
