//! What typing leaves between letters, in Word and in the editors of web pages alike: runs end wherever
//! somebody once stopped, inside words too, and some blanks do not break.

use super::super::seed::Seed;

/// Letters of a run at most; half of them on average.
const RUN: usize = 48;
/// One in so many blanks beside a digit does not break.
const HARD: usize = 5;

/// The runs of a text.
pub(super) fn pieces(text: &str, seed: &mut Seed) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut rest = letters.as_slice();
    let mut out = Vec::new();
    while let Some((piece, after)) = rest.split_at_checked(1 + seed.below(RUN)) {
        out.push(piece.iter().collect());
        rest = after;
    }
    if !rest.is_empty() {
        out.push(rest.iter().collect());
    }
    out
}

/// The text with some of the blanks beside its digits turned into no-break spaces.
pub(super) fn hard_blanks(text: &str, seed: &mut Seed) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    letters
        .iter()
        .enumerate()
        .map(|(at, letter)| match letter {
            ' ' if (digit(at.checked_sub(1)) || digit(at.checked_add(1))) && seed.once_in(HARD) => '\u{a0}',
            letter => *letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Seed, hard_blanks, pieces};

    const TEXT: &str =
        "Thực hiện Kế hoạch số 2215/KH-UBND ngày 29/12/2025 của UBND tỉnh Hồng Lam về chuyển đổi số";

    #[test]
    fn pieces_join_again_and_some_end_inside_a_word() {
        let mut inside = false;
        for start in 0..50 {
            let made = pieces(TEXT, &mut Seed::new(start));
            assert_eq!(made.concat(), TEXT);
            inside |= made.windows(2).any(|two| !two[0].ends_with(' ') && !two[1].starts_with(' '));
        }
        assert!(inside);
        assert!(pieces("", &mut Seed::new(0)).is_empty());
    }

    #[test]
    fn only_blanks_beside_digits_are_hard() {
        let mut seen = 0;
        for start in 0..50 {
            let made = hard_blanks(TEXT, &mut Seed::new(start));
            assert_eq!(made.replace('\u{a0}', " "), TEXT);
            assert!(!hard_blanks("Sở Nội vụ", &mut Seed::new(start)).contains('\u{a0}'));
            seen += made.matches('\u{a0}').count();
        }
        assert!(seen > 0);
    }
}
