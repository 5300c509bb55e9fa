package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import org.junit.jupiter.api.Test;

class StreamMessageTest {
    private final PostriderStreamMessage stream = Samples.MESSAGES.createStreamMessage();

    @Test
    void isWriteOnlyUntilResetAndReadOnlyAfterwards() throws JMSException {
        stream.writeInt(1);
        assertThatThrownBy(stream::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(() -> stream.readBytes(new byte[1])).isInstanceOf(MessageNotReadableException.class);
        stream.reset();
        assertThatThrownBy(() -> stream.writeInt(2)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(stream.readInt()).isEqualTo(1);
        stream.reset();
        assertThat(stream.readInt()).isEqualTo(1);
        stream.clearBody();
        stream.writeInt(3);
        stream.reset();
        assertThat(stream.readInt()).isEqualTo(3);
    }

    @Test
    void theEndIsAnExceptionOfItsOwn() throws JMSException {
        stream.reset();
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(() -> stream.readBytes(new byte[1])).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void canBeWrittenOnAfterASend() throws JMSException {
        stream.writeInt(1);
        PostriderStreamMessage first = Samples.received(stream);
        stream.writeInt(2);
        PostriderStreamMessage second = Samples.received(stream);
        assertThat(first.readInt()).isEqualTo(1);
        assertThatThrownBy(first::readInt).isInstanceOf(MessageEOFException.class);
        assertThat(second.readInt()).isEqualTo(1);
        assertThat(second.readInt()).isEqualTo(2);
    }

    @Test
    void bytesAreReadInPiecesUntilAPieceIsNotFull() throws JMSException {
        stream.writeBytes(new byte[] {1, 2, 3, 4, 5});
        stream.writeString("next");
        stream.reset();
        byte[] buffer = new byte[3];
        assertThat(stream.readBytes(buffer)).isEqualTo(3);
        assertThat(buffer).containsExactly(1, 2, 3);
        assertThatThrownBy(stream::readString).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageFormatException.class);
        assertThat(stream.readBytes(buffer)).isEqualTo(2);
        assertThat(buffer).startsWith(4, 5);
        assertThat(stream.readString()).isEqualTo("next");
    }

    @Test
    void aBufferThatWasJustFilledNeedsOneMoreCall() throws JMSException {
        stream.writeBytes(new byte[] {1, 2});
        stream.writeString("next");
        stream.reset();
        assertThat(stream.readBytes(new byte[2])).isEqualTo(2);
        assertThatThrownBy(stream::readString).isInstanceOf(MessageFormatException.class);
        assertThat(stream.readBytes(new byte[2])).isEqualTo(-1);
        assertThat(stream.readString()).isEqualTo("next");
    }

    @Test
    void emptyBytesReadAsNoneAndNullBytesAsTheEnd() throws JMSException {
        stream.writeBytes(new byte[0]);
        stream.writeBytes(null);
        stream.writeString("next");
        stream.reset();
        assertThat(stream.readBytes(new byte[2])).isZero();
        assertThat(stream.readBytes(new byte[2])).isEqualTo(-1);
        assertThat(stream.readString()).isEqualTo("next");
    }

    @Test
    void anEmptyBufferReadsNothingAndMovesNowhere() throws JMSException {
        stream.writeBytes(new byte[] {1});
        stream.reset();
        assertThat(stream.readBytes(new byte[0])).isZero();
        assertThat(stream.readBytes(new byte[0])).isZero();
        assertThat(stream.readBytes(new byte[2])).isEqualTo(1);
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void resetForgetsBytesReadInPart() throws JMSException {
        stream.writeBytes(new byte[] {1, 2});
        stream.reset();
        assertThat(stream.readBytes(new byte[1])).isEqualTo(1);
        stream.reset();
        assertThat(stream.readObject()).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void arraysAreCopiedInAndOut() throws JMSException {
        byte[] given = {1, 2, 3};
        stream.writeBytes(given);
        stream.writeObject(given);
        stream.writeBytes(given, 1, 2);
        given[1] = 9;
        stream.reset();
        byte[] out = (byte[]) stream.readObject();
        assertThat(out).containsExactly(1, 2, 3);
        out[0] = 9;
        assertThat(stream.readObject()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(stream.readObject()).isEqualTo(new byte[] {2, 3});
        stream.reset();
        assertThat(stream.readObject()).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void objectsOfOtherClassesAreRefused() {
        assertThatThrownBy(() -> stream.writeObject(new java.util.Date())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void slicesOutsideTheArrayAreRefused() {
        assertThatThrownBy(() -> stream.writeBytes(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
