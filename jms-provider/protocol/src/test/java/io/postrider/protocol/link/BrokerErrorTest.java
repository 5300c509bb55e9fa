package io.postrider.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The codes are on the wire and in other people's programs: what is said here once stays so. */
class BrokerErrorTest {

    @ParameterizedTest
    @CsvSource({
        "INTERNAL,1",
        "INVALID_ADDRESS,2",
        "BROKER_UNAVAILABLE,3",
        "LINK_CLOSED,4",
        "LINK_LOST,5",
        "NOT_AUTHENTICATED,6",
        "NOT_AUTHORIZED,7",
        "INVALID_CLIENT_ID,8",
        "INVALID_DESTINATION,9",
        "INVALID_SELECTOR,10",
        "SUBSCRIPTION_IN_USE,11",
        "NO_SUCH_SUBSCRIPTION,12",
        "DESTINATION_IN_USE,13",
        "RESOURCE_LIMIT,14",
        "JOURNAL_FAILED,15",
        "TRANSACTION_ROLLED_BACK,16",
        "ILLEGAL_STATE,17",
        "XA_UNKNOWN_BRANCH,18",
        "XA_DUPLICATE_BRANCH,19",
        "XA_PROTOCOL,20",
        "XA_TIMED_OUT,21",
        "XA_HEURISTIC_COMMIT,22",
        "XA_HEURISTIC_ROLLBACK,23",
        "INVALID_REQUEST,24"
    })
    void aCodeIsPermanent(BrokerError error, int code) {
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void noCodeStandsForTwoErrors() {
        assertThat(Arrays.stream(BrokerError.values()).mapToInt(BrokerError::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL," + XAException.XAER_RMERR,
        "BROKER_UNAVAILABLE," + XAException.XAER_RMFAIL,
        "LINK_LOST," + XAException.XAER_RMFAIL,
        "JOURNAL_FAILED," + XAException.XAER_RMFAIL,
        "TRANSACTION_ROLLED_BACK," + XAException.XA_RBROLLBACK,
        "XA_UNKNOWN_BRANCH," + XAException.XAER_NOTA,
        "XA_DUPLICATE_BRANCH," + XAException.XAER_DUPID,
        "XA_PROTOCOL," + XAException.XAER_PROTO,
        "XA_TIMED_OUT," + XAException.XA_RBTIMEOUT,
        "XA_HEURISTIC_COMMIT," + XAException.XA_HEURCOM,
        "XA_HEURISTIC_ROLLBACK," + XAException.XA_HEURRB
    })
    void theXaCodesAreThoseOfTheStandard(BrokerError error, int xaCode) {
        assertThat(error.xaCode()).isEqualTo(xaCode);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorNamesAnExceptionAndAnXaCode(BrokerError error) {
        assertThat(error.jmsException()).endsWith("Exception");
        assertThat(error.xaCode()).isNotZero();
    }

    @Test
    void aFailureKeepsItsErrorSentenceAndCause() {
        IllegalStateException cause = new IllegalStateException("why");
        BrokerException failure = new BrokerException(BrokerError.JOURNAL_FAILED, "what", cause);
        assertThat(failure.error()).isEqualTo(BrokerError.JOURNAL_FAILED);
        assertThat(failure).hasMessage("what").hasCause(cause);
    }
}
