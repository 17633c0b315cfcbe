package io.heaptide.notifier;

import io.heaptide.schemas.LeakAlert;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An alert as plain text, for terminals, logs and receivers that show one string. */
public final class AlertText {

    private static final String LINE = "  %-14s %s";

    private AlertText() {}

    /** The alert in a few lines, the first of which stands alone. */
    public static String render(LeakAlert alert) {
        AlertMessage message = AlertMessage.of(alert);
        return Stream.of(head(message), facts(message), commands(message))
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> head(AlertMessage message) {
        return List.of(
                message.state().name() + "  " + message.title(), String.format(LINE, "Verdict", message.headline()));
    }

    private static List<String> facts(AlertMessage message) {
        return message.facts().stream()
                .map(fact -> String.format(LINE, fact.label(), value(fact)))
                .toList();
    }

    private static String value(AlertMessage.Fact fact) {
        return Stream.of(fact.code(), fact.value())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static List<String> commands(AlertMessage message) {
        return message.commands().stream()
                .map(command -> String.format(LINE, "Next", command))
                .toList();
    }
}
