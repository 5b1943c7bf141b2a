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
        Message,
        handshake::derive_accept_key,
        protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode},
    },
};

use super::{
    Server,
    answer::{answer, failure, is_lone_connect},
    mistakes,
    story::Failure,
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
    let untold = server.story.as_ref().is_some_and(|s| !s.transports().contains(&"websocket"));
    if untold || server.varies("without-websocket") {
        return plain(StatusCode::FORBIDDEN, "no WebSocket here");
    }
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
    let (fail, mut failed) = mpsc::channel(1);
    loop {
        tokio::select! {
            Some(replies) = outgoing.recv() => {
                let text = mistakes::text(server, replies, false, &socket);
                if sink.send(Message::text(text)).await.is_err() {
                    return;
                }
            }
            Some(failure) = failed.recv() => {
                if let Failure::Status(_) = failure {
                    let frame = CloseFrame { code: CloseCode::Error, reason: "not now".into() };
                    let _ = sink.send(Message::Close(Some(frame))).await;
                }
                return;
            }
            next = source.next() => match next {
                Some(Ok(Message::Text(text))) => heard(server, text.as_bytes(), &via, &fail).await,
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
async fn heard(server: &Arc<Server>, text: &[u8], via: &Via, fail: &mpsc::Sender<Failure>) {
    // Nothing says how to answer what is no array of messages: an empty array says as much.
    let messages = messages(server, &[text.to_vec()]).unwrap_or_default();
    let waits = is_lone_connect(&messages) || server.faults.has("publish-queued-behind-connect");
    let (shared, via, fail) = (server.clone(), via.clone(), fail.clone());
    let work = async move {
        if let Some(failure) = failure(&shared, &messages).await {
            // A socket that is gone fails by itself.
            let _ = fail.send(failure).await;
            return;
        }
        let replies = answer(&shared, &messages, &via).await;
        // Where publishes are not acknowledged there can be nothing to say.
        let silent = replies.is_empty() && shared.varies("publishes-unacknowledged");
        if let Some(outbox) = via.outbox.as_ref().filter(|_| !silent) {
            // A socket that is gone needs no reply.
            let _ = outbox.send(replies);
        }
    };
    if waits { server.spawn(work) } else { work.await }
}
