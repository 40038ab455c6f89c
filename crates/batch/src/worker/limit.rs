//! Limits that a worker sets on itself, by `setrlimit`.

use std::io;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal, getrlimit, set_parent_process_death_signal, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// Sets what holds for the worker's whole life: address space, no core dump, its parent's death is its own.
pub(super) fn set(memory: u64) -> io::Result<()> {
    lower(Resource::As, memory)?;
    lower(Resource::Core, 0)?;
    // A worker in the middle of a parse does not see that its input has ended.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(())
}

/// Lets the process use this much more processor time; then the system sends it SIGXCPU.
pub(super) fn allow_cpu(more: Duration) -> io::Result<()> {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    let used = Duration::try_from(used).unwrap_or_default();
    let hard = getrlimit(Resource::Cpu).maximum;
    // Whole seconds only, and 0 would mean "at once".
    let soft = (used + more).as_secs() + 1;
    let current = Some(hard.map_or(soft, |hard| hard.min(soft)));
    Ok(setrlimit(Resource::Cpu, Rlimit { current, maximum: hard })?)
}

/// Lowers a limit; one that is lower already stays.
fn lower(resource: Resource, to: u64) -> io::Result<()> {
    let now = getrlimit(resource);
    let least = |limit: Option<u64>| Some(limit.map_or(to, |limit| limit.min(to)));
    Ok(setrlimit(resource, Rlimit { current: least(now.current), maximum: least(now.maximum) })?)
}
