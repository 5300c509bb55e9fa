package io.postrider.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.DestinationName.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of destinations and messages: their limits, their codes and how people see them. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "QUEUE,0,true,false,queue://a",
        "TOPIC,1,false,false,topic://a",
        "TEMPORARY_QUEUE,2,true,true,temp-queue://a",
        "TEMPORARY_TOPIC,3,false,true,temp-topic://a"
    })
    void aKindHasItsCodeForGood(Kind kind, int code, boolean queue, boolean temporary, String shown) {
        DestinationName name = new DestinationName(kind, "a");
        assertThat(kind.code()).isEqualTo(code);
        assertThat(Kind.ofCode(code)).isEqualTo(kind);
        assertThat(name.isQueue()).isEqualTo(queue);
        assertThat(name.isTemporary()).isEqualTo(temporary);
        assertThat(name).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 255})
    void anUnknownKindIsRefused(int code) {
        assertThatThrownBy(() -> Kind.ofCode(code)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aDestinationHasANameOfSomeLength() {
        String longest = "x".repeat(DestinationName.MAX_LENGTH);
        assertThat(DestinationName.topic(longest).name()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> DestinationName.queue(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationName.queue(longest + "x"))
                .withMessageContaining("1025");
    }

    @Test
    void aMessagesIdentityIsShownWithTheSpecificationsPrefix() {
        assertThat(new MessageId(-1, 12)).hasToString("ID:ffffffffffffffff-12");
    }

    @Test
    void aMessageExpiresAtItsInstant() {
        Message.Builder builder = Message.builder().id(new MessageId(1, 1)).destination(DestinationName.queue("q"));
        assertThat(builder.build().isExpiredAt(Long.MAX_VALUE)).isFalse();
        Message expiring = builder.expirationMillis(100).build();
        assertThat(expiring.isExpiredAt(99)).isFalse();
        assertThat(expiring.isExpiredAt(100)).isTrue();
    }

    @Test
    void aMessageInLogsShowsNothingOfItsContent() {
        Message message = Message.builder()
                .id(new MessageId(1, 2))
                .destination(DestinationName.queue("q"))
                .body(new Body.Text("secret"))
                .build();
        assertThat(message).hasToString("ID:0000000000000001-2 to queue://q");
    }
}
