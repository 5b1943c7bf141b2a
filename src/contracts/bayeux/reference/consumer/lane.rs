//! One connection to a server, kept open between requests and used for one request at a time.
//!
//! Depends on hyper and `drive::connect`. It never repeats a request by itself: whether to try
//! again is for the protocol to say.

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, body::Bytes, client::conn::http1::SendRequest, header};
use hyper_util::rt::TokioIo;
use tokio::{
    task::JoinHandle,
    time::{Duration, timeout},
};
use url::Url;

use crate::drive::{Answer, HttpRequest, Limits, connect};

/// The largest answer that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// No connection, or one that ended.
    Broken,
    /// It took too long.
    TimedOut,
}

/// A connection, once there is one.
#[derive(Default)]
pub(super) struct Lane(Option<Open>);

struct Open {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Lane {
    /// Makes one request; a connection that failed is not used again.
    pub(super) async fn exchange(&mut self, request: HttpRequest) -> Result<Answer, Failed> {
        let limit = Duration::from_secs_f64(request.within);
        let outcome = match timeout(limit, self.attempt(request)).await {
            Ok(answer) => answer.ok_or(Failed::Broken),
            Err(_) => Err(Failed::TimedOut),
        };
        if outcome.is_err() {
            self.0 = None;
        }
        outcome
    }

    async fn attempt(&mut self, request: HttpRequest) -> Option<Answer> {
        let message = rendered(&request)?;
        let sender = self.sender(&request.url).await?;
        let response = sender.send_request(message).await.ok()?;
        let status = response.status().as_u16();
        let text = |v: &hyper::header::HeaderValue| String::from_utf8_lossy(v.as_bytes()).into();
        let headers = response.headers().iter().map(|(n, v)| (n.to_string(), text(v))).collect();
        let body = Limited::new(response.into_body(), LARGEST).collect().await.ok()?;
        Some(Answer { status, headers, body: body.to_bytes().to_vec() })
    }

    async fn sender(&mut self, url: &Url) -> Option<&mut SendRequest<Full<Bytes>>> {
        // The server may have ended it between two requests.
        let usable = match &mut self.0 {
            Some(open) => open.sender.ready().await.is_ok(),
            None => false,
        };
        if !usable {
            self.0 = None;
            let stream = connect(url, &Limits::default()).await.ok()?;
            let (sender, connection) =
                hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
            let driver = tokio::spawn(async move {
                // How a connection ends shows in the request that was on it.
                let _ = connection.await;
            });
            self.0 = Some(Open { sender, driver });
        }
        self.0.as_mut().map(|open| &mut open.sender)
    }
}

fn rendered(request: &HttpRequest) -> Option<Request<Full<Bytes>>> {
    let url = &request.url;
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = url.host_str().unwrap_or_default();
    let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut builder = Request::builder().method(request.method.as_str()).uri(path);
    builder = builder.header(header::HOST, authority);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    builder.body(Full::new(Bytes::from(request.body.clone()))).ok()
}
