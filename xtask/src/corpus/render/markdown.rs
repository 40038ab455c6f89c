//! Markdown as converters write it: headings with hashes, bold heads, pipe tables with a rule below the head.

use super::{
    super::{
        family::{Header, Plan, Row, Table},
        seed::Seed,
    },
    letter,
};

/// The plan in this grammar.
pub(super) fn lines(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let header = &plan.header;
    let mut out = Vec::new();
    block(&mut out, letter::letterhead(header).iter().map(|line| bold(line)).collect());
    block(&mut out, vec![bold(letter::STATE), bold(letter::MOTTO)]);
    block(&mut out, vec![letter::number_line(header, "      ")]);
    block(&mut out, vec![letter::date_line(header, "     ")]);
    block(&mut out, vec![format!("# {}", header.kind.to_uppercase())]);
    block(&mut out, header.title.iter().map(|line| bold(line)).collect());
    for paragraph in letter::body(plan) {
        let line = match paragraph.heading {
            0 => paragraph.text,
            level => format!("{} {}", "#".repeat(level + 1), paragraph.text),
        };
        block(&mut out, vec![line]);
    }
    block(&mut out, letter::recipients(header));
    block(&mut out, header.signature.iter().map(|line| bold(line)).collect());
    block(&mut out, vec![bold(&header.signer)]);
    for table in &plan.tables {
        annex(header, table, seed, &mut out);
    }
    out
}

fn block(out: &mut Vec<String>, lines: Vec<String>) {
    if !out.is_empty() {
        out.push(String::new());
    }
    out.extend(lines);
}

fn bold(text: &str) -> String {
    format!("**{text}**")
}

fn annex(header: &Header, table: &Table, seed: &mut Seed, out: &mut Vec<String>) {
    block(out, vec![format!("## {}", table.appendix)]);
    block(out, vec![bold(&table.title)]);
    block(out, vec![letter::attached_line(header, "      ")]);
    let heads: Vec<String> = table.heads().iter().map(|head| bold(head)).collect();
    block(out, vec![format!("| {} |", heads.join(" | ")), format!("|{}", "---|".repeat(heads.len()))]);
    for row in table.rows() {
        let mut cells = table.printed(row);
        if matches!(row, Row::Group { .. }) {
            cells =
                cells.iter().map(|cell| if cell.is_empty() { cell.clone() } else { bold(cell) }).collect();
        }
        // Converters keep stray blanks of the source around a cell.
        let pad = if seed.once_in(4) { "  " } else { " " };
        out.push(format!("|{pad}{} |", cells.join(&format!("{pad}| "))));
    }
}
