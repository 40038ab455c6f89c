//! A PDF's text with its printed lines. Lines that a paragraph continues end in a blank; an empty line
//! follows the first line of some paragraphs and says nothing; a number may break after its hyphen.

use super::{
    super::{family::Plan, seed::Seed, wrap::wrap_hyphens},
    letter,
};

/// Letters in a printed line.
const WIDTH: usize = 84;

/// The plan in this grammar.
pub(super) fn lines(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let header = &plan.header;
    let mut out = vec![String::new()];
    let mut letterhead = letter::letterhead(header).into_iter();
    // A page opens with a blank, as the extractor prints it.
    out.extend(letterhead.next().map(|line| format!(" {line}")));
    out.extend(letterhead);
    out.extend([String::new(), letter::STATE.into(), letter::MOTTO.into(), String::new()]);
    // Both stand on one printed line, in two columns.
    let (number, date) = (letter::number_line(header, "         "), letter::date_line(header, "    "));
    out.extend([format!("{number}           {date}"), String::new()]);
    out.push(header.kind.to_uppercase());
    for line in &header.title {
        out.extend(continued(line, WIDTH));
        out.extend(seed.once_in(2).then(String::new));
    }
    out.push(String::new());
    for paragraph in letter::body(plan) {
        let mut printed = continued(&paragraph.text, WIDTH);
        if printed.len() > 1 && !seed.once_in(3) {
            printed.insert(1, String::new());
        }
        out.extend(printed);
        out.extend((paragraph.heading == 0 && seed.once_in(2)).then(String::new));
    }
    out.push(String::new());
    out.extend(letter::recipients(header));
    out.push(String::new());
    out.extend(header.signature.iter().cloned());
    out.extend([String::new(), header.signer.clone()]);
    out
}

/// The lines of one paragraph, each with a blank at its end where the next one goes on.
pub(super) fn continued(text: &str, width: usize) -> Vec<String> {
    let mut lines = wrap_hyphens(text, width);
    let last = lines.pop();
    let goes_on = lines.into_iter().map(|(line, in_word)| if in_word { line } else { line + " " });
    goes_on.chain(last.map(|(line, _)| line)).collect()
}

#[cfg(test)]
mod tests {
    use super::continued;

    #[test]
    fn a_paragraph_joins_again_as_it_was() {
        let text = "Các đơn vị bám sát nhiệm vụ giao tại Kế hoạch số 02-KH/BCĐTW và Kế hoạch số 15/KH-UBND";
        for width in 20..60 {
            assert_eq!(continued(text, width).concat(), text);
        }
        assert!((20..60).any(|width| continued(text, width).iter().any(|line| line.ends_with("02-"))));
    }
}
