//! What every page shows of a plan, piece by piece; how, each site says.

use super::{
    super::{
        super::{
            family::{Header, Letterhead, Plan, Table},
            seed::Seed,
        },
        letter::{self, Paragraph},
    },
    grid::{Grid, grid},
};

/// What is left for a number and a day that are written by hand.
const NUMBER: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
const DAY: &str = "\u{a0}\u{a0}\u{a0}";
/// Rule below a name, where it is typed and not drawn.
const RULE: &str = "-------";
/// Empty lines that the signature and the stamp need.
const STAMP: usize = 3;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Bold,
    Italic,
}

/// A line that is set as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) look: Look,
}

impl Line {
    fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look }
    }
}

/// A piece of the plan, in the order of the page.
#[derive(Debug)]
pub(super) enum Block {
    /// Issuer and state in two columns without borders, row by row.
    Letterhead(Vec<[Vec<Line>; 2]>),
    /// Lines in the middle of the page: the title, and what stands above an annex.
    Centred(Vec<Line>),
    Paragraph(Paragraph),
    /// Recipients, and who signs, in two columns without borders.
    Signature([Vec<Line>; 2]),
    Grid(Grid),
}

/// The whole plan.
pub(super) fn blocks(plan: &Plan, seed: &mut Seed) -> Vec<Block> {
    let header = &plan.header;
    let mut out = vec![letterhead(header, plan.html.letterhead), title(header)];
    out.extend(letter::body(plan).into_iter().map(Block::Paragraph));
    out.push(signature(header));
    for table in &plan.tables {
        out.push(annex(header, table));
        out.push(Block::Grid(grid(table, &plan.html, seed)));
    }
    out
}

fn letterhead(header: &Header, form: Letterhead) -> Block {
    let names = letter::letterhead(header);
    let above = names.len() - header.letterhead.len();
    // The body above the issuer is not set in bold.
    let look = |at| if at < above { Look::Plain } else { Look::Bold };
    let mut left: Vec<Line> =
        names.into_iter().enumerate().map(|(at, name)| Line::new(name, look(at))).collect();
    let mut right = vec![Line::new(letter::STATE, Look::Bold), Line::new(letter::MOTTO, Look::Bold)];
    if form == Letterhead::TypedRules {
        left.push(Line::new(RULE, Look::Bold));
        right.push(Line::new(RULE, Look::Bold));
    }
    let number = Line::new(letter::number_line(header, NUMBER), Look::Plain);
    let date = Line::new(letter::date_line(header, DAY), Look::Italic);
    if form == Letterhead::TwoRows {
        return Block::Letterhead(vec![[left, right], [vec![number], vec![date]]]);
    }
    left.push(number);
    right.push(date);
    Block::Letterhead(vec![[left, right]])
}

fn title(header: &Header) -> Block {
    let kind = std::iter::once(header.kind.to_uppercase());
    Block::Centred(kind.chain(header.title.clone()).map(|line| Line::new(line, Look::Bold)).collect())
}

fn signature(header: &Header) -> Block {
    let look = |at| if at == 0 { Look::Italic } else { Look::Plain };
    let recipients = letter::recipients(header).into_iter().enumerate();
    let recipients = recipients.map(|(at, line)| Line::new(line, look(at))).collect();
    let stamp = std::iter::repeat_n(String::new(), STAMP);
    let signing = header.signature.iter().cloned().chain(stamp).chain([header.signer.clone()]);
    Block::Signature([recipients, signing.map(|line| Line::new(line, Look::Bold)).collect()])
}

fn annex(header: &Header, table: &Table) -> Block {
    Block::Centred(vec![
        Line::new(&table.appendix, Look::Bold),
        Line::new(&table.title, Look::Bold),
        Line::new(letter::attached_line(header, DAY), Look::Italic),
    ])
}
