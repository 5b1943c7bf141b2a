//! The life of the reference consumer: it subscribes, connects, and comes back.
//!
//! Depends on `subscribe` and `talk`. It never repeats what was refused for good, and never tries
//! again without a pause.

use std::{future::pending, time::Duration};

use tokio::time::{Instant, sleep};

use super::{
    Consumer,
    subscribe::{Created, Subscription},
    talk::{End, Talk},
};

/// How long the first pause is; each failure in a row doubles it.
const PAUSE: Duration = Duration::from_millis(300);
/// How long a pause is at most.
const LONGEST: Duration = Duration::from_secs(10);
/// How much longer the first one is of a consumer that does not hurry.
const LATER: Duration = Duration::from_millis(1_200);
/// How many subscriptions are tried where authentications are refused as malformed.
const MALFORMED: u32 = 3;

impl Consumer {
    /// Lives until it is dropped.
    pub(super) async fn live(&self) {
        let (mut failures, mut malformed, mut first) = (0_u32, 0_u32, None);
        loop {
            let subscription = match self.subscribe(first.is_some()).await {
                Created::Yes(subscription) => subscription,
                Created::Later => {
                    failures = failures.saturating_add(1);
                    pause(failures).await;
                    continue;
                }
                Created::Refused(status) => {
                    if self.faults.bears_if(status == 401, "asks-again-at-once") {
                        sleep(Duration::from_millis(20)).await;
                        continue;
                    }
                    return pending().await;
                }
            };
            let first = first.get_or_insert_with(|| subscription.id.clone()).clone();
            match self.stay(&subscription, &first, &mut failures).await {
                End::Malformed if malformed < MALFORMED => malformed += 1,
                End::Stop | End::Malformed => return pending().await,
                _ => {}
            }
            sleep(PAUSE).await;
        }
    }

    /// Connects for a subscription, again and again, until that is of no use.
    async fn stay(&self, subscription: &Subscription, first: &str, failures: &mut u32) -> End {
        let mut connections = 0_u32;
        loop {
            let talk = Talk::new(self, subscription, first, connections);
            let (end, confirmed) = talk.run().await;
            connections = connections.saturating_add(1);
            if confirmed {
                *failures = 0;
            }
            *failures = failures.saturating_add(1);
            let over = Instant::now() >= subscription.expires;
            match end {
                End::Lost if over && !self.faults.bears("keeps-what-ran-out") => {
                    return End::RanOut;
                }
                End::Lost if self.varies("subscribes-anew") => {
                    pause(*failures).await;
                    return End::Lost;
                }
                End::Lost => {
                    if *failures == 1 && self.varies("comes-back-later") {
                        sleep(LATER).await;
                    }
                    pause(*failures).await;
                }
                End::ServerError if self.varies("gives-up-on-server-errors") => return End::Stop,
                End::ServerError if self.faults.bears("server-error-again-at-once") => {}
                End::ServerError => pause(failures.saturating_add(1)).await,
                End::Unknown
                    if connections == 1 && self.faults.bears("same-subscription-again") =>
                {
                    pause(*failures).await;
                }
                End::Malformed if connections == 1 && self.faults.bears("same-text-again") => {
                    pause(*failures).await;
                }
                End::InvalidToken if connections == 1 && self.faults.bears("same-token-again") => {
                    pause(*failures).await;
                }
                // Nobody gives it another token.
                End::InvalidToken => return End::Stop,
                end => return end,
            }
        }
    }
}

async fn pause(failures: u32) {
    let factor = 2_u32.saturating_pow(failures.saturating_sub(1).min(8));
    sleep(PAUSE.saturating_mul(factor).min(LONGEST)).await;
}
