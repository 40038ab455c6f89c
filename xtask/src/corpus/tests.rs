//! The corpus as a whole: what it holds, that it repeats, and that a change shows.

use std::{fs, path::PathBuf};

use super::{
    compare,
    family::{self, Portal},
    files, mangle,
    render::Grammar,
    run, write,
};

fn root() -> PathBuf {
    // Below the workspace whether this runs as `xtask` or on its own.
    let file = PathBuf::from(file!());
    let file = if file.is_absolute() {
        file
    } else {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
    };
    file.ancestors().find(|dir| dir.join("corpus/family.toml").is_file()).unwrap().to_owned()
}

fn family() -> family::Family {
    family::read(&root()).unwrap()
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(files(&root()).unwrap().written, files(&root()).unwrap().written);
}

#[test]
fn every_wanted_slip_is_made_and_stands_in_the_rendering() {
    for plan in family().plans {
        let (slipped, slips) = mangle::slip(&plan);
        let wanted = plan.slips.glue + plan.slips.tone + plan.slips.digit;
        assert_eq!(slips.len(), wanted, "{}", plan.slug);
        // Prose wraps its lines, so look for the words without their blanks.
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let grammar = plan.grammars[0];
        if grammar != Grammar::Flattened && grammar != Grammar::Tsv {
            let text = bare(&grammar.text(&slipped));
            for slip in slips {
                assert!(text.contains(&bare(&slip.to)), "{}: {}", plan.slug, slip.to);
            }
        }
    }
}

#[test]
fn the_family_holds_what_it_is_for() {
    let family = family();
    let grammars = [
        Grammar::Tsv,
        Grammar::Pipe,
        Grammar::Markdown,
        Grammar::Prose,
        Grammar::Flattened,
        Grammar::Docx,
        Grammar::PdfWriter,
        Grammar::PdfBrowser,
        Grammar::Extracted,
    ];
    for grammar in grammars {
        assert!(family.plans.iter().any(|plan| plan.grammars.contains(&grammar)), "{grammar:?}");
    }
    assert!(family.plans.iter().all(|plan| plan.grammars.contains(&Grammar::Html)));
    for portal in [Portal::LegalDatabase, Portal::Province, Portal::Word, Portal::Register] {
        assert!(family.plans.iter().any(|plan| plan.html.portal == portal), "{portal:?}");
    }
    // Both papers from both programs, and heads that repeat beside heads that do not.
    for grammar in [Grammar::PdfWriter, Grammar::PdfBrowser] {
        let plans = family.plans.iter().filter(|plan| plan.grammars.contains(&grammar));
        let plans = plans.filter(|plan| !plan.tables.is_empty());
        let paper = |plan: &family::Plan| match grammar {
            Grammar::PdfWriter => plan.docx.print,
            _ => plan.html.print,
        };
        let printed: Vec<family::Print> = plans.map(paper).collect();
        let some = |is: fn(&family::Print) -> bool| printed.iter().any(is) && !printed.iter().all(is);
        assert!(some(|print| print.upright) && some(|print| print.head_once), "{grammar:?}");
    }
    let by_browser = family.plans.iter().filter(|plan| plan.grammars.contains(&Grammar::PdfBrowser));
    let tagged: Vec<bool> = by_browser.map(|plan| plan.html.tagged).collect();
    assert!(tagged.contains(&true) && tagged.contains(&false));
    // One site is wrong; where more were, a reader that always disagrees would pass.
    assert_eq!(family.plans.iter().filter(|plan| plan.html.site_signer.is_some()).count(), 1);
    assert!(family.plans.iter().any(|plan| plan.header.number.is_none()));
    // A child that mistypes its parent's number is what the linker is for.
    let mistyped = family.plans.iter().flat_map(|plan| &plan.implements).any(|cited| {
        let parent = family.plans.iter().find(|plan| Some(&plan.slug) == cited.means.as_ref());
        parent.is_some_and(|parent| parent.header.number.as_ref() != Some(&cited.number))
    });
    assert!(mistyped);
}

#[test]
fn the_prose_breaks_a_number_after_its_hyphen_and_keeps_labels_on_their_lines() {
    let family = family();
    let plan = family.plans.iter().find(|plan| plan.grammars.contains(&Grammar::Prose)).unwrap();
    let text = Grammar::Prose.text(plan);
    assert!(text.contains("số 02-\n"), "{text}");
    let labels = text.lines().filter(|line| line.starts_with("- Chủ trì thực hiện:")).count();
    let tasks = plan.sections.iter().flat_map(|section| &section.tasks).filter(|task| !task.gathers).count();
    assert_eq!(labels, tasks);
}

#[test]
fn text_is_composed_and_holds_no_odd_blank() {
    for (name, bytes) in files(&root()).unwrap().written {
        // Word files have their no-break spaces.
        if name.rsplit('.').next() == Some("docx") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let odd = text
            .chars()
            .find(|letter| matches!(letter, '\u{300}'..='\u{36f}' | '\u{a0}' | '\r' | '\u{200b}'));
        assert_eq!(odd, None, "{name}");
    }
}

#[test]
fn the_check_notices_a_changed_a_missing_and_a_stray_file() {
    let root = root();
    let dir = std::env::temp_dir().join(format!("kehoach-corpus-{}", std::process::id()));
    fs::create_dir_all(dir.join("corpus")).unwrap();
    fs::copy(root.join("corpus/family.toml"), dir.join("corpus/family.toml")).unwrap();
    let wanted = files(&dir).unwrap();
    let corpus = dir.join("corpus");
    write(&corpus, &wanted).unwrap();
    // As `run` does, without the programs that print.
    for name in wanted.printed.keys() {
        fs::copy(root.join("corpus").join(name), corpus.join(name)).unwrap();
    }
    run(&dir, true).unwrap();

    let name = wanted.written.keys().find(|name| name.ends_with(".tsv.txt")).unwrap();
    let print = wanted.printed.keys().next().unwrap();
    fs::write(corpus.join(name), "khác").unwrap();
    fs::remove_file(corpus.join("expected.json")).unwrap();
    fs::remove_file(corpus.join(print)).unwrap();
    fs::write(corpus.join("plans/la.txt"), "lạ").unwrap();
    let message = compare(&corpus, &wanted).unwrap_err().to_string();
    assert!(message.contains(&format!("{name} differs")), "{message}");
    assert!(message.contains(&format!("{print} is not there")), "{message}");
    assert!(
        message.contains("expected.json:") && message.contains("la.txt is generated from nothing"),
        "{message}"
    );
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn the_checked_in_corpus_is_current() {
    run(&root(), true).unwrap();
}
