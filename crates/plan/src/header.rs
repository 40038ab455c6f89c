//! The header of one document, from its letterhead, title, preamble, annex lines, closing, and a site's
//! attributes where the text is silent.

use std::sync::LazyLock;

use kehoach_document::{Block, is_attributes};
use kehoach_model::{
    Finding, Header, Issuer, Level, NumberStatus, Period, Place, Plan, Rule, Severity, Signer,
};
use kehoach_viet::{PartialDate, find_dates, key};
use regex::Regex;

use crate::{
    data::{self, pattern},
    issuer::{Canonical, canonical},
    letterhead::{Letterhead, Number},
    parts::{Part, Parts, is_attachment, text_of},
    signature, values,
};

/// "UBND tỉnh Nghệ An xây dựng Kế hoạch …": the acting clause of a preamble.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[,;:.] ?)((?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Sở|Bộ|Ban|Hội đồng nhân dân|HĐND|Tỉnh ủy|Thành ủy|Công an|Văn phòng|Đảng ủy|Phòng|Trường)(?: [^,;:.]{1,90}?)?) (?:ban hành|xây dựng|triển khai|lập|đề ra)(?: và [^,;]{1,30})? (?:Kế hoạch|kế hoạch|Chương trình|Quyết định)",
    )
});
/// "… của UBND xã Nghĩa Đàn)" at the end of an annex line.
static ATTACHED_BY: LazyLock<Regex> = LazyLock::new(|| pattern(r"của (?:Chủ tịch )?([^()]+?)\)?\.?$"));
/// A province anywhere in a text.
static OF_PROVINCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:tỉnh|thành phố) ([A-ZĐÀ-Ỹ][^\s,;.()]*(?: - [^\s,;.()]+| [A-ZĐÀ-Ỹ][^\s,;.()]*){0,4})")
});

/// Blocks in which a document says to what it is attached.
const ATTACHMENT_WITHIN: usize = 25;

/// The header, and what its readers need beside it.
pub(crate) struct Read {
    pub(crate) header: Header,
    /// The own province, canonical.
    pub(crate) province: Option<String>,
    /// Where a site's attributes disagree with the text.
    pub(crate) findings: Vec<Finding>,
}

/// Reads the header.
pub(crate) fn read(parts: &Parts<'_>) -> Read {
    let letterhead = Letterhead::read(&parts.lines(Part::Letterhead));
    let attributes = Attributes::read(parts);
    let closing = signature::read(&parts.lines(Part::Closing));
    let own_line = own_attachment(parts);
    let mut header = Header { kind: parts.kind.map(str::to_owned), title: title(parts), ..Header::default() };

    let number = match letterhead.number.status {
        NumberStatus::Absent => {
            own_line.and_then(Number::read).or_else(|| attributes.number()).unwrap_or_default()
        }
        _ => letterhead.number.clone(),
    };
    let date =
        letterhead.date.or_else(|| own_line.and_then(|line| find_dates(line).last().map(|found| found.date)));
    header.number_status = number.status;
    header.number = number.number;
    header.symbol = number.symbol;
    header.date = date.and_then(PartialDate::iso);
    header.date_partial = date.and_then(PartialDate::partial_iso);
    header.place.clone_from(&letterhead.place);
    if header.date.is_none() && letterhead.date.is_none() && header.date_partial.is_none() {
        header.date.clone_from(&attributes.date);
        header.date_partial.clone_from(&attributes.date);
    }

    let province = own_province(parts, &letterhead, &attributes, own_line);
    header.issuer = issuer(parts, &letterhead, &attributes, own_line, province.as_deref());
    header.period = header.title.as_deref().and_then(period);
    header.recipients = closing.recipients;
    header.signer = signer(closing.signer, &attributes);
    let findings = attributes.mismatches(&header);
    Read { header, province, findings }
}

