package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BytesMessageTest {
    private final PostriderBytesMessage message = Samples.MESSAGES.createBytesMessage();

    @Test
    void whatIsWrittenIsReadOnBothSidesOfASend() throws JMSException {
        writeOneOfEach(message);
        for (BytesMessage side : List.of(Samples.received(message), Samples.receivedFromBytes(message))) {
            assertThat(side.readBoolean()).isTrue();
            assertThat(side.readByte()).isEqualTo((byte) -1);
            assertThat(side.readUnsignedByte()).isEqualTo(255);
            assertThat(side.readShort()).isEqualTo((short) -2);
            assertThat(side.readUnsignedShort()).isEqualTo(65_534);
            assertThat(side.readChar()).isEqualTo('ß');
            assertThat(side.readInt()).isEqualTo(-3);
            assertThat(side.readLong()).isEqualTo(Long.MIN_VALUE);
            assertThat(side.readFloat()).isEqualTo(1.5f);
            assertThat(side.readDouble()).isNaN();
            assertThat(side.readUTF()).isEqualTo("tea \u0000 für 😀");
            byte[] rest = new byte[5];
            assertThat(side.readBytes(rest)).isEqualTo(3);
            assertThat(rest).containsExactly(1, 2, 3, 0, 0);
        }
    }

    private static void writeOneOfEach(BytesMessage message) throws JMSException {
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.writeShort((short) -2);
        message.writeChar('ß');
        message.writeInt(-3);
        message.writeLong(Long.MIN_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(Double.NaN);
        message.writeUTF("tea \u0000 für 😀");
        message.writeBytes(new byte[] {1, 2, 3});
    }

    @Test
    void theBytesAreThoseOfDataOutput() throws JMSException, IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        out.writeBoolean(true);
        out.writeInt(5);
        out.writeUTF("ü");
        out.writeDouble(0.1);
        message.writeObject(true);
        message.writeObject(5);
        message.writeObject("ü");
        message.writeObject(0.1);
        message.reset();
        assertThat(message.getBody(byte[].class)).isEqualTo(expected.toByteArray());
    }

    @Test
    void isWriteOnlyUntilResetAndReadOnlyAfterwards() throws JMSException {
        message.writeInt(1);
        List<ThrowingCallable> reads = List.of(
                message::readInt,
                message::readUTF,
                message::getBodyLength,
                () -> message.readBytes(new byte[1]),
                message::readBoolean);
        for (ThrowingCallable read : reads) {
            assertThatThrownBy(read).isInstanceOf(MessageNotReadableException.class);
        }
        message.reset();
        assertThat(message.getBodyLength()).isEqualTo(4);
        List<ThrowingCallable> writes = List.of(
                () -> message.writeInt(1),
                () -> message.writeUTF("x"),
                () -> message.writeBytes(new byte[1]),
                () -> message.writeObject(1));
        for (ThrowingCallable write : writes) {
            assertThatThrownBy(write).isInstanceOf(MessageNotWriteableException.class);
        }
        message.clearBody();
        message.writeByte((byte) 7);
        message.reset();
        assertThat(message.getBodyLength()).isEqualTo(1);
    }

    @Test
    void aReadBeyondTheEndDoesNotMove() throws JMSException {
        message.writeByte((byte) 1);
        message.writeShort((short) 2);
        message.reset();
        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readLong).isInstanceOf(MessageEOFException.class);
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThat(message.readShort()).isEqualTo((short) 2);
        assertThatThrownBy(message::readByte).isInstanceOf(MessageEOFException.class);
        assertThat(message.readBytes(new byte[4])).isEqualTo(-1);
    }

    @Test
    void aStringThatIsCutOffOrBrokenDoesNotMove() throws JMSException {
        message.writeShort((short) 2);
        message.writeByte((byte) 0xc3);
        message.reset();
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageEOFException.class);
        assertThat(message.readShort()).isEqualTo((short) 2);

        message.clearBody();
        message.writeShort((short) 1);
        message.writeByte((byte) 0xff);
        message.reset();
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageFormatException.class);
        assertThat(message.readShort()).isEqualTo((short) 1);
    }

    @Test
    void bytesAreReadInPieces() throws JMSException {
        message.writeBytes(new byte[] {0, 1, 2, 3, 4}, 1, 4);
        message.reset();
        byte[] buffer = new byte[3];
        assertThat(message.readBytes(buffer)).isEqualTo(3);
        assertThat(buffer).containsExactly(1, 2, 3);
        assertThat(message.readBytes(buffer, 2)).isEqualTo(1);
        assertThat(message.readBytes(buffer)).isEqualTo(-1);
    }

    @Test
    void aLengthBeyondTheBufferIsRefused() throws JMSException {
        message.writeInt(1);
        message.reset();
        assertThatThrownBy(() -> message.readBytes(new byte[2], 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.readBytes(new byte[2], -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(message.readInt()).isEqualTo(1);
    }

    @Test
    void nullAndOtherClassesCannotBeWritten() {
        assertThatNullPointerException().isThrownBy(() -> message.writeObject(null));
        assertThatThrownBy(() -> message.writeObject(List.of())).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.writeUTF("x".repeat(70_000))).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void whatWasSentDoesNotChangeWithWhatIsWrittenLater() throws JMSException {
        byte[] given = new byte[100];
        message.writeBytes(given);
        PostriderBytesMessage first = Samples.received(message);
        given[0] = 1;
        message.writeInt(5);
        PostriderBytesMessage second = Samples.received(message);
        assertThat(first.getBody(byte[].class)).isEqualTo(new byte[100]);
        assertThat(second.getBodyLength()).isEqualTo(104);
        first.getBody(byte[].class)[0] = 1;
        assertThat(first.getBody(byte[].class)).isEqualTo(new byte[100]);
    }

    @Test
    void theBodyAsAWholeResetsTheMessage() throws JMSException {
        message.writeInt(1);
        assertThat(message.isBodyAssignableTo(byte[].class)).isTrue();
        message.writeInt(2);
        assertThat(message.getBody(byte[].class)).hasSize(8);
        assertThat(message.readInt()).isEqualTo(1);
        assertThat(message.getBody(Object.class)).isInstanceOf(byte[].class);
        assertThat(message.readInt()).as("read from the start again").isEqualTo(1);
    }
}
