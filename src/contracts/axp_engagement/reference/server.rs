//! The accept loop, and the way from HTTP to a WebSocket session.
//!
//! Depends on hyper. Bounded in connections and in time; all of it ends with the loop.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
    upgrade::OnUpgrade,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::timeout,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::{Provider, plain::plain, rest, session};

/// How many connections are served at once.
const CONNECTIONS: usize = 1_000;
/// The largest request body, in bytes.
const LARGEST: usize = 64 * 1024;
/// How long a client may take to send a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Accepts until it is dropped.
pub(super) async fn accept(listener: TcpListener, provider: Arc<Provider>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = listener.accept().await;
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, _)) if connections.len() < CONNECTIONS => {
                connections.spawn(serve(stream, provider.clone()));
            }
            Ok(_) => {}
            // Out of descriptors, most likely: some will be free again soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// An upgrade that was promised to the client, and the path that it asked for.
type Promised = Arc<Mutex<Option<(OnUpgrade, String)>>>;

async fn serve(stream: TcpStream, provider: Arc<Provider>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let promised = Promised::default();
    let (handled, slot) = (provider.clone(), promised.clone());
    let service = service_fn(move |request| {
        let (provider, slot) = (handled.clone(), slot.clone());
        async move { Ok::<_, Infallible>(respond(request, &provider, &slot).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    if connection.await.is_err() {
        return;
    }
    let taken = promised.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some((upgrade, path)) = taken
        && let Ok(upgraded) = upgrade.await
    {
        session::run(TokioIo::new(upgraded), path, provider).await;
    }
}

async fn respond(
    mut request: Request<Incoming>,
    provider: &Provider,
    slot: &Promised,
) -> Response<Full<Bytes>> {
    let path = request.uri().path().to_owned();
    if path.starts_with("/ws/notification/v1/agent-engagement") {
        return promise(&mut request, path, slot);
    }
    let (head, body) = request.into_parts();
    let body = match timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return plain(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT),
    };
    if let Some(plot) = provider.stage.plot().filter(|_| head.method == Method::POST) {
        tokio::time::sleep(Duration::from_millis(plot.create_takes)).await;
    }
    rest::answer(provider, &head, &body)
}

/// Agrees to a WebSocket, if that is what is asked for.
fn promise(
    request: &mut Request<Incoming>,
    path: String,
    slot: &Promised,
) -> Response<Full<Bytes>> {
    let fields = request.headers();
    let websocket = fields
        .get(header::UPGRADE)
        .is_some_and(|u| u.as_bytes().eq_ignore_ascii_case(b"websocket"));
    let Some(key) = fields.get(header::SEC_WEBSOCKET_KEY).filter(|_| websocket) else {
        return plain(StatusCode::UPGRADE_REQUIRED);
    };
    let accept = derive_accept_key(key.as_bytes());
    let upgrade = hyper::upgrade::on(request);
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some((upgrade, path));
    let response = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::CONNECTION, "Upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, accept)
        .body(Full::default());
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}
