package io.heaptide.topology;

import io.heaptide.core.AllocationSnapshot;
import io.heaptide.core.ServiceId;
import io.heaptide.core.SiteGrowth;
import io.heaptide.core.SiteLedger;
import io.heaptide.core.SiteTestimony;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The allocation sites of one service, and when they were last heard of. Mutable, for one thread. */
final class KeptLedger {

    private final SiteLedger ledger;
    private long lastMillis;

    KeptLedger(SiteLedger ledger, long lastMillis) {
        this.ledger = ledger;
        this.lastMillis = lastMillis;
    }

    void add(AllocationSnapshot snapshot) {
        ledger.add(snapshot);
        lastMillis = Math.max(lastMillis, snapshot.windowEndMillis());
    }

    List<SiteGrowth> top(int sites, long atMillis) {
        return ledger.top(sites, atMillis);
    }

    SiteTestimony testimony(long atMillis) {
        return ledger.testimony(atMillis);
    }

    /** Time of the newest snapshot, epoch milliseconds. */
    long lastMillis() {
        return lastMillis;
    }

    /** Writes ledgers. */
    static final class Form implements StateForm<ServiceId, KeptLedger> {

        @Override
        public void writeKey(ServiceId key, DataOutput out) throws IOException {
            ServiceKeys.write(key, out);
        }

        @Override
        public ServiceId readKey(DataInput in) throws IOException {
            return ServiceKeys.read(in);
        }

        @Override
        public void writeState(KeptLedger kept, DataOutput out) throws IOException {
            FormVersion.write(out);
            out.writeLong(kept.lastMillis);
            kept.ledger.writeTo(out);
        }

        @Override
        public KeptLedger readState(ServiceId key, DataInput in) throws IOException {
            FormVersion.check(in);
            long lastMillis = in.readLong();
            return new KeptLedger(SiteLedger.readFrom(in), lastMillis);
        }
    }
}
