//! Credentials are written down nowhere.
//!
//! Depends on the stand. Never says which credentials are right.

use super::stand::Stand;
use crate::transcript::{event_line, pseudonym};

#[tokio::test]
async fn no_credential_that_passes_by_is_written_down() {
    let mut stand = Stand::new().await;
    let body =
        r#"{"token":"short-7","n":{"password":"pass\u0077ord-1"},"x":"eyJhbGciOiJIUzI1NiJ9.e30"}"#;
    let request = format!(
        "POST /a?access_token=query-4711&b=1 HTTP/1.1\r\nAuthorization: Bearer \
         eyJhbGciOiJIUzI1NiJ9.e30\r\nCookie: a=cookie-one; SESS=cookie-two-2\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut client = stand.client(request.as_bytes()).await;
    let mut upstream = stand.accept().await;
    // The two are told the truth.
    upstream.hears(request).await;
    let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: SESS=cookie-three; Path=/\r\nContent-Length: 39\r\n\r\n{\"access_token\":\"issued-1\",\"state\":\"a\"}";
    upstream.say(answer.as_bytes()).await;
    client.hears(answer).await;
    let secrets = [
        "short-7",
        "pass",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        "query-4711",
        "cookie-one",
        "cookie-two-2",
        "cookie-three",
        "issued-1",
    ];
    let mut written = String::new();
    for _ in 0..2 {
        written.push_str(&event_line(&stand.events.recv().await.unwrap()).unwrap());
    }
    for secret in secrets {
        assert!(!written.contains(&format!("{secret}\"")), "{secret}: {written}");
        assert!(secret.len() < 7 || !written.contains(secret), "{secret}: {written}");
    }
    // Whoever compares two places still can, and the rest is as it was.
    let bearer = pseudonym("eyJhbGciOiJIUzI1NiJ9.e30");
    assert_eq!(written.matches(&bearer).count(), 2, "{written}");
    assert!(written.contains("&b=1") && written.contains("state"), "{written}");
}

#[tokio::test]
async fn a_word_that_is_also_a_cookie_stays_where_it_is_none() {
    let mut stand = Stand::new().await;
    let request = "POST / HTTP/1.1\r\nCookie: state=Accepted\r\nContent-Length: 20\r\n\r\n{\"state\":\"Accepted\"}";
    let _client = stand.client(request.as_bytes()).await;
    let line = event_line(&stand.events.recv().await.unwrap()).unwrap();
    assert_eq!(line.matches("Accepted").count(), 1, "{line}");
    assert!(line.contains(r#"{\"state\":\"Accepted\"}"#), "{line}");
}
