//! A page as a drawing for people: what was read of it, a layer each.

use std::fmt::Write as _;

use super::lattice::lattices;
use super::line::{is_spaced, lines};
use super::{Area, Page};

/// Draws the glyph boxes, rulings, cells and lines of a page as SVG.
#[must_use]
pub fn svg(page: &Page) -> String {
    let (width, height) = super::flow::upright(page);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    let mut layer = |name: &str, style: &str, boxes: &mut dyn Iterator<Item = Area>| {
        let _ = writeln!(out, "<g id=\"{name}\" {style}>");
        for area in boxes {
            let (x, y, w, h) = (area.x0, area.y0, area.width(), area.height());
            let _ = writeln!(out, "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{w:.2}\" height=\"{h:.2}\"/>");
        }
        out.push_str("</g>\n");
    };
    let tables = lattices(&page.rulings);
    layer("images", "fill=\"#eee\" stroke=\"#999\"", &mut page.images.iter().copied());
    layer("shades", "fill=\"#f5e9c8\"", &mut page.shades.iter().copied());
    layer(
        "cells",
        "fill=\"#d8f0d8\" fill-opacity=\"0.5\" stroke=\"#2a2\" stroke-width=\"1.5\"",
        &mut tables.iter().flat_map(|table| table.cells.iter().map(|cell| table.box_of(cell))),
    );
    let rulings = page.rulings.iter().map(|ruling| {
        let area = ruling.area();
        Area { x1: area.x1.max(area.x0 + 0.4), y1: area.y1.max(area.y0 + 0.4), ..area }
    });
    layer("rulings", "fill=\"#c00\"", &mut { rulings });
    let set = lines(page.glyphs.clone(), is_spaced(&page.glyphs));
    layer(
        "lines",
        "fill=\"none\" stroke=\"#06c\" stroke-width=\"0.4\"",
        &mut set.iter().map(|line| line.area),
    );
    let seen = || page.glyphs.iter().filter(|glyph| !glyph.is_blank());
    layer(
        "glyphs",
        "fill=\"none\" stroke=\"#bbb\" stroke-width=\"0.2\"",
        &mut seen().map(super::Glyph::area),
    );
    out.push_str("<g id=\"text\">\n");
    for glyph in seen() {
        let letter = match glyph.letter {
            '<' => "&lt;".to_owned(),
            '&' => "&amp;".to_owned(),
            c if c.is_control() => "\u{fffd}".to_owned(),
            c => c.to_string(),
        };
        let fill = if glyph.stamped { " fill=\"#b0b\"" } else { "" };
        let _ = writeln!(
            out,
            "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{:.2}\"{fill}>{letter}</text>",
            glyph.x0, glyph.baseline, glyph.size
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}
