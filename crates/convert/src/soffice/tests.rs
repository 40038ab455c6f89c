use std::time::Instant;

use super::*;

/// A program that stands in for LibreOffice; `$out` is its output folder, `$in` its input.
fn fake(script: &str) -> (tempfile::TempDir, Soffice) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("soffice");
    let head = "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'LibreOffice 9.8.7.6 42(Build:1)'; exit; fi\n\
                for in; do [ \"$last\" = --outdir ] && out=$in; last=$in; done\n";
    fs::write(&path, format!("{head}{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    (dir, Soffice::at(path))
}

fn converted(script: &str, seconds: u64) -> Result<Vec<u8>, ConvertError> {
    let (_dir, soffice) = fake(script);
    soffice.to_docx(b"{\\rtf1}", Format::Rtf, Duration::from_secs(seconds))
}

#[test]
fn a_document_and_a_version_are_handed_on() {
    let (_dir, soffice) = fake("(printf PK; cat \"$in\") > $out/document.docx");
    assert_eq!(soffice.version(), Ok("LibreOffice 9.8.7.6"));
    let docx = soffice.to_docx(b"{\\rtf1}", Format::Rtf, Duration::from_secs(20));
    assert_eq!(docx.as_deref(), Ok(&b"PK{\\rtf1}"[..]));
    assert_eq!(
        soffice.to_docx(b"", Format::Pdf, Duration::from_secs(1)),
        Err(ConvertError::NotConvertible(Format::Pdf))
    );
}

#[test]
fn macros_are_off_and_nothing_of_a_person_is_seen() {
    let script =
        "(printf PK; echo $HOME; cat $HOME/profile/user/registrymodifications.xcu) > $out/document.docx";
    let docx = String::from_utf8(converted(script, 20).unwrap()).unwrap();
    assert!(docx.contains("DisableMacrosExecution") && !docx.contains(&std::env::var("HOME").unwrap()));
}

#[test]
fn what_gives_no_document_says_why() {
    let error = converted("echo 'Error: source file could not be loaded' >&2", 20).unwrap_err();
    assert_eq!(error, ConvertError::NoDocument("Error: source file could not be loaded".to_owned()));
    let error = converted("echo text > $out/document.docx; exit 3", 20).unwrap_err();
    assert_eq!(error, ConvertError::NoDocument("it said nothing".to_owned()));
    let none = Soffice::at(PathBuf::from("/nowhere/soffice"));
    let error = none.to_docx(b"", Format::Doc, Duration::from_secs(1)).unwrap_err();
    assert!(error.to_string().starts_with("soffice cannot be started"), "{error}");
    assert!(error.is_of_machine());
}

#[test]
fn one_that_hangs_ends_in_time_with_all_that_it_started() {
    let start = Instant::now();
    let dir = tempfile::tempdir().unwrap();
    let mark = dir.path().join("alive");
    // The grandchild would write in the end, and it holds the streams open.
    let script = format!("(sleep 4; touch {}) & sleep 600", mark.display());
    assert_eq!(converted(&script, 1), Err(ConvertError::TimedOut(1)));
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    std::thread::sleep(Duration::from_secs(4));
    assert!(!mark.exists());
}

#[test]
fn without_a_version_nothing_is_converted() {
    let (_dir, soffice) = fake("");
    fs::write(&soffice.program, "#!/bin/sh\necho asked >> \"$0.log\"; echo LibreOffice; exit 3\n").unwrap();
    for _ in 0..2 {
        let error = soffice.to_docx(b"{\\rtf1}", Format::Rtf, Duration::from_secs(20)).unwrap_err();
        assert_eq!(error, ConvertError::NoVersion("soffice".to_owned()));
    }
    // Asked once.
    let log = fs::read_to_string(soffice.program.with_extension("log")).unwrap();
    assert_eq!(log, "asked\n");
}

#[test]
fn a_path_from_here_is_found_from_its_folder() {
    let (dir, _) = fake("printf PK > $out/document.docx");
    let up = "../".repeat(std::env::current_dir().unwrap().components().count());
    let relative = format!("{up}{}", dir.path().join("soffice").display());
    let soffice = Soffice::named(&relative.into()).unwrap();
    let docx = soffice.to_docx(b"{\\rtf1}", Format::Rtf, Duration::from_secs(20));
    assert_eq!(docx.as_deref(), Ok(&b"PK"[..]));
    assert!(Soffice::named(&"./no/such/program".into()).is_none());
}

#[test]
fn the_folder_is_gone_however_it_ends() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("home");
    let ends = ["exit 3", "exec sleep 600", "kill -KILL $$", "printf PK > $out/document.docx", "rm -r $HOME"];
    for end in ends {
        let _ =
            converted(&format!("(sleep 0.1; touch $HOME/late) & echo $HOME > {}; {end}", log.display()), 1);
        let home = fs::read_to_string(&log).unwrap();
        assert!(home.contains("kehoach-soffice-") && !Path::new(home.trim()).exists(), "{end}: {home}");
    }
}
