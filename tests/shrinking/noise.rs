//! Large sessions at random, by seed: all that the receiver can be sent, with oddities here and
//! there.

use ringtrue::generate::{Case, Choices, Hear, Say, Step, Wait};

/// One session.
pub(crate) fn session(seed: u64) -> Case {
    let tape = Choices::tape(seed, 8192);
    let mut noise = Noise { choices: Choices::new(&tape), kept: 0 };
    let mut case = Case::new(&format!("noise-{seed}"), "", &[]);
    let count = 8 + noise.choices.below(10);
    while case.steps.len() < count {
        noise.turn(&mut case);
    }
    case
}

struct Noise<'t> {
    choices: Choices<'t>,
    kept: usize,
}

impl Noise<'_> {
    fn turn(&mut self, case: &mut Case) {
        let actor = self.choices.pick(&["a", "a", "a", "b"]).unwrap_or("a");
        let first = !case.steps.iter().any(|s| matches!(s, Step::Say(say) if say.actor == actor));
        let (message, body) = match self.choices.below(12) {
            _ if first => self.authentication(),
            0 => self.authentication(),
            1 | 2 => self.ping(),
            3 | 4 => self.subscribe(),
            5 if self.kept > 0 => self.unsubscribe(),
            6 => {
                let seconds = self.choices.between(1, 60);
                case.steps.push(Step::Pause { wait: Wait::seconds(f64::from(seconds as i32)) });
                return;
            }
            7 if self.choices.chance(80) => {
                case.steps.push(Step::Close { actor: actor.to_owned() });
                self.authentication()
            }
            8 => self.batch(),
            _ => self.notification(),
        };
        let space = self.choices.chance(10);
        let body = if space { body.replacen("\":", "\" : ", 1) } else { body };
        case.steps.push(Say::new(actor, message, body).into());
        let answer = match message {
            "authentication" => "authenticationResponse",
            "ping" => "pong",
            "subscribe" => "subscribed",
            _ => return,
        };
        if message == "subscribe" {
            self.kept += 1;
            let hear = Hear::new(actor, answer).keep(&format!("s{}", self.kept), "/subscriptionId");
            case.steps.push(hear.or_go_on().into());
        } else if self.choices.chance(127) {
            case.steps.push(Hear::new(actor, answer).into());
        }
    }

    fn authentication(&mut self) -> (&'static str, String) {
        self.message("authentication", r#""token":"t-${uid}""#.replace("${uid}", "71f"))
    }

    fn ping(&mut self) -> (&'static str, String) {
        self.message("ping", String::new())
    }

    fn subscribe(&mut self) -> (&'static str, String) {
        let topics = ["/queue/1", "/queue/*/calls", "/agents", "/agents/**", "/chat"];
        let topic = self.choices.pick(&topics).unwrap_or("/chat");
        self.message("subscribe", format!("\"topic\":\"{topic}\""))
    }

    fn unsubscribe(&mut self) -> (&'static str, String) {
        let which = 1 + self.choices.below(self.kept);
        self.message("unsubscribe", format!("\"subscriptionId\":\"${{s{which}}}\""))
    }

    fn notification(&mut self) -> (&'static str, String) {
        self.message("notification", String::new())
    }

    fn batch(&mut self) -> (&'static str, String) {
        let count = 2 + self.choices.below(3);
        let mut all = Vec::new();
        for _ in 0..count {
            let (_, body) = match self.choices.below(4) {
                0 => self.authentication(),
                1 => self.ping(),
                2 => self.subscribe(),
                _ => self.notification(),
            };
            all.push(body);
        }
        ("batch", format!("[{}]", all.join(",")))
    }

    /// A message with what it must have, and more.
    fn message(&mut self, event: &'static str, must: String) -> (&'static str, String) {
        let mut members = vec![format!("\"event\":\"{event}\"")];
        if !must.is_empty() {
            members.push(must);
        }
        let more = if event == "notification" { 3 } else { 0 };
        for _ in 0..more + self.choices.below(4) {
            members.push(self.member(1));
        }
        if self.choices.chance(8) {
            members.rotate_left(1);
        }
        (event, format!("{{{}}}", members.join(",")))
    }

    fn member(&mut self, depth: usize) -> String {
        let names = [
            "id",
            "agentId",
            "name",
            "state",
            "items",
            "timestamp",
            "phone",
            "data",
            "count",
            "reason",
            "queue",
            "skills",
            "level",
            "extra",
        ];
        let mut name = self.choices.pick(&names).unwrap_or("id").to_owned();
        match self.choices.below(40) {
            0 => name.clear(),
            1..=3 => {}
            // Most names are not said twice.
            _ => name.push_str(&self.choices.between(1, 99_999).to_string()),
        }
        if self.choices.chance(60) {
            name = self.choices.pick(&["id", "name", "timestamp", "items"]).unwrap_or("id").into();
            let unique = self.choices.between(1, 99_999);
            let depth = depth + 1;
            let value = match name.as_str() {
                "items" => self.list(depth),
                "id" => format!("\"{:06}\"", self.choices.between(1, 3_000_000)),
                _ => self.text(),
            };
            // Within an object of its own, so that it is the only one of its name.
            return format!("\"o{unique}\":{{\"{name}\":{value}}}");
        }
        let value = self.value(depth);
        format!("\"{name}\":{value}")
    }

    fn value(&mut self, depth: usize) -> String {
        match self.choices.below(8) {
            0 | 1 => self.number(),
            2 if depth < 5 => self.object(depth + 1),
            3 if depth < 5 => self.list(depth + 1),
            4 => self.choices.pick(&["true", "false", "null"]).unwrap_or("null").to_owned(),
            _ => self.text(),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        let count = if self.choices.chance(8) { 18 } else { self.choices.below(4) };
        let members: Vec<String> = (0..count).map(|_| self.member(depth)).collect();
        format!("{{{}}}", members.join(","))
    }

    fn list(&mut self, depth: usize) -> String {
        let mixed = self.choices.chance(40);
        let count = self.choices.below(5);
        let items: Vec<String> =
            (0..count).map(|_| if mixed { self.value(depth) } else { self.number() }).collect();
        format!("[{}]", items.join(","))
    }

    fn number(&mut self) -> String {
        match self.choices.below(30) {
            0 => "-0".to_owned(),
            1 => format!("{}e{}", self.choices.between(1, 99), self.choices.between(-9, 9)),
            2 => self.choices.between(1 << 53, i64::MAX).to_string(),
            3 => format!("{}.{}", self.choices.between(-99, 99), self.choices.between(0, 99)),
            _ => self.choices.between(-9, 9_999).to_string(),
        }
    }

    fn text(&mut self) -> String {
        let text = match self.choices.below(24) {
            0 => "Zoë 😀 Ash".to_owned(),
            1 => "Ash, Robin".to_owned(),
            2 => "https:\\/\\/example.com\\/a".to_owned(),
            3 => "end\\u0000of text".to_owned(),
            4 => "x".repeat(200 + self.choices.below(200)),
            5 => "2026-03-04T05:06:07+01:00".to_owned(),
            6 => String::new(),
            7 => format!("{:010}", self.choices.between(1, 999_999)),
            _ => format!("word {}", self.choices.between(1, 999_999)),
        };
        format!("\"{text}\"")
    }
}
