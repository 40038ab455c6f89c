//! What one wording leaves out of another and adds to it, word by word.

use unicode_width::UnicodeWidthStr;

use super::super::terminal::Style;

/// Pairs of words that are compared at most: texts beyond are told as one change.
const MOST_PAIRS: usize = 4_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    Kept(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// The words of both: gone ones struck, new ones green, or `[-gone-]` and `{+new+}` without colours.
pub(super) fn lines(before: &str, after: &str, width: usize, colours: bool) -> Vec<String> {
    let words = words(before, after);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let kind = std::mem::discriminant(first);
        let run = words.get(at..).unwrap_or_default();
        let run = run.iter().take_while(|word| std::mem::discriminant(*word) == kind).count();
        let (open, close) = match first {
            Word::Kept(_) => ("", ""),
            _ if colours => ("", ""),
            Word::Gone(_) => ("[-", "-]"),
            Word::New(_) => ("{+", "+}"),
        };
        for (position, word) in words.iter().skip(at).take(run).enumerate() {
            let (Word::Kept(text) | Word::Gone(text) | Word::New(text)) = *word;
            let open = if position == 0 { open } else { "" };
            let close = if position + 1 == run { close } else { "" };
            let text = format!("{open}{text}{close}");
            if used > 0 && used + 1 + text.width() > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            used += text.width();
            line.push_str(&match word {
                Word::Kept(_) => text,
                _ if !colours => text,
                Word::Gone(_) => Style::Gone.of(&text),
                Word::New(_) => Style::New.of(&text),
            });
        }
        at += run;
    }
    lines.push(line);
    lines
}

/// A longest common subsequence between the common beginning and the common end.
fn words<'a>(before: &'a str, after: &'a str) -> Vec<Word<'a>> {
    let old: Vec<&str> = before.split_whitespace().collect();
    let new: Vec<&str> = after.split_whitespace().collect();
    let start = old.iter().zip(&new).take_while(|(old, new)| same(old, new)).count();
    let rest = |words: &[&'a str]| words.get(start..).unwrap_or_default().to_vec();
    let (mut old_rest, mut new_rest) = (rest(&old), rest(&new));
    let end =
        old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| same(old, new)).count();
    old_rest.truncate(old_rest.len() - end);
    new_rest.truncate(new_rest.len() - end);
    let mut words: Vec<Word<'_>> = new.iter().take(start).map(|word| Word::Kept(word)).collect();
    words.extend(middle(&old_rest, &new_rest));
    words.extend(new.iter().skip(new.len() - end).map(|word| Word::Kept(word)));
    words
}

/// Whether only a stop or a comma parts them.
fn same(one: &str, other: &str) -> bool {
    let bare = |word: &'_ str| -> usize { word.trim_end_matches(['.', ',', ';', ':']).len() };
    let (one_bare, other_bare) = (one.get(..bare(one)), other.get(..bare(other)));
    one == other || one_bare.is_some_and(|word| !word.is_empty()) && one_bare == other_bare
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Word<'a>> {
    let all = || old.iter().map(|word| Word::Gone(word)).chain(new.iter().map(|word| Word::New(word)));
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return all().collect();
    }
    // lengths[i][j]: words in common of old[i..] and new[j..].
    let columns = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * columns];
    let length = |lengths: &[u32], i: usize, j: usize| lengths.get(i * columns + j).copied().unwrap_or(0);
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let best = if same(one, other) {
                length(&lengths, i + 1, j + 1) + 1
            } else {
                length(&lengths, i + 1, j).max(length(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i * columns + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut words) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(one), Some(other)) if same(one, other) => {
                words.push(Word::Kept(other));
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other)
                if other.is_none() || length(&lengths, i + 1, j) >= length(&lengths, i, j + 1) =>
            {
                words.push(Word::Gone(one));
                i += 1;
            }
            (_, Some(other)) => {
                words.push(Word::New(other));
                j += 1;
            }
            (_, None) => return words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        lines(before, after, 1_000, false).join("\n")
    }

    #[test]
    fn changed_words_are_marked_in_runs() {
        assert_eq!(
            shown("Tỷ lệ hồ sơ nộp trực tuyến", "Tỷ lệ hồ sơ được nộp trục tuyến của xã"),
            "Tỷ lệ hồ sơ {+được+} nộp [-trực-] {+trục+} tuyến {+của xã+}"
        );
        assert_eq!(shown("a b c", "a b c"), "a b c");
        assert_eq!(shown("", "a b"), "{+a b+}");
        assert_eq!(shown("xã hội, ngân hàng.", "xã hội."), "xã hội. [-ngân hàng.-]");
        assert_eq!(shown("a b", ""), "[-a b-]");
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        assert_eq!(lines("một hai ba", "một bốn ba", 12, false), ["một [-hai-]", "{+bốn+} ba"]);
    }
}
