//! The accept loop, and the tasks that tell stories.
//!
//! Depends on hyper. Bounded in connections and in time; all of it ends with the loop.

use std::{
    convert::Infallible,
    net::IpAddr,
    sync::{Arc, PoisonError},
    time::Duration,
};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc::UnboundedReceiver,
    task::JoinSet,
    time::timeout,
};

use super::{DEFAULT, Provider, asked::Asked, push};
use crate::contracts::gms_callback_events::create::{fields, service_of};

/// How many connections are served, and stories told, at once.
const AT_ONCE: usize = 500;
/// The largest request body, in bytes.
const LARGEST: usize = 64 * 1024;
/// How long a client may take to send a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Accepts until it is dropped.
pub(super) async fn accept(
    listener: TcpListener,
    provider: Arc<Provider>,
    mut begun: UnboundedReceiver<Asked>,
) {
    let mut tasks = JoinSet::new();
    loop {
        while tasks.try_join_next().is_some() {}
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) if tasks.len() < AT_ONCE => {
                    tasks.spawn(serve(stream, peer.ip(), provider.clone()));
                }
                Ok(_) => {}
                // Out of descriptors, most likely: some will be free again soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(asked) = begun.recv() => {
                if tasks.len() < AT_ONCE {
                    tasks.spawn(push::tell(asked, provider.clone()));
                }
            }
        }
    }
}

async fn serve(stream: TcpStream, peer: IpAddr, provider: Arc<Provider>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |request| {
        let provider = provider.clone();
        async move { Ok::<_, Infallible>(respond(request, peer, &provider).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    // What a client does to its own connection is its own affair.
    let _ = connection.await;
}

async fn respond(
    request: Request<Incoming>,
    peer: IpAddr,
    provider: &Provider,
) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body = match timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return plain(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT),
    };
    let url = format!("http://reference{}", head.uri);
    let Some(service) = service_of(&url) else { return plain(StatusCode::NOT_FOUND) };
    if service != DEFAULT && !provider.lists.contains_key(service.as_str()) {
        return plain(StatusCode::NOT_FOUND);
    }
    if head.method != Method::POST {
        return plain(StatusCode::METHOD_NOT_ALLOWED);
    }
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|k| k.to_str().ok());
    let Some(fields) = fields(&url, kind, &body) else {
        return plain(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    };
    let count = {
        let mut asked = provider.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let count = asked.entry(format!("{service} {fields:?}")).or_default();
        *count += 1;
        *count
    };
    let Some(asked) = Asked::new(provider, service, &fields, count, peer) else {
        return plain(StatusCode::BAD_REQUEST);
    };
    let answer = serde_json::json!({ "_id": asked.id }).to_string();
    // The loop ends with the reference: then nobody is left to be told.
    let _ = provider.begun.send(asked);
    let response = Response::builder()
        .status(StatusCode::OK)
        .header(header::CONTENT_TYPE, "application/json;charset=UTF-8")
        .body(Full::new(Bytes::from(answer)));
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response
}
