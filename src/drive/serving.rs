//! The accept loop of what we serve on a loopback port: bounded, and gone when its task is.
//!
//! Depends on hyper. It never looks at what is asked or answered.

use std::{convert::Infallible, future::Future, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Request, Response, body::Bytes, body::Incoming, server::conn::http1, service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};

/// Serves at most so many connections at once until it is dropped.
pub(crate) async fn serve<R, F>(listener: TcpListener, connections: usize, respond: R)
where
    R: Fn(Request<Incoming>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send,
{
    let room = Arc::new(Semaphore::new(connections));
    // Dropped with this task, and with it every connection.
    let mut open = JoinSet::new();
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, most likely: some will be free again soon.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        while open.try_join_next().is_some() {}
        let respond = respond.clone();
        open.spawn(async move {
            if stream.set_nodelay(true).is_err() {
                return;
            }
            let service = service_fn(|request| {
                let answer = respond(request);
                async move { Ok::<_, Infallible>(answer.await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(30))
                .serve_connection(TokioIo::new(stream), service);
            // What a peer does to its own connection is its own affair.
            let _ = connection.await;
            drop(permit);
        });
    }
}
