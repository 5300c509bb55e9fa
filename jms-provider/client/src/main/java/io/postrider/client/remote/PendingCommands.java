package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The commands that the broker has not answered, by their request numbers. For any number of threads. */
final class PendingCommands {
    /** Marks a command that wants no answer. */
    static final long NO_REQUEST = 0;

    private final Map<Long, PendingCommand> byRequest = new ConcurrentHashMap<>();
    private final AtomicLong lastRequest = new AtomicLong();

    /** What becomes of one command: exactly one of the two is called, once it is over. */
    interface PendingCommand {
        /**
         * The broker's answer, which is no failure.
         *
         * @return whether the command is over, rather than more answers to follow
         * @throws MalformedMessageException if this is no answer to it
         */
        boolean answered(Frame.Answer answer);

        /** The command failed. */
        void failed(BrokerException cause);

        /** Whether its caller waits for it, and may read the answer itself meanwhile; see {@link Reading}. */
        default boolean callerReads() {
            return false;
        }
    }

    /** Keeps a command. Returns the number for its frame; {@link #NO_REQUEST} for null. */
    long add(PendingCommand command) {
        if (command == null) {
            return NO_REQUEST;
        }
        long request = lastRequest.incrementAndGet();
        byRequest.put(request, command);
        return request;
    }

    /** Whether none is there. */
    boolean isEmpty() {
        return byRequest.isEmpty();
    }

    /**
     * Ends a command with its answer.
     *
     * @return whether its caller waited for it, and might have read it
     * @throws MalformedMessageException if no command has this number
     */
    boolean answer(Frame.Answer answer) {
        PendingCommand command = byRequest.get(answer.request());
        if (command == null) {
            throw new MalformedMessageException("an answer to request " + answer.request() + ", which nobody made");
        }
        if (answer instanceof Frame.Failed failed) {
            byRequest.remove(answer.request());
            command.failed(new BrokerException(failed.error(), failed.message()));
        } else if (command.answered(answer)) {
            byRequest.remove(answer.request());
        }
        return command.callerReads();
    }

    /** Ends one command, unless it is over already. */
    void fail(long request, BrokerException cause) {
        PendingCommand command = byRequest.remove(request);
        if (command != null) {
            command.failed(cause);
        }
    }

    /** Ends all commands there are, in the order they were given. */
    void failAll(BrokerException cause) {
        List<Long> requests = new ArrayList<>(byRequest.keySet());
        requests.sort(null);
        requests.forEach(request -> fail(request, cause));
    }
}
