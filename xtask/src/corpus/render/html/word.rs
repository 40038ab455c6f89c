//! What Word writes when asked for a web page: upper-case tags, paragraphs that nothing closes, `<o:p>`,
//! numbers of lists as ignorable text, comments that are conditions, and below a table with spans a row of
//! height 0 that only holds widths. No site stands round it.

use super::{
    super::{
        super::{family::Plan, wrap::wrap},
        letter::Paragraph,
    },
    block::{Block, Line, Look},
    grid::{Cell, Grid, Kind},
    markup::{dressed, element, escaped},
};

const TAGS: [&str; 2] = ["B", "I"];
/// Letters in a line of the file.
const SOURCE_WIDTH: usize = 76;
/// Width of a table on a page set across, points.
const WIDTH: usize = 700;
const PLAIN: &str = "class=MsoNormal";
const CENTRED: &str = "class=MsoNormal align=center style='text-align:center'";
const FLOWING: &str = "class=MsoNormal style='margin-top:6.0pt;text-align:justify;text-indent:28.35pt'";
/// Room between the number of a list and its text.
const GAP: &str = r#"<SPAN style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </SPAN>"#;
/// What opens the table of an annex.
const RULED: &str = "<TABLE class=MsoNormalTable border=1 cellspacing=0 cellpadding=0
 style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n";
/// What begins the pages that are set across.
const ACROSS: &str = "</DIV>

<SPAN style='font-size:14.0pt'><BR clear=all style='page-break-before:always;
mso-break-type:section-break'></SPAN>

<DIV class=WordSection2>

";

const HEAD: &str = r#"<HTML xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<HEAD>
<META http-equiv=Content-Type content="text/html; charset=utf-8">
<META name=ProgId content=Word.Document>
<META name=Generator content="Microsoft Word 15">
<LINK rel=File-List href="ke-hoach_files/filelist.xml">
<!--[if gte mso 9]><xml>
 <o:DocumentProperties>
  <o:Author>Văn thư</o:Author>
  <o:Pages>9</o:Pages>
 </o:DocumentProperties>
</xml><![endif]-->
<STYLE>
<!--
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{mso-style-unhide:no;
	margin:0in;
	font-size:14.0pt;
	font-family:"Times New Roman",serif;}
 /* List Definitions */
 @list l0:level1
	{mso-level-number-format:roman-upper;}
-->
</STYLE>
<!--[if gte mso 10]>
<style>
 table.MsoNormalTable
	{mso-style-name:"Table Normal";}
</style>
<![endif]-->
</HEAD>

<BODY lang=VI style='tab-interval:.5in'>

<DIV class=WordSection1>

"#;

/// The rule below the motto: a drawing for Word, a picture for all others.
const RULE: &str = r#"<!--[if gte vml 1]><v:line id="_x0000_s1026"
 style='position:absolute' from="61pt,1.5pt" to="195pt,1.5pt"/><![endif]--><![if !vml]><SPAN
style='mso-ignore:vglayout;position:absolute;z-index:1'><IMG width=179 height=2
src="ke-hoach_files/image001.png" v:shapes="_x0000_s1026"></SPAN><![endif]>"#;

/// The page of a plan.
pub(super) fn page(plan: &Plan, blocks: &[Block]) -> String {
    let mut out = HEAD.to_owned();
    let mut across = plan.tables.is_empty();
    for (at, block) in blocks.iter().enumerate() {
        let annex = at > 1 && matches!(block, Block::Centred(_));
        if annex && !std::mem::replace(&mut across, true) {
            out.push_str(ACROSS);
        }
        out.push_str(&written(block));
        out.push('\n');
    }
    out + "</DIV>\n\n</BODY>\n\n</HTML>\n"
}

fn written(block: &Block) -> String {
    match block {
        Block::Letterhead(rows) => columns(rows, CENTRED, RULE),
        Block::Signature(sides) => columns(std::slice::from_ref(sides), PLAIN, ""),
        Block::Centred(text) => set(text, CENTRED),
        Block::Paragraph(paragraph) => flowing(paragraph),
        Block::Grid(grid) => table(grid),
    }
}

/// A paragraph, which Word opens and never closes.
fn paragraph(attributes: &str, inner: &str) -> String {
    if inner.is_empty() {
        return format!("<P {attributes}><o:p>&nbsp;</o:p>\n");
    }
    format!("<P {attributes}>{inner}<o:p></o:p>\n")
}

fn set(text: &[Line], attributes: &str) -> String {
    text.iter().map(|line| paragraph(attributes, &dressed(line.look, TAGS, &source(&line.text)))).collect()
}

/// Text as it stands in the file, whose lines are short.
fn source(text: &str) -> String {
    let lines = text.lines().map(|line| escaped(&wrap(line, SOURCE_WIDTH).join("\n")));
    lines.collect::<Vec<_>>().join("<BR>\n")
}

