//! Breaks text into printed lines, as a word processor does.

/// Words of `text` in lines of at most `width` letters; an empty text is one empty line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    lines(text, width, false).into_iter().map(|(line, _)| line).collect()
}

/// As `wrap`, but a number such as "02-KH/BCĐTW" may break after its hyphen.
/// Each line says whether the next one continues its last word.
pub(super) fn wrap_hyphens(text: &str, width: usize) -> Vec<(String, bool)> {
    lines(text, width, true)
}

fn lines(text: &str, width: usize, hyphens: bool) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if fits(&line, word, width) {
            push(&mut line, word);
            continue;
        }
        if hyphens
            && let Some(at) = word.find('-').map(|at| at + 1)
            && let Some((before, after)) = word.split_at_checked(at)
            && before.len() > 1
            && !after.is_empty()
            && fits(&line, before, width)
        {
            push(&mut line, before);
            lines.push((std::mem::take(&mut line), true));
            line.push_str(after);
            continue;
        }
        if !line.is_empty() {
            lines.push((std::mem::take(&mut line), false));
        }
        line.push_str(word);
    }
    lines.push((line, false));
    lines
}

fn fits(line: &str, word: &str, width: usize) -> bool {
    line.is_empty() || line.chars().count() + 1 + word.chars().count() <= width
}

fn push(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::{wrap, wrap_hyphens};

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "Đối soát dữ liệu đất đai với dữ liệu dân cư, xử lý thửa đất trùng";
        let lines = wrap(text, 20);
        assert!(lines.iter().all(|line| line.chars().count() <= 20));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_number_breaks_after_its_hyphen_only_where_allowed() {
        let text = "Kế hoạch số 02-KH/BCĐTW ngày";
        assert_eq!(wrap_hyphens(text, 16)[0], ("Kế hoạch số 02-".to_owned(), true));
        assert_eq!(wrap(text, 16)[0], "Kế hoạch số");
    }
}
