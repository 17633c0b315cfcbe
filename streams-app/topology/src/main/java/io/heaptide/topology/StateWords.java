package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Texts that state is full of, each written as its place in a list. The list is a part of the format: it may only be
 * added to, at its end, and then {@link FormVersion} goes up.
 */
final class StateWords {

    /** In the place of a text's length, which never is as great: the low byte says which word. */
    static final int WORD = 0xFF00;

    /** The same for a text that was written earlier in the same state. */
    static final int EARLIER = 0xFE00;

    /** What the low byte can tell apart. */
    static final int MOST = 256;

    private static final List<String> WORDS = load();
    private static final Map<String, Integer> PLACES = places();

    private StateWords() {}

    static @Nullable Integer placeOf(String text) {
        return PLACES.get(text);
    }

    /** @throws IOException if a later build wrote it */
    static String at(int place) throws IOException {
        if (place >= WORDS.size()) {
            throw new IOException("word " + place + " is not known to this build, which knows " + WORDS.size());
        }
        return WORDS.get(place);
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < WORDS.size(); place++) {
            places.put(WORDS.get(place), place);
        }
        return places;
    }

    private static List<String> load() {
        try (InputStream in = Objects.requireNonNull(StateWords.class.getResourceAsStream("state-words.txt"))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
