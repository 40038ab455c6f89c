//! Ruled tables as programs draw them.

use std::fmt::Write as _;

/// Font size of cells.
const SIZE: f32 = 10.0;
/// From line to line in a cell.
const LEADING: f32 = 12.0;

/// A table: its style of rulings, the edges of its columns, its rows.
pub(crate) struct Table {
    style: String,
    xs: Vec<f32>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// `table STYLE X0 X1 X2…`
    pub(crate) fn new(words: &str) -> Self {
        let mut words = words.split_whitespace();
        let style = words.next().unwrap().to_owned();
        Self { style, xs: words.map(|word| word.parse().unwrap()).collect(), rows: Vec::new() }
    }

    /// `a | b`: the cells of a row, lines of a cell parted by `/`.
    pub(crate) fn row(&mut self, row: &str) {
        self.rows.push(row.split(" | ").map(|cell| cell.trim().to_owned()).collect());
    }

    /// Its content, and where its foot stands.
    pub(crate) fn content(&self, top: f32) -> (String, f32) {
        let mut ys = vec![top];
        let mut text = String::new();
        for row in &self.rows {
            let lines = row.iter().map(|cell| cell.split(" / ").count()).max().unwrap_or(1);
            let y = *ys.last().unwrap();
            for (cell, x) in row.iter().zip(&self.xs) {
                for (line, at) in cell.split(" / ").zip(0_u8..).filter(|(line, _)| !line.is_empty()) {
                    let baseline = y - SIZE - 2.0 - f32::from(at) * LEADING;
                    let _ = writeln!(text, "BT /F {SIZE} Tf {} {baseline} Td «{line}» Tj ET", x + 4.0);
                }
            }
            ys.push(y - 8.0 - LEADING * f32::from(u8::try_from(lines).unwrap()));
        }
        let foot = *ys.last().unwrap();
        (format!("{}\n{text}", rulings(&self.style, &self.xs, &ys)), foot)
    }
}

/// The rulings of a grid in a style.
fn rulings(style: &str, xs: &[f32], ys: &[f32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, foot) = (ys[0], ys[ys.len() - 1]);
    // Whole lines, from upper left to lower right: x, y, width, height.
    let inner =
        |edges: &[f32]| if style == "inner" { edges[1..edges.len() - 1].to_vec() } else { edges.to_vec() };
    let across = || inner(ys).into_iter().map(|y| (left, y, right - left, 0.0));
    let down = || inner(xs).into_iter().map(|x| (x, foot, 0.0, top - foot));
    let cells = || {
        let rows = ys.windows(2);
        rows.flat_map(|y| xs.windows(2).map(move |x| (x[0], y[1], x[1] - x[0], y[0] - y[1])))
    };
    let stroke = |(x, y, w, h): (f32, f32, f32, f32)| format!("{x} {y} m {} {} l S\n", x + w, y + h);
    let thin = |(x, y, w, h): (f32, f32, f32, f32), by: &str| {
        format!("{x} {y} {} {} re {by}\n", if w == 0.0 { 0.48 } else { w }, if h == 0.0 { 0.48 } else { h })
    };
    let all = || across().chain(down());
    match style {
        "strokes" | "inner" => format!("0.5 w {}", all().map(stroke).collect::<String>()),
        "dashes" => format!("[3 2] 0 d 0.5 w {} [] 0 d", all().map(stroke).collect::<String>()),
        "fills" => all().map(|line| thin(line, "f")).collect(),
        "word" => all().map(|line| thin(line, "f*")).collect(),
        "rects" => format!(
            "0.5 w {}",
            cells().map(|(x, y, w, h)| format!("{x} {y} {w} {h} re S\n")).collect::<String>()
        ),
        "closed" => {
            let cell = |(x, y, w, h): (f32, f32, f32, f32)| {
                format!("{x} {y} m {} {y} l {} {} l {x} {} l s\n", x + w, x + w, y + h, y + h)
            };
            format!("0.5 w {}", cells().map(cell).collect::<String>())
        }
        // A frame round each cell: an outer box, and the hole in it.
        "frames" => cells()
            .map(|(x, y, w, h)| {
                format!("{x} {y} {w} {h} re {} {} {} {} re f*\n", x + 0.5, y + 0.5, w - 1.0, h - 1.0)
            })
            .collect(),
        "edges" => {
            let edge = |(x, y, w, h): (f32, f32, f32, f32)| {
                [(x, y, w, 0.0), (x, y + h, w, 0.0), (x, y, 0.0, h), (x + w, y, 0.0, h)].map(stroke).concat()
            };
            format!("0.5 w {}", cells().map(edge).collect::<String>())
        }
        "gaps" => {
            let short = |(x, y, w, h): (f32, f32, f32, f32)| {
                let lines =
                    [(x + 1.5, y, w - 3.0, 0.0), (x + 1.5, y + h, w - 3.0, 0.0), (x, y + 1.5, 0.0, h - 3.0)];
                lines.map(stroke).concat() + &stroke((x + w, y + 1.5, 0.0, h - 3.0))
            };
            format!("0.5 w {}", cells().map(short).collect::<String>())
        }
        "double" => {
            let beside = |(x, y, w, h): (f32, f32, f32, f32)| {
                let (dx, dy) = if w == 0.0 { (1.5, 0.0) } else { (0.0, 1.5) };
                stroke((x, y, w, h)) + &stroke((x + dx, y + dy, w, h))
            };
            format!("0.4 w {}", all().map(beside).collect::<String>())
        }
        "dots" => {
            let dots = |(x, y, w, h): (f32, f32, f32, f32)| -> String {
                let mut out = String::new();
                let mut at = 0.0;
                while at <= w.max(h) {
                    let (dx, dy) = if w == 0.0 { (0.0, at) } else { (at, 0.0) };
                    let _ = write!(out, "{} {} 0.8 0.8 re f ", x + dx, y + dy);
                    at += 2.0;
                }
                out + "\n"
            };
            all().map(dots).collect()
        }
        // A short stroke with a pen as wide as the line is long.
        "pens" => all()
            .map(|(x, y, w, h)| {
                let (pen, line) =
                    if w == 0.0 { (h, (x, y + h / 2.0, 0.5, 0.0)) } else { (w, (x + w / 2.0, y, 0.0, 0.5)) };
                format!("{pen} w {}", stroke(line))
            })
            .collect(),
        "shaded" => {
            let shades = cells().map(|(x, y, w, h)| format!("{x} {y} {w} {h} re f ")).collect::<String>();
            format!("q 0.9 g {shades} Q {}", rulings("strokes", xs, ys))
        }
        // White paper under each cell, drawn before the lines, as text processors do.
        "papered" => {
            let paper = cells().map(|(x, y, w, h)| format!("{x} {y} {w} {h} re f ")).collect::<String>();
            format!("q 1 g {paper} Q {}", rulings("fills", xs, ys))
        }
        "across" => format!("0.5 w {}", across().map(stroke).collect::<String>()),
        "none" => String::new(),
        other => panic!("no such style: {other}"),
    }
}