fn signer(signer: Option<Signer>, attributes: &Attributes) -> Option<Signer> {
    let mut signer = signer.or_else(|| attributes.signer.as_ref().map(|_| Signer::default()))?;
    signer.name = signer.name.or_else(|| attributes.signer.clone());
    Some(signer)
}

/// Whether the document above in the file issues this one: it stands "kèm theo" a document of that kind, with
/// that number or with a blank one.
pub(crate) fn is_issued_by(parts: &Parts<'_>, own: &Header, above: &Header) -> bool {
    let Some(kind) = above.kind.as_deref().map(key::ascii) else { return false };
    let opening =
        parts.blocks.iter().take(ATTACHMENT_WITHIN).filter_map(text_of).filter(|text| is_attachment(text));
    let attached =
        opening.filter(|line| key::ascii(line).contains(&format!("kem theo {kind}"))).any(|line| {
            let cited = Number::read(line).and_then(|number| number.number);
            cited.is_none() || cited.as_deref().map(key::symbol) == above.number.as_deref().map(key::symbol)
        });
    own.kind != above.kind && attached && own.number.is_none()
}

/// An issued plan has the number and date of the decision, and its issuer where it names none.
pub(crate) fn take_identity(header: &mut Header, decision: &Plan) {
    let above = &decision.header;
    header.issued_by = Some(decision.id.clone());
    header.number.clone_from(&above.number);
    header.number_status = above.number_status;
    header.symbol.clone_from(&above.symbol);
    header.date.clone_from(&above.date);
    header.date_partial.clone_from(&above.date_partial);
    header.issuer = header.issuer.take().or_else(|| above.issuer.clone());
    header.place = header.place.take().or_else(|| above.place.clone());
    header.signer = header.signer.take().or_else(|| above.signer.clone());
}

/// Lines of the title behind the type word, joined.
fn title(parts: &Parts<'_>) -> Option<String> {
    let mut lines: Vec<&str> = parts.kind_rest.into_iter().collect();
    lines.extend(
        parts
            .of(Part::Title)
            .filter(|(at, _)| Some(*at) != parts.kind_at)
            .filter_map(|(_, block)| text_of(block)),
    );
    // A page may head the document twice: "KẾ HOẠCH" in bold, and again in its text.
    let is_kind = |line: &&str| parts.kind.is_some_and(|kind| key::ascii(line) == key::ascii(kind));
    let doubled = lines.iter().take_while(|line| is_kind(line)).count();
    let title = lines.get(doubled..).unwrap_or_default().join(" ");
    let title = title.trim_matches(['*', '_', ' ', '-']).trim_end_matches('.');
    (!title.is_empty()).then(|| title.to_owned())
}

/// The years of a title: "năm 2026", "giai đoạn 2026 - 2030".
fn period(title: &str) -> Option<Period> {
    let years = values::years(title)?;
    let (first, last) = years.split_once('-').unwrap_or((&years, &years));
    // The only year of a title may be a citation's date ("ngày 19/6/2025").
    let of_date =
        find_dates(title).any(|found| title.get(found.range).is_some_and(|date| date.contains(first)));
    (!of_date && first <= last)
        .then(|| Period { start: format!("{first}-01-01"), end: format!("{last}-12-31") })
}

/// The line "(Ban hành kèm theo Kế hoạch số …)" of this document's own annexes: it names the own kind.
fn own_attachment<'a>(parts: &'a Parts<'_>) -> Option<&'a str> {
    let kind = parts.kind.map(key::ascii);
    let lines = parts.annexes.iter().filter_map(|annex| annex.attached.as_deref());
    lines.filter(|line| is_attachment(line)).find(|line| {
        let folded = key::ascii(line);
        kind.as_deref().is_some_and(|kind| folded.contains(&format!("kem theo {kind}")))
    })
}

