package io.heaptide.gateway;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.function.Supplier;

/** {@code /health}: whether deliveries work, and what was and was not delivered. 503 if not, or while stopping. */
final class HealthPage extends AbstractHttpService {

    private final Supplier<MeasuredSink.Deliveries> deliveries;

    HealthPage(Supplier<MeasuredSink.Deliveries> deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest request) {
        MeasuredSink.Deliveries now = deliveries.get();
        boolean stopping = ctx.config().server().isClosing();
        return HttpResponse.ofJson(now.healthy() && !stopping ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, now);
    }

    @Override
    protected HttpResponse doHead(ServiceRequestContext ctx, HttpRequest request) {
        return doGet(ctx, request);
    }
}
