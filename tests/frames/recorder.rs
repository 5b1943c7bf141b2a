//! The reader of frames that recordings rest on: it sees every frame of the table as it was sent.

use ringtrue::codec::websocket::Frames;

use super::{
    table::{Case, cases},
    wire::Frame,
};

/// The frames of a case, read from its bytes in pieces of this size.
fn read(case: &Case, mask: Option<[u8; 4]>, size: usize) -> Vec<Frame> {
    let encoded = case.frames().flat_map(|frame| {
        let (head, payload) = frame.encode(mask);
        [head, payload].concat()
    });
    let bytes: Vec<u8> = encoded.collect();
    let (mut reader, mut out) = (Frames::new(1 << 20), Vec::new());
    for piece in bytes.chunks(size) {
        let seen = |frame: ringtrue::codec::websocket::Frame| {
            assert!(frame.is_whole(), "{}", case.name);
            assert_eq!(frame.masked, mask.is_some(), "{}", case.name);
            let (fin, rsv, opcode) = (frame.fin, frame.rsv, frame.opcode);
            out.push(Frame { fin, rsv, opcode, payload: frame.payload });
        };
        reader.feed(piece, seen).unwrap();
    }
    assert!(reader.is_between(), "{}", case.name);
    out
}

#[test]
fn the_recorder_reads_every_frame_of_the_table_as_it_was_sent() {
    for case in cases() {
        let sent: Vec<Frame> = case.frames().cloned().collect();
        for mask in [None, Some([0x37, 0xfa, 0x21, 0x3d])] {
            for size in [1, 997, usize::MAX] {
                assert_eq!(read(&case, mask, size), sent, "{}", case.name);
            }
        }
    }
}