/// A number or dash that Word made, as it writes it for all other readers.
fn list(label: &str, list: usize) -> (String, String) {
    let style = format!("class=MsoListParagraph style='text-indent:-.25in;mso-list:l{list} level1 lfo1'");
    let ignored = element("SPAN", "style='mso-list:Ignore'", &format!("{}{GAP}", escaped(label)));
    (style, format!("<![if !supportLists]>{ignored}<![endif]>"))
}

fn flowing(read: &Paragraph) -> String {
    let look = if read.heading == 0 { Look::Plain } else { Look::Bold };
    let text = |text: &str| dressed(look, TAGS, &source(text));
    let label =
        read.text.split_once(' ').filter(|(label, _)| read.heading > 0 || read.task > 0 || *label == "-");
    let Some((label, rest)) = label else { return paragraph(FLOWING, &text(&read.text)) };
    // One list each for headings, tasks and dashes.
    let number = if read.heading > 0 { 0 } else { 1 + usize::from(read.task == 0) };
    let (style, ignored) = list(label, number);
    paragraph(&style, &(ignored + &text(rest)))
}

/// Two columns without borders, with a rule below what the right one says first.
fn columns(rows: &[[Vec<Line>; 2]], left: &str, rule: &str) -> String {
    let cell =
        |inner: &str| format!("  <TD width=302 valign=top style='padding:0in 5.4pt'>\n{inner}  </TD>\n");
    let row = |(at, [one, other]): (usize, &[Vec<Line>; 2])| {
        let rule = if at > 0 || rule.is_empty() { String::new() } else { paragraph(CENTRED, rule) };
        let sides = cell(&set(one, left)) + &cell(&(set(other, CENTRED) + &rule));
        format!(" <TR>\n{sides} </TR>\n")
    };
    let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
    format!("<TABLE class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>\n{}</TABLE>\n", rows.concat())
}

fn table(grid: &Grid) -> String {
    // What Word's own list would count next; a number that it would not print was typed.
    let mut next = 1;
    let mut rows = Vec::new();
    for (at, cells) in grid.rows.iter().enumerate() {
        let cells: String = cells.iter().map(|made| cell(made, &mut next)).collect();
        rows.push(format!(" <TR style='mso-yfti-irow:{at}'>\n{cells} </TR>\n"));
    }
    let body = rows.split_off(grid.heads);
    let spans = grid.rows.iter().flatten().any(|cell| cell.columns > 1);
    let widths = if spans { phantom(&grid.widths) } else { String::new() };
    let (head, body) = (rows.concat(), body.concat());
    format!("{RULED} <THEAD>\n{head} </THEAD>\n{body}{widths}</TABLE>\n")
}

fn cell(cell: &Cell, next: &mut usize) -> String {
    let look = if matches!(cell.kind, Kind::Head | Kind::Group) { Look::Bold } else { Look::Plain };
    let align = if matches!(cell.kind, Kind::Head | Kind::Ordinal) { CENTRED } else { PLAIN };
    let inner = match cell.paragraphs.as_slice() {
        [text] if cell.kind == Kind::Ordinal && *text == next.to_string() => {
            *next += 1;
            let (style, ignored) = list(text, 3);
            paragraph(&style, &ignored)
        }
        texts => texts.iter().map(|text| paragraph(align, &dressed(look, TAGS, &source(text)))).collect(),
    };
    let width = WIDTH * cell.width / 100;
    let spans = cell.spans().replace('"', "");
    format!(
        "  <TD width={width}{spans} style='width:{width}.0pt;border:solid windowtext 1.0pt'>\n{inner}  </TD>\n"
    )
}

/// The row of widths that Word puts below a table whose rows do not line up.
fn phantom(widths: &[usize]) -> String {
    let cell = |width| format!("  <TD width={} style='border:none'></TD>\n", WIDTH * width / 100);
    let cells: Vec<String> = widths.iter().map(cell).collect();
    format!(" <![if !supportMisalignedColumns]>\n <TR height=0>\n{} </TR>\n <![endif]>\n", cells.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_paragraph_is_closed_and_an_empty_one_holds_a_blank() {
        assert_eq!(paragraph("class=MsoNormal", ""), "<P class=MsoNormal><o:p>&nbsp;</o:p>\n");
        assert_eq!(paragraph("class=MsoNormal", "x"), "<P class=MsoNormal>x<o:p></o:p>\n");
    }

    #[test]
    fn the_list_of_a_table_counts_from_one_and_what_it_would_not_print_is_typed() {
        let mut next = 1;
        let mut listed = |ordinal: &str| {
            let made = Cell {
                kind: Kind::Ordinal,
                paragraphs: vec![ordinal.to_owned()],
                columns: 1,
                rows: 1,
                width: 5,
            };
            cell(&made, &mut next).contains("mso-list:Ignore")
        };
        let found = ["1", "2", "4", "", "3"].map(&mut listed);
        assert_eq!(found, [true, true, false, false, true]);
    }

    #[test]
    fn a_row_of_widths_has_all_columns_and_no_text() {
        let row = phantom(&[10, 90]);
        assert_eq!((row.matches("<TD").count(), row.matches("></TD>").count()), (2, 2));
    }
}
