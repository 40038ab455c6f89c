//! The citations of one document with their roles, and what the document says it carries out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use kehoach_document::{Block, Passage, Table};
use kehoach_model::{Citation, Header, Level, Link, LinkStatus, Role};
use kehoach_viet::key;
use regex::Regex;

use crate::{
    data::pattern,
    identity,
    issuer::canonical,
    mentions::{self, Mention},
    parts::{Part, Parts, is_attachment},
};

/// Words that open a clause of the preamble and govern the list behind them: carrying out, or a base.
static OPENS_CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[.;] )(?:-\s)?(?:(?P<carries>(?:Để |Nhằm )?(?:[Tt]iếp tục |[Tt]ổ chức )?(?:[Tt]hực hiện|[Tt]riển khai|[Tt]hi hành|[Cc]ụ thể hóa|[Cc]ụ thể hoá)\b)|(?P<other>Căn cứ|Theo |Xét |Trên cơ sở|Phát huy|\p{Lu}))",
    )
});
/// The same verb right in front of a mention, for titles.
static VERB_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:thực hiện|triển khai|thi hành)(?: thực hiện| thi hành)?(?: có hiệu quả)?$")
});

/// Citations and links of one document.
#[derive(Debug, Default)]
pub(crate) struct Cited {
    pub(crate) citations: Vec<Citation>,
    pub(crate) implements: Vec<Link>,
}

/// Reads all mentions in document order.
pub(crate) fn read(parts: &Parts<'_>, header: &Header, province: Option<&str>) -> Cited {
    let mut reader =
        Reader { header, province, out: Cited::default(), implementing: Vec::new(), under_basis: false };
    for (block, part) in parts.blocks.iter().zip(&parts.parts) {
        match block {
            Block::Paragraph(paragraph) => reader.passage(&paragraph.passage, *part),
            // Lines of a lost table run through its cells: numbers and dates are read, titles are not guessed.
            Block::Table(table) if table.header_rows == 0 && table.inferred => reader.region(table),
            Block::Table(table) => {
                for cell in table.cells() {
                    reader.passage(&cell.passage, *part);
                }
            }
        }
    }
    reader.promote_bases();
    reader.finish()
}

struct Reader<'a> {
    header: &'a Header,
    province: Option<&'a str>,
    out: Cited,
    /// Positions of citations that the document carries out.
    implementing: Vec<usize>,
    /// Under a heading "Căn cứ …".
    under_basis: bool,
}

