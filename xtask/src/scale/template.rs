//! The rows that plans are made of: `data/*.txt`, each line a row with its alternatives spread out.

use anyhow::{Result, bail};

use super::{draw::Draw, row::Kind};

/// A part of a row's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The row makes sense without it.
    Clause(String),
}

/// One row of the pool.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub(super) kind: Kind,
    /// Its place in its pool.
    pub(super) id: usize,
    /// Alternatives of one line: near neighbours.
    pub(super) line: usize,
    /// Title of the group below which it stands.
    pub(super) group: &'static str,
    pub(super) pieces: Vec<Piece>,
    /// A unit of counting, "%", …; the result of a task.
    pub(super) value: &'static str,
    /// Who answers for it; "" in the pools of communes.
    pub(super) lead: &'static str,
    /// Whether a commune can carry it on.
    pub(super) portable: bool,
}

/// All pools.
pub(super) struct Pools {
    pub(super) province: Vec<Template>,
    pub(super) own: Vec<Template>,
}

/// Reads the pools.
pub(super) fn pools() -> Result<Pools> {
    let read = |text, kind, own| lines(text, kind, own);
    let mut province = read(include_str!("data/indicators.txt"), Kind::Indicator, false)?;
    province.extend(read(include_str!("data/tasks.txt"), Kind::Task, false)?);
    let mut own = read(include_str!("data/own_indicators.txt"), Kind::Indicator, true)?;
    own.extend(read(include_str!("data/own_tasks.txt"), Kind::Task, true)?);
    for pool in [&mut province, &mut own] {
        pool.iter_mut().enumerate().for_each(|(id, template)| template.id = id);
    }
    Ok(Pools { province, own })
}

fn lines(text: &'static str, kind: Kind, own: bool) -> Result<Vec<Template>> {
    let (mut out, mut group) = (Vec::new(), "");
    for (number, line) in text.lines().enumerate() {
        if let Some(title) = line.strip_prefix("# ") {
            group = title;
        } else if !line.is_empty() && !line.starts_with(';') {
            let fields: Vec<&'static str> = line.split(" @ ").collect();
            let &[name, value, last] = fields.as_slice() else { bail!("no row: {line}") };
            let (group, lead) = if own { (last, "") } else { (group, last) };
            for (name, portable) in spread(name) {
                let pieces = pieces(&name);
                out.push(Template { kind, id: 0, line: number, group, pieces, value, lead, portable });
            }
        }
    }
    Ok(out)
}

/// One name for each choice of alternatives, and whether a commune can carry it on.
fn spread(name: &str) -> Vec<(String, bool)> {
    let Some((before, rest)) = name.split_once('{') else { return vec![(name.to_owned(), true)] };
    let (choices, after) = rest.split_once('}').unwrap_or((rest, ""));
    let tails = spread(after);
    let mut out = Vec::new();
    for choice in choices.split('|') {
        let (bare, portable) = choice.strip_prefix('^').map_or((choice, true), |bare| (bare, false));
        out.extend(tails.iter().map(|(tail, rest)| (format!("{before}{bare}{tail}"), portable && *rest)));
    }
    out
}

fn pieces(mut name: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    while let Some((before, rest)) = name.split_once('[') {
        let (clause, after) = rest.split_once(']').unwrap_or((rest, ""));
        out.extend([Piece::Text(before.to_owned()), Piece::Clause(clause.to_owned())]);
        name = after;
    }
    out.push(Piece::Text(name.to_owned()));
    out.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    out
}

/// `count` templates of a kind, no more than two of one line; those of `favoured` groups come three times as often.
pub(super) fn choose<'a>(
    pool: &'a [Template],
    kind: Kind,
    count: usize,
    favoured: &[&str],
    draw: &mut Draw,
) -> Vec<&'a Template> {
    let mut order: Vec<&Template> = Vec::new();
    for template in pool.iter().filter(|template| template.kind == kind) {
        let times = if favoured.contains(&template.group) { 3 } else { 1 };
        order.extend(std::iter::repeat_n(template, times));
    }
    draw.shuffle(&mut order);
    let mut chosen: Vec<&Template> = Vec::new();
    for most in [2, usize::MAX] {
        for template in &order {
            let neighbours = chosen.iter().filter(|other| other.line == template.line).count();
            let taken = chosen.iter().any(|other| std::ptr::eq(*other, *template));
            if chosen.len() < count && neighbours < most && !taken {
                chosen.push(template);
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces, pools, spread};

    #[test]
    fn alternatives_spread_and_clauses_stand_apart() {
        let names = spread("Tỷ lệ {^tỉnh|xã} có {một|hai} cửa[ và hơn]");
        assert_eq!(names.len(), 4);
        assert_eq!(names[0], ("Tỷ lệ tỉnh có một cửa[ và hơn]".to_owned(), false));
        assert!(names[3].1);
        assert_eq!(pieces("a[ b]"), [Piece::Text("a".into()), Piece::Clause(" b".into())]);
    }

    #[test]
    fn the_pools_are_large_and_their_rows_distinct() {
        let pools = pools().unwrap();
        assert!(pools.province.len() > 300, "{}", pools.province.len());
        assert!(pools.own.len() > 200, "{}", pools.own.len());
        let mut names: Vec<String> = pools
            .province
            .iter()
            .chain(&pools.own)
            .map(|template| format!("{:?}", template.pieces))
            .collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
