package io.postrider.protocol.wire;

import io.postrider.protocol.message.MalformedMessageException;

/**
 * Every frame of the protocol, a row each: its permanent code, who sends it, what answers it, and the protocol version
 * that brought it. A new frame is a new row here and a new record in {@link Frame}.
 */
public enum FrameType {
    // Connecting. Nothing but these is accepted before a login.
    WELCOME(2, Direction.TO_CLIENT, null, 1),
    LOGGED_IN(4, Direction.TO_CLIENT, null, 1),
    REFUSED(5, Direction.TO_CLIENT, null, 1),
    RESUMED(7, Direction.TO_CLIENT, null, 1),
    HELLO(1, Direction.TO_BROKER, WELCOME, 1),
    LOGIN(3, Direction.TO_BROKER, LOGGED_IN, 1),
    RESUME(6, Direction.TO_BROKER, RESUMED, 1),
    TAKE_OVER(10, Direction.TO_BROKER, null, 1),

    // The transport's own: not counted, never sent again.
    PING(8, Direction.BOTH, null, 1),
    RECEIVED(9, Direction.BOTH, null, 1),

    // Answers. FAILED may stand in the place of any other.
    DONE(64, Direction.TO_CLIENT, null, 1),
    FAILED(65, Direction.TO_CLIENT, null, 1),
    PAGE(66, Direction.TO_CLIENT, null, 1),
    CREATED(67, Direction.TO_CLIENT, null, 1),
    VOTE(68, Direction.TO_CLIENT, null, 1),
    BRANCHES(69, Direction.TO_CLIENT, null, 1),
    MANAGED(70, Direction.TO_CLIENT, null, 1),

    // Commands of the link, in the order of BrokerLink.
    IDENTIFY(16, Direction.TO_BROKER, DONE, 1),
    SEND(17, Direction.TO_BROKER, DONE, 1),
    OPEN_CONSUMER(18, Direction.TO_BROKER, DONE, 1),
    CREDIT(19, Direction.TO_BROKER, DONE, 1),
    ACKNOWLEDGE(20, Direction.TO_BROKER, DONE, 1),
    RELEASE(21, Direction.TO_BROKER, DONE, 1),
    CLOSE_CONSUMER(22, Direction.TO_BROKER, DONE, 1),
    OPEN_BROWSER(23, Direction.TO_BROKER, DONE, 1),
    BROWSE(24, Direction.TO_BROKER, PAGE, 1),
    CLOSE_BROWSER(25, Direction.TO_BROKER, null, 1),
    UNSUBSCRIBE(26, Direction.TO_BROKER, DONE, 1),
    CREATE_TEMPORARY(27, Direction.TO_BROKER, CREATED, 1),
    DELETE_TEMPORARY(28, Direction.TO_BROKER, DONE, 1),
    COMMIT(29, Direction.TO_BROKER, DONE, 1),
    ROLLBACK(30, Direction.TO_BROKER, DONE, 1),
    START_BRANCH(31, Direction.TO_BROKER, DONE, 1),
    END_BRANCH(32, Direction.TO_BROKER, DONE, 1),
    PREPARE_BRANCH(33, Direction.TO_BROKER, VOTE, 1),
    COMMIT_BRANCH(34, Direction.TO_BROKER, DONE, 1),
    ROLLBACK_BRANCH(35, Direction.TO_BROKER, DONE, 1),
    FORGET_BRANCH(36, Direction.TO_BROKER, DONE, 1),
    RECOVER_BRANCHES(37, Direction.TO_BROKER, BRANCHES, 1),
    COMMIT_ONCE(40, Direction.TO_BROKER, DONE, 1),
    CREATE_OWNED_TEMPORARY(41, Direction.TO_BROKER, CREATED, 1),
    COMMIT_BRANCH_ONCE(42, Direction.TO_BROKER, DONE, 1),
    MANAGE(39, Direction.TO_BROKER, MANAGED, 1),
    CLOSE(38, Direction.TO_BROKER, DONE, 1),

    // What the broker tells unasked.
    DELIVERY(80, Direction.TO_CLIENT, null, 1),
    RECALL(81, Direction.TO_CLIENT, null, 1),
    CONSUMER_CLOSED(82, Direction.TO_CLIENT, null, 1),
    GOODBYE(83, Direction.TO_CLIENT, null, 1);

    /** The first four bytes of a {@link #HELLO}'s head, "PSTR": tells strangers from clients. */
    public static final int MAGIC = 0x50535452;

    /** The oldest protocol version that this code speaks. */
    public static final int OLDEST_VERSION = 1;

    /** The newest protocol version that this code speaks. */
    public static final int NEWEST_VERSION = 1;

    private static final int FIRST_COUNTED = 16;

    private static final FrameType[] BY_CODE = new FrameType[128];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final Direction direction;
    private final FrameType answer;
    private final int since;

    FrameType(int code, Direction direction, FrameType answer, int since) {
        this.code = code;
        this.direction = direction;
        this.answer = answer;
        this.since = since;
    }

    /** Who sends a frame. */
    public enum Direction {
        TO_BROKER("to broker"),
        TO_CLIENT("to client"),
        BOTH("both ways");

        private final String text;

        Direction(String text) {
            this.text = text;
        }

        /** For people: the word that docs/PROTOCOL.md uses. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The permanent code, from 1 to 127. */
    public int code() {
        return code;
    }

    /** Who sends it. */
    public Direction direction() {
        return direction;
    }

    /** What answers it where all goes well and an answer is asked for, or null if nothing ever does. */
    public FrameType answer() {
        return answer;
    }

    /** The first protocol version that has it. */
    public int since() {
        return since;
    }

    /**
     * The type with this code.
     *
     * @throws MalformedMessageException if there is none
     */
    public static FrameType ofCode(int code) {
        FrameType type = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (type == null) {
            throw new MalformedMessageException("unknown frame type " + code);
        }
        return type;
    }

    /**
     * Whether frames of this type are part of the link's conversation: counted by both sides, and sent again after a
     * broken transport is resumed.
     */
    public boolean counted() {
        return code >= FIRST_COUNTED;
    }
}
