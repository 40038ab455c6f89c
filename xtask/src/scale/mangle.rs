//! A tired typist: a digit of a number, a day, a tone. What comes of a slip, and who notices, is not known here.

use super::{date::Date, draw::Draw};

/// Of a hundred citations so many have a slip in the number.
pub(super) const NUMBERS: usize = 3;
/// Of a hundred citations so many have another day.
pub(super) const DATES: usize = 2;
/// Of a hundred rows so many have a slip of spelling.
pub(super) const ROWS: usize = 1;

/// Draws before giving up: "11" cannot be changed by swapping its digits.
const DRAWS: usize = 40;

/// A number with one slip: mostly another digit, else two digits swapped, one left out or one typed twice.
/// Never the same number, and never none.
pub(super) fn number(number: &str, draw: &mut Draw) -> String {
    for _ in 0..DRAWS {
        let mut digits: Vec<char> = number.chars().collect();
        let at = draw.below(digits.len());
        match draw.below(10) {
            0 if at + 1 < digits.len() => digits.swap(at, at + 1),
            1 if digits.len() > 1 => drop(digits.remove(at)),
            2 => digits.insert(at, digits.get(at).copied().unwrap_or('1')),
            _ => {
                let other = char::from_digit(draw.below(10) as u32, 10).unwrap_or('0');
                if let Some(digit) = digits.get_mut(at) {
                    *digit = other;
                }
            }
        }
        let typed: String = digits.into_iter().collect();
        // A plan without number, or number 0, would be no slip that a typist overlooks.
        if typed != number && !typed.starts_with('0') {
            return typed;
        }
    }
    format!("{number}0")
}

/// Another day of the calendar: its day, its month or its year is wrong.
pub(super) fn date(date: Date, draw: &mut Draw) -> Date {
    loop {
        let typed = match draw.below(3) {
            0 => Date { day: draw.between(1, 31), ..date },
            1 => Date { month: draw.between(1, 12), ..date },
            _ => Date { year: draw.between(date.year - 3, date.year + 1), ..date },
        };
        if typed != date && typed.is_valid() {
            return typed;
        }
    }
}

/// Letters that one slip of the Telex keys changes into each other: the tones of a vowel, and its diacritics.
const LETTERS: [&str; 12] = [
    "aàáảãạăâ",
    "ăằắẳẵặaâ",
    "âầấẩẫậaă",
    "eèéẻẽẹê",
    "êềếểễệe",
    "iìíỉĩị",
    "oòóỏõọôơ",
    "ôồốổỗộoơ",
    "ơờớởỡợoô",
    "uùúủũụư",
    "ưừứửữựu",
    "yỳýỷỹỵ",
];

/// The text with one letter that has another tone or diacritic; `None` where it has no such letter.
pub(super) fn spelling(text: &str, draw: &mut Draw) -> Option<String> {
    let marked: Vec<usize> = text
        .char_indices()
        .filter(|(_, letter)| !letter.is_ascii() && LETTERS.iter().any(|line| line.contains(*letter)))
        .map(|(at, _)| at)
        .collect();
    let at = *draw.pick(&marked)?;
    let letter = text.get(at..)?.chars().next()?;
    let others: Vec<char> =
        LETTERS.iter().find(|line| line.contains(letter))?.chars().filter(|other| *other != letter).collect();
    let other = draw.pick(&others)?;
    Some(format!("{}{other}{}", text.get(..at)?, text.get(at + letter.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::{Date, Draw, date, number, spelling};

    #[test]
    fn numbers_mostly_change_one_digit() {
        let mut draw = Draw::of(&[1]);
        let mut replaced = 0;
        for _ in 0..1000 {
            let typed = number("1174", &mut draw);
            assert_ne!(typed, "1174");
            assert!((3..=5).contains(&typed.len()) && !typed.starts_with('0'), "{typed}");
            replaced += usize::from(
                typed.len() == 4 && typed.chars().zip("1174".chars()).filter(|(a, b)| a != b).count() == 1,
            );
        }
        assert!((600..900).contains(&replaced), "{replaced} of 1000");
        assert!((0..200).all(|_| !["7", "0", ""].contains(&number("7", &mut draw).as_str())));
    }

    #[test]
    fn dates_are_wrong_and_valid() {
        let (mut draw, day) = (Draw::of(&[2]), Date::new(2025, 12, 31));
        assert!((0..500).map(|_| date(day, &mut draw)).all(|typed| typed != day && typed.is_valid()));
    }

    #[test]
    fn a_slip_of_spelling_changes_one_letter() {
        let (mut draw, name) = (Draw::of(&[3]), "Tỷ lệ hồ sơ được giải quyết đúng hạn");
        for _ in 0..500 {
            let typed = spelling(name, &mut draw).unwrap();
            assert_eq!(typed.chars().count(), name.chars().count());
            assert_eq!(typed.chars().zip(name.chars()).filter(|(a, b)| a != b).count(), 1, "{typed}");
        }
        assert_eq!(spelling("IOC 24/7", &mut draw), None);
    }
}
