//! `ringtrue serve` with a developer at its control URL: what is asked for is sent, and is what
//! the contract says; what cannot be had is answered with a remedy.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use futures_util::{SinkExt, StreamExt};
use ringtrue::{contract::Party, contracts::suite, generate::Alone};
use serde_json::{Value, json};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

/// `ringtrue serve`, until it is dropped.
struct Served {
    process: Child,
    host: String,
    control: String,
    token: String,
    account: String,
}

impl Served {
    fn quiet() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_ringtrue"))
            .args(["serve", "axp-engagement", "--story", "quiet"])
            .env_remove("RINGTRUE_CONFIG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let printed: Vec<String> = lines.take_while(|l| !l.starts_with("ctrl-c")).collect();
        let host_in = |line: &str| {
            let url = url::Url::parse(line.rsplit(' ').next().unwrap()).unwrap();
            format!("{}:{}", url.host_str().unwrap(), url.port().unwrap())
        };
        assert!(printed[0].starts_with("URL http://"), "{printed:?}");
        assert!(printed[1].starts_with("# CONTROL http://"), "{printed:?}");
        let settings: toml::Table = printed[1..].join("\n").parse().expect("settings are TOML");
        let auth = |name: &str| settings["auth"][name].as_str().unwrap().to_owned();
        let (token, account) = (auth("token"), auth("account"));
        Self { host: host_in(&printed[0]), control: host_in(&printed[1]), process, token, account }
    }

    /// Asks at the control URL; the status and the answer.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        exchange(&self.control, method, path, "", &body)
    }

    /// A confirmed connection, and the id of its subscription.
    async fn connected(&self) -> (WebSocketStream<tokio::net::TcpStream>, String) {
        let path = format!("/api/notification/v1/accounts/{}/subscriptions", self.account);
        let fields = format!(
            "Content-Type: application/json\r\nAccept: application/json\r\n\
             Authorization: Bearer {}\r\n",
            self.token
        );
        let body = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"],
            "transport": {"type": "WEBSOCKET"}});
        let (status, told) = exchange(&self.host, "POST", &path, &fields, &body.to_string());
        assert_eq!(status, 201, "{told}");
        let id = told["subscriptionId"].as_str().unwrap().to_owned();
        let endpoint = told["transport"]["endpoint"].as_str().unwrap();
        let stream = tokio::net::TcpStream::connect(&self.host).await.unwrap();
        let (mut socket, _) = client_async(endpoint, stream).await.unwrap();
        let said = json!({"event": "authentication", "subscriptionId": id, "token": self.token});
        socket.send(Message::text(said.to_string())).await.unwrap();
        let answer = text(&mut socket).await;
        assert!(answer.contains("CONNECTION_CONFIRMED"), "{answer}");
        (socket, id)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn text(socket: &mut WebSocketStream<tokio::net::TcpStream>) -> String {
    match socket.next().await.expect("something comes").expect("it can be read") {
        Message::Text(text) => text.to_string(),
        Message::Close(close) => format!("closed {}", u16::from(close.unwrap().code)),
        other => panic!("{other:?}"),
    }
}

fn exchange(host: &str, method: &str, path: &str, fields: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

/// The rules that a notification breaks, as the contract's judge says.
fn wrong(text: &str) -> Vec<String> {
    let protocol = suite("axp-engagement").unwrap().protocol().unwrap();
    Alone::new(protocol).wrong("notification", Party::Provider, text).unwrap().rules
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_developer_asks_for_is_what_a_client_gets() {
    let served = Served::quiet();
    let (status, menu) = served.ask("GET", "/", &Value::Null);
    assert_eq!(status, 200);
    let events = menu["POST /events"]["event"].as_array().unwrap().clone();
    assert_eq!(events.len(), 13);

    let (status, told) = served.ask("POST", "/events", &json!({"event": "AgentState"}));
    assert_eq!((status, told["error"].as_str()), (409, Some("nobody is connected")));
    let (mut socket, id) = served.connected().await;

    for event in &events {
        let (status, told) = served.ask("POST", "/events", &json!({"event": event}));
        assert_eq!((status, told["sent"].as_u64()), (200, Some(1)), "{told}");
        let text = text(&mut socket).await;
        assert_eq!(wrong(&text), Vec::<String>::new(), "{text}");
        let message: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&message["body"]["event"], &message["subscriptionId"]), (event, &json!(id)));
    }

    let wish = json!({"event": "AgentState", "state": "NOT_READY", "reasonCode": "7",
        "loginId": "agent7@example.com"});
    assert_eq!(served.ask("POST", "/events", &wish).0, 200);
    let message: Value = serde_json::from_str(&text(&mut socket).await).unwrap();
    assert_eq!(
        (&message["body"]["reasonCode"], &message["loginId"]),
        (&wish["reasonCode"], &wish["loginId"])
    );

    let rule = "axp-engagement/AgentState/state:enum";
    let (status, told) = served.ask("POST", "/events", &json!({"breaks": rule}));
    assert_eq!(status, 200, "{told}");
    assert_eq!(wrong(&text(&mut socket).await), [rule]);

    let odd = json!({"event": "AgentState", "state": "AWAY"});
    let (status, told) = served.ask("POST", "/events", &odd);
    assert_eq!(status, 409, "{told}");
    assert!(told["remedy"].as_str().unwrap().contains(rule), "{told}");
    let meant = json!({"event": "AgentState", "state": "AWAY", "breaks": rule});
    assert_eq!(served.ask("POST", "/events", &meant).0, 200);
    assert_eq!(wrong(&text(&mut socket).await), [rule]);

    let (status, told) = served.ask("POST", "/close", &json!({"code": 1011}));
    assert_eq!((status, told["closed"].as_u64()), (200, Some(1)));
    assert_eq!(text(&mut socket).await, "closed 1011");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_told_when_it_is_asked_for() {
    let served = Served::quiet();
    let (mut socket, _) = served.connected().await;
    assert_eq!(served.ask("POST", "/story", &json!({"name": "unheard-of"})).0, 409);
    assert_eq!(served.ask("POST", "/story", &json!({"name": "closed"})).0, 200);
    let mut events = 0;
    loop {
        let text = text(&mut socket).await;
        if text.starts_with("closed") {
            assert_eq!(text, "closed 1001");
            break;
        }
        assert_eq!(wrong(&text), Vec::<String>::new(), "{text}");
        events += 1;
    }
    assert_eq!(events, 6);
}
