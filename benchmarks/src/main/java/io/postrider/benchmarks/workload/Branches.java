package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XASession;
import java.nio.ByteBuffer;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Distributed transactions of two phases with one branch: each message is sent in one, and received in another. */
record Branches(String name, int kind, String title, int producers, int consumers) implements Workload {
    private static final long POLL_MILLIS = 1_000;

    /** A branch of this bench. */
    private record BenchXid(byte[] global) implements Xid {
        private static final int FORMAT = 0x62656e63;

        @Override
        public int getFormatId() {
            return FORMAT;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global.clone();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @Override
    public Metric compared() {
        return Metric.RATE;
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Meter meter = new Meter();
        Credit credit = new Credit(bed.terms().inFlight(), producers + consumers);
        for (int i = 0; i < consumers; i++) {
            Party party = new Party(bed.connectForBranches().createXASession(), producers + i);
            MessageConsumer consumer = party.session.createConsumer(party.session.createQueue(Senders.DESTINATION));
            bed.fork("receiver-" + i, () -> receive(party, consumer, meter, credit.new Purse()));
        }
        for (int i = 0; i < producers; i++) {
            Party party = new Party(bed.connectForBranches().createXASession(), i);
            bed.fork("sender-" + i, () -> send(party, bed.terms().bodyBytes(), credit.new Purse()));
        }
        return meter.read(bed);
    }

    private static Void send(Party party, int bodyBytes, Credit.Purse purse) throws Exception {
        Session session = party.session;
        MessageProducer producer = session.createProducer(session.createQueue(Senders.DESTINATION));
        byte[] body = new byte[bodyBytes];
        while (true) {
            purse.take(1);
            Xid xid = party.start();
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
            party.commit(xid);
        }
    }

    private static Void receive(Party party, MessageConsumer consumer, Meter meter, Credit.Purse purse)
            throws Exception {
        while (true) {
            Xid xid = party.start();
            if (consumer.receive(POLL_MILLIS) == null) {
                party.resource.end(xid, XAResource.TMSUCCESS);
                party.resource.rollback(xid);
            } else {
                party.commit(xid);
                meter.count(1);
                purse.give(1);
            }
        }
    }

    /** One thread's session and its branches. */
    private static final class Party {
        private final XASession session;
        private final XAResource resource;
        private final int number;
        private long branches;

        Party(XASession session, int number) {
            this.session = session;
            this.resource = session.getXAResource();
            this.number = number;
        }

        Xid start() throws Exception {
            Xid xid = new BenchXid(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(number)
                    .putLong(++branches)
                    .array());
            resource.start(xid, XAResource.TMNOFLAGS);
            return xid;
        }

        void commit(Xid xid) throws Exception {
            resource.end(xid, XAResource.TMSUCCESS);
            if (resource.prepare(xid) != XAResource.XA_RDONLY) {
                resource.commit(xid, false);
            }
        }
    }
}
