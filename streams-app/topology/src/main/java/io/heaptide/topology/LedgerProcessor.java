package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.core.AllocationSnapshot;
import io.heaptide.core.ServiceId;
import io.heaptide.core.SiteLedger;
import io.heaptide.core.SiteReading;
import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.Topics;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps the allocation sites of each service, so that a score can name those that grow. */
final class LedgerProcessor implements Processor<byte[], byte[], String, Object> {

    static final String LEDGERS = "site-ledgers";

    private static final Duration TICK = Duration.ofSeconds(30);

    private final TopologyConfig config;
    private final AvroCodec<AllocationSummary> codec = AvroCodec.of(Topics.ALLOCATION_SUMMARIES);
    private final EventClock clock;
    private final DueQueue<ServiceId> due = new DueQueue<>();
    private ProcessorContext<String, Object> context;
    private TaskMetrics metrics;
    private Refusals refusals;
    private HeapStore<ServiceId, KeptLedger> ledgers;

    LedgerProcessor(TopologyConfig config) {
        this.config = config;
        this.clock = new EventClock(config.detector().pane());
    }

    @Override
    public void init(ProcessorContext<String, Object> taskContext) {
        context = taskContext;
        metrics = new TaskMetrics(context, "keep-allocation-sites");
        refusals = new Refusals(context, metrics);
        ledgers = context.getStateStore(LEDGERS);
        ledgers.slots().forEach(this::scheduleForgetting);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::forgetIdle);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        metrics.consumed(1);
        AllocationSummary summary;
        try {
            summary = decode(record);
        } catch (MalformedRecord e) {
            refusals.malformed(record, e);
            return;
        }
        refusal(record, summary).ifPresentOrElse(reason -> refusals.refuse(record, reason, 1, ""), () -> keep(summary));
    }

    private AllocationSummary decode(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            throw new MalformedRecord(new EOFException("no value"));
        }
        return codec.decode(value);
    }

    private Optional<DropReason> refusal(Record<byte[], byte[]> record, AllocationSummary summary) {
        if (Subject.of(summary.getInstance()).isEmpty()) {
            return Optional.of(DropReason.BAD_IDENTITY);
        }
        if (summary.getWindowEndMs() <= 0) {
            return Optional.of(DropReason.BAD_TIME);
        }
        if (summary.getWindowEndMs() > config.latestBelievable(record.timestamp(), context.currentSystemTimeMs())) {
            return Optional.of(DropReason.FAR_FUTURE);
        }
        boolean isHome = homeOf(summary) == context.taskId().partition();
        return isHome ? Optional.empty() : Optional.of(DropReason.MISPLACED_KEY);
    }

    private int homeOf(AllocationSummary summary) {
        String key = Topics.serviceKey(
                summary.getInstance().getServiceNamespace(),
                summary.getInstance().getServiceName());
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % config.partitions();
    }

    private void keep(AllocationSummary summary) {
        clock.advance(summary.getWindowEndMs(), context.currentSystemTimeMs());
        ServiceId service = new ServiceId(
                summary.getInstance().getServiceNamespace(),
                summary.getInstance().getServiceName());
        Slot<ServiceId, KeptLedger> slot = ledgers.find(service);
        if (slot == null) {
            slot = ledgers.create(service, new KeptLedger(new SiteLedger(), 0));
        }
        slot.state().add(snapshot(summary));
        slot.changed();
        scheduleForgetting(slot);
        metrics.scored(1);
        metrics.tracked(ledgers.size());
    }

    private AllocationSnapshot snapshot(AllocationSummary summary) {
        List<SiteReading> readings = new ArrayList<>(summary.getSites().size());
        for (AllocationSite site : summary.getSites()) {
            reading(site).ifPresent(readings::add);
        }
        // what two tools say of one instance is never compared
        String series = summary.getInstance().getServiceInstanceId() + '\n' + summary.getSource();
        return new AllocationSnapshot(series, summary.getWindowEndMs(), readings);
    }

    private static Optional<SiteReading> reading(AllocationSite site) {
        boolean valid = site.getLiveBytes() >= 0 && site.getAllocatedBytes() >= 0 && site.getLiveBytesError() >= 0;
        return valid
                ? Optional.of(new SiteReading(
                        Names.cut(site.getFingerprint()),
                        Names.cut(site.getSite()),
                        Names.cut(site.getType()),
                        site.getLiveBytes(),
                        site.getAllocatedBytes(),
                        site.getLiveBytesError()))
                : Optional.empty();
    }

    private void scheduleForgetting(Slot<ServiceId, KeptLedger> slot) {
        due.set(slot.key(), slot.state().lastMillis() + config.idleAfter().toMillis());
    }

    private void forgetIdle(long wallMillis) {
        metrics.state(ledgers);
        if (!clock.started()) {
            return;
        }
        long nowMillis = clock.now(wallMillis);
        for (ServiceId idle = due.poll(nowMillis); idle != null; idle = due.poll(nowMillis)) {
            Slot<ServiceId, KeptLedger> slot = ledgers.find(idle);
            if (slot != null) {
                ledgers.remove(slot);
                metrics.evicted();
            }
        }
    }

    @Override
    public void close() {
        metrics.close();
    }
}
