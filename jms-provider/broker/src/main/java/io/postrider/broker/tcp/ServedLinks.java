package io.postrider.broker.tcp;

import io.postrider.protocol.wire.Frame;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** All links of one acceptor that are open, by the tokens they are resumed with. For any number of threads. */
final class ServedLinks {
    private static final int TOKEN_BYTES = 16;

    private final Map<String, ServedLink> byToken = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A token that nobody can guess. */
    byte[] newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return token;
    }

    void add(ServedLink link) {
        byToken.put(key(link.token()), link);
    }

    void remove(ServedLink link) {
        byToken.remove(key(link.token()));
    }

    /** The link to resume, or null. */
    ServedLink find(Frame.Resume resume) {
        return byToken.get(key(resume.resumeToken()));
    }

    Collection<ServedLink> all() {
        return List.copyOf(byToken.values());
    }

    /**
     * Ends the links of this user and client identifier that have no connection: a client that comes back anew rather than
     * to resume must not be shut out by what it left behind.
     *
     * @return done once they are closed
     */
    CompletionStage<Void> endDetached(String userName, String clientId) {
        if (clientId == null) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<?>[] ends = byToken.values().stream()
                .filter(link -> clientId.equals(link.clientId()) && Objects.equals(userName, link.userName()))
                .map(ServedLink::endIfDetached)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends);
    }

    /**
     * Ends the link with this token, connected or not: its client has opened another one in its place.
     *
     * @param userName the client's, as nobody else may end it
     * @return done once it is closed, or at once where there is none
     */
    CompletionStage<Void> endFormer(byte[] token, String userName) {
        ServedLink former = byToken.get(key(token));
        return former == null || !Objects.equals(userName, former.userName())
                ? CompletableFuture.completedStage(null)
                : former.endForSuccessor();
    }

    private static String key(byte[] token) {
        return HexFormat.of().formatHex(token);
    }
}
