/**
 * The protocol between a remote link and a broker's acceptor: {@link io.postrider.protocol.wire.FrameType} has one row for
 * every frame, {@link io.postrider.protocol.wire.Frame} one record, {@link io.postrider.protocol.wire.FrameEncoder} and
 * {@link io.postrider.protocol.wire.FrameDecoder} the bytes. No sockets here: who has bytes decodes them, who has a frame encodes it. docs/PROTOCOL.md is held against the rows by
 * a test.
 */
package io.postrider.protocol.wire;
