//! What linking needs to know of one record, small enough to keep a corpus of them in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_model::{Citation, Confidence, Indicator, Level, Plan, Role, Row, Task, TextOrigin};
use kehoach_viet::key;
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::date::Date;
use crate::hash;
use crate::number::Number;
use crate::rows::RowFacts;
use crate::sketch::Sketch;
use crate::title::Title;

/// Version of what [`Facts::of`] finds: facts that were kept under another one are made again.
pub const FACTS_VERSION: u32 = 1;

/// What linking knows of one record: a function of the record alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub(crate) identity: Identity,
    pub(crate) quality: Quality,
    /// All citations with a number, in the order of the record, and those of `implements` where a link is.
    pub(crate) cites: Vec<Cite>,
    pub(crate) sketch: Sketch,
    pub(crate) rows: Vec<RowFacts>,
}

/// Who a document is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) work: Option<String>,
    pub(crate) printed: Option<String>,
    pub(crate) number: Option<Number>,
    /// Key of the symbol, known even where the number is blank.
    pub(crate) symbol: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) printed_date: Option<String>,
    pub(crate) issuer: Option<Body>,
    pub(crate) printed_issuer: Option<String>,
    /// Province that the document belongs to, folded; `None` for central ones and where nothing tells it.
    pub(crate) province: Option<String>,
    pub(crate) title: Option<Title>,
    /// The title's words in order, folded: copies have the same.
    pub(crate) title_key: Option<u64>,
    /// A decision in the same file issues it and lends it its number.
    pub(crate) issued: bool,
}

/// How good a copy is; the greatest leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Quality {
    /// Native text before a mixture, a dump and OCR.
    text: u8,
    /// A printed number and a whole date.
    identity: u8,
    /// Rows.
    rows: u32,
    /// Rows whose reading is sure.
    sure: u32,
}

/// A citation as linking sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cite {
    /// Position in `citations`, or in `implements` where [`link`](Self::link) says so.
    pub(crate) position: u32,
    /// It is that of a link.
    pub(crate) link: bool,
    pub(crate) direct: bool,
    pub(crate) role: Role,
    pub(crate) printed: String,
    pub(crate) number: Number,
    pub(crate) kind: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) printed_date: Option<String>,
    pub(crate) issuer: Option<Body>,
    pub(crate) printed_issuer: Option<String>,
    pub(crate) title: Option<Title>,
    pub(crate) work: Option<String>,
}

impl Facts {
    /// What linking needs of a record.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let province = province(plan);
        let identity = Identity::of(plan, province.as_deref());
        let rows: Vec<RowFacts> = rows(plan).map(RowFacts::of).collect();
        Self {
            quality: Quality::of(plan),
            cites: cites(plan, &identity, province.as_deref()),
            sketch: Sketch::of(texts(plan)),
            identity,
            rows,
        }
    }

    /// As kept in a store.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Vectors and numbers only: there is nothing that could fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Facts as kept by [`to_bytes`](Self::to_bytes) of this version; `None` where they are not.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// All rows of a record: indicators, then tasks.
pub(crate) fn rows(plan: &Plan) -> impl Iterator<Item = &Row> {
    let indicators = plan.indicators.iter().map(|Indicator { row, .. }| row);
    indicators.chain(plan.tasks.iter().map(|Task { row, .. }| row))
}

impl Identity {
    fn of(plan: &Plan, province: Option<&str>) -> Self {
        let header = &plan.header;
        let issuer = header.issuer.as_ref();
        Self {
            work: plan.work.clone(),
            printed: header.number.clone(),
            number: header.number.as_deref().and_then(Number::read),
            symbol: symbol(plan),
            kind: header.kind.as_deref().map(key::name),
            date: header.date_partial.as_deref().or(header.date.as_deref()).and_then(Date::read),
            printed_date: header.date.clone().or_else(|| header.date_partial.clone()),
            issuer: issuer.map(|issuer| Body::read(&issuer.name, province)),
            printed_issuer: issuer.map(|issuer| issuer.name.clone()),
            province: province.map(str::to_owned),
            title: header.title.as_deref().map(Title::read),
            title_key: header.title.as_deref().map(|title| hash::text(&key::name(title))),
            issued: header.issued_by.is_some(),
        }
    }
}

