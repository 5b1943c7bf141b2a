//! The references served by a second process, as a user serves and runs them: the binary prints
//! what a run needs to know, and the run exercises what the embedded run does. Needs no Node.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::Value;

fn ringtrue(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringtrue"));
    command.args(args).env_remove("RINGTRUE_CONFIG").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// `ringtrue serve`, until it is dropped, and what it printed.
struct Served {
    process: Child,
    url: String,
    settings: PathBuf,
}

impl Served {
    /// The settings are written to a file of this name.
    fn start(contract: &str, file: &str) -> Self {
        let mut process =
            ringtrue(&["serve", contract]).stdout(Stdio::piped()).spawn().expect("it starts");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut printed = lines.take_while(|line| !line.starts_with("ctrl-c"));
        let first = printed.next().expect("it prints where it serves");
        let url = first.strip_prefix("URL ").expect("the first line is the URL").to_owned();
        let settings = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
        fs::write(&settings, printed.collect::<Vec<_>>().join("\n")).unwrap();
        Self { process, url, settings }
    }

    fn settings(&self) -> &str {
        self.settings.to_str().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_file(&self.settings);
    }
}

/// A run that must conform: its report.
fn conforming(args: &[&str]) -> Value {
    let output = ringtrue(args).args(["--format", "json"]).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let report = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}\n{report}");
    serde_json::from_str(&report).unwrap()
}

/// The rules that came up, each with the role that it binds.
fn exercised(report: &Value) -> BTreeSet<(String, String)> {
    let text = |verdict: &Value, name: &str| verdict[name].as_str().unwrap().to_owned();
    let verdicts = report["verdicts"].as_array().unwrap().iter();
    let silent = |v: &&Value| !matches!(v["verdict"].as_str(), Some("unexercised" | "untestable"));
    verdicts.filter(silent).map(|v| (text(v, "role"), text(v, "rule"))).collect()
}

/// Runs against the embedded reference and against a second process.
fn compare(contract: &str) {
    let served = Served::start(contract, &format!("{contract}.toml"));
    let embedded = conforming(&["run", contract, "--reference", "provider"]);
    let run = ["run", contract, "--provider", &served.url, "-c", served.settings()];
    let second = conforming(&run);
    let (before, now) = (exercised(&embedded), exercised(&second));
    // What operators write is judged where the run is given their files; over the wire there are
    // none, except for what the settings tell.
    let missing: Vec<_> = before.difference(&now).filter(|(role, _)| role != "operator").collect();
    assert!(missing.is_empty(), "{contract}: exercised by the embedded run alone: {missing:#?}");
    let cases = |report: &Value| report["coverage"][contract]["cases"].clone();
    assert_eq!(cases(&embedded), cases(&second), "{contract}: the scenarios are the same");
}

#[test]
fn axp_engagement_in_a_second_process_is_exercised_like_the_embedded_one() {
    compare("axp-engagement");
}

#[test]
fn bayeux_in_a_second_process_is_exercised_like_the_embedded_one() {
    compare("bayeux");
}

#[test]
fn gws_interactions_in_a_second_process_are_exercised_like_the_embedded_one() {
    compare("gws-interactions");
}

#[test]
fn gws_workbins_in_a_second_process_are_exercised_like_the_embedded_one() {
    compare("gws-workbins");
}

#[test]
fn gms_callback_events_in_a_second_process_are_exercised_like_the_embedded_one() {
    compare("gms-callback-events");
}

#[test]
fn gms_chat_delayed_in_a_second_process_is_exercised_like_the_embedded_one() {
    compare("gms-chat-delayed");
}

/// Creates a callback as somebody else's application would.
fn create_callback(base: &str, target: &str) -> String {
    let host = base.strip_prefix("http://").unwrap().trim_end_matches('/');
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("_customer_number", "5115")
        .append_pair("_enable_status_notification", "subscribe_notify")
        .append_pair("_status_notification_type", "httpcb")
        .append_pair("_status_notification_target", target)
        .finish();
    let head = format!(
        "POST /genesys/1/service/callback/samples_dev HTTP/1.1\r\nHost: {host}\r\n\
         Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n",
        form.len()
    );
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(format!("{head}{form}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Waits until somebody listens at an address.
fn wait_for(address: &str) {
    for _ in 0..200 {
        if TcpStream::connect(address).is_ok() {
            return;
        }
        thread::sleep(Duration::from_millis(25));
    }
    panic!("nobody listens at {address}");
}

#[test]
fn a_run_that_only_listens_judges_the_webhooks_of_a_provider_that_others_configured() {
    let served = Served::start("gms-callback-events", "gms-callback-events-listen.toml");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let run = ["run", "gms-callback-events", "--listen", &free, "--max-time", "6s"];
    let report = thread::scope(|scope| {
        let running =
            scope.spawn(|| conforming(&[run.as_slice(), &["-c", served.settings()]].concat()));
        wait_for(&free);
        let answer = create_callback(&served.url, &format!("http://{free}/events"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        running.join().unwrap()
    });
    let exercised = exercised(&report);
    for rule in ["gms-callback-post", "gms-callback-params-complete", "gms-callback-exit-last"] {
        let provider = ("provider".to_owned(), rule.to_owned());
        assert!(exercised.contains(&provider), "{rule}: {exercised:#?}");
    }
    let messages = &report["coverage"]["gms-callback-events"]["messages"];
    assert_eq!(messages["_cbe_on_service_create"], 1, "{messages}");
    assert_eq!(messages["_cbe_on_service_exit"], 1, "{messages}");
}
