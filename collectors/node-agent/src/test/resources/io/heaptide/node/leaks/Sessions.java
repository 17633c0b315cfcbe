import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A session store that forgets old sessions, or does not. Argument: leaking or fixed. */
public final class Sessions {

    private static final int KEPT = 2_000;
    private static final int SESSION_BYTES = 8 << 10;
    private static final int REQUESTS_A_SECOND = 80;

    private final Map<Long, byte[]> sessions;
    private final Random random = new Random(1);

    private Sessions(boolean leaking) {
        sessions = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return !leaking && size() > KEPT;
            }
        };
    }

    private void serve(long request) {
        byte[] session = new byte[SESSION_BYTES];
        random.nextBytes(session);
        sessions.put(request, session);
        byte[] answer = new byte[(64 << 10) + random.nextInt(64 << 10)]; // garbage of every request
        answer[answer.length - 1] = session[0];
    }

    public static void main(String[] args) throws InterruptedException {
        Sessions store = new Sessions(args[0].equals("leaking"));
        for (long request = 0; ; request++) {
            store.serve(request);
            Thread.sleep(1000 / REQUESTS_A_SECOND);
        }
    }
}