fn own_province(
    parts: &Parts<'_>,
    head: &Letterhead,
    attributes: &Attributes,
    own_line: Option<&str>,
) -> Option<String> {
    let of_body = |raw: &str| canonical(raw, None).and_then(|body| body.province);
    let named = |text: &str| {
        OF_PROVINCE.captures_iter(text).find_map(|found| longest_province(found.get(1)?.as_str()))
    };
    // "Hòa Bình, ngày …" under "UBND XÃ HÒA BÌNH" is the commune, though a province has had that name.
    let is_own = |place: &str| {
        let place = key::ascii(place);
        head.bodies.iter().filter_map(|body| canonical(body, None)).any(|body| {
            matches!(body.level, Level::Commune | Level::District) && key::ascii(&body.name).ends_with(&place)
        })
    };
    let place = head.place.as_deref().filter(|place| !is_own(place));
    head.bodies
        .iter()
        .find_map(|body| of_body(body))
        .or_else(|| attributes.issuer.as_deref().and_then(of_body))
        .or_else(|| place.and_then(data::province).map(|(name, _)| name.to_owned()))
        .or_else(|| title(parts).as_deref().and_then(named))
        .or_else(|| own_line.and_then(named))
        .or_else(|| parts.of(Part::Preamble).filter_map(|(_, block)| text_of(block)).find_map(named))
}

/// The province that a run of capitalised words begins with ("Nghệ An Sở Nội vụ").
fn longest_province(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split(' ').collect();
    (1..=words.len())
        .rev()
        .find_map(|end| data::province(&words.get(..end)?.join(" ")).map(|(name, _)| name.to_owned()))
}

fn issuer(
    parts: &Parts<'_>,
    head: &Letterhead,
    attributes: &Attributes,
    own_line: Option<&str>,
    province: Option<&str>,
) -> Option<Issuer> {
    if let Some((lowest, above)) = head.bodies.split_last() {
        let body = complete(canonical(lowest, province)?, attributes, own_line, province);
        let parent = above.last().and_then(|raw| canonical(raw, province)).map(|parent| parent.name);
        return Some(Issuer { name: body.name, raw: lowest.clone(), level: body.level, parent });
    }
    let preamble = parts.of(Part::Preamble).filter_map(|(_, block)| text_of(block));
    let acting = preamble.filter_map(|text| ACTS.captures(text)?.get(1)).last().map(|actor| actor.as_str());
    let attached = own_line.and_then(|line| ATTACHED_BY.captures(line)?.get(1)).map(|body| body.as_str());
    let raw = acting.or(attached).map(str::to_owned).or_else(|| attributes.issuer.clone())?;
    let body = canonical(&raw, province)?;
    Some(Issuer { name: body.name, raw, level: body.level, parent: None })
}

/// A letterhead that lost its second line ("ỦY BAN NHÂN DÂN") is completed from what the document says of
/// itself elsewhere.
fn complete(
    body: Canonical,
    attributes: &Attributes,
    own_line: Option<&str>,
    province: Option<&str>,
) -> Canonical {
    if !matches!(body.name.as_str(), "Ủy ban nhân dân" | "Hội đồng nhân dân") {
        return body;
    }
    let attached =
        own_line.and_then(|line| ATTACHED_BY.captures(line)?.get(1)).map(|body| body.as_str().to_owned());
    let whole = attributes.issuer.iter().chain(&attached).filter_map(|raw| canonical(raw, province));
    let found = whole
        .into_iter()
        .find(|other| other.name.starts_with(&body.name) && other.name.len() > body.name.len());
    found.unwrap_or(body)
}

/// A site's table of attributes.
#[derive(Debug, Default)]
struct Attributes {
    kind: Option<String>,
    number: Option<String>,
    date: Option<String>,
    issuer: Option<String>,
    signer: Option<String>,
    /// Names and values as printed, with their places.
    at: Vec<(String, String, Vec<Place>)>,
}

