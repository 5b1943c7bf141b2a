//! One request and its answer, with nothing in between.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use url::Url;

/// How long an answer may take before the reference counts as stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks; returns the status and the content.
pub(crate) fn ask(method: &str, url: &Url, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let address = url.socket_addrs(|| None).unwrap();
    let mut stream = TcpStream::connect(&*address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut request = format!("{method} {} HTTP/1.1\r\nHost: {}\r\n", url.path(), url.authority());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()));
    stream.write_all(request.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let (head, content) = answer.split_once("\r\n\r\n").expect("an answer has a head");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, content.to_owned())
}