/// The symbol behind a number, or where the number is blank.
fn symbol(plan: &Plan) -> Option<String> {
    let of_number = plan.header.number.as_deref().and_then(Number::read).map(|number| number.symbol);
    of_number.or_else(|| plan.header.symbol.as_deref().map(key::symbol))
}

impl Quality {
    fn of(plan: &Plan) -> Self {
        let text = match plan.source.text {
            TextOrigin::Native => 3,
            TextOrigin::Mixed => 2,
            TextOrigin::Dump => 1,
            TextOrigin::Ocr => 0,
        };
        let header = &plan.header;
        let sure = rows(plan).filter(|row| !row.inferred && row.confidence == Confidence::Certain).count();
        Self {
            text,
            identity: u8::from(header.number.is_some()) + u8::from(header.date.is_some()),
            rows: rows(plan).count() as u32,
            sure: sure as u32,
        }
    }

    pub(crate) fn has_rows(self) -> bool {
        self.rows > 0
    }
}

/// The province of a record, folded: from its issuer, the body above it, or the provincial body whose documents it
/// carries out or cites most.
fn province(plan: &Plan) -> Option<String> {
    let of_body = |name: &str| kehoach_plan::canonical(name, None).and_then(|body| body.province);
    let issuer = plan.header.issuer.as_ref();
    if issuer.is_some_and(|issuer| issuer.level == Level::Central) {
        return None;
    }
    let own = issuer.and_then(|issuer| of_body(&issuer.name).or_else(|| of_body(issuer.parent.as_deref()?)));
    let own = own.map(|name| key::ascii(&name)).or_else(|| of_key(plan));
    let cited = |role: Option<Role>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let issuers = plan.citations.iter().filter(|citation| role.is_none_or(|role| citation.role == role));
        for province in issuers.filter_map(|citation| of_body(citation.issuer.as_deref()?)) {
            *counts.entry(province).or_default() += 1;
        }
        let most = counts.values().copied().max()?;
        let mut best = counts.into_iter().filter(|(_, count)| *count == most);
        best.next().filter(|_| best.next().is_none()).map(|(province, _)| province)
    };
    let addressed =
        || plan.header.recipients.iter().find_map(|line| of_body(line.trim_end_matches(" (b/c)")));
    let around = || addressed().or_else(|| cited(Some(Role::Implements))).or_else(|| cited(None));
    own.or_else(|| around().map(|name| key::ascii(&name)))
}

/// The province in the key of a commune's own work.
fn of_key(plan: &Plan) -> Option<String> {
    let local = plan
        .header
        .issuer
        .as_ref()
        .is_some_and(|issuer| matches!(issuer.level, Level::Commune | Level::District));
    province_of_key(plan.work.as_deref().filter(|_| local)?)
}

/// The key of a commune's work is made of number, commune, province and date.
fn province_of_key(key: &str) -> Option<String> {
    let mut parts = key.split('.').skip(2);
    let (province, Some(_)) = (parts.next()?, parts.next()) else { return None };
    Some(province.replace('-', " "))
}

