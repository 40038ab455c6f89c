//! Chores of the workspace: `cargo xtask corpus | schema | bench | tidy`.

fn main() {}
