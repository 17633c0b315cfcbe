package io.heaptide.importers.jvm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code jfr print --json} says of the allocations in a recording. */
final class PrintedRecording {

    private static final String VALUES = "/recording/events/\\d+/values";
    private static final String METHOD = VALUES + "/stackTrace/frames/\\d+/method";
    private static final Pattern RUNTIME = Pattern.compile("(?:java|jdk|sun)\\..*");

    private PrintedRecording() {}

    /** The sums of weights by the method to blame. */
    static Map<String, Double> weights(String json) throws IOException {
        Map<String, Double> weights = new TreeMap<>();
        List<String> stack = new ArrayList<>();
        String type = "";
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String path = token.isScalarValue()
                        ? parser.getParsingContext().pathAsPointer().toString()
                        : "";
                if (path.matches(METHOD + "/type/name")) {
                    type = parser.getText().replace('/', '.');
                } else if (path.matches(METHOD + "/name")) {
                    stack.add(type + "." + parser.getText());
                } else if (path.matches(VALUES + "/weight")) { // comes last
                    weights.merge(blamed(stack), parser.getDoubleValue(), Double::sum);
                    stack.clear();
                }
            }
        }
        return weights;
    }

    /** The innermost method of a stack that is not the runtime's, or else the innermost. */
    static String blamed(List<String> innermostFirst) {
        return innermostFirst.stream()
                .filter(method -> !RUNTIME.matcher(method).matches())
                .findFirst()
                .orElse(innermostFirst.isEmpty() ? "unknown" : innermostFirst.get(0));
    }
}
