//! `ringtrue record` as a user starts it: what it prints, what it writes, how it ends.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

fn ringtrue(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringtrue"));
    command.args(args).env_remove("RINGTRUE_CONFIG").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// A server that answers one handshake, as the next webhook or poll may need it.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = vec![0; 4096];
        let _ = stream.read(&mut asked).unwrap();
        let body = r#"[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"],"clientId":"abcdefghijklmnop1234567890","successful":true,"id":"1"}]"#;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
        let length = body.len();
        write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}").unwrap();
    });
    address
}

/// A recording, and where its clients connect.
fn start(upstream: &str, file: &Path, more: &[&str]) -> (Child, String) {
    let upstream = format!("http://{upstream}");
    let record = ["record", "bayeux", "--upstream", &upstream, "--transcript"];
    let mut process = ringtrue(&[&record, [file.to_str().unwrap()].as_slice(), more].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("URL http://localhost:").expect("it says where it listens");
    (process, format!("127.0.0.1:{}", url.trim_end_matches('/')))
}

fn shake(address: &str) {
    let body = r#"[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"],"id":"1"}]"#;
    let mut stream = TcpStream::connect(address).unwrap();
    let head =
        format!("POST /bayeux HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json");
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("\"id\":\"1\"}]"), "{answer}");
}

/// What `check` says of a file: its exit code and its words.
fn check(file: &Path) -> (Option<i32>, String) {
    let output = ringtrue(&["check", file.to_str().unwrap()]).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_recording_that_is_killed_is_valid_as_far_as_it_goes() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record-killed.ndjson");
    let (mut process, address) = start(&server(), &file, &[]);
    shake(&address);
    // What a client has heard is written down at once, though not before it heard it.
    for _ in 0..400 {
        if fs::read_to_string(&file).unwrap().lines().count() == 3 {
            break;
        }
        thread::sleep(Duration::from_millis(25));
    }
    process.kill().unwrap();
    process.wait().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let header = r#"{"transcript":1,"contract":"bayeux","subject":["provider","consumer"]"#;
    assert!(text.starts_with(header), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
    let (code, words) = check(&file);
    assert_eq!(code, Some(0), "{words}");
    let reply = words.lines().find(|line| line.trim_start().starts_with("handshake-reply"));
    assert!(reply.is_some_and(|line| line.contains(" 1 seen,")), "{words}");
}

#[test]
fn a_recording_that_ends_in_time_says_that_nothing_is_missing() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record-ended.ndjson");
    let (mut process, address) = start(&server(), &file, &["--max-time", "2s"]);
    shake(&address);
    assert!(process.wait().unwrap().success());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.ends_with("\"kind\":\"end\",\"complete\":true}\n"), "{text}");
    assert_eq!(check(&file).0, Some(0));
}

#[test]
fn what_is_compressed_in_a_recording_is_said_and_not_judged() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record-compressed.ndjson");
    let text = [
        r#"{"transcript":1,"contract":"bayeux","subject":["provider","consumer"]}"#,
        r#"{"at":0,"case":"recorded","link":1,"from":"consumer","kind":"open","url":"ws://h/b","protocol":"websocket"}"#,
        r#"{"at":1,"case":"recorded","link":1,"from":"consumer","kind":"frame","opcode":"text","fin":true,"rsv":4,"body":{"base64":"8kjN"}}"#,
        r#"{"at":2,"case":"recorded","link":1,"from":"provider","kind":"frame","opcode":"text","fin":true,"rsv":0,"body":{"text":"[{]"}}"#,
        r#"{"at":3,"kind":"end","complete":true}"#,
    ];
    fs::write(&file, text.join("\n")).unwrap();
    let output = ringtrue(&["check", file.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("event 2: a frame that an extension changed"), "{said}");
    assert!(said.contains("compression off"), "{said}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains("gap:"));
}
