package io.heaptide.agent.outbox;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.List;

/** Sends events through another exporter and keeps what that could not deliver. */
final class LogOutbox implements LogRecordExporter {

    private final LogRecordExporter exporter;
    private final Outbox<Collection<LogRecordData>> outbox;

    LogOutbox(LogRecordExporter exporter, Outbox<Collection<LogRecordData>> outbox) {
        this.exporter = exporter;
        this.outbox = outbox;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> records) {
        outbox.add(List.copyOf(records)); // the processor uses its list again
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return outbox.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return outbox.flush().whenComplete(exporter::shutdown);
    }
}
