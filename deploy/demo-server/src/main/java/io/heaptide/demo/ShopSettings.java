package io.heaptide.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How one shop process runs.
 *
 * @param name what the shop calls itself, for people reading its output
 * @param port port to listen on, on loopback; 0 picks a free one
 * @param requestsPerSecond orders its own load generator places; 0 leaves it idle
 * @param receiptBytes what one order leaves in the cache
 * @param churnBytes short-lived memory one order costs, so that collections really happen
 * @param leaking whether the cache forgets to evict
 * @param cachedOrders what a cache that does evict keeps
 * @param stopWithInput whether the end of standard input, such as the death of who started it, ends the process
 */
record ShopSettings(
        String name,
        int port,
        int requestsPerSecond,
        int receiptBytes,
        int churnBytes,
        boolean leaking,
        int cachedOrders,
        boolean stopWithInput) {

    /** Half a MiB a second kept: a leak to see within two minutes, and eight minutes to live on a heap of 256 MiB. */
    static final ShopSettings DEFAULTS = new ShopSettings("checkout", 0, 40, 13 * 1024, 256 * 1024, true, 500, false);

    private static final String ENVIRONMENT_PREFIX = "HEAPTIDE_DEMO_";

    ShopSettings {
        requireWithin("port", port, 0, 65_535);
        requireWithin("requests-per-second", requestsPerSecond, 0, 1_000);
        requireWithin("receipt-bytes", receiptBytes, 1, 16 << 20);
        requireWithin("churn-bytes", churnBytes, 0, 64 << 20);
        requireWithin("cached-orders", cachedOrders, 1, 1_000_000);
    }

    /** Settings from {@code --key=value} flags over {@code HEAPTIDE_DEMO_KEY} variables over the defaults. */
    static ShopSettings of(String[] flags, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        environment.forEach((key, value) -> {
            if (key.startsWith(ENVIRONMENT_PREFIX)) {
                values.put(flagOf(key), value);
            }
        });
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (!flag.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("expected --key=value, got " + flag);
            }
            values.put(flag.substring(2, equals), flag.substring(equals + 1));
        }
        return from(values);
    }

    private static ShopSettings from(Map<String, String> values) {
        ShopSettings settings = new ShopSettings(
                take(values, "name", DEFAULTS.name),
                takeInt(values, "port", DEFAULTS.port),
                takeInt(values, "requests-per-second", DEFAULTS.requestsPerSecond),
                takeInt(values, "receipt-bytes", DEFAULTS.receiptBytes),
                takeInt(values, "churn-bytes", DEFAULTS.churnBytes),
                takeBoolean(values, "leak", DEFAULTS.leaking),
                takeInt(values, "cached-orders", DEFAULTS.cachedOrders),
                takeBoolean(values, "stop-with-input", DEFAULTS.stopWithInput));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown settings " + values.keySet());
        }
        return settings;
    }

    private static String take(Map<String, String> values, String key, String otherwise) {
        String value = values.remove(key);
        return value == null ? otherwise : value;
    }

    private static int takeInt(Map<String, String> values, String key, int otherwise) {
        String value = take(values, key, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(key + " must be a whole number, got " + value, notANumber);
        }
    }

    private static boolean takeBoolean(Map<String, String> values, String key, boolean otherwise) {
        String value = take(values, key, Boolean.toString(otherwise));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " must be true or false, got " + value);
        };
    }

    private static String flagOf(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static void requireWithin(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be in [" + least + ", " + most + "], got " + value);
        }
    }
}
