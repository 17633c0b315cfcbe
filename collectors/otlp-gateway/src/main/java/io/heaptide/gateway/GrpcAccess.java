package io.heaptide.gateway;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.netty.util.AttributeKey;
import java.util.Objects;

/** Lets calls of known senders through, before their messages are read, and remembers who takes them. */
final class GrpcAccess implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final AttributeKey<Ingest> INGEST = AttributeKey.valueOf(GrpcAccess.class, "ingest");

    private final Senders senders;

    GrpcAccess(Senders senders) {
        this.senders = senders;
    }

    /** What takes the current call. */
    static Ingest ingest() {
        return requireNonNull(ServiceRequestContext.current().attr(INGEST), "no call gets here without its sender");
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        String authorization = Objects.requireNonNullElse(headers.get(AUTHORIZATION), "");
        try {
            ctx.setAttr(INGEST, senders.ingest(authorization, ctx.sslSession()));
        } catch (RefusedRequest unknown) {
            call.close(Status.UNAUTHENTICATED.withDescription(unknown.getMessage()), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