impl Reader<'_> {
    fn passage(&mut self, passage: &Passage, part: Part) {
        let text = passage.normal();
        if part == Part::Body
            && kehoach_document::label::parse(text).is_some_and(|label| label.kind.is_numbered())
        {
            self.under_basis = text.to_uppercase().contains("CĂN CỨ");
        }
        if part == Part::Letterhead {
            return;
        }
        let first = self.out.citations.len();
        // Every number has a slash or a hyphen behind a digit, every alias its type word; most passages have none.
        if !may_cite(text) && !text.contains("Đề án ") {
            return;
        }
        let opening = matches!(part, Part::Title | Part::Preamble);
        let governed = if part == Part::Preamble { governed(text) } else { Vec::new() };
        let mut acted = false;
        let mut end = 0;
        for mention in mentions::find_mentions(text) {
            acted |= text.get(end..mention.range.start).is_some_and(|between| {
                between.match_indices([',', ';']).any(|(at, _)| {
                    between.get(at + 1..).is_some_and(|rest| mentions::acts(rest.trim_start()))
                })
            });
            end = mention.range.end;
            let top = mention.nested_in.is_none();
            let before = words_before(text, mention.range.start);
            let in_title = part == Part::Title
                && top
                && (VERB_BEFORE.is_match(before) || self.joins_implemented(before, first));
            let carried = governed.iter().any(|clause| clause.contains(&mention.range.start));
            let alias = before.ends_with("gọi tắt là")
                || before.ends_with("viết tắt là")
                || before.ends_with("sau đây gọi là");
            let implements =
                opening && top && !alias && !mention.by_number_alone && (carried && !acted || in_title);
            let role = if implements { Role::Implements } else { self.role(&mention, text, before, part) };
            if role == Role::Implements {
                self.implementing.push(self.out.citations.len());
            }
            self.push(passage, mention, role, first);
        }
    }

    /// Mentions in the lines of a table whose columns are lost.
    fn region(&mut self, table: &Table) {
        let lines = table
            .cells()
            .filter_map(|cell| Some((cell.passage.text().raw(), cell.passage.at().into_iter().next()?)));
        let joined = Passage::of_lines(lines);
        let first = self.out.citations.len();
        self.passage(&joined, Part::Body);
        for citation in self.out.citations.iter_mut().skip(first) {
            citation.title = None;
        }
    }

    /// "… thực hiện A và B" in a title: B follows an implemented A.
    fn joins_implemented(&self, before: &str, first: usize) -> bool {
        let joined = before.ends_with(" và") || before.ends_with(',');
        joined && self.implementing.last().is_some_and(|&at| at >= first)
    }

    fn role(&self, mention: &Mention, text: &str, before: &str, part: Part) -> Role {
        let own = self
            .header
            .number
            .as_deref()
            .is_some_and(|number| key::symbol(number) == key::symbol(&mention.number));
        if own {
            return Role::Itself;
        }
        if is_attachment(text) || before.ends_with("kèm theo") {
            return Role::AttachedTo;
        }
        let lower = before.to_lowercase();
        if lower.ends_with("thay thế") {
            return Role::Replaces;
        }
        if lower.ends_with("sửa đổi, bổ sung")
            || lower.ends_with("sửa đổi")
            || lower.ends_with("một số điều của")
        {
            return Role::Amends;
        }
        let basis = text.starts_with("Căn cứ")
            || text.starts_with("- Căn cứ")
            || self.under_basis && part == Part::Body;
        if basis && mention.nested_in.is_none() { Role::LegalBasis } else { Role::Mentions }
    }

    fn push(&mut self, passage: &Passage, mention: Mention, role: Role, first: usize) {
        let issuer =
            mention.issuer.as_deref().and_then(|raw| canonical(raw, self.province)).map(|body| body.name);
        self.out.citations.push(Citation {
            raw: passage.text().raw_slice(mention.range.clone()).to_owned(),
            kind: mention.kind.map(str::to_owned),
            number: Some(mention.number),
            date: mention.date,
            issuer,
            title: mention.title,
            role,
            nested_in: mention.nested_in.map(|at| (first + at) as u32),
            at: passage.at_range(mention.range),
        });
    }

    /// A base becomes what is carried out if the title repeats the name of its scheme.
    fn promote_bases(&mut self) {
        if !self.implementing.is_empty() {
            return;
        }
        let Some(title) = self.header.title.as_deref().map(key::name) else { return };
        for (at, citation) in self.out.citations.iter_mut().enumerate() {
            let carrier = citation.kind.as_deref().is_some_and(|kind| {
                !matches!(
                    kind,
                    "Luật" | "Bộ luật" | "Nghị định" | "Thông tư" | "Công văn" | "Tờ trình" | "Văn bản"
                )
            });
            let named =
                citation.title.as_deref().and_then(scheme_name).is_some_and(|name| title.contains(&name));
            let plan = citation.kind.as_deref().is_some_and(|kind| {
                ["Kế hoạch", "Chương trình", "Đề án"].iter().any(|plan| kind.starts_with(plan))
            });
            let named =
                named || plan && citation.title.as_deref().is_some_and(|cited| repeats(&title, cited));
            if citation.role == Role::LegalBasis && carrier && named {
                citation.role = Role::Implements;
                self.implementing.push(at);
            }
        }
    }

    fn finish(mut self) -> Cited {
        let ancestors = self.ancestors();
        let mut seen = BTreeSet::new();
        for &at in &self.implementing {
            let Some(citation) = self.out.citations.get(at) else { continue };
            let number = citation.number.as_deref().map(key::symbol).unwrap_or_default();
            let direct = !ancestors.contains(&number);
            if !seen.insert(number) {
                continue;
            }
            self.out.implements.push(Link {
                work: identity::cited_work(citation, self.province),
                citation: citation.clone(),
                status: LinkStatus::Unresolved,
                direct,
                plan: None,
                candidates: Vec::new(),
                discrepancies: Vec::new(),
                confirmed_by: None,
            });
        }
        self.out
    }

    /// Numbers that another parent's own title says it carries out.
    fn ancestors(&self) -> BTreeSet<String> {
        let implementing: BTreeSet<usize> = self.implementing.iter().copied().collect();
        let number = |citation: &Citation| citation.number.as_deref().map(key::symbol);
        let nested = self.out.citations.iter().filter_map(|nested| {
            let holder =
                nested.nested_in.map(|at| at as usize).filter(|holder| implementing.contains(holder))?;
            let held = number(nested)?;
            (number(self.out.citations.get(holder)?)? != held).then_some(held)
        });
        nested.collect()
    }
}

