package io.postrider.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TransactionInProgressException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JmsErrorsTest {

    @ParameterizedTest
    @EnumSource
    void everyErrorBecomesTheExceptionItNamesAndLosesNothing(BrokerError error) {
        BrokerException failure = new BrokerException(error, "a sentence");
        JMSException exception = JmsErrors.checked(failure);
        assertThat(exception.getClass().getName()).isEqualTo("jakarta.jms." + error.jmsException());
        assertThat(exception).hasMessage("a sentence").hasCause(failure);
        assertThat(exception.getErrorCode()).isEqualTo(error.name());
        assertThat(exception.getLinkedException()).isSameAs(failure);
        assertThat(JmsErrors.checked("another sentence", failure)).hasMessage("another sentence");
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorHasAnUncheckedFormForTheSimplifiedApi(BrokerError error) {
        JMSException checked = JmsErrors.checked(new BrokerException(error, "a sentence"));
        assertUncheckedForm(checked);
    }

    static Stream<JMSException> exceptionsOfTheClientItself() {
        return Stream.of(
                new MessageFormatException("m", "c"),
                new MessageNotWriteableException("m", "c"),
                new TransactionInProgressException("m", "c"));
    }

    @ParameterizedTest
    @MethodSource("exceptionsOfTheClientItself")
    void everyExceptionOfTheClientHasAnUncheckedForm(JMSException checked) {
        assertUncheckedForm(checked);
    }

    private static void assertUncheckedForm(JMSException checked) {
        JMSRuntimeException unchecked = JmsErrors.unchecked(checked);
        assertThat(unchecked.getClass().getName())
                .isEqualTo(checked.getClass().getName().replace("Exception", "RuntimeException"));
        assertThat(unchecked).hasMessage(checked.getMessage()).hasCause(checked);
        assertThat(unchecked.getErrorCode()).isEqualTo(checked.getErrorCode());
    }

    @Test
    void whatHasNoUncheckedFormBecomesTheGeneralOne() {
        assertThat(JmsErrors.unchecked(new MessageEOFException("m"))).isExactlyInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void aCauseIsLinkedBothWays() {
        IOException cause = new IOException("disk");
        JMSException exception = JmsErrors.withCause(new JMSException("m"), cause);
        assertThat(exception).hasCause(cause);
        assertThat(exception.getLinkedException()).isSameAs(cause);
    }
}