impl Attributes {
    fn read(parts: &Parts<'_>) -> Self {
        let tables = parts.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if is_attributes(table) => Some(table),
            _ => None,
        });
        let mut this = Self::default();
        for row in tables.flat_map(|table| &table.rows) {
            let [Some(name), Some(row_value)] = row.as_slice() else { continue };
            let value = row_value.normal();
            if value.is_empty()
                || matches!(key::ascii(value).as_str(), "dang cap nhat" | "da biet" | "khong xac dinh")
            {
                continue;
            }
            let places = name.passage.at().into_iter().chain(row_value.passage.at());
            let mut at = Vec::new();
            places.for_each(|place| Place::push_merged(&mut at, &place, 2));
            this.at.push((key::ascii(name.normal()), value.to_owned(), at));
            match key::ascii(name.normal()).as_str() {
                "loai van ban" => this.kind = Some(value.to_owned()),
                "so hieu" | "so ky hieu" => this.number = Some(value.to_owned()),
                "ngay ban hanh" => this.date = find_dates(value).next().and_then(|found| found.date.iso()),
                "nguoi ky" => this.signer = Some(value.to_owned()),
                "co quan ban hanh" | "noi ban hanh" => this.issuer = Some(site_issuer(value)),
                _ => {}
            }
        }
        this
    }

    fn number(&self) -> Option<Number> {
        Number::read(&format!("Số: {}", self.number.as_deref()?))
    }

    /// Attributes that say another thing than the text. The issuer is not compared: sites often name the province
    /// where a department issued.
    fn mismatches(&self, header: &Header) -> Vec<Finding> {
        let signer = header.signer.as_ref().and_then(|signer| signer.name.as_deref());
        let number = self.number().and_then(|number| number.number);
        let pairs = [
            (
                &["so hieu", "so ky hieu"][..],
                number.as_deref().map(key::symbol),
                header.number.as_deref(),
                key::symbol as fn(&str) -> String,
            ),
            (&["ngay ban hanh"], self.date.clone(), header.date.as_deref(), str::to_owned),
            (&["nguoi ky"], self.signer.as_deref().map(key::name), signer, key::name),
            (&["loai van ban"], self.kind.as_deref().map(key::name), header.kind.as_deref(), key::name),
        ];
        let differing = pairs.into_iter().filter_map(|(names, site, text, fold)| {
            let text = text.filter(|text| site.is_some_and(|site| site != fold(text)))?;
            let (_, said, at) = self.at.iter().find(|(name, ..)| names.contains(&name.as_str()))?;
            Some(mismatch(said, text).at(at.clone()))
        });
        differing.collect()
    }
}

fn mismatch(site: &str, text: &str) -> Finding {
    Finding::new(
        Rule::AttributeMismatch,
        Severity::Warning,
        format!("Trang web ghi “{site}”, văn bản ghi “{text}”."),
        format!("The site says “{site}”, the document itself “{text}”."),
    )
}

/// Sites name a province's or commune's committee by the territory alone: "Tỉnh Nghệ An".
fn site_issuer(value: &str) -> String {
    let folded = key::ascii(value);
    let territory =
        ["tinh ", "thanh pho ", "xa ", "phuong ", "huyen ", "quan ", "thi xa ", "thi tran ", "dac khu "];
    if territory.iter().any(|start| folded.starts_with(start)) {
        format!("Ủy ban nhân dân {value}")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_the_period() {
        let shown = |title| period(title).map(|period| (period.start, period.end));
        assert_eq!(shown("Chuyển đổi số tỉnh năm 2026"), Some(("2026-01-01".into(), "2026-12-31".into())));
        assert_eq!(shown("giai đoạn 2026 - 2030"), Some(("2026-01-01".into(), "2030-12-31".into())));
        assert_eq!(shown("Triển khai Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025"), None);
    }

    #[test]
    fn the_acting_clause_names_the_issuer() {
        let text = "Căn cứ Quyết định số 1/QĐ-TTg; UBND tỉnh Hồng Lam xây dựng Kế hoạch thực hiện";
        assert_eq!(ACTS.captures(text).unwrap().get(1).unwrap().as_str(), "UBND tỉnh Hồng Lam");
    }
}
