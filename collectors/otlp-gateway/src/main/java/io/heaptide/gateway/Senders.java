package io.heaptide.gateway;

import io.heaptide.gateway.access.Access;
import io.heaptide.gateway.access.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Lets known senders in, each to what takes its tenant's requests. There are as many tenants as the operator named. */
final class Senders {

    private final Access access;
    private final Function<Tenant, Ingest> opening;
    private final Map<Tenant, Ingest> byTenant = new ConcurrentHashMap<>();

    Senders(Access access, Function<Tenant, Ingest> opening) {
        this.access = access;
        this.opening = opening;
    }

    /**
     * What takes a sender's requests.
     *
     * @param authorization the header of that name, empty if there is none
     * @param session the connection's, null without TLS
     * @throws RefusedRequest as unauthenticated, if nothing proves who sends
     */
    Ingest ingest(String authorization, @Nullable SSLSession session) {
        Access.Sender sender = access.sender(authorization, session);
        if (sender instanceof Access.Sender.Known known) {
            return byTenant.computeIfAbsent(known.tenant(), opening);
        }
        throw new RefusedRequest(Refusal.UNAUTHENTICATED, ((Access.Sender.Unknown) sender).remedy());
    }
}
