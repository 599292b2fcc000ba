//! Child processes. Each leads a process group of its own, so that stopping it stops all that it has started;
//! every group is known here, so that Ctrl-C leaves nothing running.

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a group may take to end by itself before it is killed.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(300);

static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static STOPPING: AtomicBool = AtomicBool::new(false);
/// What a shell expects of a command that Ctrl-C ended: 128 + SIGINT.
static EXIT_CODE: AtomicI32 = AtomicI32::new(130);

/// A command in the checkout's top folder that finds npm's tools, and npm's Node, first.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let root = crate::paths::root();
    let mut path = vec![root.join("node_modules/.bin")];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new(program);
    command.current_dir(&root).stdin(Stdio::null());
    if let Ok(path) = std::env::join_paths(path) {
        command.env("PATH", path);
    }
    command
}

/// Runs to the end, its output shown. `what` says what could not be done.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = wait(&mut spawn(command).with_context(|| what.to_owned())?);
    if !status.success() {
        bail!("{what} ({status}): the output above says why");
    }
    Ok(())
}

/// Runs to the end and returns what it printed; shows that only when it fails.
pub(crate) fn output(command: &mut Command, what: &str) -> Result<String> {
    printed(&attempt(command, what)?, what)
}

/// As [`output`], but what fails and tells `passes` is tried again, for so long.
pub(crate) fn output_once_free(
    command: &mut Command,
    what: &str,
    passes: &str,
    patience: Duration,
) -> Result<String> {
    let deadline = Instant::now() + patience;
    loop {
        let output = attempt(command, what)?;
        let tells = |stream: &[u8]| String::from_utf8_lossy(stream).contains(passes);
        let again = !output.status.success() && (tells(&output.stdout) || tells(&output.stderr));
        if !again || Instant::now() > deadline {
            return printed(&output, what);
        }
        thread::sleep(PAUSE);
    }
}

fn attempt(command: &mut Command, what: &str) -> Result<Output> {
    let child =
        spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped())).with_context(|| what.to_owned())?;
    let id = child.id();
    let output = child.wait_with_output().with_context(|| what.to_owned())?;
    forget(id);
    Ok(output)
}

fn printed(output: &Output, what: &str) -> Result<String> {
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        eprint!("{printed}{}", String::from_utf8_lossy(&output.stderr));
        bail!("{what} ({}): the output above says why", output.status);
    }
    Ok(printed)
}

/// Starts a child in a group of its own. Pass it to [`wait`] or [`stop`].
pub(crate) fn spawn(command: &mut Command) -> Result<Child> {
    // Held while spawning, so that no group is born between Ctrl-C and the list it walks.
    let mut running = RUNNING.lock().expect("no panic while held");
    if STOPPING.load(Ordering::SeqCst) {
        drop(running);
        park();
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.process_group(0).spawn().with_context(|| format!("{name} could not be started"))?;
    running.push(child.id());
    Ok(child)
}

/// Waits for the end of a child.
pub(crate) fn wait(child: &mut Child) -> ExitStatus {
    let status = child.wait().expect("a child of ours can be waited for");
    forget(child.id());
    status
}

/// Stops a group: asks, and after a while kills.
pub(crate) fn stop(group: u32) {
    signal(group, Signal::SIGTERM);
    let deadline = Instant::now() + PATIENCE;
    while is_alive(group) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
    signal(group, Signal::SIGKILL);
}

/// On Ctrl-C, SIGTERM and SIGHUP: stops every group, then ends this process.
pub(crate) fn stop_on_ctrl_c() {
    let handler = || {
        STOPPING.store(true, Ordering::SeqCst);
        let groups = RUNNING.lock().expect("no panic while held").clone();
        let stops: Vec<_> = groups.into_iter().map(|group| thread::spawn(move || stop(group))).collect();
        for stop in stops {
            let _ = stop.join();
        }
        std::process::exit(EXIT_CODE.load(Ordering::SeqCst));
    };
    ctrlc::set_handler(handler).expect("the only handler of this process");
}

/// For a command that runs until Ctrl-C: being stopped is its success.
pub(crate) fn ctrl_c_is_success() {
    EXIT_CODE.store(0, Ordering::SeqCst);
}

fn forget(group: u32) {
    if STOPPING.load(Ordering::SeqCst) {
        // The child ended because it was told to: nobody is to report that as a failure.
        park();
    }
    RUNNING.lock().expect("no panic while held").retain(|&other| other != group);
}

fn park() -> ! {
    loop {
        thread::park();
    }
}

fn signal(group: u32, signal: Signal) {
    // A group that is gone already needs no signal.
    let _ = killpg(pid(group), signal);
}

fn is_alive(group: u32) -> bool {
    killpg(pid(group), None).is_ok()
}

fn pid(group: u32) -> Pid {
    Pid::from_raw(i32::try_from(group).expect("process ids are positive i32"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_again_only_what_passes() {
        let dir = tempfile::tempdir().unwrap();
        let tries = |shell: &str, patience: u64| {
            let file = dir.path().join("tries");
            std::fs::write(&file, "").unwrap();
            let script = format!("echo x >> \"$0\"; n=$(wc -l < \"$0\"); {shell}");
            let mut command = command("sh");
            command.args(["-c", &script]).arg(&file);
            let output = output_once_free(&mut command, "it", "BUSY", Duration::from_secs(patience));
            (output.ok(), std::fs::read_to_string(&file).unwrap().lines().count())
        };
        assert_eq!(
            tries("[ $n = 3 ] && echo done || { echo BUSY >&2; exit 1; }", 60),
            (Some("done\n".into()), 3)
        );
        assert_eq!(tries("echo wrong >&2; exit 1", 60), (None, 1));
        assert_eq!(tries("echo BUSY >&2; exit 1", 0), (None, 1));
    }

    #[test]
    fn stops_grandchildren() {
        let mut child = spawn(command("sh").args(["-c", "sleep 60 & sleep 60"])).unwrap();
        let group = child.id();
        let waiter = thread::spawn(move || wait(&mut child));
        stop(group);
        assert!(!waiter.join().unwrap().success());
        // What was killed is in the list of processes until its new parent, init, has looked.
        let deadline = Instant::now() + Duration::from_secs(30);
        while is_alive(group) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(20));
        }
        assert!(!is_alive(group));
    }
}