/// The citations that may name another document: those of links, and of the others the first mention of each.
fn cites(plan: &Plan, identity: &Identity, province: Option<&str>) -> Vec<Cite> {
    let fuller = Fuller::of(plan);
    let of_link = plan.implements.iter().zip(0..).filter_map(|(link, position)| {
        let cite = Cite::read(&link.citation, position, province, &fuller)?;
        let mut cite = Cite { link: true, direct: link.direct, work: link.work.clone(), ..cite };
        if let Some(issuer) =
            cite.issuer.as_mut().filter(|issuer| issuer.is_local() && issuer.province.is_none())
        {
            issuer.province = link.work.as_deref().and_then(province_of_key);
        }
        Some(cite)
    });
    let mut cites: Vec<Cite> = of_link.collect();
    let linked: BTreeSet<Number> = cites.iter().map(|cite| cite.number.clone()).collect();
    let mut seen = BTreeSet::new();
    for (citation, position) in plan.citations.iter().zip(0..) {
        if matches!(citation.role, Role::Implements | Role::Itself) {
            continue;
        }
        let Some(number) = citation.number.as_deref().and_then(Number::read) else { continue };
        // A link and a mention of the same document are one; what amends or replaces it says more.
        let changes = matches!(citation.role, Role::Amends | Role::Replaces);
        if linked.contains(&number) && !changes || !seen.insert((number, citation.date.as_deref(), changes)) {
            continue;
        }
        cites.extend(Cite::read(citation, position, province, &fuller));
    }
    // What the document calls by its own number is itself, whatever the role.
    cites.retain(|cite| {
        cite.link || identity.number.as_ref() != Some(&cite.number) || cite.date != identity.date
    });
    cites
}

/// What a document says of each number that it cites. A later mention gives the number alone; what it leaves out stands
/// in a fuller one (Nghị định 30/2020/NĐ-CP wants date and issuer with the first mention only).
struct Fuller<'a>(HashMap<(Number, Option<&'a str>), Said<'a>>);

/// What the mentions of one number say.
#[derive(Default)]
struct Said<'a> {
    date: Only<'a>,
    issuer: Only<'a>,
    title: Option<&'a str>,
}

/// A value on which all mentions agree.
#[derive(Default)]
enum Only<'a> {
    #[default]
    None,
    One(&'a str),
    Several,
}

impl<'a> Only<'a> {
    fn add(&mut self, value: Option<&'a str>) {
        let Some(value) = value else { return };
        *self = match self {
            Self::None => Self::One(value),
            Self::One(known) if *known == value => return,
            _ => Self::Several,
        };
    }

    fn value(&self) -> Option<&'a str> {
        if let Self::One(value) = self { Some(value) } else { None }
    }
}

impl<'a> Fuller<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut all: HashMap<(Number, Option<&str>), Said<'_>> = HashMap::new();
        for citation in &plan.citations {
            let Some(number) = citation.number.as_deref().and_then(Number::read) else { continue };
            let said = all.entry((number, citation.kind.as_deref())).or_default();
            said.date.add(citation.date.as_deref());
            said.issuer.add(citation.issuer.as_deref());
            said.title = said.title.or(citation.title.as_deref());
        }
        Self(all)
    }
}

impl Cite {
    fn read(citation: &Citation, position: u32, province: Option<&str>, fuller: &Fuller<'_>) -> Option<Self> {
        let printed = citation.number.clone()?;
        let number = Number::read(&printed)?;
        let said = fuller.0.get(&(number.clone(), citation.kind.as_deref()));
        let date = citation.date.as_deref().or_else(|| said?.date.value());
        let issuer = citation.issuer.as_deref().or_else(|| said?.issuer.value());
        let title = citation.title.as_deref().or_else(|| said?.title);
        Some(Self {
            position,
            link: false,
            direct: true,
            role: citation.role,
            number,
            printed,
            kind: citation.kind.as_deref().map(key::name),
            date: date.and_then(Date::read),
            printed_date: date.map(str::to_owned),
            issuer: issuer.map(|name| Body::read(name, province)),
            printed_issuer: issuer.map(str::to_owned),
            title: title.map(Title::read).filter(|title| title.len() > 0),
            work: None,
        })
    }
}

/// The texts of a record by which copies are told: prose and names of rows.
fn texts(plan: &Plan) -> Vec<&str> {
    let mut texts = plan.prose();
    texts.extend(rows(plan).map(|row| row.name.as_str()));
    texts
}
