//! Blocks between single blank lines, table rows with tabs. A page end is a blank line, inside a row or a
//! sentence too; the rest of a cut row then opens with an empty TT.

use super::{
    super::{
        damage::{cut_row, cut_sentence},
        family::{Header, Plan, Row, Table},
        seed::Seed,
    },
    letter,
};

/// Fewer rows fill no page.
const ROWS_ON_A_PAGE: usize = 4;
/// Past those, a row in so many stands at a page end.
const ROWS_TO_A_PAGE: usize = 3;
/// A paragraph in so many stands at a page end.
const PARAGRAPHS_TO_A_PAGE: usize = 5;

/// The plan in this grammar.
pub(super) fn lines(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let header = &plan.header;
    let mut out = vec![String::new()];
    block(&mut out, letter::letterhead(header));
    block(&mut out, vec![letter::STATE.into(), letter::MOTTO.into()]);
    block(&mut out, vec![letter::number_line(header, " ")]);
    block(&mut out, vec![letter::date_line(header, " ")]);
    block(&mut out, std::iter::once(header.kind.to_uppercase()).chain(header.title.clone()).collect());
    for paragraph in letter::body(plan) {
        let cut = if paragraph.heading == 0 && seed.once_in(PARAGRAPHS_TO_A_PAGE) {
            cut_sentence(&paragraph.text, seed)
        } else {
            None
        };
        let (above, below) = cut.map_or((paragraph.text, None), |(above, below)| (above, Some(below)));
        block(&mut out, vec![above]);
        if let Some(below) = below {
            block(&mut out, vec![below]);
        }
    }
    signature(header, &mut out);
    for table in &plan.tables {
        annex(header, table, seed, &mut out);
    }
    out
}

fn block(out: &mut Vec<String>, lines: Vec<String>) {
    out.push(String::new());
    out.extend(lines);
}

fn signature(header: &Header, out: &mut Vec<String>) {
    let mut recipients = letter::recipients(header).into_iter();
    block(out, recipients.by_ref().take(1).collect());
    block(out, recipients.collect());
    block(out, header.signature.clone());
    block(out, vec![header.signer.clone()]);
}

fn annex(header: &Header, table: &Table, seed: &mut Seed, out: &mut Vec<String>) {
    let attached = letter::attached_line(header, " ");
    // Whoever converted the file left the bold marks of a title that shares its line with the annex number.
    if seed.once_in(2) {
        block(out, vec![format!("{}**{}**", table.appendix, table.title)]);
        block(out, vec![attached]);
    } else {
        block(out, vec![table.appendix.clone()]);
        block(out, vec![table.title.clone(), attached]);
    }
    block(out, vec![table.heads().join("\t")]);
    let widths: Vec<usize> = table.columns.iter().map(|column| column.width).collect();
    let mut on_page = 0;
    for row in table.rows() {
        let cells = table.printed(row);
        on_page += 1;
        if on_page <= ROWS_ON_A_PAGE || !seed.once_in(ROWS_TO_A_PAGE) {
            out.push(cells.join("\t"));
            continue;
        }
        on_page = 0;
        let cut = if matches!(row, Row::Cells(_)) { cut_row(&cells, &widths, seed) } else { None };
        let (above, below) = cut.unwrap_or_else(|| (Vec::new(), cells));
        if !above.is_empty() {
            out.push(above.join("\t"));
        }
        block(out, vec![below.join("\t")]);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::vary, *};

    /// Undoes the page ends alone: a line with tabs and an empty TT after a blank line goes to the row above.
    fn mend(lines: &[String]) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut blank = false;
        for line in lines {
            let cells: Vec<String> = line.split('\t').map(String::from).collect();
            match rows.last_mut() {
                Some(row) if blank && cells.len() > 1 && cells[0].is_empty() => {
                    for (cell, rest) in row.iter_mut().zip(&cells) {
                        *cell = format!("{cell} {rest}").trim().to_owned();
                    }
                }
                _ if cells.len() > 1 => rows.push(cells),
                _ => {}
            }
            blank = line.is_empty();
        }
        rows
    }

    #[test]
    fn every_row_is_found_again_once_the_pages_are_joined() {
        for start in 0..20 {
            // Groups without a label look like the rest of a cut row; `vary` makes none.
            let plan = vary::plan(start, 60);
            let printed = lines(&plan, &mut Seed::new(start));
            let damaged = printed.iter().filter(|line| line.starts_with('\t')).count();
            assert!(damaged > 0, "seed {start} cut no row");
            let rows = mend(&printed);
            let mut wanted = Vec::new();
            for table in &plan.tables {
                wanted.push(table.heads());
                wanted.extend(table.rows().map(|row| table.printed(row)));
            }
            assert_eq!(rows, wanted);
        }
    }
}
