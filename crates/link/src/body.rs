//! Issuing bodies taken apart for comparing: the organ, the territory that it serves, and the province.

use kehoach_model::Level;
use kehoach_plan::canonical;
use kehoach_viet::key;
use serde::{Deserialize, Serialize};

/// A body for comparing; all texts folded to ASCII.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    /// "uy ban nhan dan", "so noi vu", "thu tuong chinh phu".
    pub(crate) organ: String,
    /// "tinh nghe an", "xa tan lap"; empty where the name tells none.
    pub(crate) territory: String,
    /// "nghe an", where it is known.
    pub(crate) province: Option<String>,
    pub(crate) level: Level,
}

/// How two bodies go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// One body.
    Same,
    /// Nothing differs, but a territory or a province is not known.
    Open,
    /// Another organ of the same territory, or two bodies without one.
    OtherOrgan,
    /// Bodies of two territories.
    OtherPlace,
}

/// Words that begin the name of a territory; the longer before its beginning.
pub(crate) const TERRITORIES: &[&str] =
    &["thanh pho", "thi tran", "thi xa", "dac khu", "tinh", "huyen", "quan", "xa", "phuong"];

impl Body {
    /// Takes the canonical name of a body apart; `province` is what the document that names it belongs to.
    pub(crate) fn read(name: &str, province: Option<&str>) -> Self {
        let canonical = canonical(name, None);
        let level = canonical.as_ref().map_or(Level::Other, |body| body.level);
        let folded = key::ascii(name);
        let (organ, territory) = split(&folded, level);
        let own = canonical.and_then(|body| body.province).map(|name| key::ascii(&name));
        let local = matches!(
            level,
            Level::Commune | Level::District | Level::Department | Level::Province | Level::Other
        );
        Self {
            organ: organ.to_owned(),
            territory: territory.to_owned(),
            province: own.or_else(|| province.filter(|_| local).map(str::to_owned)),
            level,
        }
    }

    pub(crate) fn agreement(&self, other: &Self) -> Agreement {
        let provinces = self.province.as_ref().zip(other.province.as_ref());
        if provinces.is_some_and(|(one, other)| one != other) {
            return Agreement::OtherPlace;
        }
        // "tỉnh Huế" and "thành phố Huế" are one place under two type words.
        let (name, other_name) = (self.place(), other.place());
        let named = !name.is_empty() && !other_name.is_empty();
        if named && (name != other_name || self.is_local() != other.is_local()) {
            return Agreement::OtherPlace;
        }
        if self.organ != other.organ && !is_same_organ(&self.organ, &other.organ) {
            return Agreement::OtherOrgan;
        }
        // A commune's name recurs; without its province it says less.
        let settled = !self.is_local() || provinces.is_some();
        if settled && (named || self.territory == other.territory) {
            Agreement::Same
        } else {
            Agreement::Open
        }
    }

    /// A body below the province, whose territory's name may stand in several of them.
    pub(crate) fn is_local(&self) -> bool {
        matches!(self.level, Level::Commune | Level::District | Level::Other) && !self.territory.is_empty()
    }

    /// The name of its territory without the type word; empty where it has none, or only that ("UBND tỉnh").
    pub(crate) fn place(&self) -> &str {
        bare(&self.territory)
    }

    /// What records of one body share: the name of the territory, or the organ of a body without one.
    pub(crate) fn block(&self) -> String {
        let place = self.place();
        if place.is_empty() { self.organ.clone() } else { place.to_owned() }
    }
}

/// Organs that sign for one another: the committee and its chairman, the Government and the Prime Minister's office
/// are told apart by the symbol already.
fn is_same_organ(one: &str, other: &str) -> bool {
    fn trim(organ: &str) -> &str {
        let organ = organ.strip_prefix("chu tich ").unwrap_or(organ);
        organ.strip_prefix("ban thuong vu ").unwrap_or(organ).trim()
    }
    trim(one) == trim(other)
}

/// The name of a territory without its type word.
fn bare(territory: &str) -> &str {
    let kind = TERRITORIES.iter().find(|kind| territory.starts_with(**kind));
    kind.and_then(|kind| territory.get(kind.len()..)).unwrap_or(territory).trim_start()
}

/// The organ and the territory of a folded name: the territory begins at its last type word.
fn split(folded: &str, level: Level) -> (&str, &str) {
    // "Tỉnh ủy Nghệ An": the type word is the organ's first.
    for (start, organ) in
        [("tinh uy", "tinh uy"), ("thanh uy", "thanh uy"), ("ban thuong vu tinh uy", "ban thuong vu tinh uy")]
    {
        if let Some(place) = folded.strip_prefix(start) {
            return (organ, place.trim_start());
        }
    }
    if level == Level::Central {
        return (folded, "");
    }
    let starts = TERRITORIES.iter().filter_map(|kind| {
        let found = folded.match_indices(kind).filter(|(at, _)| {
            let before = folded.get(..*at).unwrap_or_default();
            let behind = folded.get(at + kind.len()..).unwrap_or_default();
            before.ends_with(' ') && (behind.is_empty() || behind.starts_with(' '))
        });
        // "Bảo hiểm xã hội": that "xã" is no commune.
        found
            .map(|(at, _)| at)
            .filter(|&at| !folded.get(at..).is_some_and(|rest| rest.starts_with("xa hoi")))
            .last()
    });
    match starts.max() {
        Some(at) => (folded.get(..at).unwrap_or_default().trim_end(), folded.get(at..).unwrap_or_default()),
        None => (folded, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: (&str, Option<&str>), other: (&str, Option<&str>), agreement: Agreement) {
        let (one, other) = (Body::read(one.0, one.1), Body::read(other.0, other.1));
        assert_eq!(one.agreement(&other), agreement, "{one:?} {other:?}");
        assert_eq!(other.agreement(&one), agreement, "{other:?} {one:?}");
    }

    #[test]
    fn bodies_go_together() {
        let nghe_an = "Ủy ban nhân dân tỉnh Nghệ An";
        check((nghe_an, None), (nghe_an, Some("nghe an")), Agreement::Same);
        check((nghe_an, None), ("Ủy ban nhân dân tỉnh Hà Tĩnh", None), Agreement::OtherPlace);
        check((nghe_an, None), ("Hội đồng nhân dân tỉnh Nghệ An", None), Agreement::OtherOrgan);
        check((nghe_an, None), ("Ủy ban nhân dân tỉnh", None), Agreement::Open);
        check((nghe_an, None), ("Chủ tịch Ủy ban nhân dân tỉnh Nghệ An", None), Agreement::Same);
        check(("Thủ tướng Chính phủ", None), ("Thủ tướng Chính phủ", Some("nghe an")), Agreement::Same);
        check(("Tỉnh ủy Tiền Giang", None), ("Thành ủy Đà Nẵng", None), Agreement::OtherPlace);
        let tan_lap = "Ủy ban nhân dân xã Tân Lập";
        check((tan_lap, Some("nghe an")), (tan_lap, Some("nghe an")), Agreement::Same);
        check((tan_lap, Some("nghe an")), (tan_lap, Some("ha tinh")), Agreement::OtherPlace);
        check((tan_lap, Some("nghe an")), (tan_lap, None), Agreement::Open);
        check((tan_lap, Some("nghe an")), (nghe_an, None), Agreement::OtherPlace);
        check(("Sở Nội vụ tỉnh Nghệ An", None), ("Sở Nội vụ tỉnh Nghệ An", None), Agreement::Same);
    }
}
