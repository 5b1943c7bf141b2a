//! WebSocket: every text frame is an array of messages, in both directions.
//!
//! Depends on `answer` for what is said. Never lets a held connect keep later frames waiting.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use hyper::{Request, Response, StatusCode, body::Incoming, header, upgrade::Upgraded};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message, handshake::derive_accept_key, protocol::Role, protocol::WebSocketConfig,
    },
};

use super::{
    Server,
    answer::{answer, is_lone_connect},
    mistakes,
    via::Via,
    whole::{Whole, messages, plain},
};

/// The largest frame, in bytes.
const FRAME: usize = 1024 * 1024;

/// Answers the upgrade request and serves the socket in the background.
pub(super) fn upgrade(server: &Arc<Server>, request: &mut Request<Incoming>) -> Whole {
    let Some(key) = request.headers().get(header::SEC_WEBSOCKET_KEY) else {
        return plain(StatusCode::BAD_REQUEST, "only WebSocket");
    };
    let accept = derive_accept_key(key.as_bytes());
    // Drawn by the client, and so another for each socket.
    let socket = accept.clone();
    let upgrading = hyper::upgrade::on(request);
    let shared = server.clone();
    server.spawn(async move {
        if let Ok(upgraded) = upgrading.await {
            serve(&shared, upgraded, socket).await;
        }
    });
    let mut response = Response::new(http_body_util::Full::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::UPGRADE, header::HeaderValue::from_static("websocket"));
    headers.insert(header::CONNECTION, header::HeaderValue::from_static("Upgrade"));
    if let Ok(accept) = accept.parse() {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

async fn serve(server: &Arc<Server>, upgraded: Upgraded, socket: String) {
    let mut config = WebSocketConfig::default();
    config.max_message_size = Some(FRAME);
    config.max_frame_size = Some(FRAME);
    let stream =
        WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
    let (mut sink, mut source) = stream.split();
    let (outbox, mut outgoing) = mpsc::unbounded_channel::<Vec<Value>>();
    let via = Via { browser: None, outbox: Some(outbox), script: false };
    loop {
        tokio::select! {
            Some(replies) = outgoing.recv() => {
                let text = mistakes::text(server, replies, false, &socket);
                if sink.send(Message::text(text)).await.is_err() {
                    return;
                }
            }
            next = source.next() => match next {
                Some(Ok(Message::Text(text))) => heard(server, text.as_bytes(), &via).await,
                Some(Ok(Message::Close(_)) | Err(_)) | None => {
                    let _ = sink.close().await;
                    return;
                }
                Some(Ok(_)) => {}
            }
        }
    }
}

/// Answers a frame; a connect alone is held in the background.
async fn heard(server: &Arc<Server>, text: &[u8], via: &Via) {
    // Nothing says how to answer what is no array of messages: an empty array says as much.
    let messages = messages(server, &[text.to_vec()]).unwrap_or_default();
    let waits = is_lone_connect(&messages) || server.faults.has("publish-queued-behind-connect");
    let (shared, via) = (server.clone(), via.clone());
    let work = async move {
        let replies = answer(&shared, &messages, &via).await;
        if let Some(outbox) = &via.outbox {
            // A socket that is gone needs no reply.
            let _ = outbox.send(replies);
        }
    };
    if waits { server.spawn(work) } else { work.await }
}