/// The stretches of a preamble that a verb of carrying out governs: from the verb to the sentence's end, or to
/// a clause that opens otherwise. A list goes on over semicolons ("Thực hiện A; B; Chỉ thị C").
fn governed(text: &str) -> Vec<Range<usize>> {
    let mut clauses: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for found in OPENS_CLAUSE.captures_iter(text) {
        let (Some(whole), carries) = (found.get(0), found.name("carries")) else { continue };
        let other = found.name("other").map(|other| other.as_str());
        let at_semicolon = whole.as_str().starts_with(';');
        let names_document = other.is_some()
            && at_semicolon
            && !matches!(other, Some("Căn cứ" | "Theo " | "Xét " | "Trên cơ sở" | "Phát huy"));
        if names_document {
            continue;
        }
        if let Some(start) = open.take() {
            clauses.push(start..whole.start());
        }
        open = carries.map(|verb| verb.start());
    }
    clauses.extend(open.map(|start| start..text.len()));
    clauses
}

/// The few words in front of a mention: its verb stands there.
fn words_before(text: &str, start: usize) -> &str {
    const REACH: usize = 120;
    let from = (start.saturating_sub(REACH)..=start).find(|&at| text.is_char_boundary(at)).unwrap_or(start);
    text.get(from..start).unwrap_or_default().trim_end()
}

/// A digit with a slash or hyphen and a capital behind it: a cheap test before the grammar runs.
fn may_cite(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        matches!(byte, b'/' | b'-')
            && bytes
                .get(at.wrapping_sub(1))
                .is_some_and(|before| before.is_ascii_alphanumeric() || *before >= 0x80)
            && bytes.get(at + 1).is_some_and(|behind| behind.is_ascii_uppercase() || *behind >= 0x80)
    })
}

/// Whether a folded title repeats a plan's own name: its words but those of every title (place, year, verbs).
fn repeats(title: &str, cited: &str) -> bool {
    /// Fewer words are too common to mean one plan.
    const LEAST_WORDS: usize = 3;
    const EVERYWHERE: &[&str] = &[
        "thực hiện",
        "triển khai",
        "trên địa bàn",
        "tỉnh",
        "thành phố",
        "xã",
        "phường",
        "năm",
        "giai đoạn",
        "việc",
        "công tác",
        "của",
        "và",
    ];
    let everywhere: Vec<String> =
        EVERYWHERE.iter().flat_map(|words| words.split(' ')).map(key::name).collect();
    let folded = key::name(cited);
    let own: Vec<&str> = folded
        .split(' ')
        .filter(|word| {
            !everywhere.iter().any(|common| common == word) && !word.bytes().all(|b| b.is_ascii_digit())
        })
        .collect();
    let kept = own.iter().filter(|word| title.split(' ').any(|other| other == **word)).count();
    own.len() >= LEAST_WORDS && kept * 10 >= own.len() * 8
}

/// The name of the scheme that a title approves, folded: what stands in quotes, or behind the type word.
fn scheme_name(title: &str) -> Option<String> {
    /// Shorter names fit too many titles.
    const LEAST_WORDS: usize = 4;
    let quoted = title.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map(|(name, _)| name);
    let name = quoted.or_else(|| {
        let scheme = ["Đề án", "Chương trình", "Chiến lược", "Kế hoạch"]
            .iter()
            .find_map(|word| title.find(word).map(|at| at + word.len()))?;
        title.get(scheme..)
    })?;
    let folded = key::name(name);
    (folded.split(' ').count() >= LEAST_WORDS).then_some(folded)
}

/// Level of a canonical issuer, for keys of works.
pub(crate) fn level_of(issuer: &str) -> Level {
    canonical(issuer, None).map_or(Level::Other, |body| body.level)
}
