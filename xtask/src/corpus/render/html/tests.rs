//! Pages of every site: each holds the plan's letters, and what has to close closes.

use super::{
    super::{
        super::{
            family::{Groups, Head, Letterhead, Page},
            vary,
        },
        letter,
    },
    *,
};

const PORTALS: [Portal; 4] = [Portal::LegalDatabase, Portal::Province, Portal::Word, Portal::Register];
/// Elements without an end.
const VOID: [&str; 5] = ["br", "img", "input", "link", "meta"];

fn plan(habits: Page) -> Plan {
    Plan { html: habits, ..vary::plan(9, 60) }
}

fn made(plan: &Plan) -> String {
    page(plan, &mut Seed::new(plan.seed))
}

/// A page as tags and the text between them; comments and what no reader shows are left out.
fn parts(page: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((text, behind)) = rest.split_once('<') {
        let hidden = [("!--", "-->"), ("script", "</script>"), ("style", "</style>"), ("STYLE", "</STYLE>")];
        if let Some((_, end)) = hidden.iter().find(|(start, _)| behind.starts_with(start)) {
            out.push((text, ""));
            rest = behind.split_once(end).unwrap().1;
            continue;
        }
        let (tag, after) = behind.split_once('>').unwrap();
        out.push((text, tag));
        rest = after;
    }
    out.push((rest, ""));
    out
}

/// The letters that a reader sees, without blanks.
fn letters(page: &str) -> String {
    let mut text: String = parts(page).into_iter().map(|(text, _)| text).collect();
    for (letter, name) in markup::NAMED {
        text = text.replace(&format!("&{name};"), &letter.to_string());
    }
    for (name, letter) in
        [("&nbsp;", " "), ("&ge;", "≥"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
    {
        text = text.replace(name, letter);
    }
    bare(&text)
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_letter_of_the_plan_stands_on_the_page_in_its_order() {
    for portal in PORTALS {
        for (groups, head) in [
            (Groups::Cells, Head::Plain),
            (Groups::Spanned, Head::TwoRows),
            (Groups::Merged, Head::ColumnNumbers),
        ] {
            let habits = Page { portal, groups, head, letterhead: Letterhead::TypedRules, ..Page::default() };
            let plan = plan(habits);
            let page = letters(&made(&plan));
            let lists = portal == Portal::Register;
            // The browser puts a list's marks before its items.
            let unmarked = |text: &str| text.strip_prefix("- ").filter(|_| lists).unwrap_or(text).to_owned();
            let mut wanted = letter::letterhead(&plan.header);
            wanted.extend(plan.header.title.clone());
            wanted.extend(letter::body(&plan).into_iter().map(|paragraph| unmarked(&paragraph.text)));
            wanted.extend(letter::recipients(&plan.header).iter().map(|line| unmarked(line)));
            wanted.extend(plan.header.signature.iter().chain([&plan.header.signer]).cloned());
            for table in &plan.tables {
                wanted.push(table.title.clone());
                if head != Head::TwoRows {
                    wanted.extend(table.heads());
                }
                wanted.extend(table.rows().flat_map(|row| table.printed(row)));
            }
            let mut rest = page.as_str();
            for text in wanted {
                let text = bare(&text);
                let found = rest.split_once(text.as_str());
                assert!(found.is_some(), "{portal:?} {groups:?}: {text}");
                rest = found.unwrap().1;
            }
        }
    }
}

#[test]
fn equal_plans_give_equal_pages() {
    for portal in PORTALS {
        let plan = plan(Page { portal, ..Page::default() });
        assert_eq!(made(&plan), made(&plan));
    }
}

#[test]
fn every_element_closes_except_in_word() {
    for portal in PORTALS {
        let page =
            made(&plan(Page { portal, groups: Groups::Merged, leads_merged: true, ..Page::default() }));
        let (mut open, mut unclosed): (Vec<String>, usize) = (Vec::new(), 0);
        for (_, tag) in parts(&page) {
            let name: String = tag.chars().take_while(|letter| !letter.is_whitespace()).collect();
            let plain = name.trim_matches('/').to_lowercase();
            if name.is_empty() || name.starts_with('!') || VOID.contains(&plain.as_str()) {
                continue;
            }
            if !name.starts_with('/') {
                open.push(plain);
                continue;
            }
            while open.pop().unwrap() != plain {
                unclosed += 1;
            }
        }
        assert!(open.is_empty(), "{portal:?}: {open:?}");
        assert_eq!(unclosed > 0, portal == Portal::Word, "{portal:?}: {unclosed}");
    }
}

#[test]
fn a_wrong_signer_stands_in_the_attributes_and_not_below_the_text() {
    for portal in [Portal::LegalDatabase, Portal::Province, Portal::Register] {
        let plan = plan(Page { portal, site_signer: Some("Vi Văn Lầm".into()), ..Page::default() });
        let page = letters(&made(&plan));
        let count = |name: &str| page.matches(&bare(name)).count();
        assert_eq!((count("Vi Văn Lầm"), count(&plan.header.signer)), (1, 1), "{portal:?}");
    }
}

#[test]
fn only_a_table_with_spans_gets_a_row_of_height_0_from_word() {
    for (groups, rows) in [(Groups::Cells, 0), (Groups::Spanned, 2)] {
        let page = made(&plan(Page { portal: Portal::Word, groups, ..Page::default() }));
        assert_eq!(page.matches("<TR height=0>").count(), rows);
    }
}
