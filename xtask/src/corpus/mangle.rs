//! Slips of the typist, made on the model before it is rendered: they are in the plan as issued, so they
//! stand in the expected rows too. Which words a reader finds suspect is not known here.

use super::{
    family::{Field, Plan, Row, Table},
    seed::Seed,
};

/// One slip, so that a test can count how many were noticed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Slip {
    pub(super) kind: &'static str,
    pub(super) from: String,
    pub(super) to: String,
}

/// The vowels by base letter; in each line: level, grave, acute, hook, tilde, dot.
const VOWELS: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// A way to spoil one text; `None` where the text gives no occasion.
type Slipping = fn(&str, &mut Seed) -> Option<String>;

/// Draws before giving up: some texts have no digit, or no tone to swap.
const DRAWS: usize = 50;

/// The plan with its slips, and what they are.
pub(super) fn slip(plan: &Plan) -> (Plan, Vec<Slip>) {
    let mut plan = plan.clone();
    let mut seed = Seed::new(plan.seed);
    let mut slips: Vec<Slip> = Vec::new();
    let wanted: [(&'static str, usize, Slipping); 3] = [
        ("glue", plan.slips.glue, glue),
        ("tone", plan.slips.tone, tone),
        ("digit", plan.slips.digit, digit),
    ];
    for (kind, count, spoil) in wanted {
        for _ in 0..count {
            for _ in 0..DRAWS {
                let Some(text) = draw(&mut plan, kind, &mut seed) else { continue };
                // One slip a text: a second one would have to be told apart from the first.
                if slips.iter().any(|slip| slip.to == *text) {
                    continue;
                }
                let Some(spoilt) = spoil(text, &mut seed) else { continue };
                slips.push(Slip { kind, from: std::mem::replace(text, spoilt.clone()), to: spoilt });
                break;
            }
        }
    }
    (plan, slips)
}

// Words slip in names; digits where a digit means something: targets and deadlines.
fn draw<'a>(plan: &'a mut Plan, kind: &str, seed: &mut Seed) -> Option<&'a mut String> {
    let mut texts: Vec<&mut String> = Vec::new();
    for table in &mut plan.tables {
        collect(table, kind == "digit", &mut texts);
    }
    for task in plan.sections.iter_mut().flat_map(|section| &mut section.tasks).filter(|task| !task.gathers) {
        texts.push(if kind == "digit" { &mut task.deadline } else { &mut task.name });
    }
    let at = seed.below(texts.len());
    texts.into_iter().nth(at)
}

fn collect<'a>(table: &'a mut Table, digits: bool, texts: &mut Vec<&'a mut String>) {
    let wanted: Vec<bool> = table
        .columns
        .iter()
        .map(|column| match column.field {
            Field::Name => !digits,
            Field::Target | Field::Deadline => digits,
            _ => false,
        })
        .collect();
    let plain: Vec<bool> = table.rows().map(|row| matches!(row, Row::Cells(_))).collect();
    for (cells, plain) in table.rows.iter_mut().zip(plain) {
        if plain {
            texts.extend(cells.iter_mut().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(cell, _)| cell));
        }
    }
}

/// Drops one blank between two words in the middle of the text.
fn glue(text: &str, seed: &mut Seed) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let at = 1 + seed.below(words.len().checked_sub(3)?);
    let (left, right) = (words.get(..=at)?.join(" "), words.get(at + 1..)?.join(" "));
    let joins = left.ends_with(char::is_alphabetic) && right.starts_with(char::is_lowercase);
    joins.then(|| format!("{left}{right}"))
}

/// Gives one syllable another tone, as a slip on the Telex keys does.
fn tone(text: &str, seed: &mut Seed) -> Option<String> {
    let toned: Vec<(usize, char)> =
        text.char_indices().filter(|(_, letter)| row_of(*letter).is_some_and(|(_, tone)| tone > 0)).collect();
    let (at, letter) = toned.get(seed.below(toned.len())).copied()?;
    let (row, tone) = row_of(letter)?;
    let other = row.chars().nth(1 + (tone + seed.below(4)) % 5)?;
    Some(format!("{}{other}{}", text.get(..at)?, text.get(at + letter.len_utf8()..)?))
}

fn row_of(letter: char) -> Option<(&'static str, usize)> {
    VOWELS.iter().find_map(|row| row.chars().position(|vowel| vowel == letter).map(|tone| (*row, tone)))
}

/// Mistypes one digit.
fn digit(text: &str, seed: &mut Seed) -> Option<String> {
    let digits: Vec<(usize, char)> =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).collect();
    let (at, old) = digits.get(seed.below(digits.len())).copied()?;
    let new = char::from_digit((old.to_digit(10)? + 1 + seed.below(9) as u32) % 10, 10)?;
    Some(format!("{}{new}{}", text.get(..at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::{Seed, digit, glue, tone};

    const NAME: &str = "Tỷ lệ hồ sơ được giải quyết đúng hạn";

    #[test]
    fn a_slip_changes_one_place_and_no_more() {
        for start in 0..200 {
            let mut seed = Seed::new(start);
            if let Some(glued) = glue(NAME, &mut seed) {
                assert_eq!(glued.replace(' ', ""), NAME.replace(' ', ""));
                assert_eq!(glued.len() + 1, NAME.len());
            }
            let toned = tone(NAME, &mut seed).unwrap();
            assert_eq!(toned.chars().zip(NAME.chars()).filter(|(a, b)| a != b).count(), 1, "{toned}");
            let typed = digit("Tháng 9/2026", &mut seed).unwrap();
            assert_eq!(
                typed.chars().zip("Tháng 9/2026".chars()).filter(|(a, b)| a != b).count(),
                1,
                "{typed}"
            );
        }
    }

    #[test]
    fn no_slip_without_an_occasion() {
        let mut seed = Seed::new(1);
        assert_eq!(glue("Tổng", &mut seed), None);
        assert_eq!(tone("Co", &mut seed), None);
        assert_eq!(digit("Hằng năm", &mut seed), None);
    }
}
