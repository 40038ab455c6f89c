//! The fault drill: two thousand plans with forty hostile files among them, importer and workers killed at
//! random moments and started again. What is written in the end is what an undisturbed run writes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::{inputs, root};

const PLANS: usize = 2_000;
const HOSTILE: usize = 40;
/// Plans in each of three archives.
const PACKED: usize = 100;
const KILLS: usize = 10;
/// A kill comes after this part of an undisturbed run at most: early enough that ten kills fall into one import.
const MOMENT: u32 = 8;
/// What only the run that first had the whole says.
const CHANGES: &str = "changes.ndjson";
/// What each run is told; short limits, for the hostile files wait for them.
const ARGUMENTS: [&str; 5] = ["--drill", "--time-limit", "1", "--memory-limit", "256"];

/// Plans, each with a number of its own, in folders of a hundred.
fn write_plans(folder: &Path) {
    let corpus: Vec<String> = common::files(&root().join("corpus/plans"))
        .into_iter()
        // A package, page or PDF cannot be told apart by a line at its end.
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|kind| kind == "txt" || kind == "md"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    // A line at the end makes the bytes its own; a table would end there anyway.
    let text = |number: usize| format!("{}\n\nBản số {number}\n", corpus[number % corpus.len()]);
    for number in 0..PLANS {
        let folder = folder.join(format!("{:02}", number / 100));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number:04}.txt")), text(number)).unwrap();
    }
    // Packed ones too; two archives of the same bytes are two archives.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for number in 0..PACKED {
        zip.start_file(format!("{number}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text(10_000 + number).as_bytes()).unwrap();
        let text = text(20_000 + number);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, format!("{number}.txt"), text.as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    fs::write(folder.join("00/packed.zip"), &zip).unwrap();
    fs::write(folder.join("19/packed.zip"), &zip).unwrap();
    fs::write(folder.join("10/packed.tgz"), tar.into_inner().unwrap().finish().unwrap()).unwrap();
}

fn write_hostile(folder: &Path) {
    let plan = fs::read(root().join("corpus/plans/hong-lam-2215.tsv.txt")).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (order, count) in
        [("panic", 5), ("abort", 5), ("crash", 4), ("exit", 4), ("overflow", 4), ("grow", 3), ("hang", 2)]
    {
        for number in 0..count {
            files.push((
                format!("{order}{number}.txt"),
                format!("#kehoach-drill {order} {number}").into_bytes(),
            ));
        }
    }
    for number in 1..=4 {
        files.push((format!("cut{number}.txt"), plan[..plan.len() * number / 5].to_vec()));
        files.push((format!("empty{number}.txt"), Vec::new()));
    }
    files.push(("plan.pdf".to_owned(), plan.clone()));
    files.push(("image.txt".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec()));
    files.push(("broken.docx".to_owned(), b"PK\x03\x04 and no more".to_vec()));
    files.push(("bytes.txt".to_owned(), (0..=255).cycle().take(5_000).collect()));
    files.push(("line.txt".to_owned(), vec![b'a'; 5 << 20]));
    assert_eq!(files.len(), HOSTILE);
    for (at, (name, bytes)) in files.into_iter().enumerate() {
        fs::write(folder.join(format!("{:02}", at % 20)).join(name), bytes).unwrap();
    }
}

fn start(plans: &Path, out: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .arg("ingest")
        .args([plans, Path::new("--out"), out])
        .args(ARGUMENTS)
        .args(more)
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The processes that an import has started.
fn workers(importer: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{importer}/task")).into_iter().flatten().flatten();
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    children
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect()
}

fn kill(process: u32) {
    // It may be gone already.
    let _ = Command::new("kill").args(["-9", &process.to_string()]).stderr(Stdio::null()).status();
}

/// Small numbers without a pattern; the seed is told where the drill fails.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// An output file is whole whenever it is looked at: it is there with the bytes that it shall have, or not at all.
fn check_whole(out: &Path, expected: &[(String, Vec<u8>)], seed: u64) {
    for (name, bytes) in expected {
        if let Ok(found) = fs::read(out.join(name)) {
            assert!(found == *bytes, "{name} is half written (seed {seed})");
        }
    }
}

#[test]
fn killed_ten_times_it_writes_what_an_undisturbed_run_writes() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { dir.path().join(name) };
    write_plans(&path("plans"));
    write_hostile(&path("plans"));
    let began = Instant::now();
    assert_eq!(start(&path("plans"), &path("calm"), &[]).wait().unwrap().code(), Some(3));
    let moments = (began.elapsed() / MOMENT).as_millis() as u64;
    let mut expected = common::outputs(&path("calm"));

    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let mut chance = Chance(seed);
    let mut told = Vec::new();
    let mut importer = start(&path("plans"), &path("out"), &[]);
    for kills in 0..KILLS {
        let moment = Duration::from_millis(chance.below(moments));
        thread::sleep(moment);
        let workers = workers(importer.id());
        if kills % 2 == 1 && !workers.is_empty() {
            kill(workers[chance.below(workers.len() as u64) as usize]);
            told.push(format!("worker after {moment:?}"));
            continue;
        }
        kill(importer.id());
        let ended = importer.wait().unwrap();
        told.push(format!("importer after {moment:?} ({ended})"));
        // One that was at its end before it could be killed has told the changes; the next finds none.
        if ended.code().is_some() {
            expected.retain(|(name, _)| name != CHANGES);
        }
        check_whole(&path("out"), &expected, seed);
        importer = start(&path("plans"), &path("out"), &[]);
    }
    let ended = importer.wait().unwrap();
    let told = told.join(", ");
    assert_eq!(ended.code(), Some(3), "seed {seed}: {told}");

    let mut written = common::outputs(&path("out"));
    if expected.iter().all(|(name, _)| name != CHANGES) {
        written.retain(|(name, _)| name != CHANGES);
    }
    common::same(&written, &expected);
    let lines = inputs(&path("out"));
    assert_eq!(lines.len(), PLANS + HOSTILE + 3 * PACKED, "seed {seed}");
    let paths: BTreeSet<&str> = lines.iter().map(|line| line.path.as_str()).collect();
    assert_eq!(paths.len(), lines.len(), "an input with two outcomes (seed {seed})");
    // Nothing is left but the outputs, the store and its lock.
    let others: Vec<String> = common::files(&path("out"))
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with(".kehoach/") || name.contains("tmp"))
        .collect();
    assert_eq!(others, [".kehoach/lock", ".kehoach/store.sqlite"], "seed {seed}");
    assert!(!path("out").join(".kehoach/staging").exists());

    // And once more while only the output files are written.
    fs::remove_file(path("out").join("plans.ndjson")).unwrap();
    let mut importer = start(&path("plans"), &path("out"), &[]);
    thread::sleep(Duration::from_millis(300 + chance.below(1_500)));
    kill(importer.id());
    importer.wait().unwrap();
    assert_eq!(start(&path("plans"), &path("out"), &[]).wait().unwrap().code(), Some(3));
    let mut written = common::outputs(&path("out"));
    for files in [&mut written, &mut expected] {
        files.retain(|(name, _)| name != CHANGES);
    }
    common::same(&written, &expected);
}
