package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.protocol.message.DestinationName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of damage, by what is left of the records that were hit. */
class DamageReportTest {
    private static final int ORDERS = 1;
    private static final int BILLS = 2;

    private final DamageReport report = new DamageReport();

    private void read(CoreRecord record) {
        byte[] bytes = RecordCodec.encode(record);
        report.visit(bytes, 0, bytes.length);
    }

    private void hit(CoreRecord record) {
        report.damaged("there", 0, RecordCodec.encode(record));
    }

    private void readNames() {
        read(new CoreRecord.QueueKnown(ORDERS, DestinationName.queue("orders")));
        read(new CoreRecord.QueueKnown(BILLS, DestinationName.queue("bills")));
    }

    private static CoreRecord added(long key, int... queues) {
        int[] shares = new int[queues.length];
        for (int i = 0; i < queues.length; i++) {
            shares[i] = CoreRecord.MessageAdded.share(queues[i], false);
        }
        return new CoreRecord.MessageAdded(key, 4, 0, 0, shares, null);
    }

    private static CoreRecord removed(int queue, long... keys) {
        return new CoreRecord.MessagesRemoved(new CoreRecord.QueueKeys(queue, keys), false);
    }

    @Test
    void aMessageThatWasHitIsLostToTheQueuesThatHadNotLetItGo() {
        readNames();
        hit(added(1, ORDERS, BILLS));
        hit(added(2, ORDERS));
        read(removed(BILLS, 1));
        read(removed(ORDERS, 2));
        assertThat(report.lostByDestination()).isEqualTo(Map.of("queue://orders", 1L));
        assertThat(report.damagedPlaces()).isEqualTo(2);
        assertThat(report.unknownRecords()).isZero();
    }

    @Test
    void whatAnAcknowledgementThatWasHitHadTakenMayComeAgain() {
        readNames();
        hit(removed(ORDERS, 3, 4));
        hit(removed(ORDERS, 5));
        assertThat(report.returningByDestination()).isEqualTo(Map.of("queue://orders", 3L));
        assertThat(report.lostByDestination()).isEmpty();
    }

    @Test
    void whatNobodyCanTellIsCountedAsUnknownAndADeadRecordIsNot() {
        report.damaged("a record", 0, new byte[] {-1, -1, -1});
        report.damaged("a block", 1, null);
        report.damaged("a dead record", 0, null);
        assertThat(report.unknownRecords()).isEqualTo(2);
        assertThat(report.lostBlocks()).isEqualTo(1);
        assertThat(report.places()).containsExactly("a record", "a block", "a dead record");
    }
}
