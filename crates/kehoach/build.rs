//! Names the version of the readers: a digest over their sources, so that a store knows when records were
//! parsed by other code, and keeps them when only the program around it has changed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates whose code decides what a record or a refusal says, and this one's part in it.
const READERS: [&str; 13] = [
    "../model",
    "../viet",
    "../document",
    "../convert",
    "../docx",
    "../html",
    "../pdf",
    "../dump",
    "../plan",
    "src/lib.rs",
    "src/conversion.rs",
    "src/error.rs",
    "src/readers.rs",
];

/// Versions of the libraries that they read with. Not there where the crate is built alone.
const LOCK: &str = "../../Cargo.lock";

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for reader in READERS {
        let path = root.join(reader);
        println!("cargo::rerun-if-changed={}", path.display());
        collect(&path, &mut files);
    }
    let lock = root.join(LOCK);
    if lock.exists() {
        println!("cargo::rerun-if-changed={}", lock.display());
        files.push(lock);
    }
    files.sort();
    let mut digest = FNV_OFFSET;
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().into_owned();
        digest = fnv(digest, name.as_bytes());
        digest = fnv(digest, &fs::read(file).unwrap_or_default());
    }
    // With a second reader there are findings that the others know nothing of.
    if env::var_os("CARGO_FEATURE_WITNESS").is_some() {
        digest = fnv(digest, b"witness");
    }
    println!("cargo::rustc-env=KEHOACH_READERS={digest:016x}");
}

/// Sources and word lists below a path.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        if path.extension().is_some_and(|kind| kind == "rs" || kind == "toml") {
            files.push(path.to_owned());
        }
        return;
    };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}

/// FNV-1a: any digest will do, but it must not change with the compiler.
fn fnv(digest: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(digest, |digest, byte| (digest ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;
