//! Letterhead and signature: tables of two columns without borders, several paragraphs to a cell
//! (Nghị định 30/2020/NĐ-CP, Phụ lục I).

use docx_rs::{AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, VAlignType, WidthType};

use super::{
    super::{
        super::{
            family::{Header, Letterhead},
            seed::Seed,
        },
        letter,
    },
    typing::{Look, centred, typed},
};

/// Width of the columns, twentieths of a point.
const LETTERHEAD: [usize; 2] = [3700, 5370];
const SIGNATURE: [usize; 2] = [4535, 4535];
/// Rule below a name, where it is typed and not drawn.
const RULE: &str = "-------";
/// Empty lines that the signature and the stamp need.
const STAMP: usize = 4;
/// What is left for a number and a day that are written by hand.
const NUMBER: &str = "         ";
const DAY: &str = "      ";

/// Issuer and number on the left; state, motto, place and date on the right.
pub(super) fn letterhead(header: &Header, form: Letterhead, seed: &mut Seed) -> Table {
    let own = header.letterhead.len();
    let names = letter::letterhead(header);
    let above = names.len() - own;
    let mut left: Vec<Paragraph> = names
        .iter()
        .enumerate()
        // The body above the issuer is not set in bold.
        .map(|(at, name)| centred(name, if at < above { Look::PLAIN } else { Look::BOLD }.small(), seed))
        .collect();
    let mut right =
        vec![centred(letter::STATE, Look::BOLD.small(), seed), centred(letter::MOTTO, Look::BOLD, seed)];
    if form == Letterhead::TypedRules {
        left.push(centred(RULE, Look::BOLD, seed));
        right.push(centred(RULE, Look::BOLD, seed));
    }
    let number = centred(&letter::number_line(header, NUMBER), Look::PLAIN, seed);
    let date = centred(&letter::date_line(header, DAY), Look::ITALIC, seed);
    let rows = if form == Letterhead::TwoRows {
        vec![[left, right], [vec![number], vec![date]]]
    } else {
        left.push(number);
        right.push(date);
        vec![[left, right]]
    };
    borderless(rows, LETTERHEAD)
}

/// "Nơi nhận:" on the left, who signs on the right.
pub(super) fn signature(header: &Header, seed: &mut Seed) -> Table {
    let left = letter::recipients(header)
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let look = Look { bold: at == 0, italic: at == 0, ..Look::PLAIN.small() };
            typed(line, look, seed).align(AlignmentType::Left)
        })
        .collect();
    let signing = if seed.once_in(2) { vec![header.signature.join("\n")] } else { header.signature.clone() };
    let mut right: Vec<Paragraph> = signing.iter().map(|line| centred(line, Look::BOLD, seed)).collect();
    right.extend((0..STAMP).map(|_| Paragraph::new().align(AlignmentType::Center)));
    right.push(centred(&header.signer, Look::BOLD, seed));
    borderless(vec![[left, right]], SIGNATURE)
}

fn borderless(rows: Vec<[Vec<Paragraph>; 2]>, widths: [usize; 2]) -> Table {
    let cell = |(paragraphs, width): (Vec<Paragraph>, usize)| {
        let cell = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Top);
        paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
    };
    let rows = rows.into_iter().map(|cells| TableRow::new(cells.into_iter().zip(widths).map(cell).collect()));
    Table::without_borders(rows.collect()).set_grid(widths.to_vec()).layout(TableLayoutType::Fixed)
}
